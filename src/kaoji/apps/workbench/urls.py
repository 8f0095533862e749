"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.workbench.views import backups, desk, jobs, reminders, search

app_name = "workbench"
urlpatterns = [
    path("", desk.home, name="home"),
    path("chase/", desk.chase, name="chase"),
    path("chase/phones/", desk.phones, name="phones"),
    path("news/", desk.news, name="news"),
    path("search/", search.search, name="search"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:key>/retry/", jobs.retry, name="retry"),
    path("backups/", backups.backups, name="backups"),
    path("backups/drill/", backups.drill, name="drill"),
    path("backups/drills/<int:key>/", backups.report, name="drill-report"),
]
