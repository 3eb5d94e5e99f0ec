"""The manifest is written as the standard library writes JSON, only sooner."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.letters.manifest import _indented

LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)


@given(VALUE)
def test_it_is_indented_as_json_is(value: object) -> None:
    assert _indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
