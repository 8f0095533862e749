"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.verification.views import arranging, checks, schedule, visits

app_name = "verification"
urlpatterns = [
    path("<int:number>/", checks.checks, name="list"),
    path("<int:number>/draw/", arranging.draw, name="draw"),
    path("<int:number>/assign/", arranging.assign, name="assign"),
    path("<int:number>/recuse/", checks.recuse, name="recuse"),
    path("<int:number>/corrections/", arranging.corrections, name="corrections"),
    path("<int:number>/corrections/<int:task>/", arranging.send_back, name="send-back"),
    path("checks/<int:key>/", checks.check, name="check"),
    path("checks/<int:key>/hand-over/", arranging.hand_over, name="hand-over"),
    path("evidence/<int:key>/", checks.evidence, name="evidence"),
    path("<int:number>/visits/", schedule.visits, name="visits"),
    path("<int:number>/visits/plan/", schedule.plan, name="plan"),
    path("visits/<int:key>/", visits.visit, name="visit"),
    path("visits/<int:key>/step/", visits.step, name="step"),
    path("visits/<int:key>/sign/", visits.sign, name="sign"),
    path("visits/<int:key>/paper/", visits.on_paper, name="paper"),
    path("visits/<int:key>/files/<slug:kind>/", visits.file, name="file"),
    path("visits/<int:key>/change/", schedule.change, name="change"),
    path("visits/<int:key>/cancel/", schedule.cancel, name="cancel"),
]
