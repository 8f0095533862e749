"""The derivation in words: one sentence a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from kaoji.engine.explain.formula_words import written
from kaoji.engine.explain.prose import figures_text, percent, proof, told, with_figures
from kaoji.engine.explain.records import FigureNote, StepNote
from kaoji.engine.explain.spoken import bracketed, listed, quoted, tidy
from kaoji.engine.plan.nodes import Join, Node, Poll
from kaoji.engine.plan.text import word_of
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null, Reason, Value, is_unknown
from kaoji.engine.score.outcome import State

#: The figure of a class of raters that has a member for each word of the scale.
VOTES = "各选项票数"


class _Follows(NamedTuple):
    """What follows from an absence, and whether the sentence itself says what kind it is."""

    said: str
    has_why: bool = False


_ABSENCES = MappingProxyType(
    {
        "share_out": _Follows(marked("移出，其分值由同级分摊。")),
        "rescale": _Follows(marked("移出，其余按比例折合。")),
        "full": _Follows(marked("{why}，按规定计满分。"), has_why=True),
        "zero": _Follows(marked("{why}，按规定计零分。"), has_why=True),
        "undefined_value": _Follows(marked("算式没有定义，按规定取值。")),
        "missing_zero": _Follows(marked("缺数据，按规定计零分。")),
        "missing_full": _Follows(marked("缺数据，按规定计满分。")),
        "missing_remove": _Follows(marked("缺数据，按规定移出。")),
        "missing_available": _Follows(marked("缺数据，按规定以已到者计。")),
        "missing_whole_zero": _Follows(marked("缺数据，按规定全案为零。")),
        "whole_zero": _Follows(marked("其下有缺数据而按规定全案为零的，总分计零。")),
        "missing_no_rank": _Follows(marked("缺数据，按规定不排名。")),
    }
)


def sentence(step: StepNote, *, node: Node) -> str:
    """One step as one sentence."""
    return tidy(_SENTENCES[step.kind](step, node))


def _name(path: str) -> str:
    return quoted(spoken_path(path).rpartition("/")[2])


def _amount_of(step: StepNote, name: str) -> Value | None:
    return next((note.value for note in step.figures if note.name == name), None)


def _given(step: StepNote, node: Node) -> str:
    value = told(step.value, unit=node.unit)
    about = proof(step.evidence)
    return speak("直接给定为 {value}{proof}，其下不再计算。", value=value, proof=about)


def _fact(step: StepNote, _node: Node) -> str:
    if step.figures:
        return speak("填报：{figures}。", figures=figures_text(step.figures))
    return speak("填报 {value}。", value=told(step.value))


def _formula(step: StepNote, node: Node) -> str:
    if node.is_judged and len(step.figures) == 1 and step.figures[0].value == step.value:
        return _fact(step, node)  # points entered directly
    figures, value = figures_text(step.figures), told(step.value, unit=node.unit)
    if step.value is not None and is_unknown(step.value):
        if figures:
            return speak("其中 {figures}，尚不能算定。", figures=figures)
        return speak("尚不能算定。")
    if figures:
        return speak("其中 {figures}，算得 {value}。", figures=figures, value=value)
    return speak("算得 {value}。", value=value)


def _row_about(step: StepNote, figures: tuple[FigureNote, ...]) -> str:
    """Which row it is, what it says and what proves it."""
    name = step.label or (step.evidence.id if step.evidence is not None else "")
    read = bracketed(figures_text(figures))
    return f"{name or speak('本条')}{read}{proof(step.evidence)}"


def _row(step: StepNote, node: Node) -> str:
    own = tuple(
        note for note in step.figures
        if note.name not in ("每条", "件数") and not isinstance(note.value, Null)
    )  # fmt: skip
    row = _row_about(step, own)
    if step.text == "not_counted":
        return speak("{row}：不符合计入条件，不计。", row=row)
    each, count = _amount_of(step, "每条"), _amount_of(step, "件数")
    if count == 1:
        return speak("{row}：{value}。", row=row, value=told(each, unit=node.unit))
    return speak(
        "{row}：{each} × {count} 件 = {value}。",
        row=row,
        each=told(each),
        count=told(count),
        value=told(step.value, unit=node.unit),
    )


def _entry(step: StepNote, _node: Node) -> str:
    """A row of a list that a formula reads row by row."""
    value = told(step.value, unit="件")
    return speak("{row}：{value}。", row=_row_about(step, step.figures), value=value)


def _work(step: StepNote, _node: Node) -> str:
    return speak(
        "事项「{name}」只计最高的 {value}，其余 {waived} 不再计。",
        name=step.label,
        value=told(step.value),
        waived=told(_amount_of(step, "不再计")),
    )


def _gather(step: StepNote, node: Node) -> str:
    value = told(step.value, unit=node.unit)
    return speak("{how}，得 {value}。", how=word_of(step.text, kind="gather"), value=value)


def _votes(step: StepNote, node: Node) -> tuple[str, str]:
    """How many ballots say each word of the scale, in brackets: those counted, those aside."""
    scale = node.way.scale if isinstance(node.way, Poll) and node.way.scale else {}
    cast_by_word = next((note.members for note in step.figures if note.name == VOTES), ())

    def of(*, counted: bool) -> str:
        here = (one for one in cast_by_word if (scale.get(one.name) is not None) is counted)
        return bracketed(listed(f"{one.name} {told(one.value)}" for one in here))

    return of(counted=True), of(counted=False)


def _ballots(step: StepNote, node: Node) -> str:
    name, value = step.label, told(step.value)
    valid = told(_amount_of(step, "有效票"))
    counted, aside_by = _votes(step, node)
    aside = _amount_of(step, "不计入")
    more = (
        speak("，另有 {count} 张不计入{which}", count=told(aside), which=aside_by) if aside else ""
    )
    if isinstance(step.value, Null):
        return speak("「{name}」没有有效票{more}，无定义。", name=name, more=more)
    if step.text == "worth_open":
        return speak(
            "「{name}」有效票 {valid} 张{votes}{more}，有的词值几分还不知道，先按 {value} 估计。",
            name=name,
            valid=valid,
            votes=counted,
            more=more,
            value=value,
        )
    if step.text == "too_few" or is_unknown(step.value or ()):
        return speak(
            "「{name}」有效票 {valid} 张{votes}{more}，不足 {least} 张，先按 {value} 估计。",
            name=name,
            valid=valid,
            votes=counted,
            more=more,
            least=told(_amount_of(step, "最少")),
            value=value,
        )
    weight = _amount_of(step, "权重")
    share = "" if weight is None else speak("，权重 {weight}", weight=percent(weight))
    about = f"{share}{more}"
    return speak(
        "「{name}」有效票 {valid} 张{votes}，汇集为 {value}{about}。",
        name=name,
        valid=valid,
        votes=counted,
        value=value,
        about=about,
    )


def _panel(step: StepNote, node: Node) -> str:
    value = told(step.value, unit=node.unit)
    return speak("各类评分人按权重合成，折算到满分，得 {value}。", value=value)


def _plan_item(step: StepNote, _node: Node) -> str:
    own = tuple(note for note in step.figures if note.name not in ("分值", "满分"))
    name = step.label
    item = speak("计划事项「{name}」", name=name) if name else speak("计划事项")
    return speak(
        "{item}：满分 {full} 分，得 {value} 分。",
        item=f"{item}{bracketed(figures_text(own))}{proof(step.evidence)}",
        full=told(_amount_of(step, "分值")),
        value=told(step.value),
    )


def _child(step: StepNote, _node: Node) -> str:
    return speak("子项{name}：{value}。", name=_name(step.label), value=told(step.value))


def _combine(step: StepNote, node: Node) -> str:
    way = node.way
    formula = way.formula if isinstance(way, Join) else None
    how = _how(step.text) if formula is None else written(formula.formula)
    return speak(
        "按「{how}」合成{with_figures}，得 {value}。",
        how=how,
        with_figures=with_figures(step.figures),
        value=told(step.value, unit=node.unit),
    )


def _how(word: str) -> str:
    return speak("几何平均") if word == "geometric" else word_of(word, kind="combine")


def _part(step: StepNote, _node: Node) -> str:
    return speak(
        "{period} 得 {value}，权重 {weight}。",
        period=step.label.rpartition("@")[2],
        value=told(step.value),
        weight=percent(_amount_of(step, "权重")),
    )


def _periods(step: StepNote, node: Node) -> str:
    return speak("各期合成，得 {value}。", value=told(step.value, unit=node.unit))


_FEEDS = MappingProxyType(
    {
        "mean": marked("，{count} 个结果取均值"),
        "sum": marked("，{count} 个结果合计"),
        "lowest": marked("，{count} 个结果取最低"),
        "highest": marked("，{count} 个结果取最高"),
    }
)
_FEED = marked("，{count} 个结果")


def _feed(step: StepNote, node: Node) -> str:
    count = _amount_of(step, "结果数")
    several = isinstance(count, Fraction) and count > 1
    how = speak(_FEEDS.get(step.text, _FEED), count=told(count)) if several else ""
    if step.value is None or is_unknown(step.value):
        return speak("取自{result}，尚缺数据。", result=step.label)
    value = told(step.value, unit=node.unit)
    return speak("取自{result}{how}，得 {value}。", result=step.label, how=how, value=value)


def _removed(step: StepNote, _node: Node) -> str:
    share = _amount_of(step, "份额")
    size = ""
    if isinstance(share, Fraction):
        size = speak("，空出的份额 {share}", share=exact_text(share))
    name = _name(step.label)
    if step.text == State.MISSING:
        return speak("{name}缺数据，移出{size}。", name=name, size=size)
    if isinstance(step.value, Null) and step.value.reason is Reason.NOT_APPLICABLE:
        return speak("{name}不适用，移出{size}。", name=name, size=size)
    return speak("{name}无定义，移出{size}。", name=name, size=size)


def _rescaled(step: StepNote, _node: Node) -> str:
    return speak(
        "按留存份额 {left} 折合：{before} 折为 {value}。",
        left=percent(_amount_of(step, "留存")),
        before=told(_amount_of(step, "之前")),
        value=told(step.value),
    )


def _bonus(step: StepNote, _node: Node) -> str:
    return speak("加上{name}{value} 分。", name=_name(step.label), value=told(step.value))


def _deduction(step: StepNote, _node: Node) -> str:
    return speak("减去{name}{value} 分。", name=_name(step.label), value=told(step.value))


def _from_table(step: StepNote) -> str:
    """The row of the table that a limit was looked up in."""
    rows = (one for note in step.figures if note.kind == "table" for one in note.members)
    return bracketed(
        listed(speak("「{table}」表「{row}」", table=one.coordinate, row=one.name) for one in rows)
    )


def _cap(step: StepNote, _node: Node) -> str:
    return speak(
        "{before} 超过上限 {edge}{from_table}，按 {value} 计。",
        before=told(_amount_of(step, "之前")),
        edge=told(_amount_of(step, "限")),
        from_table=_from_table(step),
        value=told(step.value),
    )


def _floor(step: StepNote, _node: Node) -> str:
    return speak(
        "{before} 低于下限 {edge}{from_table}，按 {value} 计。",
        before=told(_amount_of(step, "之前")),
        edge=told(_amount_of(step, "限")),
        from_table=_from_table(step),
        value=told(step.value),
    )


def _round(step: StepNote, node: Node) -> str:
    return speak(
        "取整{how}：{before} 取为 {value}。",
        how=_rounded_how(node),
        before=told(_amount_of(step, "之前")),
        value=told(step.value),
    )


def _rounded_how(node: Node) -> str:
    rule = node.rounding
    if rule is None:
        return ""
    return speak(
        "（{mode}，{places} 位）", mode=word_of(rule.mode, kind="rounding"), places=rule.places
    )


def _absence(step: StepNote, _node: Node) -> str:
    said, has_why = _ABSENCES[step.text]
    null = step.value if isinstance(step.value, Null) else None
    if has_why:
        return speak(said, why="" if null is None else _why(null))
    if null is None or not null.note:
        return speak(said)
    return speak("{why}：{said}", why=_why(null), said=speak(said))


def _why(null: Null) -> str:
    """What kind of null it is, and how it came about where that is known."""
    return f"{told(null)}{bracketed(null.note)}"


_SENTENCES: Mapping[str, Callable[[StepNote, Node], str]] = MappingProxyType(
    {
        "given": _given,
        "fact": _fact,
        "formula": _formula,
        "row": _row,
        "entry": _entry,
        "work": _work,
        "gather": _gather,
        "ballots": _ballots,
        "panel": _panel,
        "plan_item": _plan_item,
        "child": _child,
        "peer": _child,
        "combine": _combine,
        "part": _part,
        "periods": _periods,
        "feed": _feed,
        "removed": _removed,
        "rescaled": _rescaled,
        "bonus": _bonus,
        "deduction": _deduction,
        "cap": _cap,
        "floor": _floor,
        "round": _round,
        "absence": _absence,
    }
)
