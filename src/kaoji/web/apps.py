"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kaoji.web"
    label = "web"

    def ready(self) -> None:
        """Declare the daily work of this room."""
        from kaoji.web.drafts import daily as _drafts  # noqa: F401, PLC0415 - declares when imported
        from kaoji.web.files import sweeping  # noqa: F401, PLC0415 - declares when imported
        from kaoji.web.workbooks import daily  # noqa: F401, PLC0415 - declares when imported
