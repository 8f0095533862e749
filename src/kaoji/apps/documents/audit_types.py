"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

DECLARE_SERIES = Act("documents.declare_series", "设立代字")
CLOSE_SERIES = Act("documents.close_series", "停用代字")
SET_RETENTION = Act("documents.set_retention", "设定保管期限")
ADD_TEMPLATE = Act("documents.add_template", "上传公文模板")
END_TEMPLATE = Act("documents.end_template", "停用公文模板")
DRAFT_PAPER = Act("documents.draft_paper", "起草公文")
CHANGE_PAPER = Act("documents.change_paper", "修改公文")
DROP_PAPER = Act("documents.drop_paper", "删除公文草稿")
SEND_PAPER = Act("documents.send_paper", "公文送签")
APPROVE_PAPER = Act("documents.approve_paper", "签发公文")
RETURN_PAPER = Act("documents.return_paper", "退回公文")
ISSUE_PAPER = Act("documents.issue_paper", "编号印发公文")
WITHDRAW_PAPER = Act("documents.withdraw_paper", "撤回公文")
SIGN_FOR_PAPER = Act("documents.sign_for_paper", "签收公文")
READ_FILE = Act("documents.read_file", "下载公文", is_reading=True)
TAKE_ARCHIVE = Act("documents.take_archive", "下载归档包", is_reading=True)

declare(
    DECLARE_SERIES, CLOSE_SERIES, SET_RETENTION, ADD_TEMPLATE, END_TEMPLATE, DRAFT_PAPER,
    CHANGE_PAPER, DROP_PAPER, SEND_PAPER, APPROVE_PAPER, RETURN_PAPER, ISSUE_PAPER, WITHDRAW_PAPER,
    SIGN_FOR_PAPER, READ_FILE, TAKE_ARCHIVE,
)  # fmt: skip
