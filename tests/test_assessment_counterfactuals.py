"""What would have to be learned for an outcome: the smallest sets first, and every one of them does what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.answers import Answer
from complaintkit.assessment.counterfactuals import MOST_LARGE_WAYS, MOST_WAYS, ways_to
from complaintkit.assessment.deciding import Judge
from complaintkit.assessment.findings import of_incident, together
from complaintkit.assessment.kleene import opposite
from complaintkit.assessment.proofs import lines_of
from complaintkit.assessment.sheets import Answers, Sheet
from complaintkit.assessment.values import Finding, Learned, Outcome, Proof, Support
from complaintkit.case.values import Incident
from complaintkit.law import conditions as c
from complaintkit.law.values import Question

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
NAMES = ("insult", "outsiders", "purpose", "manner")
QUESTIONS = {
    "insult": Question("insult", "Was it an insult?", "", "", "yes-no"),
    "outsiders": Question("outsiders", "Were outsiders there?", "", "", "yes-no"),
    "purpose": Question("purpose", "Was it on purpose?", "", "", "yes-no"),
    "manner": Question("manner", "In which manner?", "", "", "choice", ("loud", "rude", "neutral")),
}
INCIDENT = Incident.model_validate({"id": "meeting", "title": "A meeting", "when": "2019-09-18"})


def sheet(answers: dict[str, str]) -> Sheet:
    held = {name: Answer(name, "unasked") for name in NAMES}
    held |= {name: Answer(name, "answered", (value,), Support.STATED) for name, value in answers.items()}
    return Sheet(INCIDENT, held, Answers(held), None, None, None, None)


def decided(condition: c.Condition, answers: dict[str, str]) -> Finding:
    return Judge(QUESTIONS, date(2020, 10, 2)).decide(condition, sheet(answers))


def ways(condition: c.Condition, answers: dict[str, str] | None = None, wanted: Outcome = MET) -> list[dict[str, str]]:
    found = ways_to(decided(condition, answers or {}).proof, wanted)
    return [{learned.question: " or ".join(learned.answers) for learned in way} for way in found]


INSULT, OUTSIDERS, PURPOSE = c.FactIs("insult"), c.FactIs("outsiders"), c.FactIs("purpose")
RUDE = c.FactIs("manner", ("loud", "rude"))


def test_all_of_several_need_every_answer():
    assert ways(c.All((INSULT, RUDE))) == [{"insult": "yes", "manner": "loud or rude"}]


def test_the_smallest_set_stands_first():
    assert ways(c.Any((c.All((INSULT, OUTSIDERS)), PURPOSE))) == [
        {"purpose": "yes"},
        {"insult": "yes", "outsiders": "yes"},
    ]


def test_what_is_answered_already_is_not_asked_again():
    assert ways(c.All((INSULT, PURPOSE)), {"insult": "yes"}) == [{"purpose": "yes"}]
    assert ways(c.All((INSULT, PURPOSE)), {"insult": "no"}) == []


def test_nothing_more_is_needed_for_what_is_met():
    assert ways(INSULT, {"insult": "yes"}) == [{}]


def test_one_question_asked_twice_keeps_the_answers_that_serve_both():
    assert ways(c.All((RUDE, c.Not(c.FactIs("manner", ("loud",)))))) == [{"manner": "rude"}]
    assert ways(c.All((INSULT, c.Not(INSULT)))) == []


def test_two_of_three():
    found = ways(c.AtLeast(2, (INSULT, OUTSIDERS, PURPOSE)), {"insult": "yes"})
    assert found == [{"outsiders": "yes"}, {"purpose": "yes"}]


def test_what_facts_never_decide_has_no_way():
    assert ways(c.All((INSULT, c.Unknown("Nobody can say.")))) == []


def test_the_same_question_of_two_incidents_is_two_things_to_learn():
    asked = decided(INSULT, {})
    tree = together([of_incident(asked, "first"), of_incident(asked, "second")]).proof
    assert ways_to(tree) == (
        (Learned("insult", ("yes",), incident="first"), Learned("insult", ("yes",), incident="second")),
    )


def test_where_no_answer_is_named_what_is_missing_is_the_way():
    waiting = Finding(NOT_KNOWN, missing=("Wait until after 2020-12-01",)).proof
    assert ways_to(waiting) == ((Learned("", (), "Wait until after 2020-12-01"),),)


def test_the_tree_is_told_line_by_line():
    told = list(lines_of(decided(c.All((INSULT, c.Not(OUTSIDERS))), {"insult": "yes"}).proof))
    assert told[0] == "not known: all of these"
    assert told[1] == "  met: Was it an insult? yes"
    assert told[2] == "  not known: not this"
    assert told[3].startswith("    not known: Ask: Were outsiders there?")


leaves = st.sampled_from(
    [INSULT, OUTSIDERS, PURPOSE, RUDE, c.FactIs("manner", ("neutral",)), c.FactIs("insult", ("no",))]
)
conditions = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: c.All(tuple(found))),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: c.Any(tuple(found))),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: c.AtLeast(2, tuple(found))),
        parts.map(c.Not),
    ),
    max_leaves=6,
)
known = st.dictionaries(st.sampled_from(["insult", "outsiders"]), st.sampled_from(["yes", "no"]))
outcomes = st.sampled_from([MET, NOT_MET])


@given(conditions, known, outcomes)
def test_every_way_leads_where_it_says(condition, answers, wanted):
    for way in ways_to(decided(condition, answers).proof, wanted):
        for chosen in product(*(learned.answers for learned in way)):
            more = dict(zip((learned.question for learned in way), chosen, strict=True))
            assert decided(condition, answers | more).outcome is wanted


@given(conditions, known, outcomes)
def test_no_smaller_set_of_answers_would_do(condition, answers, wanted):
    found = ways_to(decided(condition, answers).proof, wanted)
    least = min(map(len, found), default=None)
    tried = next(
        (size for size, more in assignments(answers) if decided(condition, answers | more).outcome is wanted), None
    )
    assert tried == least


def assignments(answers: dict[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    open_questions = [name for name in NAMES if name not in answers]
    for size in range(len(open_questions) + 1):
        for names in combinations(open_questions, size):
            for values in product(*((QUESTIONS[name].choices or ("yes", "no")) for name in names)):
                yield size, dict(zip(names, values, strict=True))


def test_the_search_is_bounded():
    asked = [Finding(NOT_KNOWN, missing=(f"ask {number}",)).proof for number in range(60)]
    pairs = [tuple(asked[number : number + 2]) for number in range(0, 60, 2)]
    tree = Proof("all", NOT_KNOWN, parts=tuple(Proof("any", NOT_KNOWN, parts=pair) for pair in pairs))
    found = ways_to(tree)
    assert len(found) == MOST_LARGE_WAYS
    assert {len(way) for way in found} == {30}
    few = Proof("all", NOT_KNOWN, parts=tuple(Proof("any", NOT_KNOWN, parts=pair) for pair in pairs[:7]))
    assert len(ways_to(few)) == MOST_WAYS


@given(conditions, known)
def test_what_would_meet_it_would_make_its_opposite_fail(condition, answers):
    straight, turned = decided(condition, answers), decided(c.Not(condition), answers)
    assert turned.outcome is opposite(straight.outcome)
    assert ways_to(straight.proof, MET) == ways_to(turned.proof, NOT_MET)
