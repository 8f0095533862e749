"""The acts of this room."""

from kaoji.apps.annexes.actions.changing import ask_change, drop_change
from kaoji.apps.annexes.actions.deciding import approve, give_back
from kaoji.apps.annexes.actions.declaring import AnnexShape, change_limits, declare
from kaoji.apps.annexes.actions.drafting import copy_last, save, send, take_back

__all__ = [
    "AnnexShape",
    "approve",
    "ask_change",
    "change_limits",
    "copy_last",
    "declare",
    "drop_change",
    "give_back",
    "save",
    "send",
    "take_back",
]
