"""Write the pages of the documentation that are drawn from the rules and the example: `python tools/make_pages.py`.

Run it after a change in regulations/ or evidence/; a test says when a page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import yaml

from complaintkit.assessment import assess
from complaintkit.assessment.values import Assessment, CriterionResult, IncidentResult, Outcome, ProvisionResult
from complaintkit.case.reading import read_case
from complaintkit.languages.citations import cite, cite_authority
from complaintkit.languages.formats import quoted
from complaintkit.law import lookup
from complaintkit.law.conditions import FactTest, within_it
from complaintkit.law.describing import condition_in_words
from complaintkit.law.loading import load_law
from complaintkit.law.values import Authority, Criterion, Law, NotThis, Provision
from complaintkit.locations import shipped
from complaintkit.scenarios.reading import read_scenarios
from complaintkit.scenarios.values import Scenario

PROJECT = Path(__file__).parents[1]
CLAIMS = PROJECT / "tools" / "report_claims.yaml"
PROVISION = "12a(3)"
_MADE = "<!-- Made by tools/make_pages.py from the rules: change those, and run it again. -->"
_BASIS = {
    "statute": "the wording itself",
    "case": "case law",
    "inference": "**inference**: a careful reading that no source confirms",
}
_READ = {"text": "read in text or summary", "headnote": "headnote read", "facts": "facts read only"}


def main() -> None:
    """Write every page."""
    for path, make in PAGES.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(make(), encoding="utf-8", newline="\n")


def reading_page() -> str:
    """Return the page on how the tool reads Article 12a(3), as Markdown."""
    law = _law()
    provision = lookup.provision(law, PROVISION)
    if provision is None:
        raise KeyError(PROVISION)
    parts = (_opening, _wording, _requirements, _not_enough, _questions, _authorities, _scenarios)
    return "\n".join(line for part in parts for line in part(law, provision))


def example_page() -> str:
    """Return the table of what the report claims against what the rules say, for each incident of the example."""
    law = _law()
    case = read_case(shipped("evidence"), law).readable()
    if case.file.as_of is None:
        raise ValueError("the example has a day on which it is checked")
    return "\n".join(_table(assess(case, law, case.file.as_of), law))


PAGES: dict[Path, Callable[[], str]] = {
    PROJECT / "docs" / "reading" / "article-12a-3.md": reading_page,
    PROJECT / "docs" / "example.md": example_page,
}


def _law() -> Law:
    law, problems = load_law(shipped("regulations"))
    if law is None:
        raise ValueError(problems)
    return law


def _opening(_law: Law, provision: Provision) -> Iterator[str]:
    name = cite(provision.id, "en", with_act=False)
    yield f"# How the tool reads {name}: {provision.title.lower()}"
    yield from ("", _MADE, "")
    yield f'`complaintkit law show "{provision.id}"` prints the same for any provision, in any language that is held.'
    yield "What the provision says stands first; what it is taken to require, after it. The two are never mixed."
    yield ""


def _wording(law: Law, provision: Provision) -> Iterator[str]:
    yield from ("## What it says", "")
    for wording in lookup.wordings_of(law, provision.id):
        if wording.language == "en" and wording.quotable:
            since = f"from {wording.valid_from}" if wording.valid_from else "from a day that is not held"
            until = f"to {wording.valid_to}" if wording.valid_to else "and still in force"
            yield from (f"> {line}" for line in quoted(wording.text, "en").split("\n"))
            yield from (
                "",
                f"CELEX {wording.celex}; {wording.version}; in force {since} {until}; {wording.confirmed}.",
                "",
            )


def _requirements(law: Law, provision: Provision) -> Iterator[str]:
    yield from ("## What it is taken to require", "")
    if provision.note:
        yield from (" ".join(provision.note.split()), "")
    for criterion in provision.criteria:
        yield from _criterion(law, criterion)


def _criterion(law: Law, criterion: Criterion) -> Iterator[str]:
    yield from (f"### `{criterion.id.rpartition('.')[2]}`: {criterion.text}", "")
    yield f"* Basis: {_BASIS[criterion.basis]}{_named(law, criterion.authorities)}."
    yield "* Decided by:"
    yield from ("", "  ```text")
    yield from (f"  {line}" for line in condition_in_words(criterion.decided_by, law))
    yield from ("  ```", "")
    yield from _statements(law, criterion.not_this)
    if criterion.note:
        yield f"* Note: {' '.join(criterion.note.split())}"
    yield ""


def _named(law: Law, names: Iterable[str]) -> str:
    held = [one for name in names if (one := lookup.authority(law, name))]
    return f" ({', '.join(f'{one.parties}, {one.case}' for one in held)})" if held else ""


def _statements(law: Law, statements: Iterable[NotThis]) -> Iterator[str]:
    for one in statements:
        yield f"* Mind: {one.statement} Basis: {_BASIS[one.basis]}{_named(law, one.authorities)}."


def _not_enough(law: Law, provision: Provision) -> Iterator[str]:
    if provision.not_this or provision.instead:
        yield from ("## What it is not, and what to consider instead", "")
        yield from _statements(law, provision.not_this)
        for one in provision.instead:
            failing = f"`{one.where.rpartition('.')[2]}` is" if one.where else "it is"
            yield f"* Where {failing} not met: {cite(one.provision, 'en', with_act=False)}. {one.because}".rstrip()
        yield ""


def _questions(law: Law, provision: Provision) -> Iterator[str]:
    conditions = [part for criterion in provision.criteria for part in within_it(criterion.decided_by)]
    asked = dict.fromkeys(part.question for part in conditions if isinstance(part, FactTest))
    yield from (
        "## What is asked",
        "",
        "| question | how to answer it | what would support the answer |",
        "|---|---|---|",
    )
    for name in asked:
        question = lookup.question(law, name)
        if question is not None:
            yield f"| {question.text} | {' '.join(question.help.split())} | {' '.join(question.example.split())} |"
    yield ""


def _authorities(law: Law, provision: Provision) -> Iterator[str]:
    resting: list[Criterion | NotThis] = [*provision.criteria, *provision.not_this]
    resting += [one for criterion in provision.criteria for one in criterion.not_this]
    yield from ("## What was read of the authorities", "")
    for name in dict.fromkeys(name for part in resting for name in part.authorities):
        held = lookup.authority(law, name)
        if held is not None:
            yield f"* {_authority(held)}"
    yield ""


def _authority(held: Authority) -> str:
    return f"{cite_authority(held, 'en')} ({_READ[held.level]}): {' '.join(held.holds.split())}"


def _scenarios(law: Law, provision: Provision) -> Iterator[str]:
    found, _ = read_scenarios(shipped("regulations"), law)
    about = [scenario for scenario in found if any(_about(e.subject, provision.id) for e in scenario.expectations)]
    yield from ("## How that is tested", "", "`complaintkit law test` runs these small cases, among others:", "")
    yield from ("| case | what is expected | rests on |", "|---|---|---|")
    for scenario in about:
        expected = ", ".join(
            f"`{e.subject}`: {e.expected}" for e in scenario.expectations if _about(e.subject, provision.id)
        )
        yield f"| {' '.join(scenario.says.split())} | {expected} | {_rests_on(law, scenario)} |"
    yield ""


def _about(subject: str, provision: str) -> bool:
    return subject == provision or subject.startswith(f"{provision}.")


def _rests_on(law: Law, scenario: Scenario) -> str:
    named = _named(law, scenario.authorities).strip(" ()")
    return named or scenario.source or scenario.basis


def _table(assessment: Assessment, law: Law) -> Iterator[str]:
    claims = yaml.safe_load(CLAIMS.read_text(encoding="utf-8"))["claims"]
    yield "# The example: what the report claims, and what the rules say"
    yield from ("", _MADE, "")
    yield f"The published report claims breaches of three articles. Checked on {assessment.on}, on the facts as the report"
    yield "and its annexes give them, the rules agree with part of that, and find other things worth a look. Outcomes follow"
    yield "from the facts stated; they say nothing about anybody's guilt. *Open* is not known, with something that"
    yield "speaks for it."
    yield from ("", "## What the report claims", "", "| the report writes | of what | incidents |", "|---|---|---|")
    for claim in claims:
        yield f"| {claim['written']} (`{claim['provision']}`) | {claim['about']} | {', '.join(claim['incidents'])} |"
    yield from ("", "## Incident by incident", "")
    yield from (
        "| incident | the report claims | the rules say of that | the rules find besides |",
        "|---|---|---|---|",
    )
    for incident in assessment.incidents:
        yield _row(incident, [claim["provision"] for claim in claims if incident.id in claim["incidents"]], law)
    yield from ("", "## Courses of conduct (Article 12a)", "")
    yield from ("| official, towards | acts | outcome | why |", "|---|---:|---|---|")
    for group in assessment.groups:
        towards = f"{group.official}, {', '.join(group.targets)} (`{group.provision}`)"
        yield f"| {towards} | {group.acts} | {group.outcome} | {_why_not_met(group.criteria)} |"
    yield ""


def _row(incident: IncidentResult, claimed: list[str], law: Law) -> str:
    by_id = {result.provision: result for result in incident.provisions}
    of_claims = [by_id[name] for name in claimed]
    besides = [result for result in incident.provisions if result.proposed and result.provision not in claimed]
    said = "<br>".join(_outcome(result, law) for result in of_claims) or "-"
    found = "<br>".join(_outcome(result, law) for result in besides) or "-"
    title = f"{incident.title} ({incident.days})"
    return f"| {title} | {', '.join(f'`{name}`' for name in claimed) or '-'} | {said} | {found} |"


def _outcome(result: ProvisionResult, law: Law) -> str:
    provision = lookup.provision(law, result.provision)
    title = provision.title if provision else ""
    word = "open" if result.outcome is Outcome.NOT_KNOWN and result.proposed else str(result.outcome)
    why = f": {_why_not_met(result.criteria)}" if result.outcome is not Outcome.MET else ""
    return f"`{result.provision}` {title}: **{word}**{why}"


def _why_not_met(criteria: Sequence[CriterionResult]) -> str:
    """Return the first criterion that is not met with its reasons; where none is, those that are not known."""
    failing = next((one for one in criteria if one.outcome is Outcome.NOT_MET), None)
    if failing is not None:
        inference = " (inference)" if failing.basis == "inference" else ""
        return f"“{failing.text}”{inference} {' '.join(failing.reasons[:2])}"
    unknown = (f"`{one.id.rpartition('.')[2]}`" for one in criteria if one.outcome is Outcome.NOT_KNOWN)
    return f"not known: {', '.join(unknown)}"


if __name__ == "__main__":
    sys.exit(main())
