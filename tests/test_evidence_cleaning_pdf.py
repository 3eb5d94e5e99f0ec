"""PDF: of what was planted beside and behind the pages nothing is left, in whatever form it was packed."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen import canvas

from complaintkit.evidence.cleaning import libraries
from complaintkit.evidence.cleaning.cleaning import clean
from complaintkit.evidence.cleaning.searching import telling
from complaintkit.evidence.cleaning.values import Choices, Uncleanable

MARK = "PLANTED"


def simple(*pages: str, **information: str) -> bytes:
    out = io.BytesIO()
    drawn = canvas.Canvas(out)
    for text in pages or ("Words that are seen",):
        drawn.drawString(72, 700, text)
        drawn.showPage()
    drawn.setAuthor(information.get("author", "PLANTED author"))
    drawn.setTitle("PLANTED title")
    drawn.save()
    return out.getvalue()


def with_photo(*, packed_twice: bool) -> bytes:
    photo, out = io.BytesIO(), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "PLANTED maker"
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG", exif=exif, comment=b"PLANTED comment")
    with pikepdf.open(io.BytesIO(simple())) as document:
        picture = document.make_stream(b"", Subtype=pikepdf.Name.Image, Width=40, Height=30, BitsPerComponent=8)
        picture["/ColorSpace"] = pikepdf.Name.DeviceRGB
        filters = [pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode] if packed_twice else [pikepdf.Name.DCTDecode]
        data = zlib.compress(photo.getvalue()) if packed_twice else photo.getvalue()
        picture.write(data, filter=pikepdf.Array(filters))
        document.pages[0].Resources["/XObject"] = pikepdf.Dictionary(Photo=picture)
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def everything(data: bytes) -> bytes:
    """Return all a PDF holds, read by another library: the file, each object's text, each stream decoded."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    found = [data]
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 5):
        part = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        if part is None:
            continue
        found.append(repr(part).encode())
        if isinstance(part, pypdf.generic.StreamObject):
            found.append(part._data if part.get("/Subtype") == "/Image" else part.get_data())
    return b"\n".join(found)


def planted(data: bytes) -> pikepdf.Pdf:
    document = pikepdf.open(io.BytesIO(data))
    root, page = document.Root, document.pages[0].obj
    xmp = document.make_stream(b"<?xpacket?><x:xmpmeta>PLANTED</x:xmpmeta>")
    root["/Metadata"] = xmp
    page["/PieceInfo"] = pikepdf.Dictionary(Private=pikepdf.Dictionary(Private=pikepdf.String(MARK)))
    page["/Thumb"] = document.make_stream(b"PLANTED thumbnail")
    page["/LastModified"] = pikepdf.String("D:2019 PLANTED")
    document.attachments["PLANTED.txt"] = b"PLANTED attachment"
    root.Names["/JavaScript"] = pikepdf.Dictionary(Names=["x", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=MARK)])
    root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(MARK))
    root["/AA"] = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(MARK)))
    root["/StructTreeRoot"] = pikepdf.Dictionary(K=pikepdf.Dictionary(Alt=pikepdf.String("PLANTED alternative")))
    root["/Lang"] = pikepdf.String("en")
    look = document.make_stream(b"0 0 20 20 re f", BBox=[0, 0, 20, 20], Subtype=pikepdf.Name.Form)
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=MARK, V=MARK, Rect=[0, 0, 9, 9],
        AP=pikepdf.Dictionary(N=look),
    )  # fmt: skip
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, T=MARK, Contents=MARK, Rect=[0, 0, 9, 9])
    marked = pikepdf.Dictionary(
        Subtype=pikepdf.Name.Highlight, T=MARK, Contents=MARK, NM=MARK, Rect=[0, 0, 9, 9], AP=pikepdf.Dictionary(N=look)
    )
    link = pikepdf.Dictionary(
        Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Contents=MARK,
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://invented.example/")),
    )  # fmt: skip
    launch = pikepdf.Dictionary(
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String(MARK)),
    )
    page["/Annots"] = pikepdf.Array([document.make_indirect(one) for one in (field, note, marked, link, launch)])
    root["/AcroForm"] = pikepdf.Dictionary(Fields=[page.Annots[0]])
    photo = document.make_stream(b"\0\0\0", Subtype=pikepdf.Name.Image, Width=1, Height=1, BitsPerComponent=8)
    photo["/ColorSpace"] = pikepdf.Name.DeviceRGB
    photo["/PrivateKey"] = pikepdf.String(MARK)
    photo.write(zlib.compress(b"\0\0\0") + b"PLANTED after the end", filter=pikepdf.Name.FlateDecode)
    page.Resources["/XObject"] = pikepdf.Dictionary(Photo=photo)
    root["/PrivateKey"] = pikepdf.String(MARK)
    root.Pages["/PrivateKey"] = pikepdf.String(MARK)
    drawing = document.pages[0].Contents.read_bytes()
    page["/Contents"] = document.make_stream(b"% PLANTED remark\n/Span <</ActualText (PLANTED)>> BDC EMC\n" + drawing)
    return document


@pytest.mark.parametrize("packed", [pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable])
def test_nothing_that_was_planted_beside_the_pages_is_left(packed: pikepdf.ObjectStreamMode) -> None:
    out = io.BytesIO()
    planted(simple()).save(out, object_stream_mode=packed)
    assert MARK.encode() in everything(out.getvalue())
    cleaned = clean(out.getvalue(), Choices())
    assert MARK.encode() not in everything(cleaned.data)
    assert telling(cleaned.data) == ()
    assert {"XMP", "attached files", "programs", "thumbnails", "notes"} <= set(cleaned.removed)
    reader = pypdf.PdfReader(io.BytesIO(cleaned.data))
    assert reader.pages[0].extract_text().strip() == "Words that are seen"
    assert not reader.metadata
    kinds = sorted(one.get_object()["/Subtype"] for one in reader.pages[0]["/Annots"])
    assert kinds == ["/Link", "/Link", "/Stamp", "/Stamp"]


