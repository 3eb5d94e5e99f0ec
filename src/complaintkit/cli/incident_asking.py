"""`complaintkit incident ask`: the questions of the rules, one by one, each answer written at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.asking import NoMoreAnswers, Prompt, ask
from complaintkit.cli.common import case_options, case_path, load_case, load_law
from complaintkit.cli.exhibit_prompts import Shown
from complaintkit.cli.incident_finding import found, path_of
from complaintkit.cli.incident_showing import ask_what_shows_the_rest, exhibits_of, propose_silences
from complaintkit.problems import Refused, error

if TYPE_CHECKING:
    from complaintkit.case.values import Case
    from complaintkit.law.values import Law, Question


_SHORT = 120


@click.command(name="ask")
@click.argument("incident_id", metavar="ID")
@click.option(
    "--lang", "language", help="Put the questions in a language of the rules, such as fr; answers stay as shown."
)
@case_options
def ask_command(incident_id: str, language: str | None) -> None:
    """Answer what the rules ask about an incident and is not answered yet.

    Enter skips a question, ? explains it, `unknown` says that it was asked and nobody knows. After each answer the exhibits
    that show it are asked for: `list` shows which there are, `add FILE` takes a new one in. Each answer is written to the
    incident's file at once: leave with Ctrl-C whenever you like.

    Where the register shows a letter and nothing after it, you are asked whether to record that nothing came back. In the
    end, you can go through acts and answers that no exhibit shows yet.
    """
    from complaintkit.case.answering import open_questions

    law = _in_language(load_law(), language)
    folder = load_case(law)
    incident = found(folder, incident_id)
    propose_silences(folder.readable(), incident)
    given = {question: fact.answer for question, fact in incident.facts.items()}
    questions = open_questions(law, given)
    shown = Shown(folder.readable().register, exhibits_of(incident))
    if questions:
        click.echo(f"{incident.title} ({incident.id}): {len(questions)} open questions.", err=True)
        click.echo("Enter skips, ? explains, unknown is an answer, Ctrl-C leaves; what is answered is kept.", err=True)
        answered = _ask_all(law, given, folder.readable(), path_of(incident_id), shown)
    ask_what_shows_the_rest(incident_id, shown)
    if not questions:
        click.echo(f"Every question is answered. See what follows: complaintkit incident show {incident_id}")
        return
    left = len(open_questions(law, given))
    click.echo(f"{answered} answered, {left} left open. See what follows: complaintkit check")


def _in_language(law: Law, language: str | None) -> Law:
    """Return the rules with the questions put in a language; raises Refused for one that they do not have."""
    from complaintkit.law.translations import with_questions_in

    if language in {None, "en"}:
        return law
    known = law.translations.languages
    if language not in known:
        message = f"the questions are not translated into `{language}`"
        raise Refused([error("--lang", "CK332", message, f"choose one of en, {', '.join(known)}")])
    return with_questions_in(law, str(language))


def _ask_all(law: Law, given: dict[str, Any], case: Case, path: Path, shown: Shown) -> int:
    """Ask the open questions in turn and write each answer; return how many were answered.

    `given` has the answers so far, under their questions, and takes up the new ones: an answer can bring further questions.
    """
    from complaintkit.case.answering import open_questions

    skipped: list[str] = []
    answered = 0
    try:
        while left := [one for one in open_questions(law, given) if one.id not in skipped]:
            question, number = left[0], answered + len(skipped) + 1
            fact = _ask(f"{number} of {number + len(left) - 1}: {question.text}", question, case, shown)
            if fact is None:
                skipped.append(question.id)
            else:
                _write(path, question.id, fact)
                given[question.id] = fact["answer"] if isinstance(fact, dict) else fact
                answered += 1
    except NoMoreAnswers:
        click.echo("The answers ended here.", err=True)
    return answered


def _ask(text: str, question: Question, case: Case, shown: Shown) -> Any:
    """Return the fact that was answered, or None where the question was skipped."""
    from complaintkit.case.answering import UNKNOWN, fact_of, form_of, parse_answer

    help_text = f"{question.help}\nWhat would support it: {question.example}"
    accept: Callable[[str], Any] = lambda typed: [parse_answer(question, typed, case.labels)]  # noqa: E731  (may be empty)
    answer = ask(Prompt(f"{text}\n  ({form_of(question)})", help_text, "", accept, help_first=False))
    if not answer:
        return None
    if answer[0] == UNKNOWN:
        return UNKNOWN
    return fact_of(answer[0], shown.ask("  What shows it?"))


def _write(path: Path, question_id: str, fact: Any) -> None:
    from complaintkit.source.editing import edit, on_one_line
    from complaintkit.source.locking import locked

    def change(data: Any) -> None:
        if not data.get("facts"):
            data["facts"] = {}
        short = len(str(fact)) <= _SHORT
        data["facts"][question_id] = on_one_line(fact) if short else fact

    with locked(case_path()):
        edit(path, change)
