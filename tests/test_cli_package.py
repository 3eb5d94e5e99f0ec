"""`complaintkit package`: made whole or not at all, from clean copies, searched, verified, logged when it is sent."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from PIL import Image

from complaintkit.documents import pdf
from complaintkit.evidence import custody
from complaintkit.packages import libraries, making, staging

Run = Callable[..., tuple[int, str, str]]
PERSON = """\
persons:
  invented-witness:
    kind: person
    shown_as: the invented witness
    name: Zebulon Inventius
"""


@pytest.fixture
def case(tmp_path: Path, example: Path) -> Path:
    """Return a copy of the worked example, without letters."""
    folder = tmp_path / "case"
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns("letters"))
    return folder


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine of every test be one without LibreOffice; those that need it put a stand-in there."""
    monkeypatch.setattr(pdf, "find_soffice", lambda: None)


@pytest.fixture
def package(case: Path, run: Run) -> Run:
    """Return a function that runs `package` in the case."""
    return lambda *arguments, **more: run("--case", case, "package", *arguments, **more)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def log(case: Path) -> tuple[custody.Entry, ...]:
    found = custody.read_log(case)
    assert not found.problems
    return found.entries


def cite_first(case: Path, run: Run, file: Path, **said: str) -> str:
    """Register a file and let the incident of the Ombudsman's letter cite it in the place of E5; return its number."""
    described = [part for key, value in said.items() for part in (f"--{key}", value)]
    code, _, err = run("--case", case, "evidence", "add", file, "--title", "An invented exhibit", *described)
    assert code == 0, err
    number = list(yaml.safe_load((case / "exhibits.yaml").read_text("utf-8"))["exhibits"])[-1]
    incident = case / "incidents" / "unanswered-requests-2019-02.yaml"
    incident.write_text(incident.read_text("utf-8").replace("E5", number), encoding="utf-8")
    return number


def a_scan(folder: Path) -> Path:
    path = folder / "scan.png"
    Image.new("RGB", (120, 160), "white").save(path)
    return path


def test_packages_for_the_three_recipients_of_the_example_are_whole(case: Path, package: Run) -> None:
    code, out, err = package("make", "--to", "ombudsman,eeas,olaf", "--lang", "fr")
    assert code == 0, err
    for recipient in ("ombudsman", "eeas", "olaf"):
        made = case / "packages" / f"{recipient}.fr"
        held = files(made)
        listed = json.loads(held["package.json"])
        assert held["data/1-letter.docx"].startswith(b"PK")
        assert all(one["file"] in held for one in listed["annexes"])
        assert "Annexe 1, page 1 sur 1" in text_of(made / "data/2-annexes.pdf")
        assert package("verify", made)[0] == 0
    assert "To hand in, in this order:" in out
    assert sorted(path.name for path in (case / "packages").iterdir()) == ["eeas.fr", "olaf.fr", "ombudsman.fr"]


WITNESS = """
    name: Zebulon Inventius
    aliases: [Inventiusa, z.inventius@invented.example]
    disclosure: olaf
    consents: [{to: olaf, on: 2019-10-01, not_passed_on_to: [eeas]}]"""


def everything_in(folder: Path) -> str:
    """Return all that can be read in a package: names of files, parts of documents, texts and data of PDF files, the rest."""
    found = ["\n".join(files(folder))]
    for name, data in files(folder).items():
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as inside:
                found += [inside.read(part).decode("utf-8", "replace") for part in inside.namelist()]
        if name.endswith(".pdf"):
            found += [text_of(folder / name), str(pikepdf.open(io.BytesIO(data)).docinfo)]
        found.append(data.decode("utf-8", "replace"))
    return "\n".join(found)


