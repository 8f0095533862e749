"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

ASK_FOR_PACKAGE = Act("feedback.ask_for_package", "要求制作材料包")
MAKE_PACKAGE = Act("feedback.make_package", "制作材料包")
DOWNLOAD_PACKAGE = Act("feedback.download_package", "下载材料包", is_reading=True)

declare(ASK_FOR_PACKAGE, MAKE_PACKAGE, DOWNLOAD_PACKAGE)
