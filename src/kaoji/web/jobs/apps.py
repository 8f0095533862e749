"""The part as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "kaoji.web.jobs"
    label = "jobs"
    verbose_name = "后台工作"