def test_a_witness_whom_olaf_alone_may_know_is_in_its_package_and_in_no_part_of_another(
    case: Path, package: Run
) -> None:
    persons, incident = case / "case.yaml", case / "incidents" / "meeting-2019-09-18.yaml"
    text = persons.read_text("utf-8")
    end = text.index("\n", text.index("shown_as", text.index("  activist-1:")))
    persons.write_text(text[:end] + WITNESS + text[end:], encoding="utf-8")
    said = "\n  - say: Zebulon Inventius was among those present.\n    source: own\n    vouched: true"
    told = incident.read_text("utf-8")
    incident.write_text(told.replace("what_happened:", f"what_happened:{said}", 1), encoding="utf-8")
    code, _, err = package("make", "--to", "ombudsman,eeas,olaf")
    assert code == 0, err
    held = {one: everything_in(case / "packages" / f"{one}.en") for one in ("ombudsman", "eeas", "olaf")}
    assert "Zebulon Inventius" in held["olaf"]
    assert "was among those present" in held["eeas"]
    for recipient in ("ombudsman", "eeas"):
        assert not re.search("zebulon|inventius", held[recipient], re.IGNORECASE), recipient
    assert all("the first activist was among those present" in held[one].lower() for one in ("eeas", "olaf"))


def test_exhibits_are_enclosed_as_clean_copies_under_neutral_names(case: Path, package: Run) -> None:
    package("make", "--to", "eeas")
    held = files(case / "packages" / "eeas.en")
    originals = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (case / "exhibits").iterdir()}
    annexes = {name for name in held if name.startswith("data/annexes/")}
    documents = {name for name in annexes if name.endswith(("pdf", "docx"))}
    assert documents
    assert not {hashlib.sha256(held[name]).hexdigest() for name in documents} & originals
    assert all(name.removeprefix("data/annexes/").startswith("annex-") for name in annexes)
    assert b"exhibits/" not in b"".join(
        data for name, data in held.items() if name.endswith((".json", ".txt", ".html"))
    )


def test_every_copy_is_logged_with_its_annex_and_recorded(case: Path, package: Run, run: Run) -> None:
    before = log(case)
    _, out, _ = package("make", "--to", "ombudsman")
    made = log(case)[len(before) :]
    digest = out.partition("Digest ")[2].split()[0]
    assert [entry.act for entry in made] == [custody.COPIED] * 4
    assert made[0].note == f"enclosed as annex 1 in the package ombudsman.en with the digest {digest}"
    held = files(case / "packages" / "ombudsman.en")
    assert all(hashlib.sha256(held[entry.file]).hexdigest() == entry.sha256 for entry in made)
    assert f"Custody-Log-Head: {before[-1].digest}\n".encode() in held["bag-info.txt"]
    assert len((case / "copies.jsonl").read_text("utf-8").splitlines()) == 4
    assert run("--case", case, "evidence", "verify")[0] == 0


def test_sending_is_logged_when_it_is_said_and_only_of_a_whole_package(case: Path, package: Run) -> None:
    package("make", "--to", "ombudsman")
    made = case / "packages" / "ombudsman.en"
    code, _, _ = package("sent", made, "--how", "by registered letter")
    assert code == 0
    sent = [entry for entry in log(case) if entry.act == custody.SENT]
    assert len(sent) == 4
    assert (sent[0].note or "").startswith("sent to ombudsman, by registered letter: package with the digest ")
    assert "by registered letter" in package("verify", made)[1]
    (made / "data" / "index.html").write_text("another", encoding="utf-8")
    code, _, err = package("sent", made, "--how", "again")
    assert code == 1
    assert "CK690" in err
    assert len([entry for entry in log(case) if entry.act == custody.SENT]) == 4


def test_a_package_of_another_case_is_not_logged(case: Path, package: Run, run: Run, tmp_path: Path) -> None:
    shutil.copytree(case, tmp_path / "another")
    package("make", "--to", "ombudsman")
    code, _, err = run(
        "--case", tmp_path / "another", "package", "sent", case / "packages" / "ombudsman.en", "--how", "by post"
    )
    assert code == 1
    assert "CK688" in err
    code, out, err = run("--case", tmp_path / "another", "package", "verify", case / "packages" / "ombudsman.en")
    assert code == 0
    assert "whole" in out
    assert "warning CK688" in err


