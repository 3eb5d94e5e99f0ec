"""The letters of the example, complaints and letters around them, word for word.

A change of a sentence, a rule or the example shows here as a difference that a colleague reads. Where it is meant, write the
letters anew with `COMPLAINTKIT_GOLDEN=write pytest tests/test_letters_golden.py` and review the difference before committing.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from complaintkit.cli.main import group
from complaintkit.locations import shipped

GOLDEN = Path(__file__).parent / "golden"
RECIPIENTS = ("ombudsman", "olaf", "eeas", "approach", "access")
LETTERS = [f"{recipient}.{language}" for recipient in RECIPIENTS for language in ("en", "fr", "de")]
GUILT = {
    "en": ("is guilty", "guilty of having", "committed", "violated", "perpetrat"),
    "fr": ("est coupable de ", "a commis", "a violé"),
    "de": ("ist schuldig", "hat verletzt", "hat verstoßen", "begangen"),
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    folder = tmp_path_factory.mktemp("golden")
    case = shutil.copytree(shipped("evidence"), folder / "case")
    answered = CliRunner().invoke(
        group,
        [
            "letter",
            "--to",
            ",".join(RECIPIENTS),
            "--lang",
            "en,fr,de",
            "--text",
            "--case",
            str(case),
            "--out",
            str(folder),
        ],
        standalone_mode=False,
    )
    assert not answered.return_value, answered.output
    return {name: (folder / f"{name}.txt").read_text(encoding="utf-8") for name in LETTERS}


@pytest.mark.parametrize("name", LETTERS)
def test_letter_word_for_word(letters, name):
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("COMPLAINTKIT_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(letters[name], encoding="utf-8")
    assert letters[name].splitlines() == path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", LETTERS)
def test_no_letter_says_that_anybody_is_guilty(letters, name):
    """The sentences that say so of nobody are the only ones that speak of guilt at all."""
    text = letters[name].casefold()
    for words in GUILT[name.split(".")[1]]:
        assert words.casefold() not in text.replace("il ou elle est coupable de quoi que ce soit", "").replace(
            "he or she is guilty of anything", ""
        )


@pytest.mark.parametrize("name", LETTERS)
def test_no_mark_of_a_draft_and_no_unfilled_field(letters, name):
    for mark in ("⟦", "⟧", "DRAFT", "ENTWURF", "PROJET", "{{", "{%", "None", "{name}"):
        assert mark not in letters[name]
