"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.claims.views import claims, letters

app_name = "claims"
urlpatterns = [
    path("<int:number>/", claims.claims, name="list"),
    path("<int:number>/new/", claims.new, name="new"),
    path("<int:number>/collect/", claims.collect, name="collect"),
    path("<int:number>/letters/", letters.letters, name="letters"),
    path("<int:number>/letters/send/", letters.send, name="send"),
    path("one/<int:key>/", claims.claim, name="claim"),
    path("one/<int:key>/decide/", claims.decide, name="decide"),
    path("one/<int:key>/withdraw/", claims.withdraw, name="withdraw"),
]
