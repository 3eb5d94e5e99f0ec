"""The parts of a case agree with each other and with the rules, or it is said where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaintkit.case.reading import read_case
from complaintkit.law.conditions import Unknown
from complaintkit.law.values import Combination, Criterion, Law, Provision, Question, Recipient, Text, Translations
from complaintkit.problems import Problem

CASE = """\
format: 1
title: A case
complainant: {label: association, shown_as: the association, kind: organisation}
respondent: {institution: eeas, shown_as: the Service}
officials:
  deputy-head: {post: Deputy Head, service: {from: 2018-09-01, to: 2021-08-31}}
persons:
  activist-1: {shown_as: the first activist, kind: person}
  youth-group: {shown_as: the youth group, kind: organisation}
"""
REGISTER = f"""\
format: 1
exhibits:
  E1: {{file: exhibits/E1.eml, sha256: "{"0" * 64}", size: 10, title: A letter}}
  E2: {{file: exhibits/E2.pdf, sha256: "{"1" * 64}", size: 10, title: A record}}
"""
MEETING = "title: A meeting\nwhen: 2019-09-18\nofficial: deputy-head\n"


def question(question_id: str, answer: str, *choices: str, recorded: bool = False) -> Question:
    return Question(question_id, "?", "", "", answer, choices, recorded)  # type: ignore[arg-type]


def provision(provision_id: str) -> Provision:
    criterion = Criterion(f"{provision_id}.x", "x", Unknown("not asked"), "statute")
    return Provision(provision_id, "T", (criterion,), Combination("all", (criterion.id,)))


def recipient(recipient_id: str) -> Recipient:
    held = Text((("en", "x"),), "verified")
    return Recipient(recipient_id, held, held, (), "unverified", None, held, held, ())


LAW = Law(
    acts=(),
    wordings=(),
    authorities=(),
    questions=(
        question("deliberate", "yes-no"),
        question("after-leaving", "yes-no"),
        question("manner", "choice", "insulting", "threatening", "neutral"),
        question("apt-to-affect", "choices", "personality", "dignity"),
        question("how-often", "number"),
        question("first-day", "date"),
        question("days", "dates"),
        question("information", "text"),
        question("listeners", "persons"),
        question("reply-received", "choice", "none", "full", recorded=True),
    ),
    provisions=tuple(provision(name) for name in ("11/1", "11/2", "12", "12a(3)", "17(1)", "charter:41(1)")),
    recipients=tuple(recipient(name) for name in ("ombudsman", "olaf", "eeas")),
    translations=Translations("", ()),
    digest="",
)


def problems_of(tmp_path: Path, law: Law | None = LAW, **files: str) -> tuple[Problem, ...]:
    """Return the problems of a case; keys are `case`, `register`, an incident's name, or `select_` and a recipient."""
    for folder in ("incidents", "selections"):
        (tmp_path / folder).mkdir(exist_ok=True)
    texts = {"case": CASE, "register": REGISTER, **files}
    (tmp_path / "case.yaml").write_text(texts.pop("case"), encoding="utf-8")
    (tmp_path / "exhibits.yaml").write_text(texts.pop("register"), encoding="utf-8")
    for name, text in texts.items():
        path = f"selections/{name[7:]}.yaml" if name.startswith("select_") else f"incidents/{name}.yaml"
        (tmp_path / path).write_text(text, encoding="utf-8")
    return read_case(tmp_path, law).problems


def one(found: tuple[Problem, ...]) -> tuple[str, int | None, int | None, str, str | None]:
    assert len(found) == 1, found
    return found[0].code, found[0].line, found[0].column, found[0].message, found[0].hint


def test_a_case_that_agrees_has_no_problems(tmp_path: Path) -> None:
    incident = (
        MEETING + "affected: [youth-group, association]\nknown_since: 2019-09-20\n"
        "what_happened: [{say: x, source: hearsay, told_by: youth-group, exhibits: [E1]}]\n"
        "acts: [{on: 2019-09-18, what: warned, by: deputy-head, towards: [activist-1], exhibits: [E2]}]\n"
        "facts: {deliberate: unknown, manner: neutral, apt-to-affect: [dignity], how-often: 2, first-day: 2019-09,\n"
        "  days: [2019-09-18], information: 12, listeners: []}\n"
        "approaches: [{on: 2019-10-01, by: association, to: x, about: y, exhibit: E1, reply: {kind: full, on: 2019-10-02}}]\n"
    )
    selection = (
        "format: 1\nrecipient: eeas\nchosen: [{incident: m, reason: r}]\nraised: [11/1, 12]\nannexes: {E1: 1, E2: 2}\n"
    )
    assert problems_of(tmp_path, m=incident, select_eeas=selection) == ()


