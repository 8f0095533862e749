"""Addresses of what is done with a result; `urls.py` takes them in."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.appraisals.views import objecting, publishing, results

publishing_urls = [
    path("<int:number>/result/", results.desk, name="result"),
    path("<int:number>/runs/<int:run>/decide/", results.decide, name="decide"),
    path("<int:number>/forewarn/", results.forewarn, name="forewarn"),
    path("forewarnings/<int:key>/", results.forewarning, name="forewarning"),
    path("losses/<int:key>/", results.losses, name="losses"),
    path("<int:number>/runs/<int:run>/publish/", publishing.propose, name="publish"),
    path("publications/", publishing.publications, name="publications"),
    path("publications/<int:key>/", publishing.publication, name="publication"),
    path("publications/<int:key>/confirm/", publishing.confirm, name="publication-confirm"),
    path("publications/<int:key>/drop/", publishing.drop, name="publication-drop"),
    path("publications/<int:key>/retract/", publishing.retract, name="publication-retract"),
    path(
        "publications/<int:key>/retract/confirm/",
        publishing.confirm_retraction,
        name="publication-back",
    ),
    path(
        "publications/<int:key>/retract/drop/",
        publishing.drop_retraction,
        name="publication-stay",
    ),
    path("publications/<int:key>/paper/", publishing.draft_notice, name="publication-paper"),
    path("standings/<int:key>/object/", objecting.object_to, name="object"),
    path("objections/", objecting.objections, name="objections"),
    path("objections/<int:key>/", objecting.objection, name="objection"),
    path("objections/<int:key>/answer/", objecting.answer, name="answer"),
    path("<int:number>/runs/<int:run>/finish/", publishing.finish, name="finish"),
    path("finals/<int:key>/confirm/", publishing.confirm_final, name="final-confirm"),
    path("finals/<int:key>/drop/", publishing.drop_final, name="final-drop"),
    path("finals/<int:key>/withdraw/", publishing.withdraw, name="final-withdraw"),
    path("finals/<int:key>/back/", publishing.confirm_withdrawal, name="final-back"),
]
