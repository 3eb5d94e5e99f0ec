"""Whether the register of exhibits agrees with itself: its words, its relations, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.case.folders import EXHIBITS_FILE
from complaintkit.case.values import Exhibit
from complaintkit.case.views import View, citations_in, typed_support
from complaintkit.case.vocabularies import WORDS, vocabularies
from complaintkit.problems import Problem, did_you_mean
from complaintkit.source.documents import Location


def words_are_known(view: View) -> Iterator[Problem]:
    """Warn of each word of the register that is in no vocabulary; it is kept as it was typed."""
    held = vocabularies()
    for exhibit in view.case.register.exhibits.values():
        for loc, vocabulary, word in _words(exhibit):
            if held[vocabulary].term(word) is None:
                message = f"`{word}` is no term for `{loc[2]}`; it is kept, but nothing that goes by terms finds it"
                yield view.doubt(EXHIBITS_FILE, loc, "CK511", message, held[vocabulary].hint(word))


def related_exhibits_exist(view: View) -> Iterator[Problem]:
    """Yield each relation to an exhibit that is not in the register, or to itself."""
    for exhibit in view.case.register.exhibits.values():
        for number, relation in enumerate(exhibit.relations):
            loc = ("exhibits", exhibit.id, "relations", number, "exhibit")
            if relation.exhibit == exhibit.id:
                message = f"{exhibit.id} cannot be {relation.kind.replace('-', ' ')} itself"
                yield view.problem(EXHIBITS_FILE, loc, "CK512", message, "give the number of the other exhibit")
            elif relation.exhibit not in view.exhibit_ids:
                hint = did_you_mean(relation.exhibit, view.exhibit_ids) or "add it first, or correct the number"
                message = f"`{relation.exhibit}`, to which {exhibit.id} is related, is not in the register"
                yield view.problem(EXHIBITS_FILE, loc, "CK512", message, hint)


def relations_do_not_turn_in_circles(view: View) -> Iterator[Problem]:
    """Yield each exhibit that would be, by way of others, the reply to itself, its own attachment, and so on."""
    exhibits = view.case.register.exhibits
    for kind in ("reply-to", "attachment-of", "translation-of", "extract-of"):
        leads = {number: _related(exhibit, kind) for number, exhibit in exhibits.items()}
        for circle in _circles(leads):
            path = " → ".join((*circle, circle[0]))
            message = f"these exhibits are {kind.replace('-', ' ')} each other in a circle: {path}"
            loc = ("exhibits", circle[0], "relations")
            yield view.problem(EXHIBITS_FILE, loc, "CK513", message, "take out the relation that is not so")


def messages_stand_once(view: View) -> Iterator[Problem]:
    """Warn of each exhibit that holds the same message as an earlier one, by the number that its sender's program gave it."""
    first: dict[str, str] = {}
    for exhibit in view.case.register.exhibits.values():
        number = exhibit.file_says.message_id if exhibit.file_says and not exhibit.withdrawn else None
        if number is None:
            continue
        if number in first:
            message = f"{exhibit.id} is the same message as {first[number]}, though the files differ"
            hint = "cite one of the two; withdraw the other with `complaintkit evidence withdraw` if nothing is in it alone"
            yield view.doubt(EXHIBITS_FILE, ("exhibits", exhibit.id), "CK534", message, hint)
        first.setdefault(number, exhibit.id)


def withdrawn_exhibits_are_not_cited(view: View) -> Iterator[Problem]:
    """Warn of each citation of an exhibit that was withdrawn: it supports nothing any more."""
    withdrawn = {number for number, exhibit in view.case.register.exhibits.items() if exhibit.withdrawn}
    for incident in view.case.incidents if withdrawn else ():
        for loc, citation in citations_in(incident):
            if citation.exhibit in withdrawn:
                place = typed_support(view, incident, loc)
                message = f"{citation.exhibit} was withdrawn, so it supports nothing any more"
                hint = "cite another exhibit, or take the citation out"
                yield view.doubt(view.file_of(incident), place, "CK514", message, hint)


EXHIBIT_CHECKS = (
    words_are_known,
    related_exhibits_exist,
    relations_do_not_turn_in_circles,
    messages_stand_once,
    withdrawn_exhibits_are_not_cited,
)


def _words(exhibit: Exhibit) -> Iterator[tuple[Location, str, str]]:
    """Yield each word that the register takes from a vocabulary: its place, the vocabulary, the word."""
    for key, vocabulary in WORDS.items():
        said = getattr(exhibit, key)
        if isinstance(said, tuple):
            yield from ((("exhibits", exhibit.id, key, number), vocabulary, word) for number, word in enumerate(said))
        elif said is not None:
            yield ("exhibits", exhibit.id, key), vocabulary, said


def _related(exhibit: Exhibit, kind: str) -> tuple[str, ...]:
    others = (relation.exhibit for relation in exhibit.relations if relation.kind == kind)
    return tuple(other for other in others if other != exhibit.id)


def _circles(leads: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield each circle once, beginning with the exhibit from which it was found; every exhibit is walked once."""
    done: set[str] = set()
    for start in leads:
        path: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            number, depth = waiting.pop()
            del path[depth:]
            if number in path:
                yield tuple(path[path.index(number) :])
            elif number not in done:
                path.append(number)
                done.add(number)
                waiting += [(other, depth + 1) for other in leads.get(number, ())]
