"""`complaintkit evidence copy`: copies for sending that give nothing away, made without touching the originals."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import case_options, case_path, now, show_problems
from complaintkit.problems import Refused, has_errors

if TYPE_CHECKING:
    from complaintkit.evidence.cleaning.records import CopyMade
    from complaintkit.evidence.cleaning.redactions import Passage


@click.command(name="copy")
@click.argument("numbers", metavar="NUMBERS...", nargs=-1, required=True)
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="The folder the copies go into.")
@click.option("--redact", type=click.Path(path_type=Path), help="A YAML list of passages to be blacked out.")
@click.option("--keep-routing", is_flag=True, help="Leave in e-mails by which way they came: servers, addresses, ids.")
@click.option("--accept-changes", is_flag=True, help="Make tracked changes in documents final, as they stand.")
@click.option("--as-pictures", is_flag=True, help="Make every page of a PDF a picture: safest, no longer searchable.")
@case_options
def command(
    numbers: tuple[str, ...],
    target: Path,
    redact: Path | None,
    *,
    keep_routing: bool,
    accept_changes: bool,
    as_pictures: bool,
) -> int:
    """Make a copy for sending of each exhibit in NUMBERS, such as E12.

    What a file says about who made it, when, where and with what is taken out of the copy: positions, authors, comments,
    earlier states, the route of e-mails. The copy is read back and searched, what is left in it is listed, and its digest
    goes into the custody log and into copies.jsonl. An exhibit that cannot be cleaned is not copied, nor one of
    more than 2 GB: cleaning is done in memory and needs up to four times an exhibit's size.

    \b
    A list for --redact:
      redactions:
        - {exhibit: E12, page: 2, text: "Invented Name"}
        - {exhibit: E13, page: 1, box: [72, 100, 300, 120]}   # left, top, right, bottom
    Boxes count from the upper left corner: in points on a PDF, in pixels on a picture.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from complaintkit.evidence.cleaning.copying import copy_exhibits
    from complaintkit.evidence.cleaning.values import Choices

    choices = Choices(keep_routing=keep_routing, accept_changes=accept_changes, as_pictures=as_pictures)
    wanted = [one.strip().upper() for number in numbers for one in number.split(",") if one.strip()]
    made, problems = copy_exhibits(case_path(), wanted, target, choices, passages(redact), at=now().isoformat())
    for one in made:
        click.echo("\n".join(_said(one, target)))
    show_problems(problems)
    return 1 if has_errors(problems) else 0


def passages(path: Path | None) -> tuple[Passage, ...]:
    """Return the passages of a list for --redact; raises Refused with every mistake in it."""
    if path is None:
        return ()
    from complaintkit.evidence.cleaning.redactions import read_redactions

    passages, problems = read_redactions(path, str(path))
    if problems:
        raise Refused(problems)
    return passages


def _said(made: CopyMade, target: Path) -> Iterable[str]:
    yield f"{made.exhibit}  {target / made.file}  {made.size:,} bytes, SHA-256 {made.copy_sha256}"
    yield f"  removed  {'; '.join(made.removed) or 'nothing: nothing was found that had to go'}"
    yield f"  left     {'; '.join(made.left) or 'what is seen and read in it'}"
