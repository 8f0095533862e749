"""Backups and how the last of them came back when they were restored on trial."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kaoji.apps.workbench import drills, queries
from kaoji.apps.workbench.listings import BACKUPS
from kaoji.apps.workbench.permissions import KEEP_BACKUPS
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows


@allows(get=KEEP_BACKUPS)
def backups(request: HttpRequest) -> HttpResponse:
    """Every backup with its age, when it was verified, what its drill came to."""
    rows = queries.backups_visible_to(actor_behind(request))
    return lists.answer(request, listing=BACKUPS, rows=rows, template="workbench/backups.html")


@allows(post=KEEP_BACKUPS)
def drill(request: HttpRequest) -> HttpResponse:
    """Restore the newest backup on trial."""
    made = drills.ask_for_drill(by=actor_behind(request))
    return redirect("workbench:drill-report", key=made.pk)


@allows(get=KEEP_BACKUPS)
def report(request: HttpRequest, key: int) -> HttpResponse:
    """How far a drill is; in the end the paper that says what came back."""
    found = queries.drill_visible_to(actor_behind(request), key=key)
    is_shared = queries.is_shared()
    shown = {
        "drill": found,
        "job": queries.job_of_drill(found),
        "is_shared": is_shared,
        "parts": () if is_shared else found.parts,
    }
    return render(request, "workbench/drill.html", shown)
