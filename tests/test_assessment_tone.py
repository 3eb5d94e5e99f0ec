"""The tone of what was typed: what is warned of, what is not, where, and that nothing is changed or refused for it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.lexicon import Lexicon, plain_words
from complaintkit.assessment.tone import tone_of
from complaintkit.case.reading import read_case
from complaintkit.languages.citations import cited_languages
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law, Tone
from complaintkit.locations import shipped
from complaintkit.problems import Problem

Run = Callable[..., tuple[int, str, str]]
SENTENCES = Path(__file__).with_name("tone_sentences.yaml")


def law_of() -> Law:
    rules, problems = load_law(shipped("regulations"))
    assert rules is not None, problems
    return rules


LAW = law_of()
LEXICONS = {tone.language: Lexicon(tone) for tone in LAW.tone}
CASE = """\
format: 1
title: Letters of 2025
language: LANGUAGE
complainant: {label: association, shown_as: the association, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the institution}
treatment: {eeas: {asks: [ASKS]}}
"""
INCIDENT = """\
title: A meeting
when: 2025-01-20
what_happened:
  - {say: "SAY", source: own, vouched: true}
acts:
  - {on: 2025-01-20, what: "ACT", vouched: true}
facts: {matter: conduct}
"""


def sentences() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield language, sentence and the kinds that are to be found in it."""
    held = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    for language, kinds in held.items():
        for kind, texts in kinds.items():
            yield from ((language, text, () if kind == "neutral" else (kind,)) for text in texts)


@pytest.mark.parametrize(("language", "text", "kinds"), list(sentences()))
def test_sentences_by_what_is_to_be_found_in_them(language: str, text: str, kinds: tuple[str, ...]) -> None:
    found = LEXICONS[language].find(text)
    assert tuple(dict.fromkeys(one.kind for one in found)) == kinds


def test_every_official_language_has_words_and_sentences_that_try_them() -> None:
    assert sorted(LEXICONS) == list(cited_languages())
    tried = {(language, kinds) for language, _, kinds in sentences()}
    for language in LEXICONS:
        assert {(language, (kind,)) for kind in ("guilt", "insult", "absolute")} <= tried
        assert (language, ()) in tried


def test_no_list_claims_a_reader_it_never_had() -> None:
    assert {tone.reviewed_by for tone in LAW.tone} == {"nobody"}


def found_in(
    folder: Path, *, say: str = "x", act: str = "x", asks: str = "x", language: str = "en"
) -> tuple[Problem, ...]:
    (folder / "incidents").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE.replace("LANGUAGE", language).replace("ASKS", asks), encoding="utf-8")
    (folder / "incidents" / "m.yaml").write_text(INCIDENT.replace("SAY", say).replace("ACT", act), encoding="utf-8")
    (folder / "exhibits.yaml").write_text("format: 1\n", encoding="utf-8")
    read = read_case(folder, LAW)
    assert read.case is not None, read.problems
    return tone_of(read.case, LAW, read.documents)


def test_a_warning_names_file_line_sentence_and_what_to_write_instead(tmp_path: Path) -> None:
    (problem,) = found_in(tmp_path, say="They met. The official violated his duties. They left.")
    assert (problem.code, problem.severity) == ("CK730", "warning")
    assert (problem.file, problem.line) == ("incidents/m.yaml", 4)
    assert problem.message == "“violated” asserts guilt: The official violated his duties."
    assert problem.hint
    assert "for the recipient to establish" in problem.hint


def test_acts_and_what_is_asked_are_looked_at_as_well(tmp_path: Path) -> None:
    found = found_in(tmp_path, act="shouted like an idiot", asks="To dismiss the Deputy Head.")
    assert [(problem.code, problem.file) for problem in found] == [
        ("CK734", "case.yaml"),
        ("CK731", "incidents/m.yaml"),
    ]


def test_a_penalty_is_asked_for_only_where_something_is_asked(tmp_path: Path) -> None:
    assert found_in(tmp_path, say="The ministry spoke of sanctions and of the dismissal of a judge.") == ()


def test_a_language_without_a_list_has_no_words_and_no_alarm(tmp_path: Path) -> None:
    assert found_in(tmp_path, say="He is guilty.", language="ru") == ()


