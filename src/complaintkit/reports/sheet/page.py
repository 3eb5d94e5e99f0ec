"""The sheet as HTML, in pieces, so that no page has to fit into memory as a whole.

Every value is escaped by Jinja and set apart by `bdi`, so that marks which turn the direction of writing end where the value
ends. The page names its only style by its digest in a Content-Security-Policy (CSP Level 3) that allows nothing else but
pictures within the page: no script, no frame, no address elsewhere. What is written follows from what goes in, byte by byte.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from complaintkit.case.values import Exhibit
from complaintkit.evidence.previewing.values import Preview
from complaintkit.evidence.reading.names import shown
from complaintkit.reports.sheet.making import SEEN_BY, Card, Sheet
from complaintkit.source.reading import UNPRINTABLE

_HERE = Path(__file__).parent
_GENERATOR = b'<meta name="generator" content="complaintkit evidence sheet">'
_HEAD = 2_000


def pieces(sheet: Sheet, previews: Callable[[Iterable[Exhibit]], Iterable[Preview]] | None) -> Iterator[bytes]:
    """Yield the page; `previews` gives what can be shown of exhibits, in their order, when its turn comes."""
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    values = {
        "sheet": sheet,
        "style": Markup(style),  # noqa: S704 - our own file
        "digest": base64.b64encode(sha256(style.encode()).digest()).decode(),
        "cards": _with_previews(sheet.cards, previews),
        "seen_by": SEEN_BY,
    }
    stream = _environment().get_template("page.html.jinja").stream(values)
    stream.enable_buffering(200)
    for piece in stream:
        yield piece.encode()


def is_sheet(head: bytes) -> bool:
    """Tell whether a file that begins so was written here, so that it may be written anew."""
    return _GENERATOR in head[:_HEAD]


def _with_previews(
    cards: tuple[Card, ...], previews: Callable[[Iterable[Exhibit]], Iterable[Preview]] | None
) -> Iterable[tuple[Card, Preview | None]]:
    if previews is None:
        return ((card, None) for card in cards)
    return zip(cards, previews(card.exhibit for card in cards), strict=True)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"said": _said, "name": _name, "uri": _uri, "tag": _tag, "clean": _clean}
    return environment


def _clean(text: object) -> str:
    return UNPRINTABLE.sub("\ufffd", str(text))


def _said(text: object, language: str | None = None) -> Markup:
    """Return what somebody typed, set apart from what stands around it, with its language where that is known."""
    tagged = Markup(' lang="{}"').format(_tag(language)) if language and _tag(language) else Markup("")
    return Markup("<bdi{}>{}</bdi>").format(tagged, escape(_clean(text)))


def _name(text: object) -> Markup:
    """Return a name that came out of a file, with what is not seen in it written out."""
    return Markup('<bdi class="name">{}</bdi>').format(shown(str(text)))


def _tag(language: str | None) -> str:
    """Return a language as an attribute may hold it, or nothing."""
    return language if language and language.isascii() and language.replace("-", "").isalnum() else ""


def _uri(picture: bytes) -> Any:
    return Markup("data:image/jpeg;base64,") + base64.b64encode(picture).decode()
