"""Small pages and Formex files in the formats of EUR-Lex: what is read of them, and what is refused instead of guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.importing.choosing import Wishes
from complaintkit.law.importing.opening import LARGEST_FILE
from complaintkit.law.importing.reading import Found, read_act
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law
from complaintkit.problems import Refused

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>
<p class="reference">{celex} — {language} — 01.05.2016 — 002.001</p>
<p class="disclaimer">This text has no legal effect.</p>
<p class="title-doc-first">REGULATION (EU, Euratom) No 883/2013</p>
<p class="norm">Whereas:</p>
{body}
</body></html>
"""
HEADINGS = {
    "bg": "Член 12а", "cs": "Článek 12a", "da": "Artikel 12a", "de": "Artikel 12a", "el": "Άρθρο 12α", "en": "Article 12a",
    "es": "Artículo 12 bis", "et": "Artikkel 12a", "fi": "12 a artikla", "fr": "Article 12 bis", "ga": "Airteagal 12a",
    "hr": "Članak 12.a", "hu": "12a. cikk", "it": "Articolo 12 bis", "lt": "12a straipsnis", "lv": "12.a pants",
    "mt": "Artikolu 12a", "nl": "Artikel 12 bis", "pl": "Artykuł 12a", "pt": "Artigo 12.º-A", "ro": "Articolul 12a",
    "sk": "Článok 12a", "sl": "Člen 12a", "sv": "Artikel 12a",
}  # fmt: skip


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, _ = load_law(regulations)
    assert found is not None
    return found


def article(heading: str, *paragraphs: str) -> str:
    texts = "\n".join(f'<p class="norm">{text}</p>' for text in paragraphs)
    return f'<p class="title-article-norm">{heading}</p>\n{texts}'


def page(tmp_path: Path, *body: str, language: str = "EN", celex: str = "2013R0883") -> Path:
    path = tmp_path / "act.html"
    text = PAGE.format(body="\n".join(body), language=language, celex=celex)
    path.write_text(text, encoding="utf-8")
    return path


def texts(found: Found) -> dict[str, str]:
    return {one.provision: one.text for _, findings in found.acts for one in findings if one.text is not None}


