"""`complaintkit demo`: the worked example copied, checked and rendered; twice the same; nothing of what was there is lost."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from complaintkit.cli import letter
from complaintkit.cli.main import entry

Run = Callable[..., tuple[int, str, str]]
PROGRAM = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"
LETTERS = sorted(f"{to}.{language}.docx" for to in ("ombudsman", "olaf", "eeas") for language in ("en", "fr", "de"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs complaintkit and returns exit code, standard output and standard error."""

    def running(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            entry([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return int(end.value.code or 0), captured.out, captured.err

    return running


def process(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", PROGRAM, "demo", str(folder)]
    surroundings = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.run(arguments, capture_output=True, text=True, env=surroundings, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Return the example as `demo` left it, and what it said."""
    folder = tmp_path_factory.mktemp("demo") / "my-first-case"
    return folder, process(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_ends_with_nine_letters_and_says_where_they_are_and_what_to_do_next(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = demo
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (folder / "letters").glob("*.docx")) == LETTERS
    assert (folder / "letters" / "manifest.json").is_file()
    assert str(folder / "letters") in done.stdout
    for said in ("Open a letter in Word", "complaintkit check", "complaintkit init", "22 incidents"):
        assert said in done.stdout


def test_the_letters_are_documents(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    for name in LETTERS:
        with zipfile.ZipFile(demo[0] / "letters" / name) as package:
            assert package.testzip() is None
            assert "word/document.xml" in package.namelist()


def test_the_copy_is_a_complete_case_that_checks_and_verifies(
    demo: tuple[Path, subprocess.CompletedProcess[str]], run: Run
) -> None:
    folder, _ = demo
    for name in ("case.yaml", "exhibits.yaml", "custody.jsonl", "incidents", "exhibits", "selections", "translations"):
        assert (folder / name).exists()
    assert run("check", "--case", folder)[0] == 0
    assert run("evidence", "verify", "--case", folder)[0] == 0


def test_the_originals_are_read_only_and_everything_else_can_be_edited(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = demo
    for path in folder.rglob("*"):
        if path.is_file():
            writable = bool(stat.S_IMODE(path.stat().st_mode) & stat.S_IWUSR)
            assert writable == (path.parent.name != "exhibits"), path


def test_two_runs_are_equal_whatever_the_clock_the_place_and_the_hashing(
    demo: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    second = process(tmp_path / "another place", PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LC_ALL="C")
    assert second.returncode == 0, second.stderr
    assert files(tmp_path / "another place") == files(demo[0])


def test_a_folder_that_is_not_empty_is_refused_and_left_as_it_is(tmp_path: Path, run: Run) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    code, _, errors = run("demo", tmp_path)
    assert code == 1
    assert "not empty" in errors
    assert files(tmp_path) == {"mine.txt": b"mine"}


def test_an_empty_folder_is_taken(tmp_path: Path, run: Run) -> None:
    assert run("demo", tmp_path)[0] == 0
    assert sorted(path.name for path in (tmp_path / "letters").glob("*.docx")) == LETTERS


def test_interrupted_nothing_is_left_and_it_says_how_to_start_again(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(letter, "render_all", interrupted)
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    code, _, errors = run("demo", tmp_path / "mine")
    assert code == 130
    assert f"Start again with: complaintkit demo {tmp_path / 'mine'}" in errors
    assert files(tmp_path) == {"kept.txt": b"kept"}


@pytest.mark.slow
def test_ctrl_c_at_any_moment_leaves_all_or_nothing(tmp_path: Path) -> None:
    for number, wait in enumerate((0.15, 0.4, 0.7, 1.0)):
        target = tmp_path / f"case-{number}"
        child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "demo", str(target)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(wait)
        child.send_signal(signal.SIGINT)
        child.communicate()
        assert not target.exists() or len(list((target / "letters").glob("*.docx"))) == len(LETTERS)
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_letter_that_is_refused_is_reported_and_the_case_is_there_all_the_same(
    tmp_path: Path, run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "shipped"
    for name, content in files(example).items():
        (broken / name).parent.mkdir(parents=True, exist_ok=True)
        (broken / name).write_bytes(content)
    (broken / "translations" / "de.po").unlink()
    monkeypatch.setattr("complaintkit.cli.demo.shipped", lambda _: broken)
    code, out, errors = run("demo", tmp_path / "mine")
    assert code == 1
    assert "Not rendered: ombudsman.de.docx" in errors
    assert "ombudsman.en.docx" in out
    assert (tmp_path / "mine" / "letters" / "ombudsman.fr.docx").is_file()
