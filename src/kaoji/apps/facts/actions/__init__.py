"""The acts of this room: the only writers of its tables."""

from kaoji.apps.facts.actions.approval import review, send_back, sign, submit, unreview
from kaoji.apps.facts.actions.attaching import attach, may_attach, note_reading
from kaoji.apps.facts.actions.confirming import Objection, confirm, dispute, look, uphold
from kaoji.apps.facts.actions.entries import Typed, enter
from kaoji.apps.facts.actions.parameters import Given, carry_parameters, set_parameter
from kaoji.apps.facts.actions.rows import (
    RowChange,
    RowTyped,
    add_row,
    change_row,
    declare,
    enter_rows,
    withdraw_row,
)
from kaoji.apps.facts.actions.schemes import (
    SourceShape,
    change_source,
    end_source,
    pin_scheme,
    register_source,
    unpin_scheme,
)
from kaoji.apps.facts.actions.sealing import seal_ballots
from kaoji.apps.facts.actions.tasks import TaskPlan, draft_task, drop_task, open_task

__all__ = [
    "Given",
    "Objection",
    "RowChange",
    "RowTyped",
    "SourceShape",
    "TaskPlan",
    "Typed",
    "add_row",
    "attach",
    "carry_parameters",
    "change_row",
    "change_source",
    "confirm",
    "declare",
    "dispute",
    "draft_task",
    "drop_task",
    "end_source",
    "enter",
    "enter_rows",
    "look",
    "may_attach",
    "note_reading",
    "open_task",
    "pin_scheme",
    "register_source",
    "review",
    "seal_ballots",
    "send_back",
    "set_parameter",
    "sign",
    "submit",
    "unpin_scheme",
    "unreview",
    "uphold",
    "withdraw_row",
]
