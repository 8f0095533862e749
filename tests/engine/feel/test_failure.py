"""Failures keep the place where they were first seen; numbers have a longest length."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.failure import FeelFailure, guarded
from tests.engine.feel.running import F


def test_the_first_place_stands():
    failure = FeelFailure("code", "说明", remedy="办法")
    assert (failure.code, failure.message, failure.remedy, failure.at) == (
        "code", "说明", "办法", None,
    )  # fmt: skip
    assert failure.placed(3).placed(7).at == 3
    assert str(failure) == "说明"


@pytest.mark.parametrize("number", [F(2**20_000 - 1), F(1, 2**20_000 - 1), F(-(2**20_000 - 1))])
def test_long_numbers_pass(number):
    assert guarded(number) == number


@pytest.mark.parametrize("number", [F(2**20_000), F(1, 2**20_000), F(-(2**20_000))])
def test_longer_numbers_are_refused(number):
    with pytest.raises(FeelFailure) as caught:
        guarded(number)
    assert caught.value.code == "number-too-large"
    assert caught.value.remedy
