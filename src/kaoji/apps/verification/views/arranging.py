"""The office draws, gives out, hands over, sends back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.verification import actions, forms, queries
from kaoji.apps.verification.actions import DrawShape
from kaoji.apps.verification.actions.drawing import Given
from kaoji.apps.verification.enums import DrawRule
from kaoji.apps.verification.models import Draw
from kaoji.apps.verification.permissions import ARRANGE
from kaoji.apps.verification.sampling import reported_in
from kaoji.web.access import actor_behind, allows
from kaoji.web.actor import Actor
from kaoji.web.notices import Notice, tell

#: More names than this are not told at once; how many there are is.
TOLD_AT_ONCE = 5


@allows(get=ARRANGE, post=ARRANGE)
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """Draw what is verified."""
    actor = actor_behind(request)
    cycle = queries.cycle_numbered(actor, number=number)
    form = forms.DrawForm(request.POST or None, initial={"rule": DrawRule.ALL})
    made: list[Draw] = []

    def act() -> None:
        told = form.cleaned_data
        shape = DrawShape(DrawRule(told["rule"]), told["count"] or 0, told["seed"])
        made.append(actions.draw(by=actor, cycle=cycle, shape=shape))

    if done(request, form=form, doing=act, said=_("已抽取，请分派核验人")):
        return redirect("verification:assign", number=number)
    shown = {
        "cycle": cycle,
        "form": form,
        "title": _("抽取要核验的数"),
        "verb": _("抽取"),
        "facts": _("{cycle} · 可抽 {count} 项").format(cycle=cycle, count=len(reported_in(cycle))),
    }
    return render(request, "verification/form.html", shown)


@allows(get=ARRANGE, post=ARRANGE)
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Give out what nobody has yet."""
    actor = actor_behind(request)
    cycle = queries.cycle_numbered(actor, number=number)
    people = _people(actor)
    units = queries.units_of(cycle)
    form = forms.AssignForm(request.POST or None, people=people, units=units)
    given: list[Given] = []

    def act() -> None:
        told = form.cleaned_data
        given.append(
            actions.distribute(
                by=actor, cycle=cycle, verifier_keys=told["verifiers"], unit_keys=told["units"]
            )
        )

    if done(request, form=form, doing=act, said=_("已分派")):
        _tell_left(request, given=given[0])
        return redirect("verification:list", number=number)
    waiting = cycle.checks.filter(verifier=None).count()
    shown = {
        "cycle": cycle,
        "form": form,
        "title": _("分派核验"),
        "verb": _("分派"),
        "facts": _("{cycle} · 未分派 {count} 项").format(cycle=cycle, count=waiting),
    }
    return render(request, "verification/form.html", shown)


def _people(actor: Actor) -> list[tuple[int, str]]:
    return [(one.pk, f"{one.name}（{post}）") for one, post in queries.verifiers_of(actor)]


def _tell_left(request: HttpRequest, *, given: Given) -> None:
    """What nobody of the chosen may take is told by name."""
    if not given.left:
        return
    names = "；".join(str(one) for one in given.left[:TOLD_AT_ONCE])
    text = _("，所选的人都要回避：{names}。请另选人再分派。").format(names=names)
    tell(request, Notice(_("还有 {count} 项没有分").format(count=len(given.left)), text))


@allows(get=ARRANGE, post=ARRANGE)
def hand_over(request: HttpRequest, key: int) -> HttpResponse:
    """Give one item to somebody who need not stand back."""
    actor = actor_behind(request)
    found = queries.check_keyed(actor, key=key)
    form = forms.HandOverForm(request.POST or None, people=_people(actor))
    if done(
        request, form=form, said=_("已改派"),
        doing=lambda: actions.hand_over(
            by=actor, of=found, verifier_key=form.cleaned_data["verifier"],
            reason=form.cleaned_data["reason"],
        ),
    ):  # fmt: skip
        return redirect("verification:check", key=key)
    title = _("改派：{item}").format(item=found)
    shown = {"cycle": found.cycle, "form": form, "title": title, "verb": _("改派")}
    return render(request, "verification/form.html", shown)


@allows(get=ARRANGE)
def corrections(request: HttpRequest, number: int) -> HttpResponse:
    """Sheets in which something was found wrong, and where each of them is."""
    cycle = queries.cycle_numbered(actor_behind(request), number=number)
    shown = {"cycle": cycle, "sheets": queries.sheets_wrong(cycle)}
    return render(request, "verification/corrections.html", shown)


@allows(post=ARRANGE)
def send_back(request: HttpRequest, number: int, task: int) -> HttpResponse:
    """Send a sheet back with everything that was found wrong in it."""
    actor = actor_behind(request)
    cycle = queries.cycle_numbered(actor, number=number)
    sent = actions.send_back(by=actor, cycle=cycle, task_number=task)
    tell(request, Notice(_("已退回{unit}更正").format(unit=sent.supplier_name)))
    return redirect("verification:corrections", number=number)
