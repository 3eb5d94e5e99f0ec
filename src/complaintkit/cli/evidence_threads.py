"""`complaintkit evidence list --threads`: the conversations of the register, each message below what it answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from complaintkit.case.values import Register
    from complaintkit.evidence.conversations import Conversation, Turn


def print_threads(register: Register) -> None:
    """Print every conversation, the longest silence visible: what nothing follows says up to which day it was looked."""
    from complaintkit.evidence.conversations import conversations

    found = conversations(register)
    if not found:
        click.echo("No message is in the register yet, and no letter that answers another one.")
        return
    lost = _lost(register)
    click.echo("\n\n".join("\n".join(lines_of(whole, register, lost)) for whole in found))


def lines_of(whole: Conversation, register: Register, lost: Collection[str]) -> Iterator[str]:
    """Yield a conversation: its subject, each message with its day, its people and what it answers, and how it ends."""
    from complaintkit.evidence.silences import looked_until
    from complaintkit.words import counted

    yield f"{whole.subject or 'without a subject'} ({counted(len(whole.turns), 'message')})"
    depth: dict[str, int] = {}
    for turn in whole.turns:
        depth[turn.exhibit.id] = depth[turn.answers] + 1 if turn.answers in depth else 0
        yield f"  {'  ' * min(depth[turn.exhibit.id], _DEEPEST)}{_turn(turn)}"
    here = [turn.exhibit.id for turn in whole.turns if turn.exhibit.id in lost]
    yield from (f"  what {number} answers is not in the register" for number in here)
    until = looked_until(register)
    end = f"  nothing after {whole.turns[-1].exhibit.id} in the register"
    yield f"{end}, which was last added to on {until}" if until else end


_DEEPEST = 6


def _turn(turn: Turn) -> str:
    from complaintkit.evidence.conversations import day_of

    said = turn.exhibit.file_says
    sender = (said.sender if said else None) or turn.exhibit.made_by or "not known"
    to = f" to {', '.join(said.recipients)}" if said and said.recipients else ""
    return f"{turn.exhibit.id}  {day_of(turn.exhibit) or 'day not known'}  {sender}{to}{_how(turn)}"


def _how(turn: Turn) -> str:
    if turn.same_as:
        return f"; the same message as {turn.same_as}"
    if turn.answers:
        return f"; answers {turn.answers}{' (assumed, by its subject)' if turn.assumed else ''}"
    return ""


def _lost(register: Register) -> set[str]:
    """Return the messages whose request is not in the register."""
    from complaintkit.evidence.coverage import lost_requests

    return {exhibit.id for exhibit in lost_requests(register)}


def thread_lines(register: Register, number: str) -> Iterable[str]:
    """Yield the conversation that an exhibit belongs to, where there is more than itself in it."""
    from complaintkit.evidence.conversations import by_exhibit

    whole = by_exhibit(register).get(number)
    if whole is not None and len(whole.turns) > 1:
        yield "\nConversation"
        yield from (f"  {line}" for line in lines_of(whole, register, _lost(register)))
