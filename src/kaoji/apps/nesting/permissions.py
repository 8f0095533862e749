"""Who names the results that feed an appraisal, and who sees which."""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import INSIDERS
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE

SEE = Right("nesting.see", "查看下级结果", INSIDERS)
NAME = Right("nesting.name", "指定、停用下级结果", OFFICE)
