"""The table of annexes: every exhibit that the letter cites, by its number in this letter."""

from __future__ import annotations

from complaintkit.case.spans import Span
from complaintkit.case.values import Exhibit
from complaintkit.disclosure import LEFT_OUT
from complaintkit.languages.formats import language_name, number
from complaintkit.letters.values import AnnexFile, Table
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case


def annexes_table(writing: Writing) -> Table:
    """Return the table of annexes cited so far: number, what it is, date, language and translation, pages.

    Compose it last: it lists what the rest of the letter used.
    """
    headers = (
        writing.say("No"),
        writing.say("Annex"),
        writing.say("Date"),
        writing.say("Language"),
        writing.say("Pages"),
    )
    rows = tuple(_row(writing, annex, writing.exhibit(annex.exhibit)) for annex in annex_files(writing))
    return Table(writing.say("Table of annexes"), headers, rows)


def annex_files(writing: Writing) -> tuple[AnnexFile, ...]:
    """Return the annexes cited so far in the order of their numbers."""
    ordered = sorted(writing.used_annexes.items(), key=lambda pair: pair[1])
    files = writing.case.register.exhibits
    return tuple(
        AnnexFile(place, exhibit, files[exhibit].file if exhibit in files else "", writing.places_in(exhibit))
        for exhibit, place in ordered
    )


def _row(writing: Writing, annex: AnnexFile, exhibit: Exhibit | None) -> tuple[str, ...]:
    if exhibit is None:
        return (str(annex.number), "", "", "", "")
    if exhibit.title == LEFT_OUT:
        return (str(annex.number), writing.own(exhibit.title), "", "", "")
    return (
        str(annex.number),
        sentence_case(writing.own(exhibit.title)),
        writing.span(exhibit.dated) if isinstance(exhibit.dated, Span) else writing.say("date not known"),
        _language(writing, exhibit),
        number(exhibit.pages) if exhibit.pages else writing.say("not counted"),
    )


def _language(writing: Writing, exhibit: Exhibit) -> str:
    if exhibit.language is None:
        return writing.say("not stated")
    own = language_name(exhibit.language, writing.language)
    if not exhibit.translation_attached:
        return writing.say("{language}; no translation attached", language=own)
    attached = writing.list(language_name(code, writing.language) for code in exhibit.translation_attached)
    return writing.say("{language}; translation attached: {languages}", language=own, languages=attached)
