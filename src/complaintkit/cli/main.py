"""The command group. A command's module is imported only when that command runs, so that `--help` stays quick."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from complaintkit import __version__
from complaintkit.cli.streams import leave, make_ready
from complaintkit.problems import Problem, Refused

COMMANDS = {
    "demo": "Copy the worked example, check it and render its letters.",
    "init": "Begin a case of your own, asked for step by step.",
    "incident": "Add, list, show, edit or remove incidents.",
    "evidence": "Register exhibits and verify that none has changed.",
    "check": "Say which provisions each incident may breach, what is missing, and who can be complained to until when.",
    "select": "Choose the incidents and provisions for one recipient.",
    "letter": "Render letters from a selection.",
    "package": "Letter, annexes, list and checksums, ready to send; verified, and logged when sent.",
    "law": "Show the wording of a provision, check the rules, run their scenarios.",
    "template": "Look through a Word template for letters, before it is used.",
    "translate": "Export, import or review translations of the case's own sentences.",
    "case": "Lock the case into one encrypted file, or unlock it.",
    "schema": "Print the JSON Schema of a file of the case, for editors.",
}
# A command reads files into values that live until it ends: to search them for garbage, every 700 new objects, finds none.
_OBJECTS_BEFORE_A_SEARCH = 200_000
# A plugin of pydantic that another package brings would be handed every file of the case; none is looked for, either.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class LazyGroup(click.Group):
    """A group that knows its commands by name and short help, and imports the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name, or None; a hyphen in a name is an underscore in its module's."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"complaintkit.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="complaintkit")
@click.option(
    "--case", "case_folder", type=click.Path(path_type=Path), help="The case folder (default: where you stand)."
)
@click.option(
    "--regulations", type=click.Path(path_type=Path), help="Your own rules folder instead of the one shipped."
)
@click.option(
    "--templates", type=click.Path(path_type=Path), help="Your own templates folder instead of the one shipped."
)
@click.pass_context
def group(ctx: click.Context, case_folder: Path | None, regulations: Path | None, templates: Path | None) -> None:
    """Complaints about the conduct of EU officials.

    Incidents are checked against the Staff Regulations, backed by exhibits, and turned into letters to the European
    Ombudsman, OLAF or the EEAS. A lawyer decides everything; the tool says what is met, what is not, and what is not known.
    """
    ctx.obj = {"case": case_folder, "regulations": regulations, "templates": templates}


def entry(arguments: list[str] | None = None) -> None:
    """Run the command line; exit code 0 done, 1 problems or refused, 2 wrong usage, 130 interrupted.

    Without arguments this is the program itself, with those it was started with; given some, it is a part of another one.
    """
    gc.set_threshold(_OBJECTS_BEFORE_A_SEARCH)
    make_ready()
    code = _run(arguments)
    if arguments is None:
        leave(code)
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    try:
        outcome = group.main(args=arguments, prog_name="complaintkit", standalone_mode=False)
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    except Refused as refusal:
        return _refused(refusal.problems)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nInterrupted. What was written before stays as it is; nothing was half-written.", err=True)
        return 130
    except BrokenPipeError:
        return _silence()
    except OSError as trouble:
        from complaintkit.cli.system import problem_of

        return _refused((problem_of(trouble),))
    return outcome if isinstance(outcome, int) else 0


def _refused(problems: tuple[Problem, ...]) -> int:
    from complaintkit.cli.common import show_problems

    show_problems(problems)
    return 1


def _silence() -> int:
    """Let go of a reader that went away (`| head`) without a message."""
    sys.stdout = None
    return 0
