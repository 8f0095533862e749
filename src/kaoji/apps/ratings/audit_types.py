"""The acts of this room that the log remembers: that somebody cast a ballot, never what."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

DRAW_UP = Act("ratings.draw_up", "组织评议")
DROP = Act("ratings.drop", "删除筹备中的评议")
ADD_RATERS = Act("ratings.add_raters", "登记评分人")
REMOVE_RATER = Act("ratings.remove_rater", "移出评分人")
RECUSE = Act("ratings.recuse", "登记回避")
OPEN = Act("ratings.open", "开始评议")
EXTEND = Act("ratings.extend", "延长评议时间")
CAST = Act("ratings.cast", "投票")
CLOSE = Act("ratings.close", "封票")
GIVE_CODES = Act("ratings.give_codes", "发一次性码")
REVOKE_CODE = Act("ratings.revoke_code", "作废一次性码")
HAND_OUT = Act("ratings.hand_out", "发出评分表")
TAKE_BACK = Act("ratings.take_back", "收回评分表")
READ_SHEET = Act("ratings.read_sheet", "录入评分表")
READ_AGAIN = Act("ratings.read_again", "复核评分表")
VOID_SHEET = Act("ratings.void_sheet", "作废评分表")

declare(
    DRAW_UP, DROP, ADD_RATERS, REMOVE_RATER, RECUSE, OPEN, EXTEND, CAST, CLOSE, GIVE_CODES,
    REVOKE_CODE, HAND_OUT, TAKE_BACK, READ_SHEET, READ_AGAIN, VOID_SHEET,
)  # fmt: skip
