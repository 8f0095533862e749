"""What figures can reach: limits that never bind, grades beyond reach, scores without bounds.

All of it is read off a run of which nothing is known (`probe.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.expect import asked_periods
from kaoji.engine.plan.index import Kind
from kaoji.engine.plan.nodes import Amount, Annex, Compute, Fold, Join, Node, Plan
from kaoji.engine.plan.order import read_before, readers_of
from kaoji.engine.plinth.exact import exact_text, round_to
from kaoji.engine.plinth.names import spoken_field, spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import OneOf, Span, Value
from kaoji.engine.scheme.model import Formula, Grading, PlanItems, RuleCall
from kaoji.engine.score.probe import (
    NOBODY,
    UNLIMITED,
    Probe,
    is_staged_in_vain,
    may_be_undefined,
    probe_of,
)
from kaoji.engine.score.reach_tables import asked_problems

#: Failures of a formula that no facts would mend; the others wait for the facts.
CERTAIN = frozenset(
    {
        "bounds-crossed", "budget-exceeded", "date-invalid", "lengths-differ", "list-too-long",
        "must-be-known", "number-too-large", "outside-domain", "places-invalid",
        "points-missing", "points-unordered", "step-not-positive", "way-unknown",
    }
)  # fmt: skip


def reach_problems(plan: Plan) -> Iterator[Problem]:
    """Everything that a run without facts shows."""
    probe = probe_of(plan)
    for path in read_before(plan):
        probe.outcome(path, subject=NOBODY, period=probe.period)
    blind = readers_of(plan, sources=probe.failures)
    yield from _staged_in_vain(plan, probe=probe)
    yield from _failing(plan, probe=probe)
    yield from _unbounded(plan, probe=probe, blind=blind)
    yield from _undefined(plan, probe=probe, blind=blind)
    for path, node in plan.nodes.items():
        if path not in blind and (node.cap is not None or node.floor is not None):
            yield from _idle(node, probe=probe)
    yield from _grades(plan, probe=probe, blind=blind)
    yield from asked_problems(plan, probe=probe)


def _value(probe: Probe, path: str) -> Value:
    return probe.value(path, subject=NOBODY, period=probe.period)


def _formula_of(node: Node) -> Formula | None:
    """The formula that makes the node's value."""
    amounts: tuple[Amount | None, ...] = ()
    match node.way:
        case Compute(amount=amount):
            amounts = (amount,)
        case Fold(per_row=per_row):
            amounts = (per_row,)
        case Annex(per_item=per_item):
            amounts = (per_item,)
        case Join(formula=formula):
            amounts = (formula,)
    return next((one.formula for one in amounts if one is not None), None)


def _place(node: Node) -> Place:
    formula = _formula_of(node)
    return node.place if formula is None or formula.place.line is None else formula.place


# --- periods and failures -----------------------------------------------------------------------


def _staged_in_vain(plan: Plan, *, probe: Probe) -> Iterator[Problem]:
    """A year is cut into quarters; a quarter is not."""
    asked = asked_periods(plan, period=probe.period)
    parts = {
        path: entry.spec.parts
        for path, entry in plan.index.entries.items()
        if entry.kind is Kind.ITEM and hasattr(entry.spec, "parts")
    }
    for path in plan.nodes:
        if is_staged_in_vain(plan, path=path, asked=asked.get(path, frozenset())):
            own = parts.get(path)
            yield Problem(
                "parts-in-vain",
                speak(
                    "「{node}」的周期分不开它所考核的那一期，写了也不起作用", node=spoken_path(path)
                ),
                speak("删去它的周期；或把方案的 周期 写成更长的一期"),
                place=own.place if own is not None else plan.nodes[path].place,
                path=path,
            )


def _failing(plan: Plan, *, probe: Probe) -> Iterator[Problem]:
    """A formula that fails whatever the facts, or (a warning) while a fact is missing."""
    sampled, settled = probe_of(plan, samples=True), probe_of(plan, settled=True)
    for path, failure in probe.failures.items():
        if failure.code not in CERTAIN:
            continue
        for each in (sampled, settled):
            each.outcome(path, subject=NOBODY, period=each.period)
        if path in settled.failures or path in sampled.failures:
            yield _failure(plan, failure, node=plan.nodes[path], fails=path in sampled.failures)


def _failure(plan: Plan, failure: FeelFailure, *, node: Node, fails: bool) -> Problem:
    place = _place(node)
    if failure.at is not None and place.column is not None and _is_written(plan, path=node.path):
        place = Place(place.file, place.line, place.column + failure.at, via=place.via)
    return Problem(
        failure.code,
        _said_of_failure(failure, node=node, fails=fails),
        failure.remedy or speak("检查算式"),
        "error" if fails else "warning",
        place=place,
        path=node.path,
    )


