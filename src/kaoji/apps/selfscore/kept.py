"""What this room gives to the archive of a cycle: self-scores with reasons and what proves them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Kept, Piece, keep_in_archive, table
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.selfscore.models import Line


def keep() -> None:
    """Called once, when the application is ready."""
    keep_in_archive("selfscore", kept=Kept(pieces=_pieces))


def _pieces(cycle: Cycle) -> Iterator[Piece]:
    heads = (
        _("单位"), _("周期"), _("指标"), _("依据"), _("满分"), _("自评分"), _("扣分理由"),
        _("试算"), _("佐证"), _("状态"), _("签批人"),
    )  # fmt: skip
    lines = Line.objects.filter(sheet__round__cycle=cycle).select_related("sheet__round")
    rows = [
        (one.sheet.unit_name, one.sheet.round.period, one.name, one.clause, one.full, one.points,
         one.reason, one.tried, "、".join(proof.name for proof in one.proofs.all()),
         one.sheet.get_state_display(), one.sheet.signed_name)
        for one in lines.prefetch_related("proofs").order_by("sheet__round", "sheet", "number")
    ]  # fmt: skip
    if rows:
        yield Piece("selfscore/lines.csv", _("自评"), table(heads, rows=rows))
