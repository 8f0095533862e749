"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.feedback.views import bonus, desk, packages

app_name = "feedback"
urlpatterns = [
    path("<int:number>/", desk.cycle, name="cycle"),
    path("<int:number>/set-up/", desk.set_up, name="set-up"),
    path("<int:number>/draft/", desk.draft, name="draft"),
    path("<int:number>/step/<slug:step>/", desk.step, name="step"),
    path("<int:number>/letters/", desk.letters, name="letters"),
    path("<int:number>/receipts/", desk.receipts, name="receipts"),
    path("<int:number>/bonus/", bonus.tables, name="bonus"),
    path("<int:number>/bonus/begin/", bonus.begin, name="bonus-begin"),
    path("bonus/<int:key>/", bonus.table, name="bonus-table"),
    path("bonus/<int:key>/change/", bonus.change, name="bonus-change"),
    path("bonus/<int:key>/line/", bonus.line, name="bonus-line"),
    path("bonus/<int:key>/workbook/", bonus.workbook, name="bonus-workbook"),
    path("bonus/<int:key>/propose/", bonus.propose, name="bonus-propose"),
    path("bonus/<int:key>/release/", bonus.release, name="bonus-release"),
    path("bonus/<int:key>/return/", bonus.give_back, name="bonus-return"),
    path("<int:number>/packages/", packages.packages, name="packages"),
    path("<int:number>/packages/make/", packages.make, name="package-make"),
    path("packages/<int:key>/file/", packages.file, name="package-file"),
]
