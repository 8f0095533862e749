"""Which nodes can be worked out column-wise for many subjects at once (`kaoji plan` marks each).

Columnar is what is built of + − × ÷, least and greatest, comparison and choice, tables, piecewise
lines, steps, rounding, folds over rows, children and groups, and reads at another period. All
else is done by the plain evaluator in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.feel import ast
from kaoji.engine.feel.functions import find_function
from kaoji.engine.feel.names import children
from kaoji.engine.plan.nodes import Amount, Annex, Compute, Fold, Import, Join, Node, Poll
from kaoji.engine.plan.reaches import FORM_TWINS, REACH, form_word
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Combine, Formula

#: Functions with a column form, by their Chinese names.
COLUMNAR = frozenset(
    [
        "合计",
        "均值",
        "最大",
        "最小",
        "个数",
        "总体方差",
        "加权均值",
        "夹",
        "整步",
        "插值",
        "取整",
        "四舍五入",
        "四舍六入",
        "五舍六入",
        "去尾",
        "进一",
        "上整",
        "下整",
        "绝对值",
        "名次",
        "分位",
        "中位数",
        "是否任一",
        "是否全部",
        "是不适用",
        "是无定义",
        "序号",
    ]
)
_FORMS = frozenset(REACH) - {"属性", "查表均值"}
_PLAIN_WORDS = {"*", "+", "-", "/", "and", "or"}


def why_plain(node: Node) -> str | None:
    """Why the node stays with the plain evaluator; `None` when it is columnar."""
    reason = _of_way(node)
    if reason is not None:
        return reason
    for amount in amounts_of(node):
        reason = next(_obstacles(amount.formula), None)
        if reason is not None:
            return reason
    return None


def _of_way(node: Node) -> str | None:
    match node.way:
        case Import():
            return speak("引用别的方案")
        case Poll(gather=gather) if gather != "mean":
            return speak("去高低或中位数")
        case Join(combine=Combine.GEOMETRIC):
            return speak("几何均值")
        case Fold(gather="top"):
            return speak("取最高几项")
        case _:
            return None


def amounts_of(node: Node) -> Iterator[Amount]:
    """The expressions that make the node's value."""
    way = node.way
    candidates: tuple[Amount | None, ...] = (
        node.full, node.points, node.applies, node.undefined_value, node.cap, node.floor
    )  # fmt: skip
    match way:
        case Compute(amount=amount):
            candidates += (amount,)
        case Fold():
            candidates += (way.per_row, way.counted_if, way.top, way.then)
        case Annex():
            candidates += (way.per_item,)
        case Join():
            candidates += (*way.weights, way.formula)
        case Poll():
            candidates += tuple(one.weight for one in way.classes)
        case _:
            pass
    return (amount for amount in candidates if amount is not None)


def _obstacles(formula: Formula) -> Iterator[str]:
    todo: list[ast.Expression] = [formula.expression]
    while todo:
        expression = todo.pop()
        reason = _obstacle(expression)
        if reason is not None:
            yield reason
        todo += children(expression)


def _obstacle(expression: ast.Expression) -> str | None:
    match expression:
        case ast.Binary(op=op) if op not in _PLAIN_WORDS:
            return speak("乘方")
        case ast.DateLiteral():
            return speak("日期")
        case ast.Call(function=word):
            return _of_call(word)
        case ast.For(source=source) | ast.Filter(source=source) | ast.Quantified(source=source):
            return None if _is_rows(source) else speak("逐项循环")
        case _:
            return None


def _of_call(word: str) -> str | None:
    form = FORM_TWINS.get(word, word)
    if form in REACH:
        return None if form in _FORMS else f"{form_word(form)}()"
    builtin = find_function(word)
    return None if builtin is not None and builtin.name in COLUMNAR else f"{word}()"


def _is_rows(source: ast.Expression) -> bool:
    """Rows of a list, children, or a group: what columns can fold and filter."""
    return isinstance(source, ast.Call) and FORM_TWINS.get(source.function, source.function) in (
        "条", "子项", "子项得分率", "同组", "全体",
    )  # fmt: skip
