"""How `law import` shows what it found beside what is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from textwrap import wrap

from complaintkit.languages.formats import language_name
from complaintkit.law.importing.choosing import Chosen
from complaintkit.law.importing.comparing import Finding
from complaintkit.problems import Problem, warning
from complaintkit.words import counted

_WIDTH = 100
_MOST_IDS = 60
_MOST_DIFFERENCES = 20
_NOT_KNOWN = (
    "Whether it already read so some time before that day is not known from this file: if EUR-Lex lists consolidated "
    "versions between the two, import those as well. If only the copy held was inexact, import the file with --replace and "
    "--from the first day of the wording held."
)

_TRANSLATED = (
    "Working translations of these were made from the wordings that were replaced: look whether they still fit."
)


def report(chosen: Chosen, findings: tuple[Finding, ...], *, replace: bool) -> tuple[str, ...]:
    """Return the lines that show one act of a file: what it is, and its provisions by what became of them."""
    return tuple(_lines(chosen, findings, replace=replace))


def _lines(chosen: Chosen, findings: tuple[Finding, ...], *, replace: bool) -> Iterator[str]:
    title = dict(chosen.act.titles).get("en") or chosen.act.titles[0][1]
    yield from wrap(f"{title}, in {language_name(chosen.language, 'en')}", _WIDTH)
    last = f" to {chosen.last}" if chosen.last else ""
    yield f"  `{chosen.act.id}`, CELEX {chosen.act.celex}; {chosen.version}; in force from {chosen.first}{last}"
    yield f"  {_size(chosen, findings)}"
    yield ""
    yield from _listed("The same as held", _in(findings, "same"))
    yield from _listed("New", _in(findings, "new"))
    later = _in(findings, "later")
    yield from _with_places(f"Ending the wording held until then ({len(later)})", later)
    if later:
        yield from wrap(_NOT_KNOWN, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    differing = "replaced by the file's wording" if replace else "kept as held; --replace takes the file's wording"
    differs, within = _in(findings, "differs"), _in(findings, "kept")
    yield from _with_places(f"Held for the same time with other words ({len(differs)}), {differing}", differs)
    if differs and replace and chosen.language == "en":
        yield from wrap(_TRANSLATED, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield from _with_places(f"Lying within the time of the wording held ({len(within)}), kept as held", within)
    yield from _listed("Held, and not found in the file", _in(findings, "not found"))
    yield ""


def _size(chosen: Chosen, findings: tuple[Finding, ...]) -> str:
    articles = chosen.part.articles
    empty = sum(not article.paragraphs for article in articles)
    annexes = list(dict.fromkeys(article.annex for article in articles if article.annex))
    found = sum(finding.text is not None for finding in findings)
    parts = [counted(len(articles), "article"), counted(found, "provision")]
    parts += [f"with Annex {', '.join(annexes)}"] if annexes else []
    parts += [f"{empty} without text (repealed)"] if empty else []
    return ", ".join(parts)


def _in(findings: tuple[Finding, ...], state: str) -> list[Finding]:
    return [finding for finding in findings if finding.state == state]


def _listed(heading: str, findings: list[Finding]) -> Iterator[str]:
    if findings:
        ids = [finding.provision for finding in findings]
        more = [f"and {len(ids) - _MOST_IDS} more"] if len(ids) > _MOST_IDS else []
        text = f"{heading} ({len(ids)}): {', '.join((*ids[:_MOST_IDS], *more))}"
        yield from wrap(text, _WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def _with_places(heading: str, findings: list[Finding]) -> Iterator[str]:
    if findings:
        yield f"{heading}:"
    for finding in findings[:_MOST_DIFFERENCES]:
        yield f"  {finding.provision}{_period(finding)}"
        for held, found in finding.places:
            yield from wrap(held, _WIDTH, initial_indent="    held: ", subsequent_indent="          ")
            yield from wrap(found, _WIDTH, initial_indent="    file: ", subsequent_indent="          ")
    if len(findings) > _MOST_DIFFERENCES:
        rest = ", ".join(finding.provision for finding in findings[_MOST_DIFFERENCES:])
        yield from wrap(f"and {rest}", _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _period(finding: Finding) -> str:
    if finding.wording is None:
        return ""
    since = f"from {finding.wording.valid_from}" if finding.wording.valid_from else "from a day that is not held"
    since += "" if finding.wording.quotable else ", not to be quoted"
    ends = f", ends on {finding.first - timedelta(days=1)}" if finding.state == "later" else ""
    return f": held {since}{ends}"


def kept(acts: Iterable[tuple[Chosen, tuple[Finding, ...]]], *, replace: bool) -> Iterator[Problem]:
    """Yield a warning for each act of which wordings were kept although the file has other words."""
    for chosen, findings in acts:
        states = ("kept",) if replace else ("kept", "differs")
        ids = [finding.provision for finding in findings if finding.state in states]
        if ids:
            message = f"the wordings held of {', '.join(ids)} differ from the file and were kept"
            hint = "compare both with EUR-Lex; --replace takes the file's wording where it is for the same time"
            yield warning(f"{chosen.act.id}, {chosen.language}", "CK352", message, hint)
