"""Who draws up improvement lists, who works items off, who closes them out.

That nobody decides on his own unit's item is asked of each act (`actions/deciding.py`).
"""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import APPRAISED, INSIDERS
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE

SEE = Right("improvement.see", "查看改进清单", INSIDERS | APPRAISED)
SEE_ALL = Right("improvement.see_all", "查看各单位改进情况", INSIDERS)
DRAW_UP = Right("improvement.draw_up", "起草改进清单", OFFICE)
DECIDE = Right("improvement.decide", "审改进措施、销号", OFFICE)
WORK = Right("improvement.work", "报本单位改进措施和进展", APPRAISED)
