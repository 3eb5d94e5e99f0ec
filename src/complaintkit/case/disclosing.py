"""Who may see an exhibit at the most, said or not said; who may see a name; to whom a recipient may pass things on.

Witnesses and those who were targeted are seen by nobody unless the case says otherwise, and special categories of data stay
out unless a claim needs them (docs/people.md). So an exhibit for which nothing is said is for nobody where a person tells of
themselves in it, where it comes from a person whom the case lists, where it holds such data, or where the team keeps it
confidential; the other exhibits are for the institution complained about, and for whoever may see what that one sees.
"""

from __future__ import annotations

from complaintkit.case.values import Case, Disclosure, Exhibit, Official, Person, RecipientId
from complaintkit.case.vocabularies import CONFIDENTIALITY, KIND, vocabularies

_SEES = {"everybody": None, "institution": None, "olaf": ("olaf",), "nobody": ()}
INSTITUTION = "eeas"
OFFICIAL = "official"
# Whom a recipient tells: the Ombudsman puts a complaint to the institution; OLAF may pass material on (Regulation 883/2013,
# Articles 4(4), 5(5) and 11(4)); the official may see what bears on the allegations (Staff Regulations, Annex IX, 2(2)).
ONWARD = {"ombudsman": (INSTITUTION,), "olaf": (INSTITUTION,), "eeas": (OFFICIAL,)}
_KEPT = {"confidential", "strictly-confidential"}


def disclosure_of(exhibit: Exhibit, case: Case) -> Disclosure:
    """Return who may see an exhibit at the most: as the register says, else as follows from what it is."""
    if exhibit.disclosure is not None:
        return exhibit.disclosure
    return "nobody" if _needs_care(exhibit, case) else "institution"


def may_see(disclosure: Disclosure, recipient: RecipientId) -> bool:
    """Tell whether a recipient of a complaint may see what has that setting.

    The Ombudsman puts a complaint to the institution, and the EEAS is the institution: both see what it may see. OLAF may
    also see what is for OLAF only. What is for nobody is for no recipient.
    """
    sees = _SEES[disclosure]
    return sees is None or recipient in sees


def name_shown(one: Official | Person, recipient: RecipientId) -> bool:
    """Tell whether a recipient may see somebody's name: nobody may unless the case says so."""
    return recipient in one.shown_to or may_see(one.disclosure, recipient)


def _needs_care(exhibit: Exhibit, case: Case) -> bool:
    terms = vocabularies()
    kind = terms[KIND].term(exhibit.kind)
    kept = terms[CONFIDENTIALITY].term(exhibit.confidentiality) if exhibit.confidentiality else None
    told = kind is not None and kind.witness
    return told or _from_a_person(exhibit, case) or bool(exhibit.special_categories) or bool(kept and kept.id in _KEPT)


def _from_a_person(exhibit: Exhibit, case: Case) -> bool:
    persons = case.file.persons
    named = (exhibit.made_by, exhibit.received_from)
    return any(name in persons and persons[name].kind != "organisation" for name in named if name is not None)
