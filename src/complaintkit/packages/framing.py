"""Pages of PDF files and pictures put into the frames of sheets that were set before (pikepdf; ISO 32000-1, 8.10)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from complaintkit.packages.libraries import library
from complaintkit.packages.values import Content, Pages, Picture, Pictures
from complaintkit.values import frozen

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
_GREY = "0.75 G 0.5 w"
_SMALLEST = 1.0
_TURNS = {
    1: "1 0 0 1 0 0", 2: "-1 0 0 1 1 0", 3: "-1 0 0 -1 1 1", 4: "1 0 0 -1 0 1", 5: "0 -1 -1 0 1 1",
    6: "0 -1 1 0 0 1", 7: "0 1 1 0 0 0", 8: "0 1 -1 0 1 0",
}  # fmt: skip
_PICTURE_SCALE = 72 / 96  # a picture is shown no larger than on a screen


@frozen
class Framed:
    """What goes onto a sheet (counted from 0): which page or picture (from 0) of which content, and into which frame."""

    sheet: int
    content: Content
    page: int
    frame: Box


def framed(data: bytes, frames: Sequence[Framed], first: int) -> bytes:
    """Return the file with pages and pictures in their frames; its pages are numbered from `first`."""
    pikepdf = library("pikepdf")
    with pikepdf.open(io.BytesIO(data)) as target:
        sheets = list(target.pages)
        for content, here in _by_content(frames):
            for one, form, size in _forms(target, content, here):
                _place(target, sheets[one.sheet], form, size, one.frame)
        if first > 1:
            start = pikepdf.Dictionary({"/S": pikepdf.Name.D, "/St": first})
            target.Root["/PageLabels"] = pikepdf.Dictionary({"/Nums": pikepdf.Array([0, start])})
        for key in [key for key in target.docinfo if key != "/Title"]:
            del target.docinfo[key]
        out = io.BytesIO()
        target.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()


def _by_content(frames: Iterable[Framed]) -> Iterator[tuple[Content, list[Framed]]]:
    current: list[Framed] = []
    for one in frames:
        if current and current[0].content is not one.content:
            yield current[0].content, current
            current = []
        current.append(one)
    if current:
        yield current[0].content, current


def _forms(target: Any, content: Content, here: Sequence[Framed]) -> Iterator[tuple[Framed, Any, Box]]:
    """Yield, for each frame, what is drawn in it and the box that this takes by itself."""
    if isinstance(content, Pages):
        yield from _pages(target, content, here)
    elif isinstance(content, Pictures):
        for one in here:
            picture = content.pictures[one.page]
            form = _image(target, picture)
            yield one, form, _extent(form)


def _pages(target: Any, content: Pages, here: Sequence[Framed]) -> Iterator[tuple[Framed, Any, Box]]:
    pikepdf = library("pikepdf")
    with pikepdf.open(io.BytesIO(content.data)) as source:
        source.flatten_annotations()
        pages = list(source.pages)
        for one in here:
            page = pages[one.page]
            for box in ("/TrimBox", "/ArtBox", "/BleedBox"):  # what is seen is the crop box
                if box in page.obj:
                    del page.obj[box]
            form = target.copy_foreign(page.as_form_xobject())
            yield one, form, _extent(form)


def _extent(form: Any) -> Box:
    """Return the box of a form after its own matrix, which holds the rotation of the page."""
    left, bottom, right, top = (float(side) for side in form.BBox)
    a, b, c, d, e, f = (float(part) for part in form.get("/Matrix", [1, 0, 0, 1, 0, 0]))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _image(target: Any, picture: Picture) -> Any:
    pikepdf = library("pikepdf")
    stream = pikepdf.Stream(target, picture.data)
    stream["/Type"], stream["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    stream["/Width"], stream["/Height"] = picture.width, picture.height
    for key, value in picture.entries:
        stream[key] = pikepdf.Object.parse(value.encode())
    return _upright(target, stream, picture)


def _upright(target: Any, image: Any, picture: Picture) -> Any:
    """Return a form in which the picture is seen the right way up, in its size on a screen."""
    pikepdf = library("pikepdf")
    wide, high = (side * _PICTURE_SCALE for side in picture.seen)
    form = pikepdf.Stream(target, f"{_TURNS[picture.orientation]} cm /Picture Do".encode())
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([0, 0, 1, 1])
    form["/Matrix"] = pikepdf.Array([wide, 0, 0, high, 0, 0])
    form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=target.make_indirect(image)))
    return form


def _place(target: Any, sheet: Any, form: Any, size: Box, frame: Box) -> None:
    """Draw a page or picture in the middle of the frame, made smaller where it is larger, with a thin line around it."""
    wide, high = max(size[2] - size[0], _SMALLEST), max(size[3] - size[1], _SMALLEST)
    scale = min(1.0, (frame[2] - frame[0]) / wide, (frame[3] - frame[1]) / high)
    left = (frame[0] + frame[2] - wide * scale) / 2
    bottom = (frame[1] + frame[3] - high * scale) / 2
    name = library("pikepdf").Name
    sheet.add_resource(form, name.XObject, name=name.Exhibit)
    matrix = f"{scale:.6f} 0 0 {scale:.6f} {left - size[0] * scale:.4f} {bottom - size[1] * scale:.4f} cm"
    border = f"q {_GREY} {left:.3f} {bottom:.3f} {wide * scale:.3f} {high * scale:.3f} re S Q"
    sheet.contents_add(target.make_stream(f"q {matrix} /Exhibit Do Q {border}".encode()))