def refused(path: Path, law: Law, wishes: Wishes | None = None) -> list[tuple[str, int | None]]:
    with pytest.raises(Refused) as refusal:
        read_act(path, law, wishes or Wishes())
    problems = [problem for problem in refusal.value.problems if problem.severity == "error"]
    assert all(problem.hint for problem in problems)
    return [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(("language", "heading"), HEADINGS.items())
def test_a_page_in_every_language(language: str, heading: str, law: Law, tmp_path: Path) -> None:
    path = page(
        tmp_path, article(heading, "1.\u00a0\u00a0One.", "Still one.", "2.\u00a0\u00a0Two."), language=language.upper()
    )
    found = read_act(path, law, Wishes())
    ((chosen, _),) = found.acts
    assert (chosen.act.id, chosen.language, chosen.first) == ("olaf", language, date(2016, 5, 1))
    assert chosen.version == "02013R0883-20160501 (EUR-Lex consolidated text of 1 May 2016)"
    assert texts(found) == {"olaf:12a(1)": "One.\n\nStill one.", "olaf:12a(2)": "Two."}


@pytest.mark.parametrize(
    ("language", "heading", "number"),
    [("DE", "Artikel 4", "(1)"), ("HU", "4. cikk", "(1)"), ("RO", "Articolul 4", "(1)"), ("EN", "Article 4", "1.")],
)
def test_numbers_of_paragraphs_in_parentheses(
    language: str, heading: str, number: str, law: Law, tmp_path: Path
) -> None:
    path = page(tmp_path, article(heading, f"{number}\u00a0\u00a0\u00a0A text."), language=language)
    assert texts(read_act(path, law, Wishes())) == {"olaf:4(1)": "A text."}


def test_paragraphs_without_numbers_are_counted_and_a_single_one_is_the_article(law: Law, tmp_path: Path) -> None:
    path = page(tmp_path, article("Article 2", "First.", "Second.", "and it goes on."), article("Article 3", "Alone."))
    assert texts(read_act(path, law, Wishes())) == {
        "olaf:2/1": "First.",
        "olaf:2/2": "Second.\n\nand it goes on.",
        "olaf:3": "Alone.",
    }


GRID = """<p class="norm">The following shall apply:</p>
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(a) </span></div>
  <div class="grid-list-column-2"><p class="norm">first
    (<a href="#E0001" id="src.E0001"><span class="superscript">1</span></a>);</p>
    <div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(i) </span></div>
    <div class="grid-list-column-2"><p class="norm">within it;</p></div></div></div></div>
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(b) </span></div>
  <div class="grid-list-column-2"><p class="norm">second.</p></div></div>"""
TABLES = """<p class="norm">The following shall apply:</p>
<table><tbody><tr><td><p class="norm">(a)</p></td><td><p class="norm">first;</p>
  <table><tr><td><p>(i)</p></td><td><p>within it;</p></td></tr></table></td></tr></tbody></table>
<table><tbody><tr><td><p class="norm">(b)</p></td><td><p class="norm">second.</p></td></tr></tbody></table>"""
INDENTED = """<p class="norm">The following shall apply:</p>
<div style="margin-left: 30pt; text-indent: -30pt"><p class="norm">(a)<span style="word-spacing: 18pt"> </span>first;</p>
  <div style="margin-left: 30pt; text-indent: -30pt"><p class="norm">(i)<span> </span>within it;</p></div></div>
<div style="margin-left: 30pt; text-indent: -30pt"><p class="norm">(b)<span> </span>second.</p></div>"""


@pytest.mark.parametrize("points", [GRID, TABLES, INDENTED])
def test_points_belong_to_their_paragraph_however_the_page_sets_them(points: str, law: Law, tmp_path: Path) -> None:
    path = page(tmp_path, '<p class="title-article-norm">Article 5</p>', points)
    expected = "The following shall apply:\n\n(a) first;\n\n(i) within it;\n\n(b) second."
    assert texts(read_act(path, law, Wishes())) == {"olaf:5": expected}


def test_what_is_no_wording_is_left_out(law: Law, tmp_path: Path) -> None:
    body = (
        '<p class="title-article-norm"><span>►M1</span> Article 6 ◄</p><p class="stitle-article-norm">The title</p>'
        '<p class="modref"><a title="32016R2030: REPLACED">▼M1</a></p>'
        '<p class="norm">►M1\u00a0A text ◄.</p><p class="norm">—————</p>'
        '<hr class="separator-short"/><p class="footnote">(1) OJ L 1.</p>'
    )
    assert texts(read_act(page(tmp_path, body), law, Wishes())) == {"olaf:6": "A text."}


def test_articles_of_annexes_carry_the_number_of_the_annex(law: Law, tmp_path: Path) -> None:
    body = (
        article("Article 1", "Main."),
        '<p class="title-annex-1">ANNEX II</p>',
        article("Article 1", "In the annex."),
        '<p class="title-annex-1">ANNEX IVa</p>',
        article("Article 1", "No id can name it."),
    )
    found = read_act(page(tmp_path, *body), law, Wishes())
    assert texts(found) == {"olaf:1": "Main.", "olaf:annexII:1": "In the annex."}
    assert [(one.code, one.severity) for one in found.warnings] == [("CK348", "warning")]
    assert "ANNEX IVa" in found.warnings[0].message


STAFF = (
    '<p class="title-doc-first">{first}</p>',
    article("Article 1", "Officials."),
    article("Article 2", "More of officials."),
    '<p class="title-annex-1">ANNEX I</p>',
    article("Article 1", "Annex of officials."),
    '<p class="title-gr-seq-level-1">{second}</p>',
    article("Article 1", "Other servants."),
    '<p class="title-annex-1">ANNEX I</p>',
    article("Article 1", "Annex of other servants."),
)
BOTH = {"1": "Officials.", "2": "More of officials.", "annexI:1": "Annex of officials.", "ceos:1": "Other servants.",
        "ceos:annexI:1": "Annex of other servants."}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "titles", "word"),
    [
        ("EN", ("STAFF REGULATIONS OF OFFICIALS OF THE EUROPEAN UNION",
                "CONDITIONS OF EMPLOYMENT OF OTHER SERVANTS OF THE EUROPEAN UNION"), "Article"),
        ("PL", ("One title", "Another title"), "Artykuł"),  # its titles are not held: told apart by order
    ],
)  # fmt: skip
def test_staff_regulations_and_conditions_of_employment_are_told_apart(
    language: str, titles: tuple[str, str], word: str, law: Law, tmp_path: Path
) -> None:
    body = "\n".join(STAFF).format(first=titles[0], second=titles[1]).replace("Article ", f"{word} ")
    path = page(tmp_path, body, language=language, celex="01962R0031")
    assert texts(read_act(path, law, Wishes())) == BOTH
    one = texts(read_act(path, law, Wishes(act="ceos")))
    assert one == {provision: text for provision, text in BOTH.items() if provision.startswith("ceos:")}


