"""Built-ins that round, cut off, count steps or take the size of a number. None of them turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from kaoji.engine.feel import arithmetic
from kaoji.engine.feel.amounts import low_end, mapped, sum_of
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.functions.model import (
    Arguments,
    Builtin,
    Kind,
    Parameter,
    ResultRule,
    always,
    amount,
    known,
    like_numbers,
    text,
    whole,
)
from kaoji.engine.feel.kinds import NUMBER
from kaoji.engine.feel.show import shown
from kaoji.engine.feel.unknowns import unsure
from kaoji.engine.plinth.exact import ZERO, Rounding, round_to
from kaoji.engine.plinth.quick import between, is_below
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Span, Value

WAYS = {
    "四舍五入": Rounding.HALF_UP,
    "四舍六入": Rounding.HALF_EVEN,
    "去尾": Rounding.DOWN,
    "进一": Rounding.UP,
}
WAY_WORDS = {"四舍五入": "half_up", "四舍六入": "half_even", "去尾": "down", "进一": "up"}
_Rounder = Callable[[Fraction], int]

X = Parameter("数", "n", Kind.NUMBER, shares_unit=True)
PLACES = Parameter("位数", "places", Kind.PLACES)
SCALE = Parameter("位数", "scale", Kind.PLACES, is_optional=True, default=ZERO)


def floor_of(value: Fraction) -> int:
    return value.numerator // value.denominator


def ceiling_of(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def half_down_of(value: Fraction) -> int:
    """Half toward zero."""
    size = ceiling_of(abs(value) - Fraction(1, 2))
    return size if value >= 0 else -size


def _rounded(arguments: Arguments) -> Value:
    places, mode = whole(arguments[1]), WAYS[text(arguments[2])]
    return mapped(amount(arguments[0]), by=lambda x: round_to(x, places=places, mode=mode))


def _by_mode(mode: Rounding) -> Callable[[Arguments], Value]:
    def run(arguments: Arguments) -> Value:
        places = whole(arguments[1])
        return mapped(amount(arguments[0]), by=lambda x: round_to(x, places=places, mode=mode))

    return run


def _by_whole(rounder: _Rounder) -> Callable[[Arguments], Value]:
    """Round to places by a function to whole numbers."""

    def run(arguments: Arguments) -> Value:
        unit = Fraction(10) ** whole(arguments[1])
        return mapped(amount(arguments[0]), by=lambda x: rounder(x * unit) / unit)

    return run


def _steps(arguments: Arguments) -> Value:
    step = amount(arguments[1])
    if low_end(step) <= (0, ZERO):
        message = speak("步长{step}可能不大于零", step=shown(step))
        raise FeelFailure("step-not-positive", message, remedy=speak("步长写成大于零的数"))
    steps = arithmetic.divide(arguments[0], step)
    if text(arguments[2]) == "按比例":
        return steps
    return mapped(amount(steps), by=lambda x: round_to(x, places=0, mode=Rounding.DOWN))


def _modulo(arguments: Arguments) -> Value:
    """X - m × floor(x/m), as FEEL; over an unknown only its range is known, unless it stays put."""
    divisor = known(arguments[1], what=marked("除数"))
    if not divisor:
        return arithmetic.DIVISION_BY_ZERO
    value = amount(arguments[0])
    if isinstance(value, Fraction):
        return value - divisor * floor_of(value / divisor)
    laps = _laps(value, divisor)
    if laps is not None:
        return sum_of((value, -divisor * laps))
    low, high = sorted((ZERO, divisor))
    return Span(low, high, tight=False, ways=unsure(value))


def _laps(value: Span, divisor: Fraction) -> int | None:
    """How many whole divisors lie below every value of the span; None when it differs."""
    if value.low is None or value.high is None:
        return None
    first, last = floor_of(value.low / divisor), floor_of(value.high / divisor)
    return first if first == last else None


def _cut(arguments: Arguments) -> Value:
    value, low, high = arguments
    return arithmetic.clamp(value, low, high)


def _cut_numbers(numbers: Sequence[Fraction]) -> Value:
    return arithmetic.clamp_number(*numbers)


def _cut_between(edges: Sequence[Fraction]) -> Callable[[Fraction], Value] | None:
    low, high = edges
    return None if is_below(high, low) else between(low=low, high=high)


def _whole_rounding(
    name: str, alias: str, *, run: Callable[[Arguments], Value], chinese: str, english: str,
    example: tuple[str, str],
) -> Builtin:  # fmt: skip
    rule: ResultRule = like_numbers
    return Builtin(name, (alias,), (X, SCALE), rule, run, chinese, english, dict([example]))


BUILTINS = (
    Builtin(
        "取整", ("round",),
        (X, PLACES, Parameter("方式", "way", Kind.WORD, words=WAY_WORDS)),
        like_numbers, _rounded,
        "取到小数位。四舍五入：逢五远离零进；四舍六入：逢五取偶（GB/T 8170）；去尾：舍去；"
        "进一：有余即进",
        "Round to places; the way is always said: half_up (away from zero), half_even, down, up",
        {'取整(2.345, 2, "四舍五入")': "2.35", '取整(2.345, 2, "四舍六入")': "2.34"},
    ),
    _whole_rounding(
        "四舍五入", "round half up", run=_by_mode(Rounding.HALF_UP),
        chinese="取整,逢五向远离零进", english="Round half away from zero",
        example=("四舍五入(-2.5)", "-3"),
    ),
    _whole_rounding(
        "五舍六入", "round half down", run=_by_whole(half_down_of),
        chinese="取整,逢五舍去", english="Round half toward zero",
        example=("五舍六入(2.5)", "2"),
    ),
    _whole_rounding(
        "四舍六入", "decimal", run=_by_mode(Rounding.HALF_EVEN),
        chinese="取整,逢五取偶(GB/T 8170)", english="Round half to even",
        example=("decimal(2.5, 0)", "2"),
    ),
    _whole_rounding(
        "去尾", "round down", run=_by_mode(Rounding.DOWN),
        chinese="取整,向零舍去", english="Round toward zero",
        example=("去尾(-1.27, 1)", "-1.2"),
    ),
    _whole_rounding(
        "进一", "round up", run=_by_mode(Rounding.UP),
        chinese="取整,有余即远离零进", english="Round away from zero",
        example=("进一(1.21, 1)", "1.3"),
    ),
    _whole_rounding(
        "下整", "floor", run=_by_whole(floor_of),
        chinese="不大于它的最大一格", english="The greatest step not above it",
        example=("floor(-1.5)", "-2"),
    ),
    _whole_rounding(
        "上整", "ceiling", run=_by_whole(ceiling_of),
        chinese="不小于它的最小一格", english="The least step not below it",
        example=("ceiling(-1.5)", "-1"),
    ),
    Builtin(
        "整步", ("steps",),
        (
            X,
            Parameter("步长", "step", Kind.NUMBER, shares_unit=True),
            Parameter("方式", "way", Kind.WORD, words={"整步": "whole", "按比例": "proportional"}),
        ),
        always(NUMBER), _steps,
        "有几个步长。整步：不满一步的舍去（向零）；按比例：不足一步的按比例算",
        "How many steps fit: whole ones only (toward zero), or in proportion (proportional)",
        {'整步(25, 10, "整步")': "2", '整步(25, 10, "按比例")': "2.5"},
    ),
    Builtin(
        "夹", ("clamp",),
        (
            X,
            Parameter("下限", "low", Kind.NUMBER, shares_unit=True),
            Parameter("上限", "high", Kind.NUMBER, shares_unit=True),
        ),
        like_numbers, _cut,
        "不低于下限、不高于上限",
        "The number, not below the low and not above the high bound",
        {"夹(120, 0, 100)": "100"},
        quick=_cut_numbers, settled=_cut_between,
    ),
    Builtin(
        "绝对值", ("abs",), (X,), like_numbers,
        lambda given: arithmetic.absolute(given[0]),
        "去掉正负号", "The absolute value", {"绝对值(-3)": "3"},
    ),
    Builtin(
        "取余", ("modulo",),
        (
            Parameter("被除数", "dividend", Kind.NUMBER, shares_unit=True),
            Parameter("除数", "divisor", Kind.NUMBER, shares_unit=True),
        ),
        like_numbers, _modulo,
        "整除后的余数，与除数同号；除数为零时无定义",
        "The remainder, of the divisor's sign; 无定义 where it is zero",
        {"取余(-7, 3)": "2"},
    ),
)  # fmt: skip
