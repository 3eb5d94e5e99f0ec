"""What a file says of itself, as the register keeps it, and what follows from it for the exhibit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from complaintkit.evidence.reading.values import Fact, FileFacts, Party

_KINDS = {"email": "e-mail", "picture": "picture", "sound": "recording", "film": "recording", "page": "web page"}
_FORMATS = {"xlsx": "table", "xls": "table", "ods": "table", "zip": "archive", "7z": "archive", "rar": "archive"}
_LONGEST = 500


def file_says(facts: FileFacts, name: str, holds: Sequence[str] = ()) -> dict[str, Any]:
    """Return what stands in a file, for `file_says`; `name` is what the file was called, `holds` the exhibits taken out."""
    said = {
        "format": facts.format.name,
        "media_type": facts.media_type.value,
        "name": name,
        **dict(_message(facts)),
        **dict(_document(facts)),
        "holds": list(holds),
        "assumed": [key for key, fact in _facts(facts) if fact.how == "assumed"],
    }
    return {key: value for key, value in said.items() if value not in (None, "", [], False)}


def follows(facts: FileFacts, name: str, *, assume: bool) -> dict[str, Any]:
    """Return what the register says of an exhibit of itself: title, kind, date, pages.

    The language, which is only a guess, is taken where `assume` says so.
    """
    title = facts.subject or facts.title
    dated = facts.date.value.date().isoformat() if facts.date and facts.date.how == "read" else None
    pages = facts.pages.value if facts.pages and facts.pages.how == "read" and facts.pages.value else None
    language = facts.language.value if facts.language and (assume or facts.language.how == "read") else None
    return {
        "title": (_line(title.value) if title and title.how == "read" else "") or _line(name) or "file",
        "kind": _FORMATS.get(facts.format.name) or _KINDS.get(facts.format.family, "document"),
        "dated": dated,
        "pages": pages,
        "language": language,
    }


def in_words(entry: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what was read in an exhibit's file, and what is only assumed, each as `what: value`."""
    said = entry.get("file_says", {})
    assumed = set(said.get("assumed", ()))
    words = {key: _in_words(value) for key, value in said.items() if key not in _NOT_TOLD}
    read = tuple(
        f"{_NAMES.get(key, key.replace('_', ' '))} {value}" for key, value in words.items() if key not in assumed
    )
    return read, tuple(f"{_NAMES.get(key, key)} {value}" for key, value in words.items() if key in assumed)


_NOT_TOLD = {"name", "assumed", "holds", "media_type", "references", "message_id", "in_reply_to", "producer", "charset"}
_NOT_TOLD |= {"text_sha256"}
_NAMES = {"sender": "from", "recipients": "to", "copies_to": "copies to", "position": "holds a position:"}


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _facts(facts: FileFacts) -> Iterator[tuple[str, Fact[Any]]]:
    names = {"date": "sent", "dimensions": "width"}
    for key, fact in vars(facts).items():
        if isinstance(fact, Fact):
            yield names.get(key, key), fact


def _message(facts: FileFacts) -> Iterator[tuple[str, Any]]:
    yield "sender", _party(facts.sender.value) if facts.sender else None
    yield "recipients", [_party(one) for one in facts.recipients.value] if facts.recipients else None
    yield "copies_to", [_party(one) for one in facts.cc.value] if facts.cc else None
    yield "sent", facts.date.value.isoformat() if facts.date else None
    yield "subject", _text(facts.subject)
    yield "message_id", _text(facts.message_id)
    yield "in_reply_to", _text(facts.in_reply_to)
    yield "references", [_line(one) for one in facts.references.value] if facts.references else None


def _document(facts: FileFacts) -> Iterator[tuple[str, Any]]:
    yield "title", _text(facts.title)
    yield "author", _text(facts.author)
    yield "producer", _text(facts.producer)
    yield "pages", facts.pages.value if facts.pages else None
    yield "width", facts.dimensions.value[0] if facts.dimensions else None
    yield "height", facts.dimensions.value[1] if facts.dimensions else None
    yield "seconds", round(facts.duration.value) if facts.duration else None
    yield "position", bool(facts.position and facts.position.value)
    yield "charset", _text(facts.charset)
    yield "text_sha256", facts.text_sha256.value if facts.text_sha256 else None
    yield "language", _text(facts.language)


def _party(party: Party) -> str:
    return _line(f"{party.name} <{party.address}>" if party.name and party.address else party.name or party.address)


def _text(fact: Fact[str] | None) -> str | None:
    return _line(fact.value) if fact else None


def _line(text: str) -> str:
    """Return a text on one line, without characters that no file of a case may hold, and not without end."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST]
