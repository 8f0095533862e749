"""Background work: how far it is, what failed, once more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kaoji.apps.workbench import actions, queries
from kaoji.apps.workbench.listings import JOBS
from kaoji.apps.workbench.todo import title_of
from kaoji.web import lists
from kaoji.web.access import SIGNED_IN, actor_behind, allows
from kaoji.web.jobs.overdue import Overdue
from kaoji.web.notices import Notice, tell


@allows(get=SIGNED_IN)
def jobs(request: HttpRequest) -> HttpResponse:
    """What one has asked for; all of the organisation for the system administrator."""
    actor = actor_behind(request)
    return lists.answer(
        request,
        listing=JOBS,
        rows=queries.jobs_visible_to(actor),
        template="workbench/jobs.html",
        context={"overdue": [_told(one) for one in queries.overdue_for(actor)]},
    )


def _told(one: Overdue) -> Notice:
    return Notice(title_of(one) + _("。"), text=one.kind.remedy, kind="failure")


@allows(post=SIGNED_IN)
def retry(request: HttpRequest, key: int) -> HttpResponse:
    """Once more, now."""
    actor = actor_behind(request)
    job = queries.job_visible_to(actor, key=key)
    actions.retry_job(by=actor, job=job)
    tell(request, Notice(_("已重新排队。"), text=_("后台随即再做一次。")))
    return redirect("workbench:jobs")
