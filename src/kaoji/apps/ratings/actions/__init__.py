"""The acts of this room: the only writers of its tables."""

from kaoji.apps.ratings.actions.casting import cast, cast_for, keep_begun
from kaoji.apps.ratings.actions.closing import close_rating
from kaoji.apps.ratings.actions.codes import give_codes, rater_with, revoke_code
from kaoji.apps.ratings.actions.drawing import (
    RatingShape,
    draw_up,
    drop_rating,
    extend,
    open_rating,
)
from kaoji.apps.ratings.actions.papers import (
    hand_out,
    read_again,
    read_sheet,
    take_back,
    void_sheet,
)
from kaoji.apps.ratings.actions.raters import Named, add_raters, recuse, remove_rater

__all__ = [
    "Named",
    "RatingShape",
    "add_raters",
    "cast",
    "cast_for",
    "close_rating",
    "draw_up",
    "drop_rating",
    "extend",
    "give_codes",
    "hand_out",
    "keep_begun",
    "open_rating",
    "rater_with",
    "read_again",
    "read_sheet",
    "recuse",
    "remove_rater",
    "revoke_code",
    "take_back",
    "void_sheet",
]
