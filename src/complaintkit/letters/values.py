"""The letter as one frozen value, in the reader's language, before any template: what `compose` returns.

Every string is final text in the letter's language; nothing in it is looked up, translated or formatted later.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from complaintkit.values import frozen

Version = Literal["", "confidential", "non-confidential"]


@frozen
class Block:
    """One block of a section: a numbered paragraph, a heading inside the section, a quotation, an item of a list.

    `number` is "12" for paragraphs, "(a)" for items, "" for the others; `reference` cites annexes "(Annex 3, p. 2)",
    `source` says how it is known ("Document", "Own knowledge of the complainant"); both may be empty. `part` is a
    language-neutral name of what the block, or all that follows a heading, is about: web forms ask for it apart.
    """

    kind: Literal["paragraph", "heading", "quotation", "working-quotation", "item"]
    number: str
    text: str
    reference: str = ""
    source: str = ""
    part: str = ""


@frozen
class Section:
    """A section under a Heading 1; `key` is language-neutral ("facts", "approaches") and is what templates name."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@frozen
class Table:
    """A table with its heading and header row; every cell is final text, every row as long as `headers`."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class AnnexFile:
    """One annex of a letter: its number there, the exhibit's id in the register and its file.

    `file` is empty where the exhibit is not in the register, or is left out of a non-confidential version.
    `places` are those that the letter cites in it, each as the case writes it and as the letter does.
    """

    number: int
    exhibit: str
    file: str
    places: tuple[tuple[str, str], ...] = ()


@frozen
class Letter:
    """One letter to one recipient in one language.

    `overview` is the two-column block under the subject (label, text); `approaches` the letters sent to the institution
    and what came back; `names_sheet` the separate sheet with names, on a page of its own, where the recipient needs it.
    `author` and `title` go into the document's metadata, `author` empty unless the complainant wants it. `page_of` is
    the footer split at its numbers: ("Page ", " of ", ""). `to_confirm` lists what a person must confirm before sending
    (sentences for the user, not printed in the letter); `marks` lists what makes it a draft (empty for a final letter);
    `annex_files` says which exhibit each annex is, in the order of the table. `version` says which of a pair it is, the
    confidential or the non-confidential one; empty for a letter by itself.
    """

    recipient: str
    language: str
    on: date
    draft: bool
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    confidential: str
    place_and_date: str
    references: tuple[str, ...]
    subject: str
    salutation: str
    overview: tuple[tuple[str, str], ...]
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    approaches: Table | None
    closing: str
    signature: tuple[str, ...]
    annexes: Table
    header: str
    page_of: tuple[str, str, str]
    draft_mark: str
    author: str
    title: str
    names_sheet: Table | None
    to_confirm: tuple[str, ...]
    marks: tuple[str, ...] = ()
    annex_files: tuple[AnnexFile, ...] = ()
    version: Version = ""
