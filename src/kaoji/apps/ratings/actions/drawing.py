"""Drawing up a rating, opening it, giving it more time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.appraisals.actions.common import locked_cycle
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.actions import record
from kaoji.apps.ratings import audit_types as acts
from kaoji.apps.ratings.actions.common import (
    LONGEST_WINDOW,
    check_state,
    due_after,
    home,
    lock,
    move,
    needed,
    shown,
)
from kaoji.apps.ratings.enums import RatingState
from kaoji.apps.ratings.models import Rating
from kaoji.apps.ratings.panels import Panel
from kaoji.apps.ratings.permissions import DRAW_UP, REOPEN, check, check_own
from kaoji.apps.ratings.scale import Scale, checked_scale
from kaoji.engine.plinth.exact import exact_text
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: Fewer ballots than this would be shown to nobody, whatever the office says.
LEAST_SHOWN = 2


@dataclass(frozen=True, slots=True)
class RatingShape:
    """A rating as it is drawn up; with words to choose from the three numbers say nothing."""

    panel: Panel
    window_days: int
    low: str = ""
    high: str = ""
    step: str = "1"
    least_shown: int = 3


def draw_up(*, by: Actor, cycle: Cycle, shape: RatingShape) -> Rating:
    """Draw up the rating of a panel; a panel is rated once in a period."""
    check(by, right=DRAW_UP)
    check_own(by, cycle)
    scale = _scale(shape)
    _check_numbers(shape)
    panel = shape.panel
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=home(by))
        locked_cycle(by, cycle=cycle)
        if cycle.ratings.filter(key=panel.key, period=panel.period).exists():
            raise Refused(
                "panel-twice",
                reason=_("“{key}”{period}已经组织过评议").format(
                    key=panel.key, period=panel.period
                ),
                field="panel",
            )
        last = Rating.objects.of(by).aggregate(last=Max("number"))["last"] or 0
        made: Rating = Rating.objects.create(
            organisation_id=home(by),
            cycle=cycle,
            number=last + 1,
            key=panel.key,
            period=panel.period,
            clause=panel.clause[:300],
            classes=list(panel.classes),
            own_unit_may_rate=panel.own_unit_may_rate,
            least_shown=shape.least_shown,
            window_days=shape.window_days,
            **_scale_fields(scale),
        )
        told = {"key": panel.key, "period": panel.period, "scale": scale.told}
        record(acts.DRAW_UP, by=by, of=made, after={**told, "least_shown": shape.least_shown})
    return made


def _scale(shape: RatingShape) -> Scale:
    panel = shape.panel
    if panel.options:
        return Scale(panel.options)
    bounds = (panel.low, panel.high)
    return checked_scale(low=shape.low, high=shape.high, step=shape.step, bounds=bounds)


def _scale_fields(scale: Scale) -> dict[str, object]:
    if scale.options:
        return {"options": list(scale.options)}
    named = {"low": scale.low, "high": scale.high, "step": scale.step}
    return {name: exact_text(value) for name, value in named.items()}


def _check_numbers(shape: RatingShape) -> None:
    if not 1 <= shape.window_days <= LONGEST_WINDOW:
        raise Refused(
            "window-out-of-range",
            reason=_("工作日数应在 1 到 {most} 之间").format(most=LONGEST_WINDOW),
            field="window_days",
        )
    if shape.least_shown < LEAST_SHOWN:
        raise Refused(
            "shown-too-early",
            reason=_("至少 {least} 票才可以显示结果").format(least=LEAST_SHOWN),
            remedy=_("一张票就显示，等于公开了谁打几分"),
            field="least_shown",
        )


def drop_rating(*, by: Actor, rating: Rating) -> None:
    """Throw away what has not been opened."""
    check(by, right=DRAW_UP)
    with transaction.atomic():
        rating = lock(by, rating=rating)
        check_state(rating, states=(RatingState.DRAFT,), verb=_("删除"))
        record(acts.DROP, by=by, of=rating, before={"number": rating.number, "key": rating.key})
        rating.delete()


def open_rating(*, by: Actor, rating: Rating, version: int) -> Rating:
    """Raters may cast from today on, until the last day of the window."""
    check(by, right=DRAW_UP)
    with transaction.atomic():
        rating = lock(by, rating=rating, version=version)
        check_state(rating, states=(RatingState.DRAFT,), verb=_("开始"))
        if not rating.raters.exists() and not rating.batches.exists():
            raise Refused(
                "no-raters",
                reason=_("还没有评分人，也没有发出评分表"),
                remedy=_("请先登记评分人，或发出评分表"),
            )
        due_on = due_after(by, count=rating.window_days)
        move(
            rating,
            state=RatingState.OPEN,
            opened_on=clock.today(),
            due_on=due_on,
            by_name=shown(by),
        )
        told = {"due_on": due_on.isoformat(), "raters": rating.raters.count()}
        record(acts.OPEN, by=by, of=rating, after=told)
    return rating


def extend(*, by: Actor, rating: Rating, version: int, window_days: int, reason: str) -> Rating:
    """The director gives more time, also after the window; what is sealed is not opened again."""
    check(by, right=REOPEN)
    why = needed(reason, field="reason", what=_("延长原因"))
    with transaction.atomic():
        rating = lock(by, rating=rating, version=version)
        check_state(rating, states=(RatingState.OPEN,), verb=_("延长时间"))
        due_on, before = due_after(by, count=window_days), rating.due_on
        if before is not None and due_on <= before:
            raise Refused(
                "not-later",
                reason=_("延长后是 {due}，不比原来的 {before} 晚").format(
                    due=due_on, before=before
                ),
                field="window_days",
            )
        move(rating, due_on=due_on)
        told = {"due_on": "" if before is None else before.isoformat()}
        after = {"due_on": due_on.isoformat()}
        record(acts.EXTEND, by=by, of=rating, before=told, after=after, reason=why)
    return rating
