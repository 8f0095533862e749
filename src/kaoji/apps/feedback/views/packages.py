"""Packages for the meeting: all that were made, another one, the file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.publishing_queries import cycle_for_office, last_run
from kaoji.apps.appraisals.views.files import attachment
from kaoji.apps.feedback import actions, queries
from kaoji.apps.feedback.permissions import MAKE_PACKAGE, SEE_PACKAGES
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.files import read_back
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused

ZIP = "application/zip"


@allows(get=SEE_PACKAGES)
def packages(request: HttpRequest, number: int) -> HttpResponse:
    """The packages of a cycle, each by the run that it is of."""
    actor = actor_behind(request)
    cycle = cycle_for_office(actor, number=number)
    made = queries.packages_of(actor, cycle=cycle)
    run = last_run(cycle)
    job = queries.job_of(made)
    shown = {
        "cycle": cycle,
        "run": run,
        "packages": made,
        "job": job,
        "is_old": bool(run and made and made[0].run_id != run.pk),
        "can_make": holds(request, MAKE_PACKAGE) and run is not None and job is None,
    }
    return render(request, "feedback/packages.html", shown)


@allows(post=MAKE_PACKAGE)
def make(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for one more."""
    actor = actor_behind(request)
    run = last_run(cycle_for_office(actor, number=number))
    if run is None:
        raise Refused("not-scored", reason=_("还没有计过分"), remedy=_("请先计分"))
    actions.ask_for_package(by=actor, run=run)
    tell(request, Notice(_("上会材料包已交后台制作"), _("，做好后在本页下载。")))
    return redirect("feedback:packages", number=number)


@allows(get=SEE_PACKAGES)
def file(request: HttpRequest, key: int) -> HttpResponse:
    """The package, to be saved."""
    actor = actor_behind(request)
    found = queries.package_keyed(actor, key=key)
    content = read_back(found.digest)
    if content is None:
        raise Refused(
            "file-gone",
            reason=_("材料包不在盘上，或与做成时不同"),
            remedy=_("请重新制作，或由系统管理员从备份恢复"),
        )
    actions.note_download(by=actor, package=found)
    return attachment(content, name=f"{found}.zip", kind=ZIP)
