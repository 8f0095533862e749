"""The acts of the log's own room."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

REFUSED_ATTEMPT = Act("audit.refused_attempt", "未获准的操作")
VERIFY = Act("audit.verify", "核验审计记录")
MAKE_CHECKPOINT = Act("audit.make_checkpoint", "签发审计锚点")
EXPORT = Act("audit.export", "导出审计记录", is_reading=True)
PURGE = Act("audit.purge", "清理超过保存期的审计记录")

declare(REFUSED_ATTEMPT, VERIFY, MAKE_CHECKPOINT, EXPORT, PURGE)
