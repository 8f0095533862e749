"""The only writers of this room."""

from kaoji.apps.verification.actions.deciding import Decision, decide, recuse
from kaoji.apps.verification.actions.drawing import DrawShape, distribute, draw, hand_over
from kaoji.apps.verification.actions.onsite import (
    Found,
    Signature,
    answer_for_unit,
    answer_on_paper,
    record_facts,
    take_step,
)
from kaoji.apps.verification.actions.planning import (
    VisitChange,
    VisitPlan,
    cancel_visit,
    change_visit,
    plan_visits,
)
from kaoji.apps.verification.actions.returning import send_back

__all__ = [
    "Decision",
    "DrawShape",
    "Found",
    "Signature",
    "VisitChange",
    "VisitPlan",
    "answer_for_unit",
    "answer_on_paper",
    "cancel_visit",
    "change_visit",
    "decide",
    "distribute",
    "draw",
    "hand_over",
    "plan_visits",
    "record_facts",
    "recuse",
    "send_back",
    "take_step",
]
