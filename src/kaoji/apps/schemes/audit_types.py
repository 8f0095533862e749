"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

START_DRAFT = Act("schemes.start_draft", "起草考核方案")
SAVE_DRAFT = Act("schemes.save_draft", "保存方案草稿")
TAKE_BACK = Act("schemes.take_back", "退回到早先的方案草稿")
DISCARD_DRAFT = Act("schemes.discard_draft", "删去方案草稿")
RESTORE_DRAFT = Act("schemes.restore_draft", "恢复方案草稿")
ASK_RELEASE = Act("schemes.ask_release", "方案送审")
RELEASE_SCHEME = Act("schemes.release", "发布考核方案")
DECLINE_RELEASE = Act("schemes.decline_release", "退回送审的方案")
ADD_RULING = Act("schemes.add_ruling", "登记解释答复")

declare(
    START_DRAFT, SAVE_DRAFT, TAKE_BACK, DISCARD_DRAFT, RESTORE_DRAFT, ASK_RELEASE,
    RELEASE_SCHEME, DECLINE_RELEASE, ADD_RULING,
)  # fmt: skip