@pytest.mark.parametrize(
    ("line", "column", "typed"),
    [
        (3, 11, "official: deputy-heat\n"),
        (4, 24, "official: deputy-head\naffected: [youth-group, deputy-heat]\n"),
        (3, 53, "what_happened: [{say: x, source: hearsay, told_by: deputy-heat}]\n"),
        (3, 32, "acts: [{on: 2019, what: x, by: deputy-heat}]\n"),
        (3, 38, "acts: [{on: 2019, what: x, towards: [deputy-heat]}]\n"),
        (3, 23, "approaches: [{on: 2020, by: deputy-heat, to: x, about: y}]\n"),
        (3, 21, "facts: {listeners: [deputy-heat]}\n"),
        (3, 29, "facts: {listeners: {answer: deputy-heat}}\n"),
    ],
)
def test_unknown_labels_are_told_where_they_stand(tmp_path: Path, line: int, column: int, typed: str) -> None:
    code, at_line, _, message, hint = one(problems_of(tmp_path, m="title: x\nwhen: 2019\n" + typed))
    assert code in {"CK210", "CK214"}
    assert at_line == line
    assert "`deputy-heat`" in message
    assert hint == "did you mean `deputy-head`?"


def test_support_typed_once_for_an_incident_is_told_once(tmp_path: Path) -> None:
    text = MEETING + "told_by: youth-grup\nexhibits: [E1, E9]\nwhat_happened: |\n  one\n\n  two\n\n  three\n"
    found = problems_of(tmp_path, m=text)
    assert [(p.code, p.line, p.column) for p in found] == [("CK210", 4, 10), ("CK211", 5, 16)]


@pytest.mark.parametrize(
    "typed",
    [
        "what_happened: [{say: x, exhibits: [E9]}]\n",
        "against: [{say: x, exhibits: [{exhibit: E9, at: p. 2}]}]\n",
        "acts: [{on: 2019-09-18, what: x, exhibits: [E9]}]\n",
        "facts: {deliberate: {answer: yes, exhibits: [E9]}}\n",
        "facts: {deliberate: {answer: yes, contradicted_by: [{answer: no, exhibits: [E9]}]}}\n",
        "approaches: [{on: 2019-10-01, by: association, to: x, about: y, exhibit: E9}]\n",
        "approaches: [{on: 2019-10-01, by: association, to: x, about: y, proof_of_sending: E9}]\n",
        "approaches: [{on: 2019-10-01, by: association, to: x, about: y, reply: {kind: full, on: 2020, exhibit: E9}}]\n",
        "approaches: [{on: 2019-10-01, by: association, to: x, about: y, contradicted_by: [{answer: z, exhibits: [E9]}]}]\n",
    ],
)
def test_an_exhibit_that_is_not_in_the_register_is_told_wherever_it_is_cited(tmp_path: Path, typed: str) -> None:
    code, line, column, message, hint = one(problems_of(tmp_path, m=MEETING + typed))
    assert (code, line) == ("CK211", 4)
    assert typed[(column or 0) - 1 :].startswith(("E9", "{exhibit: E9"))
    assert message == "`E9` is not in the register of exhibits"
    assert "evidence add" in str(hint)


def test_exhibits_cited_in_the_case_file_are_looked_up_too(tmp_path: Path) -> None:
    case = CASE.replace("kind: organisation}\nresp", "kind: organisation, register_extract: E9}\nresp") + (
        "court: {answer: no, exhibits: [E8]}\npublications: [{on: 2020, by: association, what: x, exhibit: E7}]\n"
    )
    found = problems_of(tmp_path, case=case)
    assert [(p.line, p.message[:4]) for p in found] == [(3, "`E9`"), (10, "`E8`"), (11, "`E7`")]


