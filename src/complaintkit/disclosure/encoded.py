"""`readings`: a text, and what it says once it is decoded, as programs encode texts inside texts.

Entities of HTML, percent signs of addresses, quoted-printable and encoded words of e-mails (RFC 2045, 2047), base64, escapes
of JSON, hexadecimal digits. Something encoded may hold something encoded again.
"""

from __future__ import annotations

import binascii
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
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{6,}(?:(?:\\[rn]|\s)+[A-Za-z0-9+/_-]{2,})*")
_LINE = re.compile(r"[A-Za-z0-9+/_-]{6,}")
_MIXED = re.compile(r"[0-9+/_-]|[a-z][A-Z]|[A-Z]{2}[a-z]")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[\s:]?){4,}")
_GARBAGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # what decoding gives where nothing was encoded
_READABLE = re.compile(r"[^\W_]{2,}")


class _Final(str):
    """A reading that is not decoded again."""

    __slots__ = ()


def readings(text: str) -> Iterator[str]:
    """Yield the text as it stands, then everything that it says decoded, each once."""
    seen, level = {text}, [text]
    yield text
    for _ in range(_DEEPEST):
        found = [said for one in level for decode in _DECODERS for said in decode(one)]
        new = [said for said in dict.fromkeys(found) if said not in seen and _READABLE.search(said)]
        seen.update(new)
        yield from new
        level = [said for said in new if not isinstance(said, _Final)]
        if not level:
            return


def texts_of(data: bytes) -> Iterator[str]:
    """Yield the readings of bytes that came out of an encoding, of which nobody says what characters they are."""
    text = data.decode("utf-8", "ignore")
    yield text
    if not text.isascii() or len(text) < len(data):
        yield data.decode("latin-1")
    if b"\0" in data:
        yield from (data.decode(one, "ignore") for one in ("utf-16-le", "utf-16-be"))


def _entities(text: str) -> Iterator[str]:
    if "&" in text:
        yield html.unescape(text)


def _percent(text: str) -> Iterator[str]:
    if _PERCENT.search(text):
        yield from texts_of(unquote_to_bytes(text))


def _quoted(text: str) -> Iterator[str]:
    if _QUOTED.search(text):
        yield from texts_of(quopri.decodestring(text.encode("utf-8", "surrogatepass")))


def _words(text: str) -> Iterator[str]:
    if "=?" in text and _WORD.search(text):
        yield _WORD.sub(_word, _BETWEEN_WORDS.sub("?==?", text))


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


def _escapes(text: str) -> Iterator[str]:
    if "\\" in text and _ESCAPED.search(text):
        said = _ESCAPED.sub(_escape, text)
        yield said.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _escape(found: re.Match[str]) -> str:
    number = int(found[1] or found[2] or found[3] or found[4], 16)
    return chr(number) if number <= 0x10FFFF else " "  # noqa: PLR2004 - the last character of Unicode


def _base64(text: str) -> Iterator[str]:
    runs = {run for found in _BASE64.findall(text) for run in (found, *_LINE.findall(found))}
    said = [part for run in runs if _MIXED.search(run) for part in _from_base64(run)]
    yield from _together(said)


def _together(said: list[str]) -> Iterator[str]:
    """Yield what was decoded as one text, and what is garbage as another, which is decoded no further."""
    clean = [part for part in said if not _GARBAGE.search(part)]
    if clean:
        yield "\n".join(clean)
    if len(clean) < len(said):
        yield _Final("\n".join(part for part in said if _GARBAGE.search(part)))


def _from_base64(run: str) -> Iterator[str]:
    """Yield what a run says, wherever in it the encoded part begins: of four places one is right."""
    letters = re.sub(r"\\[rn]|\s", "", run).translate(_URL_SAFE)
    for start in range(4):
        piece = letters[start:]
        piece = piece[: len(piece) - (len(piece) % 4 == 1)]
        try:
            data = binascii.a2b_base64(piece + "=" * (-len(piece) % 4))
        except binascii.Error:
            continue
        yield from (text for text in texts_of(data) if _READABLE.search(text))


_URL_SAFE = str.maketrans("-_", "+/")


def _hexadecimal(text: str) -> Iterator[str]:
    yield from _together([part for found in _HEX.findall(text) for part in _from_hexadecimal(found)])


def _from_hexadecimal(run: str) -> Iterator[str]:
    digits = re.sub(r"[\s:]", "", run)
    for start in range(2):
        piece = digits[start:]
        yield from texts_of(bytes.fromhex(piece[: len(piece) - len(piece) % 2]))


_DECODERS: tuple[Callable[[str], Iterator[str]], ...] = (
    *(_entities, _percent, _quoted, _words, _escapes, _base64, _hexadecimal),
)
