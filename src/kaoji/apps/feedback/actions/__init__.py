"""The only writers of this room."""

from kaoji.apps.feedback.actions.bonus import (
    BonusShape,
    LineTyped,
    begin_bonus,
    change_bonus,
    propose_bonus,
    release_bonus,
    return_bonus,
    write_lines,
)
from kaoji.apps.feedback.actions.lettering import (
    FeedbackShape,
    ask_for_drafts,
    ask_for_step,
    draft_papers,
    move_papers,
    set_up,
)
from kaoji.apps.feedback.actions.packages import (
    ask_for_letters,
    ask_for_package,
    make_package,
    note_download,
)

__all__ = [
    "BonusShape",
    "FeedbackShape",
    "LineTyped",
    "ask_for_drafts",
    "ask_for_letters",
    "ask_for_package",
    "ask_for_step",
    "begin_bonus",
    "change_bonus",
    "draft_papers",
    "make_package",
    "move_papers",
    "note_download",
    "propose_bonus",
    "release_bonus",
    "return_bonus",
    "set_up",
    "write_lines",
]
