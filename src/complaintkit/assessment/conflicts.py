"""Answers that cannot all be right: they count as contradicted, and are reported, instead of deciding anything.

Which answers exclude each other stands in the rules (`conflicts.yaml`). What the case records by its own fields takes part
like what is typed under `facts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from complaintkit.assessment.answers import MATTER, Answer
from complaintkit.assessment.criteria import Bench
from complaintkit.assessment.deciding import questions_of
from complaintkit.assessment.sheets import Sheet, with_answers
from complaintkit.assessment.values import Assessment, Outcome, Support
from complaintkit.law.values import Conflict, Law
from complaintkit.problems import Problem, warning
from complaintkit.source.documents import Document


def conflicts_on(bench: Bench, law: Law, sheet: Sheet) -> tuple[Conflict, ...]:
    """Return the conflicts of the rules that the answers on a fact sheet are in."""
    return tuple(one for one in law.conflicts if bench.decide(one.between, sheet).outcome is Outcome.MET)


def without_conflicts(sheet: Sheet, conflicts: tuple[Conflict, ...]) -> Sheet:
    """Return the fact sheet with every answer that is in a conflict as contradicted, so that it decides nothing.

    What an allegation is about stays as the lawyer classed it.
    """
    return with_answers(
        sheet,
        [
            _contradicted(question, conflict, sheet.answers)
            for conflict in conflicts
            for question in questions_of(conflict.between) - {MATTER}
        ],
    )


def _contradicted(question: str, conflict: Conflict, answers: Mapping[str, Answer]) -> Answer:
    others = sorted(questions_of(conflict.between) - {question})
    against = " and ".join(f"{other}: {answers[other].spoken}" for other in others)
    held = answers[question]
    return Answer(question, "unknown", (held.spoken, against), Support.CONTRADICTED, held.cited)


def conflicts_found(assessment: Assessment, law: Law, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Yield a warning for each conflict of each incident, at the first of its answers that is typed.

    `documents` are the files of the case by their path within the folder.
    """
    by_id = {conflict.id: conflict for conflict in law.conflicts}
    for incident in assessment.incidents:
        for name in incident.conflicts:
            yield _problem(incident.id, by_id[name], documents)


def _problem(incident: str, conflict: Conflict, documents: Mapping[str, Document]) -> Problem:
    questions = sorted(questions_of(conflict.between))
    file = next((f for f in (f"incidents/{incident}{end}" for end in (".yaml", ".yml")) if f in documents), None)
    shown = file or f"incidents/{incident}.yaml"
    typed = documents[file].data.get("facts") if file else None
    first = next((question for question in questions if isinstance(typed, dict) and question in typed), None)
    place = documents[file].place(("facts", first), key=True) if file and first else None
    message = f"the answers to {', '.join(f'`{one}`' for one in questions)} cannot all be right: {conflict.because}"
    hint = "correct one of them, or write `unknown`; until then they count as contradicted and decide nothing"
    return warning(shown, "CK706", message, hint, at=place)
