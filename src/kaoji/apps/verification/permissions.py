"""Who arranges verification, who verifies, who signs for a unit."""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import APPRAISED, INSIDERS, check, check_own
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE, Role

#: Those who may be asked to verify: the office, and whoever is lent to it for that.
VERIFIERS = OFFICE | {Role.APPRAISER, Role.SUPERVISOR}

SEE = Right("verification.see", "查看核验", INSIDERS | VERIFIERS)
ARRANGE = Right("verification.arrange", "抽取、分派核验，安排现场核查", OFFICE)
VERIFY = Right("verification.verify", "核验数据、申报回避", VERIFIERS)
SEE_VISITS = Right("verification.see_visits", "查看现场核查", INSIDERS | VERIFIERS | APPRAISED)
VISIT = Right("verification.visit", "现场核查、记录事实", VERIFIERS)
SIGN = Right("verification.sign", "签署考核事实确认书", frozenset({Role.UNIT_HEAD}))

__all__ = [
    "APPRAISED",
    "ARRANGE",
    "INSIDERS",
    "SEE",
    "SEE_VISITS",
    "SIGN",
    "VERIFIERS",
    "VERIFY",
    "VISIT",
    "check",
    "check_own",
]
