"""What this room shows in the help; its pages are reached from the cycle."""

from __future__ import annotations


def open_doors() -> None:
    """Called once, when the application is ready."""
