"""Tying an exhibit to a place of an incident, or taking it away: what is wanted is found first, then one file is changed.

What stands in the file already is completed and never replaced: the same exhibit without a place in it is given one, and a
letter that has a copy keeps it. Comments, order and untouched lines stay, as in every change of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from complaintkit.case.citable import ALL, Kind, Place, meant_by, paragraphs_as_text, places_in
from complaintkit.case.files import SUPPORT
from complaintkit.case.values import Citation, Incident, Supported
from complaintkit.law.values import Law
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.source.editing import on_one_line, widen
from complaintkit.values import frozen
from complaintkit.words import alternatives

Done = Literal["linked", "completed", "there already"]
_TOLD = ("what_happened", "against")
_OPTION: dict[str, str] = {"what-happened": "paragraph of what happened", "approach": "letter", "reply": "reply"}
_OPTION |= {"proof-of-sending": "letter", "fact": "answer", "act": "act", "against": "paragraph of `against`"}


@frozen
class Wanted:
    """A place as it was asked for: its kind, and what was typed for it."""

    kind: Kind
    typed: str


@frozen
class Told:
    """An incident as its file tells it: the file's name, the incident, the data in the file."""

    file: str
    incident: Incident
    data: Any

    @property
    def places(self) -> tuple[Place, ...]:
        """Return every place of the incident at which an exhibit can be cited."""
        return places_in(self.incident, self.data)


def places_wanted(told: Told, wanted: Iterable[Wanted], law: Law) -> tuple[tuple[Place, ...], tuple[Problem, ...]]:
    """Return the places that are meant, each once, and a problem for each that is none."""
    places = told.places
    found: dict[Place, None] = {}
    problems = []
    for one in wanted:
        meant = meant_by(places, one.kind, one.typed)
        if len(meant) == 1:
            found[meant[0]] = None
        else:
            problems.append(_not_meant(told, one, meant, law))
    return tuple(found), tuple(problems)


def linked(data: Any, place: Place, cited: Citation) -> Done:
    """Let a place cite an exhibit, within the data of the incident's file, and return what had to be done.

    Raises ValueError with a sentence where the place has room for one exhibit and has another one.
    """
    if place.only:
        return _only(_at(data, place), place, cited)
    shared = _shared(data, place)
    same = [one for one in (*place.cited, *shared) if one.exhibit == cited.exhibit]
    if any(cited.at in (None, one.at) for one in same):
        return "there already"
    bare = next((number for number, one in enumerate(place.cited) if one in same and one.at is None), None)
    if bare is not None:
        _at(data, place)["exhibits"][bare] = on_one_line(_typed(cited))
        return "completed"
    _append(data, place, cited)
    return "linked"


def letter_added(data: Any, letter: Mapping[str, Any]) -> None:
    """Tell of a letter that is not in the incident yet; `letter` is what its file is to hold of it."""
    written = {key: on_one_line(value) for key, value in letter.items() if value is not None}
    if not data.get("approaches"):
        data["approaches"] = [written]
    else:
        data["approaches"].append(written)


def unlinked(data: Any, place: Place, cited: Citation) -> bool:
    """Take an exhibit away from a place, at one place in it or wholly; return whether it stood there."""
    if not place.cites(cited.exhibit, cited.at):
        return False
    held = _at(data, place)
    if place.only:
        del held[place.only]
        return True
    gone = [
        number for number, one in enumerate(place.cited) if one.exhibit == cited.exhibit and cited.at in (None, one.at)
    ]
    for number in reversed(gone):
        del held["exhibits"][number]
    if not held["exhibits"] and not _would_take_over(data, place):
        del held["exhibits"]
    return True


def supported(data: Any, place: Place, support: Mapping[str, Any]) -> None:
    """Let a place that nothing shows yet be shown by what was answered: `exhibits`, or `vouched` by the complainant."""
    for typed in support.get("exhibits", ()):
        cited = Citation.model_validate(typed if isinstance(typed, Mapping) else {"exhibit": typed})
        linked(data, _as_it_stands(data, place), cited)
    if support.get("vouched"):
        held = _at(data, place)
        more = {**_taken_over(data, place), "vouched": True}
        if isinstance(held, Mapping):
            _put(held, more)
        else:
            widen(_above(data, place), place.loc[-1], _bare_name(place), more)


def _as_it_stands(data: Any, place: Place) -> Place:
    """Return a place with what it cites after an earlier change of the same file."""
    held = _at(data, place)
    typed = held.get("exhibits") if isinstance(held, Mapping) else None
    return replace(place, cited=Supported.model_validate({"exhibits": _plain(typed or [])}).exhibits)


def _plain(typed: Iterable[Any]) -> list[Any]:
    return [dict(one) if isinstance(one, Mapping) else str(one) for one in typed]


def _would_take_over(data: Any, place: Place) -> bool:
    """Tell whether a paragraph without `exhibits` would get those of the whole incident, which nobody said of it."""
    return bool(place.loc) and place.loc[0] in _TOLD and any(key in data for key in SUPPORT)


def _at(data: Any, place: Place) -> Any:
    for step in place.loc:
        data = data[step]
    return data


def _above(data: Any, place: Place) -> Any:
    return _at(data, replace(place, loc=place.loc[:-1]))


def _typed(cited: Citation) -> Any:
    return {"exhibit": cited.exhibit, "at": cited.at} if cited.at else cited.exhibit


