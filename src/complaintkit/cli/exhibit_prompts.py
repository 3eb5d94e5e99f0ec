"""Asking what shows something: exhibits with the place in each, those that there are to look at, a new one taken in.

The same questions stand after an answer, for an act, and wherever else a claim wants its exhibits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.asking import NoMoreAnswers, Prompt, ask
from complaintkit.cli.common import case_path, now, show_problems
from complaintkit.problems import Refused

if TYPE_CHECKING:
    from complaintkit.case.values import Exhibit, Register

_FORMS = (
    "Exhibits: E3, E4 p. 2. `list` shows them, `list letter` those with a word, `add FILE` takes a new one in.\n"
    "Or `vouched`, if the complainant knows it of its own knowledge. Enter: nothing yet."
)
_MOST_LISTED = 30


@dataclass
class Shown:
    """What may be cited: the register as it stands, and what the incident cites already, which is listed first."""

    register: Register
    cited: tuple[str, ...] = ()

    def ask(self, text: str) -> dict[str, Any]:
        """Return what shows something, in the form of an incident file; nothing where the question was skipped.

        Answers that end here leave it without. The place in an exhibit is asked for where one counts and none was typed.
        """
        try:
            support: dict[str, Any] = ask(self.prompt(text)) or {}
        except NoMoreAnswers:
            return {}
        exhibits = [self._placed(one) for one in support.get("exhibits", ())]
        self.cited = tuple(dict.fromkeys((*self.cited, *map(_number, exhibits))))
        return {**support, "exhibits": exhibits} if exhibits else support

    def prompt(self, text: str) -> Prompt:
        """Return the question alone: what shows something."""
        already = f"\nThis incident cites: {', '.join(self.cited)}." if self.cited else ""
        return Prompt(text, f"{_FORMS}{already}", "", self.accept)

    def one(self, typed: str) -> Any:
        """Return the one exhibit that was typed or taken in, as an incident file cites it; raises ValueError."""
        cited = self.accept(typed).get("exhibits", [])
        if len(cited) != 1:
            raise ValueError("Write one exhibit by its number, such as E3, or E4 p. 2.")
        return cited[0]

    def accept(self, typed: str) -> dict[str, Any]:
        """Return the support that was typed; raises ValueError with what is to be said, the list of exhibits too."""
        from complaintkit.case.answering import parse_support

        word, _, rest = typed.strip().partition(" ")
        if word.lower() == "list":
            raise ValueError("\n  ".join(self._listed(rest.strip())))
        if word.lower() == "add":
            return {"exhibits": [self._added(rest.strip())]}
        return parse_support(typed, self.register.exhibits)

    def _listed(self, word: str) -> Iterator[str]:
        """Yield the exhibits whose number, kind, title or day has a word in it, those of the incident first."""
        wanted = word.casefold()
        found = [one for one in _in_order(self.register, self.cited) if wanted in _line(one).casefold()]
        yield f"{len(found)} of {len(self.register.exhibits)} exhibits{f' with `{word}`' if word else ''}:"
        yield from (_line(one) for one in found[:_MOST_LISTED])
        if len(found) > _MOST_LISTED:
            yield f"and {len(found) - _MOST_LISTED} more: name a word that stands in the title, such as `list letter`"

    def _added(self, typed: str) -> str:
        """Take a file in as an exhibit and return its number; raises ValueError where that cannot be done."""
        from complaintkit.evidence.register import Description, read_register
        from complaintkit.evidence.registering import add

        path = _path(typed)
        if path is None:
            raise ValueError("Write which file: add ~/Documents/letter.pdf")
        try:
            added, problems = add(case_path(), [path], Description(), now().isoformat())
        except Refused as refusal:
            show_problems(refusal.problems)
            raise ValueError("Nothing was added; see above.") from None
        show_problems(problems)
        self.register = read_register(case_path())[0] or self.register
        if len(added) != 1:
            raise ValueError("Nothing was added; see above." if not added else _several(one.exhibit for one in added))
        known = " (it was in the register already)" if added[0].known else ""
        click.echo(f"  {_line(self.register.exhibits[added[0].exhibit])}{known}", err=True)
        return str(added[0].exhibit)

    def _placed(self, typed: Any) -> Any:
        """Return a citation with its place, asked for where the exhibit is longer than a page; a doubtful one is said."""
        from complaintkit.assessment.answers import needs_no_place
        from complaintkit.case.pinpoints import beyond

        exhibit = self.register.exhibits[_number(typed)]
        at = typed["at"] if isinstance(typed, dict) else None
        why = beyond(at, exhibit)
        if why or (at is None and not needs_no_place(exhibit)):
            if why:
                click.echo(f"  {why}. Enter keeps it all the same.", err=True)
            at = _asked_place(exhibit, at)
        return {"exhibit": exhibit.id, "at": at} if at else exhibit.id


def _asked_place(exhibit: Exhibit, typed: str | None) -> str | None:
    """Return the place in an exhibit; one beyond its end has to be typed twice, since the register may be wrong."""
    from complaintkit.case.pinpoints import beyond, pages_of

    doubted = {typed}

    def accept(place: str) -> str:
        if place.isdigit():
            raise ValueError(f"A page or a paragraph? Write `p. {place}` or `para. {place}`.")
        why = beyond(place, exhibit)
        if why and place not in doubted:
            doubted.add(place)
            raise ValueError(f"{why}. Type it again if it is right all the same.")
        return place

    pages = pages_of(exhibit)
    reason = "An exhibit of several pages documents only at a place in it. Enter: leave it open."
    text = f"  Where in {exhibit.id}{f', of {pages} pages' if pages else ''}? (p. 2, para. 4, 00:01:30)"
    try:
        return ask(Prompt(text, reason, typed or "", accept, help_first=False)) or None
    except NoMoreAnswers:
        return typed


def _number(typed: Any) -> str:
    return str(typed["exhibit"] if isinstance(typed, dict) else typed)


def _in_order(register: Register, first: Iterable[str]) -> list[Exhibit]:
    order = {number: place for place, number in enumerate(first)}
    return sorted(
        (one for one in register.exhibits.values() if not one.withdrawn),
        key=lambda one: (order.get(one.id, len(order)), int(one.id[1:])),
    )


def _line(exhibit: Exhibit) -> str:
    """Return an exhibit on one line: number, day, kind, title, pages."""
    from complaintkit.case.pinpoints import pages_of
    from complaintkit.reports.letters_sent import dates_of

    day = f"{dates_of(exhibit.dated)}, " if exhibit.dated and exhibit.dated.known else ""
    pages = pages_of(exhibit)
    return f"{exhibit.id}  {day}{exhibit.kind}: {exhibit.title}{f' ({pages} pages)' if pages and pages > 1 else ''}"


def _several(numbers: Iterable[str]) -> str:
    return f"Several exhibits were added: {', '.join(numbers)}. Write which of them show it."


def _path(typed: str) -> Path | None:
    """Return the file that was typed, or dropped on the terminal, which puts it in quotes or escapes its blanks."""
    quoted = len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\""
    plain = typed[1:-1] if quoted else typed
    if not plain:
        return None
    path = Path(plain).expanduser()
    return path if path.exists() or "\\ " not in plain else Path(plain.replace("\\ ", " ")).expanduser()
