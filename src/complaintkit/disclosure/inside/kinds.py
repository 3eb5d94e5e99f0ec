"""What a file is, where the search must know more than cleaning does: archives of every kind, locked files, mailboxes."""

from __future__ import annotations

import re

from complaintkit.evidence.cleaning.formats import kind_of

_STARTS = (
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"age-encryption.org/", "age"),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", "age"),
    (b"-----BEGIN PGP MESSAGE-----", "pgp"),
    (b"PK\5\6", "zip"),
    (b"PK\7\x08", "zip"),
    (b"\xff\xfe\0\0", "txt"),
    (b"\0\0\xfe\xff", "txt"),
    (b"\xff\xfe", "txt"),
    (b"\xfe\xff", "txt"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"#!AMR", "amr"),
)
_MAILBOX = re.compile(rb"From \S+.*\d{2}:\d{2}.*\r?\n[!-9;-~]+:")
_TAR = 257
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}


def kind(data: bytes) -> str:
    """Return the kind of a file by its bytes: one of `cleaning.formats`, or an archive, a locked file, a mailbox."""
    for start, name in _STARTS:
        if data.startswith(start):
            return name
    if _MAILBOX.match(data):
        return "mbox"
    if data[_TAR : _TAR + 5] == b"ustar":
        return "tar"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in _HEIF else "mp4"
    return kind_of(data)
