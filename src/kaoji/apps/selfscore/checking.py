"""What may stand as a self-score: the same for the page, the workbook and the act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.apps.selfscore.models import LONGEST_REASON, Line
from kaoji.engine.facts.clean import clean
from kaoji.engine.plinth.exact import exact_text, parse_decimal, parse_exact
from kaoji.web import unseen

POINTS, REASON = "points", "reason"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a unit gives itself on a line, and why not full points."""

    points: str
    reason: str = ""


def tidied(typed: Typed) -> Typed:
    """Digits as they are meant, blanks outside taken away; what is no number stays as it is."""
    text = clean(typed.points).strip()
    value = parse_decimal(text)
    return Typed(exact_text(value) if value is not None else text, typed.reason.strip())


def faults_in(line: Line, *, typed: Typed, is_whole: bool) -> Iterator[tuple[str, str]]:
    """What is wrong, each with the column. `is_whole`: no points and no reason may be missing."""
    reason = typed.reason
    if len(reason) > LONGEST_REASON:
        yield REASON, _("最多 {most} 字").format(most=LONGEST_REASON)
    elif fault := unseen.fault_in(reason, is_name=False):
        yield REASON, fault
    if not typed.points:
        if is_whole:
            yield POINTS, _("没有填自评分")
        return
    points = parse_decimal(typed.points)
    if points is None:
        yield POINTS, _("“{text}”不是分数，请写十进制数，如 9.5").format(text=typed.points[:30])
        return
    low, high = parse_exact(line.low), parse_exact(line.high)
    if (low is not None and points < low) or (high is not None and points > high):
        yield (
            POINTS,
            _("自评分应在 {low} 到 {high} 之间").format(low=line.low, high=line.high or "…"),
        )
        return
    full = parse_exact(line.full)
    if is_whole and full is not None and points < full and not reason:
        yield (
            REASON,
            _("比满分 {full} 少 {less} 分，要写扣分理由").format(
                full=line.full, less=exact_text(full - points)
            ),
        )