def test_a_file_with_one_of_two_acts_is_not_taken_for_the_other(law: Law, tmp_path: Path) -> None:
    path = page(tmp_path, article("Artykuł 1", "Whose?"), language="PL", celex="01962R0031")
    assert refused(path, law) == [("CK350", None)]


FORMEX = """<?xml version="1.0" encoding="UTF-8"?>
<CONS.ACT><INFO.CONSLEG CONSLEG.REF="2013R0883" START.DATE="20160501" END.DATE="99999999"/><CONS.DOC>
<BIB.INSTANCE><LG.DOC>{language}</LG.DOC></BIB.INSTANCE>
<FAM.COMP><BIB.DATA><NO.CELEX>32013R0883</NO.CELEX></BIB.DATA></FAM.COMP>
<TITLE><TI><P>Regulation</P></TI></TITLE>
<ENACTING.TERMS>{body}</ENACTING.TERMS>
<CONS.ANNEX><TITLE><TI><P>ANNEX III</P></TI></TITLE><CONTENTS>
<ARTICLE><TI.ART>{annexed}</TI.ART><ALINEA>Annexed.</ALINEA></ARTICLE></CONTENTS></CONS.ANNEX>
</CONS.DOC></CONS.ACT>
"""
BODY = """<DIVISION><TITLE><TI><P>CHAPTER I</P></TI></TITLE>
<ARTICLE IDENTIFIER="012A"><TI.ART>{heading}</TI.ART><STI.ART>Title</STI.ART>
<PARAG><NO.PARAG>1.</NO.PARAG>
<ALINEA>One <QUOT.START CODE="2018"/>word<QUOT.END CODE="2019"/><NOTE><P>A note.</P></NOTE>.</ALINEA>
<ALINEA><P>Still one:</P><LIST TYPE="alpha"><ITEM><NP><NO.P>(a)</NO.P><TXT>first;</TXT></NP></ITEM>
<ITEM><NP><NO.P>(b)</NO.P><TXT>second.</TXT></NP></ITEM></LIST></ALINEA></PARAG></ARTICLE>
<ARTICLE><TI.ART>{other}</TI.ART><ALINEA>First.</ALINEA><ALINEA>Second.</ALINEA></ARTICLE></DIVISION>"""


@pytest.mark.parametrize(
    ("language", "headings"),
    [("EN", ("Article 12a", "Article 13", "Article 1")), ("FR", ("Article 12 <HT>bis</HT>", "Article 13", "Article premier")),
     ("FI", ("12 a artikla", "13 artikla", "1 artikla")), ("PT", ("Artigo 12.º-A", "Artigo 13.º", "Artigo 1.º"))],
)  # fmt: skip
def test_a_formex_file(language: str, headings: tuple[str, str, str], law: Law, tmp_path: Path) -> None:
    heading, other, annexed = headings
    path = tmp_path / "act.xml"
    body = BODY.format(heading=heading, other=other)
    path.write_text(FORMEX.format(language=language, body=body, annexed=annexed), encoding="utf-8")
    found = read_act(path, law, Wishes())
    ((chosen, _),) = found.acts
    assert (chosen.act.id, chosen.language, chosen.first) == ("olaf", language.lower(), date(2016, 5, 1))
    assert texts(found) == {
        "olaf:12a(1)": "One ‘word’.\n\nStill one:\n\n(a) first;\n\n(b) second.",
        "olaf:13/1": "First.",
        "olaf:13/2": "Second.",
        "olaf:annexIII:1": "Annexed.",
    }


