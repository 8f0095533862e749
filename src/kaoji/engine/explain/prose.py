"""The derivation in Chinese: one sentence a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.explain.records import Evidence, FigureNote, Member, StepNote
from kaoji.engine.feel.show import shown
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plan.text import word_of
from kaoji.engine.plinth.exact import Rounding, exact_text, fixed_text
from kaoji.engine.plinth.values import Null, OneOf, Span, Value, is_unknown

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
    behind = f" {unit}" if unit and unit != "%" else unit or ""
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
    if not any(parts[:6]):  # nothing names its proof: the row itself does
        parts.append(evidence.stands_in)
    text = ",".join(part for part in parts if part)
    return f"({text})" if text else ""


def figure(note: FigureNote) -> str:
    """One figure of a formula."""
    if note.kind == "past":
        return f"{note.name} 为 {'、'.join(_past(one, unit=note.unit) for one in note.members)}"
    if note.kind == "group" and not note.members:
        return f"{note.name}:无"
    if note.members:
        if note.kind == "fact":
            parts = (f"{_member(one, unit=note.unit)}{proof(one.evidence)}" for one in note.members)
            return f"{note.name} {told(note.value, unit=note.unit)}(由 {'、'.join(parts)} 汇总)"
        members = "、".join(_member(one, unit=note.unit) for one in note.members)
        return f"{note.name}:{members}"
    if note.kind == "form":
        return f"{note.name} 为 {told(note.value, unit=note.unit)}"
    if note.kind == "fact" and is_unknown(note.value):
        return f"{note.name} 尚缺({told(note.value, unit=note.unit)})"
    clause = f"[{note.clause}]" if note.kind == "parameter" and note.clause else ""
    return f"{note.name} {told(note.value, unit=note.unit)}{clause}{proof(note.evidence)}"


def _member(one: Member, *, unit: str | None) -> str:
    return f"{one.name} {told(one.value, unit=unit)}"


def _past(one: Member, *, unit: str | None) -> str:
    """An earlier value with its period, its version and its proof."""
    inner = proof(one.evidence)[1:-1]
    about = ",".join(part for part in (one.name, one.remark, inner) if part)
    return f"{told(one.value, unit=unit)}({about})"


def figures_text(notes: tuple[FigureNote, ...]) -> str:
    """Figures of a formula, one behind the other."""
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
    return f"填报:{figures_text(step.figures)}。" if step.figures else f"填报 {told(step.value)}。"


def _formula(step: StepNote, node: Node) -> str:
    if node.is_judged and len(step.figures) == 1 and step.figures[0].value == step.value:
        return _fact(step, node)  # points entered directly
    where = f"其中 {figures_text(step.figures)}," if step.figures else ""
    if step.value is not None and is_unknown(step.value):
        return f"{where}尚不能算定。"
    return f"{where}算得 {told(step.value, unit=node.unit)}。"


def _row(step: StepNote, node: Node) -> str:
    about = step.label or (step.evidence.id if step.evidence is not None else "") or "本条"
    own = tuple(
        note for note in step.figures
        if note.name not in ("每条", "件数") and not isinstance(note.value, Null)
    )  # fmt: skip
    read = f"({figures_text(own)})" if own else ""
    if step.text == "not_counted":
        return f"{about}{read}{proof(step.evidence)}:不符合计入条件,不计。"
    each, count = _amount_of(step, "每条"), _amount_of(step, "件数")
    if count == 1:
        return f"{about}{read}{proof(step.evidence)}:{told(each, unit=node.unit)}。"
    whole = told(step.value, unit=node.unit)
    return f"{about}{read}{proof(step.evidence)}:{told(each)} × {told(count)} 件 = {whole}。"


def _entry(step: StepNote, _node: Node) -> str:
    """A row of a list that a formula reads row by row."""
    about = step.label or (step.evidence.id if step.evidence is not None else "") or "本条"
    read = f"({figures_text(step.figures)})" if step.figures else ""
    return f"{about}{read}{proof(step.evidence)}:{told(step.value, unit='件')}。"


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
    own = tuple(note for note in step.figures if note.name not in ("分值", "满分"))
    read = f"({figures_text(own)})" if own else ""
    full = told(_amount_of(step, "分值"))
    about = f"计划事项「{step.label}」" if step.label else "计划事项"
    return f"{about}{read}{proof(step.evidence)}:满分 {full} 分,得 {told(step.value)} 分。"


def _child(step: StepNote, _node: Node) -> str:
    return f"子项{_name(step.label)}:{told(step.value)}。"


def _combine(step: StepNote, node: Node) -> str:
    how = word_of(step.text, kind="combine")
    where = f",其中 {figures_text(step.figures)}" if step.figures else ""
    return f"按「{how}」合成{where},得 {told(step.value, unit=node.unit)}。"


def _part(step: StepNote, _node: Node) -> str:
    period = step.label.rpartition("@")[2]
    return f"{period} 得 {told(step.value)},权重 {percent(_amount_of(step, '权重'))}。"


def _periods(step: StepNote, node: Node) -> str:
    return f"各期合成,得 {told(step.value, unit=node.unit)}。"


_FEEDS = {"mean": "取均值", "sum": "合计", "lowest": "取最低", "highest": "取最高"}


def _feed(step: StepNote, node: Node) -> str:
    count = _amount_of(step, "结果数")
    several = isinstance(count, Fraction) and count > 1
    how = f",{told(count)} 个结果{_FEEDS.get(step.text, '')}" if several else ""
    if step.value is None or is_unknown(step.value):
        return f"取自{step.label},尚缺数据。"
    return f"取自{step.label}{how},得 {told(step.value, unit=node.unit)}。"


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
