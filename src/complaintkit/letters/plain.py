"""A composed letter as plain text for pasting into a recipient's web form: one block a section, each with its length."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from complaintkit.letters.values import Block, Letter, Section, Table


def as_text(letter: Letter, shown: Callable[[str], str] = str) -> str:
    """Return the letter block by block, each headed by its title and the number of characters in it.

    The headings of blocks are in English: they are for whoever pastes, and are not part of the letter. `shown` says how the
    names of files are shown, which may hold names of people.
    """
    blocks = [("Subject", letter.subject), ("Opening", "\n\n".join((letter.salutation, *letter.opening)))]
    blocks += [(f"Section: {section.title}", _section(section)) for section in letter.sections]
    if letter.approaches:
        blocks.append((f"Table: {letter.approaches.title}", _table(letter.approaches)))
    blocks.append(("Closing", "\n".join((letter.closing, *letter.signature))))
    blocks.append((f"Table: {letter.annexes.title}", _table(letter.annexes)))
    marked = [("Draft", letter.draft_mark)] if letter.draft else []
    marked += [("Version", letter.confidential)] if letter.version else []
    written = [f"=== {title} ({len(text)} characters) ===\n\n{text}\n" for title, text in (*marked, *blocks)]
    files = "".join(f"{annex.number}. {shown(annex.file)}\n" for annex in letter.annex_files if annex.file)
    return "\n".join([*written, f"=== Files to attach ===\n\n{files}"])


def _section(section: Section) -> str:
    return "\n\n".join(_block(block) for block in section.blocks)


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
