"""Exhibits tied to what they show in an incident, and taken away: what was typed is completed, never replaced."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaintkit.case.linking import Told, Wanted, citing, linked, places_wanted, supported, unlinked
from complaintkit.case.reading import CaseFolder, read_case
from complaintkit.case.values import Citation, Incident
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law
from complaintkit.locations import shipped
from complaintkit.source.editing import edit

CASE = """\
format: 1
title: Invented case
complainant: {label: association, shown_as: the association, kind: organisation}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy-head: {post: Deputy Head}
persons:
  activist-1: {shown_as: an activist, kind: person}
"""
REGISTER = "format: 1\nexhibits:\n" + "".join(
    f"  E{number}: {{file: exhibits/E{number}.pdf, sha256: '{'0' * 64}', size: 1, title: Title {number}, pages: 3}}\n"
    for number in range(1, 10)
)
INCIDENT = """\
# the meeting
title: A meeting
when: {from: 2019-09-18, to: 2019-09-19}
what_happened:
  - say: He came in.  # at ten
    exhibits: [E1]
  - say: >-
      He warned the
      activist.
  - Then he left.  # at noon
  # nothing more is known
against:
  - say: The exact words are not known.
acts:
  # two acts
  - {on: 2019-09-18, what: warned, towards: [activist-1]}
  - on: 2019-09-19
    what: warned again
    exhibits:
      - E1  # as signed
      - exhibit: E2
        at: p. 2
    # to be completed
facts:
  on-duty: yes  # he said so
  manner: [belittling]
  deliberate: {answer: yes, exhibits: [E1, {exhibit: E2, at: p. 2}]}
  warned-against-cooperation:
    answer: yes
    note: twice
approaches:
  - id: first
    on: 2019-10-01
    by: association
    to: the Delegation
    about: it
    exhibit: E3  # the copy
    replies:
      - {kind: acknowledgement, on: 2019-10-02}
      - {kind: full, on: 2019-10-03, exhibit: {exhibit: E4, at: p. 1}}
  - {on: 2019-10-05, by: association, to: the Delegation, about: it}
