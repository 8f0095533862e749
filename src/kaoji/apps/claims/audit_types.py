"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

CLAIM = Act("claims.claim", "申报加减分")
WITHDRAW_CLAIM = Act("claims.withdraw", "撤回申报")
ACCEPT_CLAIM = Act("claims.accept", "认定申报")
RETURN_CLAIM = Act("claims.return", "不予认定")
COLLECT = Act("claims.collect", "申报汇入数据")
SEND_LETTER = Act("claims.send_letter", "发会签函")

declare(CLAIM, WITHDRAW_CLAIM, ACCEPT_CLAIM, RETURN_CLAIM, COLLECT, SEND_LETTER)
