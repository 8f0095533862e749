"""The log as the audit administrator reads, verifies and anchors it."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from kaoji.apps.audit import actions, anchors, forms, queries, verdicts
from kaoji.apps.audit.acts import LEAST_MONTHS, USUAL_MONTHS
from kaoji.apps.audit.listings import ENTRIES
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.audit.models import Checkpoint
from kaoji.apps.audit.permissions import KEEP_LOG, READ_LOG
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused

#: A digest is printed in groups of four, so that it can be read aloud and typed.
GROUP = 4


@allows(get=READ_LOG)
def entries(request: HttpRequest) -> HttpResponse:
    """The log of this organisation, newest first."""
    if request.GET.get("export"):
        actions.record_export(by=actor_behind(request), what={"条件": request.GET.urlencode()})
    rows = queries.entries_visible_to(actor_behind(request))
    return lists.answer(request, listing=ENTRIES, rows=rows, template="audit/list.html")


@allows(get=READ_LOG)
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry: who, when, from where, what was before and after."""
    found = queries.entry_visible_to(actor_behind(request), number=number)
    if found is None:
        raise Http404
    shown = {"entry": found, "verb": queries.verb_of(found), "changes": queries.changes_of(found)}
    return render(request, "audit/entry.html", shown)


@allows(get=KEEP_LOG, post=KEEP_LOG)
def verify(request: HttpRequest) -> HttpResponse:
    """Verify the whole log, also against an anchor that somebody brings."""
    form = forms.VerifyForm(request.POST or None, request.FILES or None)
    verdict = None
    if form.is_valid():
        try:
            given = form.given()
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            verdict = actions.verify(by=actor_behind(request), given=given)
    shown = {
        "form": form,
        "verdict": verdict,
        "told": f"{told(verdict.finding)}。" if verdict and verdict.finding else "",
        "checkpoints": queries.checkpoints()[:12],
        "gaps": queries.gaps(),
        "head": queries.head_now(),
        "least_months": LEAST_MONTHS,
        "usual_months": USUAL_MONTHS,
    }
    return render(request, "audit/verify.html", shown, status=422 if form.errors else 200)


@allows(post=KEEP_LOG)
def make_checkpoint(request: HttpRequest) -> HttpResponse:
    """Sign what the log has come to, and show the paper."""
    made = actions.make_checkpoint(by=actor_behind(request))
    return redirect("audit:checkpoint", number=made.number)


@allows(get=KEEP_LOG)
def checkpoint(request: HttpRequest, number: int) -> HttpResponse:
    """An anchor on one page, to print and keep elsewhere."""
    found = _checkpoint(number)
    shown = {
        "checkpoint": found,
        "digest": in_groups(found.digest),
        "key": in_groups(found.key),
        "picture": _picture(f"{found.number} {found.digest}"),
    }
    return render(request, "audit/checkpoint.html", shown)


@allows(get=KEEP_LOG)
def checkpoint_file(request: HttpRequest, number: int) -> HttpResponse:
    """An anchor as a file, with its signature."""
    del request
    found = _checkpoint(number)
    answer = HttpResponse(anchors.text_of(found), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="kaoji-audit-anchor-{number}.txt"'
    return answer


@allows(post=KEEP_LOG)
def purge(request: HttpRequest) -> HttpResponse:
    """Delete what need not be kept any longer."""
    made = actions.purge(by=actor_behind(request))
    if made:
        count = sum(gap.last - gap.first + 1 for gap in made)
        tell(request, Notice(_("已清理 %(count)d 条，留下签名的说明。") % {"count": count}))
    else:
        tell(request, Notice(_("没有超过保存期的记录，什么也没有删。"), kind="changed"))
    return redirect("audit:verify")


def told(finding: verdicts.Finding) -> str:
    """What is wrong with the log, and where, in a sentence."""
    words = {
        verdicts.Fault.ALTERED: _("第 %(number)d 条的内容被改过"),
        verdicts.Fault.MISSING: _("第 %(number)d 条不见了"),
        verdicts.Fault.SURPLUS: _("第 %(number)d 条是后来塞进去的"),
        verdicts.Fault.UNLINKED: _("第 %(number)d 条与前一条接不上，两条中有一条被改过"),
        verdicts.Fault.GAP: _("第 %(number)d 条起的清理说明与前面接不上"),
        verdicts.Fault.CUT: _("第 %(number)d 条起的记录被截掉了"),
        verdicts.Fault.HEAD: _("第 %(number)d 条之后，总数与末条对不上"),
        verdicts.Fault.ANCHOR: _(
            "第 %(number)d 条与锚点不符：第 %(from)d 至 %(number)d 条之间被整段改写过"
        ),
    }
    return words[finding.fault] % {"number": finding.number, "from": finding.not_before}


def in_groups(digest: str) -> str:
    """A digest in groups of four."""
    return " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))


def _checkpoint(number: int) -> Checkpoint:
    found = queries.checkpoint_of(number)
    if found is None:
        raise Http404
    return found


def _picture(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(
        drawn, kind="svg", xmldecl=False, scale=3, border=4, light="#fff", svgclass=None
    )
    return mark_safe(drawn.getvalue().decode("utf-8"))  # noqa: S308 - drawn by us, no text in it
