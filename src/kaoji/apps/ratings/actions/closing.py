"""Closing a rating: the signed ballots are counted and sealed as facts, without anybody's name.

Ballots go out as tallies, so many of a mark from a class for a unit: they score exactly as single
ballots do, and nothing shows which marks came from one hand.
"""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.facts.shapes import COUNT, RATER_CLASS, VALUE
from kaoji.apps.organisation.models import Unit
from kaoji.apps.ratings import audit_types as acts
from kaoji.apps.ratings.actions.common import check_state, is_over, lock, move, shown
from kaoji.apps.ratings.enums import RatingState, SheetState
from kaoji.apps.ratings.models import Ballot, Rating, Sheet
from kaoji.apps.ratings.permissions import DRAW_UP, check
from kaoji.apps.ratings.rules import units_of
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import OFFICE

_SETTLED = (SheetState.SETTLED, SheetState.VOID)


def close_rating(*, by: Actor, rating: Rating, version: int) -> Rating:
    """Count and seal, when everybody has cast or the window is over, and no paper is left open."""
    check(by, right=DRAW_UP)
    with transaction.atomic():
        rating = lock(by, rating=rating, version=version)
        check_state(rating, states=(RatingState.OPEN,), verb=_("封票"))
        _check_time(rating)
        _check_papers(rating)
        _take_papers(rating)
        ballots = list(rating.ballots.all())
        if not ballots:
            raise Refused(
                "no-ballots",
                reason=_("一张票也没有收到"),
                remedy=_("请主任延长时间，催评分人投票"),
            )
        task = _sealed(by, rating=rating, ballots=ballots)
        move(
            rating,
            state=RatingState.CLOSED,
            closed_at=clock.now(),
            by_name=shown(by),
            sealed_in=task,
        )
        # What was begun and never signed is nobody's ballot.
        rating.raters.filter(way="").update(begun={}, code_digest="", code_ends_at=None)
        record(acts.CLOSE, by=by, of=rating, after={"ballots": len(ballots), "task": task.number})
    return rating


def unsettled(rating: Rating) -> int:
    """Papers that came back and are not read to the end."""
    found: int = Sheet.objects.filter(batch__rating=rating).exclude(state__in=_SETTLED).count()
    return found


def _check_time(rating: Rating) -> None:
    waiting = rating.raters.filter(way="").count()
    out = sum(batch.issued - batch.sheets.count() for batch in rating.batches.all())
    if (waiting or out) and not is_over(rating):
        raise Refused(
            "window-open",
            reason=_("还有 {waiting} 人没有投票、{out} 张评分表没有收回，截止是 {day}").format(
                waiting=waiting, out=out, day=rating.due_on
            ),
            remedy=_("请等到截止，或等全部投完"),
        )


def _check_papers(rating: Rating) -> None:
    count = unsettled(rating)
    if count:
        raise Refused(
            "papers-open",
            reason=_("还有 {count} 张评分表没有录完").format(count=count),
            remedy=_("请两人各录一次，不一致的复核，不能用的作废"),
        )


def _take_papers(rating: Rating) -> None:
    """Papers that are settled become ballots like all others: the last reading counts."""
    settled = Sheet.objects.filter(batch__rating=rating, state=SheetState.SETTLED)
    for sheet in settled.select_related("batch").prefetch_related("readings"):
        last = max(sheet.readings.all(), key=lambda one: one.order)
        Ballot.objects.create(
            organisation_id=rating.organisation_id,
            rating=rating,
            rater_class=sheet.batch.rater_class,
            is_paper=True,
            marks=last.marks,
            abstained=last.abstained,
        )


def _sealed(by: Actor, *, rating: Rating, ballots: list[Ballot]) -> CollectionTask:
    """The facts room's own sheet of these ballots, sealed at once."""
    task = facts.draft_task(by=by, plan=_plan(by, rating=rating))
    facts.open_task(by=by, task=task, version=task.version)
    changes = [
        facts.RowChange(number, typed)
        for number, typed in enumerate(_rows(rating, ballots=ballots), start=1)
    ]
    facts.enter_rows(by=by, asked=task.lists.get(), changes=changes, reason=_("评议封票"))
    facts.seal_ballots(by=by, task=task)
    task.refresh_from_db()
    return task


def _plan(by: Actor, *, rating: Rating) -> facts.TaskPlan:
    own = sorted(by.units_with(OFFICE))
    units = Unit.objects.of(by).in_bulk([*units_of(rating), *own[:1]])
    return facts.TaskPlan(
        title=_("评议 {number} 号：{title}").format(number=rating.number, title=rating.title)[:100],
        plan_paper=rating.cycle.basis[:100],
        plan_item=_("评议 {number} 号").format(number=rating.number),
        scheme=rating.cycle.scheme,
        supplier=units[own[0]],
        period=rating.period,
        opens_on=rating.opened_on or clock.today(),
        window_days=rating.window_days,
        columns=(),
        lists=(rating.key,),
        units=tuple(units[key] for key in units_of(rating)),
    )


def _rows(rating: Rating, *, ballots: list[Ballot]) -> list[facts.RowTyped]:
    """So many of a mark, from a class, for a unit; in an order that tells nothing."""
    tally = Counter(
        (int(key), ballot.rater_class, mark)
        for ballot in ballots
        for key, mark in ballot.marks.items()
    )
    places = {key: place for place, key in enumerate(units_of(rating))}
    in_order = sorted(tally.items(), key=lambda one: (places[one[0][0]], *one[0][1:]))
    paper = _("评议 {number} 号").format(number=rating.number)
    return [
        facts.RowTyped(unit, {RATER_CLASS: kind, VALUE: mark, COUNT: str(count)}, paper=paper)
        for (unit, kind, mark), count in in_order
    ]
