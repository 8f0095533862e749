"""Who asks for self-scores, who fills them in, who signs, who gives them back.

Whose sheet it is, is asked of every act: a role counts only in the unit in which it is held.
"""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import APPRAISED, INSIDERS
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE, Role

HEADS = frozenset({Role.UNIT_HEAD})

SEE = Right("selfscore.see", "查看自评", INSIDERS | APPRAISED)
SEE_ALL = Right("selfscore.see_all", "对照各单位自评", INSIDERS)
OPEN = Right("selfscore.open", "布置自评、重新试算", OFFICE)
FILL = Right("selfscore.fill", "填写本单位自评", APPRAISED)
SIGN = Right("selfscore.sign", "签批本单位自评", HEADS)
RETURN = Right("selfscore.return", "退回自评", OFFICE | HEADS)
