"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

NAME = Act("nesting.name", "指定下级结果")
END = Act("nesting.end", "停用下级结果")
DOWNLOAD_FACTS = Act("nesting.download_facts", "下载带下级结果的数据表", is_reading=True)

declare(NAME, END, DOWNLOAD_FACTS)
