"""The shapes of the files in the rules folder, for reading them strictly. What each key means stands atop the files."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag

from complaintkit.law.conditions import OutcomeWord
from complaintkit.law.values import Adopter, Answered, AnswerType, Basis, Certainty, ConditionKind, WordingStatus

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(value: Any) -> Any:
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("write a whole date, year-month-day, as 2019-09-18; a part of a date is no date")
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*$", max_length=80)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Shape(BaseModel):
    """A part of a rules file; a key that it does not have is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ActEntry(Shape):
    """A legal act in `acts.yaml`."""

    id: Word
    celex: Sentence
    titles: dict[Language, Sentence]
    adopted_by: list[Adopter] = []


class ActsFile(Shape):
    """`acts.yaml`."""

    acts: list[ActEntry]


class WordingEntry(Shape):
    """The text of one provision for one period."""

    provision: Sentence
    valid_from: Day | None = Field(alias="from")
    valid_to: Day | None = Field(default=None, alias="to")
    text: Sentence
    digest: str | None = None
    celex: Sentence | None = None
    version: Sentence | None = None
    confirmed: Sentence | None = None
    quotable: bool = True
    afterwards: Sentence | None = None
    note: Sentence | None = None


class WordingsFile(Shape):
    """`wordings/ACT.LANGUAGE.yaml`."""

    celex: Sentence
    version: Sentence
    language: Language
    status: WordingStatus
    confirmed: Sentence
    wordings: list[WordingEntry]


class AuthorityEntry(Shape):
    """A judgment, decision or report in `authorities.yaml`."""

    id: Word
    case: Sentence
    parties: Sentence
    court: Sentence | None = None
    date: Day | None = None
    ecli: Sentence | None = None
    level: Literal["text", "headnote", "facts"]
    holds: Sentence


class AuthoritiesFile(Shape):
    """`authorities.yaml`."""

    authorities: list[AuthorityEntry]


class FollowsEntry(Shape):
    """The answers to an earlier question after which a question is put to somebody."""

    question: Word
    answers: list[Word] = Field(min_length=1)


class QuestionEntry(Shape):
    """A question in `questions.yaml`."""

    id: Word
    text: Sentence
    help: Sentence
    example: Sentence
    answer: AnswerType
    choices: list[Word] = []
    recorded: bool = False
    follows: FollowsEntry | None = None
    purpose: Literal["liability", "context"] | None = None


class QuestionsFile(Shape):
    """`questions.yaml`."""

    questions: list[QuestionEntry]


class NotThisEntry(Shape):
    """What a criterion or a provision is not."""

    statement: Sentence
    basis: Basis
    authorities: list[Sentence] = []


class CriterionEntry(Shape):
    """One criterion of a provision; `decided_by` is read by `reading_conditions`."""

    id: Word
    text: Sentence
    decided_by: dict[str, Any]
    basis: Basis
    authorities: list[Sentence] = []
    note: Sentence | None = None
    per: Literal["incident", "group"] = "incident"
    not_this: list[NotThisEntry] = []


class UseEntry(Shape):
    """A criterion of `shared-criteria.yaml` as one of a provision; its note stands after that of the shared one."""

    use: Word
    note: Sentence | None = None

    @property
    def id(self) -> str:
        """The name of the criterion within the provision."""
        return self.use


def _kind_of_criterion(entry: Any) -> str:
    return "shared" if isinstance(entry, UseEntry) or (isinstance(entry, dict) and "use" in entry) else "own"


CriterionItem = Annotated[
    Annotated[CriterionEntry, Tag("own")] | Annotated[UseEntry, Tag("shared")], Discriminator(_kind_of_criterion)
]


class SharedCriteriaFile(Shape):
    """`shared-criteria.yaml`: criteria that several provisions have in common."""

    criteria: list[CriterionEntry]


class InsteadEntry(Shape):
    """The provision to look at where one is not met, or where one of its criteria is not."""

    where: Word | None = None
    consider: Sentence
    because: Sentence | None = None


def _as_list(value: Any) -> Any:
    """Return the short form of `instead`, one provision, as a list of one."""
    return [{"consider": value}] if isinstance(value, str) else value


class ProvisionEntry(Shape):
    """A provision with what it requires."""

    provision: Sentence
    title: Sentence
    note: Sentence | None = None
    course: bool = False
    liability: bool = False
    quiet: bool = False
    owed_by: Literal["staff", "institution"] = "staff"
    instead: Annotated[list[InsteadEntry], BeforeValidator(_as_list)] = []
    not_this: list[NotThisEntry] = []
    met_when: dict[str, Any] | None = None
    proposed_if: dict[str, Any] | None = None
    criteria: list[CriterionItem] = Field(min_length=1)


class ProvisionsFile(Shape):
    """A file of criteria that holds several provisions."""

    provisions: list[ProvisionEntry]


class ConflictEntry(Shape):
    """Answers that cannot all be right, and why."""

    id: Word
    between: dict[str, Any]
    because: Sentence


