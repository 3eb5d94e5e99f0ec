"""The translations of the rules' own sentences, as PO files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.loading import load_law
from complaintkit.law.translations import (
    PREPARED,
    parse_translations,
    plain_pairs,
    prepared_translations,
    sentences_of_rules,
    tidy,
    translated_rules,
)

HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n'


def test_pairs_without_the_header() -> None:
    text = HEADER + '# a comment\nmsgid "One."\nmsgstr "Un."\n\nmsgid "Two."\nmsgstr "Deux."\n'
    assert parse_translations(text, "fr.po") == ((("One.", "Un."), ("Two.", "Deux.")), ())


def test_a_sentence_may_stand_on_several_lines() -> None:
    text = 'msgid ""\n"A long "\n"sentence."\nmsgstr ""\n"Une longue "\n"phrase."\n'
    assert parse_translations(text, "fr.po")[0] == (("A long sentence.", "Une longue phrase."),)


def test_quotes_and_backslashes_are_themselves() -> None:
    text = 'msgid "The \\"first\\" \\\\ line\\nand more"\nmsgstr "La « première »"\n'
    assert parse_translations(text, "fr.po")[0][0][0] == 'The "first" \\ line\nand more'


def test_what_is_fuzzy_or_empty_is_not_translated() -> None:
    text = '#, fuzzy\nmsgid "One."\nmsgstr "Un ?"\n\nmsgid "Two."\nmsgstr ""\n\nmsgid "Three."\nmsgstr "Trois."\n'
    assert parse_translations(text, "fr.po")[0] == (("Three.", "Trois."),)


def test_a_line_that_is_no_translation_is_a_problem_and_the_rest_is_kept() -> None:
    pairs, problems = parse_translations('msgid "One."\nmsgstr "Un."\nmsgstr Deux.\n', "regulations/translations/fr.po")
    assert pairs == (("One.", "Un."),)
    assert [(problem.file, problem.line, problem.code) for problem in problems] == [
        ("regulations/translations/fr.po", 3, "CK317")
    ]


def test_text_before_any_key_is_a_problem() -> None:
    assert parse_translations('"stray"\n', "fr.po")[1][0].line == 1


texts = st.text(st.characters(exclude_characters="\r\n"), min_size=1)


@given(st.dictionaries(texts, texts, max_size=5))
def test_what_is_written_is_read_back(pairs: dict[str, str]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    text = HEADER + "".join(f"msgid {quoted(source)}\nmsgstr {quoted(target)}\n\n" for source, target in pairs.items())
    assert parse_translations(text, "fr.po") == (tuple(pairs.items()), ())


def test_whatever_a_letter_may_print_of_the_rules_is_wanted_in_each_language_once(regulations: Path) -> None:
    law, _ = load_law(regulations)
    assert law is not None
    wanted = sentences_of_rules(law)
    assert len(wanted) == len(set(wanted))
    assert {provision.title for provision in law.provisions} <= set(wanted)
    assert {criterion.text for provision in law.provisions for criterion in provision.criteria} <= set(wanted)
    asked = {question.text: question.recorded for question in law.questions}
    assert {text for text, recorded in asked.items() if not recorded} <= set(wanted)  # sources may differ on the answer
    assert not {text for text, recorded in asked.items() if recorded} & set(wanted)


def test_translations_are_read_for_one_language_when_they_are_wanted(regulations: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(regulations, tmp_path / "regulations"))
    french = folder / "translations" / "fr.po"
    french.write_text(french.read_text(encoding="utf-8").replace("Psychological harassment", "Harassment"), "utf-8")
    (folder / "translations" / "de.po").write_text("no PO file", encoding="utf-8")
    law, _ = load_law(regulations)
    assert law is not None
    moved = replace(law, translations=replace(law.translations, folder=str(folder)))
    assert "Harassment" in " ".join(translated_rules(moved, "fr"))
    assert translated_rules(moved, "xx") == {}


def test_the_shipped_translations_are_ready_as_they_stand_in_their_files(regulations: Path) -> None:
    files = sorted((regulations / "translations").glob("*.po"))
    assert sorted(path.stem for path in PREPARED.glob("*.json")) == [path.stem for path in files]
    for path in files:
        ready = (PREPARED / f"{path.stem}.json").read_text(encoding="utf-8")
        assert ready == prepared_translations(path.read_bytes()), "run tools/prepare.py"


def test_no_break_spaces_of_a_translator_stay_and_line_breaks_go() -> None:
    assert tidy(" « un\u00a0»\n deux ") == "« un\u00a0» deux"


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_a_plain_file_read_in_one_go_says_what_reading_it_line_by_line_says(pairs: list[tuple[str, str]]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    text = HEADER + "".join(f"#. a place\nmsgid {quoted(a)}\nmsgstr {quoted(b)}\n\n" for a, b in pairs)
    assert plain_pairs(text) == list(parse_translations(text, "fr.po")[0])


@pytest.mark.parametrize(
    "text", ['msgid "One.\nmsgstr "Un."\n', "One.\n", 'msgid "One."\nmsgstr Un.\n', 'msgid "a"b"\nmsgstr "c"\n']
)
def test_what_is_no_plain_file_is_left_to_a_closer_look(text: str) -> None:
    assert plain_pairs(HEADER + text) is None


PIECES = [
    'msgid "', 'msgstr "', '"', "\n", "#, fuzzy\n", "# c\n", "#\n", "a", '\\"', "\\", "\\n", " ", '"x"\n', 'msgid_plural "',
    '\nmsgid "b"\nmsgstr "c"\n', 'msgid "b"\nmsgstr ""\n', HEADER,
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_a_damaged_file_is_never_taken_for_a_plain_one(text: str) -> None:
    pairs = plain_pairs(text)
    if pairs is not None:
        assert parse_translations(text, "fr.po") == (tuple(pairs), ())
