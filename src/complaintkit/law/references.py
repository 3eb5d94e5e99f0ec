"""References to provisions, as values: what a case or a rule types, apart from how a language writes it.

Ids are `[act:]article[(n)][(point)]` as the act numbers them: `12a(3)`, `17(1)`, `charter:41(1)`; an unnumbered paragraph
by its place after a slash, `11/1`; an article of one paragraph is `12`; annexes `annexIX:2(1)`. Without an act it is the
Staff Regulations that are meant. Which acts there are, the rules say (`acts.yaml`); whoever holds them passes their ids, or
looks a provision up in them and does not find it.
"""

from __future__ import annotations

import re
from collections.abc import Container

from complaintkit.values import frozen

STAFF_REGULATIONS = "sr"
_PATTERN = re.compile(
    r"(?:(?P<act>(?!annex)[a-z][a-z0-9-]{0,30}):)?(?:annex(?P<annex>[IVX]+):)?"
    r"(?P<article>\d+[a-z]?)(?:/(?P<place>[1-9]\d?)|\((?P<paragraph>\d+[a-z]?)\))?(?:\((?P<point>[a-z]{1,3})\))?"
)


@frozen
class Reference:
    """A citable part of an act: `article` as numbered ("12a"), then a numbered `paragraph` or an unnumbered `place`."""

    act: str
    annex: str | None
    article: str
    paragraph: str | None
    place: int | None
    point: str | None

    def __str__(self) -> str:
        """Return the id, in the one spelling that files and JSON use."""
        act = "" if self.act == STAFF_REGULATIONS else f"{self.act}:"
        annex = f"annex{self.annex}:" if self.annex else ""
        part = f"/{self.place}" if self.place else f"({self.paragraph})" if self.paragraph else ""
        point = f"({self.point})" if self.point else ""
        return f"{act}{annex}{self.article}{part}{point}"


def parse_reference(text: str, acts: Container[str] | None = None) -> Reference | None:
    """Return the reference that an id stands for, or None if it is not written like an id.

    With `acts`, the ids of the acts that the rules hold, an id of any other act is none either.
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None or (acts is not None and (match["act"] or STAFF_REGULATIONS) not in acts):
        return None
    place = int(match["place"]) if match["place"] else None
    act = match["act"] or STAFF_REGULATIONS
    return Reference(act, match["annex"], match["article"], match["paragraph"], place, match["point"])
