"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

SET_UP_CYCLE = Act("appraisals.set_up_cycle", "设立考核")
BEGIN_STAGE = Act("appraisals.begin_stage", "开始环节")
END_STAGE = Act("appraisals.end_stage", "完成环节")
ASK_FOR_RUN = Act("appraisals.ask_for_run", "要求计分")
CARRY_OUT_RUN = Act("appraisals.carry_out_run", "计分")
DOWNLOAD_SEAL = Act("appraisals.download_seal", "下载封存结果", is_reading=True)
DOWNLOAD_PAPER = Act("appraisals.download_paper", "下载得分表、计分表", is_reading=True)

declare(
    SET_UP_CYCLE, BEGIN_STAGE, END_STAGE, ASK_FOR_RUN, CARRY_OUT_RUN, DOWNLOAD_SEAL, DOWNLOAD_PAPER,
)  # fmt: skip
