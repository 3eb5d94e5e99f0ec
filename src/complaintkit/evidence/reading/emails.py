"""What stands in an e-mail: who wrote to whom, when and about what, what is attached, the first lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from complaintkit.evidence.reading.faults import damaged, partly, strange_name, too_deep, undated, wrong_charset
from complaintkit.evidence.reading.headers import Headers, identifiers, moment, parameters, parties
from complaintkit.evidence.reading.mime import DEEPEST, Part, Scanned, scan_open
from complaintkit.evidence.reading.names import label, strange
from complaintkit.evidence.reading.pages import of_page, page_text
from complaintkit.evidence.reading.stretches import Stretch, base64_size, decoded_chunks
from complaintkit.evidence.reading.texts import decode, of_charset, of_message
from complaintkit.evidence.reading.values import Attachment, Fact, Found, Source, assumed, read_in

MOST_TEXT = 64 * 1024
LARGEST_COUNTED = 1024 * 1024
MOST_ATTACHMENTS = 2_000
_ENDINGS = {"message/rfc822": ".eml", "text/calendar": ".ics", "text/html": ".html", "text/plain": ".txt"}


def mail_facts(source: Source) -> Iterator[Found]:
    """Yield what stands in an .eml file."""
    with source.path.open("rb") as file:
        scanned = scan_open(file)
        yield from of_headers(scanned.part.headers, source.shown)
        yield from _limits(scanned, source)
        yield from _body(file, scanned.part, source.shown)
        yield from attachments(file, scanned.part, source)


def saved_page_facts(source: Source) -> Iterator[Found]:
    """Yield what stands in a web page that a browser saved as MHTML: where it was, when it was saved, what it says."""
    with source.path.open("rb") as file:
        scanned = scan_open(file)
        headers = scanned.part.headers
        if date := moment(headers.get("date")):
            yield read_in("date", date, "Date (when the page was saved)")
        if title := headers.get("subject"):
            yield read_in("title", title, "Subject")
        if place := headers.get("snapshot-content-location") or headers.get("content-location"):
            yield read_in("producer", place, "the address the page was saved from")
        yield from _limits(scanned, source)
        page = next((part for part in leaves(scanned.part) if part.media_type == "text/html"), None)
        if page is not None:
            found = of_page(_beginning(file, page), source.shown, page.parameters.get("charset"))
            yield from (item for item in found if getattr(item, "field", "") != "title" or not title)


def of_headers(headers: Headers, shown: str) -> Iterator[Found]:
    """Yield what the head of a message says."""
    if sender := parties(headers.all("from") or headers.all("sender"))[:1]:
        yield read_in("sender", sender[0], "From" if headers.get("from") else "Sender")
    for field, name in (("recipients", "to"), ("cc", "cc")):
        if people := parties(headers.all(name)):
            yield read_in(field, people, name.capitalize())
    if subject := headers.get("subject"):
        yield read_in("subject", subject, "Subject")
    for field, name in (("message_id", "message-id"), ("in_reply_to", "in-reply-to")):
        if found := identifiers(headers.get(name)):
            yield read_in(field, found[0], name.title())
    if found := identifiers(headers.get("references")):
        yield read_in("references", found, "References")
    if program := headers.get("x-mailer") or headers.get("user-agent"):
        yield read_in("producer", program, "X-Mailer or User-Agent")
    if headers.strange:
        yield wrong_charset(shown, headers.strange, "what fits best")
    yield from _date(headers, shown)


def _date(headers: Headers, shown: str) -> Iterator[Found]:
    """Yield the date; without a usable one, the moment at which the first server that says so received the message."""
    said = headers.get("date")
    if date := moment(said):
        yield read_in("date", date, "Date" if date.tzinfo else "Date (without a time zone)")
        return
    yield undated(shown, f"`{said}` is no date" if said else "it has no Date field")
    received = (moment(field.rpartition(";")[2]) for field in reversed(headers.all("received")))
    if date := next((date for date in received if date), None):
        yield assumed("date", date, "Received: when a server took it in")


def _limits(scanned: Scanned, source: Source) -> Iterator[Found]:
    if scanned.too_deep:
        yield too_deep(source.shown, DEEPEST)
    if scanned.cut:
        yield damaged(source.shown, source.format, scanned.cut)


def leaves(part: Part) -> Iterator[Part]:
    """Yield the parts of one message that are no containers; a message inside it is one part."""
    if part.media_type.startswith("multipart/") and part.children:
        for child in part.children:
            yield from leaves(child)
    else:
        yield part


def _disposition(part: Part) -> tuple[str, dict[str, str]]:
    return parameters(part.headers.get("content-disposition") or "", "content-disposition")


def _attached(part: Part) -> bool:
    disposition, said = _disposition(part)
    named = "filename" in said or "name" in part.parameters
    return disposition == "attachment" or named or part.media_type not in {"text/plain", "text/html"}


def _beginning(file: BinaryIO, part: Part) -> bytes:
    data = b""
    for piece in decoded_chunks(file, part.start, part.end, part.encoding):
        data += piece
        if len(data) >= MOST_TEXT:
            break
    return data[:MOST_TEXT]


def _body(file: BinaryIO, part: Part, shown: str) -> Iterator[Found]:
    """Yield the first lines of the text that the message shows: its plain text, else its page."""
    texts = [leaf for leaf in leaves(part) if not _attached(leaf)]
    body = next((leaf for leaf in texts if leaf.media_type == "text/plain"), texts[0] if texts else None)
    if body is None:
        return
    data, said = _beginning(file, body), body.parameters.get("charset")
    if body.media_type == "text/html":
        yield from of_message(page_text(data, said), "the page in the message")
        return
    decoded = decode(data, said, "Content-Type")
    yield of_charset(decoded)
    if decoded.wrong:
        yield wrong_charset(shown, said or "", decoded.charset)
    yield from of_message(decoded.text, "the text of the message")


def attachments(file: BinaryIO, part: Part, source: Source) -> Iterator[Found]:
    """Yield the attachments of a message, each with where its bytes stand; a name that misleads is said."""
    found = [leaf for leaf in leaves(part) if _attached(leaf)]
    for number, leaf in enumerate(found[:MOST_ATTACHMENTS], 1):
        said = _name(leaf)
        if said and (why := strange(said)):
            yield strange_name(source.shown, said, why)
        name = label(said or "") or f"attachment {number}{_ENDINGS.get(leaf.media_type, '')}"
        media_type = Fact(leaf.media_type, "read" if leaf.headers.get("content-type") else "assumed", "Content-Type")
        content = Stretch(source.path, leaf.start, leaf.end, leaf.encoding)
        yield Attachment(name, media_type, _size(file, leaf), content)
    if len(found) > MOST_ATTACHMENTS:
        yield partly(source.shown, f"the message has {len(found)} attachments; the first {MOST_ATTACHMENTS} are listed")


def _name(leaf: Part) -> str | None:
    said = _disposition(leaf)[1].get("filename") or leaf.parameters.get("name")
    if said is None and leaf.children:
        subject = leaf.children[0].headers.get("subject")
        return f"{subject}.eml".replace("/", "-").replace("\\", "-") if subject else None
    return said


def _size(file: BinaryIO, leaf: Part) -> Fact[int]:
    if leaf.encoding == "base64":
        return Fact(base64_size(file, leaf.start, leaf.end), "read", "its bytes, decoded")
    if leaf.encoding == "quoted-printable":
        if leaf.end - leaf.start > LARGEST_COUNTED:
            return Fact(leaf.end - leaf.start, "assumed", "its length before decoding")
        pieces = decoded_chunks(file, leaf.start, leaf.end, leaf.encoding)
        return Fact(sum(len(piece) for piece in pieces), "read", "its bytes, decoded")
    return Fact(leaf.end - leaf.start, "read", "its bytes")
