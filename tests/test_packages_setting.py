"""Text set on sheets: nothing lost, no line too wide, every letter of every language, signs without a font by number."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaintkit.packages import fonts as fonts_module
from complaintkit.packages.fonts import fonts, printable
from complaintkit.packages.setting import LINES_A_PAGE, SIZE, WIDTH, set_text, wrapped
from complaintkit.packages.values import Lines, Nothing
from complaintkit.problems import Refused

LANGUAGES = {
    "bg": "Щъркелът се връща; ѝ, ж, ч, ю, я",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "da": "Æbler, øl og ål",
    "de": "Größe, Äpfel, Öl, Übung, Straße, „so“",
    "el": "Ταχίστη αλώπηξ, ϊ ΐ ύ ς «ναι»",
    "en": "“Quoted”, it’s 5 % – and so on…",
    "es": "¿Qué? ¡Señor, pingüino! ª º",
    "et": "Õunad, ääred, öö, üks, šokk, žanr",
    "fi": "Äiti, öljy, åbo",
    "fr": "« Œuvre », garçon, naïve, où, À, ÿ",
    "ga": "Áéíóú, ḃ ċ ḋ ḟ ġ ṁ ṗ ṡ ṫ",
    "hr": "Čovjek, ćup, đak, šuma, žaba, ǆ ǉ ǌ",
    "hu": "Árvíztűrő tükörfúrógép",
    "it": "Perché, così, città, è, ù",
    "lt": "Ąžuolas, čia, ęė, įū, šūkis, ųūž",
    "lv": "Āda, čū, ēģ, īķ, ļņ, ŗ, šūž",
    "mt": "Ċavetta, ġbejna, ħobż, żarbun, għ",
    "nl": "Eén, reünie, ĳ, coördinatie",
    "pl": "Zażółć gęślą jaźń, Łódź",
    "pt": "Ação, não, õ, à, é, ç",
    "ro": "Știință, țară, înger, ăâ, ş ţ",
    "sk": "Kŕdeľ ďatľov, ŕ ĺ ô ä",
    "sl": "Češnja, šola, žito",
    "sv": "Åkerbär, älg, öl",
    "hy": "Հայաստան, Երևան",
    "ka": "საქართველო",
    "ru": "Съешь ещё этих мягких булок",
    "uk": "Ґанок, їжак, єнот, і",
    "be": "Ўсё, дзень",
    "sr": "Ђорђе, љубав, њива, џеп, ћуп",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_a_glyph(language: str) -> None:
    assert printable(LANGUAGES[language])[1] == 0
    shown = set_text(LANGUAGES[language])
    assert isinstance(shown, Lines)
    assert not shown.replaced


def test_a_sign_without_a_font_is_shown_by_its_number() -> None:
    shown = set_text("Done \u2713 and more words, so that one sign among many is all that is replaced here.")
    assert isinstance(shown, Lines)
    assert shown.replaced
    assert "Done [U+2713] and" in " ".join(shown.pages[0])


def test_what_turns_the_direction_of_writing_is_shown() -> None:
    assert printable("invoice\u202efdp.exe") == ("invoice[U+202E]fdp.exe", 1)


def test_signs_that_nobody_sees_are_dropped() -> None:
    assert printable("\ufeffa\u200bb\u00adc") == ("abc", 0)


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "नमस्ते", "漢字仮名交じり文" * 3])
def test_scripts_that_are_not_set_are_not_set_wrongly(text: str) -> None:
    assert isinstance(set_text(text), Nothing)


def test_lines_and_blank_lines_stay_where_they_are() -> None:
    assert set_text("one\n\n  two\r\nthree\ttab\n\n") == Lines((("one", "", "  two", "three   tab"),))


def test_a_long_text_takes_several_sheets_and_a_form_feed_begins_one() -> None:
    assert [len(page) for page in set_text("line\n" * (LINES_A_PAGE + 1)).pages] == [LINES_A_PAGE, 1]  # type: ignore[union-attr]
    assert set_text("one\ftwo") == Lines((("one",), ("two",)))


def test_an_empty_text_is_an_empty_sheet() -> None:
    assert set_text("") == Lines(((),))


@settings(max_examples=60)
@given(st.text(st.characters(codec="cp1252", exclude_categories=("C",)), max_size=400))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str) -> None:
    line = printable(text.replace("\n", " "))[0]
    lines = wrapped(line, WIDTH, SIZE)
    assert "".join("".join(lines).split()) == "".join(line.split())
    assert all(fonts().width(one, SIZE) <= WIDTH + 0.01 for one in lines)


@given(st.integers(40, 2000))
def test_a_word_wider_than_the_sheet_is_cut(length: int) -> None:
    lines = wrapped("W" * length, WIDTH, SIZE)
    assert "".join(lines) == "W" * length
    assert all(fonts().width(one, SIZE) <= WIDTH for one in lines)


def test_fonts_that_are_not_as_they_were_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = fonts_module.library
    other = SimpleNamespace(__file__=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(fonts_module, "library", lambda name: other if name == "manimgx_fonts" else real(name))
    with pytest.raises(Refused) as refused:
        fonts.__wrapped__()
    assert "NotoSans[wght].ttf" in refused.value.problems[0].message
