"""`complaintkit evidence link`, and what list, show and check say of exhibits, claims and conversations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from complaintkit.case.reading import read_case
from complaintkit.case.values import Citation, Incident

Run = Callable[..., tuple[int, str, str]]

CASE = """\
format: 1
title: An invented case
as_of: 2020-01-31
complainant: {label: association, shown_as: the Invented Association, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the European External Action Service, unit: the Delegation}
officials:
  deputy-head: {post: Deputy Head of Delegation, employer: eeas, category: official}
persons:
  activist-1: {shown_as: an invented activist, kind: person}
"""
INCIDENT = """\
title: A warning at a meeting  # as the minutes call it
when: 2019-09-18
official: deputy-head
what_happened: |
  The official warned the activist.
exhibits: [{exhibit: E1, at: p. 2}]
facts:
  on-duty: yes  # he said so
acts:
  - {on: 2019-09-18, what: warned, towards: [activist-1]}
approaches:
  # by e-mail
  - {on: 2019-10-01, by: association, to: the Delegation, about: the warning, exhibit: E3, reply: unknown}
"""
PAPER = "{file: exhibits/E%d.pdf, sha256: '%s', size: 1, title: %s, kind: letter, pages: 3, added: 2020-01-10T09:00:00+00:00}"
MAIL = (
    "{file: exhibits/E%d.eml, sha256: '%s', size: 1, title: '%s', kind: e-mail, made_by: %s,"
    " added: 2020-01-10T09:00:00+00:00, file_says: {format: eml, sender: %s, recipients: [%s],"
    " sent: '%sT10:00:00+00:00', subject: '%s', message_id: <%d>%s}}"
)
A, D = "a@invented.example", "d@invented.example"


def mail(number: int, sent: str, subject: str, way: tuple[str, str, str], more: str = "") -> str:
    label, sender, to = way
    return f"  E{number}: {MAIL % (number, '0' * 64, subject, label, sender, to, sent, subject, number, more)}\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a case with two letters on paper, two messages that nothing answers, and one incident."""
    folder = tmp_path / "case"
    (folder / "incidents").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "incidents/warning.yaml").write_text(INCIDENT, encoding="utf-8")
    papers = "".join(f"  E{n}: {PAPER % (n, '0' * 64, f'Paper {n}')}\n" for n in (1, 2))
    mails = mail(3, "2019-10-01", "The warning", ("association", A, D)) + mail(
        4, "2019-10-20", "Rooms", ("association", A, D)
    )
    (folder / "exhibits.yaml").write_text(f"format: 1\nexhibits:\n{papers}{mails}", encoding="utf-8")
    return folder


def text_of(case: Path) -> str:
    return (case / "incidents/warning.yaml").read_text(encoding="utf-8")


def incident_of(case: Path) -> Incident:
    incident = read_case(case, None).readable().incident("warning")
    assert incident is not None
    return incident


def test_link_ties_an_exhibit_to_several_places_at_once(run: Run, case: Path) -> None:
    linked = ("evidence", "link", "e2", "--incident", "warning", "--fact", "on-duty", "--act", "1", "--at", "p. 3")
    code, out, err = run(*linked, "--case", case)
    assert (code, err) == (0, "")
    assert "E2, p. 3 shows the answer to `on-duty` (yes)" in out
    assert "E2, p. 3 shows act 1 (warned)" in out
    cited = (Citation(exhibit="E2", at="p. 3"),)
    assert (incident_of(case).facts["on-duty"].exhibits, incident_of(case).acts[0].exhibits) == (cited, cited)
    assert "# he said so" in text_of(case)
    code, out, _ = run(*linked, "--case", case)
    assert code == 0
    assert out.count("stands there already") == 2


def test_a_citation_is_completed_and_taken_away_again(run: Run, case: Path) -> None:
    common = ("--incident", "warning", "--case", case)
    run("evidence", "link", "E2", "--fact", "on-duty", *common)
    _, out, _ = run("evidence", "link", "E2", "--fact", "on-duty", "--at", "p. 2", *common)
    assert "the place in it was added" in out
    code, out, _ = run("evidence", "link", "E2", "--remove", *common)
    assert code == 0
    assert "E2 no longer shows the answer to `on-duty` (yes)" in out
    assert incident_of(case).facts["on-duty"].exhibits == ()
    assert "# he said so" in text_of(case)


