"""Own schemes: the list, the editor, its live check, its texts and what differs between them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.schemes import actions, forms, queries
from kaoji.apps.schemes.comparing import lines_between, nodes_between
from kaoji.apps.schemes.lines import said_of
from kaoji.apps.schemes.listings import OWN
from kaoji.apps.schemes.models import OwnScheme, ReleaseState
from kaoji.apps.schemes.permissions import DRAFT, SEE
from kaoji.apps.schemes.study import UNFILED, Study
from kaoji.apps.schemes.tokens import Token, replaced, tokens_of
from kaoji.apps.schemes.views.reading import cases_of
from kaoji.apps.schemes.views.shelf import entry_or_404
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows
from kaoji.web.notices import Notice, tell
from kaoji.web.parts import Tab
from kaoji.web.refusals import Refused


@allows(get=SEE)
def own(request: HttpRequest) -> HttpResponse:
    """The own schemes."""
    rows = queries.drafts_of(actor_behind(request))
    return lists.answer(request, listing=OWN, rows=rows, template="schemes/own.html")


@allows(get=DRAFT, post=DRAFT)
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a draft from a shipped scheme."""
    entry = entry_or_404(reference)
    form = forms.CopyForm(request.POST or None, initial={"title": entry.title, "key": entry.id})
    if form.is_valid():
        text = entry.path.read_text(encoding="utf-8-sig")
        try:
            made = actions.start_draft(
                by=actor_behind(request), text=text, base=entry.reference, **form.cleaned_data
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已抄成草稿，可以改了")))
            return redirect("schemes:draft", key=made.pk)
    return render(request, "schemes/form.html", {"form": form, "title": _("以它为底起草"),
                  "entry": entry, "verb": _("抄成草稿")})  # fmt: skip


@allows(get=SEE, post=DRAFT)
def draft(request: HttpRequest, key: int) -> HttpResponse:
    """The editor: the tree and a small form beside the text, the problems on the other side."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key)
    stored = queries.text_of(scheme).text
    initial = {"text": stored, "version": scheme.number}
    form = forms.TextForm(request.POST or None, initial=initial)
    clash: tuple[Any, ...] = ()
    if form.is_valid():
        try:
            _save(request, scheme=scheme, form=form)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
            if refused.code == "changed_meanwhile":
                clash = lines_between(stored, form.cleaned_data["text"].replace("\r\n", "\n"))
                form.data = {**request.POST.dict(), "version": str(scheme.number)}
        else:
            return redirect(f"{reverse('schemes:draft', args=(key,))}?node={_node(request)}")
    text = str(form["text"].value() or "").replace("\r\n", "\n")
    study = queries.study_of_draft(actor, text=text)
    return render(request, "schemes/draft.html", {
        **around(scheme, here="text"), **_live(study, node=_node(request), scheme=scheme),
        "form": form, "clash": clash,
    })  # fmt: skip


@allows(post=DRAFT)
def lint(request: HttpRequest, key: int) -> HttpResponse:
    """The tree, the form of a node and the problems of a text as it is typed; nothing is kept."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    study = queries.study_of_draft(actor, text=text)
    context = {**_live(study, node=_node(request), scheme=scheme), "is_live": True}
    return render(request, "schemes/_live.html", context)


def _node(request: HttpRequest) -> str:
    return request.GET.get("node", "") or request.POST.get("node", "")


def _save(request: HttpRequest, *, scheme: OwnScheme, form: forms.TextForm) -> None:
    actor = actor_behind(request)
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    note = ""
    if request.POST.get("act") == "node":
        text, note = _with_node(request, text=text)
    saved = actions.save_draft(
        by=actor, scheme=scheme, text=text, number=form.cleaned_data["version"] or 0, note=note
    )
    if saved.number == scheme.number:
        tell(request, Notice(_("没有改动，仍是第 {n} 稿").format(n=saved.number)))
        return
    told = _("还有 {errors} 处错误、{warnings} 处提示").format(
        errors=saved.error_count, warnings=saved.warning_count
    )
    is_clean = not saved.error_count and not saved.warning_count
    tell(request, Notice(
        _("已存为第 {n} 稿").format(n=saved.number),
        "" if is_clean else told,
        undo=reverse("schemes:take-back", args=(scheme.pk, scheme.number)) + f"?at={saved.number}",
    ))  # fmt: skip


def _with_node(request: HttpRequest, *, text: str) -> tuple[str, str]:
    """The text with what the small form says of one node, and what that changes."""
    told = []
    for field in ("points", "weight", "name"):
        token = _token(request, text=text, field=field)
        now = request.POST.get(f"n-{field}", "").strip()
        if token is not None and not token.reason and now not in ("", token.text):
            text = replaced(text, token=token, now=now, file=UNFILED)
            told.append(f"{token.label} {token.text} → {now}")
    name = request.POST.get("node", "").rpartition("/")[2]
    return text, f"{name} {'；'.join(told)}" if told else ""


def _token(request: HttpRequest, *, text: str, field: str) -> Token | None:
    """A word of the chosen node in a text as it is now: an earlier change may have moved it."""
    path = request.POST.get("node", "")
    item = queries.study_of_draft(actor_behind(request), text=text).item(path)
    if item is None:
        raise Refused(
            "no-such-node",
            reason=_("正文里没有指标“{path}”").format(path=path),
            remedy=_("它可能刚被改名，请从结构里重新点它"),
        )
    found = tokens_of(text, item=item, file=UNFILED)
    return next((one for one in found if one.field == field), None)


def _live(study: Study, *, node: str, scheme: OwnScheme) -> dict[str, Any]:
    chosen = next((one for one in study.branches if one.path == node), None)
    item = study.item(node) if chosen is not None else None
    return {
        "scheme": scheme,
        "study": study,
        "said": said_of(study),
        "chosen": chosen,
        "tokens": () if item is None else tokens_of(study.text, item=item, file=study.file),
    }


def around(scheme: OwnScheme, *, here: str) -> dict[str, Any]:
    """What stands on every page of a draft: its tabs, and a release that waits."""
    told = (
        ("text", _("正文"), "schemes:draft", None),
        ("cases", _("算例"), "schemes:cases", None),
        ("trial", _("试算"), "schemes:trial", None),
        ("versions", _("版本"), "schemes:versions", scheme.number),
    )
    return {
        "scheme": scheme,
        "here": here,
        "asked": scheme.releases.filter(state=ReleaseState.ASKED).first(),
        "tabs": tuple(
            Tab(word, reverse(name, args=(scheme.pk,)), count, is_here=key == here)
            for key, word, name, count in told
        ),
    }


@allows(get=SEE)
def cases(request: HttpRequest, key: int) -> HttpResponse:
    """The worked cases of the draft as it is stored, computed now."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key)
    study = queries.study_of_draft(actor, text=queries.text_of(scheme).text, with_cases=True)
    context = {**around(scheme, here="cases"), "study": study, "cases": cases_of(study)}
    return render(request, "schemes/cases.html", context)


@allows(get=SEE)
def versions(request: HttpRequest, key: int) -> HttpResponse:
    """Every text that was saved, what was released, and the differences between two."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key)
    texts = list(scheme.texts.defer("text"))
    new = queries.text_of(scheme, number=_number(request, "to", otherwise=scheme.number))
    old = queries.text_of(scheme, number=_number(request, "from", otherwise=max(1, new.number - 1)))
    studies = [queries.study_of_draft(actor, text=one.text) for one in (old, new)]
    return render(request, "schemes/versions.html", {
        **around(scheme, here="versions"), "texts": texts, "old": old, "new": new,
        "releases": scheme.releases.select_related("scheme", "wording"),
        "diff": lines_between(old.text, new.text), "changes": nodes_between(*studies),
    })  # fmt: skip


def _number(request: HttpRequest, name: str, *, otherwise: int) -> int:
    text = request.POST.get(name, "") or request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


@allows(post=DRAFT)
def take_back(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Make an earlier text the draft again."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key)
    at = _number(request, "at", otherwise=0)
    made = actions.take_back(by=actor, scheme=scheme, to=number, number=at)
    tell(request, Notice(_("已退回到第 {to} 稿，存为第 {n} 稿").format(to=number, n=made.number)))
    return redirect("schemes:draft", key=key)


@allows(post=DRAFT)
def discard(request: HttpRequest, key: int) -> HttpResponse:
    """Take a draft from the list."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key)
    actions.discard(by=actor, scheme=scheme)
    undo = reverse("schemes:restore", args=(key,))
    tell(request, Notice(_("已删去草稿 {scheme}").format(scheme=scheme), undo=undo))
    return redirect("schemes:own")


@allows(post=DRAFT)
def restore(request: HttpRequest, key: int) -> HttpResponse:
    """Put it back."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key, with_dropped=True)
    actions.restore(by=actor, scheme=scheme)
    tell(request, Notice(_("已恢复 {scheme}").format(scheme=scheme)))
    return redirect("schemes:draft", key=key)
