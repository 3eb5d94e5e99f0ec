"""An Assessment as text to read: the matrix first, then the explanations, then what to do next and to whom.

States are words, not colours or signs, so that a screen reader and a printer say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from complaintkit.assessment.counterfactuals import ways_to_meet
from complaintkit.assessment.values import (
    Assessment,
    CriterionResult,
    GroupResult,
    IncidentResult,
    Outcome,
    ProvisionResult,
    Support,
    Way,
)
from complaintkit.case.values import Incident
from complaintkit.law.values import Law, Provision
from complaintkit.reports.letters_sent import BACK, letters_sent
from complaintkit.reports.proofs import in_words
from complaintkit.reports.recipients import who_can_be_written_to
from complaintkit.reports.steps import next_steps
from complaintkit.reports.wrapping import wrapped as _wrapped
from complaintkit.words import counted

_MOST_WAYS = 2
_CELL = {Outcome.MET: "met", Outcome.NOT_KNOWN: "open", Outcome.NOT_MET: "no"}
_SUPPORT = {
    Support.DOCUMENTED: "documented",
    Support.STATED: "stated by the complainant",
    Support.CONTRADICTED: "contradicted",
    Support.NONE: "without support",
}
_MARK = {Outcome.MET: "met      ", Outcome.NOT_KNOWN: "not known", Outcome.NOT_MET: "not met  "}


def as_text(assessment: Assessment, law: Law, incidents: Iterable[Incident] = ()) -> str:
    """Return the whole report as plain text of at most about 100 columns; the matrix may be wider.

    `incidents` are those of the case, for the letters that were sent and what came back; without them none are told.
    """
    scope = frozenset(assessment.scope)
    writer = _Writer(assessment, law, tuple(one for one in incidents if one.id in scope))
    sections = (section(writer) for section in _SECTIONS)
    return "\n".join("\n".join(lines) + "\n" for lines in sections if lines)


@dataclass
class _Writer:
    assessment: Assessment
    law: Law
    incidents: tuple[Incident, ...] = ()
    criteria: dict[int, list[str]] = field(default_factory=dict)
    ways: dict[tuple[object, ...], list[str]] = field(default_factory=dict)
    provisions: dict[int, list[str]] = field(default_factory=dict)

    def names(self) -> dict[str, str]:
        return {recipient.id: recipient.name for recipient in self.law.recipients}

    def provision(self, provision_id: str) -> Provision:
        return next(provision for provision in self.law.provisions if provision.id == provision_id)

    def titles(self) -> dict[str, str]:
        return {provision.id: provision.title for provision in self.law.provisions}

    def told(self, result: ProvisionResult, titles: Mapping[str, str]) -> list[str]:
        """Return a provision's lines; equal results are one object, and written once."""
        if id(result) not in self.provisions:
            self.provisions[id(result)] = list(_provision(self, result, titles))
        return self.provisions[id(result)]

    def criterion(self, result: CriterionResult) -> list[str]:
        """Return a criterion's lines, likewise."""
        if id(result) not in self.criteria:
            self.criteria[id(result)] = list(_criterion(result))
        return self.criteria[id(result)]


def _heading(text: str) -> list[str]:
    return [text.upper(), "-" * len(text)]


def _opening(writer: _Writer) -> list[str]:
    assessment = writer.assessment
    scope = counted(len(assessment.scope), "incident")
    to = f", as selected for {writer.names().get(assessment.recipient or '', '')}" if assessment.recipient else ""
    return [
        f"Checked on {assessment.on.isoformat()}: {scope}{to}, {len(writer.law.provisions)} provisions.",
        "The outcomes follow from the facts stated in the case. They say nothing about anybody's guilt.",
    ]


