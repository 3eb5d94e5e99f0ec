"""The file of a selection keeps what a person typed around the choices, whatever is chosen."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from complaintkit.case.values import Selection
from complaintkit.selecting.rewriting import rewritten
from complaintkit.source.documents import parse_document
from complaintkit.source.validation import validate

TYPED = dedent("""\
    # yaml-language-server: $schema=../schemas/selection.schema.json
    # drawn up with the board
    format: 1
    recipient: olaf
    rules: sha256:aa  # those of spring
    # what we put to them
    chosen:
      # the strongest
      - incident: ball-game  # talk to Ann first
        reason: >-
          two lines
          # not a comment

      # weaker
      - incident: cake-sale
        reason: "it's # quoted"  # really
    # only told
    background: []  # none so far
    left_out:
    - {incident: dog-walk, reason: no day is known}  # flow
    - incident: egg-race
      reason: plain text
        over two lines  # folded
    # --- below the lists
    raised: [11/1, "12"]  # by vote
    annexes:
      E3: 1  # sent in May
      E5: 2
    # the end
    """)


def selection(chosen=(), background=(), left_out=(), raised=("11/1", "12"), rules="sha256:aa", **more) -> Selection:
    def entries(pairs):
        return [{"incident": incident, "reason": reason} for incident, reason in pairs]

    return Selection.model_validate(
        {
            "format": 1,
            "recipient": "olaf",
            "rules": rules,
            "chosen": entries(chosen),
            "background": entries(background),
            "left_out": entries(left_out),
            "raised": list(raised),
            "annexes": {"E3": 1, "E5": 2},
            **more,
        }
    )


AS_TYPED = selection(
    chosen=[("ball-game", "two lines # not a comment"), ("cake-sale", "it's # quoted")],
    left_out=[("dog-walk", "no day is known"), ("egg-race", "plain text over two lines")],
)


def read(text: str) -> Selection:
    document, problems = parse_document(text, "selections/olaf.yaml")
    assert document is not None, problems
    value, problems = validate(document, Selection)
    assert value is not None, problems
    return value


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"(?:^|(?<=\s))#(?! not a comment| quoted).*", text, re.MULTILINE))


def test_what_does_not_change_is_not_touched():
    assert read(TYPED) == AS_TYPED
    assert rewritten(TYPED, AS_TYPED) == TYPED


def test_an_incident_takes_its_comments_and_its_style_to_another_list():
    wanted = selection(
        chosen=[("cake-sale", "it's # quoted"), ("dog-walk", "a day was found")],
        background=[("ball-game", "two lines # not a comment")],
        left_out=[("egg-race", "plain text over two lines"), ("flag-day", "yes")],
        raised=("12", "17(1)"),
        rules="sha256:bb",
    )
    text = rewritten(TYPED, wanted)
    assert read(text) == wanted
    assert comments(text) == comments(TYPED)
    assert text.split("background:")[1].split("left_out:")[0].splitlines() == [
        "  # none so far",
        "  # the strongest",
        "  - incident: ball-game  # talk to Ann first",
        "    reason: >-",
        "      two lines",
        "      # not a comment",
    ]
    assert "{incident: dog-walk, reason: a day was found}  # flow" in text
    assert 'raised: ["12", 17(1)]  # by vote' in text
    assert "rules: sha256:bb  # those of spring" in text
    assert text.endswith("E5: 2\n# the end\n")


def test_the_comments_of_an_incident_that_is_gone_stay_in_its_list():
    wanted = selection(chosen=[("cake-sale", "it's # quoted")], left_out=[("egg-race", "plain text over two lines")])
    text = rewritten(TYPED, wanted)
    assert read(text) == wanted
    assert comments(text) == comments(TYPED)


def test_an_incident_that_stands_twice_is_kept_once_with_all_comments():
    doubled = TYPED.replace(
        "background: []  # none so far", "background:\n  - incident: cake-sale  # or here?\n    reason: x"
    )
    wanted = selection(chosen=[("cake-sale", "it's # quoted")])
    text = rewritten(doubled, wanted)
    assert read(text) == wanted
    assert comments(text) == comments(doubled)


def test_annex_numbers_change_only_where_they_have_to():
    wanted = AS_TYPED.model_copy(update={"annexes": {"E3": 1}, "retired_annexes": (2,)})
    text = rewritten(TYPED, wanted)
    assert read(text) == wanted
    assert comments(text) == comments(TYPED)
    assert "retired_annexes: [2]" in text


def test_windows_line_ends_stay():
    wanted = selection(chosen=[("ball-game", "new")])
    text = rewritten(TYPED.replace("\n", "\r\n"), wanted)
    assert text.count("\n") == text.count("\r\n")
    assert text.endswith("# the end\r\n")
    assert read(text) == wanted


@pytest.mark.parametrize("text", ["{format: 1, recipient: olaf}\n", "- format\n"])
def test_what_is_no_list_of_keys_is_refused(text):
    with pytest.raises(ValueError, match="each key on a line"):
        rewritten(text, AS_TYPED)


INCIDENTS = ("ball-game", "cake-sale", "dog-walk", "egg-race", "flag-day", "on", "2019-09-18")
reasons = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff"), min_size=1
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
roles = st.dictionaries(
    st.sampled_from(INCIDENTS), st.tuples(st.sampled_from(("chosen", "background", "left_out")), reasons), max_size=7
)


@example([{"cake-sale": ("chosen", '",')}, {}], [])
@given(
    st.lists(roles, min_size=1, max_size=4),
    st.lists(st.sampled_from(("11/1", "12", "17(1)", "charter:41(1)")), unique=True),
)
def test_no_comment_is_ever_lost_and_the_file_says_what_is_meant(several, raised):
    text = TYPED
    for placed in several:
        lists = {
            name: [(i, r) for i, (role, r) in placed.items() if role == name]
            for name in ("chosen", "background", "left_out")
        }
        wanted = selection(**lists, raised=raised)
        text = rewritten(text, wanted)
        assert read(text) == wanted
        for comment in re.findall(r"# [a-z-][^#\n]*", "\n".join(comments(TYPED))):
            assert comment.strip() in text
