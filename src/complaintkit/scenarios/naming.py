"""Whether a scenario names what the rules have: provisions, criteria, recipients, conditions, authorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from complaintkit.law.hints import provision_hint, recipient_hint
from complaintkit.law.values import Authority, Law
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.scenarios.files import ScenarioEntry
from complaintkit.source.documents import Document, Location
from complaintkit.values import frozen
from complaintkit.words import some


@frozen
class Names:
    """What the rules have, for looking names up."""

    law: Law

    @cached_property
    def provisions(self) -> frozenset[str]:
        """Return the ids of the provisions that incidents are checked against."""
        return frozenset(provision.id for provision in self.law.provisions)

    @cached_property
    def criteria(self) -> dict[str, str]:
        """Return the ids of the criteria, each with its provision's."""
        return {one.id: provision.id for provision in self.law.provisions for one in provision.criteria}

    @cached_property
    def courses(self) -> frozenset[str]:
        """Return the ids of the provisions about a course of conduct."""
        return frozenset(provision.id for provision in self.law.provisions if provision.course)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Return the ids of the recipients."""
        return frozenset(recipient.id for recipient in self.law.recipients)

    @cached_property
    def conditions(self) -> dict[str, str]:
        """Return the lines of the recipients' decision lists as `ombudsman.O6`, each with its kind."""
        return {f"{who.id}.{one.id}": one.kind for who in self.law.recipients for one in who.conditions}

    @cached_property
    def authorities(self) -> dict[str, bool]:
        """Return the ids of the authorities, each with whether its outcome was read."""
        return {authority.id: outcome_read(authority) for authority in self.law.authorities}


def outcome_read(authority: Authority) -> bool:
    """Tell whether the outcome of an authority was read, in text or headnote; an opinion has none."""
    return authority.level != "facts" and authority.court != "AG"


def check_names(document: Document, at: Location, entry: ScenarioEntry, names: Names) -> Iterator[Problem]:
    """Yield each name in a scenario that the rules do not have, and each place where one is missing."""
    here = _Here(document, at)
    yield from _rests_on(here, entry, names)
    yield from _authorities(here, entry.authorities, names)
    yield from _incident(here, entry)
    expect = entry.expect
    yield from _provisions(here, expect.provisions, names)
    yield from _criteria(here, expect.criteria, names)
    yield from _groups(here, expect.groups, names)
    yield from _recipients(here, "claims", expect.claims, names)
    yield from _conditions(here, expect.conditions, names)
    yield from _recipients(here, "deadlines", expect.deadlines, names)


@frozen
class _Here:
    """One scenario in its file, where problems get their places."""

    document: Document
    at: Location

    def problem(self, code: str, within: Location, message: str, hint: str | None, *, key: bool = False) -> Problem:
        return error(self.document.file, code, message, hint, at=self.document.place((*self.at, *within), key=key))

    def unknown(self, part: str, name: str, what: str, hint: str | None) -> Problem:
        return self.problem("CK382", ("expect", part, name), f"the rules have no {what} `{name}`", hint, key=True)


def _rests_on(here: _Here, entry: ScenarioEntry, names: Names) -> Iterator[Problem]:
    if entry.basis == "case" and not any(names.authorities.get(one, True) for one in entry.authorities):
        message = "this scenario rests on case law, and names no authority whose outcome was read"
        hint = "name one under `authorities`, or call the basis statute or inference"
        yield here.problem("CK383", ("basis",), message, hint)
    if entry.basis == "statute" and not (entry.authorities or entry.source):
        message = "this scenario rests on a wording, and does not say where it stands"
        yield here.problem("CK383", ("basis",), message, "add `source: Article ... of ...`")


def _authorities(here: _Here, authorities: Iterable[str], names: Names) -> Iterator[Problem]:
    for place, name in enumerate(authorities):
        if name not in names.authorities:
            hint = did_you_mean(name, names.authorities) or "add it there with how much of it was read"
            message = f"there is no authority `{name}` in authorities.yaml, so it cannot be cited"
            yield here.problem("CK383", ("authorities", place), message, hint)


