"""A node in words: what it got, by which clause and rule, of whom and when, then its steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.explain.prose import briefly, percent, proof, told
from kaoji.engine.explain.records import Derivation
from kaoji.engine.explain.spoken import bracketed, ended, listed, tidy
from kaoji.engine.plinth.exact import HUNDRED, total
from kaoji.engine.plinth.names import is_english, spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null, Span, is_unknown
from kaoji.engine.score.outcome import State

#: A chosen reading is always told as such.
READING = marked("本单位确定的读法，非原文")


_SEE = MappingProxyType({"above": marked("，推导见上"), "below": marked("，推导见下")})
_SCORES = marked("得 {value}")
_VERBS = MappingProxyType({"deduction": marked("扣 {value}"), "bonus": marked("加 {value}")})


def sentences(made: Derivation) -> Iterator[str]:
    """A node: what it got, by which clause and rule, then its steps."""
    yield tidy(_head(made))
    if made.see:
        return
    if made.reading and made.share.relation != "part":
        yield speak("读法【{how}】：{reading}", how=speak(READING), reading=made.reading)
    for name, _clause, reading in made.tables:
        if reading:
            how = speak(READING)
            yield speak(
                "表「{name}」的读法【{how}】：{reading}", name=name, how=how, reading=reading
            )
    if made.rule is not None and made.rule.kind != "rows":
        yield ended((made.rule.wording,))
    sums = _sum(made)
    if sums:
        yield tidy(sums)
    told_below = {"child", "part"}
    for step in made.steps:
        if step.kind not in told_below:
            yield step.sentence


def _head(made: Derivation) -> str:
    clause = speak("【{clause}】", clause=made.clause) if made.clause else ""
    name = speak("{whose}「{name}」", whose=_whose(made), name=spoken_path(made.name))
    if made.share.relation == "part":
        name += _spaced(made.period)
    see = speak(_SEE[made.see]) if made.see else ""
    about = f"{_full(made)}{clause}{see}"
    return speak("{name}{outcome}{about}。", name=name, outcome=_outcome(made), about=about)


def _spaced(period: Period) -> str:
    """The period with a blank where words would touch it."""
    text = str(period)
    if is_english():
        return f" {text}"
    return f"{text} " if text[-1].isascii() else text


def _whose(made: Derivation) -> str:
    """Where a node that is not of this scheme, version or period stands."""
    if made.share.relation == "feed":
        return speak("方案「{scheme}」里 {subject} 的", scheme=made.scheme, subject=made.subject)
    if made.share.relation == "below":
        return speak("{subject} 的", subject=made.subject)
    if made.share.relation == "past":
        version = speak("（{version} 版）", version=made.version) if made.version else ""
        return speak("{period}{version}的", period=made.period, version=version)
    return ""


def _outcome(made: Derivation) -> str:
    if made.state is State.MISSING and is_unknown(made.value):
        return speak("尚缺数据，{range}", range=_between(made))
    if isinstance(made.value, Null):
        if made.state is State.MISSING:
            return speak("缺数据")
        return speak("{nothing}", nothing=told(made.value))
    entries = [step for step in made.steps if step.kind == "entry"]
    if entries:
        count = sum(step.value for step in entries if isinstance(step.value, Fraction))
        rows, whole = len(entries), told(Fraction(count))
        return speak("登记 {rows} 条，共 {count} 件", rows=rows, count=whole)
    value = told(made.value, unit=made.unit)
    if not made.is_scored:
        return value if value.startswith("约") else f"= {value}"
    return speak(_VERBS.get(made.role, _SCORES), value=value)


def _between(made: Derivation) -> str:
    figure = told(made.value, unit=made.unit)
    if not isinstance(made.value, Span) or not made.value.is_bounded:
        return figure
    if made.value.low == made.value.high:
        return speak("已可确定为 {figure}", figure=figure)
    if made.unit and made.unit != "%":
        return speak("在 {figure}之间", figure=figure)
    return speak("在 {figure} 之间", figure=figure)


def _full(made: Derivation) -> str:
    if made.role != "scored":
        limit = made.limit
        return "" if limit is None else speak("（上限 {limit} 分）", limit=briefly(limit))
    if made.full is None or isinstance(made.value, Null):
        return ""
    out, lost = made.points_out, made.lost
    aside = speak("，其中不适用 {out} 分，由上级折合", out=briefly(out)) if out else ""
    lost_text = speak("，失 {lost} 分", lost=briefly(lost)) if lost else ""
    return speak("（满分 {full} 分{lost}）", full=briefly(made.full), lost=f"{aside}{lost_text}")


def _sum(made: Derivation) -> str:
    """The group's sum or the weighted parts in one line."""
    inner = [one for one in made.children if one.share.relation in ("child", "part")]
    if not inner:
        return ""
    if made.combine not in ("", "sum", "weighted") and inner[0].share.relation == "child":
        return _chosen(
            made, terms=listed(_one_of(one, by_rates=made.combine in _BY_RATES) for one in inner)
        )
    terms = " + ".join(_term(one) for one in inner)
    used = _weight_of_parts(inner)
    if used is not None and used not in (0, 1):
        return speak(
            "由 {count} 项合成：（{terms}）÷ {used}。",
            count=len(inner),
            terms=terms,
            used=percent(used),
        )
    return speak("由 {count} 项合成：{terms}。", count=len(inner), terms=terms)


def _chosen(made: Derivation, *, terms: str) -> str:
    """What a group is put together from that is no sum, and what conditions made of it."""
    parts = [speak("合成的各项：{terms}", terms=terms)]
    for condition, holds in made.turns:
        said = marked("条件「{condition}」成立") if holds else marked("条件「{condition}」不成立")
        parts.append(speak(said, condition=condition))
    if made.branch:
        parts.append(speak("按「{how}」算", how=made.branch))
    return ended(parts, by=marked("；"))


#: Ways that take the children's shares of their full points, not their points.
_BY_RATES = frozenset({"highest", "lowest", "mean", "geometric"})


def _one_of(one: Derivation, *, by_rates: bool) -> str:
    """One of the children of a group that is no sum: what it got, of what, with which weight."""
    about = (
        "" if one.share.weight is None else speak("权重 {weight}", weight=percent(one.share.weight))
    )
    value = _term(replace(one, share=replace(one.share, weight=None)))
    is_rate = by_rates and isinstance(one.full, Fraction) and one.full != HUNDRED
    of = f"/{told(one.full)}" if is_rate and not isinstance(one.value, Null) else ""
    return f"{value}{of}{bracketed(about)}"


def _weight_of_parts(inner: list[Derivation]) -> Fraction | None:
    """What the parts of a period that count weigh together: the others leave their share."""
    weights = [
        one.share.weight
        for one in inner
        if one.share.relation == "part" and not isinstance(one.value, Null)
    ]
    known = [weight for weight in weights if isinstance(weight, Fraction)]
    return total(known) if known and len(known) == len(weights) else None


def _term(one: Derivation) -> str:
    name = str(one.period) if one.share.relation == "part" else spoken_path(one.name)
    if isinstance(one.value, Null):
        word = speak("缺") if one.state is State.MISSING else told(one.value)
        return f"{name}{bracketed(word)}"
    value = f"[{told(one.value)}]" if is_unknown(one.value) else briefly(one.value)
    if one.share.weight is None:
        return f"{name} {value}{proof(one.share.evidence)}"
    scale = ""
    if one.share.relation == "child" and isinstance(one.full, Fraction) and one.full != 100:
        scale = f"/{told(one.full)}"
    return f"{name} {value}{scale} × {percent(one.share.weight)}{proof(one.share.evidence)}"
