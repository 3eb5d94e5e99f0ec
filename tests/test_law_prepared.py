"""The shipped rules made ready: the same law as reading them gives, and never used for other rules."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from complaintkit.cli.main import group
from complaintkit.law.loading import load_law
from complaintkit.law.prepared import FILE, as_json, from_json, prepared_law


@pytest.fixture
def copied(regulations: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(regulations, tmp_path / "regulations"))


def test_what_is_shipped_is_what_reading_the_rules_gives(regulations: Path) -> None:
    law, problems = load_law(regulations)
    assert law is not None
    assert not problems
    assert prepared_law(regulations) == law, "run tools/prepare.py"
    assert FILE.read_text(encoding="utf-8") == as_json(law), "run tools/prepare.py"


def test_a_law_comes_back_from_json_as_it_was(regulations: Path) -> None:
    law, _ = load_law(regulations)
    assert law is not None
    again = from_json(as_json(law))
    expected = replace(law, translations=replace(law.translations, folder=""))
    assert again == expected
    assert repr(again) == repr(expected)


def test_rules_that_were_changed_by_one_character_are_not_taken_from_what_was_made_ready(copied: Path) -> None:
    assert prepared_law(copied) is not None
    questions = copied / "questions.yaml"
    questions.write_text(questions.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert prepared_law(copied) is None


def test_a_file_more_or_less_or_renamed_is_a_change(copied: Path) -> None:
    stray = copied / "criteria" / "notes.yaml"
    stray.write_text("note: mine\n", encoding="utf-8")
    assert prepared_law(copied) is None
    stray.unlink()
    assert prepared_law(copied) is not None
    (copied / "translations" / "fr.po").rename(copied / "translations" / "it.po")
    assert prepared_law(copied) is None


def test_a_folder_that_is_not_there_holds_no_such_rules(tmp_path: Path) -> None:
    assert prepared_law(tmp_path / "nowhere") is None


def test_rules_of_ones_own_are_read_and_checked_even_where_they_are_nearly_the_shipped_ones(
    copied: Path, example: Path
) -> None:
    questions = copied / "questions.yaml"
    text = questions.read_text(encoding="utf-8")
    questions.write_text(text.replace("answer: yes-no", "answer: perhaps", 1), encoding="utf-8")
    outcome = CliRunner().invoke(
        group, ["--regulations", str(copied), "--case", str(example), "check"], standalone_mode=False
    )
    assert outcome.return_value == 1
    assert "perhaps" in outcome.output


def test_the_translations_of_the_rules_are_not_read_with_them(regulations: Path) -> None:
    law = prepared_law(regulations)
    assert law is not None
    assert "L’institution" not in FILE.read_text(encoding="utf-8")
    assert law.translations.folder == str(regulations.resolve())
    assert {"fr", "de"} <= set(law.translations.languages)
