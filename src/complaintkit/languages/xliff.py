"""Translation files as XLIFF 1.2 (OASIS), which the programs of translators read and write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lxml import etree

from complaintkit.languages.translations import shortened
from complaintkit.law.translations import normal, tidy
from complaintkit.problems import Problem, error, warning

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_UNCONFIRMED = frozenset({"new", "needs-translation", "needs-adaptation", "needs-l10n"})
_HINT = "take the file that the translator's program saved as XLIFF 1.2, or use PO: `--format po`"


def write_xliff(
    language: str, sentences: Iterable[tuple[str, str]], known: Mapping[str, str], *, title: str, source: str
) -> bytes:
    """Return an XLIFF file: `sentences` are (where it stands, text in the language `source`); `known` their translations."""
    root = etree.Element(_tag("xliff"), nsmap={None: NAMESPACE}, version="1.2")  # type: ignore[dict-item]
    file = etree.SubElement(
        root, _tag("file"), {"source-language": source, "target-language": language, "datatype": "plaintext"}
    )
    file.set("original", title)
    body = etree.SubElement(file, _tag("body"))
    for number, (where, text) in enumerate(sentences, 1):
        _unit(body, number, where, text, known.get(text))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _unit(body: etree._Element, number: int, where: str, text: str, translated: str | None) -> None:
    unit = etree.SubElement(body, _tag("trans-unit"), id=str(number))
    etree.SubElement(unit, _tag("source")).text = text
    target = etree.SubElement(unit, _tag("target"), state="translated" if translated else "new")
    target.text = translated or ""
    etree.SubElement(unit, _tag("note")).text = where


def read_xliff(path: Path, shown: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the translations of an XLIFF file by source sentence, and what is wrong with it.

    Targets that are empty or marked as still to be translated count as untranslated, the latter with a warning.
    """
    try:
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    except OSError as trouble:
        return {}, (error(shown, "CK100", f"the file cannot be read: {trouble.strerror}", None),)
    except etree.XMLSyntaxError as damage:
        return {}, (error(shown, "CK440", f"this is not an XLIFF file that can be read: {damage.msg}", _HINT),)
    if root.tag != _tag("xliff"):
        return {}, (error(shown, "CK440", "this is not an XLIFF file of version 1.2", _HINT),)
    known: dict[str, str] = {}
    problems: list[Problem] = []
    for unit in root.iter(_tag("trans-unit")):
        source, target = unit.find(_tag("source")), unit.find(_tag("target"))
        text = tidy(_text(target))
        if source is None or target is None or not text:
            continue
        if target.get("state") in _UNCONFIRMED:
            said = f"marked as not yet translated, so it counts as such: “{shortened(normal(_text(source)))}”"
            problems.append(warning(shown, "CK441", said, "confirm it in the translator's program", at=_place(unit)))
        else:
            known[normal(_text(source))] = text
    return known, tuple(problems)


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(str(part) for part in element.itertext())


def _place(unit: etree._Element) -> tuple[int, int]:
    line = unit.sourceline
    return (int(str(line)) if str(line).isdigit() else 1, 1)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
