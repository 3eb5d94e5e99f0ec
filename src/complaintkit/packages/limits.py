"""What a recipient takes: how many files, how large, of which kinds; and how the bundle is split to fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from complaintkit.law.values import Attachments
from complaintkit.packages.values import Bundle, Content, Lines, Nothing, Pages, Pictures
from complaintkit.problems import Problem, Refused, error
from complaintkit.values import frozen

MEGABYTE = 1_000_000
_TRIES, _TIGHTER = 12, 0.85
_LINE, _SHEET = 45, 2_000


@frozen
class Room:
    """How many bytes a file may have, and how many files of the bundle there may be beside the letter; None is no limit."""

    bytes: int | None = None
    files: int | None = None
    endings: tuple[str, ...] = ()


def room(attachments: Attachments | None, megabytes: float | None, files: int | None) -> Room:
    """Return what a recipient takes, as the rules say, with what the user says before it; the letter takes one file.

    A megabyte is a million bytes, which is the smaller reading of a limit that does not say.
    """
    size = megabytes if megabytes is not None else attachments.largest_megabytes if attachments else None
    most = files if files is not None else attachments.most_files if attachments else None
    endings = attachments.endings if attachments else ()
    return Room(int(size * MEGABYTE) if size else None, most - 1 if most else None, endings)


def fitting(contents: Sequence[Content], limits: Room, bind: Callable[[Sequence[int]], Bundle]) -> Bundle:
    """Return the bundle in as many files as its recipient's limit of size needs, cut between annexes.

    Args:
        contents: what is printed of each annex.
        limits: what the recipient takes.
        bind: makes the bundle for so many annexes in each file.

    Raises:
        Refused: CK667 where an annex alone is too large, CK668 where there would be too many files.
    """
    whole = bind(())
    most = limits.bytes
    if most is None or all(len(part.data) <= most for part in whole.parts):
        return whole
    weights = _weights(contents, len(whole.parts[0].data))
    budget = float(most)
    for _ in range(_TRIES):
        bundle = bind(groups(weights, budget))
        over = [place for place, part in enumerate(bundle.parts) if len(part.data) > most]
        if not over:
            return _counted(bundle, limits)
        alone = [one for one in over if sum(bound.part == one for bound in bundle.annexes) == 1]
        if alone:
            raise Refused([_too_large(bundle, one, most) for one in alone])
        budget *= _TIGHTER
    raise Refused([_too_large(bundle, one, most) for one in over])


def groups(weights: Sequence[float], budget: float) -> tuple[int, ...]:
    """Return how many annexes go into each file so that none weighs more than `budget`, if it holds more than one."""
    found: list[int] = []
    used = 0.0
    for weight in weights:
        if found and used + weight <= budget:
            found[-1] += 1
            used += weight
        else:
            found.append(1)
            used = weight
    return tuple(found)


def _weights(contents: Sequence[Content], size: int) -> list[float]:
    """Return about how many bytes each annex takes, so that all together are as many as the bundle has."""
    raw = [_raw(content) + _SHEET for content in contents]
    return [weight * max(size / sum(raw), 0.01) for weight in raw]


def _raw(content: Content) -> float:
    match content:
        case Pages():
            return len(content.data)
        case Pictures():
            return sum(len(picture.data) for picture in content.pictures)
        case Lines():
            return sum(len(page) for page in content.pages) * _LINE
        case Nothing():
            return 0.0


def _too_large(bundle: Bundle, part: int, most: int) -> Problem:
    numbers = [str(bound.annex.number) for bound in bundle.annexes if bound.part == part]
    size = len(bundle.parts[part].data)
    taken = f"this recipient takes {megabytes(most)} a file"
    message = f"annex {', '.join(numbers)} takes {megabytes(size)} in the bundle, and {taken}"
    hint = (
        "enclose an extract of the pages cited as an exhibit of its own, scan it anew in grey, or ask how to hand it in"
    )
    return error("package", "CK667", message, hint)


def _counted(bundle: Bundle, limits: Room) -> Bundle:
    if limits.files is None or len(bundle.parts) <= limits.files:
        return bundle
    message = f"the bundle takes {len(bundle.parts)} files beside the letter, and this recipient takes {limits.files}"
    hint = (
        "cite fewer exhibits, or extracts of them; choose fewer incidents; or ask the recipient how to hand in the rest"
    )
    raise Refused([error("package", "CK668", message, hint)])


def letter_problem(size: int, ending: str, limits: Room) -> Problem | None:
    """Return why the letter's file is not taken by the recipient, or None."""
    if limits.bytes is not None and size > limits.bytes:
        message = f"the letter takes {megabytes(size)}, and this recipient takes {megabytes(limits.bytes)} a file"
        return error("package", "CK667", message, "make the pictures in the template or in the signed letter smaller")
    if limits.endings and ending not in limits.endings:
        message = f"the letter is a .{ending} file, and this recipient takes {', '.join(limits.endings)}"
        return error("package", "CK669", message, "give the letter in one of these kinds with --letter")
    return None


def megabytes(size: int) -> str:
    """Return "3.2 MB"."""
    return f"{size / MEGABYTE:.1f} MB"
