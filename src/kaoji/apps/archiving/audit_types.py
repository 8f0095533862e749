"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

PROPOSE = Act("archiving.propose", "提请归档")
DROP = Act("archiving.drop", "作废归档提请")
CONFIRM = Act("archiving.confirm", "确认归档")
PACK = Act("archiving.pack", "制作归档包")
FAIL = Act("archiving.fail", "归档包没有做成")
DOWNLOAD = Act("archiving.download", "下载归档包", is_reading=True)
INSPECT = Act("archiving.inspect", "核对归档包")

declare(PROPOSE, DROP, CONFIRM, PACK, FAIL, DOWNLOAD, INSPECT)
