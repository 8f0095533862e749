"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

DECLARE = Act("annexes.declare", "设立个性指标表")
CHANGE_LIMITS = Act("annexes.change_limits", "改个性指标表的限制")
SAVE = Act("annexes.save", "保存个性指标草稿")
COPY = Act("annexes.copy", "照去年起草个性指标")
SEND = Act("annexes.send", "报送个性指标表")
TAKE_BACK = Act("annexes.take_back", "撤回个性指标表")
APPROVE = Act("annexes.approve", "批准个性指标表")
RETURN = Act("annexes.return", "退回个性指标表")
ASK_CHANGE = Act("annexes.ask_change", "请求调整个性指标")
DROP_CHANGE = Act("annexes.drop_change", "放弃调整个性指标")

declare(
    DECLARE, CHANGE_LIMITS, SAVE, COPY, SEND, TAKE_BACK, APPROVE, RETURN, ASK_CHANGE, DROP_CHANGE
)
