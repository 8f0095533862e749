"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kaoji.apps.audit"
    label = "audit"
    verbose_name = "审计"