def test_a_page_that_the_exhibit_does_not_have_is_written_and_doubted(run: Run, case: Path) -> None:
    code, out, err = run(
        "evidence", "link", "E2", "--incident", "warning", "--act", "1", "--at", "p. 4", "--case", case
    )
    assert code == 0
    assert "E2, p. 4 shows act 1" in out
    assert "CK752" in err
    assert "`p. 4` is no page of E2, which has 3 pages" in err


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("E2", "--incident", "warning", "--fact", "on-dutty"), "CK760", "did you mean `on-duty`?"),
        (("E2", "--incident", "warning", "--fact", "x", "--act", "7"), "CK760", "2 errors"),
        (("E2", "--incident", "warning"), "CK760", "--fact on-duty: the answer to `on-duty` (yes)"),
        (("E2", "--incident", "warnin", "--act", "1"), "CK721", "did you mean `warning`?"),
        (("E22", "--incident", "warning", "--act", "1"), "CK510", "did you mean `E2`?"),
        (("E2", "--incident", "warning", "--approach", "1"), "CK761", "is E3 already; it was left as it is"),
        (("E2", "--incident", "warning", "--act", "1", "--remove"), "CK763", "`complaintkit evidence show E2`"),
        (("E1", "--incident", "warning", "--act", "1", "--remove"), "CK763", "it is cited by: what stands once"),
        (("E2", "--incident", "warning", "--no-reply"), "CK764", "E2 is the copy of no letter of this incident"),
        (("E3", "--incident", "warning", "--approach", "new"), "CK761", "a letter of this incident already"),
        (("E2", "--incident", "warning", "--approach", "new"), "CK765", "write `made_by` of E2"),
    ],
)
def test_what_cannot_be_tied_is_refused_and_nothing_is_changed(
    run: Run, case: Path, typed: tuple[str, ...], code: str, said: str
) -> None:
    exit_code, out, err = run("evidence", "link", *typed, "--case", case)
    assert (exit_code, out) == (1, "")
    assert code in err
    assert said in err
    assert text_of(case) == INCIDENT


