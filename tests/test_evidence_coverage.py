"""What `check` doubts about claims and exhibits; each case stands in the test's own text."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaintkit.case.reading import read_case
from complaintkit.evidence.coverage import MOST, doubts_about_evidence, uncited
from complaintkit.problems import Problem

CASE = """\
format: 1
title: Invented case
complainant: {label: association, shown_as: the association, kind: organisation}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy-head: {post: Deputy Head}
"""
SENT = "{on: 2019-09-01, by: association, to: x, about: y"
MEETING = "title: A meeting\nwhen: 2019-09-18\nwhat_happened: It happened.\nexhibits: [E1]\n"


def doubts(folder: Path, *exhibits: str, incident: str = MEETING) -> list[Problem]:
    """Return the doubts about a case of one incident and exhibits that are told by what follows their number."""
    (folder / "incidents").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "incidents" / "meeting.yaml").write_text(incident, encoding="utf-8")
    lines = [
        f"  E{number}: {{file: exhibits/E{number}.pdf, sha256: '{'0' * 64}', size: 1, title: Title {number}{said}}}\n"
        for number, said in enumerate(exhibits, start=1)
    ]
    (folder / "exhibits.yaml").write_text(f"format: 1\nexhibits:\n{''.join(lines)}", encoding="utf-8")
    read = read_case(folder, None)
    assert not read.problems
    found = doubts_about_evidence(read.readable(), read.documents)
    assert {problem.severity for problem in found} <= {"warning"}
    return list(found)


def told(problems: list[Problem]) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.file.rpartition("/")[2], problem.line) for problem in problems]


def test_a_case_whose_claims_and_exhibits_belong_together_is_not_doubted(tmp_path: Path) -> None:
    incident = MEETING + (
        "acts: [{on: 2019-09-18, what: warned, exhibits: [{exhibit: E1, at: p. 2}]}]\n"
        "facts: {matter: conduct, on-duty: {answer: yes, vouched: true}, manner: unknown}\n"
    )
    assert doubts(tmp_path, ", dated: 2019-09-18, pages: 2", incident=incident) == []


def test_claims_that_nothing_shows_are_told_once_for_an_incident(tmp_path: Path) -> None:
    incident = """\
title: A meeting
when: 2019-09-18
what_happened:
  - {say: It happened., exhibits: [E1]}
  - And more.
  - {say: We saw it., vouched: true}
acts:
  - {on: 2019-09-18, what: warned}
facts:
  matter: conduct
  on-duty: yes
  manner: unknown
  deliberate: {answer: no, contradicted_by: [{answer: yes}]}
  already-public: no
"""
    (problem,) = doubts(tmp_path, "", incident=incident)
    assert told([problem]) == [("CK750", "meeting.yaml", 11)]
    assert "answers: on-duty, already-public; acts: 1; paragraphs: 2" in problem.message
    assert "--incident meeting --fact on-duty" in (problem.hint or "")


@pytest.mark.parametrize(
    ("claim", "option", "line"),
    [
        ("acts:\n  - {on: 2019-09-18, what: warned}\n", "--act 1", 5),
        ("against: Nothing.\nplace: here\n", None, None),
    ],
)
def test_the_command_that_is_named_fits_the_claim(tmp_path: Path, claim: str, option: str | None, line: int) -> None:
    found = doubts(tmp_path, "", incident=MEETING + claim)
    assert [(one.line, option in (one.hint or "")) for one in found if option] == ([(line, True)] if option else [])
    assert bool(found) is bool(option)


def test_a_story_that_nothing_shows_is_named_by_its_paragraph(tmp_path: Path) -> None:
    (problem, _) = doubts(tmp_path, "", incident="title: A\nwhen: 2019\nwhat_happened: It happened.\n")
    assert "paragraphs: 1" in problem.message
    assert "--what-happened 1" in (problem.hint or "")


def test_exhibits_that_nothing_cites_are_told_together(tmp_path: Path) -> None:
    (problem,) = doubts(tmp_path, "", "", ", withdrawn: {at: 2020-01-01, why: twice}", "")
    assert told([problem]) == [("CK751", "exhibits.yaml", 4)]
    assert problem.message == "2 exhibits support nothing yet: E2, E4"


def test_what_belongs_to_a_cited_exhibit_is_in_use(tmp_path: Path) -> None:
    found = doubts(
        tmp_path,
        ", relations: [{kind: extract-of, exhibit: E2}]",
        ", kind: archive",
        ", relations: [{kind: extract-of, exhibit: E2}]",
        ", relations: [{kind: translation-of, exhibit: E1}]",
        ", relations: [{kind: reply-to, exhibit: E1}]",
    )
    assert [problem.message for problem in found] == ["1 exhibit supports nothing yet: E5"]


def test_an_exhibit_that_only_the_case_file_cites_is_cited(tmp_path: Path) -> None:
    doubts(tmp_path, "", "")
    (tmp_path / "case.yaml").write_text(f"{CASE}court: {{answer: no, exhibits: [E2]}}\n", encoding="utf-8")
    assert uncited(read_case(tmp_path, None).readable()) == ()


def test_what_a_faulty_file_would_have_said_is_not_held_against_the_others(tmp_path: Path) -> None:
    doubts(tmp_path, "", "")
    (tmp_path / "incidents" / "other.yaml").write_text("title: Other\nexhibits: [E2]\n", encoding="utf-8")
    read = read_case(tmp_path, None)
    assert doubts_about_evidence(read.readable(), read.documents, read.problems) == ()


def test_places_beyond_the_end_are_named_where_they_stand(tmp_path: Path) -> None:
    incident = """\
