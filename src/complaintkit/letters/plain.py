"""A composed letter as plain text for pasting into a recipient's web form: one block a question, each with its length.

Where the rules hold something of the form, its questions lead, and whatever none of them takes follows; else the letter goes
section by section. Nothing of the letter is left out, and no question is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import PurePosixPath

from complaintkit.law.values import Form, FormBlock
from complaintkit.letters.values import Block, Letter, Section, Table
from complaintkit.values import frozen

_LETTERHEAD, _LETTERS, _ANNEXES = "letterhead", "letters", "annexes"
_ALLEGATION = "allegation"


@frozen
class _Piece:
    """A part of the letter: what a form may take it by, the section and the headings it stands under, and its text."""

    taken_by: tuple[str, ...]
    section: str
    title: str
    text: str
    under: tuple[str, ...] = ()


def as_text(letter: Letter, form: Form | None = None, *, shown: Callable[[str], str] = str) -> str:
    """Return the letter block by block, each headed by its title and its length, and then the files to attach.

    Args:
        letter: the letter.
        form: what the rules hold of the recipient's web form; without it the blocks are the letter's own sections.
        shown: how the names of files are shown, which may hold names of people.

    The headings of blocks are in English: they are for whoever pastes, and are not part of the letter.
    """
    pieces = tuple(_pieces(letter))
    taken = [(piece, _taker(piece, form)) for piece in pieces]
    rest = tuple(piece for piece, block in taken if block is None)
    parts = [
        _about(letter, form, pieces),
        *([_headed("Draft", letter.draft_mark)] if letter.draft else []),
        *([_headed("Version", letter.confidential)] if letter.version else []),
        *(_asked(number, block, taken) for number, block in enumerate(form.blocks if form else (), 1)),
        _headed("Subject", letter.subject),
        _headed("Opening", "\n\n".join((letter.salutation, *letter.opening))),
        *_sections(rest),
        _headed("Closing", "\n".join((letter.closing, *letter.signature))),
        *([_headed(f"Table: {letter.names_sheet.title}", _table(letter.names_sheet))] if letter.names_sheet else []),
        _files(letter, shown),
    ]
    return "\n".join(part for part in parts if part)


def _about(letter: Letter, form: Form | None, pieces: Sequence[_Piece]) -> str:
    """Return what is known of the form, and how long the letter is; nothing where the rules hold no form."""
    if form is None:
        return ""
    words = sum(len(piece.text.split()) for piece in pieces)
    lines = [
        f"Form: {form.address} ({form.status}; looked at on {form.checked})",
        form.note,
        *([form.advice] if form.advice else []),
        f"The parts of this letter have {words} words in all.",
    ]
    return f"=== The web form: {letter.recipient} ===\n\n" + "\n".join(lines) + "\n"


def _pieces(letter: Letter) -> Iterator[_Piece]:
    yield _Piece((_LETTERHEAD,), _LETTERHEAD, "Sender", "\n".join(letter.sender))
    for section in letter.sections:
        yield from _of_section(section)
    if letter.approaches:
        yield _Piece((_LETTERS,), _LETTERS, f"Table: {letter.approaches.title}", _table(letter.approaches))
    if letter.annexes.rows:
        yield _Piece((_ANNEXES,), _ANNEXES, f"Table: {letter.annexes.title}", _table(letter.annexes))


def _of_section(section: Section) -> Iterator[_Piece]:
    """Yield each paragraph with what belongs to it; a heading that names a part holds for all that follows it."""
    kind = _ALLEGATION if section.key.startswith(f"{_ALLEGATION}-") else section.key
    of_heading = part = ""
    under: tuple[str, ...] = ()
    for block in section.blocks:
        if block.kind == "heading":
            of_heading = block.part or of_heading
            under = (block.text,) if block.part else (*(under[:1] if of_heading else ()), block.text)
            continue
        if block.kind == "paragraph":
            part = block.part or of_heading
        names = (f"{kind}:{part}", kind) if part else (kind,)
        yield _Piece(names, section.key, section.title, _block(block), under)


def _taker(piece: _Piece, form: Form | None) -> FormBlock | None:
    """Return the question that takes a part of the letter, the one that names it most exactly; None if none does."""
    blocks = form.blocks if form else ()
    return next((block for name in piece.taken_by for block in blocks if name in block.takes), None)


def _asked(number: int, block: FormBlock, taken: Sequence[tuple[_Piece, FormBlock | None]]) -> str:
    mine = [piece for piece, by in taken if by is block]
    allegations = {piece.section for piece in mine if piece.section.startswith(_ALLEGATION)}
    text = _joined(mine, allegations if len(allegations) > 1 else ())
    question = f"Question: {block.question}\n\n" if block.question else ""
    return f"=== {number}. {block.subject} ({_length(text)}) ===\n\n{question}{text or 'Nothing in this letter.'}\n"


def _sections(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Yield a block for each section of the letter, with its parts in their order."""
    for section in dict.fromkeys(piece.section for piece in pieces):
        mine = [piece for piece in pieces if piece.section == section]
        table = section in (_LETTERS, _ANNEXES, _LETTERHEAD)
        title = mine[0].title if table else f"Section: {mine[0].title}"
        yield _headed(title, _joined(mine))


def _joined(pieces: Sequence[_Piece], titled: Container[str] = ()) -> str:
    """Return parts of the letter one after the other, each heading before the first part under it.

    `titled` are the sections whose title is said, too.
    """
    lines: list[str] = []
    section = ""
    above: tuple[str, ...] = ()
    for piece in pieces:
        if piece.section != section:
            lines += [piece.title] if piece.section in titled else []
            section, above = piece.section, ()
        kept = next(
            (n for n, pair in enumerate(zip(above, piece.under, strict=False)) if pair[0] != pair[1]), len(above)
        )
        lines += piece.under[kept:]
        above = piece.under
        lines.append(piece.text)
    return "\n\n".join(lines)


def _headed(title: str, text: str) -> str:
    return f"=== {title} ({_length(text)}) ===\n\n{text}\n"


def _length(text: str) -> str:
    return f"{len(text)} characters, {len(text.split())} words"


def _files(letter: Letter, shown: Callable[[str], str]) -> str:
    """Return the annexes by number with their file names and where they lie in the case folder."""
    titles = dict(zip((row[0] for row in letter.annexes.rows), letter.annexes.rows, strict=True))
    lines = []
    for annex in letter.annex_files:
        if not annex.file:  # left out of this version
            continue
        row = titles.get(str(annex.number), ())
        what = f" - {row[1]}" if len(row) > 1 and row[1] else ""
        lines.append(f"{annex.number}. {shown(PurePosixPath(annex.file).name)}{what} ({shown(annex.file)})")
    return "=== Files to attach ===\n\n" + ("\n".join(lines) or "None.") + "\n"


def _block(block: Block) -> str:
    return " ".join(part for part in _parts(block) if part)


def _parts(block: Block) -> Iterator[str]:
    if block.kind == "paragraph":
        yield f"{block.number}."
    else:
        yield block.number
    yield block.text
    yield block.reference
    yield f"[{block.source}]" if block.source else ""


def _table(table: Table) -> str:
    return "\n\n".join(
        "\n".join(f"{header}: {cell}" for header, cell in zip(table.headers, row, strict=True)) for row in table.rows
    )
