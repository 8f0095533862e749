"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

SET_UP_CYCLE = Act("appraisals.set_up_cycle", "设立考核")
BEGIN_STAGE = Act("appraisals.begin_stage", "开始环节")
END_STAGE = Act("appraisals.end_stage", "完成环节")
REISSUE = Act("appraisals.reissue", "换用方案新版")
ASK_FOR_RUN = Act("appraisals.ask_for_run", "要求计分")
CARRY_OUT_RUN = Act("appraisals.carry_out_run", "计分")
DOWNLOAD_SEAL = Act("appraisals.download_seal", "下载封存结果", is_reading=True)
DOWNLOAD_PAPER = Act("appraisals.download_paper", "下载得分表、计分表", is_reading=True)

declare(
    SET_UP_CYCLE, BEGIN_STAGE, END_STAGE, REISSUE, ASK_FOR_RUN, CARRY_OUT_RUN, DOWNLOAD_SEAL,
    DOWNLOAD_PAPER,
)  # fmt: skip

FOREWARN = Act("appraisals.forewarn", "扣分预告")
SEE_LOSSES = Act("appraisals.see_losses", "查看本单位扣分预告", is_reading=True)
EXPLAIN_LOSS = Act("appraisals.explain_loss", "说明失分")
DECIDE = Act("appraisals.decide", "登记会议议定")
PROPOSE_PUBLICATION = Act("appraisals.propose_publication", "提请公示")
DROP_PUBLICATION = Act("appraisals.drop_publication", "作废公示稿")
PUBLISH = Act("appraisals.publish", "确认公示")
PROPOSE_RETRACTION = Act("appraisals.propose_retraction", "提请撤回公示")
DROP_RETRACTION = Act("appraisals.drop_retraction", "作废撤回公示的提请")
RETRACT = Act("appraisals.retract", "确认撤回公示")
OBJECT_TO = Act("appraisals.object", "提出异议")
ANSWER_OBJECTION = Act("appraisals.answer_objection", "答复异议")
PROPOSE_FINAL = Act("appraisals.propose_final", "提请定稿")
DROP_FINAL = Act("appraisals.drop_final", "作废定稿提请")
MAKE_FINAL = Act("appraisals.make_final", "确认定稿")
PROPOSE_WITHDRAWAL = Act("appraisals.propose_withdrawal", "提请撤回定稿")
WITHDRAW_FINAL = Act("appraisals.withdraw_final", "确认撤回定稿")

declare(
    FOREWARN, SEE_LOSSES, EXPLAIN_LOSS, DECIDE, PROPOSE_PUBLICATION, DROP_PUBLICATION, PUBLISH,
    PROPOSE_RETRACTION, DROP_RETRACTION, RETRACT, OBJECT_TO, ANSWER_OBJECTION, PROPOSE_FINAL,
    DROP_FINAL, MAKE_FINAL, PROPOSE_WITHDRAWAL, WITHDRAW_FINAL,
)  # fmt: skip
