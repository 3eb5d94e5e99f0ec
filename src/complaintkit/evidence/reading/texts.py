"""Text whose charset has to be found out, and its first lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

from complaintkit.evidence.reading.languages import language_of, likeness
from complaintkit.evidence.reading.values import Found, Source, assumed, read_in
from complaintkit.values import frozen

MOST_BYTES = 256 * 1024
_LINES, _SIGNS, _GUESSED_BY, _COMPARED = 8, 600, 4_000, 8_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CANDIDATES = ("cp1252", "cp1251", "cp1250", "cp1253", "cp1257", "koi8_r", "cp866", "iso8859_2")
_BLANK = re.compile(r"[^\S\n]+")


@frozen
class Decoded:
    """Text, the charset it was read in, and whether that stands in the file; `wrong` if what it said cannot be."""

    text: str
    charset: str
    certain: bool  # it stands in the file
    why: str
    wrong: bool = False


def decode(data: bytes, said: str | None = None, where: str = "") -> Decoded:
    """Return bytes as text: by their mark, else by the charset `said` at `where`, else by what fits best."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return Decoded(
                data.decode(charset, "replace"), charset.removesuffix("-sig"), certain=True, why="byte order mark"
            )
    if said:
        try:
            return Decoded(_strictly(data, said), said.lower(), certain=True, why=where)
        except (LookupError, UnicodeError, ValueError):
            found = _guessed(data)
            return Decoded(
                found.text, found.charset, certain=False, why=f"{where} says {said}, which cannot be", wrong=True
            )
    return _guessed(data)


def _strictly(data: bytes, charset: str) -> str:
    """Decode; a letter cut in two at the very end, where only a beginning was read, is no mistake."""
    b"".decode(charset)  # refuses what is a codec but no charset
    return codecs.getincrementaldecoder(charset)("strict").decode(data)


def _guessed(data: bytes) -> Decoded:
    if data.isascii():
        return Decoded(data.decode("ascii"), "ascii", certain=False, why="only ASCII characters")
    try:
        return Decoded(_strictly(data, "utf-8"), "utf-8", certain=False, why="the bytes are valid UTF-8")
    except UnicodeDecodeError:
        pass
    sample = data[:20_000]
    best = max(_CANDIDATES, key=lambda charset: likeness(sample.decode(charset, "replace")))
    return Decoded(
        data.decode(best, "replace"), best, certain=False, why="its words read like a language in this charset"
    )


def first_lines(text: str) -> str:
    """Return the first lines that say something, blanks in a row made one; at most a few hundred characters."""
    lines = (_BLANK.sub(" ", line).strip() for line in text[: 40 * _SIGNS].splitlines())
    kept = "\n".join(islice((line for line in lines if line), _LINES))
    return kept if len(kept) <= _SIGNS else kept[:_SIGNS].rsplit(" ", 1)[0] + " …"


def of_text(text: str, where: str) -> Iterator[Found]:
    """Yield the first lines of a text, and a guess at its language."""
    if begun := first_lines(text):
        yield read_in("first_lines", begun, where)
    if language := language_of(text[:_GUESSED_BY]):
        yield assumed("language", language, "a guess by the commonest words")


def of_message(text: str, where: str) -> Iterator[Found]:
    """Yield what `of_text` does, and a digest of the words of a message, by which two copies of it are known.

    Blanks and line ends, which every program writes its own way, are left out; so is what follows a long beginning.
    """
    yield from of_text(text, where)
    words = "".join(text.split())[:_COMPARED]
    if words:
        yield read_in("text_sha256", sha256(words.encode("utf-8", "replace")).hexdigest(), where)


def text_facts(source: Source) -> Iterator[Found]:
    """Yield charset, first lines and language of a plain text file."""
    with source.path.open("rb") as file:
        decoded = decode(file.read(MOST_BYTES))
    yield of_charset(decoded)
    yield from of_text(decoded.text, "the beginning of the file")


def of_charset(decoded: Decoded) -> Found:
    """Return the charset as a fact."""
    how = read_in if decoded.certain else assumed
    return how("charset", decoded.charset, decoded.why)
