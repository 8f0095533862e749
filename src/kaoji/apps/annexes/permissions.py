"""Who declares annexes, who fills in, who approves.

That nobody approves what he has drafted, and only whom the office has named, is asked of each act
(`approving.py`).
"""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import APPRAISED, INSIDERS, SECONDS
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE, Role

SEE = Right("annexes.see", "查看个性指标表", INSIDERS | APPRAISED)
SEE_ALL = Right("annexes.see_all", "查看全部单位的个性指标表", INSIDERS)
DECLARE = Right("annexes.declare", "设立个性指标表", OFFICE)
FILL = Right("annexes.fill", "填报本单位个性指标", APPRAISED)
APPROVE = Right("annexes.approve", "审批个性指标表", SECONDS | {Role.UNIT_HEAD})
