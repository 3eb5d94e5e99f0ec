"""`complaintkit law import`: wordings of a saved page go into rules of one's own, and nothing that is held is lost."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from complaintkit.law.checks_wordings import digest_of
from complaintkit.law.loading import load_law
from complaintkit.law.lookup import wording_in_force
from complaintkit.law.values import Law, Wording
from complaintkit.source.locking import locked

Run = Callable[..., tuple[int, str, str]]
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body>
<p class="reference">{celex} — {language} — {day} — 002.001</p>
<p class="title-doc-first">REGULATION (EC) No 1049/2001</p>
{body}
</body></html>
"""
FROM_LAW = "Any citizen of the Union, and any natural or legal person"


def save(
    folder: Path, *articles: tuple[str, ...], language: str = "EN", day: str = "01.05.2016", celex: str = "2001R1049"
) -> Path:
    body = "\n".join(
        f'<p class="title-article-norm">{heading}</p>' + "".join(f'<p class="norm">{text}</p>' for text in said)
        for heading, *said in articles
    )
    path = folder / f"act-{language}.html"
    path.write_text(PAGE.format(celex=celex, language=language, day=day, body=body), encoding="utf-8")
    return path


@pytest.fixture
def mine(tmp_path: Path, regulations: Path) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(regulations, folder)
    return folder


def law_of(folder: Path) -> Law:
    law, problems = load_law(folder)
    assert law is not None, [problem.as_line() for problem in problems]
    return law


def wordings(folder: Path, provision: str, language: str) -> list[Wording]:
    found = [one for one in law_of(folder).wordings if (one.provision, one.language) == (provision, language)]
    return sorted(found, key=lambda one: str(one.valid_from or ""))


POLISH = ("Artykuł 6", "1.\u00a0\u00a0Wnioski.", "2.\u00a0\u00a0Jeżeli.")


