"""Papers: the lists, a paper with all that may be done to it, its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.documents import actions, archive, forms, queries, rendering
from kaoji.apps.documents.checking import findings_of
from kaoji.apps.documents.content import read_back
from kaoji.apps.documents.enums import FileKind, PaperState
from kaoji.apps.documents.listings import PAPERS, RECEIVED, REGISTER
from kaoji.apps.documents.models import Paper
from kaoji.apps.documents.permissions import (
    APPROVE,
    DRAFT,
    ISSUE,
    READ_PAPER,
    RECEIVERS,
    SEE_PAPERS,
    SEE_RECEIVED,
    SIGN_FOR,
    WITHDRAW,
)
from kaoji.engine.paper.elements import Block, Column, Table
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.files import read_back as file_of
from kaoji.web.files.look import KINDS
from kaoji.web.notices import Notice, tell
from kaoji.web.parts import Event, Station
from kaoji.web.refusals import Refused

_PDF, _DOCX = "application/pdf", KINDS["docx"][1]
_WAY = (PaperState.DRAFT, PaperState.TO_APPROVE, PaperState.APPROVED, PaperState.ISSUED)
Act = Callable[..., Any]


@allows(get=SEE_PAPERS)
def papers(request: HttpRequest) -> HttpResponse:
    """All papers of the office, drafts among them."""
    rows = queries.papers_of(actor_behind(request))
    return lists.answer(request, listing=PAPERS, rows=rows, template="documents/papers.html")


@allows(get=SEE_PAPERS)
def register(request: HttpRequest) -> HttpResponse:
    """The register of issued papers."""
    rows = queries.register_of(actor_behind(request))
    return lists.answer(request, listing=REGISTER, rows=rows, template="documents/register.html")


@allows(get=SEE_RECEIVED)
def received(request: HttpRequest) -> HttpResponse:
    """What came to one's units."""
    return lists.answer(request, listing=RECEIVED, rows=queries.received_by(actor_behind(request)))


@allows(get=DRAFT, post=DRAFT)
def paper_add(request: HttpRequest) -> HttpResponse:
    """A new paper."""
    actor = actor_behind(request)
    form = forms.PaperForm(request.POST or None, actor=actor)
    if form.is_valid():
        try:
            made = actions.draft_paper(by=actor, shape=form.shape)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已起草《{title}》").format(title=made.title)))
            return redirect("documents:paper", key=made.pk)
    return _form(request, form=form, title=_("起草公文"))


@allows(get=DRAFT, post=DRAFT)
def paper_change(request: HttpRequest, key: int) -> HttpResponse:
    """Write a draft anew."""
    actor = actor_behind(request)
    paper = queries.paper_keyed(actor, key=key)
    form = forms.PaperForm(request.POST or None, actor=actor, paper=paper)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_paper(by=actor, paper=paper, shape=form.shape, version=version)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已保存")))
            return redirect("documents:paper", key=key)
    return _form(request, form=form, title=_("修改公文"), paper=paper)


def _form(
    request: HttpRequest,
    *,
    form: forms.PaperForm,
    title: str,
    paper: Paper | None = None,
) -> HttpResponse:
    shown = {"form": form, "title": title, "verb": _("保存"), "paper": paper}
    return render(request, "documents/form.html", shown)


@allows(get=READ_PAPER)
def paper(request: HttpRequest, key: int) -> HttpResponse:
    """A paper: what it says, what is wrong with it, who got it, what may be done."""
    actor = actor_behind(request)
    found = queries.paper_keyed(actor, key=key)
    is_office = holds(request, SEE_PAPERS)
    receipts = list(found.receipts.all())
    revisions = list(found.revisions.all()) if is_office else []
    writers = {found.drafted_by_id, *(one.by_id for one in revisions)}
    mine = actor.units_with(RECEIVERS)
    shown = {
        "paper": found,
        "blocks": _blocks(found),
        "stations": _stations(found),
        "findings": () if found.is_numbered or not is_office else findings_of(found),
        "receipts": receipts if is_office else [one for one in receipts if one.unit_id in mine],
        "signed": sum(one.signed_at is not None for one in receipts),
        "files": list(found.files.all()),
        "revisions": revisions,
        "steps": [_event(one) for one in found.steps.all()] if is_office else (),
        "can": _can(request, paper=found, is_writer=actor.person_key in writers),
        "can_sign_for": holds(request, SIGN_FOR)
        and any(one.unit_id in mine and one.signed_at is None for one in receipts),
        "is_office": is_office,
    }
    return render(request, "documents/paper.html", shown)


def _can(request: HttpRequest, *, paper: Paper, is_writer: bool) -> dict[str, bool]:
    state = paper.state
    returns = state in (PaperState.TO_APPROVE, PaperState.APPROVED)
    return {
        "change": state == PaperState.DRAFT and holds(request, DRAFT),
        "approve": state == PaperState.TO_APPROVE and holds(request, APPROVE) and not is_writer,
        "waits": state == PaperState.TO_APPROVE and is_writer,
        "send_back": returns and holds(request, APPROVE),
        "issue": state == PaperState.APPROVED and holds(request, ISSUE),
        "withdraw": state == PaperState.ISSUED and holds(request, WITHDRAW) and not is_writer,
    }


