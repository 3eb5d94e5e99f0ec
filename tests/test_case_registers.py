"""Registers of any length: read some exhibits at a time, with the values and the Problems that reading the whole gives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaintkit.case import registers
from complaintkit.case.registers import LongRegister, RegisterRead, read_register
from complaintkit.case.writing import NewCase, case_text
from complaintkit.evidence import custody

HEAD = f"# a comment\nformat: 1\ncustody:\n  entries: 0\n  head: {'0' * 64}\nexhibits:\n"


def entry(number: int, more: str = "") -> str:
    return (
        f"  E{number}:\n    file: exhibits/E{number}-a.eml\n    sha256: '{number:064}'\n    size: {number}\n"
        f'    title: "Letter {number}: “quoted”"  # a word on it\n    dated: 2019-09-18\n'
        f"    file_says:\n      format: eml\n      sender: Person {number} <p@invented.example>\n{more}"
    )


def read(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch, *, long: bool) -> RegisterRead:
    (folder / "exhibits.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(registers, "LONG", 0 if long else 10**9)
    monkeypatch.setattr(registers, "_PIECE", 1500)
    return read_register(folder)


def both(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[RegisterRead, RegisterRead]:
    return read(folder, text, monkeypatch, long=True), read(folder, text, monkeypatch, long=False)


def test_a_long_register_is_read_piece_by_piece_as_it_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HEAD + "\n".join(entry(number) for number in range(1, 40)) + "# the end\n"
    pieces, whole = both(tmp_path, text, monkeypatch)
    assert isinstance(pieces.document, LongRegister)
    assert len(list(pieces.document.pieces())) > 3
    assert (pieces.problems, whole.problems) == ((), ())
    assert pieces.register == whole.register
    assert pieces.register is not None
    assert len(pieces.register.exhibits) == 39


MISTAKES = [
    "    size: 5\n",
    "    sise: 5\n",
    "    pages: many\n",
    "    notes: [a\n",
    '    notes: "a\n',
    "    notes: 'it's'\n",
    "    id: E1\n",
    "    relations:\n      - {kind: reply, exhibit: E1}\n",
    "    notes: &mark text\n",
    '    notes: "bell \\u0007"\n',
    "   wrong: indent\n",
    "  Annex7:\n    file: x\n",
    "  E3:\n    file: exhibits/twice\n",
    "\tnotes: a tab\n",
    "    dated: 2019-13-45\n    withdrawn: yes\n",
    "  E99:\n",
    "  E99: {}\n",
    "    notes: |\n      E5:\n        file: not an entry\n",
]


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("after", [2, 20, 39])
def test_every_mistake_has_the_place_and_the_words_that_reading_the_whole_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str, after: int
) -> None:
    text = HEAD + "".join(entry(number, mistake if number == after else "") for number in range(1, 40))
    pieces, whole = both(tmp_path, text, monkeypatch)
    assert sorted(problem.as_line() for problem in pieces.problems) == sorted(
        problem.as_line() for problem in whole.problems
    )
    assert pieces.faulty == whole.faulty
    assert pieces.register == whole.register


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_whatever_is_cut_out_or_put_in_both_readings_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    text = HEAD + "".join(entry(number) for number in range(1, 12))
    begin = data.draw(st.integers(len(HEAD), len(text)))
    end = data.draw(st.integers(begin, min(begin + 80, len(text))))
    put = data.draw(st.sampled_from(["", "\n", ":", "  E5:\n", '"', "#", "- ", "    ", "  ", "{", "x: y\n", "'"]))
    pieces, whole = both(tmp_path, text[:begin] + put + text[end:], monkeypatch)
    assert {problem.as_line() for problem in pieces.problems} == {problem.as_line() for problem in whole.problems}
    assert pieces.register == whole.register


def test_an_empty_list_of_exhibits_is_a_register(tmp_path: Path) -> None:
    (tmp_path / "exhibits.yaml").write_text("format: 1\nexhibits:\n")
    assert read_register(tmp_path).problems == ()


MEMORY = """
import pathlib, resource, sys
from complaintkit.cli.main import entry
try:
    entry(sys.argv[1:])
