"""`complaintkit translate`: sentences out to a translator and back; what is outdated is told, nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from complaintkit.cli.main import entry
from complaintkit.languages.translations import read_po, set_aside

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def case(tmp_path: Path, example: Path) -> Path:
    """Return a copy of the worked example."""
    folder = tmp_path / "case"
    shutil.copytree(example, folder)
    return folder


@pytest.fixture
def run(case: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command in the case and gives exit code, output and messages."""

    def running(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            entry(["--case", str(case), "translate", *arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return running


def test_every_sentence_of_the_case_is_exported(case: Path, run: Run) -> None:
    code, out, _ = run("export", "--lang", "it")
    assert code == 0
    text = (case / "translations" / "it.po").read_text(encoding="utf-8")
    assert 'msgid "the association"\nmsgstr ""' in text
    assert "#. case.yaml" in text
    assert "0 translated" in out


def test_an_export_keeps_what_is_translated_and_sets_aside_what_is_gone(case: Path, run: Run) -> None:
    before, _ = read_po(case / "translations" / "fr.po", "fr.po")
    path = case / "case.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("shown_as: the association\n", "shown_as: the society\n"), "utf-8"
    )
    code, out, _ = run("export", "--lang", "fr")
    assert code == 0
    after, _ = read_po(case / "translations" / "fr.po", "fr.po")
    kept = set_aside(case / "translations" / "fr.po")
    assert "the association" in kept
    assert before == {source: (after | kept)[source] for source in before}
    text = (case / "translations" / "fr.po").read_text(encoding="utf-8")
    assert '#~ msgid "the association"' in text
    assert 'msgid "the society"\nmsgstr ""' in text
    assert "no longer in the case" in out


def test_an_export_twice_gives_the_same_bytes(case: Path, run: Run) -> None:
    run("export", "--lang", "fr")
    once = (case / "translations" / "fr.po").read_bytes()
    run("export", "--lang", "fr")
    assert (case / "translations" / "fr.po").read_bytes() == once


def test_a_sentence_that_comes_back_has_its_translation_again(case: Path, run: Run) -> None:
    path = case / "case.yaml"
    typed = path.read_text(encoding="utf-8")
    path.write_text(typed.replace("shown_as: the association\n", "shown_as: the society\n"), encoding="utf-8")
    run("export", "--lang", "fr")
    run("export", "--lang", "fr")
    path.write_text(typed, encoding="utf-8")
    run("export", "--lang", "fr")
    assert read_po(case / "translations" / "fr.po", "fr.po")[0]["the association"] == "l'association"


def test_an_import_takes_what_belongs_to_the_case(case: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "back.po"
    file.write_text('msgid "the association"\nmsgstr "l’associazione"\n\nmsgid "unknown"\nmsgstr "ignoto"\n', "utf-8")
    code, out, _ = run("import", str(file), "--lang", "it")
    assert code == 0
    assert "1 taken, 1 not in the case" in out
    assert "unknown" in out
    assert read_po(case / "translations" / "it.po", "it.po")[0] == {"the association": "l’associazione"}


def test_a_damaged_file_is_refused_and_nothing_is_changed(case: Path, run: Run, tmp_path: Path) -> None:
    before = (case / "translations" / "fr.po").read_bytes()
    file = tmp_path / "back.po"
    file.write_text("this is no PO file\n", encoding="utf-8")
    code, _, err = run("import", str(file), "--lang", "fr")
    assert code == 1
    assert "CK440" in err
    assert (case / "translations" / "fr.po").read_bytes() == before


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    code, _, err = run("import", str(tmp_path / "none.po"), "--lang", "fr")
    assert code == 1
    assert "none.po" in err


def test_the_language_of_the_case_needs_no_translation(run: Run) -> None:
    code, _, err = run("export", "--lang", "en")
    assert code == 1
    assert "CK442" in err


def test_the_status_counts_case_rules_and_product(run: Run) -> None:
    code, out, _ = run("status")
    assert code == 0
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert "reviewed by" in lines["language"]
    assert lines["fr"].endswith("nobody")
    assert lines["en"].split()[1] == "source"
