"""Whatever identifies somebody is found in a text, however it is typed, broken or encoded; and nothing else is."""

from __future__ import annotations

import base64
import html
import json
import quopri
import random
from email.header import Header
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.disclosure.hidden import Hidden
from complaintkit.disclosure.matching import Search

WITNESS = Hidden("Invented Witness-One", "witness-1")
SEARCH = Search([WITNESS, Hidden("Witness-One", "witness-1", part=True)])


@pytest.mark.parametrize(
    "text",
    [
        "Invented Witness-One",
        "INVENTED WITNESS-ONE's letter",
        "invented\u00a0witness\u2011one",
        "Invented\n\t Witness-\nOne",
        "Inven-\r\nted Witness-One",
        "Inven\u00adted Wit\u200bness-One",
        "I n v e n t e d  W i t n e s s - O n e",
        "invented_witness_one.pdf",
        "Letter-InventedWitnessOne-2",
        "Ｉｎｖｅｎｔｅｄ Witness-One",
        "Invénted Wítness-One",
        "i.witness and invented.witness-one@example.org",
    ],
)
def test_a_full_name_is_found_however_it_is_typed(text: str) -> None:
    assert SEARCH.in_text(text) == {"witness-1"}


@pytest.mark.parametrize(
    "text", ["", "An invented story of one witness", "Witnesses: one", "invented", "the witness one by one"]
)
def test_what_names_nobody_is_not_found(text: str) -> None:
    assert SEARCH.in_text(text) == set()


def test_a_word_of_a_name_counts_where_it_is_written_as_a_name() -> None:
    rose = Search([Hidden("Rose", "witness-1", part=True)])
    for text in ("Ms Rose said", "ROSE", "Rose's", "rose@example.org", "letter_rose.pdf", "Rose\u2019s", "«Rose»"):
        assert rose.in_text(text) == {"witness-1"}, text
    for text in ("a rose", "he rose.", "Rosemary", "Primrose", "roses"):
        assert rose.in_text(text) == set(), text
    assert rose.in_name("letter of rose.pdf") == {"witness-1"}
    assert rose.in_name("LetterOfRose.pdf") == {"witness-1"}


def test_a_name_that_is_a_month_is_no_name_in_a_date() -> None:
    may = Search([Hidden("May", "witness-1", part=True)])
    assert may.in_text("Ms May spoke on it") == {"witness-1"}
    assert [may.in_text(text) for text in ("12 May 2019", "in May 2019", "12. May")] == [set(), set(), set()]


@pytest.mark.parametrize("name", ["王小明", "ישראלה", "محمدأمين", "สมชายดี"])
def test_scripts_that_write_words_together_are_searched_inside_words(name: str) -> None:
    assert Search([Hidden(name, "witness-1")]).in_text(f"ו{name}و") == {"witness-1"}


def test_names_of_files_are_shown_without_the_name() -> None:
    assert SEARCH.masked("annexes/Invented Witness-One.pdf") == "annexes/[a name of witness-1].pdf"
    assert SEARCH.masked("annexes/E1.pdf") == "annexes/E1.pdf"


LETTERS = st.characters(min_codepoint=0x41, max_codepoint=0x24F, categories=["L"], exclude_characters="ŉǅǈǋǲ")
CYRILLIC = st.characters(min_codepoint=0x410, max_codepoint=0x44F)
NAMES = st.one_of(*(st.text(letters, min_size=5, max_size=9) for letters in (LETTERS, CYRILLIC)))
ENCODINGS = {
    "as it is": lambda name: name,
    "upper case": str.upper,
    "lower case": str.lower,
    "percent signs": quote,
    "percent signs throughout": lambda name: "".join(f"%{byte:02x}" for byte in name.encode()),
    "entities": lambda name: "".join(f"&#{ord(one)};" for one in name),
    "entities twice": lambda name: html.escape("".join(f"&#x{ord(one):x};" for one in name)),
    "json": json.dumps,
    "quoted-printable": lambda name: quopri.encodestring(f"{name} {'and so on ' * 9}".encode()).decode(),
    "encoded words": lambda name: Header(name, "utf-8", maxlinelen=40).encode(),
    "base64": lambda name: base64.b64encode(name.encode()).decode(),
    "base64 in lines": lambda name: base64.encodebytes((f"{'y' * 45} {name} " + "x" * 90).encode()).decode(),
    "base64 for addresses": lambda name: base64.urlsafe_b64encode(f"to: {name}".encode()).decode().rstrip("="),
    "base64 of UTF-16": lambda name: base64.b64encode(name.encode("utf-16")).decode(),
    "base64 twice": lambda name: base64.b64encode(base64.b64encode(name.encode())).decode(),
    "hexadecimal": lambda name: name.encode().hex(),
    "soft hyphens": "\u00ad".join,
}


@given(NAMES, NAMES, st.sampled_from(sorted(ENCODINGS)), st.text(max_size=9), st.text(max_size=9))
def test_a_hidden_name_is_found_in_any_encoding(first: str, last: str, how: str, before: str, after: str) -> None:
    search = Search([Hidden(f"{first} {last}", "witness-1")])
    assert search.in_text(f"{before} {ENCODINGS[how](f'{first} {last}')} {after}") == {"witness-1"}


@given(NAMES, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]), st.binary(max_size=60), st.binary(max_size=60))
def test_a_hidden_name_is_found_in_bytes(name: str, encoding: str, before: bytes, after: bytes) -> None:
    search = Search([Hidden(f"Invented {name}", "witness-1")])
    assert search.in_bytes(before + f"Invented {name}".encode(encoding) + after) == {"witness-1"}


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5"])
def test_a_name_in_an_old_encoding_is_found_in_bytes(encoding: str) -> None:
    search = Search([Hidden("Выдуманный Свидетель", "witness-1")])
    assert search.in_bytes(b"\0\1\2" + "ВЫДУМАННЫЙ СВИДЕТЕЛЬ".encode(encoding) + b"\xff\0") == {"witness-1"}


def test_bytes_at_random_name_nobody() -> None:
    noise = random.Random(7).randbytes(3_000_000)
    assert Search([Hidden("Rose", "witness-1", part=True), Hidden("Zeb", "witness-2")]).in_bytes(noise) == set()
