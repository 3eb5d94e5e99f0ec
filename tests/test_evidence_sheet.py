"""`complaintkit evidence sheet`: one page of HTML that shows everything, runs nothing, and can be read by everybody."""

from __future__ import annotations

import base64
import io
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from complaintkit.case.disclosing import disclosure_of, may_see
from complaintkit.case.reading import read_case
from complaintkit.case.spans import Span
from complaintkit.evidence.register import Description
from complaintkit.evidence.registering import Wishes, add
from complaintkit.reports.sheet import page as page_module
from complaintkit.reports.sheet.timeline import MOST_ROWS, WIDTH, Dated, time_line

Run = Callable[..., tuple[int, str, str]]
INCIDENT = """\
title: "A letter <b>was not</b> answered & more"
when: 2019-05-03
what_happened:
  - say: The letter was sent.
    exhibits: [{exhibit: E1, at: p. 1}]
  - say: Nobody else saw it.
    vouched: true
acts:
  - {on: 2019-05-04, what: An act that nothing shows}
"""


@pytest.fixture
def case(new_case: Path, tmp_path: Path) -> Path:
    """Return a case of a letter, a picture and a note of a witness, with an incident that cites the letter."""
    (tmp_path / "a letter.txt").write_text("Dear office,\nthis <script>alert(1)</script> is the letter.\n")
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "red").save(out, "PNG")
    (tmp_path / "picture.png").write_bytes(out.getvalue())
    (tmp_path / "note.txt").write_text("What the witness says.\n")
    said = {
        "a letter.txt": Description(title='Letter "of" <i>May</i>', dated="2019-05-02"),
        "picture.png": Description(title="\u202eA picture \u05d0\u05d1", dated="2019-05"),
        "note.txt": Description(title="Note of a witness", disclosure="nobody"),
    }
    each = {tmp_path / name: description for name, description in said.items()}
    _, problems = add(new_case, list(each), Wishes(each=each), "2026-11-22T10:00:00+01:00")
    assert problems == ()
    (new_case / "incidents").mkdir(exist_ok=True)
    (new_case / "incidents" / "unanswered.yaml").write_text(INCIDENT)
    return new_case


