"""Names in a text: found together as each is found alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.seal.mentions import Mentions, names_word


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("基数 * 标准 + 基数", ["标准", "基数", "数"], ("基数", "标准")),
        ("人均基数", ["基数"], ()),
        ("look up(Marks, Kind)", ["Marks", "Kind", "look up", "up"], ("look up", "up", "Marks",
                                                                      "Kind")),
        ("a-b-c", ["a-b", "b-c", "a", "-b", "b-"], ("a-b", "a", "b-c")),
        ("甲·乙", ["甲·乙", "甲"], ("甲·乙", "甲")),
        ("(一)产值", ["(一)", "(一)产值", "一"], ("(一)产值", "一")),
        ("", ["甲"], ()),
        ("甲", [""], ()),
    ],
)  # fmt: skip
def test_each_name_that_stands_alone(text, names, found):
    assert sorted(Mentions(names).within(text)) == sorted(found)


@given(
    st.text("甲乙a_ -·\n", max_size=20),
    st.lists(st.text("甲乙a_ -·\n", max_size=4), max_size=6),
)
def test_many_names_are_found_as_each_alone(text, names):
    alone = {name for name in names if names_word(text, name=name)}
    assert set(Mentions(names).within(text)) == alone
