"""Whether a selection names incidents, provisions and annexes that there are, each once."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.case.values import Selection
from complaintkit.case.views import View
from complaintkit.law import lookup
from complaintkit.law.hints import provision_hint
from complaintkit.problems import Problem, did_you_mean
from complaintkit.source.documents import Location

_LISTS = ("chosen", "background", "left_out")


def check_selections(view: View) -> Iterator[Problem]:
    """Yield what is wrong in each file of `selections/`."""
    for recipient, selection in view.case.selections.items():
        file = view.file_of_selection(recipient)
        yield from _incidents(view, file, selection)
        yield from _provisions(view, file, selection)
        yield from _annexes(view, file, selection)


def _incidents(view: View, file: str, selection: Selection) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for part in _LISTS:
        for number, chosen in enumerate(getattr(selection, part)):
            loc: Location = (part, number, "incident")
            if chosen.incident not in view.incident_ids:
                hint = did_you_mean(chosen.incident, view.incident_ids) or "choose again with `complaintkit select`"
                yield view.problem(file, loc, "CK217", f"there is no incident `{chosen.incident}`", hint)
            elif chosen.incident in first:
                message = f"`{chosen.incident}` stands twice: under `{first[chosen.incident]}` and under `{part}`"
                yield view.problem(file, loc, "CK218", message, "keep one of the two")
            first.setdefault(chosen.incident, part)


def _provisions(view: View, file: str, selection: Selection) -> Iterator[Problem]:
    if view.law is None:
        return
    for number, raised in enumerate(selection.raised):
        if lookup.provision(view.law, raised) is None:
            message = f"`{raised}` is no provision that can be raised"
            yield view.problem(file, ("raised", number), "CK223", message, provision_hint(raised, view.law))


def _annexes(view: View, file: str, selection: Selection) -> Iterator[Problem]:
    numbered: dict[int, str] = {}
    for exhibit, annex in selection.annexes.items():
        loc: Location = ("annexes", exhibit)
        if exhibit not in view.exhibit_ids:
            message = f"annex {annex} is `{exhibit}`, which is not in the register of exhibits"
            yield view.problem(file, loc, "CK211", message, "choose again with `complaintkit select`")
        if annex in numbered:
            message = f"`{exhibit}` and `{numbered[annex]}` are both annex {annex}"
            yield view.problem(file, loc, "CK219", message, "give one of them a number that is free")
        if annex in selection.retired_annexes:
            message = f"annex {annex} is retired: it was another exhibit in a letter that was sent"
            yield view.problem(file, loc, "CK219", message, "give it a number that was never used")
        numbered.setdefault(annex, exhibit)
