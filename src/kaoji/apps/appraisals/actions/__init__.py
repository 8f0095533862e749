"""The only writers of this room."""

from kaoji.apps.appraisals.actions.cycles import (
    CycleShape,
    StageShape,
    begin_stage,
    end_stage,
    set_up_cycle,
)
from kaoji.apps.appraisals.actions.deciding import Decided, Meeting, decide
from kaoji.apps.appraisals.actions.finishing import (
    confirm_final,
    confirm_withdrawal,
    drop_final,
    propose_final,
    propose_withdrawal,
)
from kaoji.apps.appraisals.actions.forewarning import explain_loss, forewarn, look
from kaoji.apps.appraisals.actions.noticing import draft_notice
from kaoji.apps.appraisals.actions.objecting import (
    Complaint,
    object_to,
    reject_objection,
    uphold_objection,
)
from kaoji.apps.appraisals.actions.publishing import (
    Notice,
    confirm_publication,
    drop_publication,
    propose_publication,
)
from kaoji.apps.appraisals.actions.reissuing import reissue_cycle
from kaoji.apps.appraisals.actions.retracting import (
    confirm_retraction,
    drop_retraction,
    propose_retraction,
)
from kaoji.apps.appraisals.actions.runs import ask_for_run, carry_out_run

__all__ = [
    "Complaint",
    "CycleShape",
    "Decided",
    "Meeting",
    "Notice",
    "StageShape",
    "ask_for_run",
    "begin_stage",
    "carry_out_run",
    "confirm_final",
    "confirm_publication",
    "confirm_retraction",
    "confirm_withdrawal",
    "decide",
    "draft_notice",
    "drop_final",
    "drop_publication",
    "drop_retraction",
    "end_stage",
    "explain_loss",
    "forewarn",
    "look",
    "object_to",
    "propose_final",
    "propose_publication",
    "propose_retraction",
    "propose_withdrawal",
    "reissue_cycle",
    "reject_objection",
    "set_up_cycle",
    "uphold_objection",
]
