"""Citations: a reference to a provision, an act, a judgment, as each language writes it. The forms are in citations.yaml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from complaintkit.languages.files import PREPARED
from complaintkit.languages.formats import long_date
from complaintkit.languages.held import held
from complaintkit.law.references import Reference, parse_reference
from complaintkit.law.values import Authority
from complaintkit.words import sentence_case

_NUMBERED = re.compile(r"(\d+)([a-z]?)")


@cache
def forms_of(language: str) -> dict[str, Any]:
    """Return the citation forms of a language; raises KeyError if there are none."""
    forms: dict[str, Any] = held(language)["citations"]
    return forms


@cache
def cited_languages() -> tuple[str, ...]:
    """Return the languages of which it is held how they cite: the 24 official ones, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in PREPARED.glob("*.json")))


@lru_cache(maxsize=4096)
def cite(reference_id: str, language: str, *, with_act: bool = True, celex: str | None = None) -> str:
    """Return a provision as the language cites it in a sentence; outside English, French and German in the nominative.

    "Article 12a(3) of the Staff Regulations", "l'article 12 bis, paragraphe 3, du statut", "Artikel 12a Absatz 3 des
    Statuts". An unnumbered paragraph is named in words, never like a numbered one where the language tells them apart. An act
    whose name is not held in the language is cited by `celex`, its number, in parentheses (without one, by its id).

    Raises:
        ValueError: the id is not written like one.
    """
    reference = parse_reference(reference_id)
    if reference is None:
        raise ValueError(f"`{reference_id}` is no id of a provision")
    forms = forms_of(language)
    whole = _annexed(_inside_article(reference, forms), reference, forms)
    return _of_act(whole, reference, forms, celex) if with_act else whole


def cite_alone(reference_id: str, language: str) -> str:
    """Return a provision as it stands in a heading or a list: without a leading "the" or "l'", with a capital letter."""
    return sentence_case(cite_bare(reference_id, language))


def cite_bare(reference_id: str, language: str, *, with_act: bool = True) -> str:
    """Return a provision as it stands in parentheses or after a colon: without a leading "the" or "l'"."""
    return cite(reference_id, language, with_act=with_act).removeprefix(forms_of(language)["leading"])


def _inside_article(reference: Reference, forms: dict[str, Any]) -> str:
    patterns, article = forms["forms"], _numbered(reference.article, forms)
    if reference.place:
        kind, place = _place(reference.place, forms)
        whole = patterns[kind].format(article=article, place=place)
    elif reference.paragraph:
        whole = patterns["paragraph"].format(article=article, paragraph=_suffixed(reference.paragraph, forms))
    else:
        whole = patterns["article"].format(article=article)
    point = forms.get("letters", {}).get(reference.point, reference.point)
    return str(patterns["point"].format(whole=whole, point=point) if reference.point else whole)


def _place(place: int, forms: dict[str, Any]) -> tuple[str, str]:
    words = forms["places"]
    return ("place", words[place - 1]) if place <= len(words) else ("place_beyond", str(place))


def _numbered(article: str, forms: dict[str, Any]) -> str:
    number, letter = _NUMBERED.fullmatch(article).groups()  # type: ignore[union-attr]
    return str(forms["articles"].get(number, number)) + str(forms["suffixes"].get(letter, letter))


def _suffixed(paragraph: str, forms: dict[str, Any]) -> str:
    number, letter = _NUMBERED.fullmatch(paragraph).groups()  # type: ignore[union-attr]
    return number + str(forms.get("paragraph_suffixes", forms["suffixes"]).get(letter, letter))


def _annexed(whole: str, reference: Reference, forms: dict[str, Any]) -> str:
    if not reference.annex:
        return whole
    patterns = forms["forms"]
    pattern = patterns["annex"] if _several(reference) else patterns.get("annex_one", patterns["annex"])
    return str(pattern.format(whole=whole, annex=reference.annex))


def _of_act(whole: str, reference: Reference, forms: dict[str, Any], celex: str | None) -> str:
    act = forms["acts"].get(reference.act)
    if act is None:
        return f"{whole} ({celex or reference.act})"
    inside = forms.get("inside_act", {})
    if "paragraph" in inside and reference.paragraph and not (reference.annex or reference.point):
        article, paragraph = _numbered(reference.article, forms), _suffixed(reference.paragraph, forms)
        return str(inside["paragraph"].format(article=article, paragraph=paragraph, act=act))
    kind = "annex" if reference.annex else "several" if _several(reference) else "one"
    return str(forms["with_act"][kind].format(whole=whole, act=act))


def _several(reference: Reference) -> bool:
    return bool(reference.place or reference.paragraph or reference.point)


@lru_cache(maxsize=4096)
def unverified_citation(reference_id: str, language: str) -> bool:
    """Tell whether the form of this citation, or the act's name in it, is one that nobody has confirmed yet."""
    reference, forms = parse_reference(reference_id), forms_of(language)
    if reference is None:
        return True
    form = "annex" if reference.annex else "unnumbered" if reference.place else "numbered"
    status = {forms["status"][form], forms["status"].get("point", "verified") if reference.point else "verified"}
    named = reference.act in forms["acts"] and reference.act not in forms["unverified_acts"]
    return status != {"verified"} or not named or _letter_not_held(reference, forms)


def _letter_not_held(reference: Reference, forms: dict[str, Any]) -> bool:
    """Tell whether the language has words of its own for the letters of articles, and none is held for this one."""
    letters = {number[-1] for number in (reference.article, reference.paragraph or "0") if number[-1].isalpha()}
    return bool(forms["suffixes"]) and not letters <= set(forms["suffixes"])


def cite_authority(authority: Authority, language: str) -> str:
    """Return a judgment or decision as the language cites it, with the ECLI only where it is held.

    "judgment of 16 May 2012, Skareby v Commission, F-42/10, EU:F:2012:64": style guide 5.9.3, without the letters ECLI.
    """
    forms = forms_of(language)
    kind = "undated" if authority.date is None else "judgment" if authority.court else "decision"
    when = long_date(authority.date, language) if authority.date else ""
    text = str(forms[kind].format(date=when, parties=_parties(authority.parties, forms), case=authority.case))
    return text + (f", {authority.ecli.removeprefix('ECLI:')}" if authority.ecli else "")


def _parties(parties: str, forms: dict[str, Any]) -> str:
    names = [forms["parties"].get(name, name) for name in parties.split(" v ")]
    return str(forms["versus"]).join(names)