def _matrix(writer: _Writer) -> list[str]:
    incidents = writer.assessment.incidents
    if not incidents:
        return ["No incidents yet. Add one with: complaintkit incident add"]
    spoken = [number for number, _ in enumerate(writer.law.provisions) if _speaks(incidents, number)]
    silent = [one.id for number, one in enumerate(writer.law.provisions) if number not in spoken]
    columns = [writer.law.provisions[number].id for number in spoken]
    widths = [max(len(column), 4) for column in columns]
    wide = max(len(result.id) for result in incidents)
    lines = [*_heading("Incidents against provisions"), ""]
    lines.append(f"{'date':10}  {'incident':{wide}}  " + "  ".join(map(str.ljust, columns, widths)))
    lines.extend(_row(result, wide, spoken, widths) for result in incidents)
    legend = (
        "met: every criterion is met on the facts stated; open: not known, and something speaks for it; "
        "no: a criterion is not met; -: nothing asked that speaks for it."
    )
    left_out = f"Nothing asked speaks for these, in no incident: {', '.join(silent)}." if silent else ""
    return [*lines, "", *_wrapped(legend, "", ""), *_wrapped(left_out, "", "")]


def _speaks(incidents: Sequence[IncidentResult], number: int) -> bool:
    return any(_cell(incident.provisions[number]) != "-" for incident in incidents)


def _row(result: IncidentResult, wide: int, spoken: list[int], widths: list[int]) -> str:
    cells = [_cell(result.provisions[number]).ljust(width) for number, width in zip(spoken, widths, strict=True)]
    return f"{_first_day(result):10}  {result.id:{wide}}  {'  '.join(cells)}".rstrip()


def _first_day(incident: IncidentResult) -> str:
    """Return the day, or the month or year where the case knows no more: `2019-01-01` for 2019 would be an invention."""
    if incident.first is None:
        return "undated"
    day = incident.first.isoformat()
    if incident.exact or incident.first.day != 1:
        return day
    return day[:4] if incident.first.month == 1 else day[:7]


def _cell(provision: ProvisionResult) -> str:
    if provision.quiet or (provision.outcome is Outcome.NOT_KNOWN and not provision.proposed):
        return "-"
    return _CELL[provision.outcome]


def _explanations(writer: _Writer) -> list[str]:
    lines = [*_heading("Why")]
    titles = writer.titles()
    for incident in writer.assessment.incidents:
        told = [provision for provision in incident.provisions if _worth_telling(provision)]
        lines += ["", f"{incident.id}  {incident.days}", *_wrapped(incident.title, "  ", "  ")]
        for provision in told:
            lines += writer.told(provision, titles)
        if not told:
            lines.append("  Nothing answered yet speaks for or against a provision.")
            lines.append(f"  Answer questions with: complaintkit incident ask {incident.id}")
    return lines


def _worth_telling(provision: ProvisionResult) -> bool:
    if provision.proposed:
        return True
    failing = any(c.outcome is Outcome.NOT_MET and c.asked and c.reasons for c in provision.criteria)
    return failing and provision.outcome is Outcome.NOT_MET and not provision.quiet


def _provision(writer: _Writer, provision: ProvisionResult, titles: Mapping[str, str]) -> Iterator[str]:
    title = titles[provision.provision]
    yield f"  {provision.provision}  {title}: {provision.outcome.upper()}, {_SUPPORT[provision.support]}"
    shown = provision.criteria
    if provision.outcome is Outcome.NOT_MET:
        shown = tuple(c for c in provision.criteria if c.outcome is Outcome.NOT_MET)
    for criterion in shown:
        yield from writer.criterion(criterion)
    if provision.proposed and provision.outcome is Outcome.NOT_KNOWN:
        yield from _ways(writer, provision)
    if provision.outcome is Outcome.NOT_MET:
        yield from _instead(writer.provision(provision.provision), provision.criteria, titles)


def _ways(writer: _Writer, result: ProvisionResult | GroupResult) -> list[str]:
    """Return the lines of `_smallest_ways`, found once for equal results."""
    key = (result.provision, *map(id, result.criteria))  # equal results are one object
    if key not in writer.ways:
        found = ways_to_meet(writer.provision(result.provision), result)
        writer.ways[key] = list(_smallest_ways(found, writer.law))
    return writer.ways[key]


