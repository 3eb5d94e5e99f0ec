"""An incident told on a screen: dates as they are typed, each sentence with what shows it."""

from datetime import date

import pytest

from complaintkit.assessment import assess
from complaintkit.case.reading import read_case
from complaintkit.case.spans import parse_span
from complaintkit.case.values import Incident
from complaintkit.law.loading import load_law
from complaintkit.locations import shipped
from complaintkit.reports.incidents import readable
from complaintkit.reports.letters_sent import dates_of
from complaintkit.reports.text import as_text

TOLD = {
    "id": "meeting",
    "title": "A meeting",
    "when": "2019-09-18",
    "place": "Town",
    "official": "deputy",
    "affected": ["ann", "club"],
    "known_since": "2019-09-20",
    "what_happened": [
        {"say": "The deputy came.", "exhibits": [{"exhibit": "E1", "at": "p. 2"}, "E2"]},
        {"say": "He shouted.", "source": "hearsay", "told_by": "ann", "vouched": True, "not_for": ["eeas"]},
    ],
    "acts": [{"on": "2019-09", "what": "shouted", "by": "deputy", "towards": ["ann"], "same_as": "other"}],
    "facts": {
        "listeners": {"answer": []},
        "on-duty": {"answer": True, "note": "so he said", "contradicted_by": [{"answer": "no", "exhibits": ["E2"]}]},
    },
    "approaches": [
        {
            "on": "2019-10-01",
            "by": "club",
            "to": "the Delegation",
            "about": "it",
            "how": "letter",
            "reminder": True,
            "address": "12 Street",
            "address_is": "right",
            "language": "fr",
            "asks_for_answer": "yes",
            "proof_of_sending": {"exhibit": "E4", "at": "p. 1"},
            "received": "yes",
            "replies": [
                {
                    "kind": "part",
                    "on": "2019-11-01",
                    "language": "en",
                    "leaves_open": "the second question",
                    "exhibit": "E3",
                },
                {"kind": "acknowledgement", "on": "2019-10-02", "by": "deputy", "note": "by e-mail"},
            ],
        },
        {"id": "first", "on": "2019-08-01", "by": "club", "to": "the Delegation", "about": "it", "reply": "none"},
    ],
}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2019-09-18", "2019-09-18"),
        ("2019-09", "2019-09"),
        ("2019", "2019"),
        ("0800", "0800"),
        ("unknown", "unknown"),
        ({"from": "2018-01-16", "to": "2018-01-31"}, "2018-01-16 to 2018-01-31"),
        ({"from": "2018-01", "to": "2018-03"}, "2018-01-01 to 2018-03-31"),  # three months are not the year
        ({"from": "2018", "to": "2019"}, "2018-01-01 to 2019-12-31"),
    ],
)
def test_dates_are_shown_as_they_are_typed(typed, shown):
    assert dates_of(parse_span(typed)) == shown


def test_every_part_that_is_filled_is_told_with_what_shows_it():
    assert list(readable(Incident.model_validate(TOLD))) == [
        "A meeting  (meeting)",
        "2019-09-18 · Town · official: deputy · affected: ann, club · known since 2019-09-20",
        "\nWhat happened",
        "  The deputy came. [E1 p. 2, E2]",
        "  He shouted. (hearsay, told by ann) [vouched] [not for eeas]",
        "\nActs",
        "  2019-09: shouted, by deputy, towards ann (the same act as in other)",
        "\nAnswers to the questions of the rules",
        "  listeners: nobody",
        "  on-duty: yes – so he said; contradicted: no [E2]",
        "\nApproaches to the institution, and what came back",
        "  2019-08-01: club to the Delegation, about it (first)",
        "    → nothing came back",
        "  2019-10-01: club to the Delegation, letter, about it; a reminder; asks for an answer; address: 12",
        "    Street; a right address; in fr; proof of sending [E4 p. 1]; received",
        "    → 2019-10-02: an acknowledgement, by deputy – by e-mail",
        "    → 2019-11-01: a reply to a part, in en; leaves open the second question [E3]",
    ]


def test_an_incident_of_which_little_is_known():
    incident = Incident.model_validate({"id": "x", "title": "A rumour", "when": "unknown"})
    assert list(readable(incident)) == ["A rumour  (x)", "date unknown · official: unknown"]


def test_the_letters_of_each_incident_stand_in_the_report_in_the_order_of_their_days():
    law = load_law(shipped("regulations"))[0]
    case = read_case(shipped("evidence"), law).case
    assert law is not None
    assert case is not None
    incidents = ("travel-ban-unanswered-2019", "silence-2020-02-25", "member-visit-2019-04")
    found = assess(case, law, date(2020, 10, 2), scope=incidents)
    told = as_text(found, law, case.incidents).partition("LETTERS TO THE INSTITUTION")[2].splitlines()
    beginnings = [
        line.strip()[:25] for line in told if line.startswith(("  2019", "    →", "  unknown")) or "-20" in line[:30]
    ]
    assert beginnings[:9] == [
        "member-visit-2019-04",
        "unknown: member-of-parlia",
        "→ 2019-04-03 to 2019-04-0",
        "→ 2019-04-08 to 2019-04-0",
        "travel-ban-unanswered-201",
        "2019-07-17: banned-activi",
        "→ nothing came back",
        "2019-08-06: banned-activi",
        "→ nothing came back",
    ]
    assert "LETTERS TO" not in as_text(found, law)
