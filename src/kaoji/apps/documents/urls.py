"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.documents.views import office, papers

app_name = "documents"
urlpatterns = [
    path("", papers.papers, name="list"),
    path("register/", papers.register, name="register"),
    path("received/", papers.received, name="received"),
    path("papers/add/", papers.paper_add, name="paper-add"),
    path("papers/<int:key>/", papers.paper, name="paper"),
    path("papers/<int:key>/change/", papers.paper_change, name="paper-change"),
    path("papers/<int:key>/drop/", papers.drop, name="drop"),
    path("papers/<int:key>/send/", papers.send, name="send"),
    path("papers/<int:key>/approve/", papers.approve, name="approve"),
    path("papers/<int:key>/return/", papers.return_paper, name="return"),
    path("papers/<int:key>/issue/", papers.issue, name="issue"),
    path("papers/<int:key>/withdraw/", papers.withdraw, name="withdraw"),
    path("papers/<int:key>/sign-for/", papers.sign_for, name="sign-for"),
    path("papers/<int:key>/preview/", papers.preview, name="preview"),
    path("papers/<int:key>/files/<slug:kind>/", papers.file, name="file"),
    path("series/", office.series, name="series"),
    path("series/add/", office.series_add, name="series-add"),
    path("series/<int:key>/close/", office.series_close, name="series-close"),
    path("retention/", office.retention, name="retention"),
    path("templates/", office.templates, name="templates"),
    path("templates/add/", office.template_add, name="template-add"),
    path("templates/<int:key>/", office.template, name="template"),
    path("templates/<int:key>/end/", office.template_end, name="template-end"),
    path("archive/", office.archive, name="archive"),
]
