"""Panels: every class of raters has its weight and its least number of valid ballots."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plinth.exact import ONE, total
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.checks.amounts import constants_of, items_of, percent_text
from kaoji.engine.scheme.model import Panel, Scheme


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every panel."""
    constants = constants_of(scheme)
    for item in items_of(scheme):
        panel = item.source
        if not isinstance(panel, Panel):
            continue
        for one in panel.classes:
            if one.minimum is None:
                yield Problem(
                    "rater-minimum-open",
                    f"「{item.path}」的评分人「{one.name}」没有写最少有效票数",
                    "写 最少: 一个数;不足时这一部分不能锁定",
                    "warning",
                    place=one.place,
                    path=item.path,
                )
        weights = [constants.value(one.weight) for one in panel.classes]
        known = [weight for weight in weights if weight is not None]
        if len(known) == len(weights) and total(known) != ONE:
            yield Problem(
                "panel-weights-sum",
                f"「{item.path}」各类评分人的权重合计 {percent_text(total(known))},不是 100%",
                "改权重,使合计为 100%",
                place=panel.place,
                path=item.path,
            )
