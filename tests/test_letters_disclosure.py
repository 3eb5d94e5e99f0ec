"""Nobody is named to somebody who may not know: letters, their pairs, their files, and what people agreed to."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
DIGEST = "0" * 64
CONSENT = "{to: olaf, on: 2019-10-01, not_passed_on_to: [eeas]}"
CASE = """\
format: 1
title: A meeting of 2019
as_of: 2020-10-02
complainant:
  label: association
  shown_as: the association
  kind: organisation
  seat: member-state
  address: [1 Example Street, 1000 Example City]
  signatory: {post: President}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy-head: {post: Deputy Head of the Delegation, employer: eeas, category: official, name: Invented Official-One}
persons:
  witness-1:
    shown_as: the first witness
    kind: person
    name: Invented Witness-One
    aliases: [Inventedem Witness-Onem, i.witness@invented.example]
    disclosure: olaf
    consents: [CONSENT]
    special_categories: [political-opinions]
  activist-1: {shown_as: the first activist, kind: person, name: Invented Activist-One}
sent_elsewhere: [{to: the Invented Parliament, on: 2020-09-01, about: the same, tell: [olaf]}]
treatment:
  olaf: {why_this_recipient: [The witness needs protection.]}
"""
REGISTER = f"""\
format: 1
exhibits:
  E3: {{file: exhibits/E3-note.txt, sha256: "{DIGEST}", size: 1, title: Note of the meeting, pages: 4}}
  E4: {{file: exhibits/E4-Statement of Invented Witness-One.txt, sha256: "{DIGEST}", size: 1, pages: 1, disclosure: olaf,
       title: Statement of Invented Witness-One, made_by: witness-1, special_categories: [health]}}
"""
MEETING = """\
title: A meeting with an activist
when: 2019-09-18
official: deputy-head
affected: [activist-1]
known_since: 2019-09-20
special_categories: [political-opinions]
what_happened:
  - {say: The meeting took place., exhibits: [{exhibit: E3, at: p. 1}]}
  - {say: Invented   WITNESS-ONE (i.witness@invented.example) heard it., source: hearsay, told_by: witness-1,
     exhibits: [{exhibit: E4, at: p. 1}], not_for: [eeas]}
  - {say: The Delegation wrote nothing of it., exhibits: [E3]}
acts:
  - {on: 2019-09-18, what: warned against cooperation, towards: [activist-1], exhibits: [{exhibit: E3, at: p. 2}]}
facts:
  matter: conduct
  on-duty: {answer: yes, exhibits: [{exhibit: E3, at: p. 1}]}
  whose-decision: {answer: own-initiative, exhibits: [{exhibit: E3, at: p. 1}]}
  manner: {answer: threatening, exhibits: [{exhibit: E3, at: p. 2}]}
  outsiders-present: {answer: yes, exhibits: [{exhibit: E3, at: p. 2}]}
  warned-against-cooperation: {answer: yes, exhibits: [{exhibit: E3, at: p. 2}]}
