"""Where pages send what is typed. It is nobody's act yet: nothing of it is in the log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from kaoji.web.access import SIGNED_IN, actor_behind, allows
from kaoji.web.drafts import keeping
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(post=SIGNED_IN)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was typed. Asked by script, which reads the answer."""
    ticket = keeping.ticket_from(request.POST.get(keeping.FIELD, ""))
    if ticket is None:
        return JsonResponse({"why": _("没有存草稿：请重新打开本页")}, status=422)
    typed = {name: request.POST.getlist(name) for name in request.POST}
    typed |= {name: [] for name in request.POST.getlist("kaoji_blank")}
    try:
        keeping.keep(by=actor_behind(request), ticket=ticket, typed=typed)
    except Refused as refused:
        return JsonResponse({"why": refused.reason}, status=422)
    return HttpResponse(status=204)


@allows(post=SIGNED_IN)
def discard(request: HttpRequest) -> HttpResponse:
    """Throw one away."""
    key = request.POST.get("discard", "")
    path = keeping.discard(by=actor_behind(request), key=int(key)) if key.isdecimal() else ""
    if path:
        tell(request, Notice(_("已丢弃没交的内容。")))
    return HttpResponseRedirect(path or "/")
