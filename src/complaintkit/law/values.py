"""The law as one frozen value: acts, wordings, questions, provisions with their criteria, authorities, recipients.

`Law` is made by `law.loading.load_law` from the folder `regulations/`; nothing here reads a file.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from complaintkit.law.conditions import Condition, OutcomeWord
from complaintkit.values import frozen

Basis = Literal["statute", "case", "inference"]
WordingStatus = Literal["official", "working"]
AnswerType = Literal["yes-no", "choice", "choices", "number", "date", "dates", "text", "persons"]
Adopter = Literal["council", "commission", "parliament", "convention", "member-states"]
Certainty = Literal["verified", "secondary", "unverified"]
ConditionKind = Literal["condition", "consequence", "discretion", "notice"]
Answered = Literal["reply", "refusal", "silence"]


@frozen
class Act:
    """A legal act: its `celex` number, its full title per language, and who adopted it.

    Regulation 1182/71 counts periods in acts of the Council or the Commission (its Article 1), in others by analogy.
    """

    id: str
    celex: str
    titles: tuple[tuple[str, str], ...]
    adopted_by: tuple[Adopter, ...] = ()


@frozen
class Wording:
    """The text of one provision in one language for one period of validity.

    `valid_from` is the first day (None: older than anything held), `valid_to` the last (None: still in force). `status`
    says whether it may be quoted between quotation marks (`official`) or is our own translation (`working`).
    `quotable` is False for a copy with a known defect, which `note` names. `afterwards` is a sentence about a time that
    follows and of which no wording is held.
    """

    provision: str
    language: str
    valid_from: date | None
    valid_to: date | None
    status: WordingStatus
    text: str
    celex: str
    version: str
    confirmed: str
    quotable: bool = True
    note: str | None = None
    afterwards: str | None = None


@frozen
class Authority:
    """A judgment, decision or report; `level` says how much of it was read: `text`, `headnote` or `facts`."""

    id: str
    case: str
    parties: str
    court: str | None
    date: date | None
    ecli: str | None
    level: Literal["text", "headnote", "facts"]
    holds: str


@frozen
class Follows:
    """The answers to an earlier question after which another is put to somebody; until then it stays open."""

    question: str
    answers: tuple[str, ...]


@frozen
class Question:
    """One plain question; `recorded` marks an answer taken from the case's own fields instead of `facts:`.

    `purpose` is `liability` or `context` for a question that no criterion uses.
    """

    id: str
    text: str
    help: str
    example: str
    answer: AnswerType
    choices: tuple[str, ...] = ()
    recorded: bool = False
    purpose: str | None = None
    follows: Follows | None = None


@frozen
class NotThis:
    """What a criterion or a provision is not, as a whole sentence: dissent is not disloyalty."""

    statement: str
    basis: Basis
    authorities: tuple[str, ...] = ()


@frozen
class Criterion:
    """One thing that a provision requires: an interpretation, with what decides it, its basis and its authorities.

    `not_this` says what must not be taken for it.
    """

    id: str
    text: str
    decided_by: Condition
    basis: Basis
    authorities: tuple[str, ...] = ()
    note: str | None = None
    per_group: bool = False
    not_this: tuple[NotThis, ...] = ()


@frozen
class Instead:
    """The provision to look at where another is not met.

    `where` is the id of the criterion that must be the one not met (None: whichever it is), `because` a whole sentence
    that says why (empty where the rules give none).
    """

    where: str | None
    provision: str
    because: str = ""


@frozen
class Provision:
    """A provision that incidents are checked against.

    `met_when` combines the criteria. `course` marks a provision about a course of conduct, judged on groups of acts.
    `proposed_if` says what makes it worth a lawyer's look. `instead` names the provisions to look at where this one is
    not met, `not_this` what must not be taken for a breach of it. `liability` marks a provision that asks for intention
    or negligence (Staff Regulations, Article 86(1)): apart from the breach, never proposed, never raised by default. `quiet`
    leaves one that is not met untold where nothing speaks for it. `owed_by` says whose obligation it is: that of a member of
    staff, or that of the institution.
    """

    id: str
    title: str
    criteria: tuple[Criterion, ...]
    met_when: Combination
    course: bool = False
    instead: tuple[Instead, ...] = ()
    note: str | None = None
    proposed_if: Condition | None = None
    not_this: tuple[NotThis, ...] = ()
    liability: bool = False
    quiet: bool = False
    owed_by: Literal["staff", "institution"] = "staff"

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion of that id; raises KeyError if the provision has none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


@frozen
class Combination:
    """`all` or `any` of the parts; a part is a criterion id or another combination."""

    operator: Literal["all", "any"]
    parts: tuple[str | Combination, ...]


@frozen
class LegalBasis:
    """Where a recipient's condition stands from one date on: a provision id, or None where no wording is held."""

    valid_from: date | None
    provision: str | None
    source: str


@frozen
class Competent:
    """Whom one can write to where a condition is not met: the id of another recipient, and why, as a whole sentence.

    `where` is a condition over the facts of the claim; None: always.
    """

    recipient: str
    where: Condition | None
    because: str


@frozen
class Blocking:
    """A letter to this recipient may block one to `recipient` about the same facts; `because` says how, `provision` where."""

    recipient: str
    because: str
    provision: str | None


