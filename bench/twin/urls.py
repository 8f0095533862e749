"""One page: who holds what today, fifty a page, as somebody would write it without the office."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.timezone import localdate

from kaoji.apps.organisation.models import Holding, UnitState


@login_required(login_url="/sign-in/")
def people(request: HttpRequest) -> HttpResponse:
    """The same rows in the same order as the office's own page."""
    today = localdate()
    states = UnitState.objects.filter(unit=OuterRef("post__unit"), begins_on__lte=today)
    names = states.order_by("-begins_on").values("name")
    rows = (
        Holding.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
        .filter(organisation=request.user.organisation, begins_on__lte=today)
        .select_related("post__unit", "user")
        .annotate(unit_name=Subquery(names[:1]))
        .order_by("post__unit__code", "post__name", "user__name", "pk")
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "people.html", {"page": page})


urlpatterns = [path("organisation/people/", people)]
