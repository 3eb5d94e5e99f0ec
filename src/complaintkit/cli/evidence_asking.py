"""What `evidence add` asks on a terminal: what no file says of itself. What was typed as an option is not asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.asking import NoMoreAnswers, Prompt, ask

if TYPE_CHECKING:
    from complaintkit.case.vocabularies import Vocabulary
    from complaintkit.evidence.register import Description

_QUESTIONS = (
    ("kind", "What is it?", "kind"),
    ("made_by", "Who made it?", None),
    ("how_obtained", "How did it reach you?", "how-obtained"),
    ("received_from", "From whom did it come?", None),
    ("confidentiality", "How do you handle it within the team?", "confidentiality"),
)


def asked_for(sources: tuple[Path, ...], description: Description) -> Description:
    """Return the description with what was answered; the answers count for all files that are added.

    An empty answer leaves the question open. The end of the answers leaves the rest open.
    """
    from complaintkit.case.vocabularies import vocabularies

    one = sources[0] if len(sources) == 1 and sources[0].is_file() and not sources[0].is_symlink() else None
    kind = _shown(one) if one else None
    if one is None:
        click.echo("The answers count for all files that are added now; Enter leaves a question open.", err=True)
    answers: dict[str, Any] = {}
    try:
        for key, text, vocabulary in _QUESTIONS:
            if getattr(description, key) is not None or (key == "kind" and one is None):
                continue
            default = kind if key == "kind" and kind else ""
            prompt = (
                _prompt(text, vocabularies()[vocabulary], default) if vocabulary else Prompt(text, _LABELS, default)
            )
            answers[key] = ask(prompt) or None
    except NoMoreAnswers:
        click.echo("The rest of the questions stays open.", err=True)
    return replace(description, **answers)


_LABELS = "A label of the case, such as association or witness-1, or plain words. Enter leaves it open."


def _shown(source: Path) -> str | None:
    """Show what stands in the one file that is added, and return its kind; None where it cannot be read."""
    from complaintkit.evidence.reading.reading import read
    from complaintkit.evidence.saying import file_says, follows, in_words
    from complaintkit.evidence.sources import shown_path

    try:
        facts = read(source)
    except OSError:
        return None
    known, assumed = in_words({"file_says": file_says(facts, source.name)})
    click.echo(f"{shown_path(source)}: this is {facts.format.label}.", err=True)
    for heading, words in (("read in the file", known), ("only assumed", assumed)):
        if words:
            click.echo(f"    {heading}: {'; '.join(words)}", err=True)
    return str(follows(facts, source.name, assume=False)["kind"])


def _prompt(text: str, vocabulary: Vocabulary, default: str) -> Prompt:
    terms = "\n".join(f"{term.id}: {term.definition}" for term in vocabulary.terms)
    return Prompt(
        f"{text} ({', '.join(term.id for term in vocabulary.terms)})",
        terms,
        default,
        _term(vocabulary),
        help_first=False,
    )


def _term(vocabulary: Vocabulary) -> Callable[[str], str]:
    """Return an `accept` for the words of a vocabulary; an unambiguous beginning of a term is enough."""

    def accept(typed: str) -> str:
        term = vocabulary.term(typed)
        begun = [one.id for one in vocabulary.terms if one.id.startswith(typed.lower())]
        if term is None and len(begun) != 1:
            raise ValueError(f"This is none of the words: {vocabulary.hint(typed)}")
        return term.id if term else begun[0]

    return accept
