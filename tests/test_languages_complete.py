"""Proofs that each shipped language is complete, on its translation files and on the letters of the worked example.

Parametrised over what is shipped: a catalogue that is added is tested by itself. The letters are rendered once.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from complaintkit.case.reading import read_case
from complaintkit.cli.main import group
from complaintkit.documents.columns import room
from complaintkit.languages import formats
from complaintkit.languages.catalogue import shipped_languages
from complaintkit.languages.files import catalogue_file
from complaintkit.languages.held import held
from complaintkit.languages.progress import Progress, progress, sources_in
from complaintkit.languages.sentences import every_text, sentences_of
from complaintkit.languages.translations import Entry, parse_po
from complaintkit.law.prepared import prepared_law
from complaintkit.law.translations import sentences_of_rules
from complaintkit.law.values import Law
from complaintkit.locations import shipped

TRANSLATED = [language for language in shipped_languages() if language != "en"]
RECIPIENTS = ("ombudsman", "olaf", "eeas")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALPHABETS = {"el": "GREEK", "bg": "CYRILLIC"}
QUOTATION_MARKS = '“”„«»"'
KINDS = {
    "fixed": catalogue_file,
    "rules": lambda language: shipped("regulations") / "translations" / f"{language}.po",
    "case": lambda language: shipped("evidence") / "translations" / f"{language}.po",
}


@dataclass(frozen=True)
class Letters:
    """The letters of the example in every shipped language, and what was said of those that could not be made."""

    folder: Path
    refused: str

    def text(self, recipient: str, language: str) -> str:
        return (self.folder / f"{recipient}.{language}.txt").read_text(encoding="utf-8")

    def document(self, recipient: str, language: str) -> etree._Element:
        with zipfile.ZipFile(self.folder / f"{recipient}.{language}.docx") as package:
            return etree.fromstring(package.read("word/document.xml"))


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    folder = tmp_path_factory.mktemp("languages")
    case = shutil.copytree(shipped("evidence"), folder / "case")
    wanted = ["letter", "--to", ",".join(RECIPIENTS), "--lang", "all", "--text"]
    answered = CliRunner().invoke(group, [*wanted, "--case", str(case), "--out", str(folder)], standalone_mode=False)
    return Letters(folder, "" if answered.return_value == 0 else answered.output)


@cache
def law() -> Law:
    found = prepared_law(shipped("regulations"))
    assert found is not None
    return found


@cache
def wanted(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the sentences that a language needs, and those that it may have besides."""
    if kind == "rules":
        return frozenset(sentences_of_rules(law())), frozenset()
    if kind == "case":
        case = read_case(shipped("evidence"), law()).readable()
        return frozenset(text for _, text in sentences_of(case)), every_text(case)
    return frozenset().union(*(sources_in(text_of("fixed", one)) for one in TRANSLATED)), frozenset()


@cache
def text_of(kind: str, language: str) -> str:
    path = KINDS[kind](language)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@cache
def progress_of(kind: str, language: str) -> Progress:
    return progress(text_of(kind, language), *wanted(kind))


@cache
def entries(kind: str, language: str) -> tuple[Entry, ...]:
    return parse_po(text_of(kind, language))


def translations(language: str) -> Iterator[tuple[str, str]]:
    """Yield every translation of a language with its English, of all three kinds."""
    for kind in KINDS:
        for entry in entries(kind, language):
            for text in entry.forms or (entry.text,):
                yield entry.source, text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_untranslated_fuzzy_or_outdated(language: str, kind: str) -> None:
    found = progress_of(kind, language)
    assert (found.translated, found.fuzzy, found.outdated) == (found.wanted, 0, 0)
    assert found.drafted_by
    assert "X-Reviewed-By" in text_of(kind, language)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_form_has_the_placeholders_of_its_english(language: str) -> None:
    unlike = [(a, b) for a, b in translations(language) if placeholders(a) != placeholders(b)]
    assert unlike == []


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_numbers_of_a_sentence_are_in_its_translation(language: str) -> None:
    case = ((entry.source, entry.text) for entry in entries("case", language))
    assert [(source, text) for source, text in case if digits(source) != digits(text)] == []


def digits(text: str) -> list[str]:
    return sorted("".join(re.findall(r"\d", text)))


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_composed_and_hold_nothing_invisible(language: str) -> None:
    for _, text in translations(language):
        assert unicodedata.is_normalized("NFC", text), text
        assert not re.search("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]|  ", text), text


@pytest.mark.parametrize("language", TRANSLATED)
def test_quotations_are_marked_as_the_language_marks_them(language: str) -> None:
    opening, closing = (mark.strip("\u00a0\u202f ") for mark in held(language)["formats"]["quotes"])
    for _, text in translations(language):
        found = [character for character in text if character in QUOTATION_MARKS]
        if found:
            assert (found[0], found[-1]) == (opening, closing), text
            assert '"' not in found, text


@pytest.mark.parametrize("language", shipped_languages())
def test_every_letter_is_made(letters: Letters, language: str) -> None:
    missing = [one for one in RECIPIENTS if not (letters.folder / f"{one}.{language}.docx").is_file()]
    assert not missing, letters.refused


