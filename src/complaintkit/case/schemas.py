"""JSON Schema 2020-12 of the files of a case, for editors: made from the models, with the shorthands people may type.

An editor that knows a schema completes keys and marks mistakes while one types. It knows less than `check`: not the labels,
the exhibits or the questions of the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from complaintkit.case.files import IncidentFile
from complaintkit.case.values import CaseFile, Register, Selection
from complaintkit.case.vocabularies import WORDS, vocabularies

SCHEMAS: dict[str, tuple[type[BaseModel], str, str]] = {
    "case": (CaseFile, "case.yaml", "A case: who complains about whom, and what is asked for."),
    "incident": (IncidentFile, "incidents/*.yaml", "One incident; its id is the name of the file."),
    "exhibits": (Register, "exhibits.yaml", "The register of exhibits, written by `complaintkit evidence add`."),
    "selection": (Selection, "selections/*.yaml", "What one recipient is told, written by `complaintkit select`."),
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}
_SPAN: dict[str, Any] = {
    "description": "A day 2019-09-18, a month 2019-09, a year 2019, a period {from: ..., to: ...}, or unknown.",
    "anyOf": [
        _DAY,
        _YEAR,
        {"const": "unknown"},
        {
            "type": "object",
            "properties": {"from": {"anyOf": [_DAY, _YEAR]}, "to": {"anyOf": [_DAY, _YEAR]}},
            "required": ["from"],
            "additionalProperties": False,
        },
    ],
}
_EXHIBIT = {"type": "string", "pattern": "^E[1-9][0-9]{0,4}$", "description": "The exhibit as a whole: E12."}
_TEXT = {"type": "string", "minLength": 1}
_BARE_ANSWER = {"type": ["string", "integer", "boolean", "array"], "description": "yes, no, unknown, a choice, ..."}
_INCIDENT_KEYS = {
    "when": "The day, month, year or period; unknown where nobody can say.",
    "official": "The label of the staff member it is about, as in case.yaml; unknown where nobody can say.",
    "affected": "The labels of those it happened to.",
    "known_since": "The day on which the complainant learned of it. Time limits run from it.",
    "known_at_latest": "A day on which the complainant surely knew: of a publication, or of a letter about it.",
    "what_happened": "The story, fairly told: plain text, or one statement after the other with what supports it.",
    "against": "What speaks against it: explanations, doubts, what is not known.",
    "acts": "Each single thing said, written or done, with its date. A course of conduct counts acts.",
    "facts": "Answers to the questions of the rules: yes, no, unknown, a choice; with the exhibits that show them.",
    "approaches": "What was sent to the institution about it, by whom and when, and what came back.",
    "put_right": "What the complainant wants to be done about it.",
    "documents_wanted": "Documents of the institution that an application for access asks for, each as exactly as known.",
    "special_categories": "Data that need special care: political opinions, health, criminal charges, visa data.",
    "notes": "For the team only; never in a letter.",
    "exhibits": "What supports the statements that name no support of their own.",
    "vouched": "true: the complainant knows this itself, and the letter says so.",
}
_LETTER_KEYS = {
    "Approach": {
        "id": "A name for the letter, if a reminder is to say which letter it reminds of.",
        "to": "The post or the unit, not a name.",
        "how": "letter, e-mail, form ...",
        "address": "The address as it stands on the letter.",
        "address_is": "right: one of the institution that could act on it; other-service: another one of the Union; wrong.",
        "language": "The code of its language: en, fr, ru.",
        "reminder_of": "The id of the letter, or the incident whose letters, it reminds of.",
        "reminder": "true: a reminder of a letter that has no id.",
        "raises_allegation": "no: it is part of the story, and does not raise what the incident complains of.",
        "exhibit": "A copy of the letter.",
        "proof_of_sending": "What proves that it was sent: a postal receipt, the e-mail as sent.",
        "received": "no: it came back, or the institution denies that it arrived.",
        "reply": "What came back: none, unknown, or one thing with its kind and day.",
        "replies": "What came back, if it was more than one thing.",
    },
    "Reply": {
        "kind": "An acknowledgement and a call are no reply; part and full are replies, and so is a refusal.",
        "answers": "To a reply to a part: which part it answers.",
        "leaves_open": "To a reply to a part: what it left open.",
        "language": "The code of its language: en, fr, ru.",
    },
}
_PEOPLE_KEYS = {
    "aliases": "Other spellings and inflected forms of the name, and e-mail addresses: whatever identifies the person.",
    "ordinary_words": "Words of the name that are ordinary words, too, and are not looked for by themselves: Richter, Will.",
    "shown_to": "The recipients who may see the name: ombudsman, olaf, eeas. Everybody else reads what letters call them.",
    "disclosure": "Who may see the name, in words: everybody, institution, olaf (OLAF only) or nobody.",
    "special_categories": "Data about this person that need special care: health, political opinions, convictions.",
    "consents": "What this person agreed to: to whom, on which day, and to whom it may be passed on.",
}
_CONSENT_KEYS = {
    "to": "The recipient who may know who this person is and what they told: ombudsman, olaf, eeas.",
    "on": "The day on which the person agreed.",
    "passed_on_to": "To whom that recipient may pass it on: eeas, or official for the official complained about.",
    "not_passed_on_to": "To whom the person asks that it be not passed on. Nobody is bound by it.",
    "withdrawn": "The day from which it does not count any more.",
    "exhibit": "Where the consent stands.",
}
_YES_NO = {"enum": ["yes", "no", "unknown", True, False]}


def schema_for(name: str) -> dict[str, Any]:
    """Return the schema of `case`, `incident`, `exhibits` or `selection`; raises KeyError for another name."""
    model, file, description = SCHEMAS[name]
    made = model.model_json_schema()
    definitions = {key: _with_shorthand(key, _plain(value)) for key, value in made.pop("$defs", {}).items()}
    for key in _LETTER_KEYS.keys() & definitions.keys():
        _describe(definitions[key]["properties"], _LETTER_KEYS[key])
    body = _plain(made)
    for key, said in {"Official": _PEOPLE_KEYS, "Person": _PEOPLE_KEYS, "Consent": _CONSENT_KEYS}.items():
        if key in definitions:
            held = definitions[key]["properties"]
            _describe(held, {name: text for name, text in said.items() if name in held})
    if name == "incident":
        _told(body["properties"])
        _describe(body["properties"], _INCIDENT_KEYS)
    if name == "exhibits":
        _keyed_by_id(definitions["Exhibit"])
        _offer_terms(definitions["Exhibit"]["properties"])
    head = {"$schema": _DIALECT, "title": f"complaintkit: {file}", "description": description}
    return {**head, **{key: value for key, value in body.items() if key not in head}, "$defs": definitions}


def _plain(schema: Any) -> Any:
    """Return a schema in which a text may be all digits, as in `title: 2020`, and titles do not repeat the keys."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    if kept.get("type") == "string" and not kept.keys() & {"pattern", "format", "enum", "const"}:
        kept["type"] = ["string", "number"]
    if "patternProperties" in kept:
        kept.setdefault("additionalProperties", False)
    if kept.get("type") == "boolean":
        kept = {key: value for key, value in kept.items() if key != "type"} | {"enum": [True, False, "yes", "no"]}
    return kept


