"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.targets.views import changes, cycles, lines, tables

app_name = "targets"
urlpatterns = [
    path("", lines.targets, name="list"),
    path("own/", lines.own, name="own"),
    path("lines/<int:key>/", lines.line, name="line"),
    path("lines/<int:key>/change/", changes.ask, name="ask-change"),
    path("changes/<int:key>/decide/", changes.decide, name="decide-change"),
    path("changes/<int:key>/confirm/", changes.confirm, name="confirm-change"),
    path("changes/<int:key>/return/", changes.give_back, name="return-change"),
    path("<int:number>/", cycles.cycle, name="cycle"),
    path("<int:number>/begin/", cycles.begin, name="begin"),
    path("<int:number>/move/", cycles.move, name="move"),
    path("<int:number>/adopt/", cycles.adopt, name="adopt"),
    path("<int:number>/letters/", cycles.letters, name="letters"),
    path("<int:number>/workbook/", cycles.workbook, name="workbook"),
    path("<int:number>/indicators/<int:order>/", tables.indicator, name="indicator"),
    path("<int:number>/indicators/<int:order>/total/", tables.total, name="total"),
    path("<int:number>/units/<int:unit>/", tables.unit, name="unit"),
]
