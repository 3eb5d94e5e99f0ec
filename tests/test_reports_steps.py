"""What to do next: drawn from small assessments made by hand, in the order in which a careful sender would go about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    CriterionResult,
    Deadline,
    Elsewhere,
    IncidentResult,
    Notice,
    Outcome,
    ProvisionResult,
    RecipientResult,
    Renewal,
    Support,
)
from complaintkit.law.loading import load_law
from complaintkit.law.values import Blocking, Law
from complaintkit.problems import error, warning
from complaintkit.reports.steps import next_steps

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
NOTHING = Assessment(date(2020, 10, 2), None, (), (), (), (), ())
FINE = ConditionResult("O1", None, "The complainant is identified.", MET, "statute", (), None)
NO_APPROACH = ConditionResult("O7", None, "It was raised before.", NOT_MET, "statute", (), "write first")
OPEN = ConditionResult("O8", None, "A reasonable time has passed.", NOT_KNOWN, "inference", (), "wait, then ask")
TOO_LATE = ConditionResult(
    "O6", None, "Within two years.", NOT_MET, "statute", (), None, left="suggest an own initiative"
)


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, _ = load_law(regulations)
    assert found is not None
    return found


def claim(name: str, *conditions: ConditionResult, deadline: Deadline | None = None) -> ClaimResult:
    outcomes = {condition.outcome for condition in conditions}
    worst = next((one for one in (NOT_MET, NOT_KNOWN) if one in outcomes), MET)
    return ClaimResult(name, (name,), worst, conditions, deadline)


def to(recipient: str, *claims: ClaimResult, notices: tuple[Notice, ...] = ()) -> RecipientResult:
    return RecipientResult(recipient, MET, claims, notices)


def asking(incident: str, outcome: Outcome, *missing: str, proposed: bool = True) -> IncidentResult:
    """Return an incident with one provision of that outcome, whose criterion lacks answers."""
    criterion = CriterionResult("12.reflects", "Text.", outcome, Support.NONE, "statute", (), (), missing, asked=True)
    provision = ProvisionResult("12", outcome, Support.NONE, (criterion,), proposed)
    return IncidentResult(incident, "Invented", None, None, (provision,))


def steps(law: Law, *recipients: RecipientResult, **fields: object) -> list[tuple[str, tuple[str, ...]]]:
    found = next_steps(replace(NOTHING, recipients=recipients, **fields), law)
    return [(step.text, step.details) for step in found]


def test_where_there_is_nothing_to_do_there_are_no_steps(law):
    assert steps(law) == []


def test_errors_are_mended_first_and_warnings_do_not_count(law):
    problems = (error("case.yaml", "CK210", "wrong"), warning("case.yaml", "CK221", "odd"))
    (text, _), *_ = steps(law, to("olaf", claim("a", FINE)), problems=problems)
    assert text == "Mend the 1 problem named above: what they touch was left out of this check."


def test_what_can_go_and_what_is_open_are_told_with_the_command_to_choose(law):
    ((text, details),) = steps(law, to("ombudsman", claim("a", FINE), claim("b", FINE, OPEN)))
    assert "European Ombudsman: no condition stands in the way of these: a; " in text
    assert text.endswith("nothing rules these out, but not all is known: b.")
    assert details == (
        "O8 is not known: wait, then ask",
        "Choose with: complaintkit select --recipient ombudsman",
    )


def test_the_next_deadlines_come_first_and_warnings_before_the_command(law):
    late = Deadline(date(2021, 3, 1), None, ())
    soon = Deadline(date(2020, 11, 30), date(2020, 11, 27), ())
    notices = (Notice("L5", "notice", None, "Not both at once.", warn=True), Notice("L6", "notice", None, "Free."))
    claims = claim("a", FINE, deadline=late), claim("b", FINE, deadline=soon)
    ((_, details),) = steps(law, to("olaf", *claims, notices=notices))
    assert details == (
        "b: last day 2020-11-30, safely by 2020-11-27",
        "a: last day 2021-03-01",
        "Mind L5: Not both at once.",
        "Choose with: complaintkit select --recipient olaf",
    )


def test_a_cure_stands_once_with_every_claim_that_it_helps(law):
    claims = claim("a", NO_APPROACH), claim("b", FINE, NO_APPROACH)
    ((text, details),) = steps(law, to("ombudsman", *claims))
    assert text.startswith("What would open the way to ")
    assert details == ("O7: write first (a, b)",)


def test_what_is_shut_for_good_has_no_cure_but_says_what_is_left(law):
    one, other = claim("a", TOO_LATE, NO_APPROACH), claim("b", FINE)
    can_go, (text, details) = steps(law, to("ombudsman", one, other))
    assert "b" in can_go[0]
    assert text.startswith("What is left where O6 shuts the way to ")
    assert text.endswith("European Ombudsman (a):")
    assert details == (
        "suggest an own initiative",
        "No reply, refusal or silence of the kind is recorded in the case yet.",
    )
    ((text, _),) = steps(law, to("ombudsman", one))
    assert "(every claim)" in text


def test_who_is_competent_instead_is_told_with_whether_the_way_there_is_open(law):
    other = Elsewhere("eeas", "It has no time limit.")
    late = replace(TOO_LATE, elsewhere=(other,))
    found = steps(
        law, to("ombudsman", claim("a", late), claim("b", late)), to("eeas", claim("a", OPEN), claim("b", FINE))
    )
    told = next(details for text, details in found if "O6 shuts" in text)
    assert (
        told[-1]
        == "European External Action Service: It has no time limit. Open or not ruled out there: every one of these."
    )
    no_evidence = ConditionResult("E4", None, "There is evidence.", NOT_MET, "statute", (), None)
    found = steps(law, to("ombudsman", claim("a", late)), to("eeas", claim("a", no_evidence)))
    told = next(details for text, details in found if "O6 shuts" in text)
    assert told[-1].endswith("Not open there to this complainant: E4 is not met (There is evidence).")


def test_a_letter_that_blocks_another_is_told_where_both_ways_are_open(law):
    notice = Notice("L7", "notice", None, "Not both.", blocks=(Blocking("eeas", "It would stand still.", None),))
    olaf = to("olaf", claim("a", OPEN), notices=(notice,))
    blocked = "Not at once to the European External Action Service about the same facts: a. It would stand still."
    assert blocked in steps(law, olaf, to("eeas", claim("a", FINE)))[1][1]
    assert blocked not in steps(law, olaf, to("eeas", claim("a", NO_APPROACH)))[0][1]


def test_a_later_reply_is_told_as_a_complaint_about_itself_only(law):
    renewal = Renewal(
        "O6", "a", "refusal", date(2026, 3, 2), date(2026, 1, 5), "a meeting", Deadline(date(2028, 3, 2), None, ())
    )
    late = replace(claim("a", TOO_LATE), renewals=(renewal,))
    (text, details), (_, left) = steps(law, to("ombudsman", late))
    assert text == "What can be put to the European Ombudsman anew, as a complaint about itself only:"
    (told,) = details
    assert told == (
        "a: The refusal of 2026-03-02 to the letter of 2026-01-05 (about a meeting) opens a new complaint, until "
        "2028-03-02: about that refusal only, it revives nothing."
    )
    assert left == ("suggest an own initiative",)


def test_where_no_letter_is_made_it_is_said_what_to_do_instead(law):
    ((_, details),) = steps(law, to("edps", claim("a", OPEN)))
    assert details[-1].startswith("No letter is made to the European Data Protection Supervisor")


def test_of_many_claims_only_the_first_are_named(law):
    late = [claim(name, TOO_LATE) for name in "abcdef"]
    found = steps(law, to("ombudsman", *late, claim("g", FINE)))
    assert found[-1][0].endswith("(a, b, c and 3 more):")


def test_recipients_come_in_the_order_of_the_rules(law):
    results = [to(one.id, claim("a", FINE)) for one in reversed(law.recipients)]
    for recipient, (text, _) in zip(law.recipients, steps(law, *results), strict=True):
        assert f"{recipient.name}: no condition" in text


def test_the_questions_that_settle_most_come_last_each_counted_once_an_incident(law):
    incidents = (
        asking("a", NOT_KNOWN, "Ask: Who heard it? (listeners)", "Ask: Was it public? (already-public)"),
        asking("b", NOT_KNOWN, "Find out: Who heard it? (listeners)"),
        asking("c", NOT_KNOWN, "Ask: Was it public? (already-public)", proposed=False),  # nothing speaks for it
        asking("d", MET, "Ask: Was it public? (already-public)"),  # nothing is open
    )
    ((text, details),) = steps(law, incidents=incidents)
    assert text == "Find out first what would settle most of what is open:"
    assert details == ("Who heard it? (listeners) [2 incidents]", "Was it public? (already-public) [1 incident]")