def test_a_page_of_the_official_journal_says_neither_act_nor_day(law: Law, tmp_path: Path) -> None:
    path = tmp_path / "oj.html"
    path.write_text(
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p class="oj-hd-lg">GA</p><p class="oj-hd-oj">L 253/1</p>'
        '<p class="oj-hd-date">16.7.2021</p><p class="oj-doc-ti">RIALACHÁN</p><p class="oj-ti-art">Airteagal 1</p>'
        '<p class="oj-sti-art">Ábhar</p><p class="oj-normal">1.\u00a0\u00a0\u00a0A text.</p></body></html>',
        encoding="utf-8",
    )
    assert refused(path, law) == [("CK344", None)]
    assert refused(path, law, Wishes(act="statute")) == [("CK344", None)]
    found = read_act(path, law, Wishes(act="statute", first=date(2021, 8, 5)))
    assert texts(found) == {"statute:1(1)": "A text."}
    assert found.acts[0][0].version == "OJ L 253/1, 16.7.2021"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "CK341"),
        (b" \n ", "CK341"),
        (b"%PDF-1.7\n...", "CK342"),
        (b"PK\x03\x04...", "CK342"),
        (b"Article 1\nA text.", "CK342"),
        (b"\xff\xfe<\x00h\x00", "CK343"),
        (b"<html><body><p>No act at all.</p></body></html>", "CK342"),
        (b"<letter><p>Dear Sir,</p></letter>", "CK342"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p class="ti-art">Article 1', "CK343"),
        (b"<html><body><p class=ti-art>Article 1<p class=normal>A text", "CK343"),  # not saved whole
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "CK343"),
        (b'<?xml version="1.0"?><a>&unknown;</a>', "CK343"),
        (b"<a>" * 300 + b"</a>" * 300, "CK343"),
    ],
)
def test_files_that_are_no_act(data: bytes, code: str, law: Law, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert [found for found, _ in refused(path, law)] == [code]


def test_a_file_that_is_missing_a_folder_or_huge(law: Law, tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.html", law) == [("CK341", None)]
    assert refused(tmp_path, law) == [("CK341", None)]
    huge = tmp_path / "huge.html"
    with huge.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert refused(huge, law) == [("CK341", None)]


def test_damage_is_said_with_its_line(law: Law, tmp_path: Path) -> None:
    path = page(tmp_path, article("Article 1", "A text."))
    path.write_text(path.read_text(encoding="utf-8").replace("A text.</p>", "A text.</q>"), encoding="utf-8")
    ((code, line),) = refused(path, law)
    assert (code, line) == ("CK343", 9)


@pytest.mark.parametrize(
    ("language", "heading"),
    [("FR", "Article 12a"), ("EN", "Article 12 bis"), ("BG", "Член 12a"), ("PT", "Artigo 12a"), ("EN", "Artikel 12a")],
)
def test_a_suffix_that_does_not_fit_the_language(language: str, heading: str, law: Law, tmp_path: Path) -> None:
    path = page(tmp_path, article(heading, "A text."), language=language)
    assert refused(path, law) == [("CK346", 8)]


def test_an_article_or_a_paragraph_that_stands_twice(law: Law, tmp_path: Path) -> None:
    twice = page(tmp_path, article("Article 2", "A."), article("Article 3", "B."), article("Article 2", "C."))
    assert refused(twice, law) == [("CK347", 12)]
    twice = page(tmp_path, article("Article 2", "1.\u00a0 A.", "1.\u00a0 B."))
    assert refused(twice, law) == [("CK347", 10)]


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        (Wishes(language="fr"), "CK345"),
        (Wishes(language="xx"), "CK345"),
        (Wishes(act="charter"), "CK345"),
        (Wishes(celex="32001R1049"), "CK345"),
        (Wishes(celex="883/2013"), "CK340"),
        (Wishes(last=date(2016, 4, 30)), "CK354"),
    ],
)
def test_what_contradicts_the_file(wishes: Wishes, code: str, law: Law, tmp_path: Path) -> None:
    assert refused(page(tmp_path, article("Article 2", "A.")), law, wishes)[0][0] == code


