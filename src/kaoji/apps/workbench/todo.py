"""What this room itself tells: daily work that has not ended well for too long."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.workbench.queries import overdue_for
from kaoji.web.actor import Actor
from kaoji.web.jobs.overdue import Overdue
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("workbench", mine=_mine, is_live=True))


def _mine(actor: Actor) -> Iterator[Task]:
    for one in overdue_for(actor):
        yield Task(
            title=title_of(one),
            context=one.kind.remedy,
            due_on=timezone.localdate(one.since),
            verb=_("去后台看"),
            url=reverse("workbench:jobs"),
            kind=_("后台"),
        )


def title_of(one: Overdue) -> str:
    """What has not been done since when."""
    if one.is_first:
        return _("「{what}」还没有成功过").format(what=one.kind.word)
    at = timezone.localtime(one.since)
    return _("「{what}」自 {at} 以来没有成功").format(what=one.kind.word, at=f"{at:%Y-%m-%d %H:%M}")