title: A meeting
when: 2019-09-18
what_happened: It happened.
exhibits: [{exhibit: E1, at: p. 2}, {exhibit: E2, at: "00:01:36"}]
acts:
  - on: 2019-09-18
    what: warned
    exhibits:
      - {exhibit: E1, at: pp. 2-3}
      - {exhibit: E2, at: "00:01:35"}
      - {exhibit: E3, at: p. 900}
"""
    found = doubts(tmp_path, ", pages: 2", ", kind: recording, file_says: {seconds: 95}", "", incident=incident)
    assert told(found) == [("CK752", "meeting.yaml", 4), ("CK752", "meeting.yaml", 9)]
    assert "`pp. 2-3` is no page of E1, which has 2 pages" in found[1].message


@pytest.mark.parametrize(
    ("exhibit", "claim", "line"),
    [
        ("dated: 2019-09-19, kind: letter", "acts: [{on: 2019-09-18, what: warned, exhibits: [E1]}]", 5),
        ("dated: 2019-10, kind: picture", "acts: [{on: 2019-09-18, what: warned, exhibits: [E1]}]", 5),
        ("dated: 2020, kind: document", "facts: {on-duty: {answer: yes, exhibits: [E1]}}", 5),
        ("dated: 2019-10-02", "approaches: [{on: 2019-10-01, by: association, to: x, about: y, exhibit: E1}]", 5),
        ("dated: 2019-10-02", f"approaches: [{SENT}, exhibit: E2, reply: {{kind: full, on: 2019-10-01, exhibit: E1}}}}]", 5),
        ("dated: 2019-09-18, kind: letter", "acts: [{on: 2019-09-18, what: warned, exhibits: [E1]}]", None),
        ("dated: 2019-09, kind: letter", "acts: [{on: 2019-09-18, what: warned, exhibits: [E1]}]", None),
        ("dated: 2020, kind: report", "acts: [{on: 2019-09-18, what: warned, exhibits: [E1]}]", None),
        ("dated: 2020, kind: testimony", "acts: [{on: 2019-09-18, what: warned, exhibits: [E1]}]", None),
        ("dated: 2020", "facts: {explanation: {answer: later, exhibits: [E1], note: he wrote it afterwards}}", None),
        ("dated: unknown", "acts: [{on: 2019-09-18, what: warned, exhibits: [E1]}]", None),
        ("dated: 2020", "acts: [{on: unknown, what: warned, exhibits: [E1]}]", None),
    ],
)  # fmt: skip
def test_an_exhibit_younger_than_what_it_shows(tmp_path: Path, exhibit: str, claim: str, line: int | None) -> None:
    found = doubts(tmp_path, f", {exhibit}", ", dated: 2019-09-01", incident=f"{MEETING}{claim}\n")
    dated = [problem for problem in found if problem.code == "CK753"]
    assert [problem.line for problem in dated] == ([] if line is None else [line])


def test_a_reply_without_its_request_is_told(tmp_path: Path) -> None:
    said = ", kind: e-mail, file_says: {{format: eml, message_id: <{}>, in_reply_to: <{}>}}"
    related = said.format(4, "lost") + ", relations: [{kind: reply-to, exhibit: E1}]"
    found = doubts(tmp_path, said.format(1, 9), said.format(2, 1), said.format(3, "gone"), related)
    assert told(found)[1:] == [("CK754", "exhibits.yaml", 3), ("CK754", "exhibits.yaml", 5)]
    assert "E3 answers a message that is not in the register" in found[2].message


def test_a_reply_whose_letter_has_no_copy_is_told(tmp_path: Path) -> None:
    letter = f"approaches: [{SENT}, reply: {{kind: full, on: 2019-09-18, exhibit: E1}}}}]"
    (problem,) = doubts(tmp_path, "", incident=f"{MEETING}{letter}\n")
    assert told([problem]) == [("CK754", "meeting.yaml", 5)]


def test_of_very_many_exhibits_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    said = [f", file_says: {{format: eml, message_id: <{n}>, in_reply_to: <x{n}>}}" for n in range(MOST + 5)]
    letter = f"approaches: [{SENT}, reply: {{kind: full, on: 2019-09-18, exhibit: E1}}}}]\n"
    found = [problem for problem in doubts(tmp_path, *said, incident=MEETING + letter) if problem.code == "CK754"]
    assert len(found) == MOST + 2
    assert found[-2].file == "incidents/meeting.yaml"
    assert found[-1].message.startswith("5 more exhibits")
