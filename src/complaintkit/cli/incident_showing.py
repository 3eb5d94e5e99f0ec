"""What `incident ask` does beside the questions: silence that the register shows, and claims that no exhibit shows yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.asking import confirm
from complaintkit.cli.common import case_path, load_case
from complaintkit.cli.incident_finding import found, path_of
from complaintkit.words import counted

if TYPE_CHECKING:
    from complaintkit.case.citable import Place
    from complaintkit.case.values import Case, Incident
    from complaintkit.cli.exhibit_prompts import Shown


def propose_silences(case: Case, incident: Incident) -> None:
    """Offer to record, for each letter of the incident after which the register shows nothing, that nothing came back."""
    from complaintkit.cli.evidence_silence import told, write
    from complaintkit.evidence.silences import Look, silences

    for silence in [one for one in silences(Look(case)) if one.incident.id == incident.id]:
        click.echo("\n".join(told(silence)), err=True)
        if confirm("Record that nothing came back?"):
            write(silence)
            click.echo(f"Recorded: nothing came back to {silence.exhibit.id} until {silence.until}.")


def exhibits_of(incident: Incident) -> tuple[str, ...]:
    """Return the exhibits that an incident cites, in the order of its file."""
    from complaintkit.case.views import citations_in

    return tuple(dict.fromkeys(citation.exhibit for _, citation in citations_in(incident)))


def ask_what_shows_the_rest(incident_id: str, shown: Shown) -> None:
    """Ask for the exhibits of what the incident claims without any, where somebody wants to go through that."""
    left = _not_shown(incident_id)
    if not left or not confirm(
        f"No exhibit shows {counted(len(left), 'claim')} of this incident yet. Go through them?"
    ):
        return
    for place in left:
        support = shown.ask(f"  What shows {place.words}?")
        if support:
            _write(incident_id, place, support)


def _not_shown(incident_id: str) -> list[Place]:
    """Return what the incident claims, as it stands now, that nothing shows and nobody vouches for."""
    from complaintkit.case.citable import places_in
    from complaintkit.evidence.coverage import not_shown

    folder = load_case(None)
    incident = found(folder, incident_id)
    data = folder.documents[f"incidents/{path_of(incident_id).name}"].data
    wanted = set(not_shown(incident))
    if isinstance(data.get("what_happened"), str) and any(loc[0] == "what_happened" for loc in wanted):
        wanted.add(())  # a story in one text is shown as a whole
    return [place for place in places_in(incident, data) if place.loc in wanted]


def _write(incident_id: str, place: Place, support: dict[str, Any]) -> None:
    from complaintkit.case.linking import supported
    from complaintkit.source.editing import edit
    from complaintkit.source.locking import locked

    path = path_of(incident_id)
    with locked(case_path()):
        edit(path, lambda data: supported(data, place, support), f"incidents/{path.name}")
