"""Files that others made for tests: those of Python itself (PSF licence), read where they lie, none copied here."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from complaintkit.evidence.reading.reading import read
from complaintkit.evidence.register import read_register
from complaintkit.evidence.registering import Wishes, add
from complaintkit.evidence.verifying import verify

AT = "2026-11-22T10:00:00+01:00"
FORMATS = {
    ".jpg": "jpeg",
    ".png": "png",
    ".gif": "gif",
    ".tiff": "tiff",
    ".webp": "webp",
    ".wav": "wav",
    ".zip": "zip",
}


@pytest.fixture(scope="module")
def theirs() -> Path:
    found = importlib.util.find_spec("test.test_email")
    folder = Path(str(found.origin)).parents[1] if found and found.origin else None
    if folder is None or not (folder / "test_email" / "data").is_dir():
        pytest.skip("this Python comes without its own tests, as some distributions pack it")
    return folder


def test_the_messages_of_pythons_own_tests_are_taken_in_and_verified(theirs: Path, new_case: Path) -> None:
    messages = sorted((theirs / "test_email" / "data").glob("msg_*.txt"))
    assert len(messages) > 30
    added, problems = add(new_case, messages, Wishes(assume=True), AT)
    assert len(added) == len(messages)
    assert [problem for problem in problems if problem.severity == "error"] == []
    register, _, _ = read_register(new_case)
    assert register is not None
    kinds = [one.file_says.format for one in register.exhibits.values() if one.file_says]
    assert kinds.count("eml") > len(messages) // 2, "though every one of them is named .txt"
    assert verify(new_case).problems == ()


def test_their_pictures_recordings_and_archives_are_told_by_content_and_the_rest_is_said_to_be_unknown(
    theirs: Path,
) -> None:
    others = [*theirs.glob("imghdrdata/*"), *theirs.glob("audiodata/*"), *theirs.glob("*.zip")]
    found = {path: read(path) for path in others}
    assert len(found) > 20
    for path, facts in found.items():
        held = facts.format.name == FORMATS.get(path.suffix, "unknown") or path.suffix == ".xbm"  # XBM is plain text
        assert held, (path.name, facts.format.name)
        assert [one.code for one in facts.problems] == (["CK559"] if facts.format.name == "unknown" else [])
