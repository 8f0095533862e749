"""The sheet of a unit: filled in, proved, signed, given back, as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.selfscore import actions, forms, queries
from kaoji.apps.selfscore.books import importer_of
from kaoji.apps.selfscore.enums import WRITABLE, SheetState
from kaoji.apps.selfscore.models import Line, Sheet
from kaoji.apps.selfscore.permissions import FILL, HEADS, RETURN, SEE, SIGN
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor
from kaoji.web.files import read_back
from kaoji.web.files.look import KINDS, MOST_BYTES
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused
from kaoji.web.roles import OFFICE
from kaoji.web.workbooks import importing


@allows(get=SEE, post=FILL)
def sheet(request: HttpRequest, key: int) -> HttpResponse:
    """The sheet; its unit writes here while it may, others see what has been submitted."""
    actor = actor_behind(request)
    if request.method != "POST":
        return _shown(request, found=queries.sheet_keyed(actor, key=key))
    found = queries.own_sheet(actor, key=key)
    is_sent = request.POST.get("act") == "send"
    lines = queries.lines_of(found)
    form = forms.SheetForm(request.POST, request.FILES, lines=lines, is_whole=is_sent)
    if _kept(request, found=found, form=form, is_sent=is_sent):
        return redirect("selfscore:sheet", key=key)
    fresh = queries.sheet_keyed(actor, key=key)
    is_clash = form.data.get("version") != str(fresh.version)
    return _shown(request, found=fresh, form=_now(form, found=fresh), is_clash=is_clash)


def _kept(
    request: HttpRequest, *, found: Sheet, form: forms.SheetForm, is_sent: bool
) -> bool:  # fmt: skip
    """Everything that was sent is kept, or the form says why not; files are kept first, one by
    one, so that a bad one costs no other.
    """
    actor = actor_behind(request)
    if not form.is_valid():
        return False
    version = form.cleaned_data["version"] or 0
    act = actions.save_and_send if is_sent else actions.save
    attached = [_attached(request, form=form, line=line, file=file) for line, file in form.sent]
    if not all(attached):
        return False
    said = _("已送负责人签批") if is_sent else _("已保存")
    return done(
        request, form=form, said=said,
        doing=lambda: act(by=actor, sheet=found, typed=form.typed, version=version),
    )  # fmt: skip


def _attached(
    request: HttpRequest, *, form: forms.SheetForm, line: Line, file: Any  # noqa: ANN401 - Django's
) -> bool:  # fmt: skip
    try:
        actions.attach(
            by=actor_behind(request), line=line, content=file.read(MOST_BYTES + 1), name=file.name
        )
    except Refused as refused:
        remember_refusal(request, fault=refused)
        form.add_error(f"file_{line.pk}", str(refused))
        return False
    return True


def _now(form: forms.SheetForm, *, found: Sheet) -> forms.SheetForm:
    """What was typed over the sheet as it is now: looked at and sent once more, it counts."""
    form.data = {**dict(form.data.items()), "version": str(found.version)}
    return form


def _shown(
    request: HttpRequest,
    *,
    found: Sheet,
    form: forms.SheetForm | None = None,
    back: forms.ReturnForm | None = None,
    is_clash: bool = False,
) -> HttpResponse:
    actor = actor_behind(request)
    is_own = found.unit_id in actor.units_with(APPRAISED)
    lines = queries.lines_of(found)
    if form is None and is_own and holds(request, FILL) and found.state in WRITABLE:
        form = forms.SheetForm(lines=lines, initial={"version": found.version})
    figures = queries.figures_of(actor, sheet=found)
    may = _may(actor, found=found)
    shown = {
        "sheet": found,
        "cycle": found.round.cycle,
        "rows": [(one, figures.get(one.key, ()), *_cells(form, one)) for one in lines],
        "form": form,
        "back": back or (forms.ReturnForm(initial={"version": found.version})
                         if may["give_back"] else None),
        "shows_all": queries.shows_all(actor, sheet=found),
        "is_own": is_own,
        "is_insider": is_insider(actor),
        "is_late": found.is_late(today=clock.today()),
        "left": len(lines) - queries.filled(lines),
        "count": len(lines),
        "words": list(found.words.all()),
        "may": may,
        # Of a form that was sent too late, what somebody else has written meanwhile is shown.
        "is_clash": is_clash,
    }  # fmt: skip
    return render(request, "selfscore/sheet.html", shown)


def _cells(form: forms.SheetForm | None, line: Line) -> tuple[Any, Any, Any]:
    """The inputs of a line."""
    if form is None:
        return None, None, None
    return form[f"points_{line.pk}"], form[f"reason_{line.pk}"], form[f"file_{line.pk}"]


def _may(actor: Actor, *, found: Sheet) -> dict[str, bool]:
    """What the reader may do with the sheet now."""
    is_head = found.unit_id in actor.units_with(HEADS)
    is_signed, waits = found.state == SheetState.SUBMITTED, found.state == SheetState.TO_SIGN
    decides = bool(actor.roles & OFFICE) and found.unit_id not in actor.unit_keys
    return {
        "sign": waits and is_head and found.sent_by != actor.person_key,
        "give_back": (waits and is_head) or (is_signed and decides),
        "try": found.state in WRITABLE and found.unit_id in actor.units_with(APPRAISED),
    }


@allows(post=FILL)
def try_own(request: HttpRequest, key: int) -> HttpResponse:
    """Try the scheme on what is locked now, for one's own unit."""
    actor = actor_behind(request)
    found = queries.own_sheet(actor, key=key)
    actions.try_own(by=actor, sheet=found)
    tell(request, Notice(_("已按现在锁定的数据重新试算"), _("，自评没有变。")))
    return redirect("selfscore:sheet", key=key)


@allows(post=SIGN)
def sign(request: HttpRequest, key: int) -> HttpResponse:
    """The head signs, and the office has it."""
    actor = actor_behind(request)
    found = queries.own_sheet(actor, key=key)
    told = request.POST.get("version", "")
    version = int(told) if told.isascii() and told.isdigit() else 0
    actions.sign(by=actor, sheet=found, version=version)
    tell(request, Notice(_("已签批并报送绩效办")))
    return redirect("selfscore:sheet", key=key)


@allows(post=RETURN)
def give_back(request: HttpRequest, key: int) -> HttpResponse:
    """The head or the office gives it back, with the reason."""
    actor = actor_behind(request)
    found = queries.sheet_keyed(actor, key=key)
    form = forms.ReturnForm(request.POST)
    if done(
        request, form=form, said=_("已退回"),
        doing=lambda: actions.give_back(
            by=actor, sheet=found, version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
        ),
    ):  # fmt: skip
        return redirect("selfscore:sheet", key=key)
    return _shown(request, found=found, back=form)


@allows(get=FILL, post=FILL)
def workbook(request: HttpRequest, key: int) -> HttpResponse:
    """The self-scores of a unit as a workbook, both ways."""
    found = queries.own_sheet(actor_behind(request), key=key)
    return importing.answer(request, importer=importer_of(found))


@allows(get=SEE)
def proof(request: HttpRequest, key: int) -> HttpResponse:
    """A file, always to be saved, never shown by the browser as a page of ours."""
    actor = actor_behind(request)
    found = queries.proof_keyed(actor, key=key)
    content = read_back(found.digest)
    if content is None:
        raise Refused(
            "file-gone",
            reason=_("佐证文件不在盘上，或与收下时不同"),
            remedy=_("请系统管理员从备份恢复"),
        )
    actions.note_reading(by=actor, proof=found)
    answer = HttpResponse(content, content_type=KINDS[found.kind][1])
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=found.name)
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
