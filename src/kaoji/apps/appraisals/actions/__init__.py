"""The only writers of this room."""

from kaoji.apps.appraisals.actions.cycles import (
    CycleShape,
    StageShape,
    begin_stage,
    end_stage,
    set_up_cycle,
)
from kaoji.apps.appraisals.actions.runs import ask_for_run, carry_out_run

__all__ = [
    "CycleShape",
    "StageShape",
    "ask_for_run",
    "begin_stage",
    "carry_out_run",
    "end_stage",
    "set_up_cycle",
]
