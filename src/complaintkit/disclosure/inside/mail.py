"""E-mails, mailboxes and saved web pages: head, texts, attachments, each decoded as the message says and as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser

from complaintkit.disclosure.inside.texts import decoded, of_markup
from complaintkit.disclosure.inside.values import Blind, Inner, Name, Piece, Words

_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From .*\r?\n")
_PACKED = re.compile(rb"(?:^[A-Za-z0-9+/]{40,}={0,2}\r?\n){4,}", re.MULTILINE)
_DEEPEST = 50


def of_mail(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of an e-mail: the whole as it stands, each head and each part."""
    for text in decoded(_PACKED.sub(b"\n", data)):  # what is packed comes again as the content of its part
        yield Words("message", text)
    message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip(b"\r\n"))
    yield from _of_message(message, 0)


def of_mailbox(data: bytes) -> Iterator[Piece]:
    """Yield the messages of a mailbox."""
    for text in decoded(_PACKED.sub(b"\n", data)):
        yield Words("mailbox", text)
    for number, message in enumerate(_START.split(data)[1:], 1):
        yield Inner(f"message {number}", "", message)


def _of_message(part: Message, depth: int) -> Iterator[Piece]:
    yield from _head(part)
    yield from (Words("around the parts", text) for text in (part.preamble, part.epilogue) if text)
    if part.get_content_type() in _ENCRYPTED and "signed" not in str(part.get("Content-Type", "")).lower():
        yield Blind("message", "it is encrypted")
    inner = part.get_payload()
    if isinstance(inner, list):
        if depth > _DEEPEST:
            yield Blind("message", "messages lie in messages, deeper than in any real one")
            return
        for one in inner:
            if isinstance(one, Message):
                yield from _of_message(one, depth + 1)
        return
    yield from _of_content(part)


def _head(part: Message) -> Iterator[Piece]:
    for name, value in part.raw_items():
        text = str(value)
        yield Words(f"head of the message ({name})", text)
        try:
            yield Words(f"head of the message ({name})", str(make_header(decode_header(text))))
        except (LookupError, ValueError, AttributeError):
            continue
    named = _file_name(part)
    if named:
        yield Name("name of an attachment", named)


def _file_name(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except (LookupError, ValueError, TypeError):
        return ""


def _of_content(part: Message) -> Iterator[Piece]:
    try:
        data = part.get_payload(decode=True)
    except (LookupError, ValueError, AssertionError):
        yield Blind("message", "a part of it is damaged")
        return
    if not isinstance(data, bytes):
        return
    kind = part.get_content_type()
    if kind.startswith("text/"):
        charset = str(part.get_content_charset() or "utf-8")
        for text in dict.fromkeys((*_in_charset(data, charset), *decoded(data))):
            yield from (
                of_markup(text, "text of the message") if "html" in kind else [Words("text of the message", text)]
            )
        if not _file_name(part):
            return
    yield Inner("attachment", "", data)


def _in_charset(data: bytes, charset: str) -> Iterator[str]:
    try:
        yield data.decode(charset, "ignore")
    except (LookupError, ValueError):
        return
