"""Words that stand on a declared scale: steps of words, of unknown values, of what is no word."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.steps import Steps
from kaoji.engine.plinth.values import NOT_APPLICABLE, Choice, OneOf
from tests.engine.feel.running import F

SCALE = Steps("评价", ("差", "中", "好"))
POOR, FAIR, GOOD = (Choice("评价", word, rank) for rank, word in enumerate("差中好"))


def test_the_steps_of_a_scale_go_from_the_lowest_up():
    assert SCALE.all == (POOR, FAIR, GOOD)


@pytest.mark.parametrize(
    ("value", "step"), [("中", FAIR), (GOOD, GOOD), (NOT_APPLICABLE, NOT_APPLICABLE)]
)
def test_a_word_becomes_its_step_and_what_is_one_stays(value, step):
    assert SCALE.step_of(value) == step


@pytest.mark.parametrize(
    ("options", "steps"),
    [
        (("好", "中"), (GOOD, FAIR)),
        (("好", GOOD, NOT_APPLICABLE), (GOOD, NOT_APPLICABLE)),
        ((), (POOR, FAIR, GOOD)),  # anything: one of the steps
    ],
)
def test_an_unknown_word_is_one_of_the_steps(options, steps):
    found = SCALE.step_of(OneOf(options, {"评@2025": 0}))
    assert found == OneOf(steps, {"评@2025": 0})


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (F(3), "数「3」"),
        (date(2025, 6, 1), "日期「2025-06-01」"),
        (Choice("态度", "好", 2), "等级「好」"),  # the same word on another scale
    ],
)
def test_what_is_no_word_has_no_step(value, told):
    with pytest.raises(FeelFailure) as caught:
        SCALE.step_of(value)
    assert caught.value.code == "wrong-type"
    assert caught.value.message.startswith("这里应当是序「评价」上的等级，不是")
    assert caught.value.message.endswith(told)


@pytest.mark.parametrize("value", ["很好", OneOf(("好", "很好"))])
def test_a_word_that_the_scale_has_not_is_refused(value):
    with pytest.raises(FeelFailure) as caught:
        SCALE.step_of(value)
    assert caught.value.code == "choice-unknown"
    assert caught.value.message == "序「评价」上没有「很好」这一级"
    assert caught.value.remedy == "有的是：差、中、好"