def _blocks(paper: Paper) -> list[dict[str, Any]]:
    """Blocks with the word for what each is."""
    return [
        {"is": type(block).__name__.lower(), "block": block, "rows": _rows(block)}
        for block in read_back(paper.blocks)
    ]


def _rows(block: Block) -> list[list[tuple[Column, str]]]:
    """The cells of a table, each with its column."""
    if not isinstance(block, Table):
        return []
    return [list(zip(block.columns, row, strict=False)) for row in block.rows]


def _stations(paper: Paper) -> list[Station]:
    if paper.state == PaperState.WITHDRAWN:
        return [*(Station(str(one.label), "done") for one in _WAY), Station(_("已撤回"), "now")]
    at = [str(one) for one in _WAY].index(paper.state)
    words = (_("起草"), _("待签发"), _("已签发"), _("已印发"))
    return [
        Station(word, "done" if place < at else "now" if place == at else "ahead")
        for place, word in enumerate(words)
    ]


def _event(step: Any) -> Event:  # noqa: ANN401 - a step
    at = timezone.localtime(step.at).strftime("%Y-%m-%d %H:%M")
    return Event(step.get_kind_display(), f"{at} {step.by_name} {step.reason}".strip())


# --- acts -----------------------------------------------------------------------------------------


@allows(post=DRAFT)
def send(request: HttpRequest, key: int) -> HttpResponse:
    """Give it to be approved."""
    return _act(request, key, act=actions.send, said=_("已送签"))


@allows(post=APPROVE)
def approve(request: HttpRequest, key: int) -> HttpResponse:
    """Approve it."""
    return _act(request, key, act=actions.approve, said=_("已签发"))


@allows(post=ISSUE)
def issue(request: HttpRequest, key: int) -> HttpResponse:
    """Give it its number."""
    return _act(request, key, act=actions.issue, said=_("已编号印发"))


@allows(post=DRAFT)
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Throw a draft away."""
    actor = actor_behind(request)
    found = queries.paper_keyed(actor, key=key)
    actions.drop_paper(by=actor, paper=found, version=_version(request))
    tell(request, Notice(_("已删除草稿《{title}》").format(title=found.title)))
    return redirect("documents:list")


@allows(post=SIGN_FOR)
def sign_for(request: HttpRequest, key: int) -> HttpResponse:
    """Sign for it."""
    actor = actor_behind(request)
    actions.sign_for(by=actor, paper=queries.paper_keyed(actor, key=key))
    tell(request, Notice(_("已签收")))
    return redirect("documents:paper", key=key)


def _act(request: HttpRequest, key: int, *, act: Act, said: str) -> HttpResponse:
    actor = actor_behind(request)
    found = queries.paper_keyed(actor, key=key)
    done = act(by=actor, paper=found, version=_version(request))
    number = getattr(done, "number_text", "")
    tell(request, Notice(said, _("，文号 {number}。").format(number=number) if number else ""))
    return redirect("documents:paper", key=key)


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


@allows(get=APPROVE, post=APPROVE)
def return_paper(request: HttpRequest, key: int) -> HttpResponse:
    """Send it back, with the reason."""
    words = (_("退回修改"), _("退回"), _("已退回"))
    return _with_reason(request, key, act=actions.return_paper, words=words)


@allows(get=WITHDRAW, post=WITHDRAW)
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Withdraw it, with the reason."""
    words = (_("撤回公文"), _("撤回"), _("已撤回"))
    return _with_reason(request, key, act=actions.withdraw, words=words)


def _with_reason(
    request: HttpRequest, key: int, *, act: Act, words: tuple[str, str, str]
) -> HttpResponse:
    actor = actor_behind(request)
    found = queries.paper_keyed(actor, key=key)
    title, verb, said = words
    form = forms.ReasonForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        told = form.cleaned_data
        try:
            act(by=actor, paper=found, version=told["version"] or 0, reason=told["reason"])
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(said))
            return redirect("documents:paper", key=key)
    shown = {"form": form, "title": title, "verb": verb, "paper": found}
    return render(request, "documents/form.html", shown)


# --- files ----------------------------------------------------------------------------------------


@allows(get=SEE_PAPERS)
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """A paper as it would be printed now, marked as not issued."""
    found = queries.paper_keyed(actor_behind(request), key=key)
    return attached(rendering.preview(found), name=f"{found.title}.pdf", kind=_PDF)


@allows(get=READ_PAPER)
def file(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """A frozen file of an issued paper, to be saved."""
    actor = actor_behind(request)
    found = queries.file_of(actor, key=key, kind=kind)
    content = file_of(found.digest)
    if content is None:
        raise Refused(
            "file-gone",
            reason=_("公文文件不在盘上，或与印发时不同"),
            remedy=_("请系统管理员从备份恢复"),
        )
    actions.note_reading(by=actor, file=found)
    name = archive.name_in_package(found.paper, kind=found.kind)
    return attached(content, name=name, kind=_PDF if found.kind == FileKind.PDF else _DOCX)


def attached(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """A file, always to be saved, never shown by the browser as a page of ours."""
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
