"""The only writers of this room."""

from kaoji.apps.feedback.actions.packages import ask_for_package, make_package, note_download

__all__ = ["ask_for_package", "make_package", "note_download"]
