"""`complaintkit schema`: the JSON Schema of a file of the case, for editors."""

from __future__ import annotations

import json

import click

_NAMES = ("case", "incident", "exhibits", "selection")


@click.command(name="schema")
@click.argument("name", type=click.Choice(_NAMES), default="case")
def command(name: str) -> None:
    r"""Print the JSON Schema of a file of the case (default: case).

    Save it beside the case and name it in a file's first line, so that an editor completes keys and marks mistakes:

    \b
        complaintkit schema incident > schemas/incident.schema.json
        # yaml-language-server: $schema=../schemas/incident.schema.json
    """
    from complaintkit.case.schemas import schema_for

    click.echo(json.dumps(schema_for(name), indent=2, ensure_ascii=False))
