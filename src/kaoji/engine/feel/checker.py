"""The type checker of expressions: finds slips of the author before any fact is read.

Every part gets a type; what is already reported counts as 任意, so that one slip is said once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kaoji.engine.feel import ast
from kaoji.engine.feel.check_call import call_type
from kaoji.engine.feel.constants import constant_of, is_fractional
from kaoji.engine.feel.findings import Findings, common_of, did_you_mean
from kaoji.engine.feel.kinds import (
    ANY,
    DATE,
    NULL,
    NUMBER,
    TEXT,
    TRUTH,
    ChoiceType,
    ListType,
    NamingScope,
    NumberType,
    RecordType,
    Type,
    TypeScope,
    type_word,
)
from kaoji.engine.feel.names import ITEM
from kaoji.engine.feel.unit_rules import multiplied, raised
from kaoji.engine.plinth.names import known_name
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.spelling import nearest

_ORDERED = (NumberType, ChoiceType)
_DOING = {"+": marked("相加"), "-": marked("相减")}
_COMPARED = marked("比较")
_CHOSEN = marked("作两种结果")


def check_types(
    expression: ast.Expression, *, scope: TypeScope
) -> tuple[Type, tuple[Problem, ...]]:
    """The type of an expression and every problem found; columns count from 1 within it."""
    findings = Findings()
    found = _Checker(scope, findings).infer(expression)
    return found, tuple(findings.problems)


@dataclass(frozen=True, slots=True)
class _Checker:
    scope: TypeScope
    findings: Findings
    local: Mapping[str, Type] = field(default_factory=dict)

    def infer(self, expression: ast.Expression) -> Type:
        """The type of an expression, its problems noted."""
        rule: Callable[[_Checker, Any], Type] = _RULES[type(expression)]
        return rule(self, expression)

    def inside(self, name: str, *, of: Type) -> _Checker:
        """The checker with one more variable in sight."""
        return replace(self, local={**self.local, name: of})

    def as_number(self, found: Type, *, where: str, at: int) -> NumberType | None:
        """The number type of a part; None when it is of any type or wrong, which is noted."""
        if isinstance(found, NumberType):
            return found
        if found not in (ANY, NULL):
            self.findings.wrong_type(found, wanted=speak("数"), where=where, at=at)
        return None

    def condition(self, expression: ast.Expression, *, where: str) -> None:
        """Note a part that decides something and is neither true nor false."""
        found = self.infer(expression)
        if found not in (TRUTH, ANY, NULL):
            self.findings.add(
                "condition-not-truth",
                at=expression.at,
                message=speak(
                    "{where}应当是真假值，这里是{found}。", where=where, found=type_word(found)
                ),
                remedy=speak("写成比较，例如 x >= 60。"),
            )

    def item_of(self, source: ast.Expression, *, where: str) -> Type:
        """The type of an item of a list."""
        found = self.infer(source)
        if isinstance(found, ListType):
            return found.of
        if found not in (ANY, NULL):
            self.findings.wrong_type(found, wanted=speak("列表"), where=where, at=source.at)
        return ANY

    def known_words(self) -> tuple[str, ...]:
        """What may be written here, for hints."""
        names: Iterable[str] = ()
        if isinstance(self.scope, NamingScope):
            names = self.scope.known_names()
        item = self.local.get(ITEM)
        fields = item.fields if isinstance(item, RecordType) else ()
        return (*self.local, *fields, *names)


# --- names and fields -----------------------------------------------------------------------------


def _name(checker: _Checker, node: ast.Name) -> Type:
    first, *rest = node.parts
    if first in checker.local:
        found = checker.local[first]
    elif (own := _item_field(checker, name=first)) is not None:
        found = own
    else:
        return _free_name(checker, node)
    for part in rest:
        found = _field(checker, found, name=part, at=node.at)
    return found


def _item_field(checker: _Checker, *, name: str) -> Type | None:
    """Inside a filter a plain name is a field of the item before it is anything else."""
    item = checker.local.get(ITEM)
    if not isinstance(item, RecordType):
        return None
    return item.fields.get(known_name(name, known=item.fields))


def _free_name(checker: _Checker, node: ast.Name) -> Type:
    found = checker.scope.type_of_name(node)
    if found is not None:
        return found
    if checker.local.get(ITEM) == ANY:
        return ANY
    text = ".".join(node.parts)
    near = nearest(text, known=checker.known_words())
    checker.findings.add(
        "unknown-name",
        at=node.at,
        message=speak("没有叫「{name}」的名称。", name=text),
        remedy=did_you_mean(near) or speak("检查名称；文字要加引号。"),
    )
    return ANY


def _field(checker: _Checker, found: Type, *, name: str, at: int) -> Type:
    if found in (ANY, NULL):
        return ANY
    if isinstance(found, ListType):
        return ListType(_field(checker, found.of, name=name, at=at))
    own = known_name(name, known=found.fields) if isinstance(found, RecordType) else name
    if isinstance(found, RecordType) and own in found.fields:
        return found.fields[own]
    known = tuple(found.fields) if isinstance(found, RecordType) else ()
    near = nearest(name, known=known)
    checker.findings.add(
        "unknown-field",
        at=at,
        message=speak("{type}没有「{name}」这一项。", type=type_word(found), name=name),
        remedy=did_you_mean(near) or (_listed(known) if known else speak("只有记录才有字段。")),
    )
    return ANY


def _listed(known: tuple[str, ...]) -> str:
    return speak("有的是：{words}。", words=speak("、").join(known))


def _access(checker: _Checker, node: ast.Access) -> Type:
    return _field(checker, checker.infer(node.operand), name=node.name, at=node.at)


# --- operators ------------------------------------------------------------------------------------


def _unary(checker: _Checker, node: ast.Unary) -> Type:
    if node.op == "not":
        checker.condition(node.operand, where=speak("not 括号里"))
        return TRUTH
    found = checker.infer(node.operand)
    return checker.as_number(found, where=speak("负号后面"), at=node.operand.at) or NUMBER


def _binary(checker: _Checker, node: ast.Binary) -> Type:
    if node.op in {"and", "or"}:
        for side in (node.left, node.right):
            checker.condition(side, where=speak("{op} 两边", op=node.op))
        return TRUTH
    sides = (node.left, node.right)
    types = tuple(checker.infer(side) for side in sides)
    if node.op == "+" and types == (TEXT, TEXT):
        return TEXT
    left, right = (
        checker.as_number(found, where=speak("「{op}」两边", op=node.op), at=side.at)
        for side, found in zip(sides, types, strict=True)
    )
    if node.op == "/" and constant_of(node.right) == 0:
        _division_by_zero(checker, node)
    if left is None or right is None:
        return NUMBER
    if node.op in _DOING:
        return checker.findings.agree(left, right=right, doing=_DOING[node.op], at=node.at)
    if node.op == "**":
        return _power(checker, node, base=left)
    return multiplied(left, right=right, is_division=node.op == "/")


def _power(checker: _Checker, node: ast.Binary, *, base: NumberType) -> Type:
    if is_fractional(node.right):
        checker.findings.add(
            "places-required",
            at=node.right.at,
            message=speak("次数不是整数的乘方可能是无尽小数，没有写精度。"),
            remedy=speak("改用函数：乘方(底, 次数, 精度)。"),
        )
        return NUMBER
    exponent = constant_of(node.right)
    return raised(base, power=None if exponent is None else exponent.numerator)


def _division_by_zero(checker: _Checker, node: ast.Binary) -> None:
    checker.findings.add(
        "division-by-zero",
        at=node.right.at,
        message=speak("除数恒为零。"),
        remedy=speak("检查除数；可能为零的量写明「无定义」时怎么算。"),
    )


# --- comparisons ----------------------------------------------------------------------------------


def _compare(checker: _Checker, node: ast.Compare) -> Type:
    left, right = checker.infer(node.left), checker.infer(node.right)
    _check_words(checker, left, other=node.right)
    _check_words(checker, right, other=node.left)
    _comparable(checker, left, right=right, op=node.op, at=node.at)
    _with_itself(checker, node)
    return TRUTH


def _with_itself(checker: _Checker, node: ast.Compare) -> None:
    """Inside a filter `item.x = x` looks as if x came from outside; both are the item's."""
    if not isinstance(node.left, ast.Name) or not isinstance(node.right, ast.Name):
        return
    sides = [_whole_name(checker, one) for one in (node.left, node.right)]
    if sides[0] == sides[1]:
        checker.findings.itself(
            node.right.parts[-1], is_of_item=sides[0][0] == ITEM, op=node.op, at=node.at
        )


