"""Real files of EUR-Lex: what is found is right, the same in both formats, and of the same structure in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from complaintkit.law.importing.assembling import read_parts
from complaintkit.law.importing.blocks import Origin
from complaintkit.law.importing.formex import read_formex
from complaintkit.law.importing.opening import open_act
from complaintkit.law.importing.structure import Part, wordings_of
from complaintkit.law.importing.xhtml import read_page
from complaintkit.law.loading import load_law

FOLDER = Path(__file__).parents[2] / "shared" / "law" / "eurlex"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real files of EUR-Lex are not in this checkout")
FILES = {
    "02007L0036-20220812.{}.html": (33, 116),
    "02007L0036-20220812.{}.fmx4.xml": (33, 116),
    "02009L0101-20130701.{}.html": (30, 77),
    "charter-2012.{}.xml": (54, 95),
}


@cache
def read(name: str) -> tuple[Origin, Part]:
    opened = open_act(FOLDER / name)
    origin, blocks = read_formex(opened.root) or read_page(opened.root) or pytest.fail(f"{name} was not read")
    parts, problems = read_parts(blocks, origin.language or "", name)
    assert [problem.code for problem in problems if problem.severity == "error"] == []
    assert len(parts) == 1
    return origin, parts[0]


def found(name: str) -> dict[str, str]:
    return wordings_of(read(name)[1], "x")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", FILES)
def test_every_article_and_paragraph_is_found(name: str, language: str) -> None:
    origin, part = read(name.format(language))
    assert origin.language == language
    assert (len(part.articles), len(found(name.format(language)))) == FILES[name]
    assert all(text and "\ue000" not in text and "►" not in text for text in found(name.format(language)).values())


@pytest.mark.parametrize("name", FILES)
def test_english_and_french_have_the_same_structure(name: str) -> None:
    (_, english), (_, french) = read(name.format("en")), read(name.format("fr"))
    assert list(found(name.format("en"))) == list(found(name.format("fr")))
    for one, other in zip(english.articles, french.articles, strict=True):
        assert len(one.paragraphs) == len(other.paragraphs)
        assert [len(paragraph.points) for paragraph in one.paragraphs] == [
            len(paragraph.points) for paragraph in other.paragraphs
        ], one.number


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_and_the_formex_file_of_an_act_say_the_same_word_for_word(language: str) -> None:
    page, formex = (found(f"02007L0036-20220812.{language}.{kind}") for kind in ("html", "fmx4.xml"))
    assert page == formex
    one, other = (read(f"02007L0036-20220812.{language}.{kind}")[0] for kind in ("html", "fmx4.xml"))
    assert (one.celex, one.version) == (other.celex, other.version)


def test_what_some_provisions_say() -> None:
    directive = found("02007L0036-20220812.en.html")
    assert directive["x:1(3a)"] == (
        "The companies referred to in paragraph 3 shall not be exempted from the provisions laid down in Chapter Ib."
    )
    assert directive["x:1(3)"].startswith(
        "Member States may exempt from this Directive the following types of companies:"
    )
    assert directive["x:1(3)"].endswith(
        "of the Council;\n\n(c) cooperative societies."
    )  # without the mark of the footnote
    older = found("02009L0101-20130701.en.html")
    assert older["x:18"] == "This Directive is addressed to the Member States."
    assert [one for one in older if one.startswith("x:16")] == ["x:16/1", "x:16/2"]
    assert "\n\n(i) are authorised to represent the company" in older["x:2"]


def test_an_article_with_a_table_is_marked() -> None:
    _, part = read("02009L0101-20130701.en.html")
    assert [article.number for article in part.articles if article.table] == ["1"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_charter_reads_as_it_is_held(language: str, regulations: Path) -> None:
    law, _ = load_law(regulations)
    assert law is not None
    held = [one for one in law.wordings if one.provision.startswith("charter:") and one.language == language]
    texts = wordings_of(read(f"charter-2012.{language}.xml")[1], "charter")
    assert held
    assert {one.provision: one.text for one in held} == {one.provision: texts[one.provision] for one in held}
