"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

DRAW = Act("verification.draw", "抽取核验项")
ASSIGN = Act("verification.assign", "分派核验")
HAND_OVER = Act("verification.hand_over", "改派核验")
RECUSE = Act("verification.recuse", "申报回避")
DECIDE = Act("verification.decide", "核验数据")
RETURN = Act("verification.return", "核验退回更正")
PLAN_VISIT = Act("verification.plan_visit", "安排现场核查")
CHANGE_VISIT = Act("verification.change_visit", "改动现场核查日程")
CANCEL_VISIT = Act("verification.cancel_visit", "取消现场核查")
TAKE_STEP = Act("verification.take_step", "办理现场核查步骤")
CONFIRM_FACTS = Act("verification.confirm_facts", "确认考核事实")

declare(
    DRAW, ASSIGN, HAND_OVER, RECUSE, DECIDE, RETURN, PLAN_VISIT, CHANGE_VISIT, CANCEL_VISIT,
    TAKE_STEP, CONFIRM_FACTS,
)  # fmt: skip