@pytest.mark.parametrize(
    "typed",
    [
        ("E2", "--act", "1"),
        ("E2", "--incident", "warning", "--act", "1", "--yes"),
        ("E2", "--incident", "warning", "--act", "1", "--no-reply"),
        ("E3", "--incident", "warning", "--at", "p. 1", "--no-reply"),
        ("E4", "--incident", "warning", "--approach", "new", "--act", "1"),
        ("E2", "--incident", "warning", "--act", "1", "--at", " "),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(run: Run, case: Path, typed: tuple[str, ...]) -> None:
    code, _, _ = run("evidence", "link", *typed, "--case", case)
    assert code == 2
    assert text_of(case) == INCIDENT


def test_at_a_terminal_one_chooses_from_what_there_is(case: Path, terminal: Callable[..., pexpect.spawn]) -> None:
    child = terminal("evidence", "link", "E2", "--incident", "warning", "--at", "p. 1", folder=case)
    child.expect_exact("1  the answer to `on-duty` (yes)")
    child.expect_exact("2  act 1 (warned)")
    child.expect_exact("  [E1, p. 2]")
    child.expect_exact("What does it show?")
    child.sendline("2, 99")
    child.expect_exact("Write numbers from 1 to ")
    child.sendline("2")
    child.expect_exact("E2, p. 1 shows act 1 (warned)")
    child.expect(pexpect.EOF)
    assert incident_of(case).acts[0].exhibits == (Citation(exhibit="E2", at="p. 1"),)


def test_a_withdrawn_exhibit_shows_nothing(run: Run, case: Path) -> None:
    register = case / "exhibits.yaml"
    text = register.read_text(encoding="utf-8").replace(
        "title: Paper 2", "withdrawn: {at: 2020-01-01, why: forged}, title: P"
    )
    register.write_text(text, encoding="utf-8")
    code, _, err = run("evidence", "link", "E2", "--incident", "warning", "--act", "1", "--case", case)
    assert (code, "CK762" in err, "forged" in err) == (1, True, True)
    code, _, err = run("evidence", "link", "E2", "--incident", "warning", "--approach", "new", "--case", case)
    assert (code, "CK762" in err) == (1, True)


def test_a_faulty_incident_is_left_alone(run: Run, case: Path) -> None:
    path = case / "incidents/warning.yaml"
    path.write_text(f"{INCIDENT}affectd: []\n", encoding="utf-8")
    code, _, err = run("evidence", "link", "E2", "--incident", "warning", "--act", "1", "--case", case)
    assert (code, "affectd" in err) == (1, True)
    assert path.read_text(encoding="utf-8") == f"{INCIDENT}affectd: []\n"


def test_no_reply_is_recorded_only_when_it_is_confirmed(run: Run, case: Path) -> None:
    typed = ("evidence", "link", "E3", "--incident", "warning", "--no-reply", "--case", case)
    code, out, err = run(*typed)
    assert (code, out) == (1, "Nothing was recorded.\n")
    assert "which was last added to on 2020-01-10" in err
    assert text_of(case) == INCIDENT
    code, out, _ = run(*typed, typed="yes\n")
    assert code == 0
    assert "reply: none, no_reply_until: 2020-01-10" in out
    assert text_of(case) == INCIDENT.replace("reply: unknown", "reply: none, no_reply_until: 2020-01-10")
    code, out, _ = run(*typed)
    assert (code, "is recorded already" in out) == (0, True)
    code, out, _ = run("incident", "show", "warning", "--case", case)
    assert "nothing came back (looked for until 2020-01-10)" in out


def test_no_reply_is_not_recorded_against_the_register(run: Run, case: Path) -> None:
    answer = mail(5, "2019-11-01", "Re: The warning", ("deputy-head", D, A), ", in_reply_to: <3>")
    with (case / "exhibits.yaml").open("a", encoding="utf-8") as register:
        register.write(answer)
    code, _, err = run("evidence", "link", "E3", "--incident", "warning", "--no-reply", "--yes", "--case", case)
    assert (code, "CK764" in err, "the register shows E5 after E3" in err) == (1, True, True)
    assert text_of(case) == INCIDENT
    _, _, err = run("check", "--case", case)
    assert "CK756" in err
    assert "the register holds E5, which came after E3" in err


def test_a_letter_is_told_of_as_the_register_has_it(run: Run, case: Path) -> None:
    code, out, _ = run(
        "evidence", "link", "E4", "--incident", "warning", "--approach", "new", "--at", "p. 1", "--case", case
    )
    assert code == 0
    assert "E4 is told of as a letter of 2019-10-20 by association to the Delegation" in out
    letter = incident_of(case).approaches[1]
    assert (letter.about, letter.how, letter.exhibit) == ("Rooms", "e-mail", Citation(exhibit="E4", at="p. 1"))
    assert text_of(case).startswith(INCIDENT)
    code, _, _ = run("evidence", "link", "E4", "--incident", "warning", "--no-reply", "--yes", "--case", case)
    assert code == 0
    assert incident_of(case).approaches[1].reply == "none"


def test_check_proposes_and_doubts_and_its_exit_code_is_0(run: Run, case: Path) -> None:
    code, _, err = run("check", "--case", case)
    assert code == 0
    for told in ("CK750", "CK751", "CK757"):
        assert told in err
    assert "complaintkit evidence link E3 --incident warning --no-reply" in err
    code, out, _ = run("check", "--format", "lines", "--case", case)
    assert (code, "incidents/warning.yaml:13:5: warning: CK757" in out) == (0, True)


def test_list_shows_conversations_and_what_nothing_cites(run: Run, case: Path) -> None:
    answer = mail(5, "2019-11-01", "Re: The warning", ("deputy-head", D, A), ", in_reply_to: <3>")
    lost = mail(6, "2019-12-01", "Re: Yours", ("deputy-head", D, A), ", in_reply_to: <99>")
    with (case / "exhibits.yaml").open("a", encoding="utf-8") as register:
        register.write(answer + lost)
    code, out, _ = run("evidence", "list", "--threads", "--case", case)
    assert code == 0
    assert out == (
        "The warning (2 messages)\n"
        "  E3  2019-10-01  a@invented.example to d@invented.example\n"
        "    E5  2019-11-01  d@invented.example to a@invented.example; answers E3\n"
        "\n"
        "Messages that answer nothing and that nothing in the register answers:\n"
        "  E4  2019-10-20  a@invented.example to d@invented.example: Rooms\n"
        "  E6  2019-12-01  d@invented.example to a@invented.example: Yours; what it answers is not in the register\n"
        "\n"
        "The register was last added to on 2020-01-10; what came later is not in it.\n"
    )
    _, out, err = run("evidence", "show", "E5", "--case", case)
    assert "Conversation\n  The warning (2 messages)\n" in out
    assert "CK751" in err
    _, out, _ = run("evidence", "list", "--uncited", "--case", case)
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["E2", "E4", "E5", "E6"]
    code, _, _ = run("evidence", "list", "--uncited", "--threads", "--case", case)
    assert code == 2


def test_list_says_what_there_is_not(run: Run, new_case: Path) -> None:
    assert "No message is in the register yet" in run("evidence", "list", "--threads", "--case", new_case)[1]
    assert "No exhibit is registered yet" in run("evidence", "list", "--uncited", "--case", new_case)[1]


def test_the_example_is_not_doubted_and_its_conversations_are_told(run: Run, tmp_path: Path, example: Path) -> None:
    code, out, err = run("check", "--format", "lines", "--case", example)
    assert code == 0
    assert "CK75" not in out + err
    _, out, _ = run("evidence", "list", "--threads", "--case", example)
    assert "E13  2019-07-15  deputy-head; answers E12" in out
    assert "Every exhibit is cited." in run("evidence", "list", "--uncited", "--case", example)[1]