@pytest.mark.parametrize(
    ("when", "words"),
    [("2018-08-31", "before"), ("2017", "before"), ("2021-09-01", "after"), ("{from: 2022-01, to: 2022-02}", "after")],
)
def test_an_incident_outside_the_officials_service_is_told(tmp_path: Path, when: str, words: str) -> None:
    code, line, column, message, _ = one(problems_of(tmp_path, m=MEETING.replace("2019-09-18", when)))
    assert (code, line, column) == ("CK212", 2, 7)
    assert f"lies {words} the service of `deputy-head`" in message


def test_an_incident_that_says_it_is_of_the_time_after_the_service_is_no_problem(tmp_path: Path) -> None:
    later = MEETING.replace("2019-09-18", "2022-09-18")
    assert one(problems_of(tmp_path, m=later))[0] == "CK212"
    assert problems_of(tmp_path, m=f"{later}facts: {{after-leaving: yes}}\n") == ()


@pytest.mark.parametrize("when", ["2018-09-01", "2018", "unknown", "2021"])
def test_an_incident_that_may_lie_in_the_service_is_no_problem(tmp_path: Path, when: str) -> None:
    assert problems_of(tmp_path, m=MEETING.replace("2019-09-18", when)) == ()


def test_a_question_that_the_rules_do_not_ask_is_told_at_its_key(tmp_path: Path) -> None:
    found = problems_of(tmp_path, m=MEETING + "facts:\n  deliberatly: yes\n")
    assert one(found) == ("CK213", 5, 3, "the rules ask no question `deliberatly`", "did you mean `deliberate`?")


def test_a_recorded_question_is_not_answered_under_facts(tmp_path: Path) -> None:
    code, line, column, message, _ = one(problems_of(tmp_path, m=MEETING + "facts:\n  reply-received: none\n"))
    assert (code, line, column) == ("CK215", 5, 3)
    assert "`reply-received`" in message


@pytest.mark.parametrize(
    ("typed", "column", "words", "hint"),
    [
        ("deliberate: perhaps", 13, "yes, no or unknown, not `perhaps`", "write yes, no or unknown"),
        ("deliberate: {answer: maybe}", 22, "not `maybe`", "write yes, no or unknown"),
        ("deliberate: [yes]", 13, "has one answer, not a list", "write yes, no or unknown"),
        ("deliberate:", 1, "has no answer", "write unknown, or delete it"),
        ("manner: insultin", 9, "`insultin` is no answer to `manner`", "did you mean `insulting`?"),
        ("manner: 7", 9, "`7` is no answer", "write insulting, threatening, neutral or unknown"),
        ("apt-to-affect: [dignity, digniti]", 26, "`digniti` is no answer", "did you mean `dignity`?"),
        ("how-often: often", 12, "asks for a number", "write a whole number, or unknown"),
        ("first-day: 2019-02-30", 12, "a day that does not exist", None),
        ("days: [2019, soon]", 14, "`soon` is no date", None),
        ("information: true", 14, "asks for a text", "write it as a text"),
        ("listeners:", 1, "has no answer", "write [] if it is nobody or nothing, or unknown"),
        ("manner: {answer: neutral, contradicted_by: [{answer: rude}]}", 54, "`rude` is no answer",
         "write insulting, threatening, neutral or unknown"),
    ],
)  # fmt: skip
def test_answers_that_do_not_fit_their_question(
    tmp_path: Path, typed: str, column: int, words: str, hint: str | None
) -> None:
    code, line, at, message, told = one(problems_of(tmp_path, m=MEETING + f"facts:\n  {typed}\n"))
    assert (code, line, at) == ("CK214", 5, column + 2)
    assert words in message
    assert told == hint


def test_without_rules_questions_are_not_looked_at(tmp_path: Path) -> None:
    assert problems_of(tmp_path, None, m=MEETING + "facts: {anything: goes}\n") == ()


def test_incidents_that_are_joined_or_told_again_must_exist(tmp_path: Path) -> None:
    case = CASE + "joined:\n  - {id: letters, title: T, incidents: [m, mm]}\n"
    act = "acts: [{on: 2019-09-18, what: x, same_as: meting}]\n"
    found = problems_of(tmp_path, case=case, m=MEETING + act, meeting=MEETING)
    assert [(p.file, p.line, p.code) for p in found] == [("case.yaml", 11, "CK216"), ("incidents/m.yaml", 4, "CK216")]
    assert found[1].hint == "did you mean `meeting`?"


