"""The text of e-mails, web pages and text files, as it is set on paper: what stands in the file, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message

from complaintkit.evidence.reading.pages import page_text
from complaintkit.evidence.reading.texts import decode
from complaintkit.languages.catalogue import Catalogue

_HEAD = ("from", "sender", "to", "cc", "reply-to", "date", "subject")


def text_of(data: bytes, ending: str, catalogue: Catalogue) -> str:
    """Return the text of an e-mail, a web page or a text file; the catalogue says what is not in the file itself."""
    if ending == "eml":
        return "\n".join(_mail(message_from_bytes(data, policy=policy.compat32), catalogue))
    if ending == "html":
        return _without_gaps(page_text(data, None))
    return decode(data).text


def _mail(message: Message, catalogue: Catalogue, depth: int = 0) -> Iterator[str]:
    for name, value in message.items():
        if name.lower() in _HEAD:
            yield f"{name}: {_words(str(value))}"
    files = [_words(named) for part in message.walk() if (named := part.get_filename())]
    if files and not depth:
        yield ""
        yield catalogue.say("Attached to the message: {files}", files=", ".join(files))
    yield ""
    yield from _body(message, catalogue, depth)


def _body(part: Message, catalogue: Catalogue, depth: int) -> Iterator[str]:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        for inner in part.get_payload():
            yield "-" * 40
            yield from _mail(inner, catalogue, depth + 1)  # type: ignore[arg-type]
    elif part.is_multipart():
        for one in _shown(part):
            yield from _body(one, catalogue, depth)
    elif part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
        yield _decoded(part, kind)


def _shown(part: Message) -> list[Message]:
    """Return the parts that a reader sees: of several forms of one text the plain one, else the last."""
    parts = [one for one in part.get_payload() if isinstance(one, Message)]
    if part.get_content_subtype() != "alternative":
        return parts
    plain = [one for one in parts if one.get_content_type() == "text/plain"]
    return plain[:1] or parts[-1:]


def _decoded(part: Message, kind: str) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    return _without_gaps(page_text(data, charset)) if kind == "text/html" else decode(data, charset).text


def _words(value: str) -> str:
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (LookupError, ValueError, UnicodeError):
        return " ".join(value.split())


def _without_gaps(text: str) -> str:
    """Return the text of a page with its lines trimmed and at most one blank line in a row."""
    kept: list[str] = []
    for line in (" ".join(line.split()) for line in text.split("\n")):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")
