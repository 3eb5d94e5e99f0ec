"""Letters around the complaint: what a reminder, an application and a confirmatory application say, and what refuses them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pexpect
import pytest

from complaintkit.assessment import assess
from complaintkit.case.reading import read_case
from complaintkit.case.values import Case
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law
from complaintkit.letters.composition import compose
from complaintkit.letters.values import Letter
from complaintkit.locations import shipped
from complaintkit.problems import Problem

Run = Callable[..., tuple[int, str, str]]
DAY = date(2025, 3, 3)
CASE = """\
format: 1
title: Letters of 2025
complainant: {label: association, shown_as: the association, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials: {deputy-head: {post: Deputy Head of the Delegation, employer: eeas, name: Xerxes Quillfeather}}
"""
NO_EXHIBITS = "format: 1\n"
MATTER = """\
title: A meeting in January
when: 2025-01-20
official: deputy-head
what_happened:
  - {say: The official spoke of the visa., source: own, vouched: true}
  - {say: For the institution not to know., source: own, vouched: true, not_for: [eeas]}
facts: {matter: conduct}
put_right: [An account of the meeting.]
documents_wanted: [The notes of the meeting of 20 January 2025., the list of those present]
"""
SENT = "{on: 2025-01-27, by: association, to: the Delegation, about: the meeting, asks_for_answer: yes, reply: none}"
APPLIED = """\
title: An application for access
when: 2025-01-27
facts: {matter: access}
documents_wanted: [The notes of the meeting of 20 January 2025.]
approaches: [{on: 2025-01-27, by: association, to: the institution, about: access to the notes, reply: REPLY}]
"""
REFUSED = "{kind: refusal, on: 2025-02-17}"


@pytest.fixture(scope="module")
def law() -> Law:
    rules, problems = load_law(shipped("regulations"))
    assert rules is not None, problems
    return rules


def a_case(
    folder: Path, law: Law, letter: str, incident: str = MATTER, *, case: str = CASE, selection: str = ""
) -> Case:
    files = {
        "case": case,
        "exhibits": NO_EXHIBITS,
        "incidents/matter": incident,
        f"selections/{letter}": f"format: 1\nrecipient: {letter}\nchosen: [{{incident: matter, reason: x}}]\n{selection}",
    }
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    read = read_case(folder, law)
    assert read.case is not None, read.problems
    assert not [problem for problem in read.problems if problem.severity == "error"]
    return read.case


def composed(case: Case, law: Law, on: date = DAY) -> tuple[Letter | None, tuple[Problem, ...]]:
    (letter,) = case.selections
    return compose(case, law, assess(case, law, on, recipient=letter), case.selections[letter], "en", on, draft=False)


def letter_of(case: Case, law: Law, on: date = DAY) -> Letter:
    letter, problems = composed(case, law, on)
    assert letter is not None, [problem.as_line() for problem in problems]
    return letter


def refusals(case: Case, law: Law, on: date = DAY) -> list[tuple[str, str]]:
    letter, problems = composed(case, law, on)
    assert letter is None
    return [(problem.code, f"{problem.message} -> {problem.hint}") for problem in problems]


def text_of(letter: Letter) -> str:
    return json.dumps(asdict(letter), ensure_ascii=False, default=str).replace("\u00a0", " ")


# The rules


def test_letters_around_judge_no_claim_and_have_the_forms_of_address_of_the_institution(law: Law) -> None:
    assert [letter.id for letter in law.around] == ["approach", "access", "confirmatory"]
    assert {letter.id for letter in law.around}.isdisjoint(recipient.id for recipient in law.recipients)
    eeas = next(one for one in law.recipients if one.id == "eeas")
    assert all(letter.salutation == eeas.salutation and not letter.conditions for letter in law.around)


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("ombudsman", "letter --to approach", "letter --to aproach", "did you mean `approach`?"),
        ("access", "forms_of: eeas", "forms_of: eea", "did you mean `eeas`?"),
        ("access", "forms_of: eeas\n", "", "add the one that is missing"),
    ],
)
def test_a_letter_that_the_rules_do_not_have_is_found(
    tmp_path: Path, file: str, old: str, new: str, found: str
) -> None:
    rules = shutil.copytree(shipped("regulations"), tmp_path / "rules")
    path = rules / "recipients" / f"{file}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    problems = load_law(rules)[1]
    assert found in [problem.hint for problem in problems if problem.code in ("CK370", "CK374")]


def test_check_names_the_command_where_a_letter_is_the_cure(tmp_path: Path, law: Law, run: Run) -> None:
    a_case(tmp_path, law, "approach")
    code, out, _ = run("check", "--case", tmp_path, "--on", DAY)
    assert code == 0
    assert "`complaintkit letter --to approach`" in out  # whole on one line, to be copied
    assert "`complaintkit letter --to access`" in out


# A first approach, or a reminder


def test_a_first_approach_tells_the_facts_and_asks_for_a_reply(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law, "approach"), law)
    text = text_of(letter)
    assert letter.subject == "Request to look into a matter and to reply: The European External Action Service"
    assert letter.addressee == ("European External Action Service", "9A Rond-Point Schuman", "1046 Brussels", "Belgium")
    assert "the complainant has not written to the institution about this before" in text
    assert "The official spoke of the visa." in text
    assert "An account of the meeting." in text
    assert "binds nobody: 3 May 2025" in text
    assert letter.approaches is None


def test_a_letter_left_unanswered_makes_it_a_reminder(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law, "approach", f"{MATTER}approaches: [{SENT}]\n"), law)
    assert letter.subject.startswith("Reminder of letters left unanswered: ")
    assert "This letter is a reminder of letters to which no reply has been received." in letter.opening[0]
    assert letter.approaches is not None
    assert "27 January 2025" in letter.approaches.rows[0][0]


@pytest.mark.parametrize(
    "changed", ["by: somebody-else", "raises_allegation: no, by: association", "by: association, reply: full"]
)
def test_no_reminder_of_what_others_wrote_or_what_was_answered(tmp_path: Path, law: Law, changed: str) -> None:
    replied = "{kind: full, on: 2025-02-03}" if "full" in changed else "none"
    who = changed.replace(", reply: full", "")
    sent = f"{{on: 2025-01-27, {who}, to: the Delegation, about: the meeting, reply: {replied}}}"
    case = f"{CASE}persons: {{somebody-else: {{shown_as: somebody else}}}}\n"
    letter = letter_of(a_case(tmp_path, law, "approach", f"{MATTER}approaches: [{sent}]\n", case=case), law)
    assert letter.subject.startswith("Request to look into a matter and to reply")


def test_what_is_kept_from_the_institution_and_every_name_stay_out(tmp_path: Path, law: Law) -> None:
    text = text_of(letter_of(a_case(tmp_path, law, "approach"), law))
    assert "For the institution not to know" not in text
    assert "Quillfeather" not in text


def test_a_letter_around_raises_no_provision(tmp_path: Path, law: Law) -> None:
    assert "Staff Regulations" not in text_of(letter_of(a_case(tmp_path, law, "approach"), law))
    ((code, said),) = refusals(a_case(tmp_path, law, "approach", selection="raised: ['12']\n"), law)
    assert code == "CK481"
    assert "raises no provision" in said


def test_an_assertion_that_nobody_vouches_for_refuses_an_approach_and_not_an_application(
    tmp_path: Path, law: Law
) -> None:
    unsupported = MATTER.replace("source: own, vouched: true}", "source: document}", 1)
    ((code, _),) = refusals(a_case(tmp_path / "a", law, "approach", unsupported), law)
    assert code == "CK414"
    letter_of(a_case(tmp_path / "b", law, "access", unsupported), law)


def test_without_an_address_the_letter_is_refused_and_the_field_is_named(tmp_path: Path, law: Law) -> None:
    agency = CASE.replace(
        "{institution: eeas, shown_as: the European External Action Service}",
        "{institution: agency, shown_as: the agency}",
    )
    ((code, said),) = refusals(a_case(tmp_path, law, "approach", case=agency), law)
    assert code == "CK480"
    assert "under `treatment: approach: address:`" in said
    filled = f"{agency}treatment: {{approach: {{address: [1 Example Street, 1000 Example City]}}}}\n"
    letter = letter_of(a_case(tmp_path, law, "approach", case=filled), law)
    assert letter.addressee == ("The agency", "1 Example Street", "1000 Example City")
    assert "The address is the one typed in case.yaml." in letter.to_confirm


# Access to documents


def test_an_application_asks_for_the_documents_and_tells_nothing_of_the_facts(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law, "access"), law)
    text = text_of(letter)
    (purpose,) = letter.opening
    assert purpose.startswith(
        "This letter is an application for access to documents under Regulation (EC) No 1049/2001"
    )
    assert purpose.endswith("under: Article 2(1) and Article 6(1).")
    assert "The notes of the meeting of 20 January 2025." in text
    assert "The list of those present" in text
    assert "fifteen working days runs from it (Article 7(1) of Regulation (EC) No 1049/2001)" in text
    assert "visa" not in text
    assert "A meeting in January" not in text
    assert any("was not read: confirm that it does" in line for line in letter.to_confirm)
    assert any(line.startswith("No address of the sender is given") for line in letter.to_confirm)


@pytest.mark.parametrize(
    ("seat", "cited"),
    [
        ("third-country", "under: Article 2(2) and Article 6(1)."),
        ("unknown", "Article 2(1), Article 2(2) and Article 6(1)."),
    ],
)
def test_whoever_lives_elsewhere_asks_under_the_second_paragraph(
    tmp_path: Path, law: Law, seat: str, cited: str
) -> None:
    case = CASE.replace("seat: member-state", f"seat: {seat}")
    assert letter_of(a_case(tmp_path, law, "access", case=case), law).opening[0].endswith(cited)


def test_an_application_needs_documents(tmp_path: Path, law: Law) -> None:
    nothing = "\n".join(line for line in MATTER.splitlines() if not line.startswith("documents_wanted"))
    ((code, said),) = refusals(a_case(tmp_path, law, "access", nothing), law)
    assert code == "CK482"
    assert "documents_wanted" in said


def test_reasons_belong_to_the_confirmatory_application(tmp_path: Path, law: Law) -> None:
    case = f"{CASE}treatment: {{access: {{reasons: [It is of public interest.]}}}}\n"
    assert [code for code, _ in refusals(a_case(tmp_path, law, "access", case=case), law)] == ["CK486"]


# The confirmatory application


def test_a_refusal_is_to_be_reconsidered_within_fifteen_working_days(tmp_path: Path, law: Law) -> None:
    case = f"{CASE}treatment: {{confirmatory: {{reasons: [The notes name no third person.]}}}}\n"
    letter = letter_of(a_case(tmp_path, law, "confirmatory", APPLIED.replace("REPLY", REFUSED), case=case), law)
    text = text_of(letter)
    assert letter.opening[0].endswith("in particular under: Article 7(2).")
    assert "ends on 10 March 2025 (Article 7(2) of Regulation (EC) No 1049/2001)" in text
    assert "asked to reconsider its position" in text
    assert "The notes name no third person." in text
    assert "Refusal (17 February 2025)." in text


def test_silence_after_fifteen_working_days_entitles_to_it(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law, "confirmatory", APPLIED.replace("REPLY", "none")), law)
    text = text_of(letter)
    assert letter.opening[0].endswith("in particular under: Article 7(4).")
    assert "ended on 17 February 2025" in text
    assert "entitled to make a confirmatory application" in text


@pytest.mark.parametrize(
    ("reply", "on", "code", "said"),
    [
        (REFUSED, date(2025, 3, 11), "CK484", "ended on 2025-03-10"),
        ("{kind: refusal, on: unknown}", DAY, "CK484", "the day of the refusal is not recorded"),
        ("none", date(2025, 2, 17), "CK485", "end on 2025-02-17 at the earliest"),
        ("unknown", DAY, "CK483", "nothing to confirm"),
        ("{kind: full, on: 2025-02-17}", DAY, "CK483", "nothing to confirm"),
    ],
)
def test_too_early_too_late_or_nothing_to_confirm(  # noqa: PLR0917
    tmp_path: Path, law: Law, reply: str, on: date, code: str, said: str
) -> None:
    ((found, message),) = refusals(a_case(tmp_path, law, "confirmatory", APPLIED.replace("REPLY", reply)), law, on)
    assert found == code
    assert said in message


def test_without_an_application_there_is_nothing_to_confirm(tmp_path: Path, law: Law) -> None:
    ((code, said),) = refusals(a_case(tmp_path, law, "confirmatory"), law)
    assert code == "CK483"
    assert "complaintkit letter --to access" in said


# Choosing


def test_select_for_a_letter_says_what_each_incident_has_to_do_with_it(tmp_path: Path, law: Law, run: Run) -> None:
    a_case(tmp_path, law, "access", f"{MATTER}approaches: [{SENT}]\n")
    _, out, _ = run(
        "select", "--case", tmp_path, "--recipient", "approach", "--plain", typed="preview\nraise 12\nquit\n"
    )
    assert "Own letter" not in out
    assert "The complainant's own letter was left unanswered: a reminder." in out
    assert "which raises no provision" in out
    code, out, _ = run("select", "--case", tmp_path, "--recipient", "access", "--all")
    assert code == 0
    assert "Next: complaintkit letter --to access --lang en" in out
    stored = (tmp_path / "selections" / "access.yaml").read_text(encoding="utf-8")
    assert "raised: []" in stored


def test_select_refuses_provisions_for_a_letter(tmp_path: Path, law: Law, run: Run) -> None:
    a_case(tmp_path, law, "access")
    code, _, err = run("select", "--case", tmp_path, "--recipient", "access", "--all", "--raise", "12")
    assert code == 1
    assert "CK481" in err


def test_the_example_has_a_reminder_and_an_application_that_can_be_sent(tmp_path: Path, run: Run) -> None:
    case = shutil.copytree(shipped("evidence"), tmp_path / "case")
    code, out, _ = run("letter", "--case", case, "--to", "approach,access", "--lang", "en,fr,de")
    assert code == 0
    assert "approach.de.docx" in out
    assert (
        json.loads((case / "letters" / "manifest.json").read_text(encoding="utf-8"))["letters"][0]["recipient"]
        == "access"
    )
    code, out, _ = run("check", "--case", case, "--recipient", "approach")
    assert code == 0
    assert "Make the letter with: complaintkit letter --to approach" in out
    assert "WHO CAN BE WRITTEN TO" not in out


def test_the_full_screen_says_that_a_letter_around_raises_nothing_and_what_it_is_for(
    tmp_path: Path, law: Law, terminal: Callable[..., pexpect.spawn]
) -> None:
    a_case(tmp_path, law, "access")
    screen = terminal("select", "--recipient", "access", folder=tmp_path, TERM="xterm-256color")
    screen.expect("PROVISIONS: this letter raises none")
    screen.expect("Ask the institution for documents")
    screen.send("p")
    screen.expect("no provision")  # only what differs from before is drawn
    screen.send("q")
    screen.expect(pexpect.EOF)
