"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

DRAW_UP = Act("improvement.draw_up", "起草改进清单")
SAY_NIL = Act("improvement.say_nil", "报无改进事项")
STATE = Act("improvement.state", "报改进措施")
TAKE_BACK = Act("improvement.take_back", "撤回改进措施")
ACCEPT = Act("improvement.accept", "同意改进措施")
RETURN = Act("improvement.return", "退回改进措施")
REPORT = Act("improvement.report", "报改进进展")
CLOSE_OUT = Act("improvement.close_out", "改进事项销号")
REOPEN = Act("improvement.reopen", "退回继续改进")

declare(DRAW_UP, SAY_NIL, STATE, TAKE_BACK, ACCEPT, RETURN, REPORT, CLOSE_OUT, REOPEN)
