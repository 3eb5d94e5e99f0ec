"""The case as one frozen value: who complains about whom, incidents, approaches, exhibits, selections.

Each model is also the shape of a file of the case folder; `complaintkit schema` prints them for editors. Reading files
is the work of `case.reading`. Labels (`deputy-head`, `activist-1`) stand for people everywhere; a name, where one is
given, is used by `disclosure` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from complaintkit.case.model import (
    Citation,
    ExhibitId,
    Label,
    Model,
    RecipientId,
    Sentence,
    Service,
    When,
    parse_citation,
)
from complaintkit.case.people import Category, Consent, Employer, Official, Person
from complaintkit.case.registered import (
    Confirmed,
    CustodyHead,
    Disclosure,
    Exhibit,
    FileSays,
    Hand,
    Register,
    Relation,
    Withdrawn,
)
from complaintkit.case.spans import parse_day

__all__ = [  # what is defined elsewhere and belongs to a case; the models below need not be named
    "Category",
    "Citation",
    "Confirmed",
    "Consent",
    "CustodyHead",
    "Disclosure",
    "Employer",
    "Exhibit",
    "ExhibitId",
    "FileSays",
    "Hand",
    "Label",
    "Model",
    "Official",
    "Person",
    "RecipientId",
    "Register",
    "Relation",
    "Sentence",
    "Service",
    "When",
    "Withdrawn",
]
FORMAT = 1
Source = Literal["own", "hearsay", "document"]
YesNoUnknown = Literal["yes", "no", "unknown"]
Kind = Literal["person", "organisation"]
Seat = Literal["member-state", "third-country", "unknown"]


Citations = Annotated[tuple[Annotated[Citation, BeforeValidator(parse_citation)], ...], Field(default=())]


class Supported(Model):
    """Anything asserted: with the exhibits that show it, or `vouched` where the complainant knows it itself."""

    exhibits: Citations = ()
    vouched: bool = False


class Contradiction(Supported):
    """Another answer to the same question, and where it stands."""

    answer: Any
    note: str | None = None


class Fact(Supported):
    """The answer to one question for one incident; `answer` is yes, no, unknown, a choice, a number, dates or labels."""

    answer: Any
    note: str | None = None
    contradicted_by: tuple[Contradiction, ...] = ()


def _fact(value: Any) -> Any:
    return value if isinstance(value, dict | Model) else {"answer": value}


class Statement(Supported):
    """A paragraph of what happened: own knowledge, hearsay (then `told_by`) or what a document shows."""

    say: Sentence
    source: Source = "document"
    told_by: Label | None = None
    not_for: tuple[RecipientId, ...] = ()
    special_categories: tuple[str, ...] = ()


class Act(Supported):
    """One dated thing said, written or done within an incident; `same_as` names an incident that tells of the same act."""

    on: When
    what: Sentence
    by: Label | None = None
    towards: tuple[Label, ...] = ()
    same_as: Label | None = None


class Reply(Model):
    """What came back, by whom and when.

    An acknowledgement, a call and a meeting are told apart from an answer in writing: to a part (`answers` says to which,
    `leaves_open` what it left open), to the whole, or a refusal.
    """

    kind: Literal["acknowledgement", "call", "meeting", "part", "full", "refusal"]
    on: When
    by: Label | None = None
    answers: Sentence | None = None
    leaves_open: Sentence | None = None
    language: str | None = None
    exhibit: Annotated[Citation | None, BeforeValidator(parse_citation)] = None
    note: str | None = None


class Approach(Model):
    """Something sent to the institution: by whom, about what, when, to which address, how, and what came back.

    `raises_allegation` is `no` for a letter that is part of the story without raising what the incident complains of;
    only letters that raise it are an approach to the institution about it. `id` is a name for it, so that a reminder can
    say with `reminder_of` which letter it reminds of. `address_is` says whether the address was one of the institution that
    could act on it, `received` whether it is known to have arrived (`no`: it came back, or the institution denies it). What
    came back stands under `reply`, or under `replies` where it was more than one thing; `no_reply_until` is the day up to
    which it was looked for an answer, where `reply` is `none`.
    """

    id: Label | None = None
    on: When
    by: Label
    to: Sentence
    about: Sentence
    how: Sentence | None = None
    address: str | None = None
    address_is: Literal["right", "other-service", "wrong", "unknown"] = "unknown"
    language: str | None = None
    asks_for_answer: YesNoUnknown = "unknown"
    reminder_of: Label | None = None
    reminder: bool = False
    raises_allegation: YesNoUnknown = "yes"
    exhibit: Annotated[Citation | None, BeforeValidator(parse_citation)] = None
    proof_of_sending: Annotated[Citation | None, BeforeValidator(parse_citation)] = None
    received: YesNoUnknown = "unknown"
    contradicted_by: tuple[Contradiction, ...] = ()
    reply: Reply | Literal["none", "unknown"] = "unknown"
    replies: tuple[Reply, ...] = ()
    no_reply_until: Annotated[date, BeforeValidator(parse_day)] | None = None

    @property
    def came_back(self) -> tuple[Reply, ...]:
        """Return everything that came back, in the order of its days; what has no day stands last."""
        if not self.replies:
            return (self.reply,) if isinstance(self.reply, Reply) else ()
        first = (self.reply,) if isinstance(self.reply, Reply) else ()
        return tuple(sorted((*first, *self.replies), key=lambda reply: reply.on.first or date.max))

    @property
    def reminds(self) -> bool:
        """Tell whether it is a reminder."""
        return self.reminder or self.reminder_of is not None


class Occurrence(Model):
    """What an incident says, apart from its id: something that happened on a date or over a period.

    `documents_wanted` are the documents of the institution that an application for access to documents asks for.
    """

    title: Sentence
    when: When
    place: str | None = None
    official: Label | Literal["unknown"] = "unknown"
    affected: tuple[Label, ...] = ()
    known_since: When | None = None
    known_at_latest: When | None = None
    what_happened: tuple[Statement, ...] = ()
    against: tuple[Statement, ...] = ()
    acts: tuple[Act, ...] = ()
    facts: dict[str, Annotated[Fact, BeforeValidator(_fact)]] = Field(default_factory=dict)
    approaches: tuple[Approach, ...] = ()
    put_right: tuple[Sentence, ...] = ()
    documents_wanted: tuple[Sentence, ...] = ()
    special_categories: tuple[str, ...] = ()
    notes: str | None = None


class Incident(Occurrence):
    """Something that happened, told in the team's own words; `id` is the stem of its file."""

    id: Label


