"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

SET_REMINDER = Act("workbench.set_reminder", "修改提醒设置")
READ_PHONES = Act("workbench.read_phones", "查看催报电话单", is_reading=True)
RETRY_JOB = Act("workbench.retry_job", "重试后台工作")
ASK_DRILL = Act("workbench.ask_drill", "发起恢复演练")
END_DRILL = Act("workbench.end_drill", "恢复演练有了结果")

declare(SET_REMINDER, READ_PHONES, RETRY_JOB, ASK_DRILL, END_DRILL)
