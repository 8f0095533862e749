"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

PIN_SCHEME = Act("facts.pin_scheme", "选定考核方案")
UNPIN_SCHEME = Act("facts.unpin_scheme", "停用考核方案")
REGISTER_SOURCE = Act("facts.register_source", "登记数据来源")
CHANGE_SOURCE = Act("facts.change_source", "变更数据来源")
END_SOURCE = Act("facts.end_source", "停用数据来源")
DRAFT_TASK = Act("facts.draft_task", "起草采集任务")
CHANGE_TASK = Act("facts.change_task", "修改采集任务")
DROP_TASK = Act("facts.drop_task", "删除采集任务草稿")
OPEN_TASK = Act("facts.open_task", "下达采集任务")
ENTER_FIGURES = Act("facts.enter_figures", "填报数据")
CORRECT_FIGURE = Act("facts.correct_figure", "更正数据")
SUBMIT_SHEET = Act("facts.submit_sheet", "送负责人签批")
SIGN_SHEET = Act("facts.sign_sheet", "签批数据")
REVIEW_SHEET = Act("facts.review_sheet", "审核并锁定数据")
RETURN_SHEET = Act("facts.return_sheet", "退回数据")
UNREVIEW_SHEET = Act("facts.unreview_sheet", "撤销审核")
LOOK_AT_FIGURES = Act("facts.look_at_figures", "查看本单位数据", is_reading=True)
CONFIRM_FIGURES = Act("facts.confirm_figures", "确认本单位数据")
DISPUTE_FIGURES = Act("facts.dispute_figures", "对数据提出争议")
UPHOLD_FIGURE = Act("facts.uphold_figure", "维持原数")
ATTACH_EVIDENCE = Act("facts.attach_evidence", "上传佐证")
READ_EVIDENCE = Act("facts.read_evidence", "查阅佐证", is_reading=True)
EXPORT_FACTS = Act("facts.export_facts", "导出数据表", is_reading=True)
ADD_ROW = Act("facts.add_row", "登记一条")
CHANGE_ROW = Act("facts.change_row", "更正一条")
WITHDRAW_ROW = Act("facts.withdraw_row", "撤回一条")
DECLARE_LIST = Act("facts.declare_list", "报无或报缺")
ENTER_ROWS = Act("facts.enter_rows", "导入清单")
SET_PARAMETER = Act("facts.set_parameter", "设定参数")
EXPORT_PARAMETERS = Act("facts.export_parameters", "导出参数", is_reading=True)
SEAL_BALLOTS = Act("facts.seal_ballots", "封存票数")
READ_RATERS = Act("facts.read_raters", "查看评分人", is_reading=True)

declare(
    PIN_SCHEME, UNPIN_SCHEME, REGISTER_SOURCE, CHANGE_SOURCE, END_SOURCE, DRAFT_TASK, CHANGE_TASK,
    DROP_TASK, OPEN_TASK, ENTER_FIGURES, CORRECT_FIGURE, SUBMIT_SHEET, SIGN_SHEET, REVIEW_SHEET,
    RETURN_SHEET, UNREVIEW_SHEET, LOOK_AT_FIGURES, CONFIRM_FIGURES, DISPUTE_FIGURES, UPHOLD_FIGURE,
    ATTACH_EVIDENCE, READ_EVIDENCE, EXPORT_FACTS, ADD_ROW, CHANGE_ROW, WITHDRAW_ROW, DECLARE_LIST,
    ENTER_ROWS, SET_PARAMETER, EXPORT_PARAMETERS, SEAL_BALLOTS, READ_RATERS,
)  # fmt: skip