def test_numbers_stay_and_are_never_used_for_something_else(case: Path, package: Run) -> None:
    package("make", "--to", "ombudsman")
    selection = case / "selections" / "ombudsman.yaml"
    first = yaml.safe_load(selection.read_text("utf-8"))["annexes"]
    incident = case / "incidents" / "unanswered-requests-2019-02.yaml"
    incident.write_text(incident.read_text("utf-8").replace("E5", "E7"), encoding="utf-8")
    package("make", "--to", "ombudsman", "--overwrite")
    second = yaml.safe_load(selection.read_text("utf-8"))["annexes"]
    assert {exhibit: second[exhibit] for exhibit in first} == first
    assert second["E7"] == max(first.values()) + 1
    listed = json.loads((case / "packages" / "ombudsman.en" / "package.json").read_text("utf-8"))
    numbers = [one["number"] for one in listed["annexes"]]
    assert first["E5"] not in numbers
    assert second["E7"] in numbers
    assert package("verify", case / "packages" / "ombudsman.en")[0] == 0


def test_a_package_that_is_there_is_kept_unless_it_is_to_be_replaced(case: Path, package: Run) -> None:
    package("make", "--to", "ombudsman")
    before = files(case / "packages" / "ombudsman.en")
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 1
    assert "CK663" in err
    assert files(case / "packages" / "ombudsman.en") == before
    assert package("make", "--to", "ombudsman", "--overwrite")[0] == 0
    assert [path.name for path in (case / "packages").iterdir()] == ["ombudsman.en"]


def test_a_folder_that_is_no_package_is_never_replaced(case: Path, package: Run) -> None:
    mine = case / "packages" / "ombudsman.en"
    mine.mkdir(parents=True)
    (mine / "notes.txt").write_text("mine", encoding="utf-8")
    code, _, err = package("make", "--to", "ombudsman", "--overwrite")
    assert code == 1
    assert "CK663" in err
    assert (mine / "notes.txt").read_text("utf-8") == "mine"


def test_nothing_is_put_among_the_originals(case: Path, package: Run) -> None:
    code, _, err = package("make", "--to", "ombudsman", "--out", case / "exhibits" / "packages")
    assert code == 1
    assert "CK670" in err
    assert not (case / "exhibits" / "packages").exists()


def test_a_letter_that_is_refused_makes_no_package(case: Path, package: Run) -> None:
    shutil.rmtree(case / "selections")
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 1
    assert "CK410" in err
    assert files(case / "packages") == {}


