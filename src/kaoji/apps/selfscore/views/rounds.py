"""Self-scores of a cycle: asking for them, who has sent, beside what the scheme gives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.queries import cycle_numbered, is_insider
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.selfscore import actions, forms, queries
from kaoji.apps.selfscore.listings import COMPARED, SHEETS
from kaoji.apps.selfscore.permissions import OPEN, SEE, SEE_ALL
from kaoji.apps.selfscore.trials import periods_in, trial_of
from kaoji.web import clock, lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor
from kaoji.web.notices import Notice, tell


@allows(get=SEE)
def everything(request: HttpRequest) -> HttpResponse:
    """All sheets that somebody sees, of all cycles."""
    rows = queries.sheets_listed(actor_behind(request))
    return lists.answer(request, listing=SHEETS, rows=rows, template="selfscore/list.html")


@allows(get=SEE)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """The sheets of a cycle, and of whom the office waits."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    today = clock.today()
    late = [one for one in queries.late_in(found) if one.is_late(today=today)]
    if not is_insider(actor):
        late = []
    shown = {
        "cycle": found,
        "rounds": list(found.self_scores.all()),
        "late": [str(one) for one in late],
        "is_insider": is_insider(actor),
        "may_open": holds(request, OPEN) and _is_collecting(found),
        "may_try": holds(request, OPEN),
    }
    return lists.answer(
        request,
        listing=SHEETS,
        rows=queries.sheets_listed(actor).filter(round__cycle=found),
        template="selfscore/cycle.html",
        context=shown,
    )


def _is_collecting(cycle: Cycle) -> bool:
    return cycle.stages.filter(kind=StageKind.COLLECT, state=StageState.OPEN).exists()


@allows(get=OPEN, post=OPEN)
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a period; those are offered in which the scheme asks something."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    form = forms.RoundForm(request.POST or None, periods=_periods(actor, cycle=found))
    if done(
        request, form=form, said=_("已布置自评，各单位可以填报"),
        doing=lambda: actions.open_round(by=actor, cycle=found, shape=form.shape),
    ):  # fmt: skip
        return redirect("selfscore:cycle", number=number)
    return render(request, "selfscore/open.html", {"cycle": found, "form": form})


def _periods(actor: Actor, *, cycle: Cycle) -> list[str]:
    known = set(cycle.self_scores.values_list("period", flat=True))
    return [one for one in periods_in(trial_of(actor, cycle=cycle)) if one not in known]


@allows(get=SEE_ALL)
def compared(request: HttpRequest, number: int) -> HttpResponse:
    """Self-scores that were submitted, beside what the scheme gives, line by line."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    return lists.answer(
        request,
        listing=COMPARED,
        rows=queries.lines_visible_to(actor).filter(sheet__round__cycle=found),
        template="selfscore/compared.html",
        context={"cycle": found, "rounds": list(found.self_scores.all())},
    )


@allows(post=OPEN)
def try_again(request: HttpRequest, key: int) -> HttpResponse:
    """Try the scheme once more on what is locked now."""
    actor = actor_behind(request)
    found = queries.round_keyed(actor, key=key)
    actions.try_again(by=actor, round=found)
    tell(request, Notice(_("已按现在锁定的数据重新试算"), _("，各单位的自评没有变。")))
    return redirect("selfscore:cycle", number=found.cycle.number)
