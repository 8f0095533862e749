"""名次计分: the rank of the figure among the group, turned into points."""

from __future__ import annotations

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import (
    DIRECTION,
    ArgumentSpec,
    RuleKind,
    Shape,
    fault,
    table_of,
    text_of,
    word_of,
)

_METHODS = (("竞争", "competition"), ("密集", "dense"), ("平均", "average"))
_METHOD_WORDS = {english: chinese for chinese, english in _METHODS}


def _lower(item: Item, call: RuleCall) -> str:
    rank = _rank(call, path=item.path)
    table = table_of(call, argument="table")
    if table is not None:
        return _read_table(table, call=call, path=item.path)
    first = text_of(call, argument="first", default="满分")
    least = text_of(call, argument="least", default="0")
    return f"最大({first} - ({rank} - 1) * {text_of(call, argument='step')}, {least})"


def _read_table(table: str, *, call: RuleCall, path: str) -> str:
    """Those who are level share the mean of their places, and so the mean of the points there."""
    if _method(call) != "平均":
        return f"查表({table}, {_rank(call, path=path)})"
    first, from_the_end = (
        _rank(call, path=path, method="竞争", is_turned=turned) for turned in (False, True)
    )
    return f"查表均值({table}, {first}, 个数({_group(call, path=path)}) + 1 - {from_the_end})"


def _rank(call: RuleCall, *, path: str, method: str = "", is_turned: bool = False) -> str:
    is_rising = (word_of(call, argument="direction") == "lower") is not is_turned
    way, order = method or _method(call), "升" if is_rising else "降"
    return f'名次(数值, {_group(call, path=path)}, "{way}", "{order}")'


def _group(call: RuleCall, *, path: str) -> str:
    column = word_of(call, argument="pool")
    return f"同组(`{path}`.数值{f', `{column}`' if column else ''})"


def _method(call: RuleCall) -> str:
    return _METHOD_WORDS[word_of(call, argument="method", default="competition")]


def _check(item: Item, call: RuleCall) -> tuple[Problem, ...]:
    if ("table" in call.arguments) is not ("step" in call.arguments):
        return ()
    return (
        fault(
            call,
            code="rank-points-unclear",
            message=speak("名次怎样变成分数，要写“名次表”，或写“每降一名减”，两者取一"),
            remedy=speak("写 名次表: 表名；或写 首名、每降一名减、最低"),
            item=item,
        ),
    )


RULE = RuleKind(
    kind="rank_points",
    words=("名次计分", "rank_points"),
    summary_zh="在同组里的名次变成分数",
    summary_en="the rank among the group turned into points",
    wording=marked("按同组名次给分"),
    arguments=(
        ArgumentSpec(
            "名次表",
            "table",
            Shape.BANDS,
            marked("各名次得多少分；方式是平均的，并列者平分所占各名次的分"),
            unit="分",
        ),
        ArgumentSpec(
            "首名",
            "first",
            Shape.FORMULA,
            marked("第一名得多少"),
            default=marked("满分"),
            unit="分",
        ),
        ArgumentSpec("每降一名减", "step", Shape.FORMULA, marked("每降一名少得多少"), unit="分"),
        ArgumentSpec("最低", "least", Shape.FORMULA, marked("最低得多少"), default="0", unit="分"),
        ArgumentSpec(
            "方式",
            "method",
            Shape.WORD,
            marked("并列怎样记"),
            default="competition",
            options=_METHODS,
        ),
        ArgumentSpec("分组", "pool", Shape.COLUMN, marked("按对象表的哪一列分组")),
        DIRECTION,
    ),
    lower=_lower,
    check=_check,
)
