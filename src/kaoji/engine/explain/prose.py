"""The derivation in Chinese: one sentence a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.explain.records import Derivation, Evidence, FigureNote, StepNote
from kaoji.engine.feel.show import shown
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plan.text import word_of
from kaoji.engine.plinth.exact import Rounding, exact_text, fixed_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import Null, OneOf, Span, Value, is_unknown
from kaoji.engine.score.outcome import State

#: A chosen reading is always told as such.
READING = "本单位确定的读法,非原文"
#: A number with more decimals is told rounded, with the exact one beside it.
_MOST_PLACES = 6
_FEW_PLACES = 4
#: Places of the ends of an interval of a result.
PLACES = 2

_ABSENCES = MappingProxyType(
    {
        "share_out": "移出,其分值由同级分摊",
        "rescale": "移出,其余按比例折合",
        "full": "按规定计满分",
        "zero": "按规定计零分",
        "undefined_value": "算式没有定义,按规定取值",
        "missing_zero": "缺数据,按规定计零分",
        "missing_full": "缺数据,按规定计满分",
        "missing_remove": "缺数据,按规定移出",
        "missing_available": "缺数据,按规定以已到者计",
        "missing_whole_zero": "缺数据,按规定全案为零",
        "missing_no_rank": "缺数据,按规定不排名",
    }
)


# --- figures --------------------------------------------------------------------------------------


def told(value: Value | None, *, unit: str | None = None) -> str:
    """A value in words."""
    behind = f" {unit}" if unit else ""
    if value is None:
        return "无"
    if isinstance(value, Span):
        return f"{_interval(value)}{behind}"
    if isinstance(value, OneOf):
        return f"未知({shown(value)})" if value.options else "未知"
    if isinstance(value, Fraction):
        exact = "" if _is_short(value) else f"(精确值 {exact_text(value)})"
        return f"{_number(value)}{behind}{exact}"
    return shown(value)


def _is_short(value: Fraction) -> bool:
    exact = exact_text(value)
    return "/" not in exact and len(exact.partition(".")[2]) <= _MOST_PLACES


def _number(value: Fraction) -> str:
    """The number, rounded where it would be endless: the exact one is told elsewhere."""
    return exact_text(value) if _is_short(value) else f"约 {fixed_text(value, places=_FEW_PLACES)}"


def briefly(value: Value | None) -> str:
    """A value within a longer sentence."""
    return _number(value) if isinstance(value, Fraction) else told(value)


def _interval(span: Span) -> str:
    if span.low is None and span.high is None:
        return "范围无法证明"
    low, high = outward(span.low, up=False), outward(span.high, up=True)
    if span.low is None:
        return f"至多 {high}"
    if span.low == span.high:
        return _number(span.low)
    return f"至少 {low}" if span.high is None else f"{low} 至 {high}"


def outward(end: Fraction | None, *, up: bool, places: int = _FEW_PLACES) -> str:
    """An end of an interval, rounded so that the interval stays sound."""
    if end is None:
        return "?"
    exact = exact_text(end)
    if "/" not in exact and len(exact.partition(".")[2]) <= places:
        return exact
    mode = Rounding.UP if up is (end > 0) else Rounding.DOWN
    return fixed_text(end, places=places, mode=mode)


def lies(span: Span) -> str:
    """Where a result lies while facts are missing, at the places that results are printed with:
    between its ends, or, when whatever comes it is the same, at that figure. It is open all the
    same: owed facts are still to come.
    """
    if span.low is not None and span.low == span.high:
        return f"已可确定为 {_number(span.low)}"
    low = outward(span.low, up=False, places=PLACES)
    return f"在 {low} 至 {outward(span.high, up=True, places=PLACES)} 之间"


def tidy(text: str) -> str:
    """The sentence without a blank before 约, which stands close to the word that it follows."""
    return text.replace(" 约 ", "约 ")


def percent(value: Value | None) -> str:
    """A weight as it is written in the texts."""
    if not isinstance(value, Fraction):
        return told(value)
    exact = exact_text(value * 100)
    return exact_text(value) if "/" in exact else f"{exact}%"


def proof(evidence: Evidence | None) -> str:
    """What a facts row names as its proof, in brackets."""
    if evidence is None:
        return ""
    scope = "" if evidence.scope in ("", "*") else f"取自{evidence.scope}"
    everyone = "对全部对象" if evidence.scope == "*" else ""
    parts = [
        evidence.document, evidence.issuer, evidence.date,
        evidence.evidence and f"佐证:{evidence.evidence}",
        evidence.source and f"来源:{evidence.source}",
        evidence.note and f"备注:{evidence.note}", scope, everyone,
    ]  # fmt: skip
    text = ",".join(part for part in parts if part)
    return f"({text})" if text else ""


def figure(note: FigureNote) -> str:
    """One figure of a formula."""
    if note.members:
        members = "、".join(f"{who} {told(value)}" for who, value in note.members)
        return f"{note.name}:{members}"
    if note.kind == "form":
        return f"{note.name} 为 {told(note.value)}"
    if note.kind == "fact" and is_unknown(note.value):
        return f"{note.name} 尚缺({told(note.value, unit=note.unit)})"
    clause = f"[{note.clause}]" if note.kind == "parameter" and note.clause else ""
    return f"{note.name} {told(note.value, unit=note.unit)}{clause}{proof(note.evidence)}"


def _figures(notes: tuple[FigureNote, ...]) -> str:
    return ",".join(figure(note) for note in notes)


# --- steps ----------------------------------------------------------------------------------------


def sentence(step: StepNote, *, node: Node) -> str:
    """One step as one sentence."""
    return tidy(_SENTENCES[step.kind](step, node))


def _name(path: str) -> str:
    return f"「{path.rpartition('/')[2]}」"


def _amount_of(step: StepNote, name: str) -> Value | None:
    return next((note.value for note in step.figures if note.name == name), None)


def _given(step: StepNote, node: Node) -> str:
    value = told(step.value, unit=node.unit)
    return f"直接给定为 {value}{proof(step.evidence)},其下不再计算。"


def _fact(step: StepNote, _node: Node) -> str:
    return f"填报:{_figures(step.figures)}。" if step.figures else f"填报 {told(step.value)}。"


def _formula(step: StepNote, node: Node) -> str:
    where = f"其中 {_figures(step.figures)}," if step.figures else ""
    if step.value is not None and is_unknown(step.value):
        return f"{where}尚不能算定。"
    return f"{where}算得 {told(step.value, unit=node.unit)}。"


def _row(step: StepNote, node: Node) -> str:
    about = step.label or (step.evidence.id if step.evidence is not None else "") or "本条"
    own = tuple(
        note for note in step.figures
        if note.name not in ("每条", "件数") and not isinstance(note.value, Null)
    )  # fmt: skip
    read = f"({_figures(own)})" if own else ""
    if step.text == "not_counted":
        return f"{about}{read}{proof(step.evidence)}:不符合计入条件,不计。"
    each, count = _amount_of(step, "每条"), _amount_of(step, "件数")
    times = "" if count == 1 else f" × {told(count)} 件 = {told(step.value)}"
    unit = f" {node.unit}" if node.unit else ""
    return f"{about}{read}{proof(step.evidence)}:{told(each)}{times}{unit}。"


def _work(step: StepNote, _node: Node) -> str:
    waived = told(_amount_of(step, "不再计"))
    return f"事项「{step.label}」只计最高的 {told(step.value)},其余 {waived} 不再计。"


def _gather(step: StepNote, node: Node) -> str:
    return f"{word_of(step.text, kind='gather')},得 {told(step.value, unit=node.unit)}。"


def _ballots(step: StepNote, _node: Node) -> str:
    valid = told(_amount_of(step, "有效票"))
    if step.text == "too_few" or is_unknown(step.value or ()):
        least = told(_amount_of(step, "最少"))
        return f"「{step.label}」有效票 {valid} 张,不足 {least} 张,先按 {told(step.value)} 估计。"
    aside = _amount_of(step, "不计入")
    more = f",另有 {told(aside)} 张不计入" if aside else ""
    weight = _amount_of(step, "权重")
    share = "" if weight is None else f",权重 {percent(weight)}"
    return f"「{step.label}」有效票 {valid} 张,汇集为 {told(step.value)}{share}{more}。"


def _panel(step: StepNote, node: Node) -> str:
    return f"各类评分人按权重合成,折算到满分,得 {told(step.value, unit=node.unit)}。"


def _plan_item(step: StepNote, _node: Node) -> str:
    own = tuple(note for note in step.figures if note.name != "分值")
    read = f"({_figures(own)})" if own else ""
    full = told(_amount_of(step, "分值"))
    about = f"计划事项「{step.label}」" if step.label else "计划事项"
    return f"{about}{read}{proof(step.evidence)}:满分 {full},得 {told(step.value)}。"


def _child(step: StepNote, _node: Node) -> str:
    return f"子项{_name(step.label)}:{told(step.value)}。"


def _combine(step: StepNote, node: Node) -> str:
    how = word_of(step.text, kind="combine")
    where = f",其中 {_figures(step.figures)}" if step.figures else ""
    return f"按「{how}」合成{where},得 {told(step.value, unit=node.unit)}。"


def _part(step: StepNote, _node: Node) -> str:
    period = step.label.rpartition("@")[2]
    return f"{period} 得 {told(step.value)},权重 {percent(_amount_of(step, '权重'))}。"


def _periods(step: StepNote, node: Node) -> str:
    return f"各期合成,得 {told(step.value, unit=node.unit)}。"


def _feed(step: StepNote, _node: Node) -> str:
    return f"引用方案「{step.label}」的{step.text},得 {told(step.value)}。"


def _removed(step: StepNote, _node: Node) -> str:
    share = _amount_of(step, "份额")
    why = "不适用" if isinstance(step.value, Null) and step.value.reason.value == (
        "not_applicable"
    ) else "无定义"  # fmt: skip
    size = f",空出的份额 {exact_text(share)}" if isinstance(share, Fraction) else ""
    return f"{_name(step.label)}{why},移出{size}。"


def _rescaled(step: StepNote, _node: Node) -> str:
    before, left = _amount_of(step, "之前"), _amount_of(step, "留存")
    return f"按留存份额 {percent(left)} 折合:{told(before)} 折为 {told(step.value)}。"


def _bonus(step: StepNote, _node: Node) -> str:
    return f"加上{_name(step.label)}{told(step.value)} 分。"


def _deduction(step: StepNote, _node: Node) -> str:
    return f"减去{_name(step.label)}{told(step.value)} 分。"


def _cap(step: StepNote, _node: Node) -> str:
    before, edge = _amount_of(step, "之前"), _amount_of(step, "限")
    return f"{told(before)} 超过上限 {told(edge)},按 {told(step.value)} 计。"


def _floor(step: StepNote, _node: Node) -> str:
    before, edge = _amount_of(step, "之前"), _amount_of(step, "限")
    return f"{told(before)} 低于下限 {told(edge)},按 {told(step.value)} 计。"


def _round(step: StepNote, node: Node) -> str:
    rule = node.rounding
    how = "" if rule is None else f"({word_of(rule.mode, kind='rounding')},{rule.places} 位)"
    return f"取整{how}:{told(_amount_of(step, '之前'))} 取为 {told(step.value)}。"


def _absence(step: StepNote, _node: Node) -> str:
    return f"{_ABSENCES.get(step.text, step.text)}。"


_SENTENCES: Mapping[str, Callable[[StepNote, Node], str]] = MappingProxyType(
    {
        "given": _given,
        "fact": _fact,
        "formula": _formula,
        "row": _row,
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


# --- a node ---------------------------------------------------------------------------------------


def sentences(made: Derivation) -> Iterator[str]:
    """A node: what it got, by which clause and rule, then its steps."""
    yield tidy(_head(made))
    if made.reading and made.share.relation != "part":
        yield f"读法【{READING}】:{made.reading}"
    for name, _clause, reading in made.tables:
        if reading:
            yield f"表「{name}」的读法【{READING}】:{reading}"
    if made.rule is not None and made.rule.kind != "rows":
        yield f"{made.rule.wording}。"
    sums = _sum(made)
    if sums:
        yield tidy(sums)
    told_below = {"child", "part"}
    for step in made.steps:
        if step.kind not in told_below:
            yield step.sentence


def _head(made: Derivation) -> str:
    verb = {"deduction": "扣", "bonus": "加"}.get(made.role, "得" if made.is_scored else "=")
    clause = f"【{made.clause}】" if made.clause else ""
    name = f"「{made.name}」" + ("" if made.share.relation != "part" else _spaced(made.period))
    scheme = f"方案「{made.scheme}」里 {made.subject} 的" if made.scheme else ""
    if made.state is State.MISSING and is_unknown(made.value):
        return f"{scheme}{name}尚缺数据,{_between(made)}{_full(made)}{clause}。"
    if isinstance(made.value, Null):
        return f"{scheme}{name}{told(made.value)}{clause}。"
    return f"{scheme}{name}{verb} {told(made.value, unit=made.unit)}{_full(made)}{clause}。"


def _spaced(period: Period) -> str:
    """The period with a blank behind it where Chinese would touch a digit or letter."""
    text = str(period)
    return f"{text} " if text[-1].isascii() else text


def _between(made: Derivation) -> str:
    if isinstance(made.value, Span) and made.value.is_bounded:
        figure = told(made.value, unit=made.unit)
        is_certain = made.value.low == made.value.high
        return f"已可确定为 {figure}" if is_certain else f"在 {figure}之间"
    return told(made.value, unit=made.unit)


def _full(made: Derivation) -> str:
    if made.full is None or made.role != "scored":
        return ""
    lost = f",失 {briefly(made.lost)} 分" if made.lost else ""
    return f"(满分 {briefly(made.full)} 分{lost})"


def _sum(made: Derivation) -> str:
    """The group's sum or the weighted parts in one line."""
    inner = [one for one in made.children if one.share.relation in ("child", "part")]
    if not inner:
        return ""
    terms = [_term(one) for one in inner]
    return f"由 {len(inner)} 项合成:{' + '.join(terms)}。"


def _term(one: Derivation) -> str:
    name = str(one.period) if one.share.relation == "part" else one.name
    if isinstance(one.value, Null):
        return f"{name}({told(one.value)})"
    value = f"[{told(one.value)}]" if is_unknown(one.value) else briefly(one.value)
    if one.share.weight is None:
        return f"{name} {value}"
    scale = ""
    if one.share.relation == "child" and isinstance(one.full, Fraction) and one.full != 100:
        scale = f"/{told(one.full)}"
    return f"{name} {value}{scale} × {percent(one.share.weight)}"
