"""What is to be made of letters, and what came of it: those made, those refused with every reason, the warnings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from complaintkit.case.disclosing import INSTITUTION
from complaintkit.disclosure.hidden import Hidden
from complaintkit.law import lookup
from complaintkit.law.hints import recipient_hint
from complaintkit.law.values import Law
from complaintkit.letters.values import Letter, Version
from complaintkit.problems import Problem, error
from complaintkit.values import frozen


@frozen
class Wanted:
    """What is to be made: for whom, in which languages, printed with which date, where and how."""

    recipients: tuple[str, ...]
    languages: tuple[str, ...]
    out: Path
    on: date
    draft: bool = False
    overwrite: bool = False
    text: bool = False
    pair: bool = False

    @property
    def versions(self) -> tuple[Version, ...]:
        """Return which versions of each letter are made: one by itself, or a pair."""
        return ("confidential", "non-confidential") if self.pair else ("",)


@frozen
class Refusal:
    """A letter that was not made, and every reason."""

    file: str
    problems: tuple[Problem, ...]


@dataclass
class Report:
    """What came of it: letters made, by path, and what each was searched for; letters refused; warnings."""

    out: Path
    made: dict[Path, Letter] = field(default_factory=dict)
    hidden: dict[Path, tuple[Hidden, ...]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def file_name(recipient: str, language: str, *, draft: bool, version: Version = "") -> str:
    """Return `RECIPIENT.LANG.docx`, with `DRAFT-` before it for a draft; of a pair, `RECIPIENT.LANG.VERSION.docx`."""
    return f"{'DRAFT-' if draft else ''}{recipient}.{language}{'.' if version else ''}{version}.docx"


def no_pair(recipient: str) -> Problem | None:
    """Return why no pair of versions is made for a recipient; None where one is."""
    if recipient != INSTITUTION:
        return None
    message = (
        f"there is no pair for `{recipient}`: the non-confidential version is the one that the institution may see"
    )
    return error("--pair", "CK805", message, f"leave out --pair for `{recipient}`")


def other_half(name: str) -> Problem:
    """Return that a version was not written because the other one of its pair was refused."""
    message = "it was not written, since the other version of the pair was refused, and a pair is sent together"
    return error(name, "CK806", message, "mend what is said of the other version")


def no_selection(law: Law, recipient: str) -> Problem:
    """Return that nothing was chosen for a recipient, or that there is no such recipient."""
    if lookup.recipient(law, recipient) is None:
        return error("--to", "CK424", f"there is no recipient `{recipient}`", recipient_hint(recipient, law))
    message = f"nothing has been chosen for `{recipient}` yet; a letter is made from a selection"
    return error(
        f"selections/{recipient}.yaml", "CK410", message, f"type `complaintkit select --recipient {recipient}`"
    )


def kept(path: Path) -> Problem:
    """Return that a letter exists and was kept."""
    message = "this letter exists already and was kept as it is"
    return error(path.name, "CK422", message, "type the command again with --overwrite to replace it")
