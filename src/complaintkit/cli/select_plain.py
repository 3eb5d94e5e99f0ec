"""`select` as numbered lines: for pipes, scripts and screen readers. One command a line, the state told after each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import click

from complaintkit.cli.asking import NoMoreAnswers, read_line
from complaintkit.cli.common import show_problems
from complaintkit.cli.select_words import kept_message, provision_line, saved_lines, summary, told_claim
from complaintkit.problems import Refused
from complaintkit.selecting.around import raises_nothing
from complaintkit.selecting.choices import Choices, Role, put, raising, toggled, with_reasons
from complaintkit.selecting.filtering import matching
from complaintkit.selecting.preview import changes
from complaintkit.selecting.provisions import parse_provisions
from complaintkit.selecting.ranges import parse_ranges
from complaintkit.selecting.requests import clean_reason
from complaintkit.selecting.session import Session
from complaintkit.selecting.summaries import Row, explanation
from complaintkit.words import sentence_case

HELP = """\
1,3-5          choose these, or leave them out where they are chosen
b 2            tell as background only
x 4            leave out
r 3 TEXT       the reason for 3; `r 3` goes back to the suggested one
raise 17(1),12 raise these provisions; `raise` alone goes back to those met
?7             why the rules say what they say of 7
/TEXT          list only what contains every word; / lists all again. Numbers stay the same
list           the list again
preview        what the choice does to each provision and claim
undo           take back the last change
discard        go back to what is stored
save           write the selection
quit           leave
help           this"""
_INTERRUPTED = 130
_REASON = re.compile(r"(?P<numbers>[0-9][0-9,-]*)(?:\s+(?P<reason>\S.*))?", re.DOTALL)
_COMMAND = re.compile(r"(?P<name>[a-z]+|[?/])\s*(?P<rest>.*)", re.DOTALL)


def choose(session: Session, begin: Callable[[], None]) -> int:
    """Hold the dialogue to its end and return the exit code; 130 where the lines end with something unsaved."""
    dialogue = Dialogue(session)
    dialogue.open()
    begin()
    dialogue.show()
    click.echo("Type numbers to choose, as 1,3-5; `help` lists the commands; `save`, then `quit`.")
    try:
        while dialogue.answer(read_line(f"{session.recipient}> ")):
            pass
    except NoMoreAnswers:
        return dialogue.end_of_lines()
    except KeyboardInterrupt:
        click.echo(f"\n{kept_message(session)}" if session.changed else "", err=True)
        raise
    return 0


class Dialogue:
    """The commands of the plain mode: each takes the rest of its line and echoes the state."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.filter = ""
        self.leaving = False

    def open(self) -> None:
        """Say what there is to choose from, what changed since, and take up what an interrupted sitting left."""
        session = self.session
        click.echo(f"Selection for {session.recipient}, reckoned on {session.full.on}. {len(session.rows)} incidents.")
        for note in session.notes:
            click.echo(f"Note: {note}")
        choices, problems = session.unfinished()
        show_problems(problems)
        if choices is not None:
            session.resume(choices)
            click.echo("An unfinished choice was kept and is taken up; `discard` goes back to what is stored.")

    def answer(self, line: str) -> bool:
        """Do what a line says; False where it ends the dialogue."""
        leaving, self.leaving = self.leaving, False
        if line[:1].isdigit():
            self._trying(lambda: self._move(line, None))
            return True
        match = _COMMAND.fullmatch(line)
        name, rest = (match["name"], match["rest"].strip()) if match else ("", "")
        if name in ("quit", "q"):
            return self._stays(leaving=leaving)
        if line and name not in self._commands:
            click.echo(f"`{line}` is no command; `help` lists them.")
        elif line:
            self._trying(lambda: self._commands[name](rest))
        return True

    @property
    def _commands(self) -> dict[str, Callable[[str], None]]:
        return {
            "b": lambda rest: self._move(rest, Role.BACKGROUND),
            "c": lambda rest: self._move(rest, Role.CHOSEN),
            "x": lambda rest: self._move(rest, Role.LEFT_OUT),
            "r": self._reason,
            "raise": self._raise,
            "?": self._explain,
            "/": self._filter,
            "list": lambda _: self.show(),
            "preview": lambda _: self._preview(),
            "undo": lambda _: self._undo(),
            "discard": lambda _: self._discard(),
            "save": lambda _: self._save(),
            "help": lambda _: click.echo(HELP),
        }

    def _trying(self, command: Callable[[], None]) -> None:
        try:
            command()
        except ValueError as mistake:
            click.echo(f"{sentence_case(str(mistake))}. Nothing was changed.")
        except Refused as refusal:
            show_problems(refusal.problems)

    def show(self) -> None:
        """Print the incidents that the filter lets through, under their numbers, and the state."""
        shown = set(matching(self.filter, self._searched()))
        for number, row in enumerate(self.session.rows, 1):
            if row.incident in shown:
                self._tell(number, row)
        if self.filter:
            click.echo(f"{len(shown)} of {len(self.session.rows)} incidents contain `{self.filter}`; / lists all.")
        click.echo(summary(self.session))

    def _searched(self) -> tuple[tuple[str, str], ...]:
        choices = self.session.choices
        return tuple((row.incident, f"{row.searched} {choices.of(row.incident).role}") for row in self.session.rows)

    def _tell(self, number: int, row: Row) -> None:
        reason, suggested = self.session.reason(row.incident)
        role = self.session.choices.of(row.incident).role
        click.echo(f"{number}. {role.capitalize()}: {row.title} ({row.when})")
        stands = sentence_case(row.condition) if self.session.around else f"Claim: {row.claim}"
        click.echo(f"   {row.provisions}. {stands}.")
        click.echo(f"   Reason{', suggested' if suggested else ''}: {reason}")

    def _numbered(self, text: str) -> list[tuple[int, Row]]:
        rows = self.session.rows
        return [(number, rows[number - 1]) for number in parse_ranges(text, len(rows))]

    def _move(self, text: str, role: Role | None) -> None:
        meant = self._numbered(text)
        incidents = [row.incident for _, row in meant]
        choices = self.session.choices
        self._change(toggled(choices, incidents) if role is None else put(choices, incidents, role), meant)

    def _change(self, choices: Choices, meant: Iterable[tuple[int, Row]] = ()) -> None:
        """Take up choices and say what came of it: the incidents meant, what it does, and the state."""
        before = self.session.now
        self.session.change(choices)
        for number, row in meant:
            self._tell(number, row)
        for line in changes(before, self.session.now):
            click.echo(f"→ {line}")
        click.echo(summary(self.session))
        if self.session.not_kept:
            click.echo(self.session.not_kept, err=True)

    def _reason(self, text: str) -> None:
        match = _REASON.fullmatch(text)
        if match is None:
            raise ValueError("write the numbers, then the reason: r 3 known since the letter of March")
        meant = self._numbered(match["numbers"])
        reason = clean_reason(match["reason"]) if match["reason"] else None
        self._change(with_reasons(self.session.choices, {row.incident: reason for _, row in meant}), meant)

    def _raise(self, text: str) -> None:
        if self.session.around:
            raise Refused([raises_nothing("raise", self.session.recipient)])
        provisions, problems = parse_provisions(text, self.session.law, "raise")
        if problems:
            raise Refused(problems)
        self._change(raising(self.session.choices, provisions or None))

    def _explain(self, text: str) -> None:
        if not text:
            click.echo(HELP)
            return
        for number, row in self._numbered(text):
            self._tell(number, row)
            for depth, line in explanation(self.session.full, row.incident):
                click.echo(f"{'   ' * (depth + 1)}{line}")

    def _filter(self, text: str) -> None:
        self.filter = text
        self.show()

    def _preview(self) -> None:
        preview = self.session.now
        for line in preview.provisions:
            click.echo(provision_line(line))
        for claim in preview.claims:
            click.echo(told_claim(claim))
        click.echo(summary(self.session))

    def _undo(self) -> None:
        click.echo(summary(self.session) if self.session.undo() else "There is nothing to take back.")

    def _discard(self) -> None:
        self._change(self.session.initial)

    def _save(self) -> None:
        for line in saved_lines(self.session, self.session.save()):
            click.echo(line)

    def _stays(self, *, leaving: bool) -> bool:
        """Tell whether `quit` has to be typed again, because something is not saved."""
        if not self.session.changed:
            return False
        if leaving:
            click.echo(kept_message(self.session), err=True)
            return False
        click.echo("There are unsaved changes: `save` them, `discard` them, or `quit` again to keep them for later.")
        self.leaving = True
        return True

    def end_of_lines(self) -> int:
        """Say that the lines have ended, and what became of the choice."""
        if not self.session.changed:
            return 0
        click.echo(kept_message(self.session), err=True)
        return _INTERRUPTED
