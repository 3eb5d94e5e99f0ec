"""`complaintkit law`: showing a provision, checking the rules."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from complaintkit.cli.main import entry
from complaintkit.languages.citations import cited_languages


@dataclass
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: str | Path) -> Ran:
        with pytest.raises(SystemExit) as ended:
            entry([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


Run = Callable[..., Ran]


def test_an_official_wording_stands_between_quotation_marks_with_its_source(run: Run) -> None:
    ran = run("law", "show", "17(1)")
    assert ran.code == 0
    assert "Article 17(1) of the Staff Regulations" in ran.out
    assert "“An official shall refrain from any unauthorised disclosure" in ran.out
    assert "CELEX 31962R0031" in ran.out
    assert "from 2004-05-01 and still in force" in ran.out
    assert "to be compared with EUR-Lex" in ran.out


def test_criteria_come_with_basis_and_authorities(run: Run) -> None:
    out = run("law", "show", "12a(3)").out
    assert "intentional: The acts were intentional, that is to say deliberate." in out
    assert "Skareby v Commission, F-42/10" in out
    assert "(headnote read)" in out
    assert "Where `over-time` is not met, look at 12." in " ".join(out.split())
    assert "inference: a careful reading that no source confirms" in run("law", "show", "11/1").out


def test_a_working_translation_is_marked_and_has_the_english_beside_it(run: Run) -> None:
    out = run("law", "show", "12", "--lang", "fr").out
    assert "WORKING TRANSLATION, not an official wording" in out
    assert "« Le fonctionnaire" not in out
    assert "“An official shall refrain" in out
    assert "l'article 12 du statut" in out


def test_the_french_charter_is_official(run: Run) -> None:
    out = run("law", "show", "charter:41(1)", "--lang", "fr").out
    assert "official wording" in out
    assert "WORKING" not in out
    assert "An official" not in out


def test_without_a_wording_in_the_language_the_english_is_shown(run: Run) -> None:
    ran = run("law", "show", "90(1)", "--lang", "de")
    assert ran.code == 0
    assert "No German wording is held" in ran.out


def test_an_article_lists_all_its_paragraphs(run: Run) -> None:
    out = run("law", "show", "11").out
    places = [out.index(f"{one}   The {word} paragraph of Article 11") for one, word in
              (("11/1", "first"), ("11/2", "second"), ("11/3", "third"), ("11/4", "fourth"))]  # fmt: skip
    assert places == sorted(places)


def test_there_is_no_article_11_1(run: Run) -> None:
    ran = run("law", "show", "11(1)")
    assert ran.code == 1
    assert ran.out == ""
    assert "its paragraphs have no numbers" in ran.err
    assert "11/1, 11/2, 11/3, 11/4" in ran.err


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("12a/3", "the paragraphs of Article 12a have numbers"),
        ("12a(9)", "held of Article 12a: 12a(1), 12a(2), 12a(3), 12a(4)"),
        ("Article 12a", "is not written like the id of a provision"),
        ("charta:41(1)", "is not written like the id of a provision"),
        ("999", "no wording of 999 is held"),
        ("12a(3)\N{BELL}", "is not written like the id of a provision"),
        ("", "is not written like the id of a provision"),
    ],
)
def test_an_id_that_is_none_gets_a_hint(run: Run, wanted: str, said: str) -> None:
    ran = run("law", "show", wanted)
    assert ran.code == 1
    assert said in " ".join(ran.err.split())
    assert "→" in ran.err


def test_the_wording_is_that_of_the_day_asked_for(run: Run) -> None:
    assert "work of the Communities" in " ".join(run("law", "show", "17a(2)", "--on", "2008-01-01").out.split())


def test_an_incomplete_copy_is_not_to_be_quoted(run: Run) -> None:
    out = run("law", "show", "22a(1)", "--on", "2008-01-01").out
    assert "NOT TO BE QUOTED" in out
    assert "“Any official" not in out


def test_a_language_without_wordings(run: Run) -> None:
    ran = run("law", "show", "12", "--lang", "xx")
    assert ran.code == 1
    assert "choose one of bg, cs, da, de, el, en" in ran.err


def test_an_impossible_day_is_wrong_usage(run: Run) -> None:
    assert run("law", "show", "12", "--on", "2020-02-30").code == 2


def test_the_shipped_rules_are_in_order(run: Run) -> None:
    ran = run("law", "lint")
    assert (ran.code, ran.err) == (0, "")
    assert "The rules are in order: 32 provisions" in ran.out


def test_lint_names_file_and_line_and_exits_1(run: Run, regulations: Path, tmp_path: Path) -> None:
    folder = tmp_path / "regulations"
    shutil.copytree(regulations, folder)
    path = folder / "criteria" / "article-12.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("fact: manner", "fact: maner"), encoding="utf-8")
    ran = run("--regulations", folder, "law", "lint")
    assert ran.code == 1
    assert "regulations/criteria/article-12.yaml:" in ran.err
    assert "did you mean `manner`?" in ran.err
    assert run("law", "show", "12", "--regulations", folder).code == 1


def test_a_changed_sentence_is_a_warning_about_its_translations(run: Run, regulations: Path, tmp_path: Path) -> None:
    folder = tmp_path / "regulations"
    shutil.copytree(regulations, folder)
    path = folder / "criteria" / "article-21.yaml"
    text = path.read_text(encoding="utf-8").replace("The task was among the duties", "The task was one of the duties")
    path.write_text(text, encoding="utf-8")
    ran = run("law", "lint", "--regulations", folder)
    assert ran.code == 0
    languages = len(list((folder / "translations").glob("*.po")))
    assert f"0 errors, {2 * languages} warnings" in ran.err


def test_a_language_without_a_wording_is_said_with_the_english_one_and_how_the_language_cites(run: Run) -> None:
    ran = run("law", "show", "12a(3)", "--lang", "pl")
    assert ran.code == 0
    assert "No Polish wording is held; here is the official English one." in ran.out
    assert "“‘Psychological harassment’ means" in ran.out
    assert "pl  art. 12a ust. 3 regulaminu pracowniczego   (form not confirmed" in ran.out


def test_a_day_without_a_wording_in_any_language_is_refused(run: Run) -> None:
    ran = run("law", "show", "12", "--lang", "bg", "--on", "1999-01-01")
    assert ran.code == 1
    assert "no wording of 12 is held for 1999-01-01" in ran.err


@pytest.mark.parametrize("language", cited_languages())
def test_every_official_language_is_shown(run: Run, language: str) -> None:
    ran = run("law", "show", "11", "--lang", language)
    assert ran.code == 0
    assert ran.out.count(f"\n  {language}  ") == 4