"""
SELECTION = "format: 1\nrecipient: {}\nchosen: [{{incident: meeting, reason: x}}]\nraised: ['12']\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a case with a witness who may be seen by OLAF only, and who agreed to that."""
    folder = tmp_path / "case"
    files = {
        "case.yaml": CASE.replace("CONSENT", CONSENT),
        "exhibits.yaml": REGISTER,
        "custody.jsonl": "",
        "incidents/meeting.yaml": MEETING,
        "exhibits/E3-note.txt": "x",
        "exhibits/E4-Statement of Invented Witness-One.txt": "x",
        **{f"selections/{one}.yaml": SELECTION.format(one) for one in ("olaf", "eeas")},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def letter(case: Path, run: Run) -> Run:
    """Return a function that renders letters of the case."""
    return lambda *arguments: run("--case", case, "letter", "--overwrite", *arguments)


def changed(case: Path, file: str, old: str, new: str) -> None:
    text = (case / file).read_text(encoding="utf-8")
    assert old in text
    (case / file).write_text(text.replace(old, new), encoding="utf-8")


def everything(folder: Path, of: str) -> str:
    """Return every byte that stands in the files of a recipient, unpacked, their names, and their entry of the manifest."""
    found = []
    for path in sorted(folder.glob(f"{of}*")):
        found.append(path.name)
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                found += [f"{name} {package.read(name).decode()}" for name in package.namelist()]
                found += [re.sub("<[^>]*>", "", package.read("word/document.xml").decode())]
        else:
            found.append(path.read_text(encoding="utf-8"))
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["letters"]
    ours = [
        {**one, "to_confirm": ()} for one in entries if one["file"].startswith(of)
    ]  # for the team: it calls people by label
    return "\n".join([*found, *(json.dumps(one, ensure_ascii=False) for one in ours)])


def test_a_witness_for_olaf_only_stands_in_its_letter_and_nowhere_in_that_for_the_eeas(case: Path, letter: Run) -> None:
    code, _, err = letter("--to", "olaf,eeas", "--lang", "en", "--text")
    assert code == 0, err
    to_olaf, to_eeas = everything(case / "letters", "olaf"), everything(case / "letters", "eeas")
    assert "Invented Witness-One" in to_olaf
    assert "Statement of the first witness" in to_olaf
    for telling in ("witness", "invented", "activist-one", "official-one"):
        assert telling not in to_eeas.lower(), telling
    assert "Statement of" not in to_eeas


def test_names_of_files_to_attach_are_shown_without_the_name(case: Path, letter: Run) -> None:
    changed(case, "case.yaml", "disclosure: olaf", "disclosure: nobody")
    letter("--to", "olaf", "--lang", "en", "--text")
    assert "[a name of activist-1, deputy-head, witness-1].txt" in (case / "letters" / "olaf.en.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("draft", [(), ("--draft",)])
def test_a_name_that_is_left_in_refuses_a_letter_and_a_draft(case: Path, letter: Run, draft: tuple[str]) -> None:
    changed(case, "incidents/meeting.yaml", "The meeting took place.", "There came invented%20witness_one.pdf.")
    code, _, err = letter("--to", "eeas", "--lang", "en", "--text", *draft)
    assert code == 1
    assert "CK801" in err
    assert re.search(r"it would say who `witness-1` is, to somebody who may not know: see paragraph \d+", err)
    assert "`aliases` of `witness-1`" in err
    assert "invented%20" not in err
    assert not list((case / "letters").glob("*eeas*"))


def test_a_name_in_what_letters_call_somebody_gives_way_too(case: Path, letter: Run) -> None:
    changed(case, "case.yaml", "post: Deputy Head of the Delegation", "post: Deputy Head (Invented Activist-One)")
    assert letter("--to", "eeas", "--lang", "en", "--text")[0] == 0
    assert "Deputy Head (the first activist)" in everything(case / "letters", "eeas")


def consents(case: Path, text: str) -> None:
    changed(case, "case.yaml", f"consents: [{CONSENT}]", f"consents: [{text}]" if text else "consents: []")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "CK810"),
        ("{to: eeas, on: 2019-10-01}", "CK810"),
        ("{to: olaf, on: 2020-10-03}", "CK810"),
        ("{to: olaf, on: 2019-10-01, withdrawn: 2020-10-02, passed_on_to: [eeas]}", "CK813"),
        ("{to: olaf, on: 2019-10-01}", "CK812"),
    ],
)
def test_nobody_is_named_who_did_not_agree(case: Path, letter: Run, text: str, code: str) -> None:
    consents(case, text)
    exit_code, _, err = letter("--to", "olaf", "--lang", "en")
    assert exit_code == 1
    assert code in err
    assert "the name of `witness-1` is told to `olaf`" in err
    assert "E4, which comes from `witness-1`, is sent to `olaf`" in err


def test_a_consent_given_again_counts(case: Path, letter: Run) -> None:
    consents(
        case, "{to: olaf, on: 2019-01-01, withdrawn: 2019-02-01}, {to: olaf, on: 2019-10-01, passed_on_to: [eeas]}"
    )
    assert letter("--to", "olaf", "--lang", "en")[0] == 0


def test_what_somebody_told_may_be_told_without_the_name_with_a_warning(case: Path, letter: Run) -> None:
    consents(case, "")
    changed(case, "case.yaml", "disclosure: olaf", "disclosure: nobody")
    changed(case, "exhibits.yaml", "made_by: witness-1, ", "")
    code, _, err = letter("--to", "olaf", "--lang", "en")
    assert code == 0, err
    assert "warning CK811" in err
    assert "dates, places and small groups" in err


def test_a_consent_that_contradicts_itself_is_a_problem_of_the_case(case: Path, run: Run) -> None:
    consents(case, "{to: olaf, on: 2019-10-01, passed_on_to: [eeas], not_passed_on_to: [eeas]}")
    _, out, err = run("--case", case, "check")
    assert "CK815" in out + err
    consents_again = "{to: olaf, on: 2019-10-01, withdrawn: 2019-09-01}, {to: nobody-known, on: 2019-10-01}"
    changed(
        case, "case.yaml", "{to: olaf, on: 2019-10-01, passed_on_to: [eeas], not_passed_on_to: [eeas]}", consents_again
    )
    _, out, err = run("--case", case, "check")
    assert {"CK815", "CK224"} <= set(re.findall("CK[0-9]{3}", out + err))


def test_an_annex_that_the_recipient_may_not_see_refuses_the_letter(case: Path, letter: Run) -> None:
    changed(case, "incidents/meeting.yaml", ", not_for: [eeas]", "")
    code, _, err = letter("--to", "eeas", "--lang", "en")
    assert code == 1
    assert "CK804" in err
    assert "E4 is cited as annex 2, and `eeas` may not see it: exhibits.yaml says only OLAF may see it" in err


