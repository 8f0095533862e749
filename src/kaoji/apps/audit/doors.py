"""What this room shows in the rail."""

from __future__ import annotations

from kaoji.apps.audit.permissions import READ_LOG
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Show the log to those who may read it."""
    open_door(Door(name="audit:list", word="审计", icon="shield-check", right=READ_LOG, order=80))
