"""All tables that somebody sees; what a cycle's scheme leaves to its units; one annex."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.annexes import actions, forms, queries
from kaoji.apps.annexes.asking import Offered, offered_in, told_of
from kaoji.apps.annexes.enums import OWING, TableState
from kaoji.apps.annexes.limits import read_table
from kaoji.apps.annexes.listings import TABLES, TABLES_OF_ANNEX
from kaoji.apps.annexes.models import Annex
from kaoji.apps.annexes.permissions import DECLARE, SEE
from kaoji.apps.appraisals.enums import CycleState
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.queries import cycle_numbered, cycles_visible_to
from kaoji.apps.appraisals.views.doing import done
from kaoji.web import clock, lists
from kaoji.web.access import actor_behind, allows, holds

_GONE = (CycleState.ARCHIVING, CycleState.ARCHIVED)
#: The list offers the cycles that are most likely meant; the others lead here from their own pages.
MOST_CYCLES = 6


@allows(get=SEE)
def everything(request: HttpRequest) -> HttpResponse:
    """The tables of all annexes."""
    actor = actor_behind(request)
    cycles: list[Cycle] = []
    if holds(request, DECLARE):
        open_ones = cycles_visible_to(actor).filter(is_trial=False).exclude(state__in=_GONE)
        cycles = list(open_ones.order_by("-number")[:MOST_CYCLES])
    return lists.answer(
        request,
        listing=TABLES,
        rows=queries.tables_visible_to(actor),
        template="annexes/list.html",
        context={"cycles": cycles},
    )


@allows(get=SEE)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """What the scheme of a cycle leaves to its units, and what was declared of it."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    declared = {
        (one.key, one.period): one
        for one in queries.annexes_visible_to(actor).filter(cycle=found).order_by("pk")
    }
    offered = offered_in(found)
    known = {(one.key, one.period) for one in offered}
    shown = {
        "cycle": found,
        "rows": [(one, told_of(one), declared.get((one.key, one.period))) for one in offered],
        # After a re-issue the scheme may no longer have what was declared; what stands is shown.
        "former": [one for pair, one in declared.items() if pair not in known],
        "may_declare": holds(request, DECLARE) and not found.is_trial and found.state not in _GONE,
    }
    return render(request, "annexes/cycle.html", shown)


def _offered(cycle: Cycle, *, order: int) -> Offered:
    found = next((one for one in offered_in(cycle) if one.order == order), None)
    if found is None:
        raise Http404
    return found


@allows(get=DECLARE, post=DECLARE)
def declare(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """Declare an annex."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    offered = _offered(found, order=order)
    posts = queries.posts_that_may_approve(actor)
    form = forms.AnnexForm(request.POST or None, offered=offered, posts=posts)
    made: list[Annex] = []
    if done(
        request,
        form=form,
        doing=lambda: made.append(actions.declare(by=actor, cycle=found, shape=form.shape)),
        said=_("个性指标表已设立，各单位可以填报"),
    ):
        return redirect("annexes:annex", key=made[0].pk)
    shown = {"cycle": found, "form": form, "title": offered.title, "verb": _("设立")}
    return render(request, "annexes/form.html", shown)


@allows(get=SEE)
def annex(request: HttpRequest, key: int) -> HttpResponse:
    """One annex: its limits, and where the tables of its units stand."""
    actor = actor_behind(request)
    found = queries.annex_keyed(actor, key=key)
    rows = queries.tables_visible_to(actor).filter(annex=found)
    states = list(rows.order_by("order").values_list("unit_name", "state"))
    is_late = found.due_on < clock.today()
    shown = {
        "annex": found,
        "limits": [one.title for one in read_table(found, ()).limits],
        "late": [name for name, state in states if is_late and state in OWING],
        "tally": [
            (word, sum(state == value for _name, state in states))
            for value, word in TableState.choices
        ],
        "may_change": holds(request, DECLARE)
        and all(state in (TableState.WAITING, TableState.DRAFTED) for _name, state in states),
    }
    return lists.answer(
        request, listing=TABLES_OF_ANNEX, rows=rows, template="annexes/annex.html", context=shown
    )


@allows(get=DECLARE, post=DECLARE)
def limits(request: HttpRequest, key: int) -> HttpResponse:
    """Other limits, as long as nothing was sent."""
    actor = actor_behind(request)
    found = queries.annex_keyed(actor, key=key)
    offered = next(
        (one for one in offered_in(found.cycle)
         if (one.key, one.period) == (found.key, found.period)), None,
    )  # fmt: skip
    if offered is None:
        raise Http404
    posts = queries.posts_that_may_approve(actor)
    form = forms.AnnexForm(request.POST or None, offered=offered, posts=posts)
    form.show(found)
    if done(
        request,
        form=form,
        doing=lambda: actions.change_limits(
            by=actor, annex=found, shape=form.shape, version=form.cleaned_data["version"] or 0
        ),
        said=_("限制已改"),
    ):
        return redirect("annexes:annex", key=key)
    shown = {"cycle": found.cycle, "annex": found, "form": form, "title": _("改限制"),
             "verb": _("保存")}  # fmt: skip
    return render(request, "annexes/form.html", shown)
