"""Shares that only the run knows: a unit's own (K.权重, K.分值), and those that are formulas.

What the text fixes was added up when the scheme was checked. The rest must add up here, for every
unit that has any.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.nodes import Join, Node
from kaoji.engine.plinth.exact import HUNDRED, ONE, exact_text, total
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Combine
from kaoji.engine.score.plain import Run

_WEIGHTS_SUM = marked("「{subject}」的「{node}」各项权重合计 {have}，应为 {want}：{listed}")
_POINTS_SUM = marked("「{subject}」的「{node}」各项分值合计 {have}，应为 {want}：{listed}")


def check_shares(run: Run, *, subjects: tuple[str, ...]) -> None:
    """Record a problem for each group whose shares only the run knows and that do not add up."""
    for node, field, is_open in _groups(run):
        for subject in subjects:
            if is_open or _sets_its_own(run, node, field=field, subject=subject):
                for period in run.periods_of(node):
                    _check(run, node, is_weight=field == "权重", subject=subject, period=period)


def _groups(run: Run) -> Iterator[tuple[Node, str, bool]]:
    """The groups of which some child has a share set by facts or given by a formula: the field
    that sets it, and whether it is a formula.
    """
    for node in run.plan.nodes.values():
        way = node.way
        if isinstance(way, Join) and way.combine in (Combine.WEIGHTED, Combine.SUM):
            field = "权重" if way.combine is Combine.WEIGHTED else "分值"
            is_open = _has_open_shares(run, node, way)
            if is_open or any(run.book.has_field(path, field=field) for path in way.children):
                yield node, field, is_open


def _has_open_shares(run: Run, node: Node, way: Join) -> bool:
    """Whether the shares depend on parameters, so that `check` has not added up these."""
    is_root = node.path == run.plan.root
    if is_root and not run.plan.scheme.has_total:
        return False
    if way.combine is Combine.WEIGHTED:
        return any(one.constant is None for one in way.weights)
    below = (run.plan.nodes[path].points for path in way.children)
    return any(one is not None and one.constant is None for one in (*below, node.full, node.points))


def _children(node: Node) -> tuple[str, ...]:
    return node.way.children if isinstance(node.way, Join) else ()


def _sets_its_own(run: Run, node: Node, *, field: str, subject: str) -> bool:
    scopes = run.book.scopes(subject)
    return any(
        run.book.own(path, field=field, scope=scope) for path in _children(node) for scope in scopes
    )


def _check(run: Run, node: Node, *, is_weight: bool, subject: str, period: Period) -> None:
    share_of = run.weight if is_weight else run.points
    wanted: Value | None = ONE
    try:
        shares = {path: share_of(path, subject=subject, period=period) for path in _children(node)}
        if not is_weight:
            wanted = _stated_full(run, node, subject, period)
    except FeelFailure:  # what is wrong with a share is told where it is used
        return
    known = [share for share in shares.values() if isinstance(share, Fraction)]
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
        way, is_root = node.way, node.path == run.plan.root
        is_whole = is_root and isinstance(way, Join) and _has_open_shares(run, node, way)
        return HUNDRED if is_whole else None
    return run.full(node.path, subject=subject, period=period)


def _shown(value: Fraction, *, is_weight: bool) -> str:
    return f"{exact_text(value * HUNDRED)}%" if is_weight else exact_text(value)
