"""The people in a case as frozen values: officials, everybody else, and what somebody agreed to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator

from complaintkit.case.model import Citation, Model, RecipientId, Sentence, Service, parse_citation
from complaintkit.case.registered import Disclosure
from complaintkit.case.spans import parse_day

Employer = Literal["eeas", "commission", "other", "unknown"]
Category = Literal["official", "temporary", "contract", "seconded-national-expert", "local-agent", "unknown"]


class Consent(Model):
    """What a person agreed to, and when: that `to` may know who they are and what they told.

    `passed_on_to` says to whom that recipient may pass it on, `not_passed_on_to` to whom the person asked that it be not
    passed on (which binds nobody). From the day of `withdrawn` it does not count any more.
    """

    to: RecipientId
    on: Annotated[date, BeforeValidator(parse_day)]
    passed_on_to: tuple[RecipientId, ...] = ()
    not_passed_on_to: tuple[RecipientId, ...] = ()
    withdrawn: Annotated[date, BeforeValidator(parse_day)] | None = None
    exhibit: Annotated[Citation | None, BeforeValidator(parse_citation)] = None
    note: str | None = None


class Official(Model):
    """A staff member: a post, who employed them then, in which category, from when to when.

    The name is seen by nobody, but for the recipients in `shown_to` and those whom `disclosure` names.
    """

    post: Sentence
    employer: Employer = "unknown"
    category: Category = "unknown"
    service: Service | None = None
    name: str | None = None
    aliases: tuple[str, ...] = ()
    ordinary_words: tuple[str, ...] = ()
    shown_to: tuple[RecipientId, ...] = ()
    disclosure: Disclosure = "nobody"


class Person(Model):
    """Anybody else: how letters call them (`shown_as`), what they are, who may see a name, and what they agreed to.

    `aliases` are other spellings and forms of the name, and addresses of e-mail: whatever identifies them. `ordinary_words`
    are words of the name that every text may hold ("Richter" in a German letter); they are not looked for by themselves.
    """

    shown_as: Sentence
    kind: Literal["person", "organisation", "unknown"] = "unknown"
    role: str | None = None
    name: str | None = None
    aliases: tuple[str, ...] = ()
    ordinary_words: tuple[str, ...] = ()
    shown_to: tuple[RecipientId, ...] = ()
    disclosure: Disclosure = "nobody"
    consents: tuple[Consent, ...] = ()
    special_categories: tuple[str, ...] = ()
