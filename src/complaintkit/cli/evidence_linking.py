"""`complaintkit evidence link`: an exhibit tied to what it shows in an incident, or taken away from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from complaintkit.cli.asking import NoMoreAnswers, Prompt, ask, on_terminal
from complaintkit.cli.common import case_options, case_path, load_case, load_law, show_problems
from complaintkit.cli.evidence_reading import exhibit_in
from complaintkit.cli.evidence_values import a_text, accepting
from complaintkit.problems import Problem, Refused, error, warning

if TYPE_CHECKING:
    from complaintkit.case.citable import Place
    from complaintkit.case.linking import Told, Wanted
    from complaintkit.case.reading import CaseFolder
    from complaintkit.case.values import Citation, Exhibit
    from complaintkit.law.values import Law

NEW = "new"
_KINDS = ("fact", "act", "what-happened", "against", "approach", "proof-of-sending", "reply")


@click.command(name="link")
@click.argument("number")
@click.option("--incident", "incident_id", metavar="ID", required=True, help="The incident.")
@click.option("--fact", metavar="QUESTION", multiple=True, help="It shows the answer to this question.")
@click.option("--act", metavar="N", multiple=True, help="It shows this act: its number or its day.")
@click.option(
    "--what-happened", metavar="N", multiple=True, help="It shows this paragraph of the story, or `all` of it."
)
@click.option("--against", metavar="N", multiple=True, help="It shows this paragraph of what speaks against it.")
@click.option(
    "--approach",
    metavar="LETTER",
    multiple=True,
    help="It is the copy of this letter: id, number, day or `new`.",
)
@click.option("--proof-of-sending", metavar="LETTER", multiple=True, help="It proves that this letter was sent.")
@click.option("--reply", metavar="LETTER", multiple=True, help="It is what came back; LETTER/2 is the second reply.")
@click.option("--at", callback=accepting(a_text), help='Where in the exhibit: "p. 2", "para. 4", "00:01:30".')
@click.option(
    "--remove", is_flag=True, help="Take the citation away instead; without a place, everywhere in the incident."
)
@click.option("--no-reply", is_flag=True, help="Record that nothing came back to the letter that this exhibit is.")
@click.option("--yes", is_flag=True, help="With --no-reply: confirm it here, and do not ask.")
@case_options
def link_command(
    number: str, incident_id: str, at: str | None, *, remove: bool, no_reply: bool, yes: bool, **places: tuple[str, ...]
) -> int:
    """Say what an exhibit, such as E12, shows in an incident, and where in it that stands.

    As in: complaintkit evidence link E12 --incident meeting-2019-09-18 --fact warned-against-cooperation --at "p. 2"

    Several places may be given at once; on a terminal you choose from those there are if you give none. What cites the
    exhibit already without a place in it is completed; nothing that was typed is replaced. `complaintkit incident ask` asks
    for the same after each answer.
    """
    wanted = _wanted(places)
    if no_reply:
        if wanted or remove:
            raise click.UsageError("--no-reply stands alone: it finds the letter by its exhibit.")
        from complaintkit.cli.evidence_silence import record_no_reply

        return record_no_reply(number, incident_id, at, confirmed=yes)
    if yes:
        raise click.UsageError("--yes confirms --no-reply, and nothing else.")
    if any(one.kind == "approach" and one.typed.strip().lower() == NEW for one in wanted):
        if len(wanted) > 1 or remove:
            raise click.UsageError("--approach new stands alone: it tells of a letter that is not in the incident yet.")
        from complaintkit.cli.evidence_new_letter import tell_of_letter

        return tell_of_letter(number, incident_id, at)
    return _linked(number, incident_id, at, wanted, remove=remove)


def _wanted(places: dict[str, tuple[str, ...]]) -> list[Wanted]:
    from complaintkit.case.linking import Wanted

    return [Wanted(kind, typed) for kind in _KINDS for typed in places[kind.replace("-", "_")]]  # type: ignore[arg-type]


def _linked(number: str, incident_id: str, at: str | None, wanted: Sequence[Wanted], *, remove: bool) -> int:
    """Change the incident's file as wanted, and say what was done."""
    from complaintkit.case.values import Citation
    from complaintkit.cli.incident_finding import path_of
    from complaintkit.source.editing import edit
    from complaintkit.source.locking import locked

    law = load_law()
    if not wanted and not remove and on_terminal():
        wanted = _chosen(_told(load_case(law), incident_id))
    with locked(_a_case()):
        folder = load_case(law)
        told = _told(folder, incident_id)
        exhibit = exhibit_in(folder.readable().register, number)
        cited = Citation(exhibit=exhibit.id, at=at.strip() if at else None)
        places = _cited_places(told, wanted, law, cited) if remove else _places(told, wanted, law)
        if not remove:
            _refuse_withdrawn(exhibit)
        said: list[str] = []
        change = _unlinking if remove else _linking
        edit(path_of(incident_id), lambda data: said.extend(change(told.file, data, places, cited)), told.file)
    click.echo("\n".join(said))
    show_problems([] if remove else _doubts(told.file, cited, exhibit))
    return 0


