"""Choices to and from `selections/RECIPIENT.yaml`, and the file that keeps an unfinished choice.

The selection is written under the case's lock, in one piece, with the comments that it has. What is being chosen is kept
at each change in `selections/.RECIPIENT.in-progress.yaml`, so that an interrupted choice can be taken up again.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from complaintkit.case.values import FORMAT, Chosen, Selection
from complaintkit.problems import Problem, Refused, error, warning
from complaintkit.selecting.choices import Choice, Choices, Role
from complaintkit.selecting.rewriting import rewritten
from complaintkit.source.documents import parse_document, read_document
from complaintkit.source.locking import locked
from complaintkit.source.validation import validate
from complaintkit.source.writing import write_atomically

_SCHEMA = "# yaml-language-server: $schema=../schemas/selection.schema.json\n"
_FOLDER = "selections"
Suggest = Callable[[str, Role], str]


def selection_path(folder: Path, recipient: str) -> Path:
    """Return the file of a recipient's selection: the one that is there, else `RECIPIENT.yaml`."""
    path = folder / _FOLDER / f"{recipient}.yaml"
    twin = path.with_suffix(".yml")
    return twin if twin.exists() and not path.exists() else path


def in_progress_path(folder: Path, recipient: str) -> Path:
    """Return the file that keeps what is being chosen for a recipient."""
    return folder / _FOLDER / f".{recipient}.in-progress.yaml"


def choices_from(selection: Selection, incidents: Iterable[str], suggest: Suggest) -> Choices:
    """Return the choices that a selection holds for the incidents of the case; those it does not name are left out.

    A reason that says no more than the suggestion counts as suggested. An empty `raised` stands for those met.
    """
    held: dict[str, tuple[Role, str]] = {}
    for role, entries in _lists(selection):
        for entry in entries:
            held.setdefault(entry.incident, (role, entry.reason))
    return Choices(
        tuple(_choice(incident, held.get(incident), suggest) for incident in incidents),
        selection.raised or None,
    )


def _choice(incident: str, held: tuple[Role, str] | None, suggest: Suggest) -> Choice:
    if held is None:
        return Choice(incident)
    return Choice(incident, held[0], () if held[1] == suggest(incident, held[0]) else (held,))


def _lists(selection: Selection) -> tuple[tuple[Role, tuple[Chosen, ...]], ...]:
    return (
        (Role.CHOSEN, selection.chosen),
        (Role.BACKGROUND, selection.background),
        (Role.LEFT_OUT, selection.left_out),
    )


def named_in(selection: Selection) -> tuple[str, ...]:
    """Return the ids of all incidents that a selection names."""
    return tuple(entry.incident for _, entries in _lists(selection) for entry in entries)


def selection_from(
    choices: Choices,
    before: Selection,
    *,
    suggest: Suggest,
    raised: tuple[str, ...],
    rules: str,
    exhibits: Container[str],
) -> Selection:
    """Return the selection that the choices make.

    Args:
        choices: each incident in its role.
        before: the selection as it stands: its order of incidents and its annex numbers are kept.
        suggest: the reason for an incident where none was given.
        raised: the provisions, as named or as met.
        rules: the digest of the rules as `sha256:HEX`.
        exhibits: those in the register; the annex number of any other is retired, never to be given again.
    """
    lists = {role: _ordered(choices, role, entries, suggest) for role, entries in _lists(before)}
    gone = [number for exhibit, number in before.annexes.items() if exhibit not in exhibits]
    return before.model_copy(
        update={
            "rules": rules,
            "chosen": lists[Role.CHOSEN],
            "background": lists[Role.BACKGROUND],
            "left_out": lists[Role.LEFT_OUT],
            "raised": raised,
            "annexes": {exhibit: number for exhibit, number in before.annexes.items() if exhibit in exhibits},
            "retired_annexes": tuple(sorted({*before.retired_annexes, *gone})) if gone else before.retired_annexes,
        }
    )


def _ordered(choices: Choices, role: Role, before: Sequence[Chosen], suggest: Suggest) -> tuple[Chosen, ...]:
    """Return a list in the order it had, each new incident before the first that comes after it in the case."""
    rank = {choice.incident: place for place, choice in enumerate(choices.all)}
    present = choices.incidents(role)
    order = [entry.incident for entry in before if entry.incident in present]
    for incident in present:
        if incident not in order:
            later = (place for place, other in enumerate(order) if rank[other] > rank[incident])
            order.insert(next(later, len(order)), incident)
    return tuple(_chosen(choices.of(incident), suggest) for incident in dict.fromkeys(order))


