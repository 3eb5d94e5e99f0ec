"""Answers that follow from what a case records: who the official is, what was sent, what came back, who complains."""

from __future__ import annotations

import pytest

from complaintkit.assessment.answers import Answer
from complaintkit.assessment.recorded import answers_of_case, answers_of_incident
from complaintkit.assessment.recorded_letters import approaches_about
from complaintkit.assessment.values import Cited, Support
from complaintkit.case.values import Case, CaseFile, Incident, Register

FILE = {
    "format": 1,
    "title": "An invented case",
    "complainant": {"label": "club", "shown_as": "the club", "kind": "organisation"},
    "respondent": {"institution": "eeas", "shown_as": "the European External Action Service"},
    "officials": {
        "deputy": {"post": "Deputy Head", "service": {"from": "2018-09-01", "to": "2021-08-31"}},
        "expert": {"post": "Expert", "category": "seconded-national-expert", "employer": "other"},
    },
}
INCIDENT = {"id": "one", "title": "Invented", "when": "2019-05-06"}
LETTER = {"on": "2019-05-06", "by": "club", "to": "the Delegation", "about": "a meeting"}
E_MAIL = {"id": "E2", "file": "E2.eml", "sha256": "a" * 64, "size": 1, "title": "An e-mail"}
REGISTER = Register.model_validate({"format": 1, "exhibits": {"E2": E_MAIL}})


def case_of(**fields) -> Case:
    return Case(CaseFile.model_validate({**FILE, **fields}), register=REGISTER)


def recorded(question: str, *approaches: dict, **incident) -> Answer:
    """Return one recorded answer for an incident with these approaches, each a change of one letter."""
    sent = [{**LETTER, **approach} for approach in approaches]
    told = Incident.model_validate({**INCIDENT, "approaches": sent, **incident})
    return {answer.question: answer for answer in answers_of_incident(case_of(), told)}[question]


def value(answer: Answer) -> str:
    return " ".join(answer.values) or answer.state


class TestOfficial:
    """Who the official is stands in case.yaml; what stands nowhere is unknown."""

    def test_only_a_label_of_case_yaml_identifies_somebody(self):
        assert value(recorded("official-identified", official="deputy")) == "yes"
        assert value(recorded("official-identified")) == "no"

    def test_category_and_employer_are_unknown_where_the_case_does_not_say(self):
        assert value(recorded("official-category", official="expert")) == "seconded-national-expert"
        assert value(recorded("official-category", official="deputy")) == "unknown"
        assert value(recorded("official-employer", official="expert")) == "other"
        assert value(recorded("official-employer")) == "unknown"

    @pytest.mark.parametrize(
        ("official", "when", "expected"),
        [
            ("deputy", "2018-09-01", "yes"),
            ("deputy", "2021-08-31", "yes"),
            ("deputy", "2018-08-31", "no"),
            ("deputy", {"from": "2021-08-01", "to": "2021-09-02"}, "no"),
            ("deputy", "unknown", "unknown"),
            ("expert", "2019-05-06", "unknown"),  # no time of service is recorded
        ],
    )
    def test_an_incident_lies_in_the_service_as_a_whole_or_not(self, official, when, expected):
        assert value(recorded("official-in-service", official=official, when=when)) == expected


