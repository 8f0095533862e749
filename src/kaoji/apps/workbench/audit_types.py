"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

SET_REMINDER = Act("workbench.set_reminder", "修改提醒设置")
READ_PHONES = Act("workbench.read_phones", "查看催报电话单", is_reading=True)
RETRY_JOB = Act("workbench.retry_job", "重试后台工作")

declare(SET_REMINDER, READ_PHONES, RETRY_JOB)