def _smallest_ways(ways: Sequence[Way], law: Law) -> Iterator[str]:
    """Yield the smallest set of things to find out that would make it met; a second one where it is no larger."""
    for number, way in enumerate(way for way in ways[:_MOST_WAYS] if len(way) == len(ways[0])):
        label = "or if:         " if number else "would be met if:"
        yield from _wrapped(f"{in_words(way, law)}.", f"      {label} ", "                       ")


def _criterion(result: CriterionResult) -> Iterator[str]:
    inference = " [inference]" if result.basis == "inference" else ""
    yield from _wrapped(f"{_MARK[result.outcome]}  {result.text}{inference}", "      ", "                 ")
    for reason in result.reasons:
        if not (result.missing and reason.endswith("? unknown")):  # what is still to do says it already
            yield from _wrapped(reason, "                 because: ", "                          ")
    for missing in result.missing:
        yield from _wrapped(missing, "                 to do:   ", "                          ")


def _groups(writer: _Writer) -> list[str]:
    if not writer.assessment.groups:
        return []
    lines = [*_heading("Courses of conduct"), ""]
    about = "Acts of one official towards one target are counted together; files are not."
    titles = writer.titles()
    by_id = {provision.id: provision for provision in writer.law.provisions}
    lines.append(about)
    for group in writer.assessment.groups:
        lines += _group(group)
        if group.outcome is Outcome.NOT_KNOWN:
            lines += _ways(writer, group)
        if group.outcome is Outcome.NOT_MET:
            lines += _instead(by_id[group.provision], group.criteria, titles)
    return lines


def _group(group: GroupResult) -> Iterator[str]:
    yield ""
    towards = f"{group.official} towards {', '.join(group.targets)}"
    yield f"{group.provision}  {towards}: {group.outcome.upper()} ({counted(group.acts, 'act')})"
    deciding = [c for c in group.criteria if c.outcome is group.outcome]
    for criterion in deciding:
        yield from _criterion(criterion)


def _instead(provision: Provision, criteria: Sequence[CriterionResult], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield what to consider where a provision is not met, as far as the rules name it for the criterion that fails."""
    failed = {criterion.id for criterion in criteria if criterion.outcome is Outcome.NOT_MET}
    for one in provision.instead:
        if one.where is None or one.where in failed:
            text = f"Consider {one.provision} ({titles[one.provision]}) instead."
            yield from _wrapped(f"{text} {one.because}".strip(), "      ", "         ")


def _recipients(writer: _Writer) -> list[str]:
    if not writer.assessment.recipients:  # a letter around the complaint puts no claim to anybody
        return []
    return [*_heading("Who can be written to"), *who_can_be_written_to(writer.assessment, writer.law)]


def _steps(writer: _Writer) -> list[str]:
    lines = [*_heading("What to do next, and to whom")]
    for number, step in enumerate(next_steps(writer.assessment, writer.law), 1):
        lines += ["", *_wrapped(step.text, f"{number}. ", "   ")]
        for detail in step.details:
            lines += _wrapped(detail, "   - ", "     ")
    return lines


def _letters(writer: _Writer) -> list[str]:
    """Return the letters of each incident, in order, each with what came back."""
    sent = [incident for incident in writer.incidents if incident.approaches]
    if not sent:
        return []
    lines = _heading("Letters to the institution, and what came back")
    for incident in sent:
        lines += ["", incident.id]
        for line in letters_sent(incident):
            lines += _wrapped(line, "    " if line.startswith(BACK) else "  ", "      ")
    return lines


_SECTIONS: tuple[Callable[[_Writer], list[str]], ...] = (
    _opening,
    _matrix,
    _explanations,
    _groups,
    _letters,
    _recipients,
    _steps,
)
