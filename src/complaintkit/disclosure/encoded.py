"""`readings`: a text, and what it says once it is decoded, as programs encode texts inside texts.

Entities of HTML, percent signs of addresses, quoted-printable and encoded words of e-mails (RFC 2045, 2047), escapes of JSON,
base64, hexadecimal digits. Something encoded may hold something encoded again. The first kinds are undone one after the other
in the whole text; of the last two, what comes out is a text, or bytes that are no text and are searched as such.
"""

from __future__ import annotations

import binascii
import codecs
import html
import quopri
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

_DEEPEST = 3
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_QUOTED = re.compile(r"=(?:[0-9A-Fa-f]{2}|\r?\n)")
_WORD = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?]*\?=")
_BETWEEN_WORDS = re.compile(r"\?=\s+=\?")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|U([0-9A-Fa-f]{8}))")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}(?:(?:[ \t]*\r?\n[ \t]*|\\r\\n|\\n)[A-Za-z0-9+/_-]{2,})*")
_LINE_END = re.compile(r"\\[rn]|\s")
_MIXED = re.compile(r"[0-9+/_-]|[a-z][A-Z]|[A-Z]{2}[a-z]")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[\s:]?){4,}")
_GARBAGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # what decoding gives where nothing was encoded
_URL_SAFE = str.maketrans("-_", "+/")
_LEAST = 3


def readings(text: str) -> Iterator[str | bytes]:
    """Yield the text as it stands, then everything that it says decoded, each once; bytes where that is no text."""
    runs: set[str] = set()
    waiting = [text]
    for _ in range(_DEEPEST):
        unfolded = [said for one in waiting for said in _undone(one)]
        yield from unfolded
        waiting = []
        for said in unfolded:
            for found in (*_base64(said, runs), *_hexadecimal(said, runs)):
                if isinstance(found, bytes):
                    yield found
                else:
                    waiting.append(found)
        if not waiting:
            return
    yield from waiting


def _undone(text: str) -> Iterator[str]:
    """Yield the text, and what it is after each kind of escape is undone, one after the other, until nothing changes."""
    yield text
    for _ in range(_DEEPEST):
        before = text
        for decode in _IN_PLACE:
            said = decode(text)
            if said != text:
                text = said
                yield text
        if text == before:
            return


def read_either(data: bytes) -> str:
    """Return bytes as UTF-8, and those that are not UTF-8 as Latin-1: nobody says which of the two an escape meant."""
    return data.decode("utf-8", "complaintkit-latin-1")


def _as_latin(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return fault.object[fault.start : fault.end].decode("latin-1"), fault.end


codecs.register_error("complaintkit-latin-1", _as_latin)


def _entities(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _percent(text: str) -> str:
    return read_either(unquote_to_bytes(text)) if "%" in text and _PERCENT.search(text) else text


def _quoted(text: str) -> str:
    if "=" not in text or not _QUOTED.search(text):
        return text
    return read_either(quopri.decodestring(text.encode("utf-8", "surrogatepass")))


def _words(text: str) -> str:
    if "=?" in text and _WORD.search(text):
        return _WORD.sub(_word, _BETWEEN_WORDS.sub("?==?", text))
    return text


def _word(found: re.Match[str]) -> str:
    charset, how, said = found[0][2:-2].split("?", 2)
    try:
        if how.lower() == "b":
            data = binascii.a2b_base64(said + "=" * (-len(said) % 4))
        else:
            data = quopri.decodestring(said.replace("_", " ").encode("ascii", "ignore"))
        return data.decode(charset.partition("*")[0], "ignore")
    except (LookupError, ValueError):
        return " "


def _escapes(text: str) -> str:
    if "\\" in text and _ESCAPED.search(text):
        said = _ESCAPED.sub(_escape, text)
        return said.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return text


def _escape(found: re.Match[str]) -> str:
    number = int(found[1] or found[2] or found[3] or found[4], 16)
    return chr(number) if number <= 0x10FFFF else " "  # noqa: PLR2004 - the last character of Unicode


_IN_PLACE: tuple[Callable[[str], str], ...] = (_entities, _words, _percent, _escapes, _quoted)


def _base64(text: str, seen: set[str]) -> Iterator[str | bytes]:
    """Yield what runs of base64 say that were not seen yet: whole, and line by line, since prose may stand before it."""
    found = {part for run in _BASE64.findall(text) for part in (run, *_LINE_END.split(run))}
    new = {run for run in found if run not in seen and _MIXED.search(run)}
    seen |= new
    yield from _together(data for run in new for data in _from_base64(run))


def _from_base64(run: str) -> Iterator[bytes]:
    """Yield what a run says, wherever in it the encoded part begins: of four places one is right."""
    letters = _LINE_END.sub("", run).translate(_URL_SAFE)
    for start in range(4):
        piece = letters[start:]
        piece = piece[: len(piece) - (len(piece) % 4 == 1)]
        try:
            yield binascii.a2b_base64(piece + "=" * (-len(piece) % 4))
        except binascii.Error:
            continue


def _hexadecimal(text: str, seen: set[str]) -> Iterator[str | bytes]:
    new = set(_HEX.findall(text)) - seen
    seen |= new
    yield from _together(data for run in new for data in _from_hexadecimal(run))


def _from_hexadecimal(run: str) -> Iterator[bytes]:
    digits = re.sub(r"[\s:]", "", run)
    for start in range(2):
        piece = digits[start:]
        yield bytes.fromhex(piece[: len(piece) - len(piece) % 2])


def _together(decoded: Iterator[bytes]) -> Iterator[str | bytes]:
    """Yield all that is text as one text, and all that is not as bytes, in which UTF-16 is found as well."""
    texts: list[str] = []
    others: list[bytes] = []
    for data in decoded:
        text = read_either(data)
        if not _GARBAGE.search(text):
            texts.append(text)
        elif len(data) >= _LEAST:
            others.append(data)
    if texts:
        yield "\n".join(texts)
    if others:
        yield b"\n\0\n\0".join(others)