def test_a_name_that_the_recipient_may_not_see_refuses_the_package(
    case: Path, package: Run, run: Run, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("On that day ZEBULON Inventius was there.", encoding="utf-8")
    cite_first(case, run, note, disclosure="everybody")
    text = (case / "case.yaml").read_text("utf-8")
    (case / "case.yaml").write_text(text.replace("persons:\n", PERSON, 1), encoding="utf-8")
    before = log(case)
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 1
    assert "CK665" in err
    assert "invented-witness" in err
    assert "Zebulon" not in err
    assert files(case / "packages") == {}
    assert log(case) == before
    passages = tmp_path / "passages.yaml"
    number = before[-1].exhibit
    passages.write_text(f'redactions:\n  - {{exhibit: {number}, text: "ZEBULON Inventius"}}\n', encoding="utf-8")
    code, _, err = package("make", "--to", "ombudsman", "--redact", passages)
    assert code == 0, err
    assert "blacked out by the sender" in text_of(case / "packages" / "ombudsman.en" / "data" / "2-annexes.pdf")


def test_a_passage_of_an_exhibit_that_is_not_there_is_a_slip(case: Path, package: Run, tmp_path: Path) -> None:
    passages = tmp_path / "passages.yaml"
    passages.write_text('redactions:\n  - {exhibit: E99, text: "Somebody"}\n', encoding="utf-8")
    code, _, err = package("make", "--to", "ombudsman", "--redact", passages)
    assert code == 1
    assert "CK510" in err


def test_what_no_search_can_look_into_is_looked_through_by_somebody(
    case: Path, package: Run, run: Run, tmp_path: Path
) -> None:
    number = cite_first(case, run, a_scan(tmp_path), disclosure="everybody")
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 1
    assert "CK802" in err
    assert number in err
    assert files(case / "packages") == {}
    said = ("--for", "ombudsman", "--by", "Invented Reviewer", "--on", "2020-10-02")
    assert run("--case", case, "evidence", "confirm", number, *said)[0] == 0
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 0, err
    assert b"Reviewer" not in b"".join(files(case / "packages" / "ombudsman.en").values())


def test_a_letter_that_no_search_can_look_into_is_looked_at_by_somebody(
    case: Path, package: Run, tmp_path: Path
) -> None:
    signed = tmp_path / "signed.pdf"
    Image.new("RGB", (300, 400), "white").save(signed)
    arguments = ("make", "--to", "ombudsman", "--letter", signed)
    code, _, err = package(*arguments)
    assert code == 1
    assert "CK666" in err
    assert "signed.pdf" in err
    code, _, err = package(*arguments, "--seen-by", "Invented Reviewer")
    assert code == 0, err
    (confirmed,) = [entry for entry in log(case) if entry.act == custody.CONFIRMED]
    assert (confirmed.note or "").startswith("for ombudsman: Invented Reviewer looked at it")
    assert confirmed.sha256 == hashlib.sha256(signed.read_bytes()).hexdigest()
    assert b"Reviewer" not in b"".join(files(case / "packages" / "ombudsman.en").values())
    assert package(*arguments, "--overwrite")[0] == 0, "what was looked at is not asked for again"
    Image.new("RGB", (300, 401), "white").save(signed)
    assert "CK666" in package(*arguments, "--overwrite")[2], "another file is"


def test_the_pair_withholds_what_the_institution_may_not_see(case: Path, package: Run, run: Run) -> None:
    register = case / "exhibits.yaml"
    text = register.read_text("utf-8")
    place = text.index("title", text.index("\n  E28:"))
    register.write_text(f"{text[:place]}disclosure: olaf\n    {text[place:]}", encoding="utf-8")
    code, _, err = package("make", "--to", "olaf", "--pair")
    assert code == 0, err
    whole, open_one = (case / "packages" / f"olaf.en.{version}" for version in ("confidential", "non-confidential"))
    both = [json.loads((made / "package.json").read_text("utf-8")) for made in (whole, open_one)]
    assert [one["withheld"] for one in both[0]["annexes"]].count(True) == 0
    (kept,) = [one for one in both[1]["annexes"] if one["withheld"]]
    assert [one["number"] for one in both[0]["annexes"]] == [one["number"] for one in both[1]["annexes"]]
    assert kept["file"] is None
    shown = text_of(open_one / "data" / "2-annexes.pdf")
    assert "This annex is withheld" in shown
    title = yaml.safe_load(register.read_text("utf-8"))["exhibits"]["E28"]["title"]
    assert title in " ".join(text_of(whole / "data" / "2-annexes.pdf").split())
    assert title not in " ".join(shown.split())
    assert title not in (open_one / "data" / "index.html").read_text("utf-8")
    assert "CK673" in err
    assert package("verify", open_one)[0] == 0


def test_a_withdrawn_exhibit_is_not_sent(case: Path, package: Run, run: Run) -> None:
    run("--case", case, "evidence", "withdraw", "E5", "--why", "it is another letter")
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 1
    assert "withdrawn" in err
    assert files(case / "packages") == {}


def test_an_exhibit_that_cannot_be_cleaned_refuses_with_what_to_do(
    case: Path, package: Run, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "picture.gif"
    Image.new("P", (10, 10)).save(path)
    cite_first(case, run, path, disclosure="everybody")
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 1
    assert "CK590" in err
    assert "save it as PNG" in err


def test_limits_of_size_split_the_bundle_or_say_what_to_do(case: Path, package: Run) -> None:
    code, _, err = package("make", "--to", "eeas", "--largest", "0.04", "--without-libreoffice")
    assert code == 0, err
    listed = json.loads((case / "packages" / "eeas.en" / "package.json").read_text("utf-8"))
    assert len(listed["bundle"]["parts"]) > 1
    assert all(part["size"] <= 40_000 for part in listed["bundle"]["parts"])
    assert package("verify", case / "packages" / "eeas.en")[0] == 0
    code, _, err = package("make", "--to", "eeas", "--largest", "0.04", "--files", "2", "--overwrite")
    assert code == 1
    assert "CK668" in err
    code, _, err = package("make", "--to", "olaf", "--largest", "0.1")
    assert code == 0, err


def test_limits_stand_in_the_rules(case: Path, run: Run, regulations: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(regulations, rules)
    ombudsman = rules / "recipients" / "ombudsman.yaml"
    limits = (
        "attachments: {status: verified, checked: 2026-11-22, source: invented, most_files: 3, largest_megabytes: 3,"
        " endings: [pdf]}\n"
    )
    ombudsman.write_text(
        ombudsman.read_text("utf-8").replace("conditions:\n", f"{limits}conditions:\n", 1), encoding="utf-8"
    )
    code, _, err = run("--case", case, "--regulations", rules, "package", "make", "--to", "ombudsman")
    assert code == 1
    assert "CK669" in err
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(next((case / "exhibits").glob("E1-*.pdf")).read_bytes())
    arguments = ("package", "make", "--to", "ombudsman", "--letter", signed)
    code, _, err = run("--case", case, "--regulations", rules, *arguments)
    assert code == 0, err
    assert files(case / "packages" / "ombudsman.en")["data/1-letter.pdf"] == signed.read_bytes()


def test_a_letter_of_ones_own_is_a_pdf_or_word_file_that_is_there(case: Path, package: Run, tmp_path: Path) -> None:
    code, _, err = package("make", "--to", "ombudsman", "--letter", tmp_path / "none.pdf")
    assert code == 1
    assert "CK671" in err
    (tmp_path / "letter.txt").write_text("Dear Sir", encoding="utf-8")
    code, _, err = package("make", "--to", "ombudsman", "--letter", tmp_path / "letter.txt")
    assert code == 1
    assert "CK671" in err
    assert package("make", "--to", "ombudsman,eeas", "--letter", tmp_path / "letter.txt")[0] == 2


def test_a_cited_page_that_an_annex_does_not_have_is_pointed_out(case: Path, package: Run) -> None:
    incident = case / "incidents" / "unanswered-requests-2019-02.yaml"
    text = incident.read_text("utf-8").replace("exhibit: E28, at: p. 6", "exhibit: E28, at: p. 60")
    incident.write_text(text, encoding="utf-8")
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 0, err
    assert "CK675" in err
    assert package("verify", case / "packages" / "ombudsman.en")[0] == 0


def test_a_letter_that_was_changed_in_word_is_pointed_out(case: Path, package: Run, run: Run) -> None:
    run("--case", case, "letter", "--to", "ombudsman", "--lang", "en")
    assert "CK672" not in package("make", "--to", "ombudsman")[2]
    (case / "letters" / "ombudsman.en.docx").write_bytes(b"PK\3\4 changed in Word")
    assert "CK672" in package("make", "--to", "ombudsman", "--overwrite")[2]


def test_without_libreoffice_a_document_has_a_page_that_says_so(case: Path, package: Run) -> None:
    code, _, err = package("make", "--to", "eeas")
    assert code == 0
    assert "CK661" in err
    assert "CK662" in err
    made = case / "packages" / "eeas.en"
    assert "cannot be shown on paper" in text_of(made / "data" / "2-annexes.pdf")
    assert list((made / "data" / "annexes").glob("*.docx"))
    assert not (made / "data" / "1-letter.pdf").exists()


def test_what_libreoffice_converts_is_recorded_by_digest_and_its_moment_is_taken_out(
    case: Path, package: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = next((case / "exhibits").glob("E4-*.pdf"))

    def stand_in(paths: list[Path], folder: Path) -> tuple[Path, ...]:
        made = [folder / f"{path.stem}.pdf" for path in paths]
        for path in made:
            with pikepdf.open(sample) as document:
                document.docinfo["/Producer"] = "LibreOffice 0.0"
                document.docinfo["/CreationDate"] = f"D:{os.urandom(7).hex()}"
                document.save(path)
        return tuple(made)

    monkeypatch.setattr(pdf, "find_soffice", lambda: Path("soffice"))
    monkeypatch.setattr(pdf, "to_pdf", stand_in)
    made = case / "packages" / "eeas.en"
    letters = set()
    for _ in range(2):
        code, _, err = package("make", "--to", "eeas", "--overwrite")
        assert code == 0, err
        letters.add((made / "data" / "1-letter.pdf").read_bytes())
    (letter,) = letters
    listed = json.loads((made / "package.json").read_text("utf-8"))
    assert listed["converted"][-1]["to"] == "data/1-letter.pdf"
    assert listed["converted"][-1]["to_sha256"] == hashlib.sha256(letter).hexdigest()
    assert {one["by"] for one in listed["converted"]} == {"LibreOffice 0.0"}
    assert package("verify", made)[0] == 0


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.slow
def test_with_libreoffice_the_letter_is_a_pdf_and_documents_are_printed(
    case: Path, package: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_soffice", lambda: Path(shutil.which("soffice") or ""))
    code, _, err = package("make", "--to", "olaf")
    assert code == 0, err
    made = case / "packages" / "olaf.en"
    assert "European Anti-Fraud Office" in text_of(made / "data" / "1-letter.pdf")
    assert "cannot be shown on paper" not in text_of(made / "data" / "2-annexes.pdf")


def test_missing_libraries_are_named_with_the_command_to_type(
    case: Path, package: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda name: None if name in {"pikepdf", "reportlab"} else object())
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 1
    assert "CK660" in err
    assert "pikepdf" in err
    assert "pip install 'complaintkit[package]'" in err


def test_an_interruption_leaves_nothing_behind(case: Path, package: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = log(case)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making.proving, "search", interrupted)
    assert package("make", "--to", "ombudsman")[0] == 130
    assert files(case / "packages") == {}
    assert log(case) == before


def test_a_full_disk_is_a_problem_and_leaves_nothing_behind(
    case: Path, package: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "package.json")

    monkeypatch.setattr(staging, "write", full)
    code, _, err = package("make", "--to", "ombudsman")
    assert code == 1
    assert "No space left" in err
    assert files(case / "packages") == {}


PROGRAM = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"


def test_two_processes_make_the_same_zip(case: Path, tmp_path: Path) -> None:
    made = []
    for number, zone in enumerate(("Asia/Tokyo", "America/Lima")):
        copy = tmp_path / f"copy-{number}"
        shutil.copytree(case, copy)
        command = [
            sys.executable,
            "-c",
            PROGRAM,
            "--case",
            str(copy),
            "package",
            "make",
            "--to",
            "ombudsman",
            "--lang",
            "de",
        ]
        environment = {**os.environ, "PYTHONHASHSEED": str(number), "TZ": zone}
        subprocess.run([*command, "--zip", "--without-libreoffice"], env=environment, check=True, capture_output=True)
        made.append((copy / "packages" / "ombudsman.de.zip").read_bytes())
    assert made[0] == made[1]


def test_a_zip_holds_the_same_files_as_a_folder(case: Path, package: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(case, copy)
    package("make", "--to", "ombudsman", "--zip")
    with zipfile.ZipFile(case / "packages" / "ombudsman.en.zip") as packed:
        held = {name.removeprefix("ombudsman.en/"): packed.read(name) for name in packed.namelist()}
    package("make", "--to", "ombudsman", "--out", tmp_path / "out")
    folder = files(tmp_path / "out" / "ombudsman.en")
    same = {name for name in held if held[name] == folder[name]}
    assert held.keys() - same == {"bag-info.txt", "package.json", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"}
    assert package("verify", case / "packages" / "ombudsman.en.zip")[0] == 0


def test_wrong_usage_is_said(package: Run) -> None:
    assert package("make", "--to", ",")[0] == 2
    assert package("make")[0] == 2
    code, _, err = package("make", "--to", "edps")
    assert code == 1
    assert "CK746" in err
    code, _, err = package("make", "--to", "ombudsmann")
    assert code == 1
    assert "CK424" in err


def test_the_index_page_reads_without_a_picture_of_it(case: Path, package: Run) -> None:
    from lxml import html  # noqa: PLC0415

    package("make", "--to", "eeas", "--lang", "de")
    made = case / "packages" / "eeas.de" / "data"
    page = html.parse(io.BytesIO((made / "index.html").read_bytes())).getroot()
    assert page.get("lang") == "de"
    targets = {link.get("href").partition("#")[0] for link in page.iter("a")}
    assert targets == {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()} - {"index.html"}
    assert len(page.findall(".//tbody/tr")) == len(list((made / "annexes").iterdir()))
