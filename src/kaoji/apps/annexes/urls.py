"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.annexes.views import annexes, drafting, tables

app_name = "annexes"
urlpatterns = [
    path("", annexes.everything, name="list"),
    path("cycles/<int:number>/", annexes.cycle, name="cycle"),
    path("cycles/<int:number>/declare/<int:order>/", annexes.declare, name="declare"),
    path("<int:key>/", annexes.annex, name="annex"),
    path("<int:key>/limits/", annexes.limits, name="limits"),
    path("tables/<int:key>/", tables.table, name="table"),
    path("tables/<int:key>/edit/", drafting.edit, name="edit"),
    path("tables/<int:key>/workbook/", drafting.workbook, name="workbook"),
    path("tables/<int:key>/copy/", drafting.copy, name="copy"),
    path("tables/<int:key>/send/", tables.send, name="send"),
    path("tables/<int:key>/take-back/", tables.take_back, name="take-back"),
    path("tables/<int:key>/decide/", tables.decide, name="decide"),
    path("tables/<int:key>/change/", tables.change, name="change"),
    path("tables/<int:key>/drop/", tables.drop, name="drop"),
    path("tables/<int:key>/compare/", tables.compare, name="compare"),
    path("tables/<int:key>/sheet/", tables.sheet, name="sheet"),
]