def test_a_first_import_makes_the_folder_and_law_show_then_has_the_language(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    code, out, err = run("law", "import", save(tmp_path, POLISH, language="PL"), "--into", mine)
    assert (code, err) == (0, "")
    assert "New (2): access:6(1), access:6(2)" in out
    assert str(mine / "wordings" / "access.pl.2016-05-01.yaml") in out
    code, out, _ = run("--regulations", mine, "law", "show", "access:6(1)", "--lang", "pl")
    assert code == 0
    assert "Polish, official wording" in out
    assert "Wnioski." in out
    assert "CELEX 32001R1049; 02001R1049-20160501 (EUR-Lex consolidated text of 1 May 2016)" in " ".join(out.split())
    assert "pl  art. 6 ust. 1 rozporządzenia (WE) nr 1049/2001" in out
    assert run("--regulations", mine, "law", "lint")[0] == 0


def test_the_wording_says_from_which_file_it_was_read(run: Run, mine: Path, tmp_path: Path) -> None:
    page = save(tmp_path, POLISH, language="PL")
    run("--regulations", mine, "law", "import", page)
    (wording,) = wordings(mine, "access:6(1)", "pl")
    assert wording.status == "official"
    assert hashlib.sha256(page.read_bytes()).hexdigest() in wording.confirmed
    assert page.name in wording.confirmed
    assert f'digest: "{digest_of(wording.text)}"' in (mine / "wordings/access.pl.2016-05-01.yaml").read_text()


def test_a_first_day_that_the_user_gave_is_said_to_be_the_users(run: Run, mine: Path, tmp_path: Path) -> None:
    page = save(tmp_path, POLISH, language="PL")
    run("--regulations", mine, "law", "import", page, "--from", "2001-12-03")
    (wording,) = wordings(mine, "access:6(1)", "pl")
    assert str(wording.valid_from) == "2001-12-03"
    assert wording.confirmed.endswith("the first day in force was given by who imported it")


def test_without_a_folder_of_ones_own_nothing_is_written(run: Run, tmp_path: Path, regulations: Path) -> None:
    page = save(tmp_path, POLISH, language="PL")
    for options in ((), ("--regulations", regulations)):
        code, out, err = run("law", "import", page, *options)
        assert (code, out) == (1, "")
        assert "CK351" in err
        assert "--into my-rules" in err
    code, _, err = run("--regulations", tmp_path / "a", "law", "import", page, "--into", tmp_path / "b")
    assert code == 2
    assert "two folders" in err


def test_a_dry_run_writes_nothing(run: Run, mine: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}
    page = save(tmp_path, POLISH, language="PL")
    for options in (("--regulations", mine), ("--into", tmp_path / "new"), ()):
        code, out, _ = run("law", "import", page, "--dry-run", *options)
        assert code == 0
        assert "New (2)" in out
        assert "Nothing was written" in out
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before
    assert not (tmp_path / "new").exists()


def test_a_later_wording_ends_the_older_one_and_comments_survive(run: Run, mine: Path, tmp_path: Path) -> None:
    held = mine / "wordings" / "access.en.yaml"
    held.write_text(
        held.read_text(encoding="utf-8").replace("wordings:\n", "wordings:  # our own remark\n"), encoding="utf-8"
    )
    before = held.read_text(encoding="utf-8").splitlines()
    code, out, _ = run(
        "--regulations", mine, "law", "import", save(tmp_path, ("Article 2", "1.\u00a0\u00a0Another text."))
    )
    assert code == 0
    assert "access:2(1): held from 2001-12-03, ends on 2016-04-30" in out
    assert "held: [Any citizen of the Union" in out
    assert "file: [Another text.]" in out
    assert "import those as well" in " ".join(out.split())
    older, newer = wordings(mine, "access:2(1)", "en")
    assert (older.text.startswith(FROM_LAW), str(older.valid_to)) == (True, "2016-04-30")
    assert (newer.text, str(newer.valid_from), newer.valid_to) == ("Another text.", "2016-05-01", None)
    after = held.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ["    to: 2016-04-30"]
    assert [line for line in before if line not in after] == []
    assert run("--regulations", mine, "law", "lint")[0] == 0


def test_a_working_translation_ends_with_the_english_wording_that_it_translates(
    run: Run, mine: Path, tmp_path: Path
) -> None:
    (before,) = [one for one in wordings(mine, "12a(1)", "fr") if one.valid_to is None]
    assert before.status == "working"
    staff = [("Article 12a", "1.\u00a0\u00a0Another duty."), ("Article 1", "Other servants.")]
    page = save(tmp_path, ("Article 1", "Officials."), *staff, day="01.01.2026", celex="01962R0031")
    assert run("--regulations", mine, "law", "import", page, "--act", "sr")[0] == 0
    assert [str(one.valid_to) for one in wordings(mine, "12a(1)", "fr") if one.valid_from == before.valid_from] == [
        "2025-12-31"
    ]
    assert run("--regulations", mine, "law", "lint")[0] == 0


def test_an_official_wording_stands_before_a_working_translation(run: Run, mine: Path, tmp_path: Path) -> None:
    body = [("Article premier", "A."), ("Article 12 bis", "1.\u00a0\u00a0Texte officiel."), ("Article premier", "B.")]
    page = save(tmp_path, *body, language="FR", day="01.01.2014", celex="01962R0031")
    assert run("--regulations", mine, "law", "import", page)[0] == 0
    found = wording_in_force(law_of(mine), "12a(1)", "fr", None)
    assert found is not None
    assert (found.status, found.text) == ("official", "Texte officiel.")
    assert "ceos:1" in {one.provision for one in law_of(mine).wordings if one.language == "fr"}
    assert run("--regulations", mine, "law", "lint")[0] == 0


def test_what_differs_for_the_same_time_is_kept_unless_replaced(run: Run, mine: Path, tmp_path: Path) -> None:
    page = save(tmp_path, ("Article 2", "1.\u00a0\u00a0Another text."), day="03.12.2001")
    code, out, err = run("--regulations", mine, "law", "import", page)
    assert code == 0
    assert "kept as held; --replace takes the file's wording" in out
    assert "CK352" in err
    assert "Nothing had to be written." in out
    assert wordings(mine, "access:2(1)", "en")[0].text.startswith(FROM_LAW)
    code, out, _ = run("--regulations", mine, "law", "import", page, "--replace")
    assert code == 0
    (wording,) = wordings(mine, "access:2(1)", "en")
    assert wording.text == "Another text."
    assert page.name in wording.confirmed
    assert wording.version.startswith("02001R1049-20011203")
    assert run("--regulations", mine, "law", "lint")[0] == 0


def test_importing_twice_changes_nothing_the_second_time(run: Run, mine: Path, tmp_path: Path) -> None:
    page = save(tmp_path, ("Article 2", "1.\u00a0\u00a0Another text."), ("Article 99", "New."))
    run("--regulations", mine, "law", "import", page)
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}
    code, out, _ = run("--regulations", mine, "law", "import", page)
    assert code == 0
    assert "The same as held (2): access:2(1), access:99" in out
    assert "Nothing had to be written." in out
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before


