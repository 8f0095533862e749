"""The targets of a cycle: where they stand, beginning, moving on, adopting, letters, workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.targets import actions, forms, queries
from kaoji.apps.targets.actions.lettering import letters_job
from kaoji.apps.targets.asking import carriers_of
from kaoji.apps.targets.books import importer_of
from kaoji.apps.targets.enums import MOVES, PROPOSING, Move, Round
from kaoji.apps.targets.overview import overview_of, stations_of
from kaoji.apps.targets.permissions import PROPOSE, SEE
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.forms import Form
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused
from kaoji.web.workbooks import importing


@allows(get=SEE)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """Where the targets stand, indicator by indicator and unit by unit."""
    actor = actor_behind(request)
    found = queries.cycle_of(actor, number=number)
    assignment = queries.assignment_of(found)
    shown: dict[str, Any] = {"cycle": found, "assignment": assignment}
    if assignment is None:
        stage = found.stages.filter(kind=StageKind.TARGETS, state=StageState.OPEN)
        shown["may_begin"] = holds(request, PROPOSE) and not found.is_trial and stage.exists()
        return render(request, "targets/cycle.html", shown)
    shown |= {
        "stations": stations_of(assignment),
        "overview": overview_of(actor, assignment=assignment, today=clock.today()),
        "is_insider": is_insider(actor),
        "can": _can(request, round_=assignment.round),
        "moves": _moves(assignment.round),
        "job": letters_job(assignment) if holds(request, PROPOSE) else None,
    }
    return render(request, "targets/cycle.html", shown)


def _can(request: HttpRequest, *, round_: str) -> dict[str, bool]:
    may = holds(request, PROPOSE)
    return {
        "move": may and round_ not in (Round.FIXING, Round.ADOPTED),
        "adopt": may and round_ == Round.FIXING,
        "import": may and round_ in PROPOSING,
        "letters": may and round_ == Round.ADOPTED,
    }


def _moves(round_: str) -> Move | None:
    """The one move that leads on from a round."""
    return next((move for move, (before, _after) in MOVES.items() if before == round_), None)


@allows(get=PROPOSE, post=PROPOSE)
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """Choose which targets are set."""
    actor = actor_behind(request)
    found = queries.cycle_of(actor, number=number)
    form = forms.BeginForm(request.POST or None, carriers=carriers_of(actor, cycle=found))
    said = _("目标下达已开始，请逐项拟定")
    if done(
        request,
        form=form,
        doing=lambda: actions.begin(by=actor, cycle=found, shape=form.shape),
        said=said,
    ):
        return redirect("targets:cycle", number=number)
    title = _("开始目标下达")
    return form_page(request, cycle=found, form=form, title=title, verb=_("开始"))


def form_page(
    request: HttpRequest,
    *,
    cycle: Cycle,
    form: Form,
    title: str,
    verb: str,
    **more: Any,  # noqa: ANN401
) -> HttpResponse:
    """A page with one form."""
    shown = {"cycle": cycle, "form": form, "title": title, "verb": verb, **more}
    return render(request, "targets/form.html", shown)


def version_of(request: HttpRequest) -> int:
    """The version that the page showed; one that says none is old."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() else 0


@allows(post=PROPOSE)
def move(request: HttpRequest, number: int) -> HttpResponse:
    """From one round to the next."""
    actor = actor_behind(request)
    found = queries.begun(actor, number=number)
    if request.POST.get("move") not in Move.values:
        raise Refused("move-unknown", reason=_("没有这一步"), remedy=_("请重新打开本页"))
    kind = Move(request.POST["move"])
    made = actions.move(by=actor, assignment=found, kind=kind, version=version_of(request))
    until = _("，答复到 {day} 为止").format(day=made.due_on) if made.due_on else ""
    tell(request, Notice(_("已到“{round}”").format(round=made.get_round_display()), until))
    return redirect("targets:cycle", number=number)


@allows(get=PROPOSE, post=PROPOSE)
def adopt(request: HttpRequest, number: int) -> HttpResponse:
    """The figures stand, with the minute."""
    actor = actor_behind(request)
    found = queries.begun(actor, number=number)
    stands = {"version": found.version, "on": clock.today()}
    form = forms.AdoptForm(request.POST or None, initial=stands)
    if done(
        request,
        form=form,
        doing=lambda: actions.adopt(
            by=actor,
            assignment=found,
            minute=form.cleaned_data["minute"],
            on=form.cleaned_data["on"],
            version=form.cleaned_data["version"] or 0,
        ),
        said=_("目标已审定下达，从现在起计入考核数据"),
    ):
        return redirect("targets:cycle", number=number)
    title = _("审定下达")
    return form_page(request, cycle=found.cycle, form=form, title=title, verb=_("下达"))


@allows(post=PROPOSE)
def letters(request: HttpRequest, number: int) -> HttpResponse:
    """Draft the letters of all units in the background."""
    actor = actor_behind(request)
    found = queries.begun(actor, number=number)
    actions.ask_for_letters(by=actor, assignment=found)
    told = _("，起草完在公文里可见，已有的不重复起草。")
    tell(request, Notice(_("目标任务书已交后台起草"), told))
    return redirect("targets:cycle", number=number)


@allows(get=PROPOSE, post=PROPOSE)
def workbook(request: HttpRequest, number: int) -> HttpResponse:
    """The proposals as a workbook, both ways."""
    found = queries.begun(actor_behind(request), number=number)
    return importing.answer(request, importer=importer_of(found))