def _told(folder: CaseFolder, incident_id: str) -> Told:
    from complaintkit.case.linking import Told
    from complaintkit.cli.incident_finding import found, path_of

    incident = found(folder, incident_id)
    file = f"incidents/{path_of(incident_id).name}"
    return Told(file, incident, folder.documents[file].data)


def _a_case() -> Any:
    from complaintkit.case.folders import require_case

    require_case(case_path())
    return case_path()


def _places(told: Told, wanted: Sequence[Wanted], law: Law) -> tuple[Place, ...]:
    """Return the places that are to cite the exhibit; raises Refused where none was said, or one that was said is none."""
    from complaintkit.case.linking import places_wanted

    if not wanted:
        offered = [place for place in told.places if place.kind in _KINDS]
        _to_what(told.file, offered)
    places, problems = places_wanted(told, wanted, law)
    if problems:
        raise Refused(problems)
    return places


def _cited_places(told: Told, wanted: Sequence[Wanted], law: Law, cited: Citation) -> tuple[Place, ...]:
    """Return the places from which the exhibit is to be taken away; raises Refused where it is not cited there."""
    from complaintkit.case.linking import citing

    meant = _places(told, wanted, law) if wanted else told.places
    there = tuple(citing(meant, cited))
    if not there:
        raise Refused([_not_there(told.file, cited, tuple(citing(told.places, cited)))])
    return there


def _to_what(file: str, places: Sequence[Place]) -> NoReturn:
    """Raise Refused with everything that the exhibit could be tied to, as it is typed."""
    lines = [f"--{place.kind} {place.names[0]}: {place.words}" for place in places]
    message = "to what in this incident the exhibit is to be tied was not said"
    raise Refused([error(file, "CK760", message, "\n      ".join(["say it with one or several of:", *lines]))])


def _chosen(told: Told) -> list[Wanted]:
    """Return what somebody at a terminal chooses from everything that an exhibit can show; nothing where answers end."""
    from complaintkit.case.linking import Wanted

    places = [place for place in told.places if place.kind in _KINDS]
    for number, place in enumerate(places, start=1):
        cites = f"  [{'; '.join(map(_shown, place.cited))}]" if place.cited else ""
        click.echo(f"{number:>3}  {place.words}{cites}", err=True)

    def accept(typed: str) -> list[Wanted]:
        numbers = typed.replace(",", " ").split()
        if not all(one.isdigit() and 0 < int(one) <= len(places) for one in numbers):
            raise ValueError(f"Write numbers from 1 to {len(places)}, with commas between them.")
        chosen = (places[int(one) - 1] for one in numbers)
        return [Wanted(place.kind, place.names[0]) for place in chosen]

    try:
        wanted: list[Wanted] = ask(Prompt("What does it show?", "Numbers, such as 2 or 2, 5.", None, accept))
    except NoMoreAnswers:
        return []
    return wanted


def _not_there(file: str, cited: Citation, elsewhere: Sequence[Place]) -> Problem:
    where = f", {cited.at}" if cited.at else ""
    places = "; ".join(place.words for place in elsewhere)
    hint = f"it is cited by: {places}" if places else f"`complaintkit evidence show {cited.exhibit}` says what cites it"
    return error(file, "CK763", f"{cited.exhibit}{where} is not cited there, so nothing was taken away", hint)


def _refuse_withdrawn(exhibit: Exhibit) -> None:
    if exhibit.withdrawn:
        message = f"{exhibit.id} was withdrawn on {exhibit.withdrawn.at}: {exhibit.withdrawn.why}"
        raise Refused([error("exhibits.yaml", "CK762", message, "it supports nothing any more; cite another exhibit")])


def _unlinking(file: str, data: Any, places: Sequence[Place], cited: Citation) -> list[str]:
    """Take the exhibit away from each place, and return what was done, a line each."""
    from complaintkit.case.linking import unlinked

    for place in places:
        unlinked(data, place, cited)
    return [f"{file}: {_shown(cited)} no longer shows {place.words}" for place in places]


def _linking(file: str, data: Any, places: Sequence[Place], cited: Citation) -> list[str]:
    """Let each place cite the exhibit, and return what was done, a line each; raises Refused where a place has another."""
    from complaintkit.case.linking import linked

    lines, problems = [], []
    for place in places:
        try:
            lines.append(f"{file}: {_SAID[linked(data, place, cited)].format(shown=_shown(cited), place=place.words)}")
        except ValueError as reason:
            hint = "if that is wrong, take it away first with --remove"
            problems.append(error(file, "CK761", f"{reason}; it was left as it is", hint))
    if problems:
        raise Refused(problems)
    return lines


def _shown(cited: Citation) -> str:
    return f"{cited.exhibit}, {cited.at}" if cited.at else cited.exhibit


_SAID = {
    "linked": "{shown} shows {place}",
    "completed": "{shown} shows {place}; the place in it was added",
    "there already": "{shown} stands there already for {place}; nothing was changed",
}


def _doubts(file: str, cited: Citation, exhibit: Exhibit) -> list[Problem]:
    """Return what is doubtful about a citation that was written all the same."""
    from complaintkit.case.pinpoints import beyond

    why = beyond(cited.at, exhibit)
    hint = f"correct the place, or `pages` of {exhibit.id} in exhibits.yaml"
    return [warning(file, "CK752", why, hint)] if why else []
