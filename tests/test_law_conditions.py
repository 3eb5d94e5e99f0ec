"""From YAML to conditions, and whether a condition can be decided at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law import conditions as c
from complaintkit.law.conditions import Period
from complaintkit.law.decidability import dead_parts, never_decided
from complaintkit.law.reading_conditions import ConditionReader
from complaintkit.law.values import Law, Question, Translations
from complaintkit.source.documents import parse_document

QUESTIONS = {
    question.id: question
    for question in (
        Question("on-duty", "", "", "", "yes-no"),
        Question("manner", "", "", "", "choice", ("insulting", "neutral")),
        Question("listeners", "", "", "", "persons"),
        Question("times", "", "", "", "number"),
        Question("asked-on", "", "", "", "date"),
    )
}
LAW = Law((), (), (), tuple(QUESTIONS.values()), (), (), Translations("", ()), "")


def read(text: str) -> tuple[c.Condition | None, ConditionReader]:
    document, problems = parse_document(f"decided_by: {text}\n", "criteria/x.yaml")
    assert problems == ()
    assert document is not None
    reader = ConditionReader(document, QUESTIONS, "12a(3)", ("improper", "bound"))
    return reader.read(document.data["decided_by"], ("decided_by",)), reader


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("{fact: on-duty}", c.FactIs("on-duty")),
        ("{fact: on-duty, is: no}", c.FactIs("on-duty", ("no",))),
        ("{fact: manner, in: [insulting, neutral]}", c.FactIs("manner", ("insulting", "neutral"))),
        ("{fact: listeners, given: true}", c.FactGiven("listeners")),
        ("{fact: listeners, given: false}", c.FactGiven("listeners", expected=False)),
        ("{fact: times, at_least: 2}", c.FactNumber("times", "at_least", 2)),
        (
            "{fact: manner, outcomes: {insulting: met, neutral: not known}}",
            c.FactIs("manner", (), (("insulting", "met"), ("neutral", "not known"))),
        ),
        ("{unknown: Nobody can say.}", c.Unknown("Nobody can say.")),
        ("{not: {fact: on-duty}}", c.Not(c.FactIs("on-duty"))),
        ("{all: [{fact: on-duty}]}", c.All((c.FactIs("on-duty"),))),
        ("{always: met}", c.All(())),
        ("{days_with_acts: 2, where: improper}", c.DaysWithActs(2, "12a(3).improper")),
        ("{days_with_acts: 3}", c.DaysWithActs(3)),
        ("{targets: persons}", c.TargetsArePersons()),
        ("{every_incident: {fact: on-duty}}", c.EveryIncident(c.FactIs("on-duty"))),
        ("{some_incident: {fact: on-duty}}", c.SomeIncident(c.FactIs("on-duty"))),
        ("{within: {years: 2}, of: knowledge}", c.Within(Period(2, "years"))),
        (
            "{waited: {met_after: {months: 2}, not_met_until: {working_days: 15}}, since: approach}",
            c.Waited(Period(2, "months"), Period(15, "working_days")),
        ),
        ("{within: {months: 3}, of: {fact: asked-on}}", c.Within(Period(3, "months"), "asked-on")),
        (
            "{waited: {months: 4}, since: {fact: asked-on}}",
            c.Waited(Period(4, "months"), Period(4, "months"), "asked-on"),
        ),
        (
            "{waited: {met_after: {months: 2}, not_met_until: {weeks: 3}}, since: {fact: asked-on}}",
            c.Waited(Period(2, "months"), Period(3, "weeks"), "asked-on"),
        ),
        (
            "{waited: {months: 2}, since: {fact: asked-on}, until: {fact: asked-on}}",
            c.Waited(Period(2, "months"), Period(2, "months"), "asked-on", "asked-on"),
        ),
        (
            "{waited: {working_days: 15}, since: approach}",
            c.Waited(Period(15, "working_days"), Period(15, "working_days")),
        ),
    ],
)
def test_each_way_to_write_a_condition(text: str, condition: c.Condition) -> None:
    found, reader = read(text)
    assert reader.problems == []
    assert found == condition


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on-duty", "a condition is a mapping"),
        ("[on-duty]", "a condition is a mapping"),
        ("{}", "has no operator"),
        ("{fct: on-duty}", "has no operator"),
        ("{fact: on-duty, unknown: Both.}", "more than one operator"),
        ("{fact: on-duty, iss: no}", "`iss` does not go with `fact`"),
        ("{not: {fact: on-duty}, is: no}", "`is` does not go with `not`"),
        ("{fact: manner, is: insulting, in: [neutral]}", "only one of"),
        ("{fact: manner, in: []}", "at least one answer"),
        ("{fact: manner, in: insulting}", "needs a list"),
        ("{fact: manner, given: yes}", "true or false"),
        ("{fact: manner, outcomes: []}", "a table"),
        ("{fact: manner, outcomes: {insulting: meet}}", "`meet` is no outcome"),
        ("{fact: manner, outcomes: {insult: met}}", "`insult` is no answer"),
        ("{fact: on-duty, is: maybe}", "`maybe` is no answer"),
        ("{fact: on-duty, is: true}", "is no answer"),
        ("{fact: listeners, is: somebody}", "no answers to choose from"),
        ("{fact: on-duty, at_least: 2}", "is no number"),
        ("{fact: times, at_least: none}", "not a whole number"),
        ("{fact: times, at_least: 0}", "not a whole number"),
        ("{fact: [on-duty]}", "no question"),
        ("{all: []}", "at least one condition"),
        ("{any: {fact: on-duty}}", "needs a list"),
        ("{unknown: }", "the reason"),
        ("{always: not met}", "must be `met`"),
        ("{targets: organisations}", "must be `persons`"),
        ("{days_with_acts: 2, where: impropre}", "no criterion `impropre`"),
        ("{within: {years: 2}}", "must be `knowledge` or {fact: QUESTION}"),
        ("{within: two years, of: knowledge}", "a period is written as"),
        ("{within: {fortnights: 2}, of: knowledge}", "a period is written as"),
        ("{waited: {met_after: {months: 2}}, since: approach}", "needs `met_after` and `not_met_until`"),
        ("{waited: {months: 2}}", "must be `approach` or"),
        ("{waited: {months: 2}, since: approach, until: {fact: asked-on}}", "`until` needs `since: {fact: QUESTION}`"),
        ("{waited: {months: 2}, since: {fact: asked-on}, until: today}", "`until` must be {fact: QUESTION}"),
        ("{waited: {months: 2}, since: {fact: asked-on}, until: {fact: on-duty}}", "is no date"),
        ("{within: {months: 3}, of: {fact: on-duty}}", "is no date"),
        ("{within: {months: 3}, of: {fact: asked-off}}", "no question `asked-off`"),
        ("{within: {months: 3}, of: {facts: asked-on}}", "must be `knowledge` or"),
        ("{waited: two months, since: approach}", "a period is written as"),
        ("{waited: {met_after: {days: 15}, not_met_until: {months: 2}}, since: approach}", "both would hold at once"),
        ("{within: {years: 0}, of: knowledge}", "no period that a rule could set"),
        ("{within: {months: -2}, of: knowledge}", "no period that a rule could set"),
        ("{within: {days: true}, of: knowledge}", "no period that a rule could set"),
        ("{within: {years: 10000}, of: knowledge}", "no period that a rule could set"),
        ("{within: {working_days: 10000000000}, of: knowledge}", "no period that a rule could set"),
        ("{within: {years: 2, months: 6}, of: knowledge}", "a period is written as"),
        ("{spread: {weeks: 0}}", "no period that a rule could set"),
    ],
)
def test_a_mistake_is_said_at_its_place_and_nothing_is_made_of_it(text: str, said: str) -> None:
    found, reader = read(text)
    assert found is None
    assert [said in problem.message for problem in reader.problems] == [True]
    assert reader.problems[0].line == 1
    assert reader.problems[0].column is not None


def test_the_hint_names_what_was_meant() -> None:
    assert read("{fact: on-dty}")[1].problems[0].hint == "did you mean `on-duty`?"
    assert read("{fact: manner, is: nutral}")[1].problems[0].hint == "did you mean `neutral`?"
    assert read("{fct: on-duty}")[1].problems[0].hint == "did you mean `fact`?"
    assert read("{within: {month: 3}, of: knowledge}")[1].problems[0].hint == "did you mean `months`?"
    assert read("{within: {days: 0}, of: knowledge}")[1].problems[0].hint == "write a whole number from 1 to 36500"


def test_the_questions_asked_are_remembered() -> None:
    _, reader = read("{any: [{fact: on-duty}, {not: {fact: manner, is: neutral}}]}")
    assert reader.used == {"on-duty", "manner"}


def test_the_question_that_a_period_runs_from_is_a_question_asked() -> None:
    _, reader = read("{any: [{within: {months: 3}, of: {fact: asked-on}}, {fact: on-duty}]}")
    assert reader.used == {"asked-on", "on-duty"}


DUTY = c.FactIs("on-duty")
UNKNOWN = c.Unknown("Nobody can say.")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (UNKNOWN, "stays not known"),
        (c.Not(UNKNOWN), "stays not known"),
        (c.All((DUTY, c.Not(DUTY))), "contradicts itself"),
        (c.All((DUTY, c.Not(DUTY), UNKNOWN)), "contradicts itself"),
        (c.Any((DUTY, c.Not(DUTY))), "it is met"),
        (c.EveryIncident(c.All((DUTY, c.Not(DUTY)))), "contradicts itself"),
        (c.FactIs("manner", ("insulting", "neutral")), "it is met"),
    ],
)
def test_what_answers_can_never_decide(condition: c.Condition, said: str) -> None:
    assert said in (never_decided(condition, LAW) or "")


@pytest.mark.parametrize(
    "condition",
    [
        DUTY,
        c.All(()),
        c.All((DUTY, UNKNOWN)),
        c.Any((DUTY, UNKNOWN)),
        c.DaysWithActs(2),
        c.Within(Period(2, "years")),
        c.TargetsArePersons(),
        c.FactGiven("listeners"),
        c.FactIs("manner", (), (("insulting", "met"), ("neutral", "not known"))),
    ],
)
def test_what_answers_can_decide(condition: c.Condition) -> None:
    assert never_decided(condition, LAW) is None


conditions = st.recursive(
    st.sampled_from([DUTY, UNKNOWN, c.FactIs("manner", ("insulting",)), c.FactGiven("listeners"), c.DaysWithActs(2)]),
    lambda inner: st.one_of(
        st.builds(lambda parts: c.All(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: c.Any(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(c.Not, inner),
    ),
    max_leaves=8,
)


@given(conditions)
def test_a_double_negation_changes_nothing_about_being_decidable(condition: c.Condition) -> None:
    assert never_decided(condition, LAW) == never_decided(c.Not(c.Not(condition)), LAW)


@given(conditions)
def test_what_contradicts_itself_contradicts_itself_within_more(condition: c.Condition) -> None:
    if "contradicts" in (never_decided(condition, LAW) or ""):
        assert "contradicts" in (never_decided(c.All((condition, DUTY)), LAW) or "")


INSULTING, NEUTRAL = c.FactIs("manner", ("insulting",)), c.FactIs("manner", ("neutral",))


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (c.All((INSULTING, NEUTRAL)), "no answers could ever meet it"),
        (c.Any((INSULTING, NEUTRAL)), "whatever is answered, it is met"),
    ],
)
def test_a_part_that_decides_nothing_is_found(part, reason):
    condition = (c.Any if reason.startswith("no ") else c.All)((c.FactIs("on-duty"), part))
    assert list(dead_parts(condition, LAW)) == [(part, reason)]
    assert never_decided(condition, LAW) is None


def test_what_decides_nothing_on_purpose_is_no_dead_part():
    on_purpose = c.Any((c.FactIs("on-duty"), c.Unknown("Nobody can say."), c.All(())))
    assert not list(dead_parts(on_purpose, LAW))
