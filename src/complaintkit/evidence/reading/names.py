"""Names that come out of files: made safe to show, and checked before anything is done with them.

A name inside an archive or a message is chosen by whoever made it. It may lead out of the folder, hide its real ending
behind a mark that turns the direction of writing, or break a line of a list.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 255
_DRIVE = re.compile(r"[A-Za-z]:")
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def shown(name: str) -> str:
    r"""Return the name with control characters, direction marks and broken bytes written out, as `\u202e`."""
    if name.isascii() and name.isprintable():
        return name
    return "".join(_written_out(sign) if unicodedata.category(sign) in _HIDDEN else sign for sign in name)


def _written_out(sign: str) -> str:
    return f"\\u{ord(sign):04x}"


def label(name: str) -> str:
    """Return the last part of a name, safe to show; an attachment needs no more."""
    return shown(re.split(r"[/\\]", name.strip())[-1]).strip()


def leads_out(name: str) -> str | None:
    """Return why a member's name may not be used: `absolute`, `leads out`, `NUL`, `empty`; None where it may."""
    parts = re.split(r"[/\\]", name)
    if "\0" in name:
        return "its name holds a NUL"
    if not name.strip("/\\ ."):
        return "it has no name" if ".." not in parts else "its name leads out of the folder"
    if name[0] in "/\\" or _DRIVE.match(name):
        return "its name is absolute"
    return "its name leads out of the folder" if ".." in parts else None


def strange(name: str) -> str | None:
    """Return what makes a usable name misleading or unusable on some disks; None where nothing does."""
    if any(sign in name for sign in "\r\n\u2028\u2029"):
        return "has a line break in it"
    if any(unicodedata.bidirectional(sign) in _TURNING or sign in "\u200e\u200f\u061c" for sign in name):
        return "has a mark in it that turns the direction of writing, which can hide the real ending"
    if shown(name) != name:
        return "has invisible characters in it"
    if any(len(part.encode(errors="surrogatepass")) > LONGEST for part in PurePosixPath(name).parts):
        return f"is longer than {LONGEST} bytes, which few disks take"
    return None


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def same_name(name: str) -> str:
    """Return what two names have in common that differ only in case or in Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
