"""A run: its ranking as a page, a workbook, a sheet to print; its sealed file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import forms, papers, queries, trying
from kaoji.apps.appraisals.audit_types import DOWNLOAD_PAPER, DOWNLOAD_SEAL
from kaoji.apps.appraisals.changes import compared
from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.fed import behind
from kaoji.apps.appraisals.lines import lines_of
from kaoji.apps.appraisals.models import Run
from kaoji.apps.appraisals.permissions import SEE_RUNS
from kaoji.apps.appraisals.ranking import groups_of
from kaoji.apps.appraisals.table import workbook_of
from kaoji.apps.appraisals.views.files import HTML, attachment
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.web.access import actor_behind, allows
from kaoji.web.refusals import Refused


@allows(get=SEE_RUNS)
def run(request: HttpRequest, number: int, run: int) -> HttpResponse:
    """Points and grades of a run."""
    actor = actor_behind(request)
    found = queries.run_numbered(actor, number=number, run=run)
    if found.state != RunState.DONE:
        return render(request, "appraisals/run_open.html", {"run": found, "cycle": found.cycle})
    told = json.loads(found.result)
    groups = groups_of(told, standings=queries.standings_of(found), lines=lines_of(found))
    if request.GET.get("export") == "xlsx":
        return workbook_of(found, groups=groups, lines=lines_of(found))
    apart = [row for group in groups for row in group.apart]
    shown = {
        "run": found,
        "cycle": found.cycle,
        "groups": groups,
        "parts": lines_of(found).parts,
        "open": apart,
        "first_open": apart[0] if len(apart) == 1 else None,
        "decisions": [one for group in groups for one in group.decisions],
        "edges": [one for group in groups for one in group.edges],
        "remarks": _remarks(told),
        "others": queries.other_runs(found),
        "behind": behind(found),
    }
    return render(request, "appraisals/run.html", shown)


def _remarks(told: dict[str, Any]) -> list[dict[str, Any]]:
    """What the engine has to say of the run and of its units, each sentence once."""
    own = [one for subject in told["subjects"] for one in subject["problems"]]
    found = {one["message"]: one for one in (*told["problems"], *own)}
    return list(found.values())


@allows(get=SEE_RUNS)
def seal(request: HttpRequest, number: int, run: int) -> HttpResponse:
    """The sealed file of a run, as `kaoji verify` reads it."""
    actor = actor_behind(request)
    found = queries.done_run(actor, number=number, run=run)
    record(DOWNLOAD_SEAL, by=actor, of=found, after={"digest": found.digest})
    name = f"{found.cycle}-{found.number}.kaoji"
    return attachment(bytes(found.seal), name=name, kind="application/octet-stream")


@allows(get=SEE_RUNS)
def sheet(request: HttpRequest, number: int, run: int) -> HttpResponse:
    """The sheet of all units, A3, as the engine prints it."""
    actor = actor_behind(request)
    found = queries.done_run(actor, number=number, run=run)
    text = papers.sheet_of(found)
    record(DOWNLOAD_PAPER, by=actor, of=found)
    name = _("{run}得分表.html").format(run=f"{found.cycle}-{found.number}")
    return attachment(text.encode(), name=name, kind=HTML)


@allows(get=SEE_RUNS)
def compare(request: HttpRequest, number: int, run: int) -> HttpResponse:
    """A run beside another of the same cycle: who moved, and why. First the one before it."""
    actor = actor_behind(request)
    found = queries.done_run(actor, number=number, run=run)
    others = queries.other_runs(found)
    form = forms.CompareForm(request.GET or None, numbers=[one.number for one in others])
    chosen = form.cleaned_data["other"] if form.is_valid() else _before(found, others=others)
    pair = sorted(
        (one for one in (found, *others) if one.number in (found.number, chosen)),
        key=lambda one: one.number,
    )
    told = compared(pair[0], after=pair[-1]) if len(pair) == 2 else None
    names = {one.subject: one for one in queries.standings_of(pair[-1])}
    shown = {
        "run": found,
        "cycle": found.cycle,
        "form": form,
        "others": others,
        "before": pair[0],
        "after": pair[-1],
        "compared": told,
        "moved": [(one, names.get(one.subject)) for one in told.moved] if told else [],
    }
    return render(request, "appraisals/compare.html", shown)


@allows(get=SEE_RUNS)
def try_out(request: HttpRequest, number: int, run: int) -> HttpResponse:
    """What if: something changed, ranks, grades, seats and money before and after."""
    actor = actor_behind(request)
    found = queries.done_run(actor, number=number, run=run)
    names = [one.subject for one in queries.standings_of(found)]
    form = forms.TryForm(request.GET or None, units=names)
    shown = {"run": found, "cycle": found.cycle, "form": form}
    try:
        shown["targets"] = trying.targets_of(found)
        changes = form.changes if form.is_valid() else ()
        if changes and request.GET.get("page"):
            return _meeting_page(request, found=found, changes=changes)
        shown["tried"] = trying.try_out(found, changes=changes) if changes else None
        shown["address"] = request.GET.urlencode()
    except Refused as refused:
        remember_refusal(request, fault=refused)
        shown["refused"] = refused
    return render(request, "appraisals/try.html", shown)


def _meeting_page(request: HttpRequest, *, found: Run, changes: tuple[str, ...]) -> HttpResponse:
    text = trying.page_of(found, changes=changes)
    record(DOWNLOAD_PAPER, by=actor_behind(request), of=found, after={"changes": list(changes)})
    name = _("{run}试算.html").format(run=f"{found.cycle}-{found.number}")
    return attachment(text.encode(), name=name, kind=HTML)


def _before(run: Run, *, others: Sequence[Run]) -> int:
    """The run before this one, else any other; itself where there is none."""
    earlier = [one.number for one in others if one.number < run.number]
    return max(earlier, default=min((one.number for one in others), default=run.number))
