"""What the type checker has to say: problems of an expression, collected with their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kaoji.engine.feel.kinds import (
    ANY,
    NULL,
    RATIO,
    TEXT,
    ChoiceType,
    ListType,
    NumberType,
    RecordType,
    Type,
    type_word,
)
from kaoji.engine.feel.unit_rules import SHARES, added, are_like, is_percent_beside_share
from kaoji.engine.plinth.problem import Place, Problem, Severity
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.units import unit_word

_OF_SHARES = marked("比例是小数（0.9），单位是 % 的数记作 90：把比例乘以 100 或把 % 的数除以 100。")
_OF_RATES = marked("确认已换算成同一单位。")
_OF_SCORES = marked(
    "若要的是填报的数，写 K.数值（单写 K 是它的得分，单位是分）；否则确认已换算成同一单位。"
)
_OF_UNITS = marked("先换算成同一单位，或相除成为比例。")
_OF_TYPES = marked("改写成{wanted}，或检查所引用的量。")
_OF_WORDS = marked("改写成{wanted}，或检查所引用的量。有高低的词写成等级：类型: 序的名字。")


@dataclass(slots=True)
class Findings:
    """Problems in the order they are found; the same one at the same place is said once."""

    problems: list[Problem] = field(default_factory=list)

    def add(
        self, code: str, *, at: int, message: str, remedy: str, severity: Severity = "error"
    ) -> None:
        """Note a problem at an offset of the expression."""
        place = Place(column=at + 1)
        problem = Problem(code, message, remedy, severity=severity, place=place)
        if problem not in self.problems:
            self.problems.append(problem)

    def itself(self, name: str, *, is_of_item: bool, op: str, at: int) -> None:
        """Say that a comparison compares a value with itself."""
        remedy = speak("检查名称：是不是要比另一个")
        if is_of_item:
            remedy = speak(
                "方括号里的「{name}」就是列表那一项的；要比外面的，写 "
                "for 项 in 列表 return if 项.{name} {op} {name} then 1 else 0 之类",
                name=name,
                op=op,
            )
        message = speak("「{name}」在和它自己比，每一次结果都一样。", name=name)
        self.add("compared-with-itself", at=at, message=message, remedy=remedy, severity="warning")

    def wrong_type(self, found: Type, *, wanted: str, where: str, at: int) -> None:
        """Say that a value has another type than its place needs; both words are spoken already."""
        self.add(
            "wrong-type",
            at=at,
            message=speak(
                "{where}应当是{wanted}，这里是{found}。",
                where=where,
                wanted=wanted,
                found=type_word(found),
            ),
            remedy=speak(_OF_WORDS if found == TEXT else _OF_TYPES, wanted=wanted),
        )

    def agree(self, left: NumberType, *, right: NumberType, doing: str, at: int) -> NumberType:
        """The type of two numbers that are added, compared or chosen between; unlike: a problem.

        `doing` is a sentence marked for speaking: what is done with the two.
        """
        if is_percent_beside_share(left, right=right):
            self._percent_literal(left, right=right, at=at)
        elif not are_like(left, right=right):
            self._unlike(left, right=right, doing=doing, at=at)
        return added(left, right=right)

    def _percent_literal(self, left: NumberType, *, right: NumberType, at: int) -> None:
        unit = right.unit if left.is_literal else left.unit
        self.add(
            "percent-literal",
            at=at,
            message=speak(
                "单位是 {unit} 的数记作 60，而 60% 在算式里是 0.6，两者差一百倍。",
                unit=unit_word(unit),
            ),
            remedy=speak("单位是 % 的数与 60 比较，不要写 60%。"),
        )

    def _unlike(self, left: NumberType, *, right: NumberType, doing: str, at: int) -> None:
        words = {
            "left": _number_word(left),
            "right": _number_word(right),
            "doing": speak(doing),
        }
        if left.is_scaled or right.is_scaled:
            self.add(
                "unit-mismatch",
                at=at,
                message=speak(
                    "{left}与{right}{doing}：乘上的数若是换算率，单位就相同；若不是，单位不同。",
                    **words,
                ),
                remedy=speak(_OF_SCORES if _is_by_points(left, right) else _OF_RATES),
                severity="note",
            )
            return
        is_share = SHARES & {left.unit, right.unit} and RATIO in {left.unit, right.unit}
        self.add(
            "unit-mismatch",
            at=at,
            message=speak("{left}与{right}单位不同，不能{doing}。", **words),
            remedy=speak(_OF_SHARES if is_share else _OF_UNITS),
        )

    def joined(self, left: Type, *, right: Type, doing: str, at: int) -> Type | None:
        """The type that either of two values has; None when they have none in common."""
        if isinstance(left, NumberType) and isinstance(right, NumberType):
            return self.agree(left, right=right, doing=doing, at=at)
        return common_type(left, right=right)


def did_you_mean(near: Sequence[str]) -> str:
    """The remedy for a misspelt name; empty where nothing is near."""
    return speak("是不是「{name}」？", name=near[0]) if near else ""


def _is_by_points(left: NumberType, right: NumberType) -> bool:
    """A quantity was multiplied or divided by points: a score may stand where a figure is meant."""
    units = ((one.unit or "").split("/") for one in (left, right))
    return any(len(parts) > 1 and "分" in parts for parts in units)


def _number_word(number: NumberType) -> str:
    if number.is_literal and number.is_percent:
        return speak("百分数（60% 就是 0.6）")
    return speak("没有单位的比例") if number.unit == RATIO else type_word(number)


def common_type(left: Type, *, right: Type) -> Type | None:
    """The type of two values that are not both numbers, if one fits both."""
    if left == right:
        return left
    if ANY in (left, right):
        return ANY
    for one, other in ((left, right), (right, left)):
        if one == NULL:
            return other
        if one == TEXT and isinstance(other, ChoiceType):
            return other
    if isinstance(left, ListType) and isinstance(right, ListType):
        return ListType(common_type(left.of, right=right.of) or ANY)
    both = isinstance(left, RecordType) and isinstance(right, RecordType)
    return ANY if both else None


def common_of(types: tuple[Type, ...]) -> Type:
    """The type of all items; unlike ones are no problem until something adds or compares them."""
    quiet = Findings()
    common = types[0] if types else ANY
    for found in types[1:]:
        common = quiet.joined(common, right=found, doing="", at=0) or ANY
    return ANY if quiet.problems else common