class ConflictsFile(Shape):
    """`conflicts.yaml`."""

    conflicts: list[ConflictEntry]


class BasisEntry(Shape):
    """Where a condition stands from one day on."""

    valid_from: Day | None = Field(alias="from")
    provision: Sentence | None
    source: Sentence


class FixedEntry(Shape):
    """The outcome of a condition before a date on which its rule was not seen."""

    date: Day
    outcome: OutcomeWord
    reason: Sentence


class CompetentEntry(Shape):
    """Whom one can write to where a condition is not met."""

    recipient: Word
    where: dict[str, Any] | None = None
    because: Sentence


class BlockingEntry(Shape):
    """A recipient to which a letter may be blocked by one to this recipient."""

    recipient: Word
    because: Sentence
    provision: Sentence | None = None


class ConditionEntry(Shape):
    """One line of a recipient's decision list."""

    id: Word
    kind: ConditionKind
    text: Sentence
    applies_if: dict[str, Any] | None = None
    not_applicable: Sentence | None = None
    decided_by: dict[str, Any] | None = None
    basis: Basis
    bases: list[BasisEntry] = Field(min_length=1)
    fixed_before: FixedEntry | None = None
    cure: Sentence | None = None
    awaits: Word | None = None
    left: Sentence | None = None
    competent: list[CompetentEntry] = []
    renewed_by: list[Answered] = []
    blocks: list[BlockingEntry] = []
    warn: bool = False


class TextEntry(Shape):
    """A text per language, with how far each is confirmed: `status`, but for the languages listed under another.

    `form: feminine` takes the texts under `feminine` where a language has one.
    """

    status: Certainty
    verified: list[Language] = []
    secondary: list[Language] = []
    unverified: list[Language] = []
    checked: Day | None = None
    form: Literal["masculine", "feminine"] = "masculine"
    values: dict[Language, Sentence]
    feminine: dict[Language, Sentence] = {}


class AddressEntry(Shape):
    """The lines of an address, how far they are confirmed, and when their source was looked at."""

    status: Certainty
    checked: Day
    lines: list[Sentence]


class FormBlockEntry(Shape):
    """One question of a web form, or its subject, and the parts of the letter that answer it."""

    subject: Sentence
    question: Sentence | None = None
    takes: list[Sentence] = Field(min_length=1)


class FormEntry(Shape):
    """A recipient's web form; a question that nobody read is not among its blocks."""

    address: Sentence
    status: Literal["verified", "secondary"]
    checked: Day
    note: Sentence
    advice: Sentence | None = None
    blocks: list[FormBlockEntry] = Field(min_length=1)


class AttachmentsEntry(Shape):
    """What a recipient takes with a letter, how far that is confirmed, and where it was read."""

    status: Certainty
    checked: Day
    source: Sentence
    most_files: int | None = Field(default=None, ge=2)
    largest_megabytes: int | None = Field(default=None, ge=1)
    endings: list[Word] = []


class RecipientFile(Shape):
    """`recipients/ID.yaml`."""

    id: Word
    order: int
    names: TextEntry
    no_letter: Sentence | None = None
    around: Sentence | None = None
    forms_of: Word | None = None
    addressee: TextEntry | None = None
    address: AddressEntry | None = None
    salutation: TextEntry | None = None
    closing: TextEntry | None = None
    holidays: Word | None = None
    form: FormEntry | None = None
    attachments: AttachmentsEntry | None = None
    conditions: list[ConditionEntry]


TonePhrase = Annotated[str, StringConstraints(pattern=r"^([^\s*]{3,}\*|[^\s*]+)( ([^\s*]{3,}\*|[^\s*]+))*$")]


class ToneFile(Shape):
    """`tone/LANG.yaml`: words that a letter in this language had better not use, and phrases in which they are harmless."""

    language: Language
    reviewed_by: Sentence
    guilt: list[TonePhrase]
    insult: list[TonePhrase]
    absolute: list[TonePhrase]
    motive: list[TonePhrase]
    penalty: list[TonePhrase]
    attributed: list[TonePhrase]
    neutral: list[TonePhrase] = []
    negations: list[TonePhrase] = []


class HolidayEntry(Shape):
    """A public holiday, or several in a row from one day to another."""

    first: Day = Field(alias="on")
    last: Day | None = Field(default=None, alias="to")
    name: Sentence
    status: Certainty | None = None
    source: Sentence | None = None


class HolidayYearEntry(Shape):
    """The public holidays of one year as its source has them, up to the day `until`, or to the end of the year."""

    year: int = Field(ge=1900, le=2200)
    status: Certainty
    source: Sentence
    checked: Day
    until: Day | None = None
    days: list[HolidayEntry]


class HolidaysFile(Shape):
    """`holidays/ID.yaml`: one calendar of public holidays."""

    id: Word
    name: Sentence
    note: Sentence | None = None
    years: list[HolidayYearEntry]
