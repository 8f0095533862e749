"""The table of an indicator (its units) and that of a unit (its targets)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.beside import beside
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.targets import actions, forms, queries
from kaoji.apps.targets.actuals import actuals_of
from kaoji.apps.targets.enums import ANSWERING, PROPOSING, Round
from kaoji.apps.targets.models import Assignment, Indicator, Line
from kaoji.apps.targets.permissions import ANSWER, APPRAISED, PROPOSE, SEE
from kaoji.apps.targets.tables import Row, heads_of, rows_of, sum_of
from kaoji.apps.targets.views.cycles import form_page
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.refusals import Refused


@allows(get=SEE, post=PROPOSE)
def indicator(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """The units of an indicator: what they came to, what is proposed, what they say."""
    actor = actor_behind(request)
    found = queries.indicator_of(actor, number=number, order=order)
    assignment = found.assignment
    if not is_insider(actor) and assignment.round != Round.ADOPTED:
        raise Http404
    lines = _with(found, lines=found.lines.order_by("order"))
    can_write = holds(request, PROPOSE) and assignment.round in PROPOSING
    form = forms.ProposalsForm(request.POST or None, lines=lines) if can_write else None
    if request.method == "POST":
        if form is None:
            raise _not_now(assignment)
        if _propose(request, form=form, assignment=assignment):
            return redirect("targets:indicator", number=number, order=order)
    rows = _rows(request, assignment=assignment, indicators=[found], lines=lines)
    shown = {
        "cycle": assignment.cycle,
        "assignment": assignment,
        "indicator": found,
        "heads": heads_of(found),
        "rows": _paired(rows, form=form),
        "form": form,
        "sum": sum_of(found, lines=lines),
        "is_insider": is_insider(actor),
        "can_write": can_write,
        "before": _neighbour(found, step=-1),
        "after": _neighbour(found, step=1),
    }
    return render(request, "targets/indicator.html", shown)


def _not_now(assignment: Assignment) -> Refused:
    """The page was open while the round went on."""
    return Refused(
        "not-in-this-round",
        reason=_("目标现在是“{round}”，这里不能改").format(round=assignment.get_round_display()),
        remedy=_("请先看目标走到了哪一轮"),
    )


def _with(found: Indicator, *, lines: Iterable[Line]) -> list[Line]:
    told = list(lines)
    for one in told:
        one.indicator = found
    return told


def _propose(request: HttpRequest, *, form: forms.ProposalsForm, assignment: Assignment) -> bool:
    actor = actor_behind(request)
    return done(
        request,
        form=form,
        doing=lambda: actions.propose(by=actor, assignment=assignment, typed=form.typed),
        said=_("已保存拟定的目标"),
    )


def _rows(
    request: HttpRequest,
    *,
    assignment: Assignment,
    indicators: list[Indicator],
    lines: list[Line],
    unit_key: int | None = None,
) -> tuple[Row, ...]:
    actor = actor_behind(request)
    actuals = actuals_of(actor, assignment=assignment, indicators=indicators, unit_key=unit_key)
    own = actor.units_with(APPRAISED)
    return rows_of(lines, actuals=actuals, is_insider=is_insider(actor), own=own)


def _paired(rows: Iterable[Row], *, form: forms.ProposalsForm | None) -> list[tuple[Row, Any, Any]]:
    """Each row with its input and its hidden revision, where there is a form."""
    if form is None:
        return [(row, None, None) for row in rows]
    return [(row, form[f"line_{row.line.pk}"], form[f"seen_{row.line.pk}"]) for row in rows]


def _neighbour(found: Indicator, *, step: int) -> Indicator | None:
    at: Indicator | None = Indicator.objects.filter(
        assignment=found.assignment, order=found.order + step
    ).first()
    return at


@allows(get=PROPOSE, post=PROPOSE)
def total(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """What the body above has given for all units."""
    actor = actor_behind(request)
    found = queries.indicator_of(actor, number=number, order=order)
    form = forms.total_form(request.POST or None, indicator=found)
    if done(
        request,
        form=form,
        doing=lambda: actions.set_total(
            by=actor,
            indicator=found,
            total=form.cleaned_data["total"],
            basis=form.cleaned_data["basis"],
            version=form.cleaned_data["version"] or 0,
        ),
        said=_("已登记上级总数"),
    ):
        return redirect("targets:indicator", number=number, order=order)
    title = _("上级总数：{indicator}").format(indicator=found)
    cycle = found.assignment.cycle
    return form_page(request, cycle=cycle, form=form, title=title, verb=_("登记"))


@allows(get=SEE, post=ANSWER)
def unit(request: HttpRequest, number: int, unit: int) -> HttpResponse:
    """The targets of a unit; its own people answer here."""
    actor = actor_behind(request)
    assignment = queries.begun(actor, number=number)
    is_own = unit in actor.units_with(APPRAISED)
    if not (is_own or is_insider(actor)):
        raise Http404
    found = Line.objects.filter(indicator__assignment=assignment, unit=unit)
    lines = list(found.select_related("indicator").order_by("indicator__order"))
    if not lines:
        raise Http404
    is_told = is_insider(actor) or any(one.sent for one in lines)
    can_answer = is_own and holds(request, ANSWER) and assignment.round in ANSWERING
    form = forms.AnswersForm(request.POST or None, lines=lines) if can_answer else None
    if request.method == "POST":
        if form is None:
            raise _not_now(assignment)
        if _answer(request, form=form, assignment=assignment, unit=unit):
            return redirect("targets:unit", number=number, unit=unit)
    indicators = [one.indicator for one in lines]
    rows = _rows(request, assignment=assignment, indicators=indicators, lines=lines, unit_key=unit)
    shown = {
        "cycle": assignment.cycle,
        "assignment": assignment,
        "name": lines[0].name,
        "rows": _answered(rows, form=form) if is_told else [],
        "form": form,
        "is_insider": is_insider(actor),
        "is_adopted": assignment.round == Round.ADOPTED,
        "beside": beside(actor, cycle=assignment.cycle, unit_key=unit),
    }
    return render(request, "targets/unit.html", shown)


def _answer(
    request: HttpRequest, *, form: forms.AnswersForm, assignment: Assignment, unit: int
) -> bool:
    actor = actor_behind(request)
    return done(
        request,
        form=form,
        doing=lambda: actions.answer(
            by=actor, assignment=assignment, unit_key=unit, said=form.said
        ),
        said=_("已保存答复"),
    )


def _answered(
    rows: Iterable[Row], *, form: forms.AnswersForm | None
) -> list[tuple[Row, tuple[Any, ...]]]:
    if form is None:
        return [(row, ()) for row in rows]
    names = ("answer", "counter", "reason", "seen")
    return [(row, tuple(form[f"{name}_{row.line.pk}"] for name in names)) for row in rows]
