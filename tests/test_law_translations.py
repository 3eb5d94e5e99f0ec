"""The translations of the rules' own sentences, as PO files."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.loading import load_law
from complaintkit.law.translations import parse_translations, sentences_of_rules

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
