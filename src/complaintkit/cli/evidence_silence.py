"""Recording that nothing came back to a letter: proposed from the register, written only when somebody confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.asking import confirm
from complaintkit.cli.common import case_path, load_case
from complaintkit.cli.evidence_reading import exhibit_in
from complaintkit.problems import Refused, error

if TYPE_CHECKING:
    from complaintkit.case.values import Approach, Case, Exhibit, Incident
    from complaintkit.evidence.silences import Silence


def record_no_reply(number: str, incident_id: str, at: str | None, *, confirmed: bool) -> int:
    """Record that nothing came back to the letter whose copy an exhibit is, once that is confirmed.

    Raises Refused where the exhibit is no letter of the incident, something came back, or the register shows what did.
    """
    from complaintkit.cli.incident_finding import found, path_of

    if at is not None:
        raise click.UsageError("--at says nothing here: --no-reply is about the letter as a whole.")
    folder = load_case(None)
    incident, case = found(folder, incident_id), folder.readable()
    silence = _silence(case, incident, exhibit_in(case.register, number), path_of(incident_id).name)
    if silence.approach.reply == "none" and silence.approach.no_reply_until == silence.until:
        click.echo(f"That nothing came back to {silence.exhibit.id} until {silence.until} is recorded already.")
        return 0
    click.echo("\n".join(told(silence)), err=True)
    if not confirmed and not confirm("Record that nothing came back?"):
        click.echo("Nothing was recorded.")
        return 1
    write(silence)
    click.echo(f"Recorded: nothing came back to {silence.exhibit.id} (reply: none, no_reply_until: {silence.until}).")
    return 0


def told(silence: Silence) -> list[str]:
    """Return what was looked at and what was found, for whoever is to confirm it."""
    from complaintkit.reports.letters_sent import dates_of

    letter = silence.approach
    return [
        f"{silence.exhibit.id} is the letter of {dates_of(letter.on)} to {letter.to}, about {letter.about}.",
        f"Nothing that came after it is in the register, which was last added to on {silence.until}.",
        "The register shows only what was put into it: ask whoever sent the letter.",
    ]


def write(silence: Silence) -> None:
    """Write it to the incident's file."""
    from complaintkit.cli.incident_finding import path_of
    from complaintkit.source.editing import edit
    from complaintkit.source.locking import locked

    def change(data: Any) -> None:
        letter = data["approaches"][silence.number]
        letter["reply"] = "none"
        letter["no_reply_until"] = silence.until.isoformat()

    with locked(case_path()):
        path = path_of(silence.incident.id)
        edit(path, change, f"incidents/{path.name}")


def _silence(case: Case, incident: Incident, exhibit: Exhibit, name: str) -> Silence:
    """Return the silence that is to be recorded; raises Refused where there is none."""
    from complaintkit.evidence.silences import Silence, looked_until

    file = f"incidents/{name}"
    letters = [
        (number, one)
        for number, one in enumerate(incident.approaches)
        if one.exhibit and one.exhibit.exhibit == exhibit.id
    ]
    if len(letters) != 1:
        which = "no letter" if not letters else "more than one letter"
        hint = f"say which letter it is: complaintkit evidence link {exhibit.id} --incident {incident.id} --approach N"
        otherwise = "write `reply: none` with the letter that is meant"
        message = f"{exhibit.id} is the copy of {which} of this incident, so there is nothing to record a silence with"
        raise Refused([error(file, "CK764", message, otherwise if letters else hint)])
    number, letter = letters[0]
    _refuse_answered(case, file, exhibit, letter)
    until = looked_until(case.register)
    if until is None:
        message = "the register does not say when it was last added to, so it cannot say up to when nothing came"
        raise Refused([error("exhibits.yaml", "CK764", message, "write `reply: none` with the letter, if you know it")])
    return Silence(incident, number, letter, exhibit, until)


def _refuse_answered(case: Case, file: str, exhibit: Exhibit, letter: Approach) -> None:
    """Raise Refused where incident or register tell of something that came back."""
    from complaintkit.evidence.silences import Look

    if letter.came_back:
        message = f"the incident tells what came back to {exhibit.id}"
        raise Refused([error(file, "CK764", message, "correct it in the file if that is wrong")])
    look = Look(case)
    later = look.after(exhibit, letter.on.last) if letter.on.last else look.answer_to(exhibit)
    if later is not None:
        message = f"the register shows {later.id} after {exhibit.id}: {later.title}"
        hint = f"record {later.id} under `reply`, or cite it where it belongs if it is no answer"
        raise Refused([error(file, "CK764", message, hint)])