def test_an_interrupted_import_is_completed_by_running_it_again(run: Run, mine: Path, tmp_path: Path) -> None:
    page = save(tmp_path, ("Article 2", "1.\u00a0\u00a0Another text."))
    run("--regulations", mine, "law", "import", page)
    (
        mine / "wordings" / "access.en.2016-05-01.yaml"
    ).unlink()  # the older wording is ended, the new one was not written
    assert run("--regulations", mine, "law", "import", page)[0] == 0
    assert [str(one.valid_from) for one in wordings(mine, "access:2(1)", "en")] == ["2001-12-03", "2016-05-01"]
    assert run("--regulations", mine, "law", "lint")[0] == 0


def test_nothing_is_written_while_another_command_writes(run: Run, mine: Path, tmp_path: Path) -> None:
    with locked(mine):
        code, _, err = run("--regulations", mine, "law", "import", save(tmp_path, POLISH, language="PL"))
    assert code == 1
    assert "CK701" in err
    assert not list((mine / "wordings").glob("access.pl*"))


def test_an_older_version_ends_the_day_before_the_one_held(run: Run, mine: Path, tmp_path: Path) -> None:
    page = save(tmp_path, ("Article 2", "1.\u00a0\u00a0An older text."), day="01.01.2000")
    assert run("--regulations", mine, "law", "import", page)[0] == 0
    older = wordings(mine, "access:2(1)", "en")[0]
    assert (older.text, str(older.valid_to)) == ("An older text.", "2001-12-02")
    assert run("--regulations", mine, "law", "lint")[0] == 0


def test_what_is_held_and_not_in_the_file_is_said(run: Run, mine: Path, tmp_path: Path) -> None:
    out = run("--regulations", mine, "law", "import", save(tmp_path, ("Article 99", "New.")))[1]
    assert "Held, and not found in the file" in out
    assert "access:2(1)" in out


def test_an_act_of_ones_own_is_added_and_shown_like_any_other(run: Run, mine: Path, tmp_path: Path) -> None:
    page = save(tmp_path, ("12 a artikla", "Teksti."), language="FI", celex="02007L0036")
    code, _, err = run("--regulations", mine, "law", "import", page)
    assert code == 1
    assert "CK349" in err
    assert "--act directive" in err
    assert run("--regulations", mine, "law", "import", page, "--act", "shares")[0] == 0
    out = run("--regulations", mine, "law", "show", "shares:12a", "--lang", "fi")[1]
    assert "Teksti." in out
    assert "fi  12 a artikla (32007L0036)" in out
    code, _, err = run("--regulations", mine, "law", "show", "shares:12a")
    assert code == 1
    assert "no English one is held, but for that day one in Finnish: add --lang fi" in err
    assert run("--regulations", mine, "law", "lint")[0] == 0


def test_rules_that_are_not_in_order_are_left_alone(run: Run, mine: Path, tmp_path: Path) -> None:
    (mine / "questions.yaml").write_text("questions: 1\n", encoding="utf-8")
    code, _, err = run("--regulations", mine, "law", "import", save(tmp_path, POLISH, language="PL"))
    assert code == 1
    assert "questions.yaml" in err
    assert not list((mine / "wordings").glob("access.pl*"))


def test_a_folder_that_holds_something_else_is_not_mixed_with_rules(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("x", encoding="utf-8")
    code, _, err = run("law", "import", save(tmp_path, POLISH, language="PL"), "--into", other)
    assert code == 1
    assert "CK720" in err
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_a_refused_first_import_leaves_no_folder(run: Run, tmp_path: Path) -> None:
    page = save(tmp_path, ("Article 12 bis", "A."))
    code, _, err = run("law", "import", page, "--into", tmp_path / "mine")
    assert code == 1
    assert f"{page}:5:1" in err
    assert "CK346" in err
    assert not (tmp_path / "mine").exists()


REAL = Path(__file__).parents[2] / "shared" / "law" / "eurlex"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files of EUR-Lex are not in this checkout")
def test_every_real_file_goes_into_rules_that_are_in_order(run: Run, mine: Path) -> None:
    acts = {"02007L0036": ("--act", "shares"), "02009L0101": ("--act", "companies")}
    charter = ("--act", "charter", "--from", "2009-12-01")
    for path in sorted(REAL.glob("*.*ml")):
        code, out, _ = run("--regulations", mine, "law", "import", path, *acts.get(path.name[:10], charter))
        assert code == 0, path.name
        assert "other words" not in out, path.name
    assert run("--regulations", mine, "law", "lint")[0] == 0
    assert {one.language for one in law_of(mine).wordings if one.provision == "shares:3a(1)"} == {"en", "fr"}
    assert (
        "l'article 3 bis, paragraphe 1" in run("--regulations", mine, "law", "show", "shares:3a(1)", "--lang", "fr")[1]
    )
