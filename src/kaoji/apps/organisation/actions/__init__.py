"""The only writer of this room. Each act checks who may, is one transaction, and is logged."""

from kaoji.apps.organisation.actions.days import drop_local_day, set_local_day
from kaoji.apps.organisation.actions.deputies import delegate, hand_over, withdraw_delegation
from kaoji.apps.organisation.actions.founding import open_office
from kaoji.apps.organisation.actions.imports import import_people, import_units
from kaoji.apps.organisation.actions.people import (
    appoint,
    borrow,
    end_holding,
    note_absence,
    note_return,
    transfer,
)
from kaoji.apps.organisation.actions.posts import (
    add_group,
    add_post,
    change_group,
    close_post,
    set_duties,
)
from kaoji.apps.organisation.actions.successions import Part, merge_units, split_unit
from kaoji.apps.organisation.actions.units import (
    Shape,
    add_unit,
    change_unit,
    close_unit,
    move_unit,
    shape_of,
)

__all__ = [
    "Part",
    "Shape",
    "add_group",
    "add_post",
    "add_unit",
    "appoint",
    "borrow",
    "change_group",
    "change_unit",
    "close_post",
    "close_unit",
    "delegate",
    "drop_local_day",
    "end_holding",
    "hand_over",
    "import_people",
    "import_units",
    "merge_units",
    "move_unit",
    "note_absence",
    "note_return",
    "open_office",
    "set_duties",
    "set_local_day",
    "shape_of",
    "split_unit",
    "transfer",
    "withdraw_delegation",
]
