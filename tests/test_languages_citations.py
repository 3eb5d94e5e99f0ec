"""How provisions and judgments are cited: never an unnumbered paragraph as if it had a number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.languages.catalogue import shipped_languages
from complaintkit.languages.citations import (
    cite,
    cite_alone,
    cite_authority,
    cited_languages,
    forms_of,
    unverified_citation,
)
from complaintkit.law.references import Reference
from complaintkit.law.values import Authority

RECIPIENTS = Path(__file__).parents[2] / "shared" / "recipients"
LANGUAGES = st.sampled_from(shipped_languages())
ACTS = ("sr", "ceos", "charter", "tfeu", "statute", "olaf", "data", "access", "periods")


@pytest.mark.parametrize(
    ("reference", "language", "written"),
    [
        ("12a(3)", "en", "Article 12a(3) of the Staff Regulations"),
        ("12a(3)", "fr", "l'article 12 bis, paragraphe 3, du statut"),
        ("12a(3)", "de", "Artikel 12a Absatz 3 des Statuts"),
        ("11/1", "en", "the first paragraph of Article 11 of the Staff Regulations"),
        ("11/1", "fr", "l'article 11, premier alinéa, du statut"),
        ("11/1", "de", "Artikel 11 Absatz 1 des Statuts"),
        ("12", "fr", "l'article 12 du statut"),
        ("22b", "fr", "l'article 22 ter du statut"),
        ("annexIX:2(2)", "en", "Article 2(2) of Annex IX to the Staff Regulations"),
        ("annexIX:2(2)", "de", "Artikel 2 Absatz 2 des Anhangs IX des Statuts"),
        ("charter:41(1)", "en", "Article 41(1) of the Charter of Fundamental Rights of the European Union"),
        ("charter:41(1)", "fr", "l'article 41, paragraphe 1, de la charte des droits fondamentaux de l'Union européenne"),
        ("olaf:1(4)", "fr", "l'article 1er, paragraphe 4, du règlement (UE, Euratom) n°\u00a0883/2013"),
        ("ceos:2(e)", "de",
         "Artikel 2 Buchstabe e der Beschäftigungsbedingungen für die sonstigen Bediensteten der Europäischen Union"),
    ],
)  # fmt: skip
def test_each_language_cites_in_its_own_way(reference: str, language: str, written: str) -> None:
    assert cite(reference, language) == written


def test_in_a_heading_a_citation_begins_with_a_capital_and_no_article() -> None:
    assert cite_alone("11/1", "en") == "First paragraph of Article 11 of the Staff Regulations"
    assert cite_alone("12", "fr") == "Article 12 du statut"
    assert cite_alone("12", "de") == "Artikel 12 des Statuts"


def test_without_the_act_only_the_place_in_it_is_cited() -> None:
    assert cite("statute:2(3)", "fr", with_act=False) == "l'article 2, paragraphe 3"


def test_what_is_no_id_is_refused() -> None:
    with pytest.raises(ValueError, match="no id"):
        cite("Article 11", "en")


references = st.builds(
    Reference,
    act=st.sampled_from(ACTS),
    annex=st.none() | st.sampled_from(["II", "IX"]),
    article=st.from_regex(r"[1-9][0-9]?[a-z]?", fullmatch=True),
    paragraph=st.none() | st.from_regex(r"[1-9][0-9]?[a-z]?", fullmatch=True),
    place=st.none(),
    point=st.none() | st.from_regex(r"[a-z]", fullmatch=True),
)
unnumbered = st.builds(
    Reference,
    act=st.sampled_from(ACTS),
    annex=st.none(),
    article=st.from_regex(r"[1-9][0-9]?[a-z]?", fullmatch=True),
    paragraph=st.none(),
    place=st.integers(1, 99),
    point=st.none(),
)


@given(references, LANGUAGES)
def test_every_reference_to_a_known_act_can_be_cited(reference: Reference, language: str) -> None:
    assert cite(str(reference), language)


@given(unnumbered, LANGUAGES)
def test_an_unnumbered_paragraph_never_looks_like_a_numbered_one(reference: Reference, language: str) -> None:
    written = cite(str(reference), language)
    assert f"({reference.place})" not in written
    assert "paragraphe" not in written


def test_forms_that_nobody_confirmed_are_told_apart() -> None:
    assert not unverified_citation("12a(3)", "en")
    assert unverified_citation("11/1", "en")
    assert unverified_citation("12a(3)", "fr")


def test_a_judgment_has_its_ecli_only_where_it_is_held() -> None:
    held = Authority(
        "x", "F-42/10", "Skareby v Commission", "CST", date(2012, 5, 16), "ECLI:EU:F:2012:64", "headnote", ""
    )
    bare = Authority("y", "F-77/09", "Nijs v Court of Auditors", "CST", date(2011, 1, 13), None, "headnote", "")
    assert cite_authority(held, "en") == "judgment of 16 May 2012, Skareby v Commission, F-42/10, EU:F:2012:64"
    assert cite_authority(held, "de") == "Urteil vom 16. Mai 2012, Skareby/Kommission, F-42/10, EU:F:2012:64"
    assert cite_authority(bare, "fr") == "arrêt du 13 janvier 2011, Nijs/Cour des comptes, F-77/09"


AS_CITED = {
    "bg": "член 12а, параграф 3", "cs": "čl. 12a odst. 3", "da": "artikel 12a, stk. 3", "de": "Artikel 12a Absatz 3",
    "el": "άρθρο 12α παράγραφος 3", "en": "Article 12a(3)", "es": "artículo 12 bis, apartado 3", "et": "artikli 12a lõige 3",
    "fi": "12 a artiklan 3 kohta", "fr": "l'article 12 bis, paragraphe 3", "ga": "Airteagal 12a(3)",
    "hr": "članak 12.a stavak 3.", "hu": "12a. cikk (3) bekezdés", "it": "articolo 12 bis, paragrafo 3",
    "lt": "12a straipsnio 3 dalis", "lv": "12.a panta 3. punkts", "mt": "l-Artikolu 12a(3)", "nl": "artikel 12 bis, lid 3",
    "pl": "art. 12a ust. 3", "pt": "artigo 12.º-A, n.º 3", "ro": "articolul 12a alineatul (3)", "sk": "článok 12a ods. 3",
    "sl": "člen 12a(3)", "sv": "artikel 12a.3",
}  # fmt: skip
ALL = st.sampled_from(cited_languages())


@pytest.mark.parametrize(("language", "written"), AS_CITED.items())
def test_article_12a_3_in_every_official_language(language: str, written: str) -> None:
    assert cite("12a(3)", language, with_act=False) == written


@pytest.mark.skipif(not RECIPIENTS.is_dir(), reason="the tables of conventions are not in this checkout")
def test_the_tables_of_conventions_say_the_same() -> None:
    table = yaml.safe_load((RECIPIENTS / "recipients.yaml").read_text(encoding="utf-8"))
    numbered = table["conventions"]["article_citation"]["languages"]
    unnumbered = yaml.safe_load((RECIPIENTS / "unnumbered-paragraphs.yaml").read_text(encoding="utf-8"))["forms"]
    assert set(numbered) == set(unnumbered) == set(cited_languages())
    for language in cited_languages():
        leading = forms_of(language)["leading"] if language == "fr" else ""
        assert cite("12a(3)", language, with_act=False).removeprefix(leading) == numbered[language]["cite_12a_3"]
        assert cite("11/1", language, with_act=False).removeprefix(leading) == unnumbered[language]
        verified = "verified" if numbered[language]["status"] == "verified" else "unverified"
        assert forms_of(language)["status"]["numbered"] == verified, language
        assert forms_of(language)["status"]["unnumbered"] == "unverified"


@pytest.mark.parametrize(
    ("reference", "language", "written"),
    [
        ("12a(3)", "pl", "art. 12a ust. 3 regulaminu pracowniczego"),
        ("12a(3)", "hu", "a személyzeti szabályzat 12a. cikkének (3) bekezdése"),
        ("12a(3)", "fi", "henkilöstösääntöjen 12 a artiklan 3 kohta"),
        ("12a(3)", "it", "articolo 12 bis, paragrafo 3, dello statuto"),
        ("12", "it", "articolo 12 dello statuto"),
        ("22c", "bg", "член 22в от Правилника за длъжностните лица"),
        ("11/2", "ro", "articolul 11 al doilea paragraf din Statutul funcționarilor"),
    ],
)
def test_the_other_languages_name_the_staff_regulations(reference: str, language: str, written: str) -> None:
    assert cite(reference, language) == written


def test_an_act_without_a_name_in_a_language_is_cited_by_its_number_and_none_is_invented() -> None:
    assert cite("my-act:41(1)", "pl", celex="12012P/TXT") == "art. 41 ust. 1 (12012P/TXT)"
    assert cite("charter:41(1)", "pl") == "art. 41 ust. 1 Karty praw podstawowych Unii Europejskiej"
    assert unverified_citation("charter:41(1)", "pl")
    assert cite("my-act:3a(1)", "en", celex="32007L0036") == "Article 3a(1) (32007L0036)"
    assert unverified_citation("my-act:3a(1)", "en")


def test_numbers_of_the_acts_are_never_taken_for_letters_that_a_language_does_not_have() -> None:
    assert unverified_citation("12f", "el")  # the sixth letter of the sequence is not held in Greek


@given(references | unnumbered, ALL)
def test_every_language_cites_every_kind_of_reference(reference: Reference, language: str) -> None:
    cited = cite(str(reference), language, celex="31962R0031")
    assert cited
    assert "{" not in cited
    digits = "".join(filter(str.isdigit, reference.article))
    assert digits in cited or (language, digits) == ("fr", "1")