def _whole_name(checker: _Checker, name: ast.Name) -> tuple[str, ...]:
    first = name.parts[0]
    is_field = first not in checker.local and _item_field(checker, name=first) is not None
    return (ITEM, *name.parts) if is_field else name.parts


def _comparable(checker: _Checker, left: Type, *, right: Type, op: str, at: int) -> None:
    """Note two values that the operator cannot compare."""
    common = checker.findings.joined(left, right=right, doing=_COMPARED, at=at)
    if common is None:
        checker.findings.add(
            "wrong-type",
            at=at,
            message=speak(
                "{left}不能与{right}比较。", left=type_word(left), right=type_word(right)
            ),
            remedy=speak("两边要同类：数与数，文字与文字，日期与日期。"),
        )
    elif op not in {"=", "!="} and not _is_ordered(common):
        checker.findings.add(
            "wrong-type",
            at=at,
            message=speak("{type}没有大小，不能用「{op}」。", type=type_word(common), op=op),
            remedy=speak(
                "只有数、日期和序上的等级能比大小；其余用 = 或 !=。"
                "有高低的词先在顶层「序」里列出，派生或表再写 类型: 序的名字。"
            ),
        )


def _is_ordered(found: Type) -> bool:
    return isinstance(found, _ORDERED) or found in (DATE, ANY, NULL)


