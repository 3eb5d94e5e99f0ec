"""The wordings as shipped: what is held, for which days, and that it is what the copies read say, word for word."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from complaintkit.law.checks_held import wordings_lacking
from complaintkit.law.loading import load_law, read_rules
from complaintkit.law.lookup import english_wordings, paragraphs_of, wording_in_force
from complaintkit.law.references import parse_reference
from complaintkit.law.values import Law, Wording

COPIES = (
    Path(__file__).parents[2] / "shared" / "law"
)  # the copies of the acts that were read; not a part of the project
ACTS = {
    "staff-regulations": "",
    "conditions-of-employment": "ceos:",
    "charter": "charter:",
    "tfeu": "tfeu:",
    "ombudsman-statute": "statute:",
    "olaf-regulation": "olaf:",
    "data-protection-institutions": "data:",
    "access-to-documents": "access:",
    "periods-and-time-limits": "periods:",
}
PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4}
BEFORE_THE_UNION = date(2010, 11, 26)
OFFICIAL_FILES = sorted(
    f"{act}.{language}.yaml"
    for act, languages in {
        "access": "en", "ceos": "en", "charter": "en fr", "data": "en", "olaf": "en", "periods": "en", "sr": "en",
        "statute": "en", "tfeu": "en fr",
    }.items()
    for language in languages.split()
)  # fmt: skip


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, problems = load_law(regulations)
    assert problems == ()
    assert found is not None
    return found


@dataclass
class Copy:
    """One provision of a copy that was read: its id here, its language, its text, and the day from which it is in force."""

    id: str
    language: str
    text: str
    since: str
    defect: bool


def copies(name: str) -> Iterator[Copy]:
    """Yield the provisions of one copied act; skips where the copies are not at hand."""
    path = COPIES / f"{name}.yaml"
    if not path.is_file():
        pytest.skip("the copies of the acts are no part of the project and do not lie beside it here")
    for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["provisions"]:
        one = entry["id"].removeprefix("CEOS ").replace("Annex IX, ", "annexIX:")
        one = re.sub(r", (\w+) paragraph$", lambda match: f"/{PLACES[match[1]]}", one)
        one = re.sub(r", .*subparagraphs?$", "", one)
        defect = "DEFECT" in entry.get("note", "")
        yield Copy(ACTS[name] + one, entry["lang"], entry["text"].strip(), entry["in_force_from"], defect)


def held_of(law: Law, copy: Copy) -> list[Wording]:
    """Return the wordings of a provision and of its paragraphs that are in force now, in their order."""
    ids = [copy.id] if english_wordings(law, copy.id) else list(paragraphs_of(law, copy.id))
    found = [wording_in_force(law, one, copy.language, None) for one in ids]
    return [wording for wording in found if wording is not None]


@pytest.mark.parametrize("name", ACTS)
def test_everything_that_was_read_is_held_with_the_very_same_words(law: Law, name: str) -> None:
    for copy in copies(name):
        held = held_of(law, copy)
        words = "\n\n".join(wording.text for wording in held)
        assert words == copy.text or (len(held) == 1 and copy.text in words), copy.id
        assert all(wording.status == "official" for wording in held)
        assert not (copy.defect and any(wording.quotable for wording in held)), copy.id


@pytest.mark.parametrize("name", ACTS)
def test_nothing_is_held_for_a_day_before_its_copy_is_in_force(law: Law, name: str) -> None:
    for copy in copies(name):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", copy.since):
            continue
        for wording in held_of(law, copy):
            assert wording.valid_from is not None, copy.id
            assert wording.valid_from >= date.fromisoformat(copy.since), copy.id


def test_the_wordings_of_2004_are_those_of_the_amending_act(law: Law) -> None:
    path = COPIES / "amending-2004.yaml"
    if not path.is_file():
        pytest.skip("the copies of the acts are no part of the project and do not lie beside it here")
    entries = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["provisions"]
    in_2008 = {wording_in_force(law, one.provision, "en", date(2008, 1, 1)) for one in law.wordings}
    texts = {wording.text for wording in in_2008 if wording is not None}
    changed = [entry for entry in entries if "same words" not in entry["note"]]
    assert len(changed) == 7
    for entry in changed:
        assert entry["text"].strip() in texts, entry["id"]


def test_no_paragraph_without_number_is_held_together_with_another(law: Law) -> None:
    for wording in law.wordings:
        reference = parse_reference(wording.provision)
        assert reference is not None
        whole = not (reference.paragraph or reference.place or reference.point)
        blocks = [block for block in wording.text.split("\n\n") if not re.match(r"[—(]|[a-z]\)|shall, for", block)]
        assert not whole or len(blocks) == 1, wording.provision


def test_each_part_of_an_article_is_held_once_whole_or_by_its_paragraphs(law: Law) -> None:
    ids = {wording.provision for wording in law.wordings}
    for one in ids:
        reference = parse_reference(one)
        assert reference is not None
        if reference.place or reference.paragraph:
            assert one.partition("/")[0] not in ids if reference.place else one.partition("(")[0] not in ids


# For which days


def test_before_the_treaty_of_lisbon_neither_charter_nor_treaty_has_its_wording(law: Law) -> None:
    for wording in law.wordings:
        if wording.provision.startswith(("charter:", "tfeu:")):
            assert wording.valid_from == date(2009, 12, 1)


def test_no_wording_of_the_staff_regulations_speaks_of_the_union_before_it_did(law: Law) -> None:
    for wording in law.wordings:
        first, last = wording.valid_from or date.min, wording.valid_to or date.max
        if wording.provision.partition(":")[0] not in (
            "charter",
            "tfeu",
            "statute",
            "olaf",
            "data",
            "access",
            "periods",
        ):
            if re.search(r"\bUnion\b|Europäischen Union|l’Union", wording.text):
                assert first > BEFORE_THE_UNION, wording.provision
            if re.search("Communities|Communautés|Gemeinschaften", wording.text):
                assert last == BEFORE_THE_UNION, wording.provision


@pytest.mark.parametrize(
    ("provision", "before", "after", "change"),
    [
        ("12b(1)", "outside the Communities", "outside the Union", date(2010, 11, 27)),
        ("17a(2)", "work of the Communities", "work of the Union", date(2010, 11, 27)),
        ("22a(1)", "officials of the Communities", "officials of the Union", date(2010, 11, 27)),
        ("16/2", "inform their institution thereof. If", "using a specific form", date(2014, 1, 1)),
        ("1d(4)", "permanent", "long-term physical", date(2014, 1, 1)),
        ("annexIX:2(3)", "The institutions shall", "The appointing authority of each institution", date(2014, 1, 1)),
    ],
)
def test_an_amendment_parts_two_wordings_on_its_day(
    law: Law, provision: str, before: str, after: str, change: date
) -> None:
    old = wording_in_force(law, provision, "en", date.fromordinal(change.toordinal() - 1))
    new = wording_in_force(law, provision, "en", change)
    assert old is not None
    assert new is not None
    assert (old.celex, new.celex) == ("32004R0723", "31962R0031")
    assert before in old.text
    assert before not in new.text
    assert after in new.text


@pytest.mark.parametrize(
    ("provision", "since"),
    [
        ("12a(3)", date(2004, 5, 1)),
        ("21a(3)", date(2014, 1, 1)),
        ("19/1", date(2014, 1, 1)),
        ("1b", date(2010, 11, 27)),
        ("95(1)", date(2010, 11, 27)),
        ("24/1", date(2010, 11, 27)),
        ("ceos:2(e)", date(2010, 11, 27)),
        ("olaf:5(1)", date(2021, 1, 17)),
        ("olaf:1(4)", date(2013, 10, 1)),
        ("statute:2(3)", date(2021, 8, 5)),
        ("data:4(1)", date(2018, 12, 11)),
        ("access:2(1)", date(2001, 12, 3)),
    ],
)
def test_the_day_before_its_first_day_a_wording_is_not_held(law: Law, provision: str, since: date) -> None:
    assert wording_in_force(law, provision, "en", since) is not None
    assert wording_in_force(law, provision, "en", date.fromordinal(since.toordinal() - 1)) is None


def test_what_the_rules_use_has_no_gap_that_is_not_said(regulations: Path, law: Law) -> None:
    assert list(wordings_lacking(read_rules(regulations), law)) == []


def test_what_is_incomplete_or_has_a_slip_is_not_to_be_quoted_and_says_why(law: Law) -> None:
    shown_only = {wording.provision: wording for wording in law.wordings if not wording.quotable}
    assert set(shown_only) == {
        "1d(2)", "11/1", "22a(1)", "23/1", "annexIX:2(3)", "ceos:49(1)", "periods:2(1)", "periods:3(1)",
        "olaf:4(8)", "olaf:9(2)", "olaf:9(4)", "olaf:10(4)", "olaf:11(1)",
    }  # fmt: skip
    assert all(wording.note for wording in shown_only.values())
    quotable = "\n".join(wording.text for wording in law.wordings if wording.quotable)
    assert not re.search(r"ensuring ensure|\brivileges|teminated|timelimit|inspections\.The", quotable)


# A slip of the finger


@pytest.mark.parametrize("name", OFFICIAL_FILES)
def test_one_changed_character_in_an_official_wording_is_found(regulations: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "regulations"
    shutil.copytree(regulations, folder)
    path = folder / "wordings" / name
    text = path.read_text(encoding="utf-8")
    at = text.index("text: |-") + len("text: |-\n      ") + 3
    path.write_text(text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :], encoding="utf-8")
    found, problems = load_law(folder)
    assert found is None
    assert [problem.code for problem in problems] == ["CK310"]
    assert problems[0].file == f"regulations/wordings/{name}"


def test_every_official_file_is_among_those_tried(regulations: Path) -> None:
    official = [
        path.name
        for path in (regulations / "wordings").glob("*.yaml")
        if "\nstatus: official\n" in path.read_text(encoding="utf-8")
    ]
    assert sorted(official) == OFFICIAL_FILES


# Who adopted the acts


def test_who_adopted_each_act(law: Law) -> None:
    assert {act.id: act.adopted_by for act in law.acts} == {
        "sr": ("council",),
        "ceos": ("council",),
        "charter": ("convention",),
        "tfeu": ("member-states",),
        "statute": ("parliament",),
        "olaf": ("parliament", "council"),
        "data": ("parliament", "council"),
        "access": ("parliament", "council"),
        "periods": ("council",),
    }


# Working translations


def test_every_paragraph_assessed_or_beside_one_has_its_working_translations(law: Law) -> None:
    articles = ["11", "11a", "12", "12a", "16", "17", "17a", "19", "21", "21a", "22a", "24", "86"]
    for article in articles:
        for one in paragraphs_of(law, article):
            for language in ("fr", "de"):
                translated = wording_in_force(law, one, language, None)
                assert translated is not None, (one, language)
                assert translated.status == "working"
    for one in paragraphs_of(law, "charter:41"):
        german = wording_in_force(law, one, "de", None)
        assert german is not None
        assert german.status == "working"


def test_a_translation_has_as_many_paragraphs_and_the_numbers_of_the_english(law: Law) -> None:
    for wording in law.wordings:
        if wording.status != "working":
            continue
        english = wording_in_force(law, wording.provision, "en", wording.valid_from or date(2020, 1, 1))
        assert english is not None
        assert wording.text.count("\n\n") == english.text.count("\n\n"), wording.provision
        said, translated = (set(re.findall(r"\b\d{2,}\b", text)) for text in (english.text, wording.text))
        assert said - {"12"} <= translated, wording.provision  # the twelve months of Article 16 are written as a word
