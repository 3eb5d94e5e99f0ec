"""What a fact typed under `facts:` answers, and how it is supported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.answers import Answer, answer_from_fact, as_values, support_of, support_of_citations
from complaintkit.assessment.values import Cited, Support
from complaintkit.case.values import Citation, Exhibit, Fact, Register, Supported

REPORT = {"id": "E1", "file": "exhibits/E1-report.pdf", "title": "A report", "kind": "report", "pages": 9}
E_MAIL = {"id": "E2", "file": "exhibits/E2-letter.eml", "title": "An e-mail", "kind": "document"}
ONE_PAGE = {"id": "E3", "file": "exhibits/E3-note.pdf", "title": "A note", "pages": 1}
PICTURE = {"id": "E4", "file": "exhibits/E4-scan", "title": "A picture", "kind": "picture"}


def exhibit(entry: dict) -> Exhibit:
    return Exhibit.model_validate({"sha256": "a" * 64, "size": 1, **entry})


REGISTER = Register(format=1, exhibits={e["id"]: exhibit(e) for e in (REPORT, E_MAIL, ONE_PAGE, PICTURE)})


def answered(question: str, **fact) -> Answer:
    return answer_from_fact(question, Fact.model_validate(fact), REGISTER)


class TestAnswer:
    """A fact becomes one answer: answered, unknown, or contradicted."""

    @pytest.mark.parametrize(
        ("typed", "values"),
        [
            (True, ("yes",)),  # what YAML reads as true
            (False, ("no",)),
            ("yes", ("yes",)),
            (3, ("3",)),
            (["dignity", "personality"], ("dignity", "personality")),
            ([], ()),
            (None, ()),
            (" in a few words ", ("in a few words",)),
        ],
    )
    def test_what_is_typed_becomes_words(self, typed, values):
        assert as_values(typed) == values

    def test_unknown_was_asked_and_is_not_known(self):
        found = answered("on-duty", answer="unknown", exhibits=["E2"])
        assert (found.state, found.values, found.support) == ("unknown", (), None)
        assert found.cited == (Cited("E2", None),)
        assert found.spoken == "unknown"

    def test_an_empty_list_is_an_answer(self):
        found = answered("listeners", answer=[], vouched=True)
        assert (found.state, found.spoken, found.support) == ("answered", "nobody", Support.STATED)

    def test_a_contradicted_answer_decides_nothing_and_names_both_sources(self):
        other = {"answer": "no", "exhibits": ["E2"]}
        found = answered("on-duty", answer="yes", exhibits=[{"exhibit": "E1", "at": "p. 2"}], contradicted_by=[other])
        assert (found.state, found.support) == ("unknown", Support.CONTRADICTED)
        assert found.spoken == "contradicted: yes against no"
        assert found.cited == (Cited("E1", "p. 2"), Cited("E2", None))

    def test_what_the_allegation_is_about_needs_no_support(self):
        assert answered("matter", answer="reply").support is None
        assert answered("on-duty", answer="yes").support is Support.NONE


class TestSupport:
    """Documented, stated, or nothing at all."""

    @pytest.mark.parametrize(
        ("exhibits", "vouched", "support"),
        [
            ([{"exhibit": "E1", "at": "p. 2"}], False, Support.DOCUMENTED),
            (["E1"], False, Support.STATED),  # nine pages, and no page is named
            (["E2"], False, Support.DOCUMENTED),  # an e-mail, by the ending of its file
            (["E3"], False, Support.DOCUMENTED),  # one page
            (["E4"], False, Support.DOCUMENTED),  # a picture, by its kind
            (["E1", "E3"], False, Support.DOCUMENTED),
            (["E9"], False, Support.NONE),  # not in the register
            (["E9"], True, Support.STATED),
            ([], True, Support.STATED),
            ([], False, Support.NONE),
        ],
    )
    def test_of_an_assertion(self, exhibits, vouched, support):
        assert support_of(Supported.model_validate({"exhibits": exhibits, "vouched": vouched}), REGISTER) is support

    @given(st.lists(st.sampled_from(["E1", "E2", "E3", "E4", "E9"])), st.booleans(), st.randoms())
    def test_the_order_of_the_exhibits_does_not_matter_and_more_never_weaken_it(self, numbers, vouched, random):
        order = (Support.NONE, Support.STATED, Support.DOCUMENTED)
        citations = [Citation(exhibit=number) for number in numbers]
        found = support_of_citations(citations, REGISTER, vouched=vouched)
        random.shuffle(citations)
        assert support_of_citations(citations, REGISTER, vouched=vouched) is found
        fewer = support_of_citations(citations[1:], REGISTER, vouched=vouched)
        assert order.index(fewer) <= order.index(found)
