"""How quick letters are, side by side with docxtpl in one run on one machine.

Usage: python benchmarks/letters.py [RUNS]      (default 21 runs of each; the two sides of a row run in turn)

Both sides fill the same shipped template with the same values and give the file as bytes: docxtpl opens, renders and saves,
escaping turned on; ours is compiled once before. Growth compares ours with ours. Exit code 1 if something is over its limit.
"""

from __future__ import annotations

import io
import platform
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from comparing import HEAD, Row, measure
from docxtpl import DocxTemplate
from jinja2 import Environment

from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import CompiledTemplate, compile_template
from complaintkit.documents.properties import CoreProperties
from complaintkit.documents.reading_back import said_besides
from complaintkit.letters.speaking import letter_shape
from complaintkit.locations import shipped

PROPERTIES = CoreProperties("A complaint", "", "en", date(2020, 10, 2))
ORDINARY, LARGE, LARGEST = 16, 1_000, 4_000
MOST_MEGABYTES = 200


def main() -> int:
    if sys.argv[1:] == ["--peak"]:
        return _print_peak()
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    print(f"Python {platform.python_version()}, {platform.system()}; medians of {runs} runs, milliseconds\n")
    print(HEAD)
    megabytes = _peak_of_a_process()  # first: what starts a process counts among its peak on Linux, too
    over = max(measure(row, runs, milliseconds=True) for row in _rows())
    return max(over, _print_memory(megabytes))


def _rows() -> Iterator[Row]:
    data = (shipped("templates") / "ombudsman.docx").read_bytes()
    template = compile_template(data, "ombudsman.docx", letter_shape())
    ordinary, large, largest = (letter_of(incidents) for incidents in (ORDINARY, LARGE, LARGEST))
    ours, theirs = partial(template.render, properties=PROPERTIES), partial(with_docxtpl, data)
    yield Row("a letter, filled", "docxtpl", 0.1, partial(ours, ordinary), partial(theirs, ordinary))
    yield Row(
        "a letter, filled, checked, read back",
        "docxtpl",
        None,
        partial(ready, template, ordinary),
        partial(theirs, ordinary),
    )
    yield Row(f"a letter of {LARGE:,} incidents", "docxtpl", None, partial(ours, large), partial(theirs, large))
    yield Row(
        f"a letter of {LARGEST:,} incidents", f"ours of {LARGE:,}", 1.2 * LARGEST / LARGE,
        partial(ours, largest), partial(ours, large),
    )  # fmt: skip


def with_docxtpl(data: bytes, values: dict[str, Any]) -> bytes:
    """Return the letter as docxtpl makes it."""
    template = DocxTemplate(io.BytesIO(data))
    environment = Environment(autoescape=True)
    environment.filters["lines"] = "\n".join
    template.render(values, jinja_env=environment)
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def ready(template: CompiledTemplate, values: dict[str, Any]) -> bytes:
    """Return the letter as the command writes it: filled, then looked at from outside."""
    data = template.render(values, PROPERTIES)
    if check_package(data) or said_besides(data, PROPERTIES):
        raise AssertionError("the letter has faults")
    return data


def letter_of(incidents: int) -> dict[str, Any]:
    """Return the values of a letter that tells so many incidents, each in three paragraphs with an annex."""
    blocks = [block for number in range(incidents) for block in _incident(number)]
    rows = [
        [str(number + 1), f"Letter number {number} & more", "5 February 2019", "English", "2"]
        for number in range(incidents)
    ]
    table = {"title": "Table of annexes", "headers": ["No", "Annex", "Date", "Language", "Pages"], "rows": rows}
    return {
        "sender": ["The Association", "1 Street", "1000 CITY", "office@association.example"],
        "addressee": ["European Ombudsman", "1 avenue", "67001 CITY"],
        "confidential": "",
        "place_and_date": "City, 2 October 2020",
        "references": ["Our reference: 17"],
        "subject": "Complaint about conduct & silence <2019>",
        "salutation": "Dear Ombudsman,",
        "overview": [["Complained about", "an institution"], ["When", "2019"]],
        "opening": ["The Association submits this complaint."],
        "sections": [
            {"key": "facts", "title": "Facts", "blocks": blocks},
            {"key": "admissibility", "title": "Rules", "blocks": []},
        ],
        "approaches": None,
        "closing": "Yours faithfully,",
        "signature": ["The President", "for the Association"],
        "annexes": table,
        "header": "Complaint about conduct",
        "page_of": ["Page ", " of ", ""],
        "draft_mark": "",
        "names_sheet": None,
    }  # fmt: skip


def _incident(number: int) -> Iterator[dict[str, str]]:
    words = "The official answered the letter of the week before and asked who had paid for the journey of the “delegation”. "
    for at in range(3):
        yield {
            "kind": "paragraph",
            "number": str(3 * number + at + 1),
            "text": words * 2,
            "reference": f"(Annex {number + 1}, p. 2)",
            "source": "Document" if at else "",
        }


def _peak_of_a_process() -> float:
    ran = subprocess.run([sys.executable, __file__, "--peak"], check=True, capture_output=True, text=True)
    return float(ran.stdout)


def _print_memory(megabytes: float) -> int:
    over = megabytes > MOST_MEGABYTES
    print(
        f"\nPeak memory of a process that compiles the template, fills, checks and reads back a letter of {LARGEST:,}"
        f" incidents: {megabytes:.0f} MB{' OVER' if over else ''} (at most {MOST_MEGABYTES})."
    )
    return int(over)


def _print_peak() -> int:
    data = (shipped("templates") / "ombudsman.docx").read_bytes()
    ready(compile_template(data, "ombudsman.docx", letter_shape()), letter_of(LARGEST))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return 0


if __name__ == "__main__":
    sys.exit(main())
