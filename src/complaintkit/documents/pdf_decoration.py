"""Lines and borders in a PDF marked as decoration, so that programs that read aloud pass over them.

LibreOffice draws the borders of paragraphs outside of all tags, which PDF/UA does not allow (ISO 14289-1, 7.1: content is
tagged, or it is an artifact). This needs pikepdf, which the extra `evidence` brings; without it a file stays as it was made.
"""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import Any

_BEGIN, _END = ("BMC", "BDC"), "EMC"
_DRAWS = frozenset({"m", "l", "c", "v", "y", "h", "re"})
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})


def lines_marked(pdf: bytes) -> bytes:
    """Return the PDF with every line that stands outside of all tags marked as an artifact."""
    if find_spec("pikepdf") is None:
        return pdf
    import pikepdf  # noqa: PLC0415 - heavy, and part of an extra

    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            for page in file.pages:
                operations = pikepdf.parse_content_stream(page)
                marked = _marked(operations, pikepdf.Operator, pikepdf.Name.Artifact)
                if len(marked) != len(operations):
                    page.Contents = file.make_stream(pikepdf.unparse_content_stream(marked))
            out = io.BytesIO()
            file.save(out)
    except pikepdf.PdfError:
        return pdf
    return out.getvalue()


def _marked(operations: Any, operator: Any, artifact: Any) -> list[tuple[Any, Any]]:
    """Return the operations with each path that stands outside of marked content in marks of its own."""
    found: list[tuple[Any, Any]] = []
    depth, drawing = 0, False
    for operands, called in operations:
        name = str(called)
        depth += (name in _BEGIN) - (name == _END)
        if depth == 0 and name in _DRAWS and not drawing:
            found.append(([artifact], operator("BMC")))
            drawing = True
        found.append((operands, called))
        if drawing and name in _PAINTS:
            found.append(([], operator("EMC")))
            drawing = False
    return found