class TestLetters:
    """What was sent, whether it can be shown, and what came back."""

    def test_without_letters(self):
        expected = {
            "request-made": "no",
            "request-proven": "unknown",
            "answer-asked": "unknown",
            "requester": "unknown",
        }
        expected |= {"reply-received": "unknown", "own-approach": "none"}
        assert {question: value(recorded(question)) for question in expected} == expected

    @pytest.mark.parametrize(
        ("letter", "expected", "support"),
        [
            ({"reply": {"kind": "acknowledgement", "on": "2019-05-07"}}, "received", Support.STATED),
            ({"proof_of_sending": "E2"}, "sent", Support.DOCUMENTED),
            ({"exhibit": "E2"}, "copy", Support.STATED),  # that it was sent rests on the sender's word
            ({}, "word-only", Support.STATED),
            ({"exhibit": "E2", "received": "no"}, "denied", Support.DOCUMENTED),
        ],
    )
    def test_what_shows_that_a_letter_was_sent(self, letter, expected, support):
        found = recorded("request-proven", letter)
        assert (value(found), found.support) == (expected, support)

    @pytest.mark.parametrize(
        ("letter", "expected"),
        [
            ({}, "as-addressed"),
            ({"address": "a street", "address_is": "right"}, "right"),
            ({"address_is": "other-service"}, "other-service"),
        ],
    )
    def test_to_which_address_it_went(self, letter, expected):
        assert value(recorded("request-address", letter)) == expected

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2019-05-06", "2019-05-06"),
            ("2019-05", "2019-05"),
            ("2019", "2019"),
            ({"from": "2019-05-06", "to": "2019-05-08"}, "2019-05-06 2019-05-08"),
            ("unknown", "unknown"),
        ],
    )
    def test_the_day_of_the_letter_is_that_of_the_file(self, on, expected):
        assert value(recorded("request-on", {"on": on})) == expected

    def test_a_day_that_another_source_contradicts_is_both_days(self):
        found = recorded("request-on", {"contradicted_by": [{"answer": "2019-05-10"}, {"answer": "somebody else"}]})
        assert (value(found), found.support) == ("2019-05-06 2019-05-10", Support.CONTRADICTED)

    @pytest.mark.parametrize(
        ("written", "answered", "expected"),
        [
            ("pl", "pl", "same"),
            ("en-GB", "en", "same"),
            ("pl", "en", "other"),
            ("Polish", "en", "unknown"),
            (None, "en", "unknown"),
            ("pl", None, "unknown"),
        ],
    )
    def test_whether_the_reply_is_in_the_language_of_the_letter(self, written, answered, expected):
        reply = {"kind": "full", "on": "2019-06-01", "language": answered}
        assert value(recorded("reply-language", {"language": written, "reply": reply})) == expected

    def test_silence_has_no_language(self):
        assert value(recorded("reply-language", {"language": "pl", "reply": "none"})) == "none"
        assert value(recorded("request-language", {"language": "PL"})) == "pl"

    @pytest.mark.parametrize(
        ("letters", "expected"),
        [
            (({},), "no"),
            (({}, {"reminder": True}), "yes"),
            (({"id": "a"}, {"reminder_of": "a"}), "yes"),
            (({"asks_for_answer": "yes"}, {"by": "others", "reminder": True}), "no"),  # somebody else's
        ],
    )
    def test_whether_a_reminder_was_sent(self, letters, expected):
        assert value(recorded("reminder-sent", *letters)) == expected

    def test_of_a_reply_to_a_part_it_is_known_what_it_left_open_where_that_is_said(self):
        part = {"kind": "part", "on": "2019-06-01"}
        assert value(recorded("part-left-open", {"reply": part})) == "unknown"
        assert value(recorded("part-left-open", {"reply": {**part, "leaves_open": "the rest"}})) == "yes"

    def test_the_day_of_the_reply_is_that_of_the_one_that_answers(self):
        replies = [
            {"kind": "acknowledgement", "on": "2019-05-07"},
            {"kind": "full", "on": "2019-06-01", "exhibit": "E2"},
        ]
        found = recorded("last-reply-on", {"replies": replies})
        assert (value(found), found.cited) == ("2019-06-01", (Cited("E2", None),))

    def test_the_exhibits_of_the_letters_support_the_answer(self):
        found = recorded("request-made", {"exhibit": "E2"}, {"exhibit": "E2"})
        assert (found.support, found.cited) == (Support.DOCUMENTED, (Cited("E2", None),))
        assert recorded("request-made", {}).support is Support.STATED

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [(("yes", "no"), "yes"), (("no", "no"), "no"), (("no", "unknown"), "unknown")],
    )
    def test_one_letter_that_asks_for_an_answer_is_enough(self, asked, expected):
        assert value(recorded("answer-asked", *({"asks_for_answer": one} for one in asked))) == expected

    @pytest.mark.parametrize(
        ("replies", "expected"),
        [
            (("none",), "none"),
            (("unknown",), "unknown"),
            (("full", "none"), "none"),  # the least answered letter counts
            (("full", "part"), "part"),
            (("full", "unknown"), "unknown"),
            (("none", "unknown"), "none"),  # nothing can be less
        ],
    )
    def test_what_came_back_is_that_of_the_least_answered_letter(self, replies, expected):
        sent = [{"reply": one if one in {"none", "unknown"} else {"kind": one, "on": "2019-06-01"}} for one in replies]
        assert value(recorded("reply-received", *sent)) == expected

    @pytest.mark.parametrize(
        ("approaches", "expected"),
        [
            (({},), "own"),
            (({}, {"reminder": True}), "own-with-reminder"),
            (({"by": "others"},), "others-only"),
            (({"by": "others", "reminder": True}, {}), "own"),
            (({"raises_allegation": "no"},), "none"),
        ],
    )
    def test_whose_approach_it_was(self, approaches, expected):
        assert value(recorded("own-approach", *approaches, facts={"matter": "conduct"})) == expected

    def test_a_letter_left_unanswered_raises_the_silence_itself(self):
        for matter, count in (("reply", 1), ("access", 1), ("conduct", 0)):
            sent = [{**LETTER, "raises_allegation": "no"}]
            told = Incident.model_validate({**INCIDENT, "approaches": sent, "facts": {"matter": matter}})
            assert len(approaches_about(told)) == count


class TestCase:
    """Who complains, about whom, and what is pending elsewhere."""

    @pytest.mark.parametrize(
        ("complainant", "expected"),
        [
            ({"kind": "organisation", "seat": "member-state"}, "yes"),
            ({"kind": "organisation", "seat": "third-country"}, "no"),
            ({"kind": "organisation"}, "unknown"),
            ({"kind": "person", "union_citizen": "yes", "seat": "third-country"}, "yes"),
            ({"kind": "person", "union_citizen": "no", "seat": "third-country"}, "no"),
            ({"kind": "person", "union_citizen": "no"}, "unknown"),  # may live in the Union
        ],
    )
    def test_who_may_complain(self, complainant, expected):
        made = case_of(complainant={"label": "club", "shown_as": "the club", **complainant})
        assert value(answers_of_case(made)["complainant-eligible"]) == expected

    def test_what_is_pending_elsewhere_is_unknown_until_it_is_said(self):
        assert value(answers_of_case(case_of())["before-court"]) == "unknown"
        said = answers_of_case(case_of(court={"answer": "no", "exhibits": ["E2"]}))["before-court"]
        assert (value(said), said.cited) == ("no", (Cited("E2", None),))

    @pytest.mark.parametrize(("kind", "expected"), [("union-institution", "yes"), ("member-state", "no")])
    def test_only_a_body_of_the_union_can_be_complained_about(self, kind, expected):
        made = case_of(respondent={"institution": "eeas", "shown_as": "it", "kind": kind})
        assert value(answers_of_case(made)["respondent-institution"]) == expected
