"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.facts.views import figures, office, parameters, rows, sheets

_LIST = "tasks/<int:number>/lists/<int:order>"

app_name = "facts"
urlpatterns = [
    path("", sheets.tasks, name="list"),
    path("own/", figures.own, name="own"),
    path("late/", sheets.late, name="late"),
    path("sources/", office.sources, name="sources"),
    path("sources/add/", office.source_add, name="source-add"),
    path("sources/<int:key>/change/", office.source_change, name="source-change"),
    path("schemes/", office.schemes, name="schemes"),
    path("schemes/pin/", office.scheme_pin, name="scheme-pin"),
    path("schemes/<int:key>/parameters/", parameters.parameters, name="parameters"),
    path("schemes/<int:key>/parameters/<int:order>/", parameters.parameter, name="parameter"),
    path("schemes/<int:key>/given/", parameters.given, name="given"),
    path("export/", office.export, name="export"),
    path("tasks/choose/", office.task_choose, name="task-choose"),
    path("tasks/add/", office.task_add, name="task-add"),
    path("tasks/<int:number>/", sheets.task, name="task"),
    path("tasks/<int:number>/workbook/", sheets.workbook, name="workbook"),
    path("tasks/<int:number>/chase/", sheets.chase, name="chase"),
    path("tasks/<int:number>/open/", sheets.open_task, name="open"),
    path("tasks/<int:number>/sign/", sheets.sign, name="sign"),
    path("tasks/<int:number>/review/", sheets.review, name="review"),
    path("tasks/<int:number>/return/", sheets.send_back, name="return"),
    path("tasks/<int:number>/unreview/", sheets.unreview, name="unreview"),
    path("tasks/<int:number>/confirm/", figures.confirm, name="confirm"),
    path("tasks/<int:number>/lists/<int:order>/", rows.rows, name="rows"),
    path("tasks/<int:number>/lists/<int:order>/add/", rows.row_add, name="row-add"),
    path("tasks/<int:number>/lists/<int:order>/declare/", rows.declare, name="declare"),
    path(
        "tasks/<int:number>/lists/<int:order>/workbook/", rows.list_workbook, name="list-workbook"
    ),
    path("rows/<int:key>/", rows.row, name="row"),
    path("rows/<int:key>/change/", rows.row_change, name="row-change"),
    path("rows/<int:key>/withdraw/", rows.row_withdraw, name="row-withdraw"),
    path("figures/<int:key>/", figures.figure, name="figure"),
    path("evidence/<int:key>/", figures.evidence, name="evidence"),
    path("disputes/<int:key>/uphold/", figures.uphold, name="uphold"),
]
