"""The only writers of this room."""

from kaoji.apps.improvement.actions.deciding import accept, close_out, give_back, reopen
from kaoji.apps.improvement.actions.drawing import ListShape, draw_up, say_nil
from kaoji.apps.improvement.actions.working import Plan, Progress, report, state, take_back

__all__ = [
    "ListShape",
    "Plan",
    "Progress",
    "accept",
    "close_out",
    "draw_up",
    "give_back",
    "reopen",
    "report",
    "say_nil",
    "state",
    "take_back",
]
