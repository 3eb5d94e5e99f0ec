"""`complaintkit select`: by options, as numbered lines, and on a terminal."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from complaintkit.assessment import assess
from complaintkit.case.reading import read_case
from complaintkit.case.values import Selection
from complaintkit.cli.main import entry
from complaintkit.cli.select_keys import bindings
from complaintkit.cli.select_screen import Screen
from complaintkit.law.loading import load_law
from complaintkit.locations import shipped
from complaintkit.selecting.choices import toggled
from complaintkit.selecting.session import Session
from complaintkit.source.locking import locked

HOW_MANY = 30
PATIENCE = 30
CASE = """
format: 1
title: An invented case
as_of: 2020-10-02
complainant: {label: club, shown_as: the club, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy: {post: Deputy Head, employer: eeas, category: official}
persons:
  ann: {shown_as: an invented person, kind: person}
court: {answer: no, vouched: true}
"""
INCIDENT = """
title: Invented incident number {number}
when: 2019-05-{number:02d}
official: deputy
affected: [ann]
facts: {{matter: conduct}}
"""
REPLY = """
title: A letter left without reply
when: 2019-06-01
facts: {matter: reply}
approaches:
  - {on: 2019-06-01, by: club, to: the Delegation, about: a meeting, how: letter, asks_for_answer: yes,
     received: yes, reply: none}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a case of thirty incidents of conduct and one of a missing reply, without selections."""
    folder = tmp_path / "case"
    (folder / "incidents").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    for number in range(1, HOW_MANY + 1):
        (folder / "incidents" / f"incident-{number}.yaml").write_text(INCIDENT.format(number=number), encoding="utf-8")
    (folder / "incidents" / "silence.yaml").write_text(REPLY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def law():
    return load_law(shipped("regulations"))[0]


def select(case: Path, *arguments: str, lines: str = "", recipient: str = "ombudsman") -> Result:
    """Run the command as somebody types it, with these lines on standard input."""
    return run(["select", "--recipient", recipient, "--case", str(case), *arguments], lines)


def run(arguments: list[str], lines: str = "") -> Result:
    runner = CliRunner()
    with runner.isolation(input=lines) as (out, err, both):
        try:
            entry(arguments)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        return Result(runner, out.getvalue(), err.getvalue(), both.getvalue(), None, code, None)


def stored(case: Path, recipient: str = "ombudsman") -> Selection:
    folder = read_case(case, None)
    assert not folder.problems, folder.problems
    assert folder.case is not None
    return folder.case.selections[recipient]


def reasons(case: Path) -> dict[str, str]:
    selection = stored(case)
    return {e.incident: e.reason for e in (*selection.chosen, *selection.background, *selection.left_out)}


def kept(case: Path) -> Path:
    return case / "selections" / ".ombudsman.in-progress.yaml"


def files(case: Path) -> dict[str, bytes]:
    return {str(path.relative_to(case)): path.read_bytes() for path in sorted(case.rglob("*")) if path.is_file()}


# By options, without questions


def test_only_these_are_chosen_and_every_incident_has_a_role_and_a_reason(case, law):
    done = select(case, "--only", "silence,incident-3", "--background", "incident-4", "--raise", "charter:41(1)")
    assert done.exit_code == 0, done.output
    selection = stored(case)
    assert selection.incidents == ("incident-3", "silence")
    assert [entry.incident for entry in selection.background] == ["incident-4"]
    assert len(selection.left_out) == HOW_MANY - 2
    assert selection.raised == ("charter:41(1)",)
    assert selection.rules == f"sha256:{law.digest}"
    assert reasons(case)["silence"].startswith("open: O7 not known")
    assert reasons(case)["incident-9"].startswith("O7 not met")
    first = (case / "selections" / "ombudsman.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schemas/selection.schema.json"


def test_all_chooses_every_incident_but_those_told_as_background(case):
    assert select(case, "--all", "--background", "silence").exit_code == 0
    assert len(stored(case).chosen) == HOW_MANY
    assert [entry.incident for entry in stored(case).background] == ["silence"]


def test_by_default_the_provisions_met_are_raised(case):
    done = select(case, "--only", "silence")
    assert stored(case).raised == ("charter:41(1)",)
    assert "Raised, those met: charter:41(1) (met)." in done.stdout
    assert "Next: complaintkit letter --to ombudsman --lang en" in done.stdout


def test_what_a_letter_would_be_refused_for_is_said_at_once(case):
    assert "The letter is refused as long as this is not met: incident-3" in select(case, "--only", "incident-3").stdout


def test_reasons_are_for_those_named_or_for_one(case):
    done = select(
        case, "--only", "silence,incident-3", "--reason", "we know it", "--reason", "incident-3=told by Ann: twice"
    )
    assert done.exit_code == 0
    assert reasons(case)["silence"] == "we know it"
    assert reasons(case)["incident-3"] == "told by Ann: twice"
    assert reasons(case)["incident-4"].startswith("O7")


def test_the_same_again_writes_the_same_bytes(case):
    select(case, "--only", "silence", "--reason", "we know it")
    before = files(case)
    select(case, "--only", "silence")
    assert files(case) == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--only", "silense"], "CK452", "did you mean `silence`?"),
        (["--only", "silence", "--background", "nothing-like-it"], "CK452", "complaintkit incident list"),
        (["--only", "silence", "--background", "silence"], "CK454", "cannot be chosen and background at once"),
        (["--all", "--raise", "11(1)"], "CK453", "its first paragraph is written `11/1`"),
        (["--all", "--raise", "999"], "CK453", "those of the rules are"),
        (["--all", "--reason", "silense=typed wrongly"], "CK452", "did you mean `silence`?"),
        (["--all", "--reason", "a\x1b[31mred"], "CK459", "cannot be stored"),
        (["--all", "--reason", "x" * 3000], "CK459", "3000 characters"),
        (["--all", "--reason", "  "], "CK459", "needs words"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(case, arguments, code, said):
    before = files(case)
    refused = select(case, *arguments)
    assert refused.exit_code == 1
    assert code in refused.stderr
    assert said in " ".join(refused.stderr.split())
    assert files(case) == before


def test_all_mistakes_are_shown_at_once(case):
    refused = select(case, "--only", "silense,incident-99", "--raise", "11(1),17")
    assert refused.stderr.count("error CK452") == 2
    assert refused.stderr.count("error CK453") == 2


def test_only_and_all_together_are_wrong_usage(case):
    refused = select(case, "--only", "silence", "--all")
    assert refused.exit_code == 2
    assert not (case / "selections").exists()


def test_for_a_recipient_without_letters_the_choice_is_kept_and_it_is_said_what_to_do(case):
    chosen = select(case, "--all", recipient="petitions")
    assert chosen.exit_code == 0
    assert (case / "selections" / "petitions.yaml").exists()
    assert "No letter is made to the Committee on Petitions" in chosen.stdout
    assert "complaintkit check --recipient petitions" in chosen.stdout


def test_an_unknown_recipient_is_refused_with_a_hint(case):
    refused = select(case, "--all", recipient="ombudsmann")
    assert refused.exit_code == 1
    assert "CK450" in refused.stderr
    assert "did you mean `ombudsman`?" in refused.stderr


def test_a_case_without_incidents_is_refused(case):
    for path in (case / "incidents").iterdir():
        path.unlink()
    refused = select(case, "--all")
    assert refused.exit_code == 1
    assert "CK451" in refused.stderr


def test_a_case_with_a_mistake_is_refused_before_an_incident_could_get_lost(case):
    (case / "incidents" / "incident-7.yaml").write_text("title: [", encoding="utf-8")
    before = files(case)
    refused = select(case, "--all")
    assert refused.exit_code == 1
    assert "incidents/incident-7.yaml" in refused.stderr
    assert files(case) == before


# The file that is there


TYPED = dedent("""\
    # yaml-language-server: $schema=../schemas/selection.schema.json
    format: 1
    recipient: ombudsman
    rules: sha256:0000  # of last year
    # the board wants this one
    chosen:
      - incident: silence  # the strongest
        reason: our own letter
    background: []
    left_out:
      # ask Ann
      - incident: incident-3
        reason: nobody saw it
    raised: [charter:41(1), "12"]
    annexes: {}
    """)


@pytest.fixture
def typed(case: Path) -> Path:
    (case / "selections").mkdir()
    (case / "selections" / "ombudsman.yaml").write_text(TYPED, encoding="utf-8")
    return case


def test_comments_own_reasons_and_the_order_of_provisions_stay(typed, law):
    assert select(typed, "--only", "silence,incident-3").exit_code == 0
    text = (typed / "selections" / "ombudsman.yaml").read_text(encoding="utf-8")
    for comment in ("# of last year", "# the board wants this one", "# the strongest", "# ask Ann"):
        assert comment in text
    assert f"rules: sha256:{law.digest}  # of last year" in text
    assert 'raised: [charter:41(1), "12"]' in text
    assert reasons(typed)["silence"] == "our own letter"
    assert text.index("# ask Ann") < text.index("incident: incident-3") < text.index("background")


def test_it_says_that_the_rules_have_changed_and_which_incidents_are_new(typed):
    told = select(typed, "--plain", lines="quit\n").stdout
    assert "The rules have changed since this selection was written" in told
    assert "New since the selection was written, left out until you choose: incident-1, incident-2, incident-4" in told


def test_an_incident_that_is_gone_is_dropped_and_said(typed):
    (typed / "incidents" / "incident-3.yaml").unlink()
    told = select(typed, "--plain", lines="x 30\nsave\nquit\n")
    assert "No longer in the case, dropped when you save: incident-3." in told.stdout
    assert told.exit_code == 0
    assert "incident-3" not in reasons(typed)
    assert "# ask Ann" in (typed / "selections" / "ombudsman.yaml").read_text(encoding="utf-8")


def test_the_annex_number_of_an_exhibit_that_is_gone_is_never_given_again(typed):
    path = typed / "selections" / "ombudsman.yaml"
    path.write_text(TYPED.replace("annexes: {}", "annexes: {E4: 1}\nretired_annexes: [2]"), encoding="utf-8")
    assert select(typed, "--only", "silence").exit_code == 0
    assert stored(typed).annexes == {}
    assert stored(typed).retired_annexes == (1, 2)


def test_a_selection_that_cannot_be_read_is_not_written_over(typed):
    path = typed / "selections" / "ombudsman.yaml"
    path.write_text(TYPED.replace("recipient: ombudsman", "recipient: [ombudsman"), encoding="utf-8")
    before = files(typed)
    refused = select(typed, "--all")
    assert refused.exit_code == 1
    assert "selections/ombudsman.yaml" in refused.stderr
    assert files(typed) == before


def test_a_mistake_in_another_selection_does_not_stand_in_the_way(typed):
    (typed / "selections" / "olaf.yaml").write_text("format: 1\nrecipient: eeas\n", encoding="utf-8")
    assert select(typed, "--only", "silence").exit_code == 0


def test_a_file_typed_in_brackets_is_left_as_it_is(case):
    (case / "selections").mkdir()
    (case / "selections" / "ombudsman.yaml").write_text("{format: 1, recipient: ombudsman}\n", encoding="utf-8")
    refused = select(case, "--all")
    assert refused.exit_code == 1
    assert "CK456" in refused.stderr
    assert (case / "selections" / "ombudsman.yaml").read_text(encoding="utf-8") == "{format: 1, recipient: ombudsman}\n"


# One at a time


def test_of_two_choices_at_once_one_is_refused(typed):
    before = files(typed)
    with locked(typed / "selections"):
        refused = select(typed, "--all")
    assert refused.exit_code == 1
    assert "CK458" in refused.stderr
    assert files(typed) == before


def test_while_another_command_writes_nothing_is_saved_and_the_choice_is_kept(typed):
    with locked(typed):
        refused = select(typed, "--plain", lines="2\nsave\n")
    assert "CK701" in refused.stderr
    assert refused.exit_code == 130
    assert (typed / "selections" / "ombudsman.yaml").read_text(encoding="utf-8") == TYPED
    assert kept(typed).exists()


def test_a_file_changed_meanwhile_is_not_written_over(typed, law):
    sitting = session(typed, law)
    sitting.change(toggled(sitting.choices, ["incident-5"]))
    path = typed / "selections" / "ombudsman.yaml"
    path.write_text(TYPED + "# typed meanwhile\n", encoding="utf-8")
    screen = on_screen(sitting, "cs")
    assert "changed while you were choosing" in screen.view.message
    assert path.read_text(encoding="utf-8") == TYPED + "# typed meanwhile\n"
    assert kept(typed).exists()


# Numbered lines


def test_numbers_toggle_and_each_command_echoes_the_state(case):
    told = select(case, "--plain", lines="1,3-5\n3\nb 2\nx 4\nsave\nquit\n")
    assert told.exit_code == 0
    assert "Chosen: 1,3-5. Background: none. Left out: 2,6-31." in told.stdout
    assert "Chosen: 1,5. Background: 2. Left out: 3-4,6-31." in told.stdout
    assert stored(case).incidents == ("incident-1", "incident-5")
    assert not kept(case).exists()


def test_a_filter_narrows_the_list_but_not_the_numbers(case):
    told = select(case, "--plain", lines="/number 29\n29\n/\nsave\nquit\n").stdout
    assert "1 of 31 incidents contain `number 29`" in told
    assert stored(case).incidents == ("incident-29",)


def test_the_explanation_comes_with_reasons_and_the_cure(case):
    told = select(case, "--plain", lines="?31\n").stdout
    assert "charter:41(1): met" in told
    assert "Claim silence: not known" in told
    assert "Cure: " in told


def test_a_reason_is_typed_for_several_and_taken_back(case):
    lines = 'r 3-4 seen by nobody\nr 4\nr 5 a #1 reason: "really"\nsave\nquit\n'
    assert select(case, "--plain", lines=lines).exit_code == 0
    assert reasons(case)["incident-3"] == "seen by nobody"
    assert reasons(case)["incident-4"].startswith("O7 not met")
    assert reasons(case)["incident-5"] == 'a #1 reason: "really"'


def test_provisions_are_raised_by_name_and_again_by_default(case):
    told = select(case, "--plain", lines="31\nraise 17(1),12\nraise 11(1)\nsave\nraise\nsave\nquit\n")
    assert "Raised, as named: 12 (not known), 17(1) (not known)." in told.stdout
    assert "its first paragraph is written `11/1`" in told.stderr
    assert stored(case).raised == ("charter:41(1)",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("99", "numbers 1 to 31"),
        ("5-3", "write 3-5"),
        ("b two", "no number"),
        ("b", "no number given"),
        ("r", "write the numbers, then the reason"),
        ("frobnicate", "is no command"),
        ("undo", "nothing to take back"),
        ("help", "tell as background only"),
        ("preview", "nothing chosen"),
        ("?", "tell as background only"),
        ("r 1 " + "x" * 2001, "2001 characters"),
    ],
)
def test_a_line_that_cannot_be_done_is_answered_and_changes_nothing(case, line, said):
    told = select(case, "--plain", lines=f"{line}\n")
    assert said in told.stdout.lower()
    assert told.exit_code == 0
    assert not kept(case).exists()


def test_the_end_of_the_lines_saves_nothing_and_keeps_the_choice(case):
    ended = select(case, "--plain", lines="1\n")
    assert ended.exit_code == 130
    assert "Not saved. Your choices are kept in selections/.ombudsman.in-progress.yaml" in ended.stderr
    assert not (case / "selections" / "ombudsman.yaml").exists()
    again = select(case, "--plain", lines="save\nquit\n")
    assert "An unfinished choice was kept and is taken up" in again.stdout
    assert stored(case).incidents == ("incident-1",)
    assert not kept(case).exists()


def test_a_choice_without_questions_leaves_an_unfinished_one_alone(case):
    select(case, "--plain", lines="1\n")
    before = kept(case).read_bytes()
    done = select(case, "--only", "silence")
    assert "An unfinished choice from before is still kept" in done.stderr
    assert stored(case).incidents == ("silence",)
    assert kept(case).read_bytes() == before


def test_options_begin_the_dialogue(case):
    told = select(case, "--background", "silence", "--raise", "12", "--plain", lines="save\nquit\n")
    assert "Background: 31." in told.stdout
    assert stored(case).raised == ("12",)


def test_what_cannot_be_kept_is_said_and_can_still_be_saved(case, law, monkeypatch):
    sitting = session(case, law)

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("complaintkit.selecting.recording.keep", full)
    screen = on_screen(sitting, " ")
    assert screen.view.message == "This choice cannot be kept while you go on: No space left on device."
    assert sitting.choices.chosen == ("incident-1",)


def test_an_unfinished_choice_can_be_discarded(case):
    select(case, "--plain", lines="1\n")
    assert select(case, "--plain", lines="discard\nquit\n").exit_code == 0
    assert not kept(case).exists()


def test_a_damaged_unfinished_choice_is_left_alone_with_a_warning(case):
    select(case, "--plain", lines="1\n")
    kept(case).write_text("chosen: [", encoding="utf-8")
    told = select(case, "--plain", lines="quit\n")
    assert told.exit_code == 0
    assert "CK457" in told.stderr
    assert kept(case).read_text(encoding="utf-8") == "chosen: ["


def test_an_unfinished_choice_is_no_part_of_the_case(case):
    select(case, "--plain", lines="1\n")
    folder = read_case(case, None)
    assert folder.problems == ()
    assert folder.case is not None
    assert folder.case.selections == {}


def test_quit_asks_once_where_something_is_not_saved(case):
    told = select(case, "--plain", lines="1\nquit\nquit\n2\n")
    assert "There are unsaved changes" in told.stdout
    assert told.exit_code == 0
    assert kept(case).exists()


def test_what_is_no_terminal_gets_numbered_lines(case):
    assert "1. Left out: Invented incident number 1" in select(case, lines="quit\n").stdout


# The full screen, without a terminal


def session(case: Path, law) -> Session:
    folder = read_case(case, law)
    assert folder.case is not None
    held = folder.case

    def judged(scope):
        return assess(held, law, date(2020, 10, 2), scope=scope, recipient="ombudsman")

    return Session(case, "ombudsman", law, held, judged)


def on_screen(sitting: Session, keys: str) -> Screen:
    """Show the screen, press the keys, and leave without a question."""
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        screen = Screen(sitting, lambda: None, bindings)
        typed.send_text(keys + "\x03")
        with pytest.raises(KeyboardInterrupt):
            screen.application.run(pre_run=screen.opened)
    return screen


DOWN, ENTER, ESCAPE = "\x1b[B", "\r", "\x1b"


def test_keys_choose_and_the_preview_follows(case, law):
    sitting = session(case, law)
    screen = on_screen(sitting, f" {DOWN}{DOWN}b{DOWN}x")
    assert sitting.choices.chosen == ("incident-1",)
    assert screen.view.row().incident == "incident-4"
    assert kept(case).exists()


def test_a_space_in_the_filter_is_part_of_the_filter(case, law):
    sitting = session(case, law)
    screen = on_screen(sitting, f"/number 29{ENTER} ")
    assert screen.view.filter == "number 29"
    assert sitting.choices.chosen == ("incident-29",)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="abxspqr ?/u0129é", max_size=12))
def test_no_text_typed_as_a_filter_ever_chooses(case, law, text):
    sitting = session(case, law)
    before = sitting.choices
    screen = on_screen(sitting, f"/{text}")
    assert screen.view.filter == text
    assert sitting.choices == before
    assert not kept(case).exists()


def test_what_is_pasted_into_the_list_chooses_nothing(case, law):
    sitting = session(case, law)
    before = sitting.choices
    on_screen(sitting, "\x1b[200~ b x \x1b[201~")
    assert sitting.choices == before


def test_a_reason_is_edited_and_an_empty_one_is_the_suggestion(case, law):
    sitting = session(case, law)
    on_screen(sitting, f"r\x15\x0bour own reason{ENTER}")
    assert sitting.reason("incident-1") == ("our own reason", False)
    on_screen(session(case, law), "c" + f"r\x15\x0b{ENTER}")
    assert not kept(case).exists()


def test_provisions_are_raised_and_put_back_to_those_met(case, law):
    sitting = session(case, law)
    on_screen(sitting, f"p {DOWN} ")
    assert sitting.choices.raised is not None
    assert len(sitting.choices.raised) == 2
    again = session(case, law)
    on_screen(again, "cpd")
    assert again.choices.raised is None


def test_saving_writes_the_selection_and_undo_goes_back(case, law):
    sitting = session(case, law)
    screen = on_screen(sitting, f" {DOWN} us")
    assert screen.view.message.startswith("Saved selections/ombudsman.yaml: 1 chosen")
    assert stored(case).incidents == ("incident-1",)
    assert not kept(case).exists()


def test_an_interrupted_choice_is_offered_again(case, law):
    on_screen(session(case, law), " ")
    again = session(case, law)
    on_screen(again, "c")
    assert again.choices.chosen == ("incident-1",)
    fresh = session(case, law)
    on_screen(fresh, "n")
    assert fresh.choices.chosen == ()


def test_the_explanation_scrolls_and_chooses(case, law):
    sitting = session(case, law)
    screen = on_screen(sitting, f"?{DOWN}{DOWN} ")
    assert any("Leaving it out would change" in line for _, line in screen.view.told)
    assert sitting.choices.chosen == ("incident-1",)


# On a terminal


@pytest.fixture
def terminal(case: Path):
    """Return a function that starts the command on a terminal of 80 columns and 24 lines."""
    import pexpect  # noqa: PLC0415  # not on Windows

    started = []

    def start(*arguments: str):
        code = "from complaintkit.cli.main import entry; entry()"
        child = pexpect.spawn(
            sys.executable,
            ["-c", code, "select", "--recipient", "ombudsman", "--case", str(case), *arguments],
            dimensions=(24, 80),
            env={**os.environ, "TERM": "xterm-256color"},
            encoding="utf-8",
            timeout=PATIENCE,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def ended(child) -> int:
    import pexpect  # noqa: PLC0415  # not on Windows

    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus if child.exitstatus is not None else -child.signalstatus


def opened(child):
    """Wait until the list is shown; what is drawn later is only the difference, so files tell more than the screen."""
    child.expect("quit")
    return child


def wait_for(found: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not found() and time.monotonic() < until:
        time.sleep(0.02)
    assert found()


def test_the_whole_way_on_a_terminal(terminal, case):
    child = opened(terminal())
    child.send("/number 29\r ")
    wait_for(kept(case).exists)
    child.send("s")
    child.expect("Saved selections/ombudsman.yaml")
    child.send("q")
    assert ended(child) == 0
    assert stored(case).incidents == ("incident-29",)


def test_ctrl_c_keeps_the_choice_and_says_where(terminal, case):
    child = opened(terminal())
    child.send(" ")
    wait_for(kept(case).exists)
    child.send("\x03")
    child.expect("Not saved. Your choices are kept")
    assert ended(child) == 130
    assert not (case / "selections" / "ombudsman.yaml").exists()
    again = terminal()
    again.expect("continue with it")
    again.send("cqs")
    again.expect("Saved selections/ombudsman.yaml")
    assert ended(again) == 0
    assert stored(case).incidents == ("incident-1",)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 130), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_process_that_is_ended_loses_nothing(terminal, case, sent, code):
    child = opened(terminal())
    child.send(" ")
    wait_for(kept(case).exists)
    child.kill(sent)
    assert ended(child) == code
    assert "An unfinished choice was kept" in select(case, "--plain", lines="save\nquit\n").stdout
    assert stored(case).incidents == ("incident-1",)


def test_two_terminals_at_once_are_one_too_many(terminal, case):
    first = opened(terminal())
    second = terminal()
    second.expect("CK458")
    assert ended(second) == 1
    first.send("q")
    assert ended(first) == 0


def test_ctrl_c_in_the_plain_lines_keeps_the_choice(terminal, case):
    child = terminal("--plain")
    child.expect("ombudsman> ")
    child.send("2\r")
    child.expect("Chosen: 2")
    child.send("\x03")
    child.expect("Not saved. Your choices are kept")
    assert ended(child) == 130
    assert kept(case).exists()