def test_an_older_state_of_the_file_is_gone() -> None:
    first = simple("PLANTED first version")
    out = io.BytesIO(first)
    writer = pypdf.PdfWriter(out, incremental=True)
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = pypdf.generic.NullObject()
    after = io.BytesIO()
    writer.write(after)
    assert after.getvalue().startswith(first)
    cleaned = clean(after.getvalue(), Choices())
    assert MARK.encode() not in everything(cleaned.data)
    assert "older states of the file" in cleaned.removed


@pytest.mark.parametrize("packed_twice", [False, True])
def test_pictures_inside_lose_what_their_camera_wrote(packed_twice: bool) -> None:
    cleaned = clean(with_photo(packed_twice=packed_twice), Choices())
    assert MARK.encode() not in everything(cleaned.data)
    assert "EXIF of pictures" in cleaned.removed
    assert pypdf.PdfReader(io.BytesIO(cleaned.data)).pages[0].images[0].image.size == (40, 30)


def test_the_identifier_of_the_original_does_not_come_along() -> None:
    original = simple()
    before = pypdf.PdfReader(io.BytesIO(original)).trailer["/ID"]
    after = pypdf.PdfReader(io.BytesIO(clean(original, Choices()).data)).trailer["/ID"]
    assert not set(map(bytes, (one.original_bytes for one in before))) & {one.original_bytes for one in after}


def test_the_same_original_gives_the_same_copy() -> None:
    original = simple()
    assert clean(original, Choices()) == clean(original, Choices())


def test_layers_and_text_that_are_not_seen_are_said_and_gone_as_pictures() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(simple())) as document:
        layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("PLANTED layer")))
        document.Root["/OCProperties"] = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        document.pages[0].contents_add(b"BT 3 Tr (unseen) Tj ET")
        document.save(out)
    cleaned = clean(out.getvalue(), Choices())
    assert MARK.encode() not in everything(cleaned.data)
    assert [word.split(",")[0].split(" that")[0] for word in cleaned.left] == ["layers", "text"]
    pictured = clean(out.getvalue(), Choices(as_pictures=True))
    assert pictured.left == ()
    assert pypdf.PdfReader(io.BytesIO(pictured.data)).pages[0].extract_text() == ""


@pytest.mark.parametrize("damage", [b"%PDF-1.4 nothing more", b"%PDF-1.7\n" + b"\0" * 100])
def test_a_damaged_pdf_is_refused(damage: bytes) -> None:
    with pytest.raises(Uncleanable, match="damaged"):
        clean(damage, Choices())


def test_a_locked_pdf_is_refused_and_one_that_only_forbids_printing_is_cleaned() -> None:
    locked, restricted = io.BytesIO(), io.BytesIO()
    with pikepdf.open(io.BytesIO(simple())) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
        document.save(restricted, encryption=pikepdf.Encryption(user="", owner="secret"))
    with pytest.raises(Uncleanable, match="password"):
        clean(locked.getvalue(), Choices())
    cleaned = clean(restricted.getvalue(), Choices())
    assert not pypdf.PdfReader(io.BytesIO(cleaned.data)).is_encrypted


PLANTED = io.BytesIO()
planted(simple()).save(PLANTED, compress_streams=False)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, len(PLANTED.getvalue()) - 1), st.integers(0, 255)), max_size=12))
def test_a_pdf_with_bytes_changed_is_refused_or_cleaned(changes: list[tuple[int, int]]) -> None:
    data = bytearray(PLANTED.getvalue())
    for place, value in changes:
        data[place] = value
    try:
        assert telling(clean(bytes(data), Choices()).data) == ()
    except Uncleanable as refused:
        assert refused.advice  # noqa: PT017 - either end is right


def test_a_link_from_the_outline_into_the_structure_keeps_nothing_of_it() -> None:
    out = io.BytesIO()
    drawn = canvas.Canvas(out)
    drawn.bookmarkPage("there")
    drawn.addOutlineEntry("Seen entry", "there")
    drawn.showPage()
    drawn.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        element = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, Alt=pikepdf.String(MARK)))
        document.Root.Outlines.First["/SE"] = element
        kept = io.BytesIO()
        document.save(kept)
    cleaned = clean(kept.getvalue(), Choices()).data
    assert MARK.encode() not in everything(cleaned)
    assert pypdf.PdfReader(io.BytesIO(cleaned)).outline[0]["/Title"] == "Seen entry"


def test_a_missing_library_is_said_with_the_command_that_adds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(libraries, "import_module", missing)
    with pytest.raises(Uncleanable) as refused:
        clean(simple(), Choices())
    assert "pikepdf" in refused.value.reason
    assert "complaintkit[evidence]" in refused.value.advice


def test_what_lies_outside_of_the_part_that_is_shown_is_said() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(simple())) as document:
        document.pages[0].obj["/CropBox"] = pikepdf.Array([0, 0, 300, 300])
        document.save(out)
    assert [word[:33] for word in clean(out.getvalue(), Choices()).left] == ["what lies on a page outside of th"]
    assert clean(out.getvalue(), Choices(as_pictures=True)).left == ()
    assert clean(simple(), Choices()).left == ()
