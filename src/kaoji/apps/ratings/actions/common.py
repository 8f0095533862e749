"""What the acts of this room have in common: the lock, the state, the window, texts."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_not_archived
from kaoji.apps.organisation.calendar import calendar_of
from kaoji.apps.ratings.enums import RatingState
from kaoji.apps.ratings.models import Rating
from kaoji.apps.ratings.permissions import check_own
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.workdays import due_after_workdays
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: More working days than this is a slip of the keyboard.
LONGEST_WINDOW = 250


def home(by: Actor) -> int:
    """The organisation in which somebody acts."""
    return by.organisation_key or 0


def shown(by: Actor) -> str:
    """A person as rows name it."""
    return f"{by.shown}（代 {by.stands_in_for}）" if by.stands_in_for else by.shown


def lock(by: Actor, *, rating: Rating, version: int | None = None) -> Rating:
    """The rating as it is now; one act at a time changes it. Call it first in the transaction."""
    check_own(by, rating)
    found: Rating = (
        Rating.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=rating.pk)
    )
    check_not_archived(found.cycle)
    if version is not None and found.version != version:
        raise changed_meanwhile()
    return found


def check_state(rating: Rating, *, states: tuple[str, ...], verb: str) -> None:
    """Refuse what does not fit where the rating stands."""
    if rating.state not in states:
        raise Refused(
            "not-in-this-state",
            reason=_("这次评议现在是“{state}”，不能{verb}").format(
                state=rating.get_state_display(), verb=verb
            ),
            remedy=_("请先看评议页上的状态"),
        )


def check_window(rating: Rating) -> None:
    """Refuse a ballot before the rating is open and after its window."""
    check_state(rating, states=(RatingState.OPEN,), verb=_("投票"))
    if is_over(rating):
        raise Refused(
            "window-over",
            reason=_("评议到 {day} 已截止").format(day=rating.due_on),
            remedy=_("确需补投的，请绩效办主任延长时间"),
        )


def is_over(rating: Rating) -> bool:
    """Whether the last day of the window has gone by."""
    return rating.due_on is not None and clock.today() > rating.due_on


def due_after(by: Actor, *, count: int) -> date:
    """The last day of a window of working days that begins today."""
    if not 1 <= count <= LONGEST_WINDOW:
        raise Refused(
            "window-out-of-range",
            reason=_("工作日数应在 1 到 {most} 之间").format(most=LONGEST_WINDOW),
            field="window_days",
        )
    due = due_after_workdays(calendar_of(by), start=clock.today(), count=count)
    if isinstance(due, Problem):
        raise Refused("day-out-of-range", reason=due.message, field="window_days")
    return due.due_on


def needed(text: str, *, field: str, what: str) -> str:
    """A text that must not be empty."""
    stripped = text.strip()
    if not stripped:
        raise Refused("text-missing", reason=_("没有填写{what}").format(what=what), field=field)
    return stripped


def move(rating: Rating, **fields: object) -> None:
    """Write what has become of a rating."""
    for name, value in fields.items():
        setattr(rating, name, value)
    rating.version += 1
    rating.save(update_fields=("version", *fields))