def test_an_act_that_the_rules_do_not_have_needs_a_short_name(law: Law, tmp_path: Path) -> None:
    path = page(tmp_path, article("Article 2", "A."), celex="2007L0036")
    assert refused(path, law) == [("CK349", None)]
    assert refused(path, law, Wishes(act="My Act")) == [("CK355", None)]
    assert refused(path, law, Wishes(act="annex")) == [("CK355", None)]
    found = read_act(path, law, Wishes(act="shares"))
    assert texts(found) == {"shares:2": "A."}
    assert found.acts[0][0].new_act


_LETTERS = st.text(st.characters(categories=("Lu",)), min_size=1, max_size=3)


@given(
    st.lists(st.tuples(st.integers(2, 40), st.lists(_LETTERS, min_size=1, max_size=4)), unique_by=lambda one: one[0])
)
def test_what_is_written_on_a_page_is_read_from_it(law: Law, tmp_path_factory, articles) -> None:
    body = [article(f"Article {number}", *(f"{text}." for text in said)) for number, said in articles]
    path = page(tmp_path_factory.mktemp("page"), article("Article 1", "A."), *body)
    expected = {"olaf:1": "A."}
    for number, said in articles:
        ids = [f"olaf:{number}/{place}" for place in range(1, len(said) + 1)] if len(said) > 1 else [f"olaf:{number}"]
        expected |= dict(zip(ids, (f"{text}." for text in said), strict=True))
    assert texts(read_act(path, law, Wishes())) == expected


def test_a_page_that_a_browser_wrote_as_html(law: Law, tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_text(
        "<!DOCTYPE html><HTML lang=en><HEAD><META charset=utf-8><TITLE>x</TITLE></HEAD><BODY><nav><p>Menu</p></nav>"
        '<p class="reference">02013R0883 — EN — 01.05.2016 — 002.001<hr>'
        "<p class=title-article-norm>Article 12a<p class=norm>1.&nbsp;&nbsp;One &amp; all.<br>More."
        "<script>var a = 1;</script></BODY></HTML>\n",
        encoding="utf-8",
    )
    assert texts(read_act(path, law, Wishes())) == {"olaf:12a(1)": "One & all. More."}


def test_characters_that_xhtml_names_are_read(law: Law, tmp_path: Path) -> None:
    path = page(tmp_path, article("Article 1", "1.&nbsp;&nbsp;Caf&eacute; &ndash; <span>Union</span>&rsquo;s."))
    assert texts(read_act(path, law, Wishes())) == {"olaf:1(1)": "Café – Union’s."}


def test_a_heading_without_a_number_is_left_out_and_said(law: Law, tmp_path: Path) -> None:
    found = read_act(page(tmp_path, article("Article 1", "A."), article("Sole Article", "B.")), law, Wishes())
    assert texts(found) == {"olaf:1": "A."}
    assert [(one.code, one.line) for one in found.warnings] == [("CK348", 10)]


def test_an_article_quoted_from_another_act_is_a_text_of_the_one_that_quotes_it(law: Law, tmp_path: Path) -> None:
    path = page(tmp_path, article("Article 1", "This is inserted:"), article("‘Article 12a", "Quoted.’"))
    assert set(texts(read_act(path, law, Wishes()))) == {"olaf:1/1", "olaf:1/2", "olaf:1/3"}


_WHOLE = PAGE.format(celex="2013R0883", language="EN", body=article("Article 1", "A.") + GRID).encode()


def outcome(path: Path, law: Law) -> object:
    try:
        return read_act(path, law, Wishes()).acts
    except Refused as refusal:
        return refusal.problems


_DAMAGE = st.tuples(st.integers(0, len(_WHOLE)), st.integers(0, 60), st.binary(max_size=8), st.booleans())


@given(_DAMAGE)
def test_a_damaged_page_is_refused_or_read_and_never_breaks_the_program(law: Law, tmp_path_factory, damage) -> None:
    start, length, instead, xml = damage
    data = _WHOLE[:start] + instead + _WHOLE[start + length :]
    path = tmp_path_factory.mktemp("damaged") / "act.html"
    path.write_bytes(data if xml else data.replace(b'<?xml version="1.0" encoding="UTF-8"?>', b""))
    assert outcome(path, law)
