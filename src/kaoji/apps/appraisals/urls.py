"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.appraisals.publishing_urls import publishing_urls
from kaoji.apps.appraisals.views import charts, cycles, runs, standings

app_name = "appraisals"
urlpatterns = [
    path("", cycles.cycles, name="list"),
    path("set-up/", cycles.set_up, name="set-up"),
    path("<int:number>/", cycles.cycle, name="cycle"),
    path("<int:number>/stages/<int:order>/begin/", cycles.begin, name="begin"),
    path("<int:number>/stages/<int:order>/end/", cycles.end, name="end"),
    path("<int:number>/reissue/", cycles.reissue, name="reissue"),
    path("<int:number>/score/", cycles.score, name="score"),
    path("<int:number>/runs/<int:run>/", runs.run, name="run"),
    path("<int:number>/runs/<int:run>/seal/", runs.seal, name="seal"),
    path("<int:number>/runs/<int:run>/sheet/", runs.sheet, name="sheet"),
    path("<int:number>/runs/<int:run>/compare/", runs.compare, name="compare"),
    path("<int:number>/runs/<int:run>/try/", runs.try_out, name="try"),
    path("<int:number>/runs/<int:run>/charts/<slug:kind>/", charts.chart, name="chart"),
    path("standings/<int:key>/", standings.standing, name="standing"),
    path("standings/<int:key>/account/", standings.account, name="account"),
    path("standings/<int:key>/formulas/", standings.formulas, name="formulas"),
    *publishing_urls,
]
