"""Archives: the list, one cycle's with what is missing, its package, holding it to its list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import carried_from
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.appraisals.views.files import attachment
from kaoji.apps.archiving import actions, queries
from kaoji.apps.archiving.enums import ALIVE, ArchiveState
from kaoji.apps.archiving.forms import ProposeForm
from kaoji.apps.archiving.listings import ARCHIVES
from kaoji.apps.archiving.models import Archive
from kaoji.apps.archiving.permissions import CONFIRM, DOWNLOAD, INSPECT, PROPOSE, SEE
from kaoji.apps.archiving.readiness import missing
from kaoji.apps.documents.enums import Retention
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.jobs.models import Job
from kaoji.web.notices import Notice, tell

ZIP = "application/zip"
_TERMS = dict(Retention.choices)


@allows(get=SEE)
def archives(request: HttpRequest) -> HttpResponse:
    """The archives that were made."""
    rows = queries.made_archives(actor_behind(request))
    return lists.answer(request, listing=ARCHIVES, rows=rows, template="archiving/list.html")


@allows(get=SEE)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """Where the archive of a cycle stands: what is missing, or what is in it."""
    actor = actor_behind(request)
    found = queries.cycle_of(actor, number=number)
    archive = queries.last_archive(actor, cycle=found)
    shown: dict[str, Any] = {"cycle": found, "archive": archive}
    if archive is None or archive.state not in ALIVE:
        shown |= {
            "missing": missing(found, chosen=[]),
            "carried": carried_from(found),
            "can_propose": holds(request, PROPOSE),
        }
    else:
        shown |= _standing(request, archive=archive)
    return render(request, "archiving/cycle.html", shown)


def _standing(request: HttpRequest, *, archive: Archive) -> dict[str, Any]:
    """What may be done with an archive that is on its way, or made."""
    actor = actor_behind(request)
    is_proposed = archive.state == ArchiveState.PROPOSED
    is_done = archive.state == ArchiveState.DONE
    is_stuck = archive.state == ArchiveState.PACKING and actions.is_given_up(archive)
    return {
        "carried": archive.carried if is_done else carried_from(archive.cycle),
        "job": None if is_done or is_proposed else _job(archive),
        "can_confirm": is_proposed
        and holds(request, CONFIRM)
        and actor.person_key != archive.proposed_by,
        "can_drop": (is_proposed or is_stuck) and holds(request, PROPOSE),
        "can_download": is_done and holds(request, DOWNLOAD),
        "can_inspect": is_done and holds(request, INSPECT),
        "files": [(one, _TERMS.get(one["retention"], "")) for one in archive.files],
        "inspections": list(archive.inspections.all()[:10]) if is_done else [],
    }


def _job(archive: Archive) -> Job | None:
    return Job.objects.filter(kind=actions.JOB, key=actions.key_of(archive)).first()


@allows(get=PROPOSE, post=PROPOSE)
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Propose to archive a cycle."""
    actor = actor_behind(request)
    found = queries.cycle_of(actor, number=number)
    papers = list(queries.papers_to_choose(actor, cycle=found)[:200])
    form = ProposeForm(request.POST or None, papers=papers)
    if done(
        request,
        form=form,
        doing=lambda: actions.propose(by=actor, cycle=found, shape=form.shape),
        said=_("已提请归档，待第二人确认"),
    ):
        return redirect("archiving:cycle", number=number)
    shown = {"cycle": found, "form": form, "carried": carried_from(found)}
    return render(request, "archiving/propose.html", shown)


@allows(post=CONFIRM)
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """The second person."""
    actor = actor_behind(request)
    found = queries.archive_keyed(actor, key=key)
    actions.confirm(by=actor, archive=found)
    tell(request, Notice(_("已确认归档"), _("，归档包在后台制作；从现在起这次考核不能再改。")))
    return redirect("archiving:cycle", number=found.cycle.number)


@allows(post=PROPOSE)
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """It is not archived."""
    actor = actor_behind(request)
    found = queries.archive_keyed(actor, key=key)
    actions.drop(by=actor, archive=found)
    tell(request, Notice(_("归档提请已作废")))
    return redirect("archiving:cycle", number=found.cycle.number)


@allows(get=DOWNLOAD)
def package(request: HttpRequest, key: int) -> HttpResponse:
    """The package itself."""
    actor = actor_behind(request)
    found = queries.archive_keyed(actor, key=key)
    content = actions.download(by=actor, archive=found)
    name = _("{cycle}归档包.zip").format(cycle=found.cycle)
    return attachment(content, name=name, kind=ZIP)


@allows(post=INSPECT)
def inspect(request: HttpRequest, key: int) -> HttpResponse:
    """Hold the package against its list."""
    actor = actor_behind(request)
    found = queries.archive_keyed(actor, key=key)
    made = actions.inspect(by=actor, archive=found)
    if made.is_same:
        tell(request, Notice(_("与清单一致"), _("：每个文件都与归档时相同，封存文件核验通过。")))
    else:
        count = len(made.faults)
        tell(request, Notice(_("与清单不一致"), _("：{count} 处，见下面。").format(count=count)))
    return redirect("archiving:cycle", number=found.cycle.number)