def _chosen(choice: Choice, suggest: Suggest) -> Chosen:
    return Chosen(incident=choice.incident, reason=choice.reason or suggest(choice.incident, choice.role))


def empty_selection(recipient: str) -> Selection:
    """Return the selection of a recipient for whom nothing has been chosen."""
    return Selection(format=FORMAT, recipient=recipient)


def file_bytes(path: Path) -> bytes | None:
    """Return what a file holds, or None if there is none."""
    return path.read_bytes() if path.is_file() else None


@contextmanager
def sitting(folder: Path) -> Iterator[None]:
    """Keep a second choice out of this case; other commands can go on writing to it.

    Raises:
        Refused: where somebody is choosing already.
    """
    place = folder / _FOLDER
    place.mkdir(exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(place))
        except Refused:
            raise Refused([_already_choosing()]) from None
        yield


def record(folder: Path, selection: Selection, begun_with: bytes | None) -> Path:
    """Write a selection in place of the one there is and return its path.

    Args:
        folder: the case.
        selection: what to write.
        begun_with: what the file held when choosing began, None if it was not there.

    Raises:
        Refused: where another command is writing to the case, where the file was changed meanwhile, or where it is typed
            in a way that cannot be changed without loss. The file is then as it was, and the choice is kept.
    """
    path = selection_path(folder, selection.recipient)
    shown = f"{_FOLDER}/{path.name}"
    with locked(folder):
        if file_bytes(path) != begun_with:
            raise Refused([_changed_meanwhile(shown, selection.recipient)])
        data = _new_text(begun_with, selection, shown).encode()
        path.parent.mkdir(exist_ok=True)
        if data != begun_with:
            write_atomically(path, data)
    return path


def _new_text(begun_with: bytes | None, selection: Selection, shown: str) -> str:
    text = _empty_file(selection.recipient) if begun_with is None else begun_with.decode("utf-8-sig")
    try:
        new = rewritten(text, selection)
    except ValueError:
        raise Refused([_not_rewritable(shown)]) from None
    if _parsed(new, shown) != selection:
        raise Refused([_not_rewritable(shown)])
    return new


def _empty_file(recipient: str) -> str:
    return f"{_SCHEMA}format: {FORMAT}\nrecipient: {recipient}\n"


def _parsed(text: str, shown: str) -> Selection | None:
    document, _ = parse_document(text, shown)
    return validate(document, Selection)[0] if document else None


def keep(folder: Path, selection: Selection) -> None:
    """Keep what is being chosen, so that nothing is lost when the choice is interrupted."""
    path = in_progress_path(folder, selection.recipient)
    path.parent.mkdir(exist_ok=True)
    write_atomically(
        path, _new_text(None, selection.model_copy(update={"annexes": {}, "retired_annexes": ()}), path.name).encode()
    )


def kept(folder: Path, recipient: str) -> tuple[Selection | None, tuple[Problem, ...]]:
    """Return the unfinished choice for a recipient, or None; one that cannot be read is left alone, with a warning."""
    path = in_progress_path(folder, recipient)
    if not path.is_file():
        return None, ()
    shown = f"{_FOLDER}/{path.name}"
    document, problems = read_document(path, shown)
    selection, mistakes = validate(document, Selection) if document else (None, ())
    if selection is not None and selection.recipient == recipient:
        return selection, ()
    first = next((problem.message for problem in (*problems, *mistakes)), "it is for another recipient")
    hint = "mend or delete it; it is overwritten by the next choice"
    return None, (warning(shown, "CK457", f"the unfinished choice cannot be read: {first}", hint),)


def _already_choosing() -> Problem:
    return error(
        _FOLDER,
        "CK458",
        "another `complaintkit select` is open in this case; two would write over each other's choices",
        "end that one first: what is chosen there is kept",
    )


def _changed_meanwhile(shown: str, recipient: str) -> Problem:
    return error(
        shown,
        "CK455",
        "the file was changed while you were choosing; it was left as it is, so that nobody's work is lost",
        f"your choices are kept: run `complaintkit select --recipient {recipient}` again to compare and save them",
    )


def _not_rewritable(shown: str) -> Problem:
    return error(
        shown,
        "CK456",
        "the file is typed in a way that cannot be changed without losing something; it was left as it is",
        "write each key on a line of its own and each incident as `- incident: ...` with `reason: ...` below it",
    )
