"""New files of a case as commented YAML text, for people to go on typing in: `case.yaml`, the register, an incident.

What is written here is read back by `case.reading` like any file that was typed: nothing else knows a case is new.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from complaintkit.case.spans import parse_span
from complaintkit.case.values import Category, Citation, Employer, Kind, Label, Model, Seat, Sentence, YesNoUnknown
from complaintkit.values import frozen

FOLDERS = ("incidents", "exhibits", "selections", "translations", "letters")
SCHEMAS = "schemas"
_LONGEST_LABEL = 80
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ()/.’'-]*[A-Za-z0-9).]|[A-Za-z]")
_NOT_TEXT = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_EMPTY_LOG = "0" * 64
_ACTS = """
#   - on: 2019-09-18
#     what: warned against cooperation
#     towards: [activist-1]
#     exhibits: [{exhibit: E1, at: p. 2}]"""
_SENT = """
#   - on: 2019-10-01
#     by: association
#     to: the Delegation
#     about: this meeting
#     how: letter
#     asks_for_answer: yes
#     exhibit: E2
#     proof_of_sending: E3
#     replies: [{kind: acknowledgement, on: 2019-10-04}]"""
_CITED = "[{exhibit: E1, at: p. 2}]"
_FACTS = """
#   deliberate: {answer: yes, exhibits: [{exhibit: E1, at: p. 2}]}"""
_LATER = (
    ("special_categories", "Sensitive data in it.", "[political opinions, health, criminal charges, asylum, family]"),
    ("facts", "Answers to the questions of the rules: `complaintkit incident ask` writes them here.", _FACTS),
)


def label_from(text: str, *, otherwise: str = "item") -> str:
    """Return a label made from any text: small letters, digits and hyphens, at most 80 of them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    label = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(label) > _LONGEST_LABEL:
        label = label[: _LONGEST_LABEL + 1].rpartition("-")[0] or label[:_LONGEST_LABEL]
    return label or otherwise


def scalar(text: str) -> str:
    """Return a text as YAML on one line, in quotes where a reader or an editor could take it for something else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT and " #" not in text and ": " not in text:
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x85", "\\N").replace("\u2028", "\\L").replace("\u2029", "\\P")


def block(text: str) -> str:
    """Return a text of several lines as a YAML literal below its key, or in quotes where that would change it."""
    lines = text.split("\n")
    usual = all(line == line.strip() and line.isprintable() for line in lines) and lines[0] and lines[-1]
    return "|\n" + "\n".join(f"  {line}".rstrip() for line in lines) if usual else scalar(text)


