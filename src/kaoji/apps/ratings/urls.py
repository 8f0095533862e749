"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.ratings.views import ballots, office, papers

app_name = "ratings"
urlpatterns = [
    path("cycles/<int:number>/", office.cycle, name="cycle"),
    path("cycles/<int:number>/draw-up/", office.draw_up, name="draw-up"),
    path("<int:number>/", office.rating, name="rating"),
    path("<int:number>/open/", office.begin, name="open"),
    path("<int:number>/drop/", office.drop, name="drop"),
    path("<int:number>/close/", office.close, name="close"),
    path("<int:number>/extend/", office.extend, name="extend"),
    path("<int:number>/raters/", office.add_raters, name="add-raters"),
    path("<int:number>/codes/", office.codes, name="codes"),
    path("raters/<int:key>/remove/", office.remove_rater, name="remove-rater"),
    path("raters/<int:key>/recuse/", office.recuse, name="recuse"),
    path("raters/<int:key>/revoke/", office.revoke, name="revoke"),
    path("raters/<int:key>/enter/", ballots.enter_for, name="enter-for"),
    path("<int:number>/papers/", papers.papers, name="papers"),
    path("<int:number>/papers/hand-out/", papers.hand_out, name="hand-out"),
    path("<int:number>/papers/print/<int:place>/", papers.blank, name="blank"),
    path("batches/<int:key>/take-back/", papers.take_back, name="take-back"),
    path("sheets/<int:key>/", papers.read, name="sheet"),
    path("sheets/<int:key>/again/", papers.again, name="again"),
    path("sheets/<int:key>/void/", papers.void, name="void"),
    path("cast/<int:key>/", ballots.cast, name="cast"),
    path("code/", ballots.code, name="code"),
    path("code/ballot/", ballots.by_code, name="by-code"),
]
