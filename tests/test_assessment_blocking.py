"""One letter may block another: told where the same incidents are chosen for both."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaintkit.assessment.blocking import selections_that_block
from complaintkit.case.values import Case, CaseFile, Selection
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law

FILE = CaseFile.model_validate(
    {
        "format": 1,
        "title": "Invented",
        "complainant": {"label": "club", "shown_as": "the club", "kind": "organisation"},
        "respondent": {"institution": "eeas", "shown_as": "the service"},
    }
)


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, _ = load_law(regulations)
    assert found is not None
    return found


def chosen(**recipients: list[str]) -> Case:
    selections = {
        recipient: Selection.model_validate(
            {"format": 1, "recipient": recipient, "chosen": [{"incident": one, "reason": "Invented."} for one in ids]}
        )
        for recipient, ids in recipients.items()
    }
    return Case(FILE, selections=selections)


def test_the_same_incident_for_olaf_and_for_the_eeas_is_told(law: Law) -> None:
    (problem,) = selections_that_block(chosen(olaf=["a", "b"], eeas=["b", "c"]), law)
    assert (problem.code, problem.severity, problem.file) == ("CK745", "warning", "selections/olaf.yaml")
    assert problem.message.startswith(
        "b: chosen for the European Anti-Fraud Office (OLAF) and for the European External"
    )
    assert "no parallel investigation" in problem.message
    assert "send one of the two first, or leave it out" in (problem.hint or "")


@pytest.mark.parametrize(
    "selections",
    [{}, {"olaf": ["a"]}, {"olaf": ["a"], "eeas": ["b"]}, {"eeas": ["a"], "ombudsman": ["a"]}],
)
def test_different_facts_and_other_recipients_block_nothing(law: Law, selections: dict[str, list[str]]) -> None:
    assert list(selections_that_block(chosen(**selections), law)) == []
