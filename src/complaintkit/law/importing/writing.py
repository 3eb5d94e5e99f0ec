"""A file of wordings as text: what an import adds to the rules, with where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from complaintkit.law.checks_wordings import digest_of
from complaintkit.law.importing.choosing import Chosen
from complaintkit.law.importing.comparing import Finding
from complaintkit.values import frozen

_TABLE = "a table stands in this article, whose layout is lost in this copy: do not quote"


@frozen
class Source:
    """The file that was imported: its name, its SHA-256, and the day of the import."""

    name: str
    sha256: str
    day: date

    def confirmed(self, chosen: Chosen) -> str:
        """Return how far the copies of an act are confirmed, as wordings say it."""
        told = "; the first day in force was given by who imported it" if chosen.first_told else ""
        return f"read by `law import` on {self.day} from {self.name} (SHA-256 {self.sha256}){told}"


def wordings_file(chosen: Chosen, findings: list[Finding], source: Source) -> str:
    """Return the text of the file of wordings that holds the findings, in their order."""
    return "\n".join((*_head(chosen, source), *(line for one in findings for line in _entry(one))))


def _head(chosen: Chosen, source: Source) -> Iterator[str]:
    title = dict(chosen.act.titles).get("en") or chosen.act.titles[0][1]
    yield f"# {' '.join(title.split())}: official wordings, language {chosen.language}, imported from a file of EUR-Lex."
    yield "# What the keys mean stands atop the other files of wordings. A consolidated text has no legal effect: authentic"
    yield "# are the wordings of the Official Journal. © European Union; reuse with attribution (Decision 2011/833/EU)."
    yield "#"
    yield f"celex: {_quoted(chosen.act.celex)}"
    yield f"version: {_quoted(chosen.version)}"
    yield f"language: {_quoted(chosen.language)}"
    yield "status: official"
    yield f"confirmed: {_quoted(source.confirmed(chosen))}"
    yield ""
    yield "wordings:"
    yield ""


def _entry(finding: Finding) -> Iterator[str]:
    text = finding.text or ""
    yield f"  - provision: {_quoted(finding.provision)}"
    yield f"    from: {finding.first}"
    if finding.last is not None:
        yield f"    to: {finding.last}"
    yield f"    digest: {_quoted(digest_of(text))}"
    if finding.table:
        yield "    quotable: false"
        yield f"    note: {_quoted(_TABLE)}"
    yield "    text: |-"
    yield from (f"      {line}" if line else "" for line in text.split("\n"))
    yield ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
