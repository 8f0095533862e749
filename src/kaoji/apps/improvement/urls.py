"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.improvement.views import items, lists

app_name = "improvement"
urlpatterns = [
    path("", lists.everything, name="list"),
    path("<int:number>/", lists.cycle, name="cycle"),
    path("<int:number>/draw/", lists.draw, name="draw"),
    path("<int:number>/sheet/", lists.sheet, name="sheet"),
    path("<int:number>/units/<int:unit>/", lists.unit, name="unit"),
    path("<int:number>/units/<int:unit>/nil/", lists.nil, name="nil"),
    path("<int:number>/units/<int:unit>/workbook/", lists.workbook, name="workbook"),
    path("items/<int:key>/", items.item, name="item"),
    path("items/<int:key>/state/", items.state, name="state"),
    path("items/<int:key>/take-back/", items.take_back, name="take-back"),
    path("items/<int:key>/decide/", items.decide, name="decide"),
    path("items/<int:key>/report/", items.report, name="report"),
]
