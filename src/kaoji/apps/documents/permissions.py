"""Who drafts, approves, issues and withdraws papers, and who signs for them.

That nobody approves what he wrote is asked of each act (`actions/ways.py`).
"""

from __future__ import annotations

from kaoji.web.access import Right
from kaoji.web.roles import OFFICE, Role

RECEIVERS = frozenset({Role.UNIT_HEAD, Role.UNIT_LIAISON, Role.SUPPLIER_HEAD, Role.DATA_SUPPLIER})

SEE_PAPERS = Right("documents.see_papers", "查看公文和发文登记簿", OFFICE)
READ_PAPER = Right("documents.read_paper", "阅读公文", OFFICE | RECEIVERS)
DRAFT = Right("documents.draft", "起草、修改公文", OFFICE)
APPROVE = Right("documents.approve", "签发、退回公文", OFFICE)
ISSUE = Right("documents.issue", "编号印发公文", OFFICE)
WITHDRAW = Right("documents.withdraw", "撤回已印发的公文", OFFICE)
EDIT_SERIES = Right("documents.edit_series", "设立代字、保管期限和公文模板", OFFICE)
SEE_RECEIVED = Right("documents.see_received", "查看收到的公文", RECEIVERS)
SIGN_FOR = Right("documents.sign_for", "签收公文", RECEIVERS)
ARCHIVE = Right("documents.archive", "下载归档包", OFFICE)