# the end
"""


@cache
def law() -> Law:
    """Return the rules that are shipped."""
    law, _ = load_law(shipped("regulations"))
    assert law is not None
    return law


def a_case(folder: Path, incident: str = INCIDENT) -> CaseFolder:
    (folder / "incidents").mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "exhibits.yaml").write_text(REGISTER, encoding="utf-8")
    (folder / "incidents/meeting.yaml").write_text(incident, encoding="utf-8")
    return read_case(folder, None)


def told(folder: CaseFolder) -> Told:
    incident = folder.readable().incident("meeting")
    assert incident is not None
    return Told("incidents/meeting.yaml", incident, folder.documents["incidents/meeting.yaml"].data)


def wanted(place: str) -> Wanted:
    """Return a place as it is typed in these tests: the option, a blank, its value."""
    kind, _, typed = place.partition(" ")
    return Wanted(kind, typed)  # type: ignore[arg-type]


def after(tmp_path: Path, place: str, cited: str, *, incident: str = INCIDENT, gone: bool = False):
    """Return the file after an exhibit was tied to a place (or taken away), what was done, and the incident as read."""
    folder = a_case(tmp_path, incident)
    (meant,), problems = places_wanted(told(folder), [wanted(place)], law())
    assert not problems
    number, _, at = cited.partition(" ")
    done: list[Any] = []
    change = unlinked if gone else linked
    path = tmp_path / "incidents/meeting.yaml"
    edit(path, lambda data: done.append(change(data, meant, Citation(exhibit=number, at=at or None))))
    read = read_case(tmp_path, None)
    assert not read.problems
    changed = read.readable().incident("meeting")
    assert changed is not None
    return path.read_text(encoding="utf-8"), done[0], changed


ADDED = [
    ("fact on-duty", "E5 p. 2", "  on-duty: yes ", "  on-duty: {answer: yes, exhibits: [{exhibit: E5, at: p. 2}]}"),
    ("fact manner", "E5", "manner: [belittling]", "manner: {answer: [belittling], exhibits: [E5]}"),
    ("fact deliberate", "E5 p. 1", "at: p. 2}]}", "at: p. 2}, {exhibit: E5, at: p. 1}]}"),
    ("fact warned-against-cooperation", "E5", "note: twice\n", "note: twice\n    exhibits: [E5]\n"),
    ("act 1", "E5", "towards: [activist-1]}", "towards: [activist-1], exhibits: [E5]}"),
    ("act 2019-09-18", "E5", "towards: [activist-1]}", "towards: [activist-1], exhibits: [E5]}"),
    ("act 2", "E5", "    # to be completed\n", "    # to be completed\n      - E5\n"),
    ("what-happened 1", "E5 p. 1", "exhibits: [E1]\n", "exhibits: [E1, {exhibit: E5, at: p. 1}]\n"),
    ("what-happened 2", "E5", "      activist.\n", "      activist.\n    exhibits: [E5]\n"),
    ("what-happened all", "E5", "against:\n", "exhibits: [E5]\nagainst:\n"),
    ("against 1", "E5", "are not known.\n", "are not known.\n    exhibits: [E5]\n"),
    ("approach 2", "E5", "about: it}", "about: it, exhibit: E5}"),
    ("approach 2019-10-05", "E5 p. 1", "about: it}", "about: it, exhibit: {exhibit: E5, at: p. 1}}"),
    ("proof-of-sending first", "E5", "2019-10-03, exhibit: {exhibit: E4, at: p. 1}}\n",
     "2019-10-03, exhibit: {exhibit: E4, at: p. 1}}\n    proof_of_sending: E5\n"),
    ("reply first/1", "E5", "on: 2019-10-02}", "on: 2019-10-02, exhibit: E5}"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "cited", "before", "then"), ADDED)
def test_an_exhibit_is_added_where_it_belongs_and_nothing_else_changes(
    tmp_path: Path, place: str, cited: str, before: str, then: str
) -> None:
    text, done, _ = after(tmp_path, place, cited)
    assert done == "linked"
    assert "".join(text.split()) == "".join(INCIDENT.replace(before, then, 1).split())
    untouched = {line for line in INCIDENT.splitlines() if line in INCIDENT.replace(before, then, 1).splitlines()}
    assert untouched <= set(text.splitlines())


def test_a_paragraph_that_is_a_bare_text_keeps_its_comments(tmp_path: Path) -> None:
    text, _, incident = after(tmp_path, "what-happened 3", "E5 p. 3")
    assert incident.what_happened[2].exhibits == (Citation(exhibit="E5", at="p. 3"),)
    assert "# at noon" in text
    assert "  # nothing more is known\n" in text


@pytest.mark.parametrize(
    ("place", "cited", "before", "then"),
    [
        ("fact deliberate", "E1 p. 3", "[E1, {", "[{exhibit: E1, at: p. 3}, {"),
        ("act 2", "E1 p. 3", "- E1  # as", "- {exhibit: E1, at: p. 3} # as"),
        ("approach first", "E3 p. 1", "exhibit: E3  # the", "exhibit: {exhibit: E3, at: p. 1} # the"),
    ],
)
def test_a_citation_without_a_place_is_completed(
    tmp_path: Path, place: str, cited: str, before: str, then: str
) -> None:
    text, done, _ = after(tmp_path, place, cited)
    assert (done, text) == ("completed", INCIDENT.replace(before, then, 1))


@pytest.mark.parametrize(
    ("place", "cited"),
    [("fact deliberate", "E1"), ("fact deliberate", "E2"), ("act 2", "E2 p. 2"), ("approach first", "E3"),
     ("reply first/2", "E4"), ("what-happened 1", "E1")],
)  # fmt: skip
def test_what_stands_there_already_is_left_alone(tmp_path: Path, place: str, cited: str) -> None:
    text, done, _ = after(tmp_path, place, cited)
    assert (done, text) == ("there already", INCIDENT)


def test_the_same_exhibit_at_another_place_is_a_second_citation(tmp_path: Path) -> None:
    _, done, incident = after(tmp_path, "fact deliberate", "E2 p. 3")
    assert done == "linked"
    assert incident.facts["deliberate"].exhibits[1:] == (
        Citation(exhibit="E2", at="p. 2"),
        Citation(exhibit="E2", at="p. 3"),
    )


@pytest.mark.parametrize(
    ("place", "cited", "said"),
    [
        ("approach first", "E5", "is E3 already"),
        ("reply first/2", "E5", "is E4 already"),
        ("reply first/2", "E4 p. 9", "is E4, p. 1 already"),
    ],
)
def test_a_letter_keeps_the_exhibit_that_it_has(tmp_path: Path, place: str, cited: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        after(tmp_path, place, cited)
    assert (tmp_path / "incidents/meeting.yaml").read_text(encoding="utf-8") == INCIDENT


SHARED = """\
title: A meeting
when: 2019-09-18
what_happened:
  - He came in.
  - {say: He left., exhibits: [E4]}
