"""Who makes the papers of a result, and who takes them."""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import INSIDERS, SECONDS
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE

SEE_PACKAGES = Right("feedback.see_packages", "查看、下载上会材料包", INSIDERS)
MAKE_PACKAGE = Right("feedback.make_package", "制作上会材料包", OFFICE)
SEE = Right("feedback.see", "查看通报和反馈", INSIDERS)
PREPARE = Right("feedback.prepare", "起草、送签、签发、印发通报和反馈函，催签收", OFFICE)
SEE_BONUS = Right("feedback.see_bonus", "查看奖金分配核对", INSIDERS)
FILL_BONUS = Right("feedback.fill_bonus", "填报、提请奖金分配", OFFICE)
RELEASE_BONUS = Right("feedback.release_bonus", "第二人放行、退回奖金分配", SECONDS)
