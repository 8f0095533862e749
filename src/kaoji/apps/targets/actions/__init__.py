"""The acts of this room."""

from kaoji.apps.targets.actions.answering import Answered, answer
from kaoji.apps.targets.actions.beginning import Beginning, begin
from kaoji.apps.targets.actions.changing import (
    Decision,
    Wish,
    ask_change,
    confirm_change,
    decide_change,
    return_change,
)
from kaoji.apps.targets.actions.lettering import ask_for_letters, draft_letters
from kaoji.apps.targets.actions.proposing import Typed, propose, set_total
from kaoji.apps.targets.actions.rounds import adopt, move

__all__ = [
    "Answered",
    "Beginning",
    "Decision",
    "Typed",
    "Wish",
    "adopt",
    "answer",
    "ask_change",
    "ask_for_letters",
    "begin",
    "confirm_change",
    "decide_change",
    "draft_letters",
    "move",
    "propose",
    "return_change",
    "set_total",
]