def test_an_incident_too_faulty_to_read_is_not_told_as_missing(tmp_path: Path) -> None:
    case = CASE + "joined:\n  - {id: letters, title: T, incidents: [m, broken]}\n"
    found = problems_of(tmp_path, case=case, m=MEETING, broken="title: [\n")
    assert [p.code for p in found] == ["CK104"]


def test_a_selection_names_what_there_is_and_each_thing_once(tmp_path: Path) -> None:
    selection = """\
format: 1
recipient: eeas
chosen:
  - {incident: m, reason: r}
  - {incident: gone, reason: r}
background:
  - {incident: m, reason: r}
raised: [11(1), 12a(4), 12]
annexes: {E1: 1, E2: 1, E9: 2}
retired_annexes: [2]
"""
    found = problems_of(tmp_path, m=MEETING, select_eeas=selection)
    assert [(p.line, p.column, p.code) for p in found] == [
        (5, 16, "CK217"), (7, 16, "CK218"), (8, 10, "CK223"), (8, 17, "CK223"), (9, 22, "CK219"), (9, 29, "CK211"),
        (9, 29, "CK219"),
    ]  # fmt: skip
    assert found[2].hint == "the paragraphs of Article 11 have no numbers: its first paragraph is written `11/1`"
    assert found[3].hint == "did you mean `12a(3)`?"


def test_recipients_that_the_rules_do_not_know_are_told(tmp_path: Path) -> None:
    case = CASE + "treatment: {olav: {asks: [x]}}\n"
    incident = MEETING + "what_happened: [{say: x, not_for: [ees]}]\n"
    found = problems_of(tmp_path, case=case, m=incident, select_ombudsmann="format: 1\nrecipient: ombudsmann\n")
    assert [(p.file, p.code, p.hint) for p in found] == [
        ("case.yaml", "CK224", "did you mean `olaf`?"),
        ("incidents/m.yaml", "CK224", "did you mean `eeas`?"),
        ("selections/ombudsmann.yaml", "CK224", "did you mean `ombudsman`?"),
    ]


def test_a_reply_before_its_letter_is_told(tmp_path: Path) -> None:
    approach = (
        "approaches:\n  - {on: 2019-10-01, by: association, to: x, about: y, reply: {kind: full, on: 2019-09-30}}\n"
    )
    code, line, _, message, _ = one(problems_of(tmp_path, m=MEETING + approach))
    assert (code, line, message) == ("CK220", 5, "the reply is dated before the letter it answers")


@pytest.mark.parametrize("key", ["known_since", "known_at_latest"])
def test_knowledge_before_the_incident_is_a_warning(tmp_path: Path, key: str) -> None:
    (problem,) = problems_of(tmp_path, m=MEETING + f"{key}: 2019-09-17\n")
    assert (problem.code, problem.severity, problem.line) == ("CK221", "warning", 4)


def test_knowledge_at_the_latest_before_knowledge_is_a_warning(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, m=MEETING + "known_since: 2019-10-01\nknown_at_latest: 2019-09-30\n")
    assert (problem.code, problem.line) == ("CK221", 5)


def test_an_act_outside_its_incident_is_a_warning(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, m=MEETING + "acts: [{on: 2019-08-18, what: x}]\n")
    assert (problem.code, problem.severity, problem.line) == ("CK227", "warning", 4)


def test_one_label_for_two_people_is_told(tmp_path: Path) -> None:
    case = CASE + "  association: {shown_as: x}\n  deputy-head: {shown_as: y}\n"
    found = problems_of(tmp_path, case=case)
    assert [(p.code, p.line) for p in found] == [("CK208", 10), ("CK208", 11)]
    assert "already the label of the complainant" in found[0].message


def test_somebody_who_is_no_official_cannot_be_the_official_of_an_incident(tmp_path: Path) -> None:
    code, line, *_ = one(problems_of(tmp_path, m=MEETING.replace("deputy-head", "activist-1")))
    assert (code, line) == ("CK209", 3)


def test_labels_in_lists_of_the_case_file_are_looked_up(tmp_path: Path) -> None:
    case = CASE + "same_target: [[activist-1, activist-2]]\npublications: [{on: 2020, by: asociation, what: x}]\n"
    found = problems_of(tmp_path, case=case)
    assert [(p.code, p.line, p.hint) for p in found] == [
        ("CK210", 10, "did you mean `activist-1`?"),
        ("CK210", 11, "did you mean `association`?"),
    ]
