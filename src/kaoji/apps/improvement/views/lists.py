"""The list of a cycle and of a unit: drawing it up, saying nil, as a sheet, as a workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.appraisals.queries import cycle_numbered, is_insider
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.improvement import actions, forms, queries
from kaoji.apps.improvement.books import importer_of
from kaoji.apps.improvement.enums import OWING, ItemState
from kaoji.apps.improvement.listings import ITEMS, ITEMS_OF_CYCLE
from kaoji.apps.improvement.models import ImprovementList
from kaoji.apps.improvement.permissions import DRAW_UP, SEE, WORK
from kaoji.web import clock, lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.notices import Notice, tell
from kaoji.web.workbooks import importing


@allows(get=SEE)
def everything(request: HttpRequest) -> HttpResponse:
    """All items that somebody sees, of all cycles."""
    rows = queries.items_visible_to(actor_behind(request))
    return lists.answer(request, listing=ITEMS, rows=rows, template="improvement/list.html")


@allows(get=SEE)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """The list of a cycle: how far each unit is, and the items."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    held = queries.list_of(found)
    parts = list(queries.parts_of(actor, improvement_list=held, today=clock.today()))
    shown = {
        "cycle": found,
        "held": held,
        "parts": parts,
        "late": [one.unit_name for one in parts if one.late],  # type: ignore[attr-defined]
        "may_draw": holds(request, DRAW_UP) and _may_draw(found, held=held),
    }
    return lists.answer(
        request,
        listing=ITEMS_OF_CYCLE,
        rows=queries.items_of(actor, improvement_list=held),
        template="improvement/cycle.html",
        context=shown,
    )


def _may_draw(cycle: Cycle, *, held: ImprovementList | None) -> bool:
    """Once the stage is under way and there is a final run that it was not drawn up from."""
    final = cycle.finals.filter(state=FinalState.FINAL).first()
    if final is None or (held is not None and held.run_id == final.run_id):
        return False
    return cycle.stages.filter(kind=StageKind.IMPROVE, state=StageState.OPEN).exists()


@allows(get=DRAW_UP, post=DRAW_UP)
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """Choose by which measure losses become items."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    form = forms.DrawForm(request.POST or None)
    if done(
        request,
        form=form,
        doing=lambda: actions.draw_up(by=actor, cycle=found, shape=form.shape),
        said=_("改进清单已起草，各单位可以报措施"),
    ):
        return redirect("improvement:cycle", number=number)
    shown = {"cycle": found, "form": form, "title": _("起草改进清单"), "verb": _("起草")}
    return render(request, "improvement/form.html", shown)


@allows(get=SEE)
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The whole list as one table, to be printed and signed."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    held = queries.list_of(found)
    shown = {
        "cycle": found,
        "held": held,
        "items": list(queries.items_of(actor, improvement_list=held).order_by("number")),
        "nil": [
            one.unit_name
            for one in queries.parts_of(actor, improvement_list=held, today=clock.today())
            if not one.count  # type: ignore[attr-defined]
        ],
        "today": clock.today(),
    }
    return render(request, "improvement/sheet.html", shown)


@allows(get=SEE)
def unit(request: HttpRequest, number: int, unit: int) -> HttpResponse:
    """What one unit has to improve, and what it had before."""
    actor = actor_behind(request)
    part = queries.part_of(actor, number=number, unit=unit)
    items = list(part.items.order_by("number"))
    before = queries.part_before(part)
    is_own = holds(request, WORK) and part.unit_id in actor.units_with(APPRAISED)
    today = clock.today()
    shown = {
        "part": part,
        "held": part.improvement_list,
        "cycle": part.improvement_list.cycle,
        "items": items,
        "late": {one.pk for one in items if one.is_overdue(today=today)},
        "before": before,
        "items_before": list(before.items.order_by("number")) if before else [],
        "is_insider": is_insider(actor),
        "may_say_nil": is_own and not items and part.nil_at is None,
        "may_fill": is_own and any(one.state in (*OWING, ItemState.STATED) for one in items),
    }
    return render(request, "improvement/unit.html", shown)


@allows(post=WORK)
def nil(request: HttpRequest, number: int, unit: int) -> HttpResponse:
    """The unit has nothing to improve."""
    actor = actor_behind(request)
    part = queries.part_of(actor, number=number, unit=unit)
    actions.say_nil(by=actor, part=part)
    tell(request, Notice(_("已报“无”")))
    return redirect("improvement:unit", number=number, unit=unit)


@allows(get=WORK, post=WORK)
def workbook(request: HttpRequest, number: int, unit: int) -> HttpResponse:
    """The measures of a unit as a workbook, both ways."""
    actor = actor_behind(request)
    part = queries.own_part(actor, number=number, unit=unit)
    return importing.answer(request, importer=importer_of(actor, part=part))
