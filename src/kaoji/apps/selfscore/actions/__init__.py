"""The only writers of this room."""

from kaoji.apps.selfscore.actions.asking import RoundShape, open_round, try_again, try_own
from kaoji.apps.selfscore.actions.deciding import give_back, sign
from kaoji.apps.selfscore.actions.filling import attach, note_reading, save, save_and_send, send

__all__ = [
    "RoundShape",
    "attach",
    "give_back",
    "note_reading",
    "open_round",
    "save",
    "save_and_send",
    "send",
    "sign",
    "try_again",
    "try_own",
]