class Signatory(Model):
    """Who signs, in which post, and what shows the authority to sign."""

    post: Sentence
    name: str | None = None
    authority: Annotated[Citation | None, BeforeValidator(parse_citation)] = None


class Representative(Model):
    """Who acts for the complainant, and the mandate."""

    shown_as: Sentence
    address: tuple[str, ...] = ()
    mandate: Annotated[Citation | None, BeforeValidator(parse_citation)] = None


class Complainant(Model):
    """Who complains. `label` is the label that approaches and statements use for it."""

    label: Label
    shown_as: Sentence
    kind: Kind
    union_citizen: YesNoUnknown = "unknown"
    seat: Seat = "unknown"
    staff_of_union: YesNoUnknown = "no"
    address: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    name_in_metadata: bool = False
    register_extract: Annotated[Citation | None, BeforeValidator(parse_citation)] = None
    signatory: Signatory | None = None
    representative: Representative | None = None


class Respondent(Model):
    """The institution complained about, and its unit; `kind` tells a Union body from anybody else."""

    institution: Label
    shown_as: Sentence
    kind: Literal["union-institution", "court-in-judicial-role", "member-state", "other"] = "union-institution"
    unit: str | None = None


class Proceedings(Supported):
    """Whether something is or was pending elsewhere: the same facts before a court, an investigation by OLAF."""

    answer: YesNoUnknown = "unknown"
    note: str | None = None


class Investigation(Proceedings):
    """Whether OLAF investigates; `agreed` says whether it and the institution agreed that the institution may as well."""

    agreed: YesNoUnknown = "unknown"


class Joined(Model):
    """Incidents that are put to a recipient as one claim."""

    id: Label
    title: Sentence
    incidents: tuple[Label, ...] = Field(min_length=2)


