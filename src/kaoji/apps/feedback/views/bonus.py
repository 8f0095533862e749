"""Prize money: the tables of a result, one table line by line, released by two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.publishing_queries import cycle_for_office
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.feedback import actions, forms, queries
from kaoji.apps.feedback.books import importer_of
from kaoji.apps.feedback.enums import BonusState
from kaoji.apps.feedback.models import BonusTable
from kaoji.apps.feedback.money import checked, coefficients_in, grades_in, payments_in, scheme_of
from kaoji.apps.feedback.permissions import FILL_BONUS, RELEASE_BONUS, SEE_BONUS
from kaoji.apps.feedback.views.desk import final_needed
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.notices import Notice, tell
from kaoji.web.workbooks import importing


@allows(get=SEE_BONUS)
def tables(request: HttpRequest, number: int) -> HttpResponse:
    """The tables of a cycle."""
    actor = actor_behind(request)
    found = cycle_for_office(actor, number=number)
    made = queries.bonus_of(actor, cycle=found)
    final = queries.final_of(found)
    busy = any(one.state in (BonusState.DRAFT, BonusState.PROPOSED) for one in made
               if final is not None and one.final_id == final.pk)  # fmt: skip
    shown = {
        "cycle": found,
        "final": final,
        "tables": made,
        "can_begin": holds(request, FILL_BONUS) and final is not None and not busy,
    }
    return render(request, "feedback/bonus_tables.html", shown)


@allows(get=FILL_BONUS, post=FILL_BONUS)
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """One more table."""
    actor = actor_behind(request)
    found = cycle_for_office(actor, number=number)
    final = final_needed(found)
    form = forms.BonusForm(request.POST or None, **_stated(found))
    made: list[BonusTable] = []
    if done(
        request,
        form=form,
        doing=lambda: made.append(actions.begin_bonus(by=actor, final=final, shape=form.shape)),
        said=_("已设立，接着逐笔填报或导入"),
    ):
        return redirect("feedback:bonus-table", key=made[0].pk)
    return _form_page(request, cycle=found, form=form, title=_("设立奖金分配表"), verb=_("设立"))


def _stated(cycle: Cycle) -> dict[str, Any]:
    scheme = scheme_of(cycle)
    return {
        "payments": payments_in(scheme),
        "grades": grades_in(scheme),
        "stated": coefficients_in(scheme),
    }


def _form_page(
    request: HttpRequest, *, cycle: Cycle, form: Any, title: str, verb: str,  # noqa: ANN401
    table: BonusTable | None = None,
) -> HttpResponse:  # fmt: skip
    shown = {"cycle": cycle, "form": form, "title": title, "verb": verb, "bonus": table}
    return render(request, "feedback/form.html", shown)


@allows(get=SEE_BONUS)
def table(request: HttpRequest, key: int) -> HttpResponse:
    """A table, unit by unit beside what it may get, and everything that will not do."""
    return _shown(request, found=queries.bonus_keyed(actor_behind(request), key=key))


def _shown(
    request: HttpRequest, *, found: BonusTable, form: forms.LineForm | None = None
) -> HttpResponse:
    actor = actor_behind(request)
    look = checked(found)
    is_standing = found.final.state == "final"
    can_fill = holds(request, FILL_BONUS) and found.state == BonusState.DRAFT and is_standing
    is_proposed = found.state == BonusState.PROPOSED and is_standing
    if can_fill and form is None:
        form = forms.LineForm(
            units=[one.standing.name for one in look.shares], initial={"version": found.version}
        )
    shown = {
        "bonus": found,
        "cycle": found.final.cycle,
        "look": look,
        "form": form,
        "is_standing": is_standing,
        "can_fill": can_fill,
        "can_release": is_proposed
        and holds(request, RELEASE_BONUS)
        and actor.person_key != found.proposed_by,
        "is_own": is_proposed and actor.person_key == found.proposed_by,
    }
    return render(request, "feedback/bonus.html", shown)


@allows(get=FILL_BONUS, post=FILL_BONUS)
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Look at it by something else."""
    actor = actor_behind(request)
    found = queries.bonus_keyed(actor, key=key)
    cycle = found.final.cycle
    form = forms.BonusForm(request.POST or None, table=found, **_stated(cycle))
    if done(
        request,
        form=form,
        doing=lambda: actions.change_bonus(
            by=actor, table=found, shape=form.shape, version=form.cleaned_data["version"] or 0
        ),
        said=_("已改定口径"),
    ):
        return redirect("feedback:bonus-table", key=key)
    title = _("奖金分配的口径")
    return _form_page(request, cycle=cycle, form=form, title=title, verb=_("保存"), table=found)


@allows(post=FILL_BONUS)
def line(request: HttpRequest, key: int) -> HttpResponse:
    """A line typed."""
    actor = actor_behind(request)
    found = queries.bonus_keyed(actor, key=key)
    names = list(found.final.run.standings.values_list("name", flat=True))
    form = forms.LineForm(request.POST, units=names)
    if done(
        request,
        form=form,
        doing=lambda: actions.write_lines(
            by=actor, table=found, lines=[form.line], version=form.cleaned_data["version"] or 0
        ),
        said=_("已填报"),
    ):
        return redirect("feedback:bonus-table", key=key)
    return _shown(request, found=found, form=form)


@allows(get=FILL_BONUS, post=FILL_BONUS)
def workbook(request: HttpRequest, key: int) -> HttpResponse:
    """The lines as a workbook, both ways."""
    found = queries.bonus_keyed(actor_behind(request), key=key)
    return importing.answer(request, importer=importer_of(found))


@allows(post=FILL_BONUS)
def propose(request: HttpRequest, key: int) -> HttpResponse:
    """Ask a second person."""
    return _act(request, key, act=actions.propose_bonus, said=_("已提请，待第二人放行"))


@allows(post=RELEASE_BONUS)
def release(request: HttpRequest, key: int) -> HttpResponse:
    """The second person lets it out."""
    return _act(request, key, act=actions.release_bonus, said=_("已放行"))


def _act(request: HttpRequest, key: int, *, act: Callable[..., Any], said: str) -> HttpResponse:
    actor = actor_behind(request)
    told = request.POST.get("version", "")
    version = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
    act(by=actor, table=queries.bonus_keyed(actor, key=key), version=version)
    tell(request, Notice(said))
    return redirect("feedback:bonus-table", key=key)


@allows(get=RELEASE_BONUS, post=RELEASE_BONUS)
def give_back(request: HttpRequest, key: int) -> HttpResponse:
    """The second person does not let it out."""
    actor = actor_behind(request)
    found = queries.bonus_keyed(actor, key=key)
    form = forms.ReasonForm(request.POST or None, initial={"version": found.version})
    if done(
        request,
        form=form,
        doing=lambda: actions.return_bonus(
            by=actor,
            table=found,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"] or 0,
        ),
        said=_("已退回"),
    ):
        return redirect("feedback:bonus-table", key=key)
    return _form_page(
        request, cycle=found.final.cycle, form=form, title=_("退回奖金分配"), verb=_("退回"),
        table=found,
    )  # fmt: skip
