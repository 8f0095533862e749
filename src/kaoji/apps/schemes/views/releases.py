"""Asking for a release, releasing, sending back; the page of what was asked or released."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.schemes import actions, forms, queries
from kaoji.apps.schemes.comparing import lines_between, nodes_between
from kaoji.apps.schemes.models import ReleaseState, SchemeRelease
from kaoji.apps.schemes.permissions import DRAFT, RELEASE, SEE
from kaoji.apps.schemes.views.reading import CASES, shown
from kaoji.web.access import actor_behind, allows
from kaoji.web.actor import Actor
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(post=DRAFT)
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """Ask for the draft as it stands to be released."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key)
    text = request.POST.get("version", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    made = actions.ask_release(by=actor, scheme=scheme, number=number)
    tell(request, Notice(_("已送审 {release}").format(release=made), _("请另一位同事核对后发布")))
    return redirect("schemes:release", key=made.pk)


@allows(get=SEE, post=RELEASE)
def release(request: HttpRequest, key: int) -> HttpResponse:
    """What is asked: its text, what differs from the version before; release it or send it back."""
    actor = actor_behind(request)
    asked = release_or_404(actor, key=key)
    is_declining = request.POST.get("act") == "decline"
    form = forms.DeclineForm(request.POST if is_declining else None)
    if request.method == "POST" and not is_declining:
        made = actions.release(by=actor, asked=asked)
        tell(request, Notice(_("已发布 {release}，可以在数据里选定").format(release=made)))
        return redirect("schemes:release", key=key)
    if form.is_valid():
        try:
            actions.decline(by=actor, asked=asked, reason=form.cleaned_data["reason"])
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已退回 {release}").format(release=asked)))
            return redirect("schemes:draft", key=asked.scheme_id)
    return render(request, "schemes/release.html", _context(request, asked=asked, form=form))


def _context(
    request: HttpRequest, *, asked: SchemeRelease, form: forms.DeclineForm
) -> dict[str, object]:
    actor = actor_behind(request)
    part = request.GET.get("part", "")
    study = queries.study_of_release(asked, with_cases=part == CASES)
    before = (
        queries.released(actor.organisation_key)
        .filter(scheme=asked.scheme_id, pk__lt=asked.pk)
        .order_by("-pk")
        .first()
    )
    rulings = tuple(queries.rulings_of(actor, reference=asked.reference))
    changes = () if before is None else nodes_between(queries.study_of_release(before), study)
    return {
        **shown(study, part=part, reference=asked.reference, rulings=rulings),
        "release": asked,
        "form": form,
        "before": before,
        "diff": () if before is None else lines_between(before.wording.text, study.text),
        "changes": changes,
        "is_open": asked.state == ReleaseState.ASKED,
        "is_released": asked.state == ReleaseState.RELEASED,
        "is_asker": asked.asked_by_id == actor.person_key,
    }


def release_or_404(actor: Actor, *, key: int) -> SchemeRelease:
    """A release by its row."""
    rows = SchemeRelease.objects.of(actor).select_related("scheme", "wording")
    found: SchemeRelease | None = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found
