"""Shares of a unit's own (K.权重, K.分值): they must add up for every unit that has any."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.plan.nodes import Join, Node
from kaoji.engine.plinth.exact import HUNDRED, ONE, exact_text, total
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Combine
from kaoji.engine.score.plain import Run
from kaoji.engine.score.spoken import spoken_path

_WEIGHTS_SUM = marked("「{subject}」的「{node}」各项权重合计 {have}，应为 {want}：{listed}")
_POINTS_SUM = marked("「{subject}」的「{node}」各项分值合计 {have}，应为 {want}：{listed}")


def check_shares(run: Run, *, subjects: tuple[str, ...]) -> None:
    """Record a problem for each group whose shares a unit sets and that do not add up."""
    for node, field in _groups(run):
        for subject in subjects:
            if _sets_its_own(run, node, field=field, subject=subject):
                for period in run.periods_of(node):
                    _check(run, node, field=field, subject=subject, period=period)


def _groups(run: Run) -> Iterator[tuple[Node, str]]:
    """The groups of which some child has a share set by facts, with the field that sets it."""
    for node in run.plan.nodes.values():
        way = node.way
        if isinstance(way, Join) and way.combine in (Combine.WEIGHTED, Combine.SUM):
            field = "权重" if way.combine is Combine.WEIGHTED else "分值"
            if any(run.book.has_field(path, field=field) for path in way.children):
                yield node, field


def _children(node: Node) -> tuple[str, ...]:
    return node.way.children if isinstance(node.way, Join) else ()


def _sets_its_own(run: Run, node: Node, *, field: str, subject: str) -> bool:
    scopes = run.book.scopes(subject)
    return any(
        run.book.own(path, field=field, scope=scope) for path in _children(node) for scope in scopes
    )


def _check(run: Run, node: Node, *, field: str, subject: str, period: Period) -> None:
    is_weight = field == "权重"
    share_of = run.weight if is_weight else run.points
    shares = {path: share_of(path, subject=subject, period=period) for path in _children(node)}
    known = [share for share in shares.values() if isinstance(share, Fraction)]
    wanted: Value | None = ONE if is_weight else _stated_full(run, node, subject, period)
    if len(known) < len(shares) or not isinstance(wanted, Fraction) or total(known) == wanted:
        return
    listed = speak("、").join(
        f"{path.rpartition('/')[2]} {_shown(share, is_weight=is_weight)}"
        for path, share in zip(shares, known, strict=True)
    )
    have, want = (_shown(one, is_weight=is_weight) for one in (total(known), wanted))
    template = _WEIGHTS_SUM if is_weight else _POINTS_SUM
    path = spoken_path(node.path)
    problem = Problem(
        "unit-weights-sum" if is_weight else "unit-points-sum",
        speak(template, subject=subject, node=path, have=have, want=want, listed=listed),
        speak("核对本对象各项的「权重」") if is_weight else speak("核对本对象各项的「分值」"),
        place=node.place,
        path=node.path,
        coordinate=f"{subject}:{node.path}@{period}",
    )
    run.fault(subject, problem=problem)


def _stated_full(run: Run, node: Node, subject: str, period: Period) -> Value | None:
    """The full points that the group's items must add up to, where they are stated."""
    is_set = any(run.book.has_field(node.path, field=name) for name in ("满分", "分值"))
    if node.full is None and node.points is None and not is_set:
        return None
    return run.full(node.path, subject=subject, period=period)


def _shown(value: Fraction, *, is_weight: bool) -> str:
    return f"{exact_text(value * HUNDRED)}%" if is_weight else exact_text(value)
