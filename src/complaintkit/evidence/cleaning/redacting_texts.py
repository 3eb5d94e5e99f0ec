"""Blacking out in texts, e-mails, pages and office documents: the words are replaced by marks of one length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from email import policy
from email.header import Header, decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import formataddr, getaddresses

from lxml import etree
from lxml import html as lxml_html

from complaintkit.evidence.cleaning.formats import kind_of
from complaintkit.evidence.cleaning.mail import encode_as_base64
from complaintkit.evidence.cleaning.opendocument import packed_open
from complaintkit.evidence.cleaning.packages import packed, text_of, tree, unpacked
from complaintkit.evidence.cleaning.redactions import MARK, Passage

UNSEARCHED = {"jpeg", "png", "webp", "tiff", "wav", "mp3", "mp4"}
_ADDRESSES = {"from", "sender", "to", "cc", "reply-to"}
_PLAIN = "redacted"  # where only plain letters may stand
Found = frozenset[Passage]
Redacted = Callable[[bytes, Sequence[Passage]], tuple[bytes, Found, tuple[str, ...]]]
_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def redacted_text(data: bytes, passages: Sequence[Passage]) -> tuple[bytes, Found]:
    """Return a plain text with the passages replaced."""
    for encoding in (_ENCODINGS.get(data[:2]) or _ENCODINGS.get(data[:3], "utf-8"), "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        changed, found = _replaced(text, passages)
        return (changed.encode("utf-8" if encoding in {"cp1252", "latin-1"} else encoding) if found else data), found
    return data, frozenset()


def redacted_xml(data: bytes, passages: Sequence[Passage], *, page: bool = False) -> tuple[bytes, Found]:
    """Return an XML part or a web page with the passages replaced, wherever the marks of its text cut them in pieces."""
    root = lxml_html.document_fromstring(data) if page else tree(data)
    found = _redact_tree(root, passages)
    if not found:
        return data, found
    whole = lxml_html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>") if page else text_of(root)
    return whole, found


def redacted_package(data: bytes, passages: Sequence[Passage]) -> tuple[bytes, Found]:
    """Return an office document with the passages replaced in all of its parts."""
    parts, found = unpacked(data), frozenset[Passage]()
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            parts[name], more = redacted_xml(part, passages)
            found |= more
    return (packed_open if "mimetype" in parts else packed)(parts), found


def redacted_mail(data: bytes, passages: Sequence[Passage], redacted: Redacted) -> tuple[bytes, Found]:
    """Return an e-mail with the passages replaced in its head, its text, its attachments and their names."""
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    found = frozenset[Passage]().union(*(_redact_part(part, passages, redacted) for part in message.walk()))
    if "MIME-Version" not in message:
        message["MIME-Version"] = "1.0"
    return message.as_bytes(policy=policy.compat32.clone(linesep="\r\n")), found


def _redact_part(part: Message, passages: Sequence[Passage], redacted: Redacted) -> Iterator[Passage]:
    yield from _redact_head(part, passages)
    data = part.get_payload(decode=True)
    if part.is_multipart() or not isinstance(data, bytes):
        return
    if part.get_content_type() == "text/plain":
        text, found = _replaced(data.decode(_charset(part), "replace"), passages)
        changed = text.encode()
    elif kind_of(data) in UNSEARCHED:
        return
    else:
        changed, found, _ = redacted(data, passages)
    if found:
        encode_as_base64(part, changed)
        if part.get_content_maintype() == "text":
            part.set_param("charset", "utf-8")
    yield from found


def _charset(part: Message) -> str:
    charset = part.get_content_charset("utf-8")
    try:
        "".encode(charset)
    except LookupError:
        return "latin-1"
    return charset


def _redact_head(part: Message, passages: Sequence[Passage]) -> Iterator[Passage]:
    for name, value in list(part.items()):
        old = str(make_header(decode_header(str(value))))
        text, found = _replaced(old, passages)
        if found and name.lower() in _ADDRESSES:
            part.replace_header(name, ", ".join(_address(one, passages) for one in getaddresses([old])))
        elif found:
            structured = name.lower().startswith("content-")
            part.replace_header(name, text.replace(MARK, _PLAIN) if structured else Header(text, "utf-8").encode())
        yield from found
    filename = part.get_filename()
    text, found = _replaced(filename or "", passages)
    if found:
        for header, word in (("Content-Disposition", "filename"), ("Content-Type", "name")):
            if part.get_param(word, header=header) is not None:
                part.set_param(word, text.replace(MARK, _PLAIN), header=header)
    yield from found


def _address(one: tuple[str, str], passages: Sequence[Passage]) -> str:
    """Return one sender or recipient with the passages replaced in name and address, each in the marks it may hold."""
    name, address = (_replaced(text, passages)[0] for text in one)
    return formataddr((name, address.replace(MARK, _PLAIN)))


def _replaced(text: str, passages: Sequence[Passage]) -> tuple[str, Found]:
    found = set()
    for one in passages:
        text, count = one.pattern.subn(MARK, text)
        found |= {one} if count else set()
    return text, frozenset(found)


def _redact_tree(root: etree._Element, passages: Sequence[Passage]) -> Found:
    found: set[Passage] = set()
    for one in passages:
        if _redact_texts(root, one) + _redact_attributes(root, one):
            found.add(one)
    return frozenset(found)


def _redact_texts(root: etree._Element, passage: Passage) -> int:
    """Replace a passage in all texts taken together, since a word may be cut in pieces by marks of its look."""
    places = [place for element in root.iter() for place in ((element, "text"), (element, "tail"))]
    places = [(element, kind) for element, kind in places if getattr(element, kind)]
    matches = list(passage.pattern.finditer("".join(getattr(element, kind) for element, kind in places)))
    at = 0
    for element, kind in places:
        text = getattr(element, kind)
        setattr(element, kind, _cut(text, at, [match.span() for match in matches]))
        at += len(text)
    return len(matches)


def _cut(text: str, at: int, spans: Sequence[tuple[int, int]]) -> str:
    """Return a piece of a longer text, beginning at `at`, without the spans; the mark stands where a span begins."""
    kept, last = [], 0
    for start, end in spans:
        if end <= at or start >= at + len(text):
            continue
        kept.append(text[last : max(start - at, 0)])
        kept += [MARK] if start >= at else []
        last = max(end - at, 0)
    return "".join([*kept, text[last:]])


def _redact_attributes(root: etree._Element, passage: Passage) -> int:
    count = 0
    for element in root.iter(etree.Element):
        for name, value in list(element.attrib.items()):
            if passage.pattern.search(str(value)):
                element.set(name, passage.pattern.sub(_PLAIN, str(value)))
                count += 1
    return count
