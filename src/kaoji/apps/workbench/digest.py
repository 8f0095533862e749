"""The daily reminder: at most one a day each way, counts only, nothing about anybody.

In the morning a job writes one letter for each who may be reminded that day; a job for each letter
sends it at its time. A letter is marked before it is handed over, and never handed over twice: who
is killed between the two leaves one unsent rather than two sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Organisation, User
from kaoji.apps.organisation.acting import actor_of
from kaoji.apps.organisation.calendar import with_local_days
from kaoji.apps.organisation.models import Absence, LocalDay
from kaoji.apps.organisation.queries.found import standing
from kaoji.apps.workbench.desk import LATE, LATER, TODAY, counts_of
from kaoji.apps.workbench.messengers import messengers
from kaoji.apps.workbench.models import MAIL, Letter, LetterState, Reminder
from kaoji.apps.workbench.quiet import wants_at, wants_on
from kaoji.engine.plinth.workdays import Calendar
from kaoji.web import clock, todo
from kaoji.web.actor import Actor
from kaoji.web.jobs import queue
from kaoji.web.todo import Task

SEND = "workbench.send_letter"


# --- in the morning -------------------------------------------------------------------------------


def plan(day: date) -> int:
    """Write the letters of a day and ask for their sending; how many. A past day has none."""
    if day != clock.today():
        return 0
    letters = [
        letter
        for organisation in Organisation.objects.filter(is_active=True)
        for letter in _letters_of(organisation, day=day)
    ]
    return len(letters)


def _letters_of(organisation: Organisation, *, day: date) -> list[Letter]:
    calendar = with_local_days(LocalDay.objects.filter(organisation=organisation))
    wishes = {one.user_id: one for one in Reminder.objects.filter(organisation=organisation)}
    away = Absence.objects.filter(standing(day), organisation=organisation).values("user")
    people = User.objects.filter(organisation=organisation, is_active=True, administrator="")
    letters = []
    for user in people.exclude(pk__in=away):
        wish = wishes.get(user.pk) or Reminder(organisation=organisation, user=user)
        if wants_on(wish, day=day, calendar=calendar):
            letters += [_letter(user, day=day, way=way, wish=wish) for way in ways_of(wish)]
    return letters


def ways_of(wish: Reminder) -> list[str]:
    """The ways in which somebody can be reached and wants to be."""
    ways = []
    if wish.by_mail and wish.user.email and settings.MAIL_IS_ON:
        ways.append(MAIL)
    if wish.messenger in messengers() and (wish.address or wish.user.phone):
        ways.append(wish.messenger)
    return ways


def _letter(user: User, *, day: date, way: str, wish: Reminder) -> Letter:
    letter, _is_new = Letter.objects.get_or_create(
        organisation_id=user.organisation_id, user=user, day=day, way=way
    )
    due_at = timezone.make_aware(datetime.combine(day, wish.at))
    house = Actor(username="", name=_("系统"), organisation_key=user.organisation_id)
    queue.ask_for(SEND, key=str(letter.pk), payload={"letter": letter.pk}, by=house, due_at=due_at)
    return letter


# --- one letter -----------------------------------------------------------------------------------


def deliver(key: int) -> None:
    """Send a letter that waits. Refused by the gateway, it waits again and the job is repeated."""
    letter = _claimed(key)
    if letter is None:
        return
    wish = Reminder.objects.filter(user=letter.user).first() or Reminder(user=letter.user)
    reason = _why_not(letter, wish=wish)
    actor = actor_of(letter.user, on=clock.today())
    tasks = todo.mine(actor) if not reason else ()
    if not tasks:
        _end(letter, state=LetterState.DROPPED, reason=reason or _("没有待办"))
        return
    try:
        _hand_over(letter, wish=wish, tasks=tasks)
    except Exception:
        _end(letter, state=LetterState.WAITING, reason=_("通道未接收"))
        raise
    _end(letter, state=LetterState.SENT, reason="")


def _claimed(key: int) -> Letter | None:
    """The letter, if it waits and nobody else has taken it."""
    with transaction.atomic():
        waiting = Letter.objects.filter(pk=key, state=LetterState.WAITING)
        if not waiting.update(state=LetterState.SENDING):
            return None
    found: Letter = Letter.objects.select_related("user", "organisation").get(pk=key)
    return found


def _why_not(letter: Letter, *, wish: Reminder) -> str:
    """Asked again when it goes out: the worker may be late, the person may have changed it."""
    now = timezone.localtime(clock.now())
    if letter.day != now.date():
        return _("当日已过")
    if not wants_at(wish, moment=now.time()):
        return _("夜间不提醒")
    if not wants_on(wish, day=letter.day, calendar=_calendar_of(letter)):
        return _("休息日不提醒")
    if not letter.user.is_active or letter.way not in ways_of(wish):
        return _("本人已关闭")
    return ""


def _calendar_of(letter: Letter) -> Calendar:
    return with_local_days(LocalDay.objects.filter(organisation=letter.organisation))


def _hand_over(letter: Letter, *, wish: Reminder, tasks: Iterable[Task]) -> None:
    subject, text = digest_text(tasks, today=letter.day)
    if letter.way == MAIL:
        send_mail(subject, text, None, [letter.user.email])
        return
    messengers()[letter.way].send(to=wish.address or letter.user.phone, text=text)


def _end(letter: Letter, *, state: LetterState, reason: str) -> None:
    letter.state, letter.reason = state, reason
    letter.sent_at = clock.now() if state == LetterState.SENT else None
    letter.save(update_fields=("state", "reason", "sent_at"))


def digest_text(tasks: Iterable[Task], *, today: date) -> tuple[str, str]:
    """Subject and text: counts and the nearest day, no titles, no names."""
    owed = tuple(tasks)
    counts = counts_of(owed, today=today)
    subject = _("考绩：您有 {n} 件待办").format(n=len(owed))
    if counts[LATE]:
        subject += _("，其中 {n} 件逾期").format(n=counts[LATE])
    lines = [
        _("您有 {n} 件待办：已逾期 {late} 件，今天到期 {today} 件，本周及以后 {later} 件。").format(
            n=len(owed), late=counts[LATE], today=counts[TODAY], later=counts[LATER]
        )
    ]
    ahead = [one.due_on for one in owed if one.due_on is not None and one.due_on >= today]
    if ahead:
        first = min(ahead)
        lines.append(_("最近的期限是 {m}月{d}日。").format(m=first.month, d=first.day))
    if settings.SITE_ADDRESS:
        lines.append(_("办理：{address}").format(address=settings.SITE_ADDRESS + reverse(HOME)))
    lines.append(_("每天最多一封，夜间和休息日不发；要改请登录后到“提醒设置”。"))
    return subject, "\n".join(lines)


HOME = "workbench:home"