def _with_shorthand(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    shorthand = _SHORTHANDS.get(name)
    return shorthand(definition) if shorthand else definition


def _either(*others: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a change of a definition: it may also be typed as one of the others."""
    return lambda definition: {"anyOf": [*others, definition]}


_SHORTHANDS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "Span": lambda _: _SPAN,
    "Citation": _either(_EXHIBIT),
    "Fact": _either(_BARE_ANSWER),
    "Statement": _either(_TEXT),
    "Proceedings": _either(_YES_NO),
    "Investigation": _either(_YES_NO),
}


def _told(properties: dict[str, Any]) -> None:
    """Let the story be plain text."""
    for key in ("what_happened", "against"):
        listed = properties[key]
        text = {**_TEXT, "description": "Plain text: a blank line begins a new paragraph."}
        properties[key] = {"anyOf": [text, {k: v for k, v in listed.items() if k != "default"}]}


def _describe(properties: dict[str, Any], descriptions: dict[str, str]) -> None:
    for key, description in descriptions.items():
        properties[key] = {**properties[key], "description": description}


def _keyed_by_id(exhibit: dict[str, Any]) -> None:
    """Take out the id: in the register it is the key."""
    del exhibit["properties"]["id"]
    exhibit["required"].remove("id")


def _offer_terms(properties: dict[str, Any]) -> None:
    """Let editors offer the terms of the vocabularies; other words stay possible."""
    for key, name in WORDS.items():
        vocabulary = vocabularies()[name]
        terms = [term.id for term in vocabulary.terms]
        properties[key] = {**properties[key], "description": vocabulary.about, "examples": terms}
