"""One on-site check: its steps in their order, the facts, the paper, the unit's signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.documents.rendering import as_pdf
from kaoji.apps.verification import actions, forms, queries
from kaoji.apps.verification.actions.onsite import NEXT
from kaoji.apps.verification.actions.planning import MOVABLE
from kaoji.apps.verification.enums import ENDED, VisitState, VisitStep
from kaoji.apps.verification.held import said_of
from kaoji.apps.verification.models import Check, Visit
from kaoji.apps.verification.papers import confirmation_of, record_of
from kaoji.apps.verification.permissions import ARRANGE, SEE, SEE_VISITS, SIGN, VISIT
from kaoji.engine.paper.docx.write import docx_bytes
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.forms import Form
from kaoji.web.refusals import Refused

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@allows(get=SEE_VISITS)
def visit(request: HttpRequest, key: int) -> HttpResponse:
    """What was done, what was found, and the form of the step that comes next."""
    found = queries.visit_keyed(actor_behind(request), key=key)
    return _shown(request, found=found)


@allows(post=VISIT)
def step(request: HttpRequest, key: int) -> HttpResponse:
    """The step that the page offered."""
    actor = actor_behind(request)
    found = queries.visit_keyed(actor, key=key)
    kind = request.POST.get("kind", "")
    if kind == VisitStep.RECORD:
        record = forms.RecordForm(request.POST, checks=_checks(found))
        is_done = done(
            request, form=record, said=_("事实已记录，请单位确认"),
            doing=lambda: actions.record_facts(
                by=actor, visit=found, found=record.found,
                version=record.cleaned_data["version"] or 0,
            ),
        )  # fmt: skip
        form: Form = record
    elif kind in VisitStep.values:
        form = forms.StepForm(request.POST, kind=kind)
        is_done = done(
            request, form=form, said=_("已记：{step}").format(step=VisitStep(kind).label),
            doing=lambda: actions.take_step(
                by=actor, visit=found, kind=VisitStep(kind), note=form.cleaned_data["note"],
                version=form.cleaned_data["version"] or 0,
            ),
        )  # fmt: skip
    else:
        raise Refused("step-unknown", reason=_("没有这一步"), remedy=_("请回到现场核查页再办"))
    if is_done:
        return redirect("verification:visit", key=key)
    return _shown(request, found=found, form=form)


@allows(post=SIGN)
def sign(request: HttpRequest, key: int) -> HttpResponse:
    """The unit's head signs."""
    return _answered(
        request, key, form=forms.SignForm(request.POST), shown_as="sign_form",
        answer=actions.answer_for_unit, said=_("已签，确认书可以打印存档"),
    )  # fmt: skip


@allows(post=VISIT)
def on_paper(request: HttpRequest, key: int) -> HttpResponse:
    """The team enters what stands on the paper."""
    return _answered(
        request, key, form=forms.PaperForm(request.POST), shown_as="paper_form",
        answer=actions.answer_on_paper, said=_("已录入，现场核查办完"),
    )  # fmt: skip


def _answered(
    request: HttpRequest,
    key: int,
    *,
    form: forms.SignForm | forms.PaperForm,
    shown_as: str,
    answer: Callable[..., object],
    said: str,
) -> HttpResponse:
    """What the unit answers to the facts, by its own hand or from the paper."""
    actor = actor_behind(request)
    found = queries.visit_keyed(actor, key=key)
    if done(
        request, form=form, said=said,
        doing=lambda: answer(
            by=actor, visit=found, signature=form.signature,
            version=form.cleaned_data["version"] or 0,
        ),
    ):  # fmt: skip
        return redirect("verification:visit", key=key)
    return _shown(request, found=found, **{shown_as: form})


@allows(get=SEE_VISITS)
def file(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """考核事实确认书 as PDF or DOCX, to be signed on paper."""
    found = queries.visit_keyed(actor_behind(request), key=key)
    record = record_of(found)
    if record is None or kind not in KINDS:
        raise Http404
    paper = confirmation_of(found, record=record)
    content = as_pdf(paper) if kind == "pdf" else docx_bytes(paper)
    answer = HttpResponse(content, content_type=KINDS[kind])
    name = _("考核事实确认书-{unit}-{number}.{kind}").format(
        unit=found.unit_name, number=found.number, kind=kind
    )
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    return answer


# --- the page -------------------------------------------------------------------------------------


def _shown(request: HttpRequest, *, found: Visit, **sent: Form) -> HttpResponse:
    actor = actor_behind(request)
    members = list(found.members.all())
    is_mine = actor.person_key in {one.person_id for one in members}
    is_open = found.state not in ENDED
    steps = list(found.steps.all())
    record = next((one for one in steps if one.kind == VisitStep.RECORD), None)
    offered = _offered(request, found=found, is_mine=is_mine) if is_open else {}
    insider = is_insider(actor)
    shown = {
        "visit": found,
        "cycle": found.cycle,
        "members": members,
        "lines": _lines(found, steps=steps),
        "findings": list(record.findings.select_related("check_of")) if record else [],
        "is_recorded": record is not None,
        "checks": _checks(found) if insider or is_mine else (),
        "may_move": holds(request, ARRANGE) and is_open,
        "may_cancel": holds(request, ARRANGE) and found.state in MOVABLE,
        "may_see": holds(request, SEE),
        "is_insider": insider,
        **offered,
        **sent,
    }
    return render(request, "verification/visit.html", shown)


def _offered(request: HttpRequest, *, found: Visit, is_mine: bool) -> dict[str, Form]:
    """The form of the next step, for those whose turn it is."""
    due, read = NEXT[VisitState(found.state)], {"version": found.version}
    if due == VisitStep.CONFIRM:
        own = actor_behind(request).units_with(SIGN.held_by)
        told: dict[str, Form] = {}
        if found.unit_id in own:
            told["sign_form"] = forms.SignForm(initial=read)
        if is_mine and holds(request, VISIT):
            told["paper_form"] = forms.PaperForm(initial=read)
        return told
    if not is_mine or not holds(request, VISIT):
        return {}
    read["kind"] = due.value  # type: ignore[assignment]
    if due == VisitStep.RECORD:
        return {"form": forms.RecordForm(initial=read, checks=_checks(found))}
    return {"form": forms.StepForm(initial=read, kind=due.value)}


def _lines(found: Visit, *, steps: list[Any]) -> list[tuple[str, Any, bool]]:
    """Every step, what was noted of it, and whether it is next."""
    taken = {one.kind: one for one in steps}
    due = NEXT.get(VisitState(found.state))
    return [(str(one.label), taken.get(one.value), one == due) for one in VisitStep]


def _checks(found: Visit) -> list[Check]:
    rows = found.checks.select_related("figure", "row__asked").order_by("number")
    checks: list[Any] = list(rows)
    for one in checks:
        one.said = said_of(one.held)
    return checks
