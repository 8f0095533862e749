"""Importing a table of indicators: upload, what stands where, questions, clauses, the draft."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.schemes import actions, forms, intakes, queries
from kaoji.apps.schemes.asking import answers_from, asked
from kaoji.apps.schemes.listings import INTAKES
from kaoji.apps.schemes.mapping import MEANING_WORDS, meanings_from, preview
from kaoji.apps.schemes.models import Intake
from kaoji.apps.schemes.permissions import DRAFT, SEE
from kaoji.engine.drafting.layout import Layout, propose
from kaoji.engine.drafting.regulation import clauses_of
from kaoji.web import clock, lists
from kaoji.web.access import actor_behind, allows
from kaoji.web.notices import Notice, tell
from kaoji.web.parts import Tab
from kaoji.web.refusals import Refused


@allows(get=SEE)
def intake_list(request: HttpRequest) -> HttpResponse:
    """Tables that were imported."""
    rows = queries.intakes_of(actor_behind(request))
    return lists.answer(request, listing=INTAKES, rows=rows, template="schemes/intakes.html")


@allows(get=DRAFT, post=DRAFT)
def intake_add(request: HttpRequest) -> HttpResponse:
    """Send a table."""
    form = forms.IntakeForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.read_table(
                by=actor_behind(request), content=file.read(), name=str(file.name)
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            return redirect("schemes:intake", key=made.pk)
    told = {"form": form, "title": _("导入指标表"), "verb": _("读表"), "has_file": True}
    return render(request, "schemes/form.html", told)


@allows(get=SEE, post=DRAFT)
def intake(request: HttpRequest, key: int) -> HttpResponse:
    """The table as read, with the meaning proposed for each column."""
    actor = actor_behind(request)
    held = queries.intake_or_404(actor, key=key)
    sheet = _sheet(request, held=held)
    form = forms.MappingForm(request.POST or None, initial=_initial(held, sheet=sheet))
    layout = _layout(request, held=held, sheet=sheet)
    if form.is_valid():
        layout = _layout_with(layout, form=form)
        if request.POST.get("act") != "look" and _mapped(
            request, held=held, form=form, sheet=sheet, layout=layout
        ):
            return redirect("schemes:intake-questions", key=key)
    return render(request, "schemes/intake.html", {
        **around(held, here="columns"), "form": form, "sheet": sheet, "meanings": MEANING_WORDS,
        **preview(intakes.table_in(held, sheet=sheet), layout=layout),
        "sheets": [
            Tab(one["name"], f"?sheet={at}", len(one["cells"]), is_here=at == sheet)
            for at, one in enumerate(held.tables)
        ],
    })  # fmt: skip


def _sheet(request: HttpRequest, *, held: Intake) -> int:
    text = request.POST.get("sheet", "") or request.GET.get("sheet", "") or str(held.sheet)
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text) < len(held.tables):
        return int(text)
    raise Http404


def _stored(held: Intake, *, sheet: int) -> Layout:
    is_own = sheet == held.sheet and held.layout
    return intakes.layout_in(held) if is_own else propose(intakes.table_in(held, sheet=sheet))


def _layout(request: HttpRequest, *, held: Intake, sheet: int) -> Layout:
    """As stored or proposed, with what was chosen for each column."""
    found = _stored(held, sheet=sheet)
    meanings = meanings_from(request.POST, layout=found)
    return Layout(found.head_first, found.head_last, found.last, meanings)


def _layout_with(layout: Layout, *, form: forms.MappingForm) -> Layout:
    told = form.cleaned_data
    return Layout(told["head_first"], told["head_last"], told["last"], layout.meanings)


def _initial(held: Intake, *, sheet: int) -> dict[str, Any]:
    layout = _stored(held, sheet=sheet)
    rows = {"head_first": layout.head_first, "head_last": layout.head_last, "last": layout.last}
    heading = held.heading or {"title": intakes.title_in(held), "year": clock.today().year}
    return {**rows, **heading, "version": held.number}


def _mapped(
    request: HttpRequest, *, held: Intake, form: forms.MappingForm, sheet: int, layout: Layout
) -> bool:
    told = form.cleaned_data
    heading = {name: told[name] for name in ("title", "key", "subject", "year")}
    shape = actions.MappingShape(sheet, layout, heading)
    try:
        actions.map_table(
            by=actor_behind(request), intake=held, number=told["version"] or 0, shape=shape
        )
    except Refused as refused:
        remember_refusal(request, fault=refused)
        form.refuse(refused)
        return False
    return True


@allows(get=SEE, post=DRAFT)
def intake_questions(request: HttpRequest, key: int) -> HttpResponse:
    """A question for every unclear point; the answers make the draft."""
    actor = actor_behind(request)
    held = queries.intake_or_404(actor, key=key)
    draft = intakes.draft_in(held)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            return _answered(request, held=held)
        except Refused as fault:
            remember_refusal(request, fault=fault)
            refused, held = fault, queries.intake_or_404(actor, key=key)
            draft = intakes.draft_in(held)
    context = {
        **around(held, here="questions"), "draft": draft, "refused": refused,
        "asked": asked(draft, posted=request.POST), "others": intakes.other_sheets(held),
    }  # fmt: skip
    return render(request, "schemes/questions.html", context)


def _answered(request: HttpRequest, *, held: Intake) -> HttpResponse:
    """Keep the answers, then make the draft where that was asked for and nothing is open."""
    actor = actor_behind(request)
    answers = answers_from(request.POST, draft=intakes.draft_in(held))
    number = queries.number_in(request.POST.get("version", ""))
    saved = actions.answer_table(by=actor, intake=held, number=number, answers=answers)
    draft = intakes.draft_in(saved)
    if request.POST.get("act") == "draft" and not draft.open_count:
        made = actions.draft_table(by=actor, intake=saved, number=saved.number)
        tell(request, Notice(_("已起草，可以改、检查、试算了")))
        return redirect("schemes:draft", key=made.pk)
    if draft.open_count:
        told = _("还有 {n} 个问题没有回答").format(n=draft.open_count)
        tell(request, Notice(_("回答已存"), told))
    else:
        tell(request, Notice(_("都回答了，可以起草了")))
    return redirect("schemes:intake-questions", key=held.pk)


@allows(get=SEE, post=DRAFT)
def intake_clauses(request: HttpRequest, key: int) -> HttpResponse:
    """Clauses left, indicators right: which rests on which."""
    actor = actor_behind(request)
    held = queries.intake_or_404(actor, key=key)
    known = tuple(queries.regulations_of(actor))
    chosen = request.POST.get("regulation", "") or request.GET.get("regulation", "")
    wanted = chosen or str(held.regulation_id or (known[0].pk if known else ""))
    regulation = next((one for one in known if str(one.pk) == wanted), None)
    if request.method == "POST":
        if regulation is None:
            raise Refused(
                "regulation-missing",
                reason=_("没有选办法"),
                remedy=_("请先存入办法原文，再对条款"),
            )
        clauses = {
            name[2:]: str(one) for name, one in request.POST.items() if name.startswith("k-")
        }
        actions.bind_clauses(
            by=actor, intake=held, regulation=regulation, clauses=clauses,
            number=queries.number_in(request.POST.get("version", "")),
        )  # fmt: skip
        tell(request, Notice(_("条款已对上")))
        return redirect("schemes:intake-questions", key=key)
    context = {**around(held, here="clauses"), "regulations": known, "regulation": regulation}
    if regulation is not None:
        context |= _beside(held, regulation=regulation)
    return render(request, "schemes/clauses.html", context)


def _beside(held: Intake, *, regulation: Any) -> dict[str, Any]:  # noqa: ANN401 - a row
    draft = intakes.draft_in(held)
    chosen = intakes.proposed_clauses(held, regulation=regulation, draft=draft)
    passages = intakes.passages_in(regulation)
    return {
        "passages": passages,
        "clauses": clauses_of(passages),
        "bound": [(one, chosen[one.leaf.cell.address]) for one in draft.items],
    }


@allows(get=SEE)
def intake_meeting(request: HttpRequest, key: int) -> HttpResponse:
    """What the drafting meeting is to look at, to print."""
    held = queries.intake_or_404(actor_behind(request), key=key)
    draft = intakes.draft_in(held)
    open_ones = [one for one in draft.questions if one.answer is None or one.answer.is_open]
    marks = [] if held.regulation is None else queries.marked_in(held.regulation)
    context = {**around(held, here="meeting"), "open_ones": open_ones, "marks": marks}
    return render(request, "schemes/meeting.html", context)


def around(held: Intake, *, here: str) -> dict[str, Any]:
    """What stands on every page of an import: its steps."""
    told = (
        ("columns", _("核对列"), "schemes:intake"),
        ("questions", _("回答问题"), "schemes:intake-questions"),
        ("clauses", _("对条款"), "schemes:intake-clauses"),
        ("meeting", _("问题单"), "schemes:intake-meeting"),
    )
    shown = told if held.heading else told[:1]
    tabs = tuple(
        Tab(word, reverse(name, args=(held.pk,)), None, is_here=key == here)
        for key, word, name in shown
    )
    return {"intake": held, "here": here, "tabs": tabs}