@pytest.mark.parametrize("recipient", RECIPIENTS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_no_english_is_left_but_official_wordings(letters: Letters, recipient: str, language: str) -> None:
    left = english_runs() & runs(without_official_english(body(letters.text(recipient, language))))
    assert left == set()


def test_a_sentence_that_was_forgotten_is_found() -> None:
    forgotten = "Texte. No reply has been received. Suite."
    assert ("no", "reply", "has", "been") in english_runs() & runs(forgotten)


def body(text: str) -> str:
    """Return what the recipient reads: without the headings and notes for whoever pastes it, without the names of files."""
    blocks = re.split(r"^=== (.*) ===$", text, flags=re.MULTILINE)[1:]
    told = zip(blocks[::2], blocks[1::2], strict=True)
    return "\n".join(block for title, block in told if not title.startswith(("The web form", "Files to attach")))


def without_official_english(text: str) -> str:
    for wording in law().wordings:
        if wording.language == "en":
            text = text.replace(wording.text.strip(), "")
    return text


def runs(text: str, length: int = 4) -> set[tuple[str, ...]]:
    """Return every run of so many words that stands in a sentence."""
    found: set[tuple[str, ...]] = set()
    for sentence in re.split(r"[\n.;:!?()\[\]“”„«»]", text):
        words = re.findall(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*", sentence.lower())
        found |= {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
    return found


@cache
def english_runs() -> frozenset[tuple[str, ...]]:
    """Return the runs of words of every English sentence that has a translation."""
    sources = [source for kind in KINDS for source in (entry.source for entry in entries(kind, TRANSLATED[0]))]
    return frozenset(runs("\n".join(sources)))


@pytest.mark.parametrize("recipient", RECIPIENTS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_a_letter_is_in_the_script_of_its_language(letters: Letters, recipient: str, language: str) -> None:
    text = without_official_english(body(letters.text(recipient, language)))
    scripts = [
        unicodedata.name(character, "?").split()[0]
        for character in text
        if character.isalpha() and character not in "ªº"
    ]
    own = ALPHABETS.get(language, "LATIN")
    foreign = 0.1 if own != "LATIN" else 0.002  # labels and abbreviations that stay Latin
    assert sum(script != own for script in scripts) / len(scripts) < foreign


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_word_mixes_two_alphabets(language: str) -> None:
    for _, text in translations(language):
        for word in re.findall(r"[^\W\d_]{2,}", text):
            scripts = {unicodedata.name(character).split()[0] for character in word}
            assert len(scripts & {"LATIN", "GREEK", "CYRILLIC"}) == 1, (word, text)


@cache
def covered() -> frozenset[int]:
    """Return the code points that the free faces have (tests/fonts/liberation.txt, made by tools/font_coverage.py)."""
    lines = (Path(__file__).parent / "fonts" / "liberation.txt").read_text(encoding="ascii").splitlines()
    ends = [[int(end, 16) for end in line.split("-")] for line in lines if not line.startswith("#")]
    return frozenset(point for end in ends for point in range(end[0], end[-1] + 1))


@pytest.mark.parametrize("recipient", RECIPIENTS)
@pytest.mark.parametrize("language", shipped_languages())
def test_every_character_has_a_glyph_in_the_free_fonts(letters: Letters, recipient: str, language: str) -> None:
    text = "".join(letters.document(recipient, language).itertext())
    missing = {character for character in text if ord(character) not in covered() and not character.isspace()}
    assert missing == set()


@pytest.mark.parametrize("recipient", RECIPIENTS)
@pytest.mark.parametrize("language", shipped_languages())
def test_no_word_of_a_table_is_cut_off(letters: Letters, recipient: str, language: str) -> None:
    for table in letters.document(recipient, language).iter(f"{W}tbl"):
        widths = [int(str(column.get(f"{W}w"))) for column in table.iter(f"{W}gridCol")]
        for row in table.iterchildren(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            for cell, width in zip(cells, widths if len(cells) == len(widths) else [], strict=False):
                text = "\n".join("".join(paragraph.itertext(f"{W}t")) for paragraph in cell.iter(f"{W}p"))
                widest = max(re.split(r"(?<=[/–-])|\s+", text), key=room)
                assert room(widest) <= width, (widest, width)


@pytest.mark.parametrize("language", shipped_languages())
def test_the_formats_of_a_language_are_used_in_its_letters(letters: Letters, language: str) -> None:
    text = letters.text("eeas", language)
    day = formats.long_date(read_case(shipped("evidence"), law()).readable().file.as_of, language)
    assert day in text or day in "".join(letters.document("eeas", language).itertext())


@pytest.mark.parametrize("recipient", RECIPIENTS)
@pytest.mark.parametrize("language", shipped_languages())
def test_no_sentence_has_two_full_stops_or_a_space_before_one(letters: Letters, recipient: str, language: str) -> None:
    text = body(letters.text(recipient, language))
    assert re.findall(r".{20}(?:(?<!\.)\.\.(?!\.)| [.,]).{0,10}", text) == []
