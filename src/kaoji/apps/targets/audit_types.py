"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

BEGIN = Act("targets.begin", "开始目标下达")
PROPOSE = Act("targets.propose", "拟定目标")
SET_TOTAL = Act("targets.set_total", "登记上级总数")
MOVE_ROUND = Act("targets.move_round", "推进目标轮次")
ANSWER = Act("targets.answer", "答复目标")
ADOPT = Act("targets.adopt", "审定下达目标")
ASK_CHANGE = Act("targets.ask_change", "请求调整目标")
DECIDE_CHANGE = Act("targets.decide_change", "议定目标调整")
CONFIRM_CHANGE = Act("targets.confirm_change", "确认目标调整")
DRAFT_LETTERS = Act("targets.draft_letters", "起草目标任务书")

declare(
    BEGIN, PROPOSE, SET_TOTAL, MOVE_ROUND, ANSWER, ADOPT, ASK_CHANGE, DECIDE_CHANGE,
    CONFIRM_CHANGE, DRAFT_LETTERS,
)  # fmt: skip
