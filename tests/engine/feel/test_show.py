"""Values as words."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.feel.show import kind_of, shown
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Choice, OneOf, Span
from tests.engine.feel.running import F


@pytest.mark.parametrize(
    ("value", "words", "kind"),
    [
        (F("89.950"), "89.95", "数"),
        (F(1, 3), "1/3", "数"),
        (True, "是", "真假值"),
        (False, "否", "真假值"),
        ("甲乡", "甲乡", "文字"),
        (Choice("评价", "好", 2), "好", "等级"),
        (date(2016, 1, 20), "2016-01-20", "日期"),
        (NOT_APPLICABLE, "不适用", "空"),
        (UNDEFINED, "无定义", "空"),
        (Span(F(0), F(10)), "0..10", "数"),
        (Span(None, F(10)), "?..10", "数"),
        (OneOf((True, UNDEFINED)), "是或无定义", "未知的值"),
        (OneOf(()), "未知", "未知的值"),
        ((F(1), "甲"), "[1, 甲]", "列表"),
        ({"金额": F(2)}, "金额:2", "记录"),
    ],
)
def test_shown(value, words, kind):
    assert shown(value) == words
    assert kind_of(value) == kind
