"""Reading a text file that somebody typed: size, encoding and characters are checked before anything looks inside.

What is refused here cannot be shown, printed or put into a letter later: bytes that are not UTF-8, control characters,
halves of surrogate pairs.
"""

from __future__ import annotations

import re
import stat
from itertools import islice
from pathlib import Path

from complaintkit.problems import Problem, error

LARGEST_FILE = 5_000_000
LARGEST_REGISTER = 40_000_000
_NOT_FOR_TEXT = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
UNPRINTABLE = re.compile(f"[{_NOT_FOR_TEXT}]")
_MOST_CHARACTERS_TOLD = 10
_OTHER_UNICODE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_text(path: Path, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file without its byte order mark, or None with the problem that stands in the way.

    `shown` is the file's name as problems give it. A file of more than 5 MB is refused without being read.
    """
    text, problems = read_any_text(path, shown)
    problems += check_characters(text, shown) if text is not None else ()
    return (None if problems else text), problems


def read_any_text(path: Path, shown: str, largest: int = LARGEST_FILE) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file as `read_text` does, whatever characters stand in it; `largest` is the most it may have."""
    data, problems = _read_bytes(path, shown, largest)
    return _decode(data, shown) if data is not None else (None, problems)


def check_characters(text: str, shown: str) -> tuple[Problem, ...]:
    """Return a problem for each of the first characters that no text may hold: control characters, halves of pairs."""
    if text.replace("\n", "").replace("\u00a0", "").replace("\u202f", "").isprintable():  # Python prints no such spaces
        return ()
    hint = "delete it: it cannot be seen, and Word refuses a letter that holds it"
    return tuple(
        error(
            shown, "CK103", f"{describe_character(found[0])} stands in the text", hint, at=position(text, found.start())
        )
        for found in islice(UNPRINTABLE.finditer(text), _MOST_CHARACTERS_TOLD)
    )


def without_unprintable(text: str) -> str:
    """Return the text with a replacement character for each that no text may hold, to look for other mistakes in it."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def describe_character(character: str) -> str:
    """Return what an unprintable character is, with its number: "a control character (U+0007)"."""
    number = ord(character)
    kind = "half of a surrogate pair" if 0xD800 <= number <= 0xDFFF else "a control character"  # noqa: PLR2004
    return f"{kind} (U+{number:04X})"


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, counted from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _read_bytes(path: Path, shown: str, largest: int) -> tuple[bytes | None, tuple[Problem, ...]]:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return None, (error(shown, "CK100", "this is not a file", "put a file of that name in its place"),)
        if about.st_size > largest:
            return None, (_too_large(shown, about.st_size, largest),)
        return path.read_bytes(), ()
    except FileNotFoundError:
        return None, (error(shown, "CK100", "this file does not exist", "put it there, or correct its name"),)
    except OSError as trouble:
        hint = "see to it that you may read the file"
        return None, (error(shown, "CK100", f"this file cannot be read: {trouble.strerror or trouble}", hint),)


def _too_large(shown: str, size: int, largest: int) -> Problem:
    message = f"this file has {size / 1e6:.1f} MB; a file that people type has at most {largest // 1_000_000} MB"
    return error(shown, "CK101", message, "an exhibit belongs into `exhibits/`: `complaintkit evidence add FILE`")


def _decode(data: bytes, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as trouble:
        return None, (_not_utf8(data, trouble.start, shown),)
    return text, ()


def _not_utf8(data: bytes, offset: int, shown: str) -> Problem:
    other = _OTHER_UNICODE.get(data[:2])
    if other:
        return error(shown, "CK102", f"this file is {other}, not UTF-8", 'save it again with the encoding "UTF-8"')
    start = data.rfind(b"\n", 0, offset) + 1
    place = data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace").lstrip("\ufeff")) + 1
    byte = data[offset : offset + 1]
    meant = byte.decode("cp1252", "ignore")
    perhaps = f"; in Latin-1 (Windows-1252) it would be `{meant}`" if meant.isprintable() and meant else ""
    message = f"this file is not UTF-8: the byte 0x{byte.hex().upper()} cannot stand here{perhaps}"
    return error(shown, "CK102", message, 'save the file again with the encoding "UTF-8"', at=place)
