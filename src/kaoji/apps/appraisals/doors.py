"""What this room shows in the rail and in the help."""

from __future__ import annotations


def open_doors() -> None:
    """Called once, when the application is ready."""