def sheet(run: Run, case: Path, *options: str) -> html.HtmlElement:
    code, _, errors = run("evidence", "sheet", "--on", "2020-10-02", *options, "--case", case)
    assert code in {0, 1}, errors
    return html.document_fromstring((case / "evidence-sheet.html").read_bytes().decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cells(row: html.HtmlElement) -> str:
    return " | ".join(words(cell) for cell in row)


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


def test_every_exhibit_stands_on_the_page_with_what_can_be_shown_of_it(run: Run, case: Path) -> None:
    page = sheet(run, case)
    cards = {card.get("id"): card for card in page.xpath("//li[contains(@class, 'card')]")}
    assert list(cards) == ["E1", "E2", "E3"]
    assert "this <script>alert(1)</script> is the letter." in cards["E1"].xpath(".//blockquote")[0].text
    (picture,) = cards["E2"].xpath(".//img")
    assert picture.get("src").startswith("data:image/jpeg;base64,")
    assert (picture.get("width"), picture.get("height")) == ("240", "160")
    assert picture.get("alt").startswith("E2, the picture, made small: ")
    assert "2019-05-02" in words(cards["E1"])


def test_the_page_says_at_its_top_that_it_is_internal_and_what_may_not_be_sent(run: Run, case: Path) -> None:
    page = sheet(run, case)
    assert words(page.xpath("//header/div")[0]).startswith("INTERNAL. This page is for the team itself. Do not send it")
    (row,) = section(page, "held-back").xpath(".//tbody/tr")
    assert cells(row) == "E3 | for nobody outside the team | the register says so | Note of a witness"


def test_what_supports_what_is_told_in_both_directions_with_the_places(run: Run, case: Path) -> None:
    page = sheet(run, case)
    by_exhibit = [cells(row) for row in section(page, "by-exhibit").xpath(".//tbody/tr")]
    assert by_exhibit[0] == "E1 | unanswered | what happened: The letter was sent. | p. 1"
    assert by_exhibit[1].startswith("E2 | Nothing cites it.")
    by_incident = [cells(row) for row in section(page, "by-incident").xpath(".//tbody/tr")]
    assert by_incident == [
        "what happened: The letter was sent. | E1 (p. 1)",
        "what happened: Nobody else saw it. | own knowledge",
        "act: 2019-05-04: An act that nothing shows | no exhibit",
    ]


def test_the_time_line_is_drawn_and_told_in_words(run: Run, case: Path) -> None:
    line = section(sheet(run, case), "time-line")
    assert [words(mark) for mark in line.xpath(".//*[local-name() = 'text'][@x][ancestor::*[local-name() = 'g']]")] == [
        "unanswered", "E2", "E1",
    ]  # fmt: skip
    assert [words(row[1]) for row in line.xpath(".//tbody/tr")] == ["E2", "E1", "incident unanswered"]
    assert "Without a date: E3." in words(line)


def test_problems_that_the_checks_and_verify_report_stand_on_the_page(run: Run, case: Path) -> None:
    letter = case / "exhibits" / "E1-a-letter.txt"
    letter.chmod(0o644)
    letter.write_text("another letter")
    (case / "exhibits" / "E3-note.txt").unlink()
    page = sheet(run, case)
    problems = words(section(page, "problems"))
    assert "CK541" in problems
    assert "CK542" in problems
    assert "this is not as it was, see the problems" in words(page.xpath("//header")[0])
    cards = {card.get("id"): words(card) for card in page.xpath("//li[contains(@class, 'card')]")}
    assert "1 problem" in cards["E1"]
    assert "Not shown: its file is missing." in cards["E3"]
    code, _, errors = run("evidence", "sheet", "--case", case)
    assert (code, "CK541" in errors) == (1, True)


def test_without_verifying_nothing_is_said_of_the_bytes(run: Run, case: Path) -> None:
    (case / "exhibits" / "E3-note.txt").unlink()
    page = sheet(run, case, "--no-verify")
    assert "read again" not in words(page)
    problems = words(section(page, "problems"))
    assert "CK542" not in problems
    assert "support nothing yet" in problems, "what check doubts stands there too"


def test_nothing_is_run_or_fetched_and_the_policy_holds_the_style(run: Run, case: Path) -> None:
    page = sheet(run, case)
    assert (
        page.xpath("//script | //link | //iframe | //object | //form | //*[@style] | //@*[starts-with(name(), 'on')]")
        == []
    )
    addresses = [*page.xpath("//@href"), *page.xpath("//@src")]
    assert all(address.startswith(("#", "data:image/jpeg;base64,")) for address in addresses)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    style = page.xpath("//style")[0].text
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style


def test_what_was_typed_is_escaped_and_set_apart(run: Run, case: Path) -> None:
    page = sheet(run, case)
    assert page.xpath("//i | //b") == []
    (title,) = page.xpath("//li[@id='E2']/h3/bdi")
    assert title.text == "\u202eA picture \u05d0\u05d1"
    incident = page.xpath("//div[@id='incident-unanswered']/h3/bdi")[0]
    assert incident.text == "A letter <b>was not</b> answered & more"


def test_a_screen_reader_finds_landmarks_headings_names_and_scopes(run: Run, case: Path) -> None:
    page = sheet(run, case)
    assert page.get("lang") == "en"
    assert [len(page.xpath(f"//{name}")) for name in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(image.get("alt") for image in page.xpath("//img"))
    assert all(cell.get("scope") for cell in page.xpath("//th"))
    assert all(table.xpath("./caption") for table in page.xpath("//table"))
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {target[1:] for target in page.xpath("//@href")} <= set(names)
    (drawing,) = page.xpath("//*[local-name() = 'svg']")
    assert (drawing.get("role"), drawing.get("aria-labelledby")) == ("img", "line-title line-words")


def colours() -> Iterator[tuple[str, str]]:
    style = (Path(page_module.__file__).parent / "style.css").read_text(encoding="utf-8")
    for rule in re.findall(r"\{([^{}]*)\}", style):
        found = dict(re.findall(r"(?<![\w-])(color|background): (#[0-9a-f]{3,6})", rule))
        if "color" in found:
            yield found["color"], found.get("background", "#f0f0ee")


def brightness(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_colour_is_legible_on_its_ground() -> None:
    """WCAG 2.2, success criterion 1.4.3: a contrast of at least 4.5 to 1."""
    for ink, ground in colours():
        dark, light = sorted((brightness(ink), brightness(ground)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


def test_the_same_case_gives_the_same_page(run: Run, case: Path) -> None:
    sheet(run, case)
    first = (case / "evidence-sheet.html").read_bytes()
    sheet(run, case)
    assert (case / "evidence-sheet.html").read_bytes() == first


def test_the_day_printed_is_that_of_the_case_unless_another_is_given(run: Run, example: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    shutil.copytree(example, copied)
    code, out, errors = run("evidence", "sheet", "--case", copied)
    assert (code, errors) == (0, "")
    assert out == f"{copied}/evidence-sheet.html  28 exhibits\n"
    assert b'<time datetime="2020-10-02">' in (copied / "evidence-sheet.html").read_bytes()


def test_for_a_recipient_only_what_it_may_see_is_shown(run: Run, example: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    shutil.copytree(example, copied)
    code, out, errors = run("evidence", "sheet", "--for", "eeas", "--case", copied)
    assert (code, errors) == (0, "")
    assert "exhibits left out: it may not see them, or nothing that is selected for it cites them" in out
    text = (copied / "evidence-sheet-eeas.html").read_text(encoding="utf-8")
    page = html.document_fromstring(text)
    shown = page.xpath("//li[contains(@class, 'card')]/@id")
    assert {"E1", "E2", "E28"} <= set(shown)
    assert "E26" not in shown, "it shows nothing that this recipient is told of"
    case = read_case(copied, None).readable()
    hidden = {one.id for one in case.register.exhibits.values() if not may_see(disclosure_of(one, case), "eeas")}
    assert {"E12", "E14"} <= hidden
    assert not hidden & set(re.findall(r"\bE\d+\b", text))
    assert page.xpath("//img | //blockquote") == []
    assert "exhibits/" not in text
    assert "INTERNAL" not in text


def test_for_a_recipient_no_name_that_is_hidden_from_it_stands_on_the_page(run: Run, case: Path) -> None:
    file = case / "case.yaml"
    person = "persons:\n  witness-1: {shown_as: a witness, kind: person, name: Zebulon Nomen}\n"
    file.write_text(re.sub(r"(?m)^persons:.*\n", "", file.read_text()) + person)
    (case / "selections").mkdir(exist_ok=True)
    chosen = "format: 1\nrecipient: eeas\nchosen: [{incident: unanswered, reason: it is the case}]\n"
    (case / "selections" / "eeas.yaml").write_text(chosen)
    incident = case / "incidents" / "unanswered.yaml"
    incident.write_text(incident.read_text().replace("The letter was sent", "The letter of Zebulon Nomen was sent"))
    assert "Zebulon Nomen" in words(sheet(run, case))
    code, _, errors = run("evidence", "sheet", "--for", "eeas", "--out", case / "out.html", "--case", case)
    assert (code, errors) == (0, "")
    text = (case / "out.html").read_text(encoding="utf-8")
    assert "Nomen" not in text
    assert "The letter of a witness was sent" in text


@pytest.mark.parametrize(
    ("options", "code"), [(("--for", "nobody-known"), "CK704"), (("--for", "olaf"), "CK702"), (("--out", "."), "CK771")]
)
def test_what_cannot_be_written_is_said(run: Run, case: Path, options: tuple[str, str], code: str) -> None:
    ended, _, errors = run("evidence", "sheet", *options, "--case", case)
    assert ended == 1
    assert code in errors


def test_nothing_but_a_sheet_is_overwritten_and_none_is_put_among_the_originals(run: Run, case: Path) -> None:
    mine = case / "mine.html"
    mine.write_text("<!DOCTYPE html>\n<p>My own page.")
    ended, _, errors = run("evidence", "sheet", "--out", mine, "--case", case)
    assert (ended, "CK771" in errors, mine.read_text()) == (1, True, "<!DOCTYPE html>\n<p>My own page.")
    ended, _, errors = run("evidence", "sheet", "--out", case / "exhibits" / "sheet.html", "--case", case)
    assert (ended, "CK770" in errors) == (1, True)
    assert not (case / "exhibits" / "sheet.html").exists()


def test_a_case_without_anything_gives_a_page_too(run: Run, new_case: Path) -> None:
    page = sheet(run, new_case)
    assert "No exhibit is registered." in words(page)
    assert "Nothing has a date yet." in words(page)


@given(st.text(max_size=60))
def test_any_text_is_escaped_and_ends_where_it_ends(text: str) -> None:
    said = str(page_module._said(text, "en"))
    (found,) = html.fragments_fromstring(said)
    assert (found.tag, list(found)) == ("bdi", [])
    assert (found.text or "").replace("\r", "\n") == page_module._clean(text).replace("\r\n", "\n").replace("\r", "\n")


SPANS = st.tuples(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 800)).map(
    lambda drawn: Span(drawn[0], date.fromordinal(drawn[0].toordinal() + drawn[1]))
)


@given(st.lists(SPANS, max_size=60), st.lists(SPANS, max_size=120))
def test_on_the_time_line_nothing_lies_on_anything_else(incidents: list[Span], exhibits: list[Span]) -> None:
    def dated(spans: list[Span], sign: str) -> list[Dated]:
        return [Dated(f"{sign}{number}", "words", span, "anchor") for number, span in enumerate(spans)]

    line = time_line(dated(incidents, "incident-"), dated(exhibits, "E"))
    if line is None:
        assert not incidents
        assert not exhibits
        return
    assert len(line.incidents) + len(line.exhibits) + line.more == len(incidents) + len(exhibits)
    for marks in (line.incidents, line.exhibits):
        assert len({mark.y for mark in marks}) <= MOST_ROWS
        rows: dict[float, list[tuple[float, float]]] = {}
        for mark in marks:
            room = len(mark.name) * 6.5
            begin = mark.name_x - room if mark.anchored == "end" else mark.x - 4
            end = mark.name_x + room if mark.anchored == "start" else mark.end + 4
            assert 0 <= begin <= end <= WIDTH
            rows.setdefault(mark.y, []).append((begin, end))
        for taken in rows.values():
            ordered = sorted(taken)
            assert all(before[1] <= after[0] for before, after in pairwise(ordered))
