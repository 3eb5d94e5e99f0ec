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
_LABEL = "A label: small letters, digits and hyphens."
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
    title = "For yourself, in a few words: Unanswered letters to a Delegation."
    kinds = (
        "The conditions for complaining differ: an organisation needs a seat in the Union, a person its citizenship."
    )
    asked = "Who complains: an organisation or a person?"
    yield "title", Prompt("What is the case called?", title)
    yield "complainant_kind", Prompt(asked, kinds, "organisation", one_of(("organisation", "person")))
    yield from _complainant(organisation=answers["complainant_kind"] == "organisation")
    yield from _respondent(answers)
    yield from _official(answers)
    languages = f"Letters can be written in {_several()} languages, once your sentences are translated into them."
    day = "Time limits are reckoned for that day and letters bear it: 2026-01-31. Enter: the day of each command."
    typed_in = f"Two small letters: en, fr, de ... {languages}"
    yield "place", Prompt("Where are letters signed?", "The town. Enter: leave it open.", "")
    yield "language", Prompt("In which language do you type this case?", typed_in, "en", _language)
    yield "as_of", Prompt("On which day is the case looked at?", day, "", _day)


def _complainant(*, organisation: bool) -> Iterator[tuple[str, Prompt]]:
    called = "As it would stand in a sentence: the Invented Association. A person: Invented Person."
    asked = "Which short word stands for the complainant in the files?"
    usual = "association" if organisation else "complainant"
    yield "complainant_shown_as", Prompt("How do letters call the complainant?", called)
    yield "complainant", Prompt(asked, _LABEL, usual, _label_other_than())
    if organisation:
        heard = "The Ombudsman hears those with a seat in the Union."
        seats = f"member-state (of the Union), third-country or unknown. {heard}"
        accept = one_of(("member-state", "third-country", "unknown"))
        yield "seat", Prompt("Where is the organisation registered?", seats, "unknown", accept)
    else:
        heard = "yes, no or unknown. The Ombudsman hears citizens of the Union and those who live in it."
        accept = one_of(("yes", "no", "unknown"))
        yield "union_citizen", Prompt("Is the person a citizen of the Union?", heard, "unknown", accept)


def _respondent(answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    eeas = "Its label. eeas stands for the European External Action Service, to which the Delegations belong."
    accept = _label_other_than(answers["complainant"])
    yield "institution", Prompt("Which institution is complained about?", eeas, "eeas", accept)
    usual = "the European External Action Service" if answers["institution"] == "eeas" else None
    whole = "Delegation of the European Union to the host country. Enter: the institution as a whole."
    yield "institution_shown_as", Prompt("How do letters call it?", "As it would stand in a sentence.", usual)
    yield "unit", Prompt("Which part of it?", whole, "")


def _official(answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    from complaintkit.case.writing import label_from

    post = "The post, not the name: Deputy Head of Delegation. Enter: not known, or nobody in particular."
    yield "official_post", Prompt("Which post does the official hold?", post, "")
    if not answers["official_post"]:
        return
    asked = "Which short word stands for the official in the files?"
    suggested = label_from(answers["official_post"], otherwise="official")
    accept = _label_other_than(answers["complainant"], answers["institution"])
    yield "official", Prompt(asked, _LABEL, suggested, accept)
    employers = one_of(("eeas", "commission", "other", "unknown"))
    told = "eeas, commission, other or unknown."
    categories = f"{', '.join(_CATEGORIES)}."
    yield "official_employer", Prompt("Who employed the official then?", told, "unknown", employers)
    yield "official_category", Prompt("In which category of staff?", categories, "unknown", one_of(_CATEGORIES))


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


def _several() -> int:
    from complaintkit.languages.catalogue import shipped_languages

    return len(shipped_languages())


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
