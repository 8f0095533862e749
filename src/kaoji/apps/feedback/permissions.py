"""Who makes the papers of a result, and who takes them."""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import INSIDERS
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE

SEE_PACKAGES = Right("feedback.see_packages", "查看、下载上会材料包", INSIDERS)
MAKE_PACKAGE = Right("feedback.make_package", "制作上会材料包", OFFICE)
