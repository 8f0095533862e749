"""Who claims, who decides on claims, who asks the competent bodies."""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import APPRAISED, INSIDERS
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE

SEE_CLAIMS = Right("claims.see", "查看加减分申报", INSIDERS | APPRAISED)
CLAIM = Right("claims.claim", "申报本单位加减分", APPRAISED)
DECIDE = Right("claims.decide", "认定申报、汇入数据", OFFICE)
SEE_LETTERS = Right("claims.see_letters", "查看否决会签", INSIDERS)
SEND = Right("claims.send", "发否决会签函", OFFICE)
