"""Whether what is recorded of a person's consent can be meant so: the recipients it names, and its days."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.case.disclosing import OFFICIAL
from complaintkit.case.folders import CASE_FILE
from complaintkit.case.values import Consent, Person
from complaintkit.case.views import View
from complaintkit.problems import Problem
from complaintkit.source.documents import Location


def recipients_agreed_to(person: Person) -> Iterator[tuple[Location, str]]:
    """Yield each recipient that a person's consents name, with its place; the official complained about is none."""
    for number, consent in enumerate(person.consents):
        yield ("consents", number, "to"), consent.to
        for key in ("passed_on_to", "not_passed_on_to"):
            named = enumerate(getattr(consent, key))
            yield from ((("consents", number, key, n), to) for n, to in named if to != OFFICIAL)


def check_consents(view: View) -> Iterator[Problem]:
    """Yield each consent that contradicts itself."""
    for label, person in view.case.file.persons.items():
        for number, consent in enumerate(person.consents):
            why = _contradiction(consent)
            if why:
                hint = "correct the consent as the person gave it; what was never agreed to is left out"
                yield view.problem(CASE_FILE, ("persons", label, "consents", number), "CK815", why, hint)


def _contradiction(consent: Consent) -> str | None:
    both = sorted({*consent.passed_on_to} & {*consent.not_passed_on_to})
    if both:
        return f"it may be passed on to {', '.join(both)}, and may not: nobody can keep to that"
    if consent.withdrawn and consent.withdrawn < consent.on:
        return f"it was withdrawn on {consent.withdrawn}, before it was given on {consent.on}"
    return None
