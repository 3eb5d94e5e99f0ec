"""One sitting in which a selection is made: what was there, what is chosen now, what it does, keeping and saving it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from complaintkit.assessment.values import Assessment
from complaintkit.case.values import Case, Selection
from complaintkit.law import lookup
from complaintkit.law.values import Law
from complaintkit.problems import Problem
from complaintkit.selecting import recording
from complaintkit.selecting.around import rows_of_letter, suggested_for_letter
from complaintkit.selecting.choices import Choices, Role, begun
from complaintkit.selecting.preview import Preview, preview
from complaintkit.selecting.provisions import parse_provisions
from complaintkit.selecting.summaries import Row, rows, suggested_reason
from complaintkit.words import some

Assess = Callable[[tuple[str, ...] | None], Assessment]
_REMEMBERED = 256


class Session:
    """The choice for one recipient, from the stored selection on.

    Args:
        folder: the case folder.
        recipient: the recipient's id.
        law: the rules.
        case: the case, with the selection there may be.
        assess: the assessment for this recipient of the incidents named, None for all.
    """

    def __init__(self, folder: Path, recipient: str, law: Law, case: Case, assess: Assess) -> None:
        self.folder = folder
        self.recipient = recipient
        self.law = law
        self.full = assess(None)
        self.is_new = recipient not in case.selections
        self.stored = case.selections.get(recipient) or recording.empty_selection(recipient)
        self._case = case
        self._exhibits = frozenset(case.register.exhibits)
        self._assess = lru_cache(maxsize=_REMEMBERED)(assess)
        self._known: set[tuple[str, ...]] = set()
        self._suggest = lru_cache(maxsize=None)(self._suggestion)
        self._begun_with = recording.file_bytes(recording.selection_path(folder, recipient))
        self.choices = self.initial
        self.saved = self.initial
        self._past: list[Choices] = []
        self.not_kept: str | None = None
        self.saved_to: Path | None = None
        self._keeps = False

    @property
    def rules(self) -> str:
        """Return the digest of the rules as the selection names it."""
        return f"sha256:{self.law.digest}"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return a line for each incident of the case."""
        return rows_of_letter(rows(self.full), self.recipient, self._case) if self.around else rows(self.full)

    @cached_property
    def initial(self) -> Choices:
        """Return the choices as stored; everything left out where nothing is."""
        return begun(self.full.scope) if self.is_new else self.choices_of(self.stored)

    def choices_of(self, selection: Selection) -> Choices:
        """Return the choices that a selection holds; provisions that are just those met follow what is met."""
        choices = recording.choices_from(selection, self.full.scope, self._suggest)
        known, _ = parse_provisions(" ".join(selection.raised), self.law, "")
        default = self.preview(Choices(choices.all)).raised
        return Choices(choices.all, None if not known or known == default else known)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what has changed since the selection was stored."""
        if self.is_new:
            return ()
        named, present = recording.named_in(self.stored), self.full.scope
        new = [incident for incident in present if incident not in named]
        gone = [incident for incident in named if incident not in present]
        lost = parse_provisions(" ".join(self.stored.raised), self.law, "")[1]
        return tuple(
            note
            for wanted, note in (
                (self.stored.rules is None, _RULES_UNNAMED),
                (self.stored.rules not in (None, self.rules), _RULES_CHANGED),
                (new, f"New since the selection was written, left out until you choose: {some(new)}."),
                (gone, f"No longer in the case, dropped when you save: {some(gone)}."),
                (lost, "No longer raised: " + "; ".join(problem.message for problem in lost) + "."),
            )
            if wanted
        )

    @cached_property
    def around(self) -> str | None:
        """What a letter around the complaint is for, which raises no provision and puts no claim; None for a complaint."""
        found = lookup.recipient(self.law, self.recipient)
        return found.around if found else None

    def _suggestion(self, incident: str, role: Role) -> str:
        if self.around:
            return suggested_for_letter(self.recipient, self._case.incident(incident), role)
        return suggested_reason(self.full, incident, role)

    def reason(self, incident: str) -> tuple[str, bool]:
        """Return the reason for an incident's role, and whether it is only suggested."""
        choice = self.choices.of(incident)
        return choice.reason or self._suggest(incident, choice.role), choice.reason is None

    def suggestion(self, incident: str) -> str:
        """Return the reason that the assessment suggests for an incident's present role."""
        return self._suggest(incident, self.choices.of(incident).role)

    def is_known(self, choices: Choices) -> bool:
        """Tell whether the preview of these choices is quick, because the same incidents were assessed before."""
        return not choices.chosen or choices.chosen in self._known

    def preview(self, choices: Choices) -> Preview:
        """Return what choices amount to; quick when asked again."""
        assessment = self._assess(choices.chosen) if choices.chosen else None
        self._known.add(choices.chosen)
        return preview(assessment, () if self.around else self.law.provisions, choices.raised)

    @property
    def now(self) -> Preview:
        """Return what the present choices amount to."""
        return self.preview(self.choices)

    @property
    def changed(self) -> bool:
        """Tell whether there is anything to save."""
        return self.choices != self.saved

    def change(self, choices: Choices) -> None:
        """Take up new choices and keep them; the present ones can be gone back to."""
        if choices != self.choices:
            self._past.append(self.choices)
            self._take(choices)

    def resume(self, choices: Choices) -> None:
        """Take up the choices of an interrupted sitting; there is no going back behind them but to what is stored."""
        self._take(choices)

    def undo(self) -> bool:
        """Go back one change; False where there is none."""
        if not self._past:
            return False
        self._take(self._past.pop())
        return True

    def _take(self, choices: Choices) -> None:
        self.choices = choices
        try:
            self._keeps = True
            if self.changed:
                recording.keep(self.folder, self._selection(choices.raised or ()))
            else:
                self.forget()
            self.not_kept = None
        except OSError as trouble:
            self.not_kept = f"This choice cannot be kept while you go on: {trouble.strerror or trouble}."

    def _selection(self, raised: tuple[str, ...]) -> Selection:
        return recording.selection_from(
            self.choices,
            self.stored,
            suggest=self._suggest,
            raised=raised,
            rules=self.rules,
            exhibits=self._exhibits,
        )

    def _in_stored_order(self, raised: tuple[str, ...]) -> tuple[str, ...]:
        held = [provision for provision in self.stored.raised if provision in raised]
        return (*held, *(provision for provision in raised if provision not in held))

    def unfinished(self) -> tuple[Choices | None, tuple[Problem, ...]]:
        """Return the choices of an interrupted sitting, or None where there is none or it is what is stored."""
        selection, problems = recording.kept(self.folder, self.recipient)
        choices = None if selection is None else self.choices_of(selection)
        return (None if choices == self.saved else choices), problems

    def forget(self) -> None:
        """Drop what was kept of the unfinished choice."""
        recording.in_progress_path(self.folder, self.recipient).unlink(missing_ok=True)

    def save(self) -> Path:
        """Write the selection and return its path; what this sitting kept is then forgotten.

        Raises:
            Refused: where it cannot be written; everything is then as it was, and the choice is kept.
        """
        selection = self._selection(self._in_stored_order(self.now.raised))
        path = recording.record(self.folder, selection, self._begun_with)
        self._begun_with = recording.file_bytes(path)
        if self._keeps:
            self.forget()
        self.stored, self.saved, self.is_new, self.saved_to = selection, self.choices, False, path
        return path


_RULES_UNNAMED = "The selection does not say on which rules it was made; saving records the present ones."
_RULES_CHANGED = (
    "The rules have changed since this selection was written: outcomes may differ from those it was made on. "
    "Saving records the present rules."
)