@frozen
class RecipientCondition:
    """One line of a recipient's decision list (O1, L3, E2 ...).

    Only `kind` `condition` decides; consequences, discretion and notices are shown. Where `applies_if` is not met, the
    condition is met with that as its reason. `fixed_before` (date, outcome, reason) holds where the rule then in force
    was not seen. `cure` says what to do where it is not met or not known; `{answer_by}` in it is the day on which the
    waiting that condition `awaits` asks for ends, for a letter of the day of the check. `competent` names whom one can
    write to instead, `renewed_by` what opens a new complaint where time has run out, `blocks` which other letter stands in
    the way. `warn` marks a notice to be minded before writing.
    """

    id: str
    kind: ConditionKind
    text: str
    decided_by: Condition | None
    basis: Basis
    bases: tuple[LegalBasis, ...]
    applies_if: Condition | None = None
    not_applicable: str | None = None
    fixed_before: tuple[date, OutcomeWord, str] | None = None
    cure: str | None = None
    what_is_left: str | None = None
    warn: bool = False
    awaits: str | None = None
    competent: tuple[Competent, ...] = ()
    renewed_by: tuple[Answered, ...] = ()
    blocks: tuple[Blocking, ...] = ()


@frozen
class Text:
    """A text per language with how far it is confirmed: `verified`, `secondary` or `unverified`.

    `status` is that of the languages that `statuses` does not name.
    """

    values: tuple[tuple[str, str], ...]
    status: str
    checked: str | None = None
    statuses: tuple[tuple[str, str], ...] = ()

    def status_in(self, language: str) -> str:
        """Return how far the text in the language is confirmed."""
        return dict(self.statuses).get(language, self.status)

    def in_language(self, language: str) -> str | None:
        """Return the text in the language, or None where none is held."""
        return dict(self.values).get(language)


@frozen
class FormBlock:
    """One question of a recipient's web form, or its subject where the question itself is not held.

    `takes` names the parts of the letter that answer it: a section, `SECTION:PART`, or `letterhead`, `letters`, `annexes`.
    """

    subject: str
    question: str | None
    takes: tuple[str, ...]


@frozen
class Form:
    """A recipient's web form: where it is, how far what is known of it is confirmed, and its questions in their order.

    `note` says what is not known; `advice` what its source recommends.
    """

    address: str
    status: str
    checked: str
    note: str
    advice: str | None
    blocks: tuple[FormBlock, ...]


@frozen
class Attachments:
    """What a recipient takes with a letter: how many files, of how many megabytes each, of which kinds; and who says so.

    None, or no endings, is no limit that is known. `status` is `verified`, `secondary` or `unverified`.
    """

    status: str
    checked: str
    source: str
    most_files: int | None = None
    largest_megabytes: int | None = None
    endings: tuple[str, ...] = ()


@frozen
class Recipient:
    """Whom one writes to, as data: names, address block, forms of address, conditions; `order` is that of the reports.

    `holidays` is the id of the calendar of public holidays that counts there.
    `no_letter` says, for a recipient to which no letter is made, what to do instead. `attachments` is what it takes
    with a letter, None where no limit was found. `around` says, for a letter around the complaint that goes to the
    institution complained about, what it is for: such a one judges no claim.
    """

    id: str
    names: Text
    addressee: Text
    address: tuple[str, ...]
    address_status: str
    address_checked: str | None
    salutation: Text
    closing: Text
    conditions: tuple[RecipientCondition, ...]
    order: int = 0
    holidays: str | None = None
    no_letter: str | None = None
    around: str | None = None
    form: Form | None = None
    attachments: Attachments | None = None

    @property
    def name(self) -> str:
        """Return the English name, by which the tool calls the recipient."""
        return self.names.in_language("en") or self.id


@frozen
class Conflict:
    """Answers that cannot all be right: where `between` is met, they contradict each other; `because` says why."""

    id: str
    between: Condition
    because: str


@frozen
class Tone:
    """The words of one language that a letter had better not use; an entry may end in `*`, which stands for any ending.

    `words` are lists by kind: guilt, insult, absolute, motive, penalty. In a sentence with a phrase of `attributed` something
    is reported or left open; phrases of `neutral` are no assertion; `negations` deny what follows. `reviewed_by` says who
    read the list, `nobody` as long as it is only machine-drafted.
    """

    language: str
    reviewed_by: str
    words: tuple[tuple[str, tuple[str, ...]], ...]
    attributed: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()


@frozen
class Holiday:
    """A public holiday; `status` and `source` stand where they are others than those of its year."""

    day: date
    name: str
    status: Certainty | None = None
    source: str | None = None


@frozen
class HolidayYear:
    """The public holidays of one year, up to the day `until` which its source was read for, in the order of their days."""

    year: int
    until: date
    status: Certainty
    source: str
    days: tuple[Holiday, ...]


@frozen
class HolidayCalendar:
    """The public holidays of one place or institution, as dated data; a year that is not there is not known."""

    id: str
    name: str
    years: tuple[HolidayYear, ...]
    note: str | None = None


@frozen
class Translations:
    """Where the rules' own sentences in other languages are read, and in which languages: seldom wanted, so not kept here."""

    folder: str
    languages: tuple[str, ...]


@frozen
class Law:
    """Everything the rules folder says, with the digest of its files (SHA-256 hex, path order).

    `recipients` are those that claims are put to, `around` the letters around a complaint, which go to the institution.
    """

    acts: tuple[Act, ...]
    wordings: tuple[Wording, ...]
    authorities: tuple[Authority, ...]
    questions: tuple[Question, ...]
    provisions: tuple[Provision, ...]
    recipients: tuple[Recipient, ...]
    translations: Translations
    digest: str
    conflicts: tuple[Conflict, ...] = ()
    holidays: tuple[HolidayCalendar, ...] = ()
    around: tuple[Recipient, ...] = ()
    tone: tuple[Tone, ...] = ()
