"""Who proposes, who answers, who adopts, who changes, who sees what."""

from __future__ import annotations

from django.http import Http404

from kaoji.apps.appraisals.permissions import APPRAISED, INSIDERS, SECONDS, check, check_own
from kaoji.web.access import Right
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE

SEE = Right("targets.see", "查看目标", INSIDERS | APPRAISED)
SEE_ALL = Right("targets.see_all", "查看全部单位的目标", INSIDERS)
PROPOSE = Right("targets.propose", "拟定、发出、审定目标", OFFICE)
ANSWER = Right("targets.answer", "答复本单位目标、请求调整", APPRAISED)
CONFIRM = Right("targets.confirm", "第二人确认目标调整", SECONDS)

__all__ = [
    "ANSWER",
    "APPRAISED",
    "CONFIRM",
    "PROPOSE",
    "SEE",
    "SEE_ALL",
    "check",
    "check_answers_for",
    "check_own",
]


def check_answers_for(actor: Actor, *, unit_key: int) -> None:
    """Another unit's target is as good as missing."""
    if unit_key not in actor.units_with(APPRAISED):
        raise Http404