def _said_of_failure(failure: FeelFailure, *, node: Node, fails: bool) -> str:
    path, why = spoken_path(node.path), failure.message
    if fails:
        return speak("「{node}」{why}", node=path, why=why)
    return speak("「{node}」{why}：缺数时算不出区间，单位会被拒绝", node=path, why=why)


# --- bounds ---------------------------------------------------------------------------------------


def _unbounded(plan: Plan, *, probe: Probe, blind: frozenset[str]) -> Iterator[Problem]:
    """Facts without a range that leave a scored node without bounds, each with the first node."""
    told: set[tuple[str, str]] = set()
    for path, node in reversed(tuple(plan.nodes.items())):  # children before their parents
        value = _value(probe, path) if node.is_scored and path not in blind else None
        if not isinstance(value, Span) or value.is_bounded or _only_adds(node):
            continue
        for way in value.ways:
            fact = probe.unbounded.get(way)
            if fact is None or (fact.node.path, fact.name) in told:
                continue
            told.add((fact.node.path, fact.name))
            place = fact.spec.place if fact.spec is not None else fact.node.place
            own = "" if fact.name == "数值" else f".{spoken_field(fact.name)}"
            yield Problem(
                "range-missing",
                speak(
                    "「{fact}」没有写范围，缺数时算不出「{node}」的得分区间",
                    fact=f"{spoken_path(fact.node.path)}{own}",
                    node=spoken_path(path),
                ),
                speak("写 范围: [最小, 最大]，或给指标写 上限、下限"),
                "warning",
                place=place if place.line is not None else fact.node.place,
                path=fact.node.path,
            )


def _only_adds(node: Node) -> bool:
    """A group is without bounds because a part of it is, and that part tells why."""
    return isinstance(node.way, Join) and node.way.formula is None


def _undefined(plan: Plan, *, probe: Probe, blind: frozenset[str]) -> Iterator[Problem]:
    """Free formulas that may come to nothing (0/0, an empty mean) without saying what then.

    Rule kinds that divide by a target refuse a zero by name when they meet it.
    """
    bare = _bare_probe(plan)
    derived = {
        one.key
        for one in plan.scheme.derived
        if one.undefined is None and may_be_undefined(_value(probe, one.key))
    }
    sources = derived | _undefined_itself(plan, probe=bare or probe)
    when_empty = bare.undefined if bare is not None else set()
    read = {(edge.source, edge.target) for edge in plan.edges}
    for path, node in plan.nodes.items():
        if path not in probe.undefined | when_empty or path in blind or not node.is_scored:
            continue
        if _is_free(plan, path=path) or any((path, key) in read for key in derived):
            source = _deepest(path, sources=sources, plan=plan, seen=set())
            yield _undefined_open(node, source=plan.nodes[source or path])


def _undefined_open(node: Node, *, source: Node) -> Problem:
    """Which expression may come to nothing, and where to say what then."""
    own, derived = spoken_path(node.path), spoken_path(source.path)
    if source is node:
        message = speak(
            "「{node}」的算式可能算不出来（如分母为零、列表里一项也没有），没有写无定义时怎么办",
            node=own,
        )
        remedy = speak("写 无定义: 一个数，或 重摊、移出并折合、计满分、计零；或把范围写成不含零")
    else:
        message = speak(
            "「{node}」所用的派生「{derived}」可能算不出来（如分母为零、列表里一项也没有），"
            "没有写无定义时怎么办",
            node=own,
            derived=derived,
        )
        remedy = speak(
            "在派生「{derived}」写 无定义: 一个数；或在「{node}」写 无定义: 一个数，"
            "或 重摊、移出并折合、计满分、计零；或把范围写成不含零",
            derived=derived,
            node=own,
        )
    return Problem(
        "undefined-open",
        message,
        remedy,
        "warning",
        place=_place(source),
        path=node.path,
    )


def _undefined_itself(plan: Plan, *, probe: Probe) -> set[str]:
    """The derived values that may come to nothing by what they ask for: 无定义 is among their
    values, or they are made of lists of which nothing is known.
    """
    asking = {edge.source for edge in plan.edges if edge.reach not in ("here", "child", "field")}
    found = set()
    for one in plan.scheme.derived:
        value = _value(probe, one.key)
        is_any = isinstance(value, OneOf) and not value.options and one.key in asking
        if one.undefined is None and (is_any or may_be_undefined(value)):
            found.add(one.key)
    return found


def _deepest(path: str, *, sources: set[str], plan: Plan, seen: set[str]) -> str | None:
    """From a node down the derived values that it reads: the one in which 无定义 begins."""
    seen.add(path)
    open_keys = {one.key for one in plan.scheme.derived if one.undefined is None} - seen
    for target in sorted({edge.target for edge in plan.edges if edge.source == path} & open_keys):
        found = _deepest(target, sources=sources, plan=plan, seen=seen)
        if found is not None:
            return found
    return path if path in sources else None


