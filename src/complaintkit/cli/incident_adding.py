"""`complaintkit incident add`: a new incident, asked for step by step or taken from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from complaintkit.cli.asking import NoMoreAnswers, Prompt, ask, ask_lines
from complaintkit.cli.common import case_options, case_path, load_case, show_problems
from complaintkit.cli.incident_finding import files_of
from complaintkit.cli.incident_prompts import incident_values, prompts_for
from complaintkit.problems import Problem, Refused, error, has_errors

_SCHEMA = "../schemas/incident.schema.json"


@click.command(name="add")
@click.option(
    "--from", "file", type=click.Path(path_type=Path), help="Take the incident from a YAML file instead of asking."
)
@click.option("--id", "wanted_id", metavar="ID", help="The ID (default: made from the date and the title).")
@case_options
def add_command(file: Path | None, wanted_id: str | None) -> int:
    """Add an incident: title, when, where, who, what happened.

    Enter takes what stands in brackets or leaves the answer open, ? explains, Ctrl-C leaves; nothing is written before the
    last answer. With --from, the file has the form of an incident file and is taken over as it is, comments included.
    """
    incident_id, text = _from_file(file, wanted_id) if file else _asked(wanted_id)
    _write(incident_id, text)
    click.echo(f"Written: incidents/{incident_id}.yaml")
    own = [problem for problem in load_case(None).problems if problem.file in files_of(incident_id)]
    show_problems(own)
    click.echo(f"Answer what the rules ask about it: complaintkit incident ask {incident_id}")
    return 1 if has_errors(own) else 0


def _from_file(path: Path, wanted_id: str | None) -> tuple[str, str]:
    from complaintkit.case.files import IncidentFile
    from complaintkit.case.folders import require_case
    from complaintkit.case.writing import incident_id
    from complaintkit.source.documents import read_document
    from complaintkit.source.validation import validate

    require_case(case_path())
    document, problems = read_document(path, str(path))
    incident, mistakes = validate(document, IncidentFile) if document else (None, ())
    if document is None or incident is None or problems:
        raise Refused((*problems, *mistakes))
    new_id = wanted_id or incident_id(incident.title, str(incident.when.first or ""))
    problem = _taken(new_id)
    if problem:
        raise Refused([problem])
    named = document.text.lstrip().startswith("# yaml-language-server:")
    return new_id, document.text if named else f"# yaml-language-server: $schema={_SCHEMA}\n{document.text}"


def _taken(incident_id: str) -> Problem | None:
    """Return why an ID cannot be given to a new incident, or None."""
    from complaintkit.case.folders import is_id

    if not is_id(incident_id):
        message = f"`{incident_id}` is no ID: small letters, digits and hyphens, such as meeting-2019-09-18."
        return error("incidents", "CK722", message, "give another one with --id")
    folder = case_path() / "incidents"
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    twin = next((name for name in names if name.lower() in {f"{incident_id}.yaml", f"{incident_id}.yml"}), None)
    if twin is None:
        return None
    message = (
        f"There is an incident of that ID already; it was left as it is. The new one would be `{incident_id}` too."
    )
    hint = f"give the new one another ID with --id, or change the old one: complaintkit incident edit {incident_id}"
    return error(f"incidents/{twin}", "CK722", message, hint)


def _write(incident_id: str, text: str) -> None:
    from complaintkit.source.locking import locked
    from complaintkit.source.writing import write_new

    with locked(case_path()):
        problem = _taken(incident_id)
        if problem:
            raise Refused([problem])
        (case_path() / "incidents").mkdir(exist_ok=True)
        write_new(case_path() / f"incidents/{incident_id}.yaml", text.encode())


def _asked(wanted_id: str | None) -> tuple[str, str]:
    from complaintkit.case.writing import NewIncident, incident_text

    case = load_case(None).readable()
    if wanted_id and (problem := _taken(wanted_id)):
        raise Refused([problem])
    answers: dict[str, Any] = {}
    try:
        for key, prompt in prompts_for(case, answers):
            answers[key] = ask_lines(prompt) if key == "what_happened" else ask(prompt)
        new_id = wanted_id or ask(_id_prompt(answers["title"], answers["when"]))
    except NoMoreAnswers:
        raise click.UsageError("The answers ended before the last question. Nothing was written.") from None
    return new_id, incident_text(NewIncident.model_validate(incident_values(answers)), _SCHEMA)


def _id_prompt(title: str, when: str) -> Prompt:
    from complaintkit.case.writing import incident_id

    suggested = incident_id(title, when)
    free = suggested if _taken(suggested) is None else None
    return Prompt("Which ID?", "The name of its file: small letters, digits and hyphens.", free, _free_id)


def _free_id(text: str) -> str:
    problem = _taken(text)
    if problem:
        raise ValueError(problem.message)
    return text
