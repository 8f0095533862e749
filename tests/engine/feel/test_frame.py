"""Frames grow without changing, budgets shrink for all who share them."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Budget, Frame, ScaleBinder
from tests.engine.feel.running import F, Names


def test_a_variable_does_not_reach_the_outer_frame():
    outer = Frame("情境")
    inner = outer.with_local("x", value=F(1)).with_local("y", value=F(2))
    assert dict(outer.local) == {}
    assert dict(inner.local) == {"x": 1, "y": 2}
    assert inner.context == "情境"
    assert inner.budget is outer.budget


def test_a_budget_ends():
    budget = Budget(3)
    budget.spend(3)
    with pytest.raises(FeelFailure) as caught:
        budget.spend(1, at=5)
    assert (caught.value.code, caught.value.at) == ("budget-exceeded", 5)


def test_a_binder_may_know_scales():
    assert isinstance(Names({}), ScaleBinder)
    assert not isinstance(object(), ScaleBinder)