def _bare_probe(plan: Plan) -> Probe | None:
    """A run in which no list has a row and nobody stands below, where a formula asks for those."""
    if not any(edge.reach in ("rows", "below") for edge in plan.edges):
        return None
    probe = probe_of(plan, is_bare=True)
    for path in read_before(plan):
        probe.outcome(path, subject=NOBODY, period=probe.period)
    return probe


def _is_written(plan: Plan, *, path: str) -> bool:
    """Tell whether offsets in the node's formula are columns of the file."""
    return plan.index.item(path) is None or _is_free(plan, path=path)


def _is_free(plan: Plan, *, path: str) -> bool:
    """Tell whether the author wrote the node's formula, a derived value's apart."""
    item = plan.index.item(path)
    combined, source = (None, None) if item is None else (item.combine_formula, item.source)
    own = source.per_item if isinstance(source, PlanItems) else source
    return combined is not None or (own is not None and not isinstance(own, RuleCall))


def _idle(node: Node, *, probe: Probe) -> Iterator[Problem]:
    """A cap at or above all that the node can reach, a floor below it."""
    value = _value(probe, UNLIMITED.format(node.path))
    span = value if isinstance(value, Span) else Span(None, None)
    if isinstance(value, Fraction):
        span = Span(value, value)
    cap, floor, path = _constant(node.cap), _constant(node.floor), spoken_path(node.path)
    if cap is not None and span.high is not None and cap >= span.high:
        message = speak(
            "「{node}」的上限永远用不上：它最多到 {reach}", node=path, reach=exact_text(span.high)
        )
        yield _idle_limit(node, node.cap, message=message, remedy=speak("核对上限，或删去"))
    if floor is not None and span.low is not None and floor < span.low:
        message = speak(
            "「{node}」的下限永远用不上：它最少到 {reach}", node=path, reach=exact_text(span.low)
        )
        yield _idle_limit(node, node.floor, message=message, remedy=speak("核对下限，或删去"))


def _constant(amount: Amount | None) -> Fraction | None:
    constant = None if amount is None else amount.constant
    return constant if isinstance(constant, Fraction) else None


def _idle_limit(node: Node, limit: Amount | None, *, message: str, remedy: str) -> Problem:
    return Problem(
        "idle-limit",
        message,
        remedy,
        "warning",
        place=limit.formula.place if limit is not None else node.place,
        path=node.path,
    )


# --- grades ---------------------------------------------------------------------------------------


def _grades(plan: Plan, *, probe: Probe, blind: frozenset[str]) -> Iterator[Problem]:
    """Grades whose line lies above the best score, and scores below the lowest line."""
    grading = plan.scheme.grading
    found = plan.index.find(grading.value) if grading is not None else ()
    if grading is None or len(found) != 1 or found[0].path in blind:
        return
    value = _value(probe, found[0].path)
    if not isinstance(value, Span):
        return
    yield from _out_of_reach(plan, grading, high=value.high)
    if not any(way in probe.unbounded for way in value.ways):
        yield from _below_all(plan, grading, low=value.low)


def _out_of_reach(plan: Plan, grading: Grading, *, high: Fraction | None) -> Iterator[Problem]:
    if high is None:
        return
    scheme = plan.scheme
    if grading.on_published:
        high = round_to(high, places=scheme.places, mode=scheme.places_mode)
    for grade in grading.grades:
        floor, above = (_edge(plan, one) for one in (grade.floor, grade.above))
        if (floor is not None and floor > high) or (above is not None and above >= high):
            yield Problem(
                "unreachable-grade",
                speak(
                    "等次「{grade}」永远评不到：「{value}」最多到 {reach}",
                    grade=grade.name,
                    value=spoken_path(grading.value),
                    reach=exact_text(high),
                ),
                speak("核对分数线和各指标的分值"),
                place=grade.place,
                path=grade.name,
            )


def _below_all(plan: Plan, grading: Grading, *, low: Fraction | None) -> Iterator[Problem]:
    if not grading.grades or any(grade.otherwise for grade in grading.grades):
        return
    last = grading.grades[-1]
    floor = _edge(plan, last.floor)
    if floor is not None and (low is None or low < floor):
        yield Problem(
            "grades-gap",
            _said_of_gap(spoken_path(grading.value), low=low, floor=floor),
            speak("最后一个等次写「其余」"),
            place=last.place,
            path=last.name,
        )


def _said_of_gap(path: str, *, low: Fraction | None, floor: Fraction) -> str:
    line = exact_text(floor)
    if low is None:
        return speak("「{value}」没有下限，低于 {line} 的得分没有等次", value=path, line=line)
    return speak(
        "「{value}」最少到 {reach}，低于 {line} 的得分没有等次",
        value=path,
        reach=exact_text(low),
        line=line,
    )


def _edge(plan: Plan, formula: Formula | None) -> Fraction | None:
    if formula is None:
        return None
    return _constant(plan.compile(formula))