def _check_words(checker: _Checker, found: Type, *, other: ast.Expression) -> None:
    """Note a word that no step of the scale it is compared with has."""
    if not isinstance(found, ChoiceType) or not found.words or not isinstance(other, ast.Text):
        return
    if other.value not in found.words:
        near = nearest(other.value, known=found.words)
        checker.findings.add(
            "unknown-choice",
            at=other.at,
            message=speak("序「{scale}」里没有「{word}」。", scale=found.scale, word=other.value),
            remedy=did_you_mean(near) or _listed(found.words),
        )


def _membership(checker: _Checker, node: ast.Membership) -> Type:
    operand = checker.infer(node.operand)
    for test in node.tests:
        _check_test(checker, operand, test=test)
    return TRUTH


def _check_test(checker: _Checker, operand: Type, *, test: ast.Expression) -> None:
    ends: tuple[tuple[str, ast.Expression], ...]
    match test:
        case ast.Range(low=low, high=high):
            ends = ((">=", low), ("<=", high))
        case ast.UnaryTest(op=op, operand=edge):
            ends = ((op, edge),)
        case ast.ListOf(items=items):
            ends = tuple(("=", item) for item in items)
        case _:
            ends = (("=", test),)
    for op, end in ends:
        found = checker.infer(end)
        _check_words(checker, operand, other=end)
        wanted = found.of if op == "=" and isinstance(found, ListType) else found
        _comparable(checker, operand, right=wanted, op=op, at=end.at)


def _test_alone(checker: _Checker, node: ast.Range | ast.UnaryTest) -> Type:
    checker.findings.add(
        "range-alone",
        at=node.at,
        message=speak("区间和单独的比较只能写在 in 的后面。"),
        remedy=speak("写成 x in [80..90)，或 x >= 80。"),
    )
    return ANY


# --- choices, calls and lists ---------------------------------------------------------------------


def _conditional(checker: _Checker, node: ast.Conditional) -> Type:
    checker.condition(node.condition, where=speak("if 后面"))
    then, otherwise = checker.infer(node.then), checker.infer(node.otherwise)
    common = checker.findings.joined(then, right=otherwise, doing=_CHOSEN, at=node.then.at)
    if common is not None:
        return common
    checker.findings.add(
        "branches-differ",
        at=node.then.at,
        message=speak(
            "then 后面是{then}，else 后面是{otherwise}。",
            then=type_word(then),
            otherwise=type_word(otherwise),
        ),
        remedy=speak("两种结果要同类。"),
    )
    return ANY


def _call(checker: _Checker, node: ast.Call) -> Type:
    form = checker.scope.type_of_form(node, infer=checker.infer)
    if form is not None:
        return form
    types = tuple(checker.infer(argument) for argument in node.arguments)
    return call_type(node, types=types, forms=checker.known_words, findings=checker.findings)


def _list(checker: _Checker, node: ast.ListOf) -> Type:
    types = tuple(checker.infer(item) for item in node.items)
    return ListType(common_of(types), types)


def _filter(checker: _Checker, node: ast.Filter) -> Type:
    item = checker.item_of(node.source, where=speak("方括号前面"))
    if constant_of(node.condition) is not None:
        return item
    own = checker.inside(ITEM, of=item)
    own.condition(node.condition, where=speak("方括号里"))
    return ListType(item)


def _for(checker: _Checker, node: ast.For) -> Type:
    item = checker.item_of(node.source, where=speak("in 后面"))
    return ListType(checker.inside(node.variable, of=item).infer(node.body))


def _quantified(checker: _Checker, node: ast.Quantified) -> Type:
    item = checker.item_of(node.source, where=speak("in 后面"))
    own = checker.inside(node.variable, of=item)
    own.condition(node.condition, where=speak("satisfies 后面"))
    return TRUTH


_RULES: Mapping[type, Callable[[_Checker, Any], Type]] = {
    ast.Number: lambda _, node: NumberType(is_literal=True, is_percent=node.is_percent),
    ast.Text: lambda _checker, _node: TEXT,
    ast.Truth: lambda _checker, _node: TRUTH,
    ast.NullLiteral: lambda _checker, _node: NULL,
    ast.DateLiteral: lambda _checker, _node: DATE,
    ast.Name: _name,
    ast.Access: _access,
    ast.Unary: _unary,
    ast.Binary: _binary,
    ast.Compare: _compare,
    ast.Membership: _membership,
    ast.Range: _test_alone,
    ast.UnaryTest: _test_alone,
    ast.Conditional: _conditional,
    ast.Call: _call,
    ast.ListOf: _list,
    ast.Filter: _filter,
    ast.For: _for,
    ast.Quantified: _quantified,
}
