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
    code, out, _ = run("export", "--lang", "ru")
    assert code == 0
    text = (case / "translations" / "ru.po").read_text(encoding="utf-8")
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
    code, out, _ = run("import", str(file), "--lang", "ru")
    assert code == 0
    assert "1 taken, 1 not in the case" in out
    assert "unknown" in out
    assert read_po(case / "translations" / "ru.po", "ru.po")[0] == {"the association": "l’associazione"}


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
    words = "language fixed rules case fuzzy outdated drafted by reviewed by"
    assert " ".join(lines["language"].split()) == words
    assert lines["fr"].split()[-2:] == ["machine", "nobody"]
    assert lines["en"].split()[1] == "source"


def test_the_status_counts_what_is_fuzzy_outdated_and_who_read_it(case: Path, run: Run) -> None:
    path = case / "translations" / "fr.po"
    text = path.read_text(encoding="utf-8").replace("X-Reviewed-By: nobody", "X-Reviewed-By: A. Reader")
    text = text.replace('msgid "the association"', '#, fuzzy\nmsgid "the association"')
    path.write_text(text + '\nmsgid "A sentence of before."\nmsgstr "Une phrase d’avant."\n', encoding="utf-8")
    code, out, _ = run("status")
    line = next(line for line in out.splitlines() if line.startswith("fr"))
    fixed, rules, own, fuzzy, outdated = line.split()[1:6]
    assert code == 0
    assert (fuzzy, outdated) == ("1", "1")
    assert int(own.split("/")[0]) + 1 == int(own.split("/")[1])
    assert fixed.split("/")[0] == fixed.split("/")[1]
    assert rules.split("/")[0] == rules.split("/")[1]
    assert line.endswith("fixed: nobody; rules: nobody; case: A. Reader")


def test_a_case_translated_into_a_language_without_letters_is_counted_too(case: Path, run: Run) -> None:
    (case / "translations" / "ru.po").write_text('msgid "the association"\nmsgstr "объединение"\n', "utf-8")
    line = next(line for line in run("status")[1].splitlines() if line.startswith("ru"))
    assert line.split()[3].startswith("1/")
    assert "not stated" in line


def test_who_reviewed_a_translation_is_kept_by_export_and_import(case: Path, run: Run, tmp_path: Path) -> None:
    path = case / "translations" / "fr.po"
    path.write_text(path.read_text("utf-8").replace("X-Reviewed-By: nobody", "X-Reviewed-By: A. Reader"), "utf-8")
    run("export", "--lang", "fr")
    assert "X-Reviewed-By: A. Reader" in path.read_text(encoding="utf-8")
    assert "X-Drafted-By: machine" in path.read_text(encoding="utf-8")
    back = tmp_path / "back.po"
    back.write_text(path.read_text("utf-8").replace("A. Reader", "Another Reader"), encoding="utf-8")
    run("import", str(back), "--lang", "fr")
    assert "X-Reviewed-By: Another Reader" in path.read_text(encoding="utf-8")


def test_a_file_for_translators_comes_back_as_it_went_out(case: Path, run: Run, tmp_path: Path) -> None:
    before, _ = read_po(case / "translations" / "fr.po", "fr.po")
    file = tmp_path / "out.xlf"
    assert run("export", "--lang", "fr", "--format", "xliff", "--out", str(file))[0] == 0
    code, out, _ = run("import", str(file), "--lang", "fr")
    assert code == 0
    assert "0 not in the case, 0 still missing" in out
    after, kept = read_po(case / "translations" / "fr.po", "fr.po")[0], set_aside(case / "translations" / "fr.po")
    assert after | kept == before


def test_what_a_translator_has_not_confirmed_is_not_taken_from_xliff(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.xliff"
    run("export", "--lang", "ru", "--format", "xliff", "--out", str(file))
    text = file.read_text(encoding="utf-8")
    assert '<target state="new"/>' in text or '<target state="new"></target>' in text
    text = text.replace('<target state="new"/>', '<target state="new"></target>')
    file.write_text(text.replace('"new"></target>', '"new">bozza</target>', 1), encoding="utf-8")
    code, out, err = run("import", str(file), "--lang", "ru")
    assert code == 0
    assert "0 taken" in out
    assert "CK441" in err


@pytest.mark.parametrize("text", ["no XML", "<a/>", '<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>'])
def test_what_is_no_xliff_is_refused(run: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.xlf"
    file.write_text(text, encoding="utf-8")
    code, _, err = run("import", str(file), "--lang", "fr")
    assert code == 1
    assert "CK440" in err
