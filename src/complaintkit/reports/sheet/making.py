"""The evidence sheet as a value: for the team itself with everything, or for one recipient with what it may see only.

What a recipient's sheet says is the case as that recipient is told of it. It shows no picture and no line of an exhibit,
since originals are not blacked out and pictures cannot be searched; no file name, which may name somebody; and no problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from complaintkit.case.disclosing import disclosure_of, may_see
from complaintkit.case.values import Case, Disclosure, Exhibit
from complaintkit.disclosure import for_recipient
from complaintkit.problems import Problem, in_order
from complaintkit.reports.letters_sent import dates_of
from complaintkit.reports.sheet.supporting import CASE_FILE, Supports, Told, supported_by, told
from complaintkit.reports.sheet.timeline import Dated, TimeLine, time_line
from complaintkit.values import frozen

SEEN_BY: dict[Disclosure, str] = {
    "nobody": "for nobody outside the team",
    "olaf": "for OLAF only",
    "institution": "for the institution",
    "everybody": "for everybody",
}
_FILES = {"exhibits.yaml", "custody.jsonl", "copies.jsonl"}
_EXHIBIT = re.compile(r"\bE[1-9][0-9]{0,4}\b")


@frozen
class Card:
    """An exhibit on the sheet: what the register says, who may see it, what it supports, its problems."""

    exhibit: Exhibit
    dated: str
    disclosure: Disclosure
    said: bool
    supports: tuple[Supports, ...]
    problems: tuple[Problem, ...]


@frozen
class Moment:
    """A day of the time line's list: when, what, and where on the page it stands; `incident` or exhibit."""

    dated: str
    name: str
    title: str
    anchor: str
    incident: bool


@frozen
class Sheet:
    """Everything that stands on the page, apart from pictures and first lines; `recipient` is None for the team's own.

    `checked` says in words whether the files were read again, None where that was not done.
    """

    title: str
    on: date
    language: str
    recipient: str | None
    cards: tuple[Card, ...]
    told: tuple[Told, ...]
    line: TimeLine | None
    moments: tuple[Moment, ...]
    undated: tuple[str, ...]
    problems: tuple[Problem, ...]
    checked: str | None

    @property
    def held_back(self) -> tuple[Card, ...]:
        """Return the exhibits that may not go to everybody who sees the complaint."""
        return tuple(card for card in self.cards if card.disclosure in {"nobody", "olaf"} or card.exhibit.withdrawn)


def sheet_of(
    case: Case, on: date, questions: Mapping[str, str], problems: Iterable[Problem], checked: str | None
) -> Sheet:
    """Return the sheet for the team itself; of `problems` those are shown that are about exhibits."""
    about = tuple(problem for problem in in_order(problems) if _is_about_exhibits(problem))
    return _sheet(case, on, told(case, questions), problems=about, checked=checked)


def sheet_for_recipient(case: Case, on: date, questions: Mapping[str, str], recipient: str) -> Sheet:
    """Return the sheet of what one recipient may see: incidents that its selection tells of, exhibits that show them.

    Of those exhibits the ones that it may see by their settings; the others are not on the page. Raises KeyError where
    nothing is selected for the recipient.
    """
    selection = case.selections[recipient]
    tells = {chosen.incident for chosen in (*selection.chosen, *selection.background)}
    shown = for_recipient(case, recipient)
    seen = {
        number
        for number, one in case.register.exhibits.items()
        if one.withdrawn is None and may_see(disclosure_of(one, case), recipient)
    }
    points = tuple(_seen(one, seen) for one in told(shown, questions) if one.id in {*tells, CASE_FILE})
    cited = supported_by(points)
    exhibits = {number: one for number, one in shown.register.exhibits.items() if number in cited}
    register = shown.register.model_copy(update={"exhibits": exhibits})
    incidents = tuple(one for one in shown.incidents if one.id in tells)
    return _sheet(Case(shown.file, incidents, register), on, points, recipient=recipient)


def _seen(one: Told, exhibits: set[str]) -> Told:
    """Return what is told of an incident, as far as exhibits show it that may be seen."""
    points = ((point, tuple(cited for cited in point.cited if cited.exhibit in exhibits)) for point in one.points)
    kept = tuple(type(point)(point.kind, point.text, cited, point.vouched) for point, cited in points if cited)
    return Told(one.id, one.title, one.dated, kept)


def _sheet(
    case: Case, on: date, points: tuple[Told, ...], *,
    recipient: str | None = None, problems: tuple[Problem, ...] = (), checked: str | None = None,
) -> Sheet:  # fmt: skip
    exhibits = sorted(case.register.exhibits.values(), key=lambda one: int(one.id[1:]))
    supports, wrong = supported_by(points), _by_exhibit(problems, exhibits)
    incidents = [Dated(one.id, one.title, one.when, f"incident-{one.id}") for one in case.incidents]
    dated = [Dated(one.id, one.title, one.dated, one.id) for one in exhibits if one.dated]
    return Sheet(
        case.file.title, on, case.file.language, recipient,
        tuple(_card(one, case, supports.get(one.id, ()), wrong.get(one.id, ())) for one in exhibits),
        points, time_line(incidents, dated), _moments(incidents, dated),
        tuple(one.id for one in exhibits if one.dated is None or one.dated.first is None), problems, checked,
    )  # fmt: skip


def _card(exhibit: Exhibit, case: Case, supports: tuple[Supports, ...], problems: tuple[Problem, ...]) -> Card:
    dated = dates_of(exhibit.dated) if exhibit.dated else ""
    return Card(exhibit, dated, disclosure_of(exhibit, case), exhibit.disclosure is not None, supports, problems)


def _moments(incidents: Iterable[Dated], exhibits: Iterable[Dated]) -> tuple[Moment, ...]:
    both = [(one, True) for one in incidents] + [(one, False) for one in exhibits]
    known = [(one, incident) for one, incident in both if one.when.first]
    known.sort(key=lambda item: (item[0].when.first or date.max, item[0].when.last or date.max, not item[1]))
    return tuple(Moment(dates_of(one.when), one.name, one.words, one.anchor, incident) for one, incident in known)


def _is_about_exhibits(problem: Problem) -> bool:
    own = problem.code.startswith("CK5") or problem.file in _FILES or problem.file.startswith("exhibits/")
    return own or bool(_EXHIBIT.search(problem.message))


def _by_exhibit(problems: Iterable[Problem], exhibits: Iterable[Exhibit]) -> dict[str, tuple[Problem, ...]]:
    by_file = {one.file: one.id for one in exhibits}
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        for number in dict.fromkeys(_named(problem, by_file)):
            found.setdefault(number, []).append(problem)
    return {number: tuple(some) for number, some in found.items()}


def _named(problem: Problem, by_file: Mapping[str, str]) -> Iterator[str]:
    if problem.file in by_file:
        yield by_file[problem.file]
    yield from _EXHIBIT.findall(problem.message)
