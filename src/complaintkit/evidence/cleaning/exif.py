"""The one thing in EXIF that a picture needs to be seen the right way up: its orientation. All the rest goes."""

from __future__ import annotations

import struct

_TAG = 0x0112
_SHORT = 3
_TURNED = range(2, 9)


def orientation_of(tiff: bytes) -> int | None:
    """Return the orientation (2 to 8) that a block of EXIF tells, None where it tells none or the upright one."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for number in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * number)
            if tag == _TAG and kind == _SHORT:
                return value if value in _TURNED else None
    except struct.error:
        return None
    return None


def orientation_only(orientation: int) -> bytes:
    """Return a block of EXIF that holds the orientation and nothing else."""
    entry = struct.pack(">HHIHH", _TAG, _SHORT, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
