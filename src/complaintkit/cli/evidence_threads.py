"""`complaintkit evidence list --threads`: the conversations of the register, each message below what it answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from complaintkit.words import counted

if TYPE_CHECKING:
    from complaintkit.case.values import Register
    from complaintkit.evidence.conversations import Conversation, Turn

_DEEPEST = 6
_ALONE = "Messages that answer nothing and that nothing in the register answers:"


def print_threads(register: Register) -> None:
    """Print every conversation, then the messages that stand alone, and up to which day the register can tell."""
    from complaintkit.evidence.conversations import conversations

    found = conversations(register)
    if not found:
        click.echo("No message is in the register yet, and no letter that answers another one.")
        return
    lost = _lost(register)
    together = ["\n".join(_conversation(whole, lost)) for whole in found if len(whole.turns) > 1]
    alone = [_turn(whole.turns[0], lost, whole.subject) for whole in found if len(whole.turns) == 1]
    parts = [*together, *(["\n".join((_ALONE, *(f"  {line}" for line in alone)))] if alone else []), _until(register)]
    click.echo("\n\n".join(parts))


def thread_lines(register: Register, number: str) -> Iterable[str]:
    """Yield the conversation that an exhibit belongs to, where there is more than itself in it."""
    from complaintkit.evidence.conversations import by_exhibit

    whole = by_exhibit(register).get(number)
    if whole is not None and len(whole.turns) > 1:
        yield "\nConversation"
        yield from (f"  {line}" for line in _conversation(whole, _lost(register)))
        yield f"  {_until(register)}"


def _conversation(whole: Conversation, lost: Collection[str]) -> Iterator[str]:
    """Yield a conversation: its subject, then each message with its day, its people and what it answers."""
    yield f"{whole.subject or 'without a subject'} ({counted(len(whole.turns), 'message')})"
    depth: dict[str, int] = {}
    for turn in whole.turns:
        depth[turn.exhibit.id] = depth[turn.answers] + 1 if turn.answers in depth else 0
        yield f"  {'  ' * min(depth[turn.exhibit.id], _DEEPEST)}{_turn(turn, lost)}"


def _turn(turn: Turn, lost: Collection[str], subject: str = "") -> str:
    from complaintkit.evidence.messages import day_of

    said = turn.exhibit.file_says
    sender = (said.sender if said else None) or turn.exhibit.made_by or "sender not known"
    to = f" to {', '.join(said.recipients)}" if said and said.recipients else ""
    about = f": {subject}" if subject else ""
    return f"{turn.exhibit.id}  {day_of(turn.exhibit) or 'day not known'}  {sender}{to}{about}{_how(turn, lost)}"


def _how(turn: Turn, lost: Collection[str]) -> str:
    if turn.same_as:
        return f"; the same message as {turn.same_as}"
    if turn.exhibit.id in lost:
        return "; what it answers is not in the register"
    if turn.answers:
        return f"; answers {turn.answers}{' (assumed, by its subject)' if turn.assumed else ''}"
    return ""


def _lost(register: Register) -> set[str]:
    """Return the messages whose request is not in the register."""
    from complaintkit.evidence.coverage import lost_requests

    return {exhibit.id for exhibit in lost_requests(register)}


def _until(register: Register) -> str:
    from complaintkit.evidence.silences import looked_until

    day = looked_until(register)
    if day is None:
        return "The register does not say when it was last added to."
    return f"The register was last added to on {day}; what came later is not in it."
