"""Verifying: one byte changed anywhere is found, and what is missing, changed or added is named."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pytest

from complaintkit.documents import pdf
from complaintkit.law.prepared import prepared_law
from complaintkit.locations import shipped
from complaintkit.packages import bag, libraries
from complaintkit.packages.making import make_packages
from complaintkit.packages.verifying import Verified, verify
from complaintkit.packages.wanted import Wanted
from complaintkit.problems import Refused


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """Return a folder with the package for the EEAS as folder and as ZIP; copy it before changing anything."""
    root = tmp_path_factory.mktemp("verifying")
    law = prepared_law(shipped("regulations"))
    assert law is not None
    for packed in (False, True):
        case = root / f"case-{packed}"
        shutil.copytree(example, case, ignore=shutil.ignore_patterns("letters"))
        wanted = Wanted("eeas", "en", root, _day(), "2020-10-02T12:00:00+00:00", packed=packed)
        with patch.object(pdf, "find_soffice", return_value=None):
            make_packages(case, law, shipped("templates"), wanted)
    return root


def _day():
    from datetime import date  # noqa: PLC0415

    return date(2020, 10, 2)


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "eeas.en", tmp_path / "eeas.en")
    return tmp_path / "eeas.en"


def names(found: Verified) -> set[str]:
    return {problem.file for problem in found.problems}


def codes(found: Verified) -> set[str]:
    return {problem.code for problem in found.problems}


def test_a_package_as_it_was_made_is_whole(made: Path) -> None:
    folder, packed = verify(made / "eeas.en"), verify(made / "eeas.en.zip")
    assert folder.problems == packed.problems == ()
    assert folder.files == packed.files
    assert folder.digest == packed.digest


def test_one_bit_flipped_in_any_file_is_found_and_the_file_is_named(folder: Path) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        for place in {0, len(data) // 3, len(data) // 2, len(data) - 1}:
            for bit in (0x01, 0x20):
                changed = bytearray(data)
                changed[place] ^= bit
                path.write_bytes(changed)
                found = verify(folder)
                assert found.problems, f"{name}, byte {place}"
                said = names(found) | {word for problem in found.problems for word in problem.message.split()}
                assert any(name in word for word in said), f"{name}, byte {place}"
        path.write_bytes(data)
    assert verify(folder).problems == ()


def test_one_byte_flipped_anywhere_in_the_zip_is_found(made: Path, tmp_path: Path) -> None:
    data = (made / "eeas.en.zip").read_bytes()
    target = tmp_path / "eeas.en.zip"
    directory = data.rindex(b"PK\1\2")
    places = {*range(0, len(data), len(data) // 60), *range(0, 40, 3), *range(directory, len(data), 9), len(data) - 1}
    for place in sorted(places):
        changed = bytearray(data)
        changed[place] ^= 0x01
        target.write_bytes(changed)
        assert _found(target), f"byte {place}"


def _found(path: Path) -> bool:
    try:
        return bool(verify(path).problems)
    except Refused as refusal:
        return bool(refusal.problems)


def test_every_file_that_is_missing_is_named(folder: Path) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        path.unlink()
        found = verify(folder)
        assert name in names(found)
        assert codes(found) & {"CK681", "CK684"}
        path.write_bytes(data)


@pytest.mark.parametrize("name", ["data/annexes/more.pdf", "notes.txt", "data/deep/er.txt"])
def test_a_file_that_was_added_is_named(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"more")
    found = verify(folder)
    assert [problem.file for problem in found.problems if problem.code == "CK683"] == [name]


def test_a_link_in_the_place_of_a_file_is_not_followed(folder: Path, tmp_path: Path) -> None:
    path = folder / "data" / "index.html"
    (tmp_path / "elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    assert codes(verify(folder)) >= {"CK681", "CK683"}


def rebagged(folder: Path, change: Callable[[dict[str, bytes]], None]) -> Verified:
    """Change files of a package and write all its manifests anew, as somebody could who knows how."""
    held = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    change(held)
    data = {name: content for name, content in held.items() if name.startswith("data/")}
    info = held[bag.INFO].decode().splitlines()
    size = bag.oxum(map(len, data.values()))
    held[bag.INFO] = "".join(
        f"{f'Payload-Oxum: {size}' if line.startswith('Payload-Oxum') else line}\n" for line in info
    ).encode()
    held |= {bag.manifest_name(one): bag.manifest(bag.digests_of(data, one)) for one in bag.ALGORITHMS}
    tags = {name: held[name] for name in held if "/" not in name and not name.startswith("tagmanifest")}
    held |= {bag.manifest_name(one, tags=True): bag.manifest(bag.digests_of(tags, one)) for one in bag.ALGORITHMS}
    shutil.rmtree(folder)
    for name, content in held.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return verify(folder)


def test_an_annex_exchanged_with_its_manifests_does_not_fit_the_list(folder: Path) -> None:
    def change(held: dict[str, bytes]) -> None:
        held["data/annexes/annex-02.eml"] = b"Subject: another\n\nText\n"

    assert names(rebagged(folder, change)) == {"data/annexes/annex-02.eml"}


def test_a_file_smuggled_into_the_manifests_is_not_in_the_list(folder: Path) -> None:
    found = rebagged(folder, lambda held: held.update({"data/annexes/annex-99.txt": b"more"}))
    assert names(found) == {"data/annexes/annex-99.txt"}


def described(folder: Path, change: Callable[[dict], None]) -> Verified:
    def changing(held: dict[str, bytes]) -> None:
        listed = json.loads(held[bag.LIST])
        change(listed)
        held[bag.LIST] = json.dumps(listed).encode()

    return rebagged(folder, changing)


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("pages", lambda listed: listed["bundle"]["parts"][0].update(pages=7)),
        ("no link of the index leads", lambda listed: listed["annexes"][3].update(cover=6)),
        ("does not give the pages", lambda listed: listed["annexes"][3].update(pages=2)),
        ("cites", lambda listed: listed["annexes"][3]["cited"][0].update(page=2)),
        ("counts", lambda listed: listed["bundle"].update(pages=7)),
        ("not one that complaintkit wrote", lambda listed: listed.pop("bundle")),
        ("not one that complaintkit wrote", lambda listed: listed.update(annexes=[7])),
    ],
)
def test_a_bundle_that_does_not_fit_the_list_is_said(folder: Path, what: str, change: Callable[[dict], None]) -> None:
    found = described(folder, change)
    assert codes(found) == {"CK687"}
    assert any(what in problem.message for problem in found.problems)


def test_a_bundle_without_its_links_does_not_fit(folder: Path) -> None:
    def change(held: dict[str, bytes]) -> None:
        name = "data/2-annexes.pdf"
        with pikepdf.open(io.BytesIO(held[name])) as document:
            del document.pages[0].obj["/Annots"]
            out = io.BytesIO()
            document.save(out, static_id=True)
        held[name] = out.getvalue()
        listed = json.loads(held[bag.LIST])
        listed["bundle"]["parts"][0]["sha256"] = bag.digests_of({name: held[name]}, "sha256")[name]
        held[bag.LIST] = json.dumps(listed).encode()

    assert any("no link of the index leads to page" in problem.message for problem in rebagged(folder, change).problems)


def test_what_is_no_package_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        verify(tmp_path / "nothing")
    assert refusal.value.problems[0].code == "CK680"
    (tmp_path / "empty").mkdir()
    assert codes(verify(tmp_path / "empty")) == {"CK680"}
    (tmp_path / "broken.zip").write_bytes(b"PK\3\4 no")
    with pytest.raises(Refused) as refusal:
        verify(tmp_path / "broken.zip")
    assert refusal.value.problems[0].code == "CK685"


def zipped(path: Path, files: list[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("p/../../outside.txt", b"x")], "CK685"),
        ([("/p/x", b"x")], "CK685"),
        ([("p/bomb", b"\0" * 3_000_000)], "CK685"),
        ([("p/x", b"x"), ("q/y", b"y")], "CK680"),
        ([("x", b"x")], "CK680"),
    ],
)
def test_a_zip_that_is_made_to_harm_or_is_no_package_is_not_opened(
    tmp_path: Path, files: list[tuple[str, bytes]], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        verify(zipped(tmp_path / "bad.zip", files))
    assert refusal.value.problems[0].code == code


def test_a_package_that_another_program_packed_anew_is_told_apart_from_a_damaged_one(
    made: Path, tmp_path: Path
) -> None:
    held = [(f"eeas.en/{path.relative_to(made / 'eeas.en').as_posix()}", path.read_bytes())
            for path in (made / "eeas.en").rglob("*") if path.is_file()]  # fmt: skip
    found = verify(zipped(tmp_path / "again.zip", held))
    assert codes(found) == {"CK686"}
    assert "unpack it" in (found.problems[0].hint or "")


def test_manifests_are_those_of_the_standard(folder: Path) -> None:
    """Each line is `digest, two blanks, path`, sorted, over every payload file (RFC 8493, 2.1.3)."""
    import hashlib  # noqa: PLC0415

    for algorithm in bag.ALGORITHMS:
        lines = (folder / f"manifest-{algorithm}.txt").read_text("utf-8").splitlines()
        payload = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
        expected = [
            f"{hashlib.new(algorithm, path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}"
            for path in payload
        ]
        assert sorted(lines) == sorted(expected)
    info = (folder / "bag-info.txt").read_text("utf-8")
    size = sum(path.stat().st_size for path in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}\n" in info
    assert "Bagging-Date: 2020-10-02\n" in info


def test_without_libraries_every_byte_is_compared_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda name: None if name == "pikepdf" else object())
    found = verify(folder)
    assert [(problem.code, problem.severity) for problem in found.problems] == [("CK660", "warning")]
    (folder / "data" / "index.html").write_bytes(b"")
    assert "data/index.html" in names(verify(folder))