def _only(held: Any, place: Place, cited: Citation) -> Done:
    now = place.cited[0] if place.cited else None
    if now and now.exhibit != cited.exhibit:
        raise ValueError(f"{place.words} is {now.exhibit} already")
    if now and cited.at in (None, now.at):
        return "there already"
    if now and now.at:
        raise ValueError(f"{place.words} is {now.exhibit}, {now.at} already")
    held[place.only] = on_one_line(_typed(cited))
    return "completed" if now else "linked"


def _append(data: Any, place: Place, cited: Citation) -> None:
    held, exhibits = _at(data, place), _exhibits(data, place, cited)
    if not isinstance(held, Mapping):
        more = {**_taken_over(data, place), "exhibits": exhibits}
        widen(_above(data, place), place.loc[-1], _bare_name(place), more)
    elif held.get("exhibits"):
        held["exhibits"].append(on_one_line(_typed(cited)))
    else:
        _put(held, {**_taken_over(data, place), "exhibits": on_one_line(exhibits)})


def _bare_name(place: Place) -> str:
    """Return the key under which stands what was typed without keys: a paragraph or an answer."""
    return "say" if place.loc[0] in _TOLD else "answer"


def _put(held: Any, support: Mapping[str, Any]) -> None:
    """Put support where a reader looks for it: behind the story, for a whole incident, else at the end."""
    keys = list(held)
    behind = keys.index("what_happened") + 1 if "what_happened" in held else len(keys)
    for name, value in support.items():
        if name in held:
            held[name] = value
        else:
            held.insert(behind, name, value)
            behind += 1


def _taken_over(data: Any, place: Place) -> dict[str, Any]:
    """Return what a paragraph has from the whole incident, which it keeps when it gets support of its own."""
    return {key: data[key] for key in SUPPORT if key in data and key != "exhibits"} if place.takes_over else {}


def _exhibits(data: Any, place: Place, cited: Citation) -> list[Any]:
    """Return what a paragraph has from the whole incident, and the new exhibit; the same one without a place gives way."""
    shared = [one for one in _shared(data, place) if one != Citation(exhibit=cited.exhibit)]
    return [*map(_typed, shared), _typed(cited)]


def _shared(data: Any, place: Place) -> tuple[Citation, ...]:
    """Return the exhibits that a paragraph has from the whole incident."""
    typed = _plain(data.get("exhibits") or ()) if place.takes_over else []
    return Supported.model_validate({"exhibits": typed}).exhibits


def _not_meant(told: Told, wanted: Wanted, meant: tuple[Place, ...], law: Law) -> Problem:
    file, data, places = told.file, told.data, told.places
    if meant:
        names = alternatives([place.names[0] for place in meant])
        what = _OPTION[wanted.kind]
        message = f"`{wanted.typed}` may mean several: {'; '.join(place.words for place in meant)}"
        return error(file, "CK760", message, f"name the {what} by its number: {names}")
    if wanted.kind == "fact":
        return _no_answer(file, wanted.typed, places, law)
    key = "against" if wanted.kind == "against" else "what_happened"
    as_text = paragraphs_as_text(data, key) if wanted.kind in {"what-happened", "against"} else None
    if as_text:
        message = f"`{key}` is one text of {as_text}, so that one of them cannot have exhibits of its own"
        hint = f"cite it for the whole story with `--what-happened {ALL}`, or write `{key}` as a list with `- say:`"
        return error(file, "CK760", message, hint)
    return _no_such(file, wanted, [place for place in places if place.kind == wanted.kind])


def _no_answer(file: str, typed: str, places: Iterable[Place], law: Law) -> Problem:
    answered = [place.names[0] for place in places if place.kind == "fact"]
    question = next((one for one in law.questions if one.id == typed.strip().lower()), None)
    if question is None:
        asked = [one.id for one in law.questions if not one.recorded]
        hint = did_you_mean(typed, answered) or did_you_mean(typed, asked) or _which(answered)
        return error(file, "CK760", f"the rules ask no question `{typed}`", hint)
    if question.recorded:
        message = f"`{typed}` is answered by the letters and acts of the incident, not under `facts`"
        return error(file, "CK760", message, "cite the exhibit with --approach, --reply or --act")
    message = f"`{typed}` is not answered for this incident yet, so there is nothing that an exhibit could show"
    return error(
        file, "CK760", message, "answer it first with `complaintkit incident ask`; what shows it is asked there"
    )


def _no_such(file: str, wanted: Wanted, places: list[Place]) -> Problem:
    what = _OPTION[wanted.kind]
    names = [name for place in places for name in place.names]
    hint = did_you_mean(wanted.typed, names) or _which(
        ["; ".join(f"{place.names[0]}: {place.words}" for place in places)]
    )
    missing = f"this incident has no {what} `{wanted.typed}`" if places else f"this incident has no {what}"
    return error(file, "CK760", missing, hint if places else "add it to the file first")


def _which(names: Iterable[str]) -> str | None:
    known = [name for name in names if name]
    return (
        f"there are: {', '.join(known)}" if known else "nothing is answered yet: `complaintkit incident ask` does that"
    )


def citing(places: Iterable[Place], cited: Citation) -> Iterator[Place]:
    """Yield the places that cite an exhibit themselves, at one place in it or anywhere."""
    yield from (place for place in places if place.cites(cited.exhibit, cited.at))