def _language(code: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", code):
        raise ValueError("a language is written with two small letters, such as en, fr or de")
    return code


class NewCase(Model):
    """The answers that a new case is made from; also the form of `answers.yaml` (`complaintkit init --from`)."""

    title: Sentence
    complainant_kind: Kind = "organisation"
    complainant_shown_as: Sentence
    complainant: Label = "complainant"
    seat: Seat = "unknown"
    union_citizen: YesNoUnknown = "unknown"
    institution: Label = "eeas"
    institution_shown_as: Sentence = "the European External Action Service"
    unit: Sentence | None = None
    official_post: Sentence | None = None
    official: Label | None = None
    official_employer: Employer = "unknown"
    official_category: Category = "unknown"
    place: Sentence | None = None
    language: Annotated[str, AfterValidator(_language)] = "en"
    as_of: date | None = None

    @model_validator(mode="after")
    def _post_and_label(self) -> NewCase:
        if self.official and not self.official_post:
            raise ValueError("`official` is a label; `official_post` has to say which post it stands for")
        if self.official_label in {self.complainant, self.institution} or self.complainant == self.institution:
            raise ValueError("complainant, institution and official need labels of their own; two of them are the same")
        return self

    @property
    def official_label(self) -> str | None:
        """Return the label of the official complained about, made from the post where none was typed."""
        return self.official or (label_from(self.official_post, otherwise="official") if self.official_post else None)


class NewApproach(Model):
    """What was sent to the institution about a new incident, and what came back (`replied_on` where something did)."""

    on: str
    by: Label
    to: Sentence
    about: Sentence
    how: Sentence | None = None
    address: Sentence | None = None
    asks_for_answer: YesNoUnknown = "unknown"
    exhibit: Citation | None = None
    proof_of_sending: Citation | None = None
    reply: Literal["none", "acknowledgement", "call", "meeting", "part", "full", "refusal", "unknown"] = "unknown"
    replied_on: str | None = None
    leaves_open: Sentence | None = None
    reminded_on: str | None = None


class NewIncident(Model):
    """The answers that a new incident is made from; dates stay as typed."""

    title: Sentence
    when: str
    place: Sentence | None = None
    official: Label | Literal["unknown"] = "unknown"
    affected: tuple[Label, ...] = ()
    known_since: str | None = None
    what_happened: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(default="")
    exhibits: tuple[Citation, ...] = ()
    vouched: bool = False
    approach: NewApproach | None = None


@frozen
class _Line:
    """A key with its value as YAML and what it is for; commented out where there is no value yet."""

    key: str
    value: str | None
    why: str = ""
    example: str = ""
    indent: int = 0

    def text(self) -> str:
        """Return the line, after its comment."""
        pad = " " * self.indent
        comment = "".join(f"{pad}# {line}\n" for line in self.why.split("\n") if line)
        key = f"{pad}{self.key}: {self.value}" if self.value is not None else f"{pad}# {self.key}: {self.example}"
        return f"{comment}{key}\n"


def yaml_span(text: str) -> str:
    """Return a day or period as YAML; `A to B` is a period. Raises ValueError with a sentence for the user."""
    first, between, last = (part.strip() for part in text.partition(" to "))
    span = parse_span({"from": first, "to": last} if between else first)
    if not between:
        return first
    return f"{{from: {first}, to: {last}}}" if span.known else "unknown"


def incident_id(title: str, when: str) -> str:
    """Return the id of a new incident: the first day as typed, then the title; without a day, the title alone."""
    day = re.search(r"\d{4}(-\d{2}){0,2}", when)
    return label_from(f"{day[0]} {title}" if day else title, otherwise="incident")


def case_text(answers: NewCase, schema: str) -> str:
    """Return `case.yaml` of a new case; `schema` is the place of its JSON Schema, for editors."""
    return _file(schema, "Who complains about whom. Lines that begin with # are comments; complaintkit keeps them.", (
        _Line("format", "1"),
        _Line("title", scalar(answers.title)),
        _Line("language", answers.language, "The language that this case is typed in."),
        _Line("as_of", answers.as_of.isoformat() if answers.as_of else None,
              "The day on which the case is looked at and letters are dated. Without it: today.", "2026-01-31"),
        _Line("place", _optional(answers.place), "Where letters are signed.", "Town"),
        _Line("complainant", "", "Who complains. `label` is the word for it in the incidents; letters print `shown_as`."),
        *_complainant(answers),
        _Line("respondent", "", "The institution complained about, and its unit."),
        _Line("institution", answers.institution, indent=2),
        _Line("shown_as", scalar(answers.institution_shown_as), indent=2),
        _Line("unit", _optional(answers.unit), example="Delegation of the European Union to ...", indent=2),
        *_officials(answers),
        _Line("persons", None, "Everybody else who is affected or took part, each under a label. Letters print `shown_as`.\n"
              "A `name` is seen by nobody except the recipients listed in `shown_to`; leave it out where you can.\n"
              "What they agreed to stands under `consents`; docs/people.md says what is owed to them.",
              "\n#   activist-1: {shown_as: a young activist, kind: person}"),
        _Line("court", None, "Whether the same facts are or were before a court: yes, no. The Ombudsman asks.", "no"),
        _Line("olaf_investigates", None, "Whether OLAF investigates them: yes, no.", "no"),
        _Line("preserve", None, "What the institution is asked to keep.", "[the minutes of the meeting]"),
    ))  # fmt: skip


def _complainant(answers: NewCase) -> Iterator[_Line]:
    yield _Line("label", answers.complainant, indent=2)
    yield _Line("shown_as", scalar(answers.complainant_shown_as), indent=2)
    yield _Line("kind", answers.complainant_kind, "organisation or person", indent=2)
    if answers.complainant_kind == "organisation":
        yield _Line("seat", answers.seat, "Where it is registered: member-state, third-country or unknown.", indent=2)
    else:
        yield _Line("union_citizen", answers.union_citizen, "Citizen of the Union: yes, no or unknown.", indent=2)
    yield _Line("address", None, example="[Example Street 1, 1000 Town, Member State]", indent=2)
    yield _Line("signatory", None, "Who signs, in which post.", "{post: President}", indent=2)


def _officials(answers: NewCase) -> Iterator[_Line]:
    why = (
        "The staff members complained about, each under a label: the post, who employed them (eeas, commission, other),\n"
        "in which category (official, temporary, contract, seconded-national-expert, local-agent), from when to when."
    )
    if answers.official_label is None:
        yield _Line("officials", None, why, "\n#   deputy-head: {post: Deputy Head of Delegation, employer: eeas}")
        return
    yield _Line("officials", "", why)
    yield _Line(answers.official_label, "", indent=2)
    yield _Line("post", scalar(answers.official_post or ""), indent=4)
    yield _Line("employer", answers.official_employer, indent=4)
    yield _Line("category", answers.official_category, indent=4)
    yield _Line("service", None, example="{from: 2017-09-01, to: 2021-08-31}", indent=4)


def register_text(schema: str) -> str:
    """Return `exhibits.yaml` of a new case, with the head of an empty custody log."""
    why = "The register of exhibits. `complaintkit evidence add FILE` writes it; titles, dates and notes are yours to better."
    return _file(schema, why, (
        _Line("format", "1"),
        _Line("custody", "", "How many entries the custody log has, and the digest of the last. Not to be changed by hand."),
        _Line("entries", "0", indent=2),
        _Line("head", f'"{_EMPTY_LOG}"', indent=2),
        _Line("exhibits", "{}"),
    ))  # fmt: skip


def incident_text(answers: NewIncident, schema: str) -> str:
    """Return the file of a new incident; keys that may follow stand in it as comments."""
    told = block(answers.what_happened) if answers.what_happened else None
    return _file(schema, "One incident, told in your own words. People stand under the labels of case.yaml.", (
        _Line("title", scalar(answers.title)),
        _Line("when", _date(answers.when), "A day 2019-09-18, a month 2019-09, {from: ..., to: ...} or unknown."),
        _Line("place", _optional(answers.place), example="the Delegation's premises"),
        _Line("official", answers.official, "A label of `officials`, or unknown."),
        _Line("affected", _labels(answers.affected), example="[activist-1, association]"),
        _Line("known_since", _date(answers.known_since), "When the complainant learned of it.", "2019-09-20"),
        _Line("what_happened", told, "What happened; a blank line begins a new paragraph.", "|\n#   The official ..."),
        _Line("exhibits", _citations(answers.exhibits), "What shows it. Without a place (at) only one page counts.", _CITED),
        _Line("vouched", "true" if answers.vouched else None, "The complainant knows it of its own knowledge.", "true"),
        _Line("acts", None, "Each dated thing said, written or done. Article 12a counts acts, not files.", _ACTS),
        _Line("approaches", _approach(answers.approach), "What was sent to the institution, and what came back.", _SENT),
        *(_Line(key, None, why, example) for key, why, example in _LATER),
    ))  # fmt: skip


def _file(schema: str, why: str, lines: Sequence[_Line]) -> str:
    text = "".join(line.text() for line in lines)
    trimmed = "\n".join(line.rstrip() for line in text.split("\n"))
    return f"# yaml-language-server: $schema={schema}\n# {why}\n{trimmed}"


def _optional(text: str | None) -> str | None:
    return scalar(text) if text else None


def _date(text: str | None) -> str | None:
    return yaml_span(text) if text and text.strip() else None


def _approach(sent: NewApproach | None) -> str | None:
    """Return the list of the one approach that was told, as YAML below its key."""
    if sent is None:
        return None
    lines = {
        "on": yaml_span(sent.on),
        "by": sent.by,
        "to": scalar(sent.to),
        "about": scalar(sent.about),
        "how": _optional(sent.how),
        "address": _optional(sent.address),
        "asks_for_answer": sent.asks_for_answer,
        "exhibit": _citation(sent.exhibit) if sent.exhibit else None,
        "proof_of_sending": _citation(sent.proof_of_sending) if sent.proof_of_sending else None,
        "reply": _reply(sent),
    }
    return _entry(lines) + (_entry(_reminder(sent, sent.reminded_on)) if sent.reminded_on else "")


def _reply(sent: NewApproach) -> str:
    if not sent.replied_on:
        return sent.reply
    left = f", leaves_open: {scalar(sent.leaves_open)}" if sent.leaves_open else ""
    return f"{{kind: {sent.reply}, on: {yaml_span(sent.replied_on)}{left}}}"


def _reminder(sent: NewApproach, day: str) -> dict[str, str | None]:
    """Return the reminder of a letter; what came back stands with the letter."""
    return {
        "on": yaml_span(day),
        "by": sent.by,
        "to": scalar(sent.to),
        "about": scalar(sent.about),
        "reminder": "true",
        "reply": "none" if sent.reply == "none" else "unknown",
    }


def _entry(lines: dict[str, str | None]) -> str:
    written = [f"{key}: {value}" for key, value in lines.items() if value is not None]
    return "\n  - " + "\n    ".join(written)


def _citations(citations: Sequence[Citation]) -> str | None:
    return f"[{', '.join(_citation(one) for one in citations)}]" if citations else None


def _citation(cited: Citation) -> str:
    return f"{{exhibit: {cited.exhibit}, at: {scalar(cited.at)}}}" if cited.at else cited.exhibit


def _labels(labels: Sequence[str]) -> str | None:
    return f"[{', '.join(labels)}]" if labels else None
