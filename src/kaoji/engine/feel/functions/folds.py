"""Built-ins that fold a list of numbers: least, greatest, sum, mean, median, quantile, count."""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.feel import folds
from kaoji.engine.feel.functions.model import (
    Arguments,
    Builtin,
    Kind,
    Parameter,
    always,
    items,
    known,
    like_numbers,
)
from kaoji.engine.feel.kinds import NUMBER
from kaoji.engine.plinth.quick import greatest, least
from kaoji.engine.plinth.speech import marked
from kaoji.engine.plinth.values import Value

NUMBERS = Parameter("列表", "list", Kind.NUMBERS, shares_unit=True)


def _quantile(arguments: Arguments) -> Value:
    share = known(arguments[1], what=marked("分位"))
    return folds.quantile(items(arguments[0]), share=share)


BUILTINS = (
    Builtin(
        "最小", ("min",), (NUMBERS,), like_numbers,
        lambda given: folds.lowest(items(given[0])),
        "最小的一个；也可比日期和同一个序上的等级。空列表为无定义",
        "The least; also of dates and of steps of one scale. 无定义 of an empty list",
        {"最小(3, 1, 2)": "1", "min([4, 5])": "4"},
        is_variadic=True,
        quick=lambda numbers: least(numbers) if numbers else folds.EMPTY,
    ),
    Builtin(
        "最大", ("max",), (NUMBERS,), like_numbers,
        lambda given: folds.highest(items(given[0])),
        "最大的一个；也可比日期和同一个序上的等级。空列表为无定义",
        "The greatest; also of dates and of steps of one scale. 无定义 of an empty list",
        {"最大(3, 1, 2)": "3"},
        is_variadic=True,
        quick=lambda numbers: greatest(numbers) if numbers else folds.EMPTY,
    ),
    Builtin(
        "合计", ("sum",), (NUMBERS,), like_numbers,
        lambda given: folds.total(items(given[0])),
        "各项之和；空列表为0(FEEL 为 null)",
        "The sum; 0 of an empty list (FEEL: null)",
        {"合计([1, 2.5])": "3.5", "合计([])": "0"},
        is_variadic=True,
        quick=folds.total,
    ),
    Builtin(
        "均值", ("mean",), (NUMBERS,), like_numbers,
        lambda given: folds.mean(items(given[0])),
        "算术平均；空列表为无定义",
        "The arithmetic mean; 无定义 of an empty list",
        {"均值([1, 2])": "1.5", "均值([])": "无定义"},
        is_variadic=True,
        quick=folds.mean,
    ),
    Builtin(
        "中位数", ("median",), (NUMBERS,), like_numbers,
        lambda given: folds.median(items(given[0])),
        "排序后居中的值，偶数个时取中间两个的平均",
        "The middle value, or the mean of the two in the middle",
        {"中位数([8, 2, 5, 3])": "4"},
        is_variadic=True,
    ),
    Builtin(
        "乘积", ("product",), (NUMBERS,), always(NUMBER),
        lambda given: folds.multiplied(items(given[0])),
        "各项之积；空列表为无定义",
        "The product; 无定义 of an empty list",
        {"乘积([2, 3, 4])": "24"},
        is_variadic=True,
    ),
    Builtin(
        "个数", ("count",), (Parameter("列表", "list", Kind.LIST),), always(NUMBER),
        lambda given: Fraction(len(items(given[0]))),
        "列表里有几项，空值也算一项",
        "How many items a list has; a null counts as one",
        {"个数([7, 7, 9])": "3"},
    ),
    Builtin(
        "分位", ("quantile",),
        (
            NUMBERS,
            Parameter("比例", "share", Kind.NUMBER),
            Parameter("方式", "way", Kind.WORD, words={"线性": "linear"}),
        ),
        like_numbers, _quantile,
        "从小到大排在给定比例处的值；「线性」指落在两项之间时按距离折算",
        "The value at a share of the ascending order, straight between two neighbours (linear)",
        {'分位([10, 20, 30, 40], 0.25, "线性")': "17.5"},
    ),
)  # fmt: skip