def test_each_word_once_a_sentence_however_it_is_written(tmp_path: Path) -> None:
    found = found_in(tmp_path, say="NEVER, never ever. Never again.")
    assert [problem.message.split(" claims")[0] for problem in found] == ["“NEVER”", "“never”", "“Never”"]


def test_hearsay_is_what_others_say(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    found_in(folder)
    path = folder / "incidents" / "m.yaml"
    told = path.read_text(encoding="utf-8").replace(
        '"x", source: own', '"He lied.", source: hearsay, told_by: association', 1
    )
    path.write_text(told, encoding="utf-8")
    read = read_case(folder, LAW)
    assert read.case is not None
    assert tone_of(read.case, LAW, read.documents) == ()


def test_check_and_letter_warn_and_change_nothing(tmp_path: Path, run: Run) -> None:
    case = shutil.copytree(shipped("evidence"), tmp_path / "case")
    path = case / "incidents" / "unanswered-requests-2019-02.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("urgent requests", "shamefully ignored requests", 1), encoding="utf-8"
    )
    before = path.read_bytes()
    code, _, err = run("check", "--case", case)
    assert code == 0
    assert "CK731" in err
    code, _, err = run("letter", "--case", case, "--to", "approach", "--lang", "en")
    assert code == 0
    assert err.count("CK731") == 1
    assert "1 warning" in err
    code, _, err = run("letter", "--case", case, "--to", "olaf", "--lang", "en")
    assert "CK731" not in err
    assert path.read_bytes() == before


def test_the_example_has_nothing_to_weigh() -> None:
    read = read_case(shipped("evidence"), LAW)
    assert read.case is not None
    assert tone_of(read.case, LAW, read.documents) == ()


PLAIN = Tone(
    "en", "nobody", (("insult", ("idiot*", "agent of the regime")), ("absolute", ("never",))), ("called them",)
)
WORD = st.sampled_from(["idiot", "idiots", "never", "nevertheless", "idio", "agent", "of", "the", "regime", "house"])


@given(st.lists(WORD, max_size=12), st.sampled_from([" ", "\n", "  "]), st.booleans())
def test_whole_words_and_their_endings_and_nothing_else(words: list[str], space: str, upper: bool) -> None:
    text = space.join(words)
    expected = set(re.findall(r"\bidiots?\b|\bnever\b|\bagent\s+of\s+the\s+regime\b", text))
    found = {one.word for one in Lexicon(PLAIN).find(text.upper() if upper else text)}
    assert {" ".join(one.split()).casefold() for one in expected} == {one.casefold() for one in found}


@pytest.mark.parametrize(("language", "text", "kinds"), list(sentences()))
def test_what_is_quick_finds_no_less(language: str, text: str, kinds: tuple[str, ...]) -> None:
    assert not kinds or LEXICONS[language].beginnings(plain_words(text))


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str) -> None:
    lexicon = LEXICONS["en"]
    if list(lexicon.find(text)):
        assert lexicon.beginnings(plain_words(text))


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ('"', '"'), ("‘", "’"), ("'", "'"), ("‹", "›")],
)
def test_what_stands_between_quotation_marks_is_not_the_teams_own(opens: str, closes: str) -> None:
    assert not list(Lexicon(PLAIN).find(f"He wrote: {opens}You idiots never learn.{closes}"))
    assert list(Lexicon(PLAIN).find(f"An idiot wrote: {opens}You never learn.{closes}"))


@pytest.mark.parametrize(
    ("content", "code"),
    [("language: en\n", "CK302"), ("guilt: [vi*]\n", "CK")],
)
def test_a_list_that_cannot_be_used_is_found(tmp_path: Path, content: str, code: str) -> None:
    rules = shutil.copytree(shipped("regulations"), tmp_path / "rules")
    text = (rules / "tone" / "fr.yaml").read_text(encoding="utf-8")
    key = content.partition(":")[0]
    (rules / "tone" / "fr.yaml").write_text(
        re.sub(rf"^{key}: .*?(?=^\w|\Z)", content, text, flags=re.MULTILINE | re.DOTALL), encoding="utf-8"
    )
    law, problems = load_law(rules)
    assert law is None
    assert any(problem.code.startswith(code) and "tone/fr.yaml" in problem.file for problem in problems)
