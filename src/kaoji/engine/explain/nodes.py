"""A node in Chinese: what it got, by which clause and rule, of whom and when, then its steps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.explain.prose import briefly, percent, proof, tidy, told
from kaoji.engine.explain.records import Derivation
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import Null, Span, is_unknown
from kaoji.engine.score.outcome import State

#: A chosen reading is always told as such.
READING = "本单位确定的读法,非原文"


def sentences(made: Derivation) -> Iterator[str]:
    """A node: what it got, by which clause and rule, then its steps."""
    yield tidy(_head(made))
    if made.see:
        return
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
    clause = f"【{made.clause}】" if made.clause else ""
    name = f"{_whose(made)}「{made.name}」"
    if made.share.relation == "part":
        name += _spaced(made.period)
    see = {"above": ",推导见上", "below": ",推导见下"}.get(made.see, "")
    return f"{name}{_outcome(made)}{_full(made)}{clause}{see}。"


def _spaced(period: Period) -> str:
    """The period with a blank behind it where Chinese would touch a digit or letter."""
    text = str(period)
    return f"{text} " if text[-1].isascii() else text


def _whose(made: Derivation) -> str:
    """Where a node that is not of this scheme, version or period stands."""
    if made.share.relation == "feed":
        return f"方案「{made.scheme}」里 {made.subject} 的"
    if made.share.relation == "below":
        return f"{made.subject} 的"
    if made.share.relation == "past":
        version = f"({made.version} 版)" if made.version else ""
        return f"{made.period}{version}的"
    return ""


def _outcome(made: Derivation) -> str:
    if made.state is State.MISSING and is_unknown(made.value):
        return f"尚缺数据,{_between(made)}"
    if isinstance(made.value, Null):
        return told(made.value)
    entries = [step for step in made.steps if step.kind == "entry"]
    if entries:
        count = sum(step.value for step in entries if isinstance(step.value, Fraction))
        return f"登记 {len(entries)} 条,共 {told(Fraction(count))} 件"
    value = told(made.value, unit=made.unit)
    if not made.is_scored:
        return value if value.startswith("约") else f"= {value}"
    verb = {"deduction": "扣", "bonus": "加"}.get(made.role, "得")
    return f"{verb} {value}"


def _between(made: Derivation) -> str:
    figure = told(made.value, unit=made.unit)
    if not isinstance(made.value, Span) or not made.value.is_bounded:
        return figure
    if made.value.low == made.value.high:
        return f"已可确定为 {figure}"
    return f"在 {figure}{'' if made.unit and made.unit != '%' else ' '}之间"


def _full(made: Derivation) -> str:
    if made.role != "scored":
        return "" if made.limit is None else f"(上限 {briefly(made.limit)} 分)"
    if made.full is None or isinstance(made.value, Null):
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
        return f"{name} {value}{proof(one.share.evidence)}"
    scale = ""
    if one.share.relation == "child" and isinstance(one.full, Fraction) and one.full != 100:
        scale = f"/{told(one.full)}"
    return f"{name} {value}{scale} × {percent(one.share.weight)}{proof(one.share.evidence)}"
