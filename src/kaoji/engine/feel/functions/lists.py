"""Built-ins that look into lists and build new ones. Positions count from 1."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from kaoji.engine.feel import arithmetic
from kaoji.engine.feel.amounts import Amount, ordered_at
from kaoji.engine.feel.comparison import same_item
from kaoji.engine.feel.failure import FeelFailure, domain_failure, type_failure
from kaoji.engine.feel.functions.model import (
    Arguments,
    Builtin,
    Kind,
    Parameter,
    always,
    item_of_first,
    items,
    known,
    like_first,
    text,
)
from kaoji.engine.feel.functions.texts import position
from kaoji.engine.feel.kinds import ANY, NUMBER, TRUTH, ListType
from kaoji.engine.feel.show import described, shown
from kaoji.engine.feel.unknowns import anything, null_of, same
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Choice, Null, OneOf, Reason, Span, Value

LIST = Parameter("列表", "list", Kind.LIST)
ITEM = Parameter("项", "element", Kind.ANY)

#: A sequence longer than this is a mistake, not a list of periods or steps.
LONGEST_SEQUENCE = 10_000
OUTSIDE = Null(Reason.UNDEFINED, marked("列表里没有这个位置"))


def _contains(arguments: Arguments) -> Value:
    wanted = arguments[1]
    return arithmetic.logical_or(*(same_item(one, other=wanted) for one in items(arguments[0])))


def _joined(arguments: Arguments) -> Value:
    parts = items(arguments[0])
    if not any(isinstance(part, tuple) for part in parts):
        return parts
    return tuple(item for part in parts for item in _list(part))


def _list(value: Value) -> tuple[Value, ...]:
    if isinstance(value, tuple):
        return value
    raise type_failure(speak("连接的各部分应当是列表，这里是{found}", found=described(value)))


def _distinct(arguments: Arguments) -> Value:
    """Each value once. Whether an unknown equals another is unknown, and so the list is."""
    given = items(arguments[0])
    if arithmetic.is_open(given):
        return given if len(given) == 1 else anything(given)
    found: list[Value] = []
    for item in given:
        if not any(same(item, other=one) for one in found):
            found.append(item)
    return tuple(found)


def _sorted(arguments: Arguments) -> Value:
    given = items(arguments[0])
    falls = text(arguments[1]) == "降"
    null = null_of(*given)
    if null is not None:
        return null
    if any(isinstance(item, OneOf) for item in given):
        return anything(given)
    if any(isinstance(item, Span) for item in given):
        rising = _sorted_amounts(given)
    else:
        _check_order(given)
        rising = tuple(sorted(given, key=_sort_key))
    return rising[::-1] if falls else rising


def _sorted_amounts(given: tuple[Value, ...]) -> tuple[Value, ...]:
    """Place by place: the k-th of the lows and the k-th of the highs bound the k-th."""
    amounts: list[Amount] = [item for item in given if isinstance(item, Span | Fraction)]
    if len(amounts) < len(given):
        raise type_failure(speak("排序的各项种类不一"))
    return tuple(ordered_at(amounts, index=index) for index in range(len(amounts)))


def _check_order(given: Iterable[Value]) -> None:
    kinds = {type(item) for item in given}
    scales = {item.scale for item in given if isinstance(item, Choice)}
    if len(kinds) > 1 or len(scales) > 1 or kinds - {Fraction, date, Choice}:
        raise type_failure(speak("排序的各项应当都是数、都是日期，或都是同一个序上的等级"))


def _sort_key(item: Value) -> Any:  # noqa: ANN401 - whatever has an order
    return item.rank if isinstance(item, Choice) else item


def _reversed(arguments: Arguments) -> Value:
    return items(arguments[0])[::-1]


def _item(arguments: Arguments) -> Value:
    return item_at(items(arguments[0]), position=position(arguments[1], what=marked("位置")))


def item_at(given: tuple[Value, ...], *, position: int) -> Value:
    """The item at a place, from the end when negative; outside it is 无定义."""
    index = position - 1 if position > 0 else len(given) + position
    return given[index] if 0 <= index < len(given) else OUTSIDE


def _taken(arguments: Arguments) -> Value:
    given = items(arguments[0])
    count = known(arguments[1], what=marked("项数"))
    if count.denominator != 1 or count < 0:
        raise domain_failure(speak("项数{count}应当是不小于零的整数", count=shown(count)))
    return given[: int(count)]


def _appended(arguments: Arguments) -> Value:
    return (*items(arguments[0]), arguments[1])


def _flattened(arguments: Arguments) -> Value:
    return tuple(_leaves(items(arguments[0])))


def _leaves(given: Iterable[Value]) -> Iterable[Value]:
    for item in given:
        if isinstance(item, tuple):
            yield from _leaves(item)
        else:
            yield item


def _sequence(arguments: Arguments) -> Value:
    low, high = (known(one, what=marked("数列的端点")) for one in arguments)
    return sequence(low, high=high)


def sequence(low: Fraction, *, high: Fraction) -> tuple[Value, ...]:
    """The whole numbers from one to another; none when the second is smaller."""
    if low.denominator != 1 or high.denominator != 1:
        raise domain_failure(speak("数列的端点应当是整数"))
    first, last = int(low), int(high)
    if last - first >= LONGEST_SEQUENCE:
        message = speak(
            "数列有{count}项，最多{most}项", count=last - first + 1, most=LONGEST_SEQUENCE
        )
        raise FeelFailure("list-too-long", message, remedy=speak("检查端点"))
    return tuple(map(Fraction, range(first, last + 1)))


BUILTINS = (
    Builtin(
        "包含", ("list contains",), (LIST, ITEM), always(TRUTH), _contains,
        "列表里有没有这一项", "The list has the item", {"包含([1, 2], 2)": "是"},
    ),
    Builtin(
        "连接", ("concatenate",), (Parameter("列表", "lists", Kind.LIST),),
        always(ListType(ANY)), _joined,
        "几个列表首尾相接", "Lists one after the other",
        {"concatenate([1], [2, 3])": "[1, 2, 3]"},
        is_variadic=True,
    ),
    Builtin(
        "不重复", ("distinct values",), (LIST,), like_first, _distinct,
        "每个值只留第一次", "Each value once, where it first stands",
        {"不重复([2, 1, 2])": "[2, 1]"},
    ),
    Builtin(
        "排序", ("sort",),
        (LIST, Parameter("方向", "order", Kind.WORD, words={"升": "asc", "降": "desc"})),
        like_first, _sorted,
        "按大小排列；数、日期、同一个序上的等级",
        "In ascending (asc) or descending (desc) order; numbers, dates, steps of one scale",
        {'排序([2, 3, 1], "降")': "[3, 2, 1]"},
    ),
    Builtin(
        "倒序", ("reverse",), (LIST,), like_first, _reversed,
        "从后往前排", "The other way round", {"倒序([1, 2])": "[2, 1]"},
    ),
    Builtin(
        "第", ("item at",), (LIST, Parameter("位置", "position", Kind.NUMBER)),
        item_of_first, _item,
        "第几项，负数从末尾数；没有则无定义",
        "The item at a place, negative from the end; 无定义 where there is none",
        {"第([7, 8, 9], -1)": "9"},
    ),
    Builtin(
        "前几项", ("first items",), (LIST, Parameter("项数", "count", Kind.NUMBER)),
        like_first, _taken,
        "前面的若干项，不足则全部", "The first items, all when there are fewer",
        {"前几项([7, 8, 9], 2)": "[7, 8]"},
    ),
    Builtin(
        "追加", ("append",), (LIST, ITEM), like_first, _appended,
        "在末尾加一项", "One more item at the end", {"追加([1], 2)": "[1, 2]"},
    ),
    Builtin(
        "展平", ("flatten",), (LIST,), always(ListType(ANY)), _flattened,
        "把列表里的列表打开", "Lists within lists opened", {"展平([1, [2, [3]]])": "[1, 2, 3]"},
    ),
    Builtin(
        "数列", ("sequence",),
        (Parameter("起", "from", Kind.NUMBER), Parameter("止", "to", Kind.NUMBER)),
        always(ListType(NUMBER)), _sequence,
        "从起到止的整数；止小于起则没有",
        "The whole numbers from one to another; none when the second is smaller",
        {"数列(1, 4)": "[1, 2, 3, 4]"},
    ),
)  # fmt: skip