finally:  # what Linux says of a process itself; what it says of its use of resources counts the one that started it
    status = pathlib.Path("/proc/self/status")
    said = status.read_text().split("VmHWM:")[1].split()[0] if status.exists() else ""
    unit = 1 if sys.platform != "darwin" else 1024
    print(int(said) if said else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a case with 10,000 exhibits in its register, as e-mails fill it; their files are not made."""
    folder = tmp_path_factory.mktemp("many") / "case"
    (folder / "exhibits").mkdir(parents=True)
    begun = NewCase(title="Invented case", complainant_shown_as="the Invented Association")
    (folder / "case.yaml").write_text(case_text(begun, "schemas/case.schema.json"), encoding="utf-8")
    entries: list[custody.Entry] = []
    texts = []
    for number in range(1, 10_001):
        one = {"exhibit": f"E{number}", "digest": f"{number:064}", "size": 381, "file": f"exhibits/E{number}-mail.eml"}
        fields = {
            "seq": number, "at": "2026-11-22T10:00:00+01:00", "act": "added", "exhibit": one["exhibit"],
            "sha256": one["digest"], "size": 381, "file": one["file"], "previous": custody.head_of(entries[-1:]),
        }  # fmt: skip
        entries.append(custody.Entry(**fields, digest=custody.digest_of(fields)))  # type: ignore[arg-type]
        texts.append(LONG_ENTRY.format(**one))
    custody.append(folder / "custody.jsonl", *entries)
    head = f"format: 1\n# the head\ncustody:\n  entries: 10000\n  head: {entries[-1].digest}\nexhibits:\n"
    (folder / "exhibits.yaml").write_text(head + "".join(texts), encoding="utf-8")
    return folder


LONG_ENTRY = """\
  {exhibit}:
    file: {file}
    sha256: "{digest}"
    size: {size}
    title: An invented letter about {exhibit}
    kind: e-mail
    dated: "2019-09-18"
    language: en
    file_says:
      format: eml
      media_type: message/rfc822
      name: mails/{exhibit}.eml
      sender: "Person of {exhibit} <person-{exhibit}@invented.example>"
      recipients:
        - "The Office <office@invented.example>"
      sent: "2019-09-18T10:00:00+02:00"
      subject: An invented letter about {exhibit}
      message_id: "<{exhibit}@invented.example>"
      charset: utf-8
      language: en
      assumed:
        - language
    # a comment on {exhibit}
    added: "2026-11-22T10:00:00+01:00"
"""


@pytest.mark.parametrize(
    "command",
    [("add", "{file}", "--yes"), ("list",), ("withdraw", "E5000", "--why", "doubtful")],
)
def test_with_10_000_exhibits_no_command_takes_more_than_150_mb(
    many: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "one.txt").write_text("one more file")
    before = (many / "exhibits.yaml").read_text(encoding="utf-8")
    typed = [part.format(file=tmp_path / "one.txt") for part in command]
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, "evidence", *typed, "--case", str(many)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stderr.split()[-1]) < 150_000
    after = (many / "exhibits.yaml").read_text(encoding="utf-8")
    now = set(after.splitlines())
    assert [
        line for line in before.splitlines() if line not in now and not line.startswith(("  entries", "  head"))
    ] == []
    if command[0] == "withdraw":
        begin, end = after.index("  E5000:\n"), after.index("  E5001:\n")
        entry_before = before[before.index("  E5000:\n") : before.index("  E5001:\n")]
        assert after[begin:end].startswith(entry_before)
        assert "    # a comment on E5000\n" in entry_before
        assert after[begin:end].endswith("\n      why: doubtful\n")
        assert (
            before[before.index("exhibits:\n") :]
            == after[after.index("exhibits:\n") : begin] + entry_before + after[end:]
        )
