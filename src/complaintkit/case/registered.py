"""The register of exhibits as frozen values: what `exhibits.yaml` says of each piece of evidence, and the log's head."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from complaintkit.case.model import ExhibitId, Model, RecipientId, Sentence, When
from complaintkit.case.spans import parse_day

Disclosure = Literal["everybody", "institution", "olaf", "nobody"]


class Relation(Model):
    """How an exhibit belongs to another one: it answers it, was attached to it, translates it, or is a part of it."""

    kind: Literal["reply-to", "attachment-of", "translation-of", "extract-of"]
    exhibit: ExhibitId
    note: str | None = None


class Hand(Model):
    """Somebody through whose hands an exhibit went before the team had it: who, when, and how it was passed on."""

    who: Sentence
    on: When | None = None
    how: str | None = None


class Withdrawn(Model):
    """When and why an exhibit was withdrawn. It stays in the register and in the folder, and its number stays used."""

    at: str
    why: Sentence


class Confirmed(Model):
    """That somebody looked through what no search can read: who, when, for which recipient, and which bytes.

    It holds for the file of that digest only, and for copies made from it, which show less.
    """

    recipient: RecipientId
    by: Sentence
    on: Annotated[date, BeforeValidator(parse_day)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class FileSays(Model):
    """What the file of an exhibit says of itself, as the tool read it; what the team says stands beside it.

    `sent` is a moment in ISO 8601 as it stands in the file, with the offset where the file has one. `assumed` names the
    keys whose values do not stand in the file but are likely; `holds` the exhibits that were taken out of it. `text_sha256`
    is the digest of what a message says, blanks left out, by which copies of one message are known.
    """

    format: str | None = None
    media_type: str | None = None
    name: str | None = None
    sender: str | None = None
    recipients: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    sent: str | None = None
    subject: str | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    producer: str | None = None
    pages: int | None = Field(default=None, ge=0)
    width: int | None = Field(default=None, ge=0)
    height: int | None = Field(default=None, ge=0)
    seconds: int | None = Field(default=None, ge=0)
    position: bool = False
    charset: str | None = None
    text_sha256: str | None = None
    language: str | None = None
    holds: tuple[ExhibitId, ...] = ()
    assumed: tuple[str, ...] = ()


class Exhibit(Model):
    """One piece of evidence in the register.

    The terms of `kind`, `how_obtained`, `connection`, `reliability`, `confidentiality` and `special_categories` stand in
    `case/vocabularies.yaml`; `check` warns of other words. `disclosure` says who may see it at the most; what counts where
    it is not said follows from `case.disclosing`.
    """

    id: ExhibitId
    file: Sentence
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    size: int = Field(ge=0)
    title: Sentence
    kind: str = "document"
    dated: When | None = None
    made_by: str | None = None
    connection: str | None = None
    obtained: str | None = None
    how_obtained: str | None = None
    received_from: str | None = None
    received: When | None = None
    hands: tuple[Hand, ...] = ()
    reliability: str | None = None
    confidentiality: str | None = None
    disclosure: Disclosure | None = None
    special_categories: tuple[str, ...] = ()
    language: str | None = None
    original_language: str | None = None
    translation_attached: tuple[str, ...] = ()
    pages: int | None = Field(default=None, ge=1)
    relations: tuple[Relation, ...] = ()
    file_says: FileSays | None = None
    added: str | None = None
    confirmed: tuple[Confirmed, ...] = ()
    withdrawn: Withdrawn | None = None
    notes: str | None = None


class CustodyHead(Model):
    """How many entries the custody log has, and the digest of the last one."""

    entries: int = Field(ge=0)
    head: str


class Register(Model):
    """`exhibits.yaml`: the register of exhibits, with the head of the custody log."""

    format: Literal[1]
    custody: CustodyHead | None = None
    exhibits: dict[ExhibitId, Exhibit] = Field(default_factory=dict)
