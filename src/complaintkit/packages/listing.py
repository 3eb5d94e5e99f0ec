"""The list of a package: `package.json` for programs and `package verify`, `index.html` for readers and screen readers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any

from complaintkit import __version__
from complaintkit.letters.values import Letter
from complaintkit.packages.covers import cited
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.values import Bound, Bundle, Lines, Nothing, Pages, Pictures

SCHEMA = "complaintkit/package/1"
_STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;line-height:1.4}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.5em;"
    "border-bottom:1px solid #999}td.pages{white-space:nowrap}small{color:#444}"
)


def listed(
    letter: Letter,
    files: Mapping[str, bytes],
    bundle: Bundle,
    *,
    converted: Iterable[Mapping[str, Any]],
    custody: tuple[int, str],
) -> bytes:
    """Return `package.json`: what each file is, where each annex stands in the bundle, what another program made.

    It holds numbers, digests and file names, no titles, and no number of an exhibit in the sender's register.
    """
    data = {
        "schema": SCHEMA,
        "complaintkit": __version__,
        "recipient": letter.recipient,
        "version": letter.version or None,
        "language": letter.language,
        "on": letter.on.isoformat(),
        "custody": {"entries": custody[0], "head": custody[1]},
        "letter": [_file(f"data/{name}", content) for name, content in sorted(files.items())],
        "bundle": {
            "pages": bundle.pages,
            "parts": [
                {**_file(f"data/{part.name}", part.data), "first": part.first, "index": part.index, "pages": part.pages}
                for part in bundle.parts
            ],
        },
        "annexes": [_annex(bound, bundle) for bound in bundle.annexes],
        "converted": list(converted),
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _file(name: str, data: bytes) -> dict[str, Any]:
    return {"file": name, "sha256": sha256(data).hexdigest(), "size": len(data)}


def _annex(bound: Bound, bundle: Bundle) -> dict[str, Any]:
    annex = bound.annex
    copy = annex.copy
    return {
        "number": annex.number,
        "withheld": copy is None,
        "file": f"data/{annex.file}" if copy else None,
        "sha256": copy.sha256 if copy else None,
        "printed": _printed(bound),
        "in": f"data/{bundle.parts[bound.part].name}",
        "cover": bound.cover,
        "pages": bound.content.count,
        "cited": [{"at": place.text, "page": bound.page(place.page) if place.page else None} for place in annex.places],
    }


def _printed(bound: Bound) -> str:
    match bound.content:
        case Pages():
            return "its pages"
        case Lines():
            return "its text"
        case Pictures():
            return "its pictures"
        case Nothing():
            return "nothing"


def page_of(heading: Heading, labels: Labels, letters: Iterable[str], bundle: Bundle) -> bytes:
    """Return `index.html`: the list of annexes with links to the enclosed files and to the pages of the bundle."""
    title = f'<meta charset="utf-8"><title>{escape(heading.title)}</title>'
    head = f'<!DOCTYPE html>\n<html lang="{labels.language}">\n<head>{title}'
    above = "".join(f"<p>{escape(line)}</p>\n" for line in heading.lines)
    names = [*sorted(letters), *(part.name for part in bundle.parts)]
    files = "".join(f'<li><a href="{name}">{name}</a></li>\n' for name in names)
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in (*heading.columns, labels.page_column()))
    rows = "".join(_row(bound, bundle, labels) for bound in bundle.annexes)
    text = (
        f"{head}<style>{_STYLE}</style></head>\n<body>\n<h1>{escape(heading.title)}</h1>\n{above}<ul>\n{files}</ul>\n"
        f"<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</body>\n</html>\n"
    )
    return text.encode()


def _row(bound: Bound, bundle: Bundle, labels: Labels) -> str:
    part = bundle.parts[bound.part]
    pages = str(bound.cover) if bound.last == bound.cover else f"{bound.cover}–{bound.last}"
    link = f'<a href="{part.name}#page={bound.cover - part.first + 1}">{pages}</a>'
    number = f'<th scope="row">{bound.annex.number}</th>'
    return f'<tr>{number}<td>{"<br>".join(_about(bound, labels))}</td><td class="pages">{link}</td></tr>\n'


def _about(bound: Bound, labels: Labels) -> Iterator[str]:
    annex = bound.annex
    if annex.copy is None:
        yield escape(labels.withheld())
        return
    yield escape(annex.title)
    if annex.details:
        yield f"<small>{escape(' · '.join(annex.details))}</small>"
    places = [cited(bound, place.text, place.page, labels) for place in annex.places]
    if places:
        yield f"<small>{escape(labels.cited(places))}</small>"
    yield f'<a href="{annex.file}">{annex.file}</a>'
