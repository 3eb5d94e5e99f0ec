"""Pictures inside a PDF carry what their camera wrote: JPEG and JPEG 2000 are cleaned where they stand."""

from __future__ import annotations

import zlib
from typing import Any

from complaintkit.evidence.cleaning.jpeg import clean_jpeg
from complaintkit.evidence.cleaning.libraries import needed
from complaintkit.evidence.cleaning.profiles import is_standard
from complaintkit.evidence.cleaning.values import Uncleanable

_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"jpch", b"jplh"}


def clean_pictures(document: Any, removed: list[str], left: list[str]) -> None:
    """Clean each picture; one that cannot be is told in `left`."""
    pikepdf = needed("pikepdf", "PDF")
    for part in document.objects:
        if isinstance(part, pikepdf.Stream) and str(part.get("/Subtype", "")) == "/Image":
            try:
                _clean(pikepdf, part, removed)
            except (Uncleanable, zlib.error):
                left.append("a damaged picture with whatever it says of itself (--as-pictures takes it out)")
        elif isinstance(part, pikepdf.Stream) and "/N" in part and _is_odd_profile(part):
            left.append("a colour profile that is no standard one (--as-pictures takes it out)")


def _is_odd_profile(part: Any) -> bool:
    try:
        data = part.read_bytes()
    except Exception:  # noqa: BLE001 - the library raises anything on damaged streams; they hold no profile then
        return False
    return data[36:40] == b"acsp" and not is_standard(data)


def _clean(pikepdf: Any, picture: Any, removed: list[str]) -> None:
    filters = _filters(pikepdf, picture)
    data = picture.read_raw_bytes()
    while filters[:1] == ["/FlateDecode"] and len(filters) > 1:
        data, filters = zlib.decompress(data), filters[1:]
    if filters == ["/DCTDecode"]:
        cleaned = clean_jpeg(data)
        removed.extend(f"{word} of pictures" for word in cleaned.removed)
        picture.write(cleaned.data, filter=pikepdf.Name.DCTDecode, decode_parms=_parameters(pikepdf, picture))
    elif filters == ["/JPXDecode"]:
        picture.write(without_boxes(data), filter=pikepdf.Name.JPXDecode)
    elif "/DCTDecode" in filters:
        raise Uncleanable("a picture is packed twice", "")


def _filters(pikepdf: Any, picture: Any) -> list[str]:
    found = picture.get("/Filter", [])
    return [str(one) for one in found] if isinstance(found, (pikepdf.Array, list)) else [str(found)]


def _parameters(pikepdf: Any, picture: Any) -> Any:
    found = picture.get("/DecodeParms")
    return found[-1] if isinstance(found, pikepdf.Array) else found


def without_boxes(data: bytes) -> bytes:
    """Return a JPEG 2000 picture with the boxes of the picture only; a bare code stream as it is."""
    kept, at = [], 0
    if data[4:8] != b"jP  ":
        return data
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big") or len(data) - at
        size = int.from_bytes(data[at + 8 : at + 16], "big") if size == 1 else size
        if size < 8:  # noqa: PLR2004
            raise Uncleanable("a picture is damaged", "")
        kept += [data[at : at + size]] if data[at + 4 : at + 8] in _BOXES else []
        at += size
    return b"".join(kept)
