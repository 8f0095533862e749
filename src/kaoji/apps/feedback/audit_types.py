"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

ASK_FOR_PACKAGE = Act("feedback.ask_for_package", "要求制作材料包")
MAKE_PACKAGE = Act("feedback.make_package", "制作材料包")
DOWNLOAD_PACKAGE = Act("feedback.download_package", "下载材料包", is_reading=True)

declare(ASK_FOR_PACKAGE, MAKE_PACKAGE, DOWNLOAD_PACKAGE)

SET_UP = Act("feedback.set_up", "设定通报和反馈")
DRAFT_ALL = Act("feedback.draft_all", "起草通报和反馈函")
ASK_FOR_STEP = Act("feedback.ask_for_step", "成批办理通报和反馈函")
DO_STEP = Act("feedback.do_step", "成批办理完毕")

declare(SET_UP, DRAFT_ALL, ASK_FOR_STEP, DO_STEP)

BEGIN_BONUS = Act("feedback.begin_bonus", "设立奖金分配表")
CHANGE_BONUS = Act("feedback.change_bonus", "改定奖金分配的口径")
WRITE_BONUS = Act("feedback.write_bonus", "填报奖金分配")
PROPOSE_BONUS = Act("feedback.propose_bonus", "提请放行奖金分配")
RELEASE_BONUS = Act("feedback.release_bonus", "放行奖金分配")
RETURN_BONUS = Act("feedback.return_bonus", "退回奖金分配")

declare(
    BEGIN_BONUS, CHANGE_BONUS, WRITE_BONUS, PROPOSE_BONUS, RELEASE_BONUS, RETURN_BONUS,
)  # fmt: skip
