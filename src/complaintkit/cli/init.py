"""`complaintkit init`: a case of one's own, asked for step by step or made from a file of answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.asking import NoMoreAnswers, Prompt, ask, one_of
from complaintkit.cli.folders import new_folder, refuse_unless_free

if TYPE_CHECKING:
    from complaintkit.case.writing import NewCase

_CATEGORIES = ("official", "temporary", "contract", "seconded-national-expert", "local-agent", "unknown")
_NEXT = """
A new case, in the folder {folder}

What to do next, from inside it:

  complaintkit evidence add FILE ...     take in the letters, e-mails and pictures that show what happened
  complaintkit incident add              tell what happened, one incident at a time
  complaintkit incident ask ID           answer the questions that the rules ask about it
  complaintkit check                     see what each incident may breach, and what is still missing

case.yaml can be opened in any editor: there you add people, a signatory and an address.
"""


@click.command(name="init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--from", "answers_file", type=click.Path(path_type=Path), help="Take the answers from a YAML file.")
def command(folder: Path, answers_file: Path | None) -> None:
    """Begin a case of your own in the new folder DIR, asked for step by step.

    Enter takes the answer in brackets, ? explains, Ctrl-C leaves; nothing is written before the last answer.

    \b
    With --from, the answers stand in a YAML file. Only `title` and `complainant_shown_as` are needed:
      title: Unanswered letters to a Delegation
      complainant_shown_as: the Invented Association
      complainant_kind: organisation         # or person
      complainant: association               # the label for it
      seat: member-state                     # third-country, unknown   (an organisation)
      union_citizen: yes                     # no, unknown              (a person)
      institution: eeas
      institution_shown_as: the European External Action Service
      unit: Delegation of the European Union to the host country
      official_post: Deputy Head of Delegation
      official: deputy-head                  # the label for that post
      official_employer: eeas                # commission, other, unknown
      official_category: official            # temporary, contract, seconded-national-expert, local-agent, unknown
      place: Town
      language: en
      as_of: 2026-01-31                      # leave out: the day of each command
    """  # noqa: D301  (click reads the control character)
    refuse_unless_free(folder)
    answers = _read(answers_file) if answers_file else _asked()
    with new_folder(folder) as building:
        _write(building, answers)
    click.echo(_NEXT.format(folder=folder))


def _read(path: Path) -> NewCase:
    from complaintkit.case.writing import NewCase
    from complaintkit.problems import Refused
    from complaintkit.source.documents import read_document
    from complaintkit.source.validation import validate

    document, problems = read_document(path, str(path))
    answers, mistakes = validate(document, NewCase) if document else (None, ())
    if answers is None or problems:
        raise Refused((*problems, *mistakes))
    return answers


def _asked() -> NewCase:
    from complaintkit.case.writing import NewCase

    answers: dict[str, Any] = {}
    try:
        for key, prompt in _prompts(answers):
            answers[key] = ask(prompt)
    except NoMoreAnswers:
        raise click.UsageError("The answers ended before the last question. Nothing was written.") from None
    return NewCase.model_validate({key: answer for key, answer in answers.items() if answer})


def _prompts(answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    """Yield the questions in order, each when it is its turn: what is asked depends on `answers` so far."""
    yield (
        "title",
        Prompt("What is the case called?", "For yourself, in a few words: Unanswered letters to a Delegation."),
    )
    yield (
        "complainant_kind",
        Prompt(
            "Who complains: an organisation or a person?",
            "The conditions for complaining differ: an organisation needs a seat in the Union, a person its citizenship.",
            "organisation",
            one_of(("organisation", "person")),
        ),
    )
    yield from _complainant(answers)
    yield from _respondent(answers)
    yield from _official(answers)
    yield "place", Prompt("Where are letters signed?", "The town. Enter: leave it open.", "")
    yield (
        "language",
        Prompt(
            "In which language do you type this case?",
            "Two small letters: en, fr, de ... Letters can be written in other languages once your sentences are translated.",
            "en",
            _language,
        ),
    )
    yield (
        "as_of",
        Prompt(
            "On which day is the case looked at?",
            "Time limits are reckoned for that day and letters bear it: 2026-01-31. Enter: the day of each command.",
            "",
            _day,
        ),
    )


def _complainant(answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    organisation = answers["complainant_kind"] == "organisation"
    yield (
        "complainant_shown_as",
        Prompt(
            "How do letters call the complainant?",
            "As it would stand in a sentence: the Invented Association. A person: Invented Person.",
        ),
    )
    yield (
        "complainant",
        Prompt(
            "Which short word stands for the complainant in the files?",
            "A label: small letters, digits and hyphens.",
            "association" if organisation else "complainant",
            _label_other_than(),
        ),
    )
    if organisation:
        yield (
            "seat",
            Prompt(
                "Where is the organisation registered?",
                "member-state (of the Union), third-country or unknown. The Ombudsman hears those with a seat in the Union.",
                "unknown",
                one_of(("member-state", "third-country", "unknown")),
            ),
        )
    else:
        yield (
            "union_citizen",
            Prompt(
                "Is the person a citizen of the Union?",
                "yes, no or unknown. The Ombudsman hears citizens of the Union and those who live in it.",
                "unknown",
                one_of(("yes", "no", "unknown")),
            ),
        )


def _respondent(answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    yield (
        "institution",
        Prompt(
            "Which institution is complained about?",
            "Its label. eeas stands for the European External Action Service, to which the Delegations belong.",
            "eeas",
            _label_other_than(answers["complainant"]),
        ),
    )
    yield (
        "institution_shown_as",
        Prompt(
            "How do letters call it?",
            "As it would stand in a sentence.",
            "the European External Action Service" if answers["institution"] == "eeas" else None,
        ),
    )
    yield (
        "unit",
        Prompt(
            "Which part of it?",
            "Delegation of the European Union to the host country. Enter: the institution as a whole.",
            "",
        ),
    )


def _official(answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    from complaintkit.case.writing import label_from

    yield (
        "official_post",
        Prompt(
            "Which post does the official hold?",
            "The post, not the name: Deputy Head of Delegation. Enter: not known, or nobody in particular.",
            "",
        ),
    )
    if not answers["official_post"]:
        return
    yield (
        "official",
        Prompt(
            "Which short word stands for the official in the files?",
            "A label: small letters, digits and hyphens.",
            label_from(answers["official_post"], otherwise="official"),
            _label_other_than(answers["complainant"], answers["institution"]),
        ),
    )
    yield (
        "official_employer",
        Prompt(
            "Who employed the official then?",
            "eeas, commission, other or unknown.",
            "unknown",
            one_of(("eeas", "commission", "other", "unknown")),
        ),
    )
    yield (
        "official_category",
        Prompt(
            "In which category of staff?",
            f"{', '.join(_CATEGORIES)}.",
            "unknown",
            one_of(_CATEGORIES),
        ),
    )


def _label_other_than(*taken: str) -> Any:
    from complaintkit.case.writing import label_from

    def accept(text: str) -> str:
        label = label_from(text, otherwise="")
        if text != label:
            suggestion = f" `{label}` would do." if label else ""
            raise ValueError(f"A label has small letters, digits and hyphens only.{suggestion}")
        if text in taken:
            raise ValueError(f"`{text}` stands for somebody else already.")
        return text

    return accept


def _language(text: str) -> str:
    if len(text) != 2 or not text.isascii() or not text.isalpha():  # noqa: PLR2004
        raise ValueError("Write two letters, such as en, fr or de.")
    return text.lower()


def _day(text: str) -> str:
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("Write one day that exists as year-month-day: 2026-01-31.") from None


def _write(folder: Path, answers: NewCase) -> None:
    """Write every file of a new case into an empty folder."""
    import json

    from complaintkit.case import writing
    from complaintkit.case.schemas import SCHEMAS, schema_for
    from complaintkit.evidence.custody import LOG

    for name in (*writing.FOLDERS, writing.SCHEMAS):
        (folder / name).mkdir()
    for name in SCHEMAS:
        text = json.dumps(schema_for(name), ensure_ascii=False, indent=2)
        (folder / writing.SCHEMAS / f"{name}.schema.json").write_bytes(f"{text}\n".encode())
    (folder / "case.yaml").write_bytes(writing.case_text(answers, "schemas/case.schema.json").encode())
    (folder / "exhibits.yaml").write_bytes(writing.register_text("schemas/exhibits.schema.json").encode())
    (folder / LOG).touch()
