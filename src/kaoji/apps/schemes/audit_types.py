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
READ_TABLE = Act("schemes.read_table", "导入考核指标表")
MAP_TABLE = Act("schemes.map_table", "核对指标表的列")
ANSWER_TABLE = Act("schemes.answer_table", "回答指标表的问题")
BIND_CLAUSES = Act("schemes.bind_clauses", "把指标对到条款")
DRAFT_TABLE = Act("schemes.draft_table", "由指标表起草方案")
KEEP_REGULATION = Act("schemes.keep_regulation", "存入办法原文")
MARK_PASSAGE = Act("schemes.mark_passage", "标记办法里的疑问")

declare(
    START_DRAFT, SAVE_DRAFT, TAKE_BACK, DISCARD_DRAFT, RESTORE_DRAFT, ASK_RELEASE,
    RELEASE_SCHEME, DECLINE_RELEASE, ADD_RULING,
    READ_TABLE, MAP_TABLE, ANSWER_TABLE, BIND_CLAUSES, DRAFT_TABLE, KEEP_REGULATION, MARK_PASSAGE,
)  # fmt: skip
