"""What this room gives to the archive of a cycle: its targets. Letters name the cycle
that they were made from, and are found by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Kept, Piece, keep_in_archive, table
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.targets.models import Line


def keep() -> None:
    """Called once, when the application is ready."""
    keep_in_archive("targets", kept=Kept(pieces=_pieces))


def _pieces(cycle: Cycle) -> Iterator[Piece]:
    lines = Line.objects.filter(indicator__assignment__cycle=cycle).select_related("indicator")
    found = list(lines.order_by("indicator__order", "order"))
    if not found:
        return
    heads = (_("指标"), _("周期"), _("单位"), _("拟定"), _("已发"), _("答复"), _("下达"))
    rows = [
        (one.indicator.key, one.indicator.period, one.name, one.proposal, one.sent,
         one.get_answer_display(), one.adopted)
        for one in found
    ]  # fmt: skip
    yield Piece("targets/targets.csv", _("目标下达"), table(heads, rows=rows))
