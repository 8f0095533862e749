"""发文字号 as clause 7.2.5 writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.paper.numbering import PaperNumber, parse_number


def test_as_the_standard_writes_it():
    assert str(PaperNumber("禾考发", 2026, 3)) == "禾考发〔2026〕3号"


@pytest.mark.parametrize(
    "text",
    [
        "禾考发〔2026〕03号",  # no leading zero
        "禾考发〔2026〕第3号",  # no 第
        "禾考发[2026]3号",  # hexagonal brackets only
        "禾考发〔26〕3号",  # the year is whole
        "禾考发〔2026〕0号",
        "〔2026〕3号",
        "禾考发〔2026〕3",
        "禾考发〔2026〕3号 ",
    ],
)
def test_what_the_standard_does_not_know_is_not_read(text):
    assert parse_number(text) is None


@given(
    st.sampled_from(["禾考发", "禾政办函", "云绩"]), st.integers(2000, 2099), st.integers(1, 999999)
)
def test_written_and_read_again(mark, year, number):
    made = PaperNumber(mark, year, number)
    assert parse_number(str(made)) == made