class Publication(Model):
    """What has been published, by whom and when."""

    on: When
    by: Label
    what: Sentence
    exhibit: Annotated[Citation | None, BeforeValidator(parse_citation)] = None


class EarlierLetter(Model):
    """What else was sent to whom and when; `tell` lists the recipients who may know of it."""

    to: Sentence
    on: When
    about: Sentence
    tell: tuple[RecipientId, ...] = ()


class Treatment(Model):
    """How one recipient is asked to treat the complaint: confidential or not, transfer, what it is asked for besides.

    `preserve` takes the place of the case's own list for this recipient. `address` is where a letter to the institution
    goes if the rules hold no address, `reasons` what a confirmatory application puts forward.
    """

    confidential: Literal["no", "whole", "parts"] = "no"
    confidential_parts: Sentence | None = None
    transfer: YesNoUnknown = "unknown"
    institution_told: YesNoUnknown = "unknown"
    without_sender: bool = False
    own_initiative: bool = False
    asks: tuple[Sentence, ...] = ()
    why_serious: tuple[Sentence, ...] = ()
    why_this_recipient: tuple[Sentence, ...] = ()
    protect: tuple[Sentence, ...] = ()
    preserve: tuple[Sentence, ...] = ()
    address: tuple[Sentence, ...] = ()
    reasons: tuple[Sentence, ...] = ()


class CaseFile(Model):
    """`case.yaml`."""

    format: Literal[1]
    title: Sentence
    as_of: Annotated[date, BeforeValidator(parse_day)] | None = None
    language: str = "en"
    place: str | None = None
    reference: str | None = None
    complainant: Complainant
    respondent: Respondent
    officials: dict[Label, Official] = Field(default_factory=dict)
    persons: dict[Label, Person] = Field(default_factory=dict)
    same_target: tuple[tuple[Label, ...], ...] = ()
    joined: tuple[Joined, ...] = ()
    court: Annotated[Proceedings, BeforeValidator(_fact)] = Proceedings()
    olaf_investigates: Annotated[Investigation, BeforeValidator(_fact)] = Investigation()
    publications: tuple[Publication, ...] = ()
    sent_elsewhere: tuple[EarlierLetter, ...] = ()
    preserve: tuple[Sentence, ...] = ()
    treatment: dict[RecipientId, Treatment] = Field(default_factory=dict)


class Chosen(Model):
    """An incident as one recipient is told of it, and why."""

    incident: Label
    reason: Sentence


class Selection(Model):
    """`selections/RECIPIENT.yaml`: chosen, told as background, left out, each with its reason; provisions raised."""

    format: Literal[1]
    recipient: RecipientId
    rules: str | None = None
    chosen: tuple[Chosen, ...] = ()
    background: tuple[Chosen, ...] = ()
    left_out: tuple[Chosen, ...] = ()
    raised: tuple[str, ...] = ()
    annexes: dict[ExhibitId, int] = Field(default_factory=dict)
    retired_annexes: tuple[int, ...] = ()

    @property
    def incidents(self) -> tuple[str, ...]:
        """Return the ids of the incidents chosen, in the order of the file."""
        return tuple(chosen.incident for chosen in self.chosen)


@dataclass(frozen=True)
class Case:
    """Everything a case folder says. Incidents stand in the order of date, then id.

    `translations` maps a language to the case's own sentences (source text to translated text).
    """

    file: CaseFile
    incidents: tuple[Incident, ...] = ()
    register: Register = dataclass_field(default_factory=lambda: Register(format=1))
    selections: dict[str, Selection] = dataclass_field(default_factory=dict)
    translations: dict[str, dict[str, str]] = dataclass_field(default_factory=dict)

    def incident(self, incident_id: str) -> Incident | None:
        """Return the incident of that id, or None."""
        return next((incident for incident in self.incidents if incident.id == incident_id), None)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every label that stands for somebody: officials, persons, the complainant, the institution."""
        file = self.file
        named = (*file.officials, *file.persons, file.complainant.label, file.respondent.institution)
        return tuple(dict.fromkeys(named))
