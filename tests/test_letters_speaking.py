"""One template for every language: it prints sentences of the catalogue, and no others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from complaintkit.documents.compiled import compile_template
from complaintkit.documents.properties import CoreProperties
from complaintkit.letters.speaking import Sentences, catalogue_sentences, letter_shape
from complaintkit.problems import Problem, Refused

Maker = Callable[..., bytes]
PROPERTIES = CoreProperties("A letter", "", "fr", date(2020, 10, 2))


def said(document: bytes, language: str, *, draft: bool = False) -> str:
    letter = compile_template(document, "my.docx", letter_shape()).render(
        {"subject": "12"}, PROPERTIES, Sentences(language, draft=draft)
    )
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        text = package.read("word/document.xml").decode()
    return text.split('preserve">')[1].split("</w:t>")[0]


def refused(document: bytes, language: str = "fr") -> Problem:
    with pytest.raises(Refused) as failure:
        said(document, language)
    (problem,) = failure.value.problems
    return problem


@pytest.mark.parametrize(("language", "text"), [("en", "Annex 12"), ("fr", "annexe 12"), ("de", "Anlage 12")])
def test_a_template_says_a_sentence_in_the_language_of_the_letter(
    word_document: Maker, language: str, text: str
) -> None:
    assert said(word_document('{{ _("Annex {number}", number=subject) }}'), language) == text


def test_quotation_marks_that_word_has_bent_are_of_no_account(word_document: Maker) -> None:
    assert said(word_document("{{ _(“Annex {number}”, number=subject) }}"), "fr") == "annexe 12"


@pytest.mark.parametrize(("number", "text"), [("1", "1 day has passed since"), ("2", "2 days have passed since")])
def test_a_sentence_for_a_number(word_document: Maker, number: str, text: str) -> None:
    words = '"{n} day has passed since the last of them.", "{n} days have passed since the last of them."'

    assert said(word_document("{{ ngettext(" + words + ", " + number + ") }}"), "en").startswith(text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sentence_that_the_catalogue_does_not_have_is_an_error_at_its_place(
    word_document: Maker, language: str
) -> None:
    problem = refused(word_document('{{ _("Nobody ever wrote this.") }}'), language)

    assert problem.code == "CK623"
    assert "document.xml, paragraph 1" in problem.message
    assert "the catalogue has no sentence “Nobody ever wrote this.”" in problem.message


def test_a_value_that_the_sentence_needs_is_named(word_document: Maker) -> None:
    assert "needs a value for {number}" in refused(word_document('{{ _("Annex {number}") }}')).message


@pytest.mark.parametrize("words", ['"{0.__class__}"', '"{x!r:>999999999}", x=1', '"{number:>999999999}", number=1'])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_template_brings_no_format_of_its_own(word_document: Maker, words: str, language: str) -> None:
    assert refused(word_document("{{ _(" + words + ") }}"), language).code == "CK623"


def test_every_sentence_of_the_catalogue_can_be_said_in_every_language() -> None:
    assert len(catalogue_sentences()) > 200
    assert Sentences("de").say("Annex {number}", number=1) == "Anlage 1"
    with pytest.raises(LookupError):
        Sentences("de").say_many("Nobody wrote this.", "Nor this.", 2)


def test_the_shape_of_a_letter_reaches_down_to_its_blocks() -> None:
    shape = letter_shape()

    assert set(shape["sections"][0]["blocks"][0]) == {"kind", "number", "text", "reference", "source", "part"}
    assert shape["approaches"] == {"title": None, "headers": [None], "rows": [[None]]}


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("{% for s in sections %}{{ s.titel }}{% endfor %}", "did you mean `title`?"),
        ("{% for b in sections[0].blocks %}{{ b.refrnce }}{% endfor %}", "did you mean `reference`?"),
        ("{{ approaches.row }}", "did you mean `rows`?"),
        ("{{ (sections|last).keys }}", "did you mean `key`?"),
        ("{{ sections|map(attribute='titel')|join }}", "did you mean `title`?"),
        ("{% set a = annexes %}{{ a.header }}", "did you mean `headers`?"),
        ("{% for s in sections %}{{ loop.nextitem.ttle }}{% endfor %}", "did you mean `title`?"),
    ],
)  # fmt: skip
def test_an_unknown_field_is_found_before_any_letter_is_made(word_document: Maker, tag: str, hint: str) -> None:
    with pytest.raises(Refused) as failure:
        compile_template(word_document(tag), "my.docx", letter_shape())

    (problem,) = failure.value.problems
    assert (problem.code, problem.hint) == ("CK616", hint)