def _incident(here: _Here, entry: ScenarioEntry) -> Iterator[Problem]:
    expect = entry.expect
    if expect.of is not None and expect.of not in entry.incidents:
        hint = did_you_mean(expect.of, entry.incidents) or f"incidents are {some(list(entry.incidents))}"
        yield here.problem("CK384", ("expect", "of"), f"this scenario has no incident `{expect.of}`", hint)
    if not expect.model_fields_set - {"of"}:
        hint = "add `provisions`, `criteria`, `groups`, `claims`, `conditions` or `deadlines`"
        yield here.problem("CK384", ("expect",), "this scenario expects nothing", hint, key=True)


def _provisions(here: _Here, expected: Iterable[str], names: Names) -> Iterator[Problem]:
    for name in expected:
        if name in names.criteria:
            message, hint = f"`{name}` is a criterion", "expect it under `criteria`"
            yield here.problem("CK385", ("expect", "provisions", name), message, hint, key=True)
        elif name not in names.provisions:
            yield here.unknown("provisions", name, "provision", provision_hint(name, names.law))


def _criteria(here: _Here, expected: Iterable[str], names: Names) -> Iterator[Problem]:
    for name in expected:
        if name in names.provisions:
            message, hint = f"`{name}` is a provision", "expect it under `provisions`"
            yield here.problem("CK385", ("expect", "criteria", name), message, hint, key=True)
        elif name not in names.criteria:
            yield here.unknown("criteria", name, "criterion", criterion_hint(name, names))


def criterion_hint(name: str, names: Names) -> str:
    """Return the nearest criterion, or all of the provision that was meant."""
    provision = name.partition(".")[0]
    siblings = [one for one, owner in names.criteria.items() if owner == provision]
    if not siblings and provision not in names.provisions:
        return provision_hint(provision, names.law)
    return did_you_mean(name, siblings) or f"criteria of {provision} are {', '.join(siblings)}"


def _groups(here: _Here, expected: Iterable[str], names: Names) -> Iterator[Problem]:
    for name in expected:
        provision = names.criteria.get(name, name)
        if provision in names.courses:
            continue
        if provision in names.provisions:
            message = f"`{provision}` is about no course of conduct, so it is not judged over a group"
            hint = f"expect it under `{'criteria' if name in names.criteria else 'provisions'}`"
            yield here.problem("CK385", ("expect", "groups", name), message, hint, key=True)
        else:
            hint = criterion_hint(name, names) if "." in name else provision_hint(name, names.law)
            yield here.unknown("groups", name, "course of conduct", hint)


def _recipients(here: _Here, part: str, expected: Iterable[str], names: Names) -> Iterator[Problem]:
    for name in expected:
        if name not in names.recipients:
            yield here.unknown(part, name, "recipient", recipient_hint(name, names.law))


def _conditions(here: _Here, expected: Mapping[str, str], names: Names) -> Iterator[Problem]:
    for name in expected:
        kind = names.conditions.get(name)
        if kind is None:
            yield here.unknown("conditions", name, "condition of a recipient", _condition_hint(name, names))
        elif kind != "condition":
            message = f"`{name}` is a {kind}: it is shown and decides nothing, so it has no outcome"
            yield here.problem("CK385", ("expect", "conditions", name), message, "take it out", key=True)


def _condition_hint(name: str, names: Names) -> str:
    recipient = name.partition(".")[0]
    if recipient not in names.recipients:
        return f"write RECIPIENT.CONDITION, as ombudsman.O6; {recipient_hint(recipient, names.law)}"
    deciding = [one for one, kind in names.conditions.items() if kind == "condition"]
    own = [one for one in deciding if one.startswith(f"{recipient}.")]
    return f"conditions of {recipient} are {', '.join(own)}"
