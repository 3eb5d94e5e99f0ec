"""What is drawn on the pages of a PDF, written anew: remarks between the drawing commands and texts beside them go."""

from __future__ import annotations

from typing import Any

from complaintkit.evidence.cleaning.libraries import needed

_UNSEEN_TEXT = 3
_MARKED = {"BDC", "DP"}
_WITHOUT = {"BDC": "BMC", "DP": "MP"}


def clean_contents(document: Any, page: Any, left: list[str]) -> None:
    """Write the page's drawing anew, and that of the forms it uses; text that is not seen is told in `left`."""
    pikepdf = needed("pikepdf", "PDF")
    if "/Contents" in page:
        page["/Contents"] = document.make_stream(_anew(pikepdf, pikepdf.Page(page), left))
    seen: set[tuple[int, int]] = set()
    _clean_forms(pikepdf, page.get("/Resources"), left, seen)
    for mark in page.get("/Annots", ()):
        look = mark.get("/AP", {}).get("/N")
        if look is not None:
            _clean_form(pikepdf, look, left, seen)


def _clean_forms(pikepdf: Any, resources: Any, left: list[str], seen: set[tuple[int, int]]) -> None:
    if resources is None:
        return
    _drop_properties(resources)
    for kind in ("/XObject", "/Pattern"):
        for part in dict(resources.get(kind, {})).values():
            if isinstance(part, pikepdf.Stream) and str(part.get("/Subtype", "/Form")) != "/Image":
                _clean_form(pikepdf, part, left, seen)


def _clean_form(pikepdf: Any, form: Any, left: list[str], seen: set[tuple[int, int]]) -> None:
    if form.objgen in seen:
        return
    seen.add(form.objgen)
    if int(form.get("/PatternType", 1)) == 1 and "/ShadingType" not in form:
        form.write(_anew(pikepdf, form, left))
    _clean_forms(pikepdf, form.get("/Resources"), left, seen)


def _drop_properties(resources: Any) -> None:
    """Take away lists of properties that are no layers: they hold alternative texts and the like."""
    properties = resources.get("/Properties", {})
    for key in [key for key in properties.keys() if str(properties[key].get("/Type", "")) not in {"/OCG", "/OCMD"}]:  # noqa: SIM118
        del properties[key]


def _anew(pikepdf: Any, drawing: Any, left: list[str]) -> bytes:
    commands = []
    for command in pikepdf.parse_content_stream(drawing):
        name = str(command.operator)
        if name == "Tr" and int(command.operands[0]) == _UNSEEN_TEXT:
            left.append("text that is not seen, as a scan has it behind its picture (--as-pictures takes it out)")
        if name in _MARKED and str(command.operands[0]) != "/OC":
            command = pikepdf.ContentStreamInstruction([command.operands[0]], pikepdf.Operator(_WITHOUT[name]))  # noqa: PLW2901
        commands.append(command)
    anew: bytes = pikepdf.unparse_content_stream(commands)
    return anew