def test_what_people_are_owed_is_said_before_sending(case: Path, letter: Run) -> None:
    _, out, _ = letter("--to", "olaf", "--lang", "en")
    for said in (
        "presumed not to have done it",
        "against defamation (Article 24)",
        "OLAF may pass on what it is given",
        "as somebody would who looks for `witness-1`, `activist-1`",
        "The consent of `witness-1` can be withdrawn until the letter is sent",
        "`witness-1` asked that it be not passed on to `eeas`; `olaf` is not bound by that",
        "Incident `meeting` and its annexes hold special categories of data: political-opinions",
        "What is told of `witness-1` holds special categories of data: political-opinions",
        "E4 holds special categories of data: health",
        "for how long you keep them",
        "complaintkit evidence confirm --for olaf",
    ):
        assert said in out, said
    _, out, _ = letter("--to", "eeas", "--lang", "en")
    assert "E4" not in out
    assert "warn every witness" in out


def test_a_pair_has_the_same_numbers_and_says_what_is_left_out(case: Path, letter: Run) -> None:
    code, out, err = letter("--to", "olaf", "--lang", "en,fr", "--pair", "--text", "--draft")
    assert code == 0, err
    code, out, err = letter("--to", "olaf", "--lang", "en", "--pair", "--text")
    assert code == 0, err
    folder = case / "letters"
    names = ["olaf.en.confidential", "olaf.en.non-confidential"]
    assert [f"  {name}.docx" in out for name in names] == [True, True]
    whole, open_ = ((folder / f"{name}.txt").read_text(encoding="utf-8") for name in names)
    numbers = [re.findall(r"^(\d+)\. ", text.partition("=== Files")[0], re.MULTILINE) for text in (whole, open_)]
    assert numbers[0] == numbers[1]
    assert "only the non-confidential version be passed on" in whole
    assert "Parliament" in whole
    assert "Parliament" not in open_
    assert "needs protection" in whole
    assert "[Confidential: left out of this version] (Annex 2)" in open_
    assert "Annex: [Confidential: left out of this version]" in open_
    assert "CONFIDENTIAL VERSION" in whole
    assert "NON-CONFIDENTIAL VERSION" in open_
    assert "the first witness" in whole
    for telling in ("witness", "invented"):
        assert telling not in everything(folder, names[1]).lower(), telling
    with zipfile.ZipFile(folder / f"{names[1]}.docx") as package:
        assert "NON-CONFIDENTIAL VERSION · " in package.read("docProps/core.xml").decode()
        assert "NON-CONFIDENTIAL VERSION · " in package.read("word/header2.xml").decode()
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["letters"]
    assert [one.get("version") for one in entries if not one["draft"]] == ["confidential", "non-confidential"]


def test_a_pair_comes_together_or_not_at_all(case: Path, letter: Run, run: Run) -> None:
    changed(case, "incidents/meeting.yaml", ", not_for: [eeas]", "")
    changed(case, "exhibits.yaml", "disclosure: olaf", "disclosure: institution")
    code, _, err = letter("--to", "olaf", "--lang", "en", "--pair")
    assert code == 1
    assert "CK814" in err
    assert "`witness-1` asked that it be not passed on to it" in err
    assert "CK806" in err
    assert not list((case / "letters").glob("*.docx"))


def test_half_a_pair_that_exists_keeps_the_other_from_being_written(case: Path, run: Run) -> None:
    (case / "letters").mkdir()
    kept = case / "letters" / "olaf.en.non-confidential.docx"
    kept.write_bytes(b"mine")
    code, _, err = run("--case", case, "letter", "--to", "olaf", "--lang", "en", "--pair")
    assert (code, "CK422" in err) == (1, True)
    assert [path.name for path in (case / "letters").glob("*.docx")] == [kept.name]
    assert kept.read_bytes() == b"mine"


def test_the_institution_itself_is_sent_no_pair(letter: Run) -> None:
    code, _, err = letter("--to", "eeas", "--lang", "en", "--pair")
    assert (code, "CK805" in err) == (1, True)


@pytest.mark.parametrize("setting", ["everybody", "institution", "olaf", "nobody"])
def test_who_may_see_a_name_can_be_said_in_words(case: Path, letter: Run, setting: str) -> None:
    changed(case, "case.yaml", "name: Invented Official-One", f"name: Invented Official-One, disclosure: {setting}")
    letter("--to", "olaf,eeas", "--lang", "en")
    seen = {one for one in ("olaf", "eeas") if "Invented Official-One" in everything(case / "letters", one)}
    assert (
        seen
        == {"everybody": {"olaf", "eeas"}, "institution": {"olaf", "eeas"}, "olaf": {"olaf"}, "nobody": set()}[setting]
    )
