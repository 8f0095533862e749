"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.selfscore.views import rounds, sheets

app_name = "selfscore"
urlpatterns = [
    path("", rounds.everything, name="list"),
    path("<int:number>/", rounds.cycle, name="cycle"),
    path("<int:number>/open/", rounds.new, name="open"),
    path("<int:number>/compared/", rounds.compared, name="compared"),
    path("rounds/<int:key>/try/", rounds.try_again, name="try"),
    path("sheets/<int:key>/", sheets.sheet, name="sheet"),
    path("sheets/<int:key>/try/", sheets.try_own, name="try-own"),
    path("sheets/<int:key>/sign/", sheets.sign, name="sign"),
    path("sheets/<int:key>/return/", sheets.give_back, name="return"),
    path("sheets/<int:key>/workbook/", sheets.workbook, name="workbook"),
    path("proofs/<int:key>/", sheets.proof, name="proof"),
]
