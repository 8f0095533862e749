"""Who proposes and who confirms an archive, who takes the package away, who holds it against its
list.
"""

from __future__ import annotations

from kaoji.apps.appraisals.permissions import INSIDERS, SECONDS
from kaoji.web.access import Right
from kaoji.web.roles import OFFICE

SEE = Right("archiving.see", "查看考核归档", INSIDERS)
PROPOSE = Right("archiving.propose", "提请归档", OFFICE)
CONFIRM = Right("archiving.confirm", "第二人确认归档", SECONDS)
DOWNLOAD = Right("archiving.download", "下载考核归档包", OFFICE)
INSPECT = Right("archiving.inspect", "核对考核归档包", INSIDERS)