source: hearsay
told_by: activist-1
exhibits: [E1, E2]
"""


def test_a_paragraph_keeps_what_it_had_from_the_whole_incident(tmp_path: Path) -> None:
    _, done, incident = after(tmp_path, "what-happened 1", "E2 p. 3", incident=SHARED)
    first = incident.what_happened[0]
    assert done == "linked"
    assert (first.source, first.told_by) == ("hearsay", "activist-1")
    assert first.exhibits == (Citation(exhibit="E1"), Citation(exhibit="E2", at="p. 3"))


def test_what_a_paragraph_has_from_the_whole_incident_is_there_already(tmp_path: Path) -> None:
    text, done, _ = after(tmp_path, "what-happened 1", "E1", incident=SHARED)
    assert (done, text) == ("there already", SHARED)


def test_a_paragraph_whose_own_exhibit_goes_does_not_get_those_of_the_incident(tmp_path: Path) -> None:
    _, done, incident = after(tmp_path, "what-happened 2", "E4", incident=SHARED, gone=True)
    assert done is True
    assert incident.what_happened[1].exhibits == ()


@pytest.mark.parametrize(
    ("place", "cited", "before", "then"),
    [
        ("fact deliberate", "E1", "[E1, {exhibit", "[{exhibit"),
        ("fact deliberate", "E2 p. 2", ", {exhibit: E2, at: p. 2}]}", "]}"),
        ("act 2", "E2", "      - exhibit: E2\n        at: p. 2\n", ""),
        ("what-happened 1", "E1", "    exhibits: [E1]\n", ""),
        ("approach first", "E3", "    exhibit: E3  # the copy\n", ""),
        ("reply first/2", "E4", ", exhibit: {exhibit: E4, at: p. 1}}", "}"),
    ],
)
def test_an_exhibit_is_taken_away_and_nothing_else(
    tmp_path: Path, place: str, cited: str, before: str, then: str
) -> None:
    text, done, _ = after(tmp_path, place, cited, gone=True)
    assert done is True
    assert text == INCIDENT.replace(before, then, 1)


def test_another_place_in_the_same_exhibit_is_not_taken_away(tmp_path: Path) -> None:
    text, done, _ = after(tmp_path, "fact deliberate", "E2 p. 3", gone=True)
    assert (done, text) == (False, INCIDENT)


@pytest.mark.parametrize(
    ("place", "message", "hint"),
    [
        ("fact on-dutty", "the rules ask no question `on-dutty`", "did you mean `on-duty`?"),
        ("fact listenrs", "the rules ask no question `listenrs`", "did you mean `listeners`?"),
        ("fact listeners", "`listeners` is not answered for this incident yet", "complaintkit incident ask"),
        ("fact request-made", "is answered by the letters and acts", "--approach"),
        ("act 3", "this incident has no act `3`", "1: act 1 (warned); 2: act 2 (warned again)"),
        ("act 2019-09-17", "this incident has no act", "did you mean `2019-09-1"),
        ("approach frist", "this incident has no letter `frist`", "did you mean `first`?"),
        ("reply first", "may mean several: the acknowledgement of 2019-10-02, which answers", "1/1 or 1/2"),
        ("reply 2", "this incident has no reply `2`", "first"),
        ("what-happened 4", "no paragraph of what happened `4`", "paragraph 3 of `what_happened` (Then he left.)"),
    ],
)
def test_a_place_that_is_none_is_said_with_what_was_meant(tmp_path: Path, place: str, message: str, hint: str) -> None:
    places, problems = places_wanted(told(a_case(tmp_path)), [wanted(place)], law())
    assert places == ()
    (problem,) = problems
    assert (problem.code, problem.severity) == ("CK760", "error")
    assert message in problem.message
    assert hint in (problem.hint or "")


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    typed = [Wanted("fact", "x"), Wanted("act", "9"), Wanted("fact", "on-duty")]
    places, problems = places_wanted(told(a_case(tmp_path)), typed, law())
    assert ([place.names[0] for place in places], len(problems)) == (["on-duty"], 2)


def test_two_acts_of_one_day_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    twice = INCIDENT.replace("on: 2019-09-19", "on: 2019-09-18")
    _, (problem,) = places_wanted(told(a_case(tmp_path, twice)), [Wanted("act", "2019-09-18")], law())
    assert "may mean several: act 1 (warned); act 2 (warned again)" in problem.message
    assert problem.hint == "name the act by its number: 1 or 2"


def test_a_story_that_is_one_text_has_its_exhibits_for_all_of_it(tmp_path: Path) -> None:
    text = "title: A\nwhen: 2019-09-18\nwhat_happened: |\n  One.\n\n  Two.\nplace: here\n"
    _, (problem,) = places_wanted(told(a_case(tmp_path, text)), [Wanted("what-happened", "2")], law())
    assert "`what_happened` is one text of 2 paragraphs" in problem.message
    assert "--what-happened all" in (problem.hint or "")
    changed, _, incident = after(tmp_path, "what-happened all", "E5 p. 1", incident=text)
    assert changed == text.replace("place:", "exhibits: [{exhibit: E5, at: p. 1}]\nplace:")
    assert {one.exhibits for one in incident.what_happened} == {(Citation(exhibit="E5", at="p. 1"),)}


def test_everything_that_cites_an_exhibit_is_found(tmp_path: Path) -> None:
    places = told(a_case(tmp_path)).places
    words = [place.words for place in citing(places, Citation(exhibit="E1"))]
    assert words == [
        "the answer to `deliberate` (yes)",
        "act 2 (warned again)",
        "paragraph 1 of `what_happened` (He came in.)",
    ]


def test_a_paragraph_that_is_vouched_for_keeps_what_it_had_from_the_whole_incident(tmp_path: Path) -> None:
    folder = a_case(tmp_path, SHARED.replace("exhibits: [E1, E2]\n", ""))
    (place,), _ = places_wanted(told(folder), [wanted("what-happened 1")], law())
    edit(tmp_path / "incidents/meeting.yaml", lambda data: supported(data, place, {"vouched": True}))
    changed = read_case(tmp_path, None).readable().incident("meeting")
    assert changed is not None
    first = changed.what_happened[0]
    assert (first.say, first.vouched, first.source, first.told_by) == ("He came in.", True, "hearsay", "activist-1")


@pytest.mark.parametrize("typed", ["on-duty", "warned-against-cooperation"])
@pytest.mark.parametrize(
    "support",
    [{"exhibits": ["E5", {"exhibit": "E6", "at": "p. 2"}]}, {"vouched": True}, {"exhibits": ["E5"], "vouched": True}],
)
def test_what_was_answered_in_the_interview_supports_a_place(
    tmp_path: Path, typed: str, support: dict[str, Any]
) -> None:
    folder = a_case(tmp_path)
    (place,), _ = places_wanted(told(folder), [Wanted("fact", typed)], law())
    path = tmp_path / "incidents/meeting.yaml"
    edit(path, lambda data: supported(data, place, support))
    changed: Incident | None = read_case(tmp_path, None).readable().incident("meeting")
    assert changed is not None
    fact = changed.facts[typed]
    assert (fact.answer, fact.vouched) == ("yes", "vouched" in support)
    assert [one.exhibit for one in fact.exhibits] == (["E5", "E6"] if len(support.get("exhibits", ())) > 1 else
                                                      ["E5"] if "exhibits" in support else [])  # fmt: skip
    assert "# he said so" in path.read_text(encoding="utf-8")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).map(str.strip).filter(bool),
    st.sampled_from(["fact on-duty", "act 1", "act 2", "what-happened 3", "approach 2", "reply first/1"]),
)
def test_any_place_is_written_so_that_it_is_read_back_and_everything_else_stays(
    tmp_path_factory: pytest.TempPathFactory, at: str, place: str
) -> None:
    folder = tmp_path_factory.mktemp("case")
    (meant,), _ = places_wanted(told(a_case(folder)), [wanted(place)], law())
    path = folder / "incidents/meeting.yaml"
    edit(path, lambda data: linked(data, meant, Citation(exhibit="E9", at=at)))
    again = told(read_case(folder, None))
    (found,), _ = places_wanted(again, [wanted(place)], law())
    assert found.cites("E9", at)
    assert path.read_text(encoding="utf-8").count("#") - at.count("#") == INCIDENT.count("#")
