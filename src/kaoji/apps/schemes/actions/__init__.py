"""The acts of this room: the only writers of its tables."""

from kaoji.apps.schemes.actions.drafts import (
    discard,
    restore,
    save_draft,
    start_draft,
    take_back,
)
from kaoji.apps.schemes.actions.releases import ask_release, decline, release
from kaoji.apps.schemes.actions.rulings import RulingShape, add_ruling

__all__ = [
    "RulingShape",
    "add_ruling",
    "ask_release",
    "decline",
    "discard",
    "release",
    "restore",
    "save_draft",
    "start_draft",
    "take_back",
]
