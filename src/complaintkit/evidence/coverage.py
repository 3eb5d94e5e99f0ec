"""Whether claims and exhibits belong together: claims that nothing shows, exhibits that nothing cites, places that are none.

Everything here is a doubt, never an error. Only `check` and the commands on exhibits tell of it: a case in the making is full
of claims whose exhibits are still to come. Each check looks at every claim or exhibit once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from complaintkit.case.folders import CASE_FILE, EXHIBITS_FILE
from complaintkit.case.pinpoints import beyond
from complaintkit.case.values import Case, Exhibit, Incident, Register, Supported
from complaintkit.case.views import View, citations_in, citations_in_case_file, cited_in, replies_in, typed_support
from complaintkit.evidence.dating import dated_after
from complaintkit.problems import Problem, has_errors, warning
from complaintkit.source.documents import Document, Location
from complaintkit.words import counted, some

MOST = 20  # of one kind; what goes beyond is counted
MATTER = "matter"  # how the lawyer classes the incident: nothing that an exhibit would show
_PARTS = {"attachment-of", "extract-of", "translation-of"}


def doubts_about_evidence(
    case: Case, documents: dict[str, Document], problems: Iterable[Problem] = ()
) -> tuple[Problem, ...]:
    """Return what is doubtful about claims and exhibits; `documents` are the files of the case, for the places.

    Where `problems`, which reading the case gave, has an error, what a faulty file would have said is not held against the
    others: nothing is told then that rests on the whole case.
    """
    view = View(case, documents, None, frozenset())
    checks = OF_EACH if has_errors(problems) else (*OF_EACH, *OF_THE_WHOLE)
    return tuple(problem for check in checks for problem in _at_most(check(view)))


def claims_are_shown(view: View) -> Iterator[Problem]:
    """Warn of each incident that asserts what no exhibit shows and nobody vouches for: acts, answers, paragraphs."""
    for incident in view.case.incidents:
        claims = not_shown(incident)
        if claims:
            yield _not_shown(view, incident, claims)


def not_shown(incident: Incident) -> tuple[Location, ...]:
    """Return where an incident asserts what no exhibit shows and nobody vouches for: answers, acts, paragraphs.

    A contradicted answer says so by itself, and one that is not known asserts nothing.
    """
    facts = ((("facts", question), fact) for question, fact in incident.facts.items() if question != MATTER)
    answers = [loc for loc, fact in facts if fact.answer != "unknown" and not fact.contradicted_by and _bare(fact)]
    acts = [("acts", number) for number, act in enumerate(incident.acts) if _bare(act)]
    told = [("what_happened", number) for number, one in enumerate(incident.what_happened) if _bare(one)]
    return (*answers, *acts, *told)


def exhibits_are_cited(view: View) -> Iterator[Problem]:
    """Warn of exhibits that nothing cites; what belongs to a cited one, as its attachment or its archive, is in use."""
    idle = uncited(view.case)
    if idle:
        named = some(idle, 10)
        message = f"{counted(len(idle), 'exhibit')} {'supports' if len(idle) == 1 else 'support'} nothing yet: {named}"
        hint = "say what they show with `complaintkit evidence link`; `complaintkit evidence list --uncited` lists them"
        yield _in_register(view, idle[0], "CK751", message, hint)


def uncited(case: Case) -> tuple[str, ...]:
    """Return the exhibits that nothing cites, withdrawn ones and parts of what is cited left out."""
    exhibits = case.register.exhibits
    used = cited_in(case)
    together: dict[str, set[str]] = {}
    for one in exhibits.values():
        for relation in one.relations:
            if relation.kind in _PARTS:
                together.setdefault(one.id, set()).add(relation.exhibit)
                together.setdefault(relation.exhibit, set()).add(one.id)
    waiting = list(used)
    while waiting:
        new = together.get(waiting.pop(), set()) - used
        used |= new
        waiting += new
    return tuple(number for number, one in exhibits.items() if number not in used and not one.withdrawn)


def places_lie_in_their_exhibits(view: View) -> Iterator[Problem]:
    """Warn of each citation of a page or a moment that the exhibit does not have."""
    exhibits = view.case.register.exhibits
    fits: dict[tuple[str, str], str | None] = {}
    for file, incident, loc, number, at in _cited_places(view):
        if (number, at) not in fits:
            exhibit = exhibits.get(number)
            fits[number, at] = beyond(at, exhibit) if exhibit else None
        why = fits[number, at]
        if why:
            place = typed_support(view, incident, loc) if incident else loc
            hint = f"correct the place, or `pages` of {number} in exhibits.yaml if the register is wrong"
            yield view.doubt(file, place, "CK752", why, hint)


def exhibits_are_of_the_time(view: View) -> Iterator[Problem]:
    """Warn of each exhibit that is younger than what it is cited for, unless it is of a kind that tells of it afterwards."""
    for incident in view.case.incidents:
        for loc, exhibit, message in dated_after(incident, view.case.register.exhibits):
            note = ", or a `note` with the answer" if loc[0] == "facts" else ""
            hint = f"correct one of the days; if {exhibit} only tells of it afterwards, let its `kind` say so{note}"
            yield view.doubt(view.file_of(incident), loc, "CK753", message, hint)


def answers_have_their_requests(view: View) -> Iterator[Problem]:
    """Warn of each message that answers one which is not in the register, and of replies to letters without a copy."""
    for exhibit in lost_requests(view.case.register):
        message = f"{exhibit.id} answers a message that is not in the register"
        hint = "add that message, or say with `relations: [{kind: reply-to, exhibit: ...}]` which exhibit it is"
        yield _in_register(view, exhibit.id, "CK754", message, hint)
    for incident in view.case.incidents:
        for number, approach in enumerate(incident.approaches):
            replies = [reply.exhibit for _, reply in replies_in(number, approach) if reply.exhibit]
            if replies and not (approach.exhibit or approach.proof_of_sending):
                message = (
                    f"the reply to this letter is in the register ({replies[0].exhibit}), the letter itself is not"
                )
                hint = "add the letter and cite it as its `exhibit`: the reply alone does not show what was asked"
                yield view.doubt(view.file_of(incident), ("approaches", number), "CK754", message, hint)


def lost_requests(register: Register) -> Iterator[Exhibit]:
    """Yield each message that names the one it answers, where neither that one nor a relation of the register leads on."""
    held = {
        one.file_says.message_id for one in register.exhibits.values() if one.file_says and one.file_says.message_id
    }
    for exhibit in register.exhibits.values():
        said = exhibit.file_says
        related = any(relation.kind == "reply-to" for relation in exhibit.relations)
        if said and said.in_reply_to and said.in_reply_to not in held and not related and not exhibit.withdrawn:
            yield exhibit


def messages_are_told_once(view: View) -> Iterator[Problem]:
    """Warn of each exhibit that says the same as an earlier one, to the same people, at the same time, under another id."""
    from complaintkit.evidence.twins import same_messages  # noqa: PLC0415  # only where there are messages

    for exhibit, earlier in same_messages(view.case.register):
        message = f"{exhibit} is the same message as {earlier}, by its words, its people and its time"
        hint = "cite one of the two; withdraw the other with `complaintkit evidence withdraw` if nothing is in it alone"
        yield _in_register(view, exhibit, "CK755", message, hint)


def silence_is_recorded(view: View) -> Iterator[Problem]:
    """Propose that nothing came back, where the register shows a letter and nothing after it; doubt where it shows more."""
    if not any(approach.exhibit for incident in view.case.incidents for approach in incident.approaches):
        return
    from complaintkit.evidence.silences import (  # noqa: PLC0415  # only where letters are
        Look,
        answered_all_the_same,
        letters_not_told_of,
        silences,
    )

    look = Look(view.case)
    for one in silences(look):
        message = (
            f"the register shows {one.exhibit.id}, and nothing that came after it up to {one.until}, when the register was "
            "last added to; what came back is not recorded"
        )
        command = f"complaintkit evidence link {one.exhibit.id} --incident {one.incident.id} --no-reply"
        hint = f"if nothing came back, confirm it: {command}"
        yield view.doubt(view.file_of(one.incident), ("approaches", one.number), "CK757", message, hint)
    for exhibit, until in letters_not_told_of(look):
        message = (
            f"the register shows {exhibit.id}, sent the way of letters that incidents tell of, and nothing that came "
            f"after it up to {until}, when the register was last added to; no incident tells of it"
        )
        command = f"complaintkit evidence link {exhibit.id} --incident ID --approach new"
        hint = (
            f"if it asked for an answer, tell of it with {command}, then confirm that nothing came back with --no-reply"
        )
        yield _in_register(view, exhibit.id, "CK757", message, hint)
    for found in answered_all_the_same(look):
        said = "nothing came back" if found.approach.reply == "none" else "nothing of what came back"
        message = f"the incident says {said}, and the register holds {found.by.id}, which came after {found.exhibit.id}"
        hint = f"record {found.by.id} under `reply`, or `replies`, if it answers the letter"
        yield view.doubt(view.file_of(found.incident), ("approaches", found.number), "CK756", message, hint)


OF_EACH: tuple[Callable[[View], Iterator[Problem]], ...] = (
    claims_are_shown,
    places_lie_in_their_exhibits,
    exhibits_are_of_the_time,
)
OF_THE_WHOLE: tuple[Callable[[View], Iterator[Problem]], ...] = (
    exhibits_are_cited,
    answers_have_their_requests,
    messages_are_told_once,
    silence_is_recorded,
)


def _bare(one: Supported) -> bool:
    return not (one.exhibits or one.vouched)


def _not_shown(view: View, incident: Incident, claims: tuple[Location, ...]) -> Problem:
    file, (part, name) = view.file_of(incident), claims[0]
    document = view.documents.get(file)
    at = document.place_of_key(str(name) if part == "facts" else str(part), claims[0]) if document else None
    parts = "; ".join(
        f"{word}: {some([str(n if isinstance(n, str) else n + 1) for key, n in claims if key == part])}"
        for part, word in _CLAIMED.items()
        if any(key == part for key, _ in claims)
    )
    option = (
        f"--fact {name}"
        if part == "facts"
        else f"--{str(part).replace('acts', 'act').replace('_', '-')} {int(name) + 1}"
    )
    hint = (
        f"name the exhibit that does, such as E1: complaintkit evidence link E1 --incident {incident.id} {option}; or write "
        "`vouched: true` where the complainant knows it of its own knowledge"
    )
    return warning(file, "CK750", f"no exhibit shows what is claimed here: {parts}", hint, at=at)


_CLAIMED = {"facts": "answers", "acts": "acts", "what_happened": "paragraphs"}


def _cited_places(view: View) -> Iterator[tuple[str, Incident | None, Location, str, str]]:
    """Yield each citation with a place in it: file, incident, where it stands, exhibit, place."""
    for incident in view.case.incidents:
        for loc, citation in citations_in(incident):
            if citation.at is not None:
                yield view.file_of(incident), incident, loc, citation.exhibit, citation.at
    for loc, citation in citations_in_case_file(view.case.file):
        if citation.at is not None:
            yield CASE_FILE, None, loc, citation.exhibit, citation.at


def _in_register(view: View, number: str, code: str, message: str, hint: str) -> Problem:
    document = view.documents.get(EXHIBITS_FILE)
    at = document.place_of_key(number, ("exhibits", number)) if document else None
    return warning(EXHIBITS_FILE, code, message, hint, at=at)


def _at_most(problems: Iterator[Problem]) -> Iterator[Problem]:
    """Yield the first of many warnings about exhibits, with how many more there are; those of incidents are all told."""
    told, code = 0, ""
    for problem in problems:
        of_register = problem.file == EXHIBITS_FILE
        told += of_register
        if not of_register or told <= MOST:
            yield problem
        code = problem.code if of_register else code
    if told > MOST:
        message = f"{counted(told - MOST, 'more exhibit')} of which the same is to be said"
        yield warning(EXHIBITS_FILE, code, message, "`complaintkit evidence list --threads` shows all of them")
