"""The register's own words and relations, who may see an exhibit, and what was withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaintkit.case.disclosing import disclosure_of, may_see
from complaintkit.case.reading import CaseFolder, read_case
from complaintkit.case.vocabularies import WORDS, references, vocabularies

CASE = """\
format: 1
title: Invented case
complainant: {label: association, shown_as: the association, kind: organisation}
respondent: {institution: eeas, shown_as: the European External Action Service}
persons:
  witness-1: {shown_as: a witness, kind: person}
  partner: {shown_as: a partner organisation, kind: organisation}
"""
INCIDENT = "title: Something\nwhen: 2019-09-18\nexhibits: [E1]\nwhat_happened: It happened.\n"


def a_case(folder: Path, *entries: str) -> CaseFolder:
    (folder / "incidents").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "incidents" / "meeting.yaml").write_text(INCIDENT, encoding="utf-8")
    lines = (
        f"  E{number}: {{file: exhibits/E{number}.pdf, sha256: '{'0' * 64}', size: 1, title: A title{entry}}}\n"
        for number, entry in enumerate(entries, start=1)
    )
    (folder / "exhibits.yaml").write_text(f"format: 1\nexhibits:\n{''.join(lines)}", encoding="utf-8")
    return read_case(folder, None)


def told(folder: CaseFolder) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.line, problem.severity) for problem in folder.problems]


def test_every_term_says_what_it_means_and_where_it_comes_from() -> None:
    for vocabulary in vocabularies().values():
        assert vocabulary.about
        assert len({term.id for term in vocabulary.terms}) == len(vocabulary.terms)
        for term in vocabulary.terms:
            assert term.label, term.id
            assert term.definition, term.id
            assert term.source == "own" or term.source in references(), term.id
            assert vocabulary.term(term.id) == vocabulary.term(term.label) == term
            assert all(vocabulary.term(word) == term for word in term.also), term.id


def test_every_source_says_how_far_it_was_read() -> None:
    for reference in references().values():
        assert reference.read
        assert reference.title
        assert reference.checked


def test_each_key_of_the_register_that_takes_terms_has_its_vocabulary() -> None:
    assert set(WORDS.values()) == set(vocabularies())


@pytest.mark.parametrize("word", ["e-mail", "E-Mail", "email", "e mail"])
def test_a_term_is_known_in_any_spelling(word: str) -> None:
    term = vocabularies()["kind"].term(word)
    assert term is not None
    assert term.id == "e-mail"


def test_everything_that_the_register_may_say_is_read(tmp_path: Path) -> None:
    read = a_case(
        tmp_path,
        ", kind: letter, made_by: witness-1, connection: involved, how_obtained: handed-over, received_from: partner"
        ", received: 2019-10, hands: [{who: partner, on: 2019-09-30, how: by post}], reliability: likely-reliable"
        ", confidentiality: confidential, disclosure: olaf, special_categories: [health], original_language: ru"
        ", file_says: {sender: 'A <a@invented.example>', sent: '2019-09-18T10:00:00+02:00', assumed: [language]}",
        ", relations: [{kind: translation-of, exhibit: E1, note: by the team}], withdrawn: {at: 2020-01-01, why: twice}",
    )
    assert told(read) == []
    assert read.case is not None
    first, second = read.case.register.exhibits.values()
    assert (first.hands[0].who, first.disclosure, first.special_categories) == ("partner", "olaf", ("health",))
    assert first.file_says is not None
    assert first.file_says.sent == "2019-09-18T10:00:00+02:00"
    assert (second.relations[0].exhibit, second.withdrawn and second.withdrawn.why) == ("E1", "twice")


def test_a_word_in_no_vocabulary_is_kept_and_the_closest_term_is_named(tmp_path: Path) -> None:
    read = a_case(tmp_path, ", kind: lettre, special_categories: [health, helth]")
    assert told(read) == [("CK511", 3, "warning"), ("CK511", 3, "warning")]
    assert [problem.hint for problem in read.problems] == ["did you mean `letter`?", "did you mean `health`?"]
    assert read.case is not None
    assert read.case.register.exhibits["E1"].kind == "lettre"


def test_a_relation_needs_the_other_exhibit(tmp_path: Path) -> None:
    read = a_case(
        tmp_path, ", relations: [{kind: reply-to, exhibit: E7}]", ", relations: [{kind: reply-to, exhibit: E2}]"
    )
    assert told(read) == [("CK512", 3, "error"), ("CK512", 4, "error")]
    assert "itself" in read.problems[1].message


def test_relations_in_a_circle_are_refused_once(tmp_path: Path) -> None:
    read = a_case(
        tmp_path,
        ", relations: [{kind: attachment-of, exhibit: E2}]",
        ", relations: [{kind: attachment-of, exhibit: E3}]",
        ", relations: [{kind: attachment-of, exhibit: E1}]",
        ", relations: [{kind: attachment-of, exhibit: E1}]",
    )
    assert told(read) == [("CK513", 3, "error")]
    assert "E1 → E2 → E3 → E1" in read.problems[0].message


def test_a_reply_to_a_message_that_is_attached_to_it_is_no_circle(tmp_path: Path) -> None:
    read = a_case(
        tmp_path, ", relations: [{kind: attachment-of, exhibit: E2}]", ", relations: [{kind: reply-to, exhibit: E1}]"
    )
    assert told(read) == []


def test_the_same_message_in_two_exhibits_is_warned_of_once(tmp_path: Path) -> None:
    said = ", file_says: {message_id: <1@invented.example>}"
    read = a_case(tmp_path, said, said, ", file_says: {message_id: <2@invented.example>}")
    assert told(read) == [("CK534", 4, "warning")]
    assert "E2 is the same message as E1" in read.problems[0].message


def test_a_withdrawn_exhibit_that_is_cited_is_warned_of(tmp_path: Path) -> None:
    read = a_case(tmp_path, ", withdrawn: {at: 2020-01-01, why: not authentic}")
    assert told(read) == [("CK514", 3, "warning")]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("", "institution"),
        (", made_by: association", "institution"),
        (", made_by: partner", "institution"),
        (", made_by: witness-1", "nobody"),
        (", received_from: witness-1", "nobody"),
        (", kind: written testimony", "nobody"),
        (", special_categories: [health]", "nobody"),
        (", confidentiality: confidential", "nobody"),
        (", confidentiality: internal", "institution"),
        (", made_by: witness-1, disclosure: olaf", "olaf"),
        (", disclosure: everybody", "everybody"),
    ],
)
def test_who_may_see_an_exhibit_for_which_nothing_is_said(tmp_path: Path, entry: str, expected: str) -> None:
    case = a_case(tmp_path, entry).readable()
    assert disclosure_of(case.register.exhibits["E1"], case) == expected


def test_what_is_for_olaf_only_is_for_nobody_else() -> None:
    seen = {
        setting: [to for to in ("ombudsman", "olaf", "eeas") if may_see(setting, to)]
        for setting in ("everybody", "institution", "olaf", "nobody")
    }
    everyone = ["ombudsman", "olaf", "eeas"]
    assert seen == {"everybody": everyone, "institution": everyone, "olaf": ["olaf"], "nobody": []}
