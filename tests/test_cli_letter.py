"""`complaintkit letter`: what can be rendered is, the rest is reported, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from complaintkit.cli.main import entry
from complaintkit.languages.catalogue import shipped_languages
from complaintkit.source.locking import locked

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def case(tmp_path: Path, example: Path) -> Path:
    """Return a copy of the worked example, without letters."""
    folder = tmp_path / "case"
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns("letters"))
    return folder


@pytest.fixture
def run(case: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command in the case and gives exit code, output and messages."""

    def running(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            entry(["--case", str(case), "letter", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(ended.value.code or 0), out, err

    return running


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_letters_of_the_example_are_final_in_every_language(case: Path, run: Run) -> None:
    code, out, _ = run("--to", "ombudsman,eeas", "--to", "olaf", "--lang", "all")
    assert code == 0
    assert sorted(path.name for path in (case / "letters").glob("*.docx")) == sorted(
        f"{recipient}.{language}.docx"
        for recipient in ("ombudsman", "eeas", "olaf")
        for language in shipped_languages()
    )
    assert "To confirm before sending:" in out
    assert "Next:" in out
    assert "⟦".encode() not in parts(case / "letters" / "eeas.fr.docx")["word/document.xml"]


def test_two_runs_give_the_same_bytes(case: Path, run: Run) -> None:
    run("--to", "olaf", "--lang", "fr", "--out", str(case / "one"))
    run("--to", "olaf", "--lang", "fr", "--out", str(case / "two"))
    for name in ("olaf.fr.docx", "manifest.json"):
        assert (case / "one" / name).read_bytes() == (case / "two" / name).read_bytes()


def test_the_manifest_says_what_a_letter_was_made_from(case: Path, run: Run) -> None:
    run("--to", "ombudsman", "--lang", "fr", "--on", "2020-10-05")
    data = json.loads((case / "letters" / "manifest.json").read_text(encoding="utf-8"))
    assert data["schema"] == "complaintkit/manifest/1"
    (letter,) = data["letters"]
    made = case / "letters" / "ombudsman.fr.docx"
    assert letter["on"] == "2020-10-05"
    assert letter["sha256"] == hashlib.sha256(made.read_bytes()).hexdigest()
    assert letter["parts"] == {name: hashlib.sha256(data).hexdigest() for name, data in sorted(parts(made).items())}
    assert letter["sources"]["case.yaml"] == hashlib.sha256((case / "case.yaml").read_bytes()).hexdigest()
    assert {"template ombudsman", "catalogue fr", "translations/fr.po"} <= set(letter["sources"])
    assert letter["draft"] is False
    assert letter["to_confirm"]
    for file in [name for name in letter["sources"] if name.startswith("exhibits/")]:
        assert letter["sources"][file] == hashlib.sha256((case / file).read_bytes()).hexdigest()
    assert len([name for name in letter["sources"] if name.startswith("exhibits/")]) == len(letter["annexes"])
    assert letter["made_with"]["complaintkit"] == data["complaintkit"]
    assert {"docxtpl", "jinja2", "lxml", "babel", "zlib"} <= set(letter["made_with"]["libraries"])


def test_the_manifest_keeps_letters_made_before(case: Path, run: Run) -> None:
    run("--to", "ombudsman")
    run("--to", "olaf")
    data = json.loads((case / "letters" / "manifest.json").read_text(encoding="utf-8"))
    assert [letter["file"] for letter in data["letters"]] == ["olaf.en.docx", "ombudsman.en.docx"]


def test_an_existing_letter_is_kept_unless_told_otherwise(case: Path, run: Run) -> None:
    letter = case / "letters" / "ombudsman.en.docx"
    letter.parent.mkdir()
    letter.write_bytes(b"mine")
    code, _, err = run("--to", "ombudsman")
    assert code == 1
    assert letter.read_bytes() == b"mine"
    assert "CK422" in err
    assert "--overwrite" in err
    assert run("--to", "ombudsman", "--overwrite")[0] == 0
    assert letter.read_bytes() != b"mine"


def test_without_a_selection_the_command_to_type_is_named(case: Path, run: Run) -> None:
    (case / "selections" / "olaf.yaml").unlink()
    code, out, err = run("--to", "olaf,ombudsman")
    assert code == 1
    assert "CK410" in err
    assert "complaintkit select --recipient olaf" in err
    assert "ombudsman.en.docx" in out  # what can be rendered is


@pytest.mark.parametrize("recipient", ["edps", "petitions", "idoc", "appointing-authority"])
def test_a_recipient_without_a_template_is_refused_with_what_to_do_instead(run: Run, recipient: str) -> None:
    code, out, err = run("--to", f"{recipient},ombudsman", "--lang", "en")
    assert code == 1
    assert "CK746" in err
    assert f"no letter is made to `{recipient}`" in err
    assert "→ No letter is made to the " in err
    assert "ombudsman.en.docx" in out  # what can be rendered is


def test_an_unknown_recipient_and_an_unknown_language_are_named(run: Run) -> None:
    code, _, err = run("--to", "nobody")
    assert (code, "CK424" in err) == (1, True)
    code, _, err = run("--to", "olaf", "--lang", "xx")
    assert (code, "CK425" in err) == (1, True)


def test_an_outdated_translation_refuses_that_language_only(case: Path, run: Run) -> None:
    path = case / "translations" / "fr.po"
    path.write_text(
        path.read_text(encoding="utf-8").replace('msgid "the association"', 'msgid "the old name"'), "utf-8"
    )
    code, out, err = run("--to", "ombudsman", "--lang", "fr,de")
    assert code == 1
    assert "CK416" in err
    assert "“the association”" in err
    assert "ombudsman.de.docx" in out
    assert not (case / "letters" / "ombudsman.fr.docx").exists()


def test_a_draft_says_so_in_its_name_and_in_its_text(case: Path, run: Run) -> None:
    (case / "translations" / "fr.po").unlink()
    code, _, err = run("--to", "ombudsman", "--lang", "fr", "--draft")
    assert code == 0
    assert "CK416" in err
    text = parts(case / "letters" / "DRAFT-ombudsman.fr.docx")
    assert "⟦the association⟧" in text["word/document.xml"].decode()
    assert any("PROJET" in data.decode() for name, data in text.items() if name.startswith("word/") and "xml" in name)


def test_a_draft_uses_up_no_annex_number(case: Path, run: Run) -> None:
    path = case / "selections" / "olaf.yaml"
    before = path.read_bytes()
    run("--to", "olaf", "--draft")
    assert path.read_bytes() == before


def test_annex_numbers_are_stored_and_stay(case: Path, run: Run) -> None:
    path = case / "selections" / "ombudsman.yaml"
    run("--to", "ombudsman")
    stored = yaml.safe_load(path.read_text(encoding="utf-8"))["annexes"]
    once = path.read_bytes()
    run("--to", "ombudsman", "--overwrite")
    assert path.read_bytes() == once
    assert sorted(stored.values()) == list(range(1, len(stored) + 1))


def test_plain_text_for_a_web_form_has_blocks_with_lengths_and_the_files(case: Path, run: Run) -> None:
    run("--to", "ombudsman", "--lang", "en", "--text")
    text = (case / "letters" / "ombudsman.en.txt").read_text(encoding="utf-8")
    assert "=== 2. The institution or body (" in text
    assert "=== Section: Admissibility (" in text
    assert " words) ===" in text
    assert "1. E1-register-extract.pdf - Extract from the register" in text
    assert "(exhibits/E1-register-extract.pdf)" in text


def test_an_exhibit_whose_file_is_gone_refuses_the_letter(case: Path, run: Run) -> None:
    for path in (case / "exhibits").glob("E5*"):
        path.chmod(0o644)
        path.unlink()
    code, _, err = run("--to", "ombudsman")
    assert code == 1
    assert "CK415" in err


def test_a_missing_template_refuses_its_letters_only(case: Path, run: Run, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    with pytest.raises(SystemExit) as ended:
        entry(["--case", str(case), "--templates", str(templates), "letter", "--to", "olaf"])
    assert ended.value.code == 1
    assert not list((case / "letters").glob("*.docx"))


def test_a_damaged_template_is_named(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "olaf.docx").write_bytes(b"no zip at all")
    with pytest.raises(SystemExit) as ended:
        entry(["--case", str(case), "--templates", str(templates), "letter", "--to", "olaf"])
    assert ended.value.code == 1
    assert "templates/olaf.docx" in capsys.readouterr().err


def test_an_output_folder_that_cannot_be_made_is_named(case: Path, run: Run) -> None:
    (case / "a-file").write_text("x", encoding="utf-8")
    code, out, err = run("--to", "olaf", "--out", str(case / "a-file" / "letters"))
    assert code == 1
    assert out == ""
    assert "CK423" in err
    assert "--out" in err


def test_a_second_command_on_the_same_case_waits_for_nobody(case: Path, run: Run) -> None:
    with locked(case):
        code, _, err = run("--to", "olaf")
    assert code == 1
    assert "CK701" in err
    assert not (case / "letters").exists()


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        entry(["--case", str(tmp_path), "letter", "--to", "olaf"])
    assert ended.value.code == 1
    assert list(tmp_path.iterdir()) == []
    assert "CK" in capsys.readouterr().err


def test_an_error_in_the_case_refuses_final_letters(case: Path, run: Run) -> None:
    path = case / "incidents" / "meeting-2019-09-18.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "colour: green\n", encoding="utf-8")
    code, _, err = run("--to", "olaf")
    assert code == 1
    assert "colour" in err
    assert not (case / "letters").exists()


def test_characters_that_xml_minds_come_through(case: Path, run: Run) -> None:
    path = case / "case.yaml"
    typed = path.read_text(encoding="utf-8").replace(
        "shown_as: the association\n", 'shown_as: the "A & B" <association>\n'
    )
    path.write_text(typed, encoding="utf-8")
    code, _, err = run("--to", "ombudsman", "--lang", "en")
    assert code == 0, err
    text = parts(case / "letters" / "ombudsman.en.docx")["word/document.xml"].decode()
    assert "&amp; B" in text
    assert "&lt;association&gt;" in text


def test_the_date_defaults_to_the_day_of_the_case(case: Path, run: Run) -> None:
    run("--to", "olaf", "--lang", "en")
    assert "2 October 2020" in parts(case / "letters" / "olaf.en.docx")["word/document.xml"].decode()


def test_without_a_recipient_it_is_wrong_usage(run: Run) -> None:
    code, _, err = run()
    assert code == 2
    assert "--to" in err
