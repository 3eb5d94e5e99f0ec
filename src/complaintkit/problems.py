"""The one form of every mistake a user can make.

A mistake in a file of the case, the rules or a template is a value, not an exception: functions that read return what they
could read together with the problems they met, so that a user sees all of them at once. `Refused` carries problems out of
a function that cannot return anything at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from difflib import get_close_matches
from typing import Literal

from complaintkit.values import frozen
from complaintkit.words import sentence_case

Severity = Literal["error", "warning"]


@frozen
class Problem:
    """A mistake: where it stands, what it is, why it matters, what to do next.

    `file` is as the user would type it, relative to the case folder where it lies inside one. `line` and `column` count
    from 1; both are None where the problem is not at a place (a missing file). `code` is explained in docs/problems.md.
    """

    file: str
    line: int | None
    column: int | None
    code: str
    severity: Severity
    message: str
    hint: str | None = None

    @property
    def place(self) -> str:
        """Return `file:line:column`, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)

    def as_line(self) -> str:
        """Return `file:line:column: severity: code message (hint)`, the form that editors jump from."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.severity}: {self.code} {self.message}{hint}"

    def as_json(self) -> dict[str, object]:
        """Return the problem as the object that `check --format json` prints."""
        return asdict(self)


class Refused(Exception):
    """Something could not be done because of the user's files; carries every problem found, never just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.as_line() for problem in self.problems))


def error(file: str, code: str, message: str, hint: str | None = None, *, at: tuple[int, int] | None = None) -> Problem:
    """Return a problem of severity `error`; `at` is (line, column), counted from 1."""
    line, column = at or (None, None)
    return Problem(file, line, column, code, "error", message, hint)


def warning(
    file: str, code: str, message: str, hint: str | None = None, *, at: tuple[int, int] | None = None
) -> Problem:
    """Return a problem of severity `warning`; `at` is (line, column), counted from 1."""
    line, column = at or (None, None)
    return Problem(file, line, column, code, "warning", message, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems is an error, which is what sets the exit code."""
    return any(problem.severity == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line, column and code, each once."""
    return tuple(sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.column or 0, p.code, p.message)))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint naming the closest known word, or None if none is close."""
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the same hint as a sentence that follows another one, or nothing."""
    hint = did_you_mean(word, known)
    return f" {sentence_case(hint)}" if hint else ""
