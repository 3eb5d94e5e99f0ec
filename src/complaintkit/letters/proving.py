"""The search over a rendered letter before it is written: who would be named in it, and where in the letter that stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from complaintkit.disclosure.hidden import Hidden
from complaintkit.disclosure.matching import Search
from complaintkit.disclosure.proving import prove, prove_bytes
from complaintkit.letters.values import Block, Letter, Table
from complaintkit.problems import Problem, error


def proof_problems(letter: Letter, files: dict[str, bytes], hidden: tuple[Hidden, ...]) -> tuple[Problem, ...]:
    """Return a problem for everybody whom a letter would name to somebody who may not know it.

    Args:
        letter: the letter, which says where in it a name stands.
        files: what is to be written, by name: the document, and its plain text where it is wanted.
        hidden: what may not leave.
    """
    if not hidden:
        return ()
    proofs = [prove_bytes(data, name, hidden) for name, data in files.items()]
    said = "\n".join((*letter.to_confirm, *letter.marks))  # stands in the manifest
    proofs.append(prove_bytes(said.encode(), "manifest.json", hidden))
    found = {(one.file, one.label): one.where for proof in reversed(proofs) for one in reversed(proof.found)}
    if not found:
        return ()
    search = Search(hidden)
    places = [(where, search.in_text(text)) for where, text in _texts(letter)]
    return tuple(_named(file, where, label, places) for (file, label), where in sorted(found.items()))


def pdf_problems(path: Path, hidden: tuple[Hidden, ...]) -> tuple[Problem, ...]:
    """Return a problem for everybody whom a letter made into a PDF would name; one that cannot be searched is a problem, too.

    Raises:
        OSError: the file cannot be read.
    """
    if not hidden:
        return ()
    proof = prove(path, hidden)
    found = [_named(one.file, one.where, one.label, []) for one in proof.found]
    unsearched = [
        error(
            one.file, "CK802", f"it was not searched for names: {one.why}", "make the PDF in Word, and look through it"
        )
        for one in proof.unsearchable
    ]
    return (*found, *unsearched)


def _named(file: str, where: str, label: str, places: list[tuple[str, set[str]]]) -> Problem:
    inside = [place for place, labels in places if label in labels]
    message = f"it would say who `{label}` is, to somebody who may not know: see {', '.join(inside) or where}"
    hint = (
        f"add the form of the name that stands there to the `aliases` of `{label}` in case.yaml, so that letters print the "
        "label in its place; or word it otherwise. If it is an ordinary word there, add it to the `ordinary_words`"
    )
    return error(file, "CK801", message, hint)


def _texts(letter: Letter) -> Iterator[tuple[str, str]]:
    """Yield every text of a letter with where its reader finds it."""
    yield "the lines above the letter", "\n".join((*letter.sender, *letter.addressee, *letter.references))
    yield "the subject", letter.subject
    yield "the title in the document's properties", letter.title
    yield "the author in the document's properties", letter.author
    yield "the table under the subject", "\n".join(" ".join(row) for row in letter.overview)
    yield "the opening", "\n".join((letter.salutation, *letter.opening))
    for section in letter.sections:
        yield f"the heading “{section.title}”", section.title
        yield from ((_place(block, section.title), _said(block)) for block in section.blocks)
    for table in filter(None, (letter.approaches, letter.annexes, letter.names_sheet)):
        yield f"the table “{table.title}”", _cells(table)
    yield "the signature", "\n".join((letter.closing, *letter.signature))
    yield "what is to be confirmed", "\n".join((*letter.to_confirm, *letter.marks))


def _place(block: Block, title: str) -> str:
    return f"paragraph {block.number}" if block.kind == "paragraph" else f"“{title}”"


def _said(block: Block) -> str:
    return f"{block.text}\n{block.reference}\n{block.source}"


def _cells(table: Table) -> str:
    return "\n".join(cell for row in table.rows for cell in row)
