"""What no search can read is looked through by a person, by name and day: for one recipient, for the file as it is."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from complaintkit.case.reading import read_case
from complaintkit.case.values import Confirmed, Exhibit
from complaintkit.disclosure.confirming import confirmation, still_to_confirm
from complaintkit.disclosure.proving import Unsearchable

Run = Callable[..., tuple[int, str, str]]
ORIGINAL, COPY, OTHER = "1" * 64, "2" * 64, "3" * 64
SEEN = (Unsearchable("E1.jpg", "a picture"),)
HIDDEN_PERSON = "\npersons:\n  witness-1: {shown_as: the first witness, kind: person, name: Invented Witness-One}\n"


def exhibit(*digests: str, recipient: str = "eeas") -> Exhibit:
    held = tuple(
        Confirmed(recipient=recipient, by="Invented Reviewer", on=date(2020, 1, day), sha256=one)
        for day, one in enumerate(digests, 1)
    )
    return Exhibit(id="E1", file="exhibits/E1.jpg", sha256=ORIGINAL, size=1, title="A picture", confirmed=held)


def test_a_confirmation_holds_for_the_file_and_for_copies_made_from_it() -> None:
    assert still_to_confirm(exhibit(ORIGINAL), "eeas", ORIGINAL, SEEN) is None
    assert still_to_confirm(exhibit(ORIGINAL), "eeas", COPY, SEEN) is None
    assert still_to_confirm(exhibit(COPY), "eeas", COPY, SEEN) is None


@pytest.mark.parametrize("held", [exhibit(), exhibit(OTHER), exhibit(COPY), exhibit(ORIGINAL, recipient="olaf")])
def test_another_file_or_another_recipient_needs_it_anew(held: Exhibit) -> None:
    problem = still_to_confirm(held, "eeas", ORIGINAL, SEEN)
    assert problem is not None
    assert problem.code == "CK802"
    assert "`eeas`" in problem.message
    assert "complaintkit evidence confirm E1 --for eeas" in str(problem.hint)


def test_what_can_be_searched_needs_nobody() -> None:
    assert still_to_confirm(exhibit(), "eeas", ORIGINAL, ()) is None


def test_the_last_confirmation_counts() -> None:
    last = confirmation(exhibit(ORIGINAL, ORIGINAL), "eeas", ORIGINAL)
    assert last is not None
    assert last.on == date(2020, 1, 2)


def picture(comment: str = "") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", comment=comment)
    return buffer.getvalue()


@pytest.fixture
def case(new_case: Path, run: Run, tmp_path: Path) -> Path:
    """Return a case with a picture (E1), a text (E2) and a picture that names a witness (E3)."""
    with (new_case / "case.yaml").open("a", encoding="utf-8") as file:
        file.write(HIDDEN_PERSON)
    for name, data in (("a.jpg", picture()), ("b.txt", b"Nothing."), ("c.jpg", picture("by INVENTED witness-one"))):
        (tmp_path / name).write_bytes(data)
        code, _, err = run(
            "--case", new_case, "evidence", "add", tmp_path / name, "--title", "Invented", "--disclosure", "institution"
        )
        assert code == 0, err
    return new_case


@pytest.fixture
def confirm(case: Path, run: Run) -> Run:
    """Return a function that runs `evidence confirm` in the case."""
    return lambda *arguments: run("--case", case, "evidence", "confirm", *arguments)


def test_what_is_to_be_looked_through_is_listed_with_the_reason(confirm: Run) -> None:
    code, out, _ = confirm("--for", "eeas")
    assert code == 0
    assert "E1  exhibits/" in out
    assert "a picture: what is seen or written in it no search finds" in out
    assert "E2" not in out
    assert "it says who `witness-1` is: metadata; black it out in a copy" in out
    assert "nvented" not in out.replace("Invented.jpg", "")


def test_name_and_day_stand_in_register_and_log(case: Path, confirm: Run, run: Run) -> None:
    code, out, err = confirm("e1", "--for", "eeas,olaf", "--by", "Invented Reviewer", "--on", "2020-10-01")
    assert code == 0, err
    assert "E1 for eeas: looked through by Invented Reviewer on 2020-10-01." in out
    read = read_case(case, None)
    assert read.case is not None
    assert not [one for one in read.problems if one.severity == "error"]
    held = read.case.register.exhibits["E1"]
    digest = hashlib.sha256((case / held.file).read_bytes()).hexdigest()
    assert held.confirmed == tuple(
        Confirmed(recipient=one, by="Invented Reviewer", on=date(2020, 10, 1), sha256=digest)
        for one in ("eeas", "olaf")
    )
    assert "confirms that eeas may see it" in (case / "custody.jsonl").read_text(encoding="utf-8")
    assert run("--case", case, "evidence", "verify")[0] == 0
    assert "E1  looked through by Invented Reviewer on 2020-10-01" in confirm("--for", "eeas")[1]


def test_an_exhibit_that_names_somebody_is_not_confirmed_but_a_copy_that_does_not_is(
    confirm: Run, tmp_path: Path
) -> None:
    by = ("--for", "eeas", "--by", "Invented Reviewer", "--on", "2020-10-01")
    code, _, err = confirm("E3", *by)
    assert (code, "CK801" in err, "`witness-1`" in err) == (1, True, True)
    (tmp_path / "E3.jpg").write_bytes(picture())
    code, out, err = confirm("E3", *by, "--file", str(tmp_path / "E3.jpg"))
    assert code == 0, err
    assert "E3 for eeas: looked through" in out


def test_a_file_that_changed_cannot_be_confirmed(case: Path, confirm: Run) -> None:
    (path,) = (case / "exhibits").glob("E1*")
    path.chmod(0o644)
    path.write_bytes(picture("changed"))
    code, _, err = confirm("E1", "--for", "eeas", "--by", "Invented Reviewer", "--on", "2020-10-01")
    assert (code, "CK803" in err) == (1, True)
    path.unlink()
    code, _, err = confirm("E1", "--for", "eeas", "--by", "Invented Reviewer", "--on", "2020-10-01")
    assert (code, "CK803" in err) == (1, True)
    assert confirm("--for", "eeas")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("E1", "--for", "eeas"), 2, "--by NAME and --on DAY"),
        (("E1", "--for", "eeas", "--by", "Invented Reviewer"), 2, "--by NAME and --on DAY"),
        (("E1", "--for", "eeas", "--by", " ", "--on", "2020-10-01"), 2, "empty"),
        (("E1", "--for", "eeas", "--by", "Invented Reviewer", "--on", "2999-10-01"), 2, "still to come"),
        (("E1", "E2", "--for", "eeas", "--by", "x", "--on", "2020-10-01", "--file", __file__), 2, "give one number"),
        (("E1", "--for", "eaes", "--by", "Invented Reviewer", "--on", "2020-10-01"), 1, "CK424"),
        (("E9", "--for", "eeas", "--by", "Invented Reviewer", "--on", "2020-10-01"), 1, "CK510"),
    ],
)
def test_what_is_missing_or_wrong_is_said(confirm: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    exit_code, _, err = confirm(*arguments)
    assert (exit_code, said in err) == (code, True), err


def test_an_exhibit_that_the_recipient_may_not_see_is_not_confirmed_for_it(case: Path, confirm: Run) -> None:
    text = (case / "exhibits.yaml").read_text(encoding="utf-8")
    (case / "exhibits.yaml").write_text(text.replace("disclosure: institution", "disclosure: olaf"), encoding="utf-8")
    code, _, err = confirm("E1", "--for", "eeas", "--by", "Invented Reviewer", "--on", "2020-10-01")
    assert (code, "CK804" in err) == (1, True)
