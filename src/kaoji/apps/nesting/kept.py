"""What this room gives to the archive of a cycle: which scorings fed it, and when that changed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Kept, Piece, keep_in_archive, table
from kaoji.apps.appraisals.models import Cycle


def keep() -> None:
    """Called once, when the application is ready."""
    keep_in_archive("nesting", kept=Kept(pieces=_pieces))


def _pieces(cycle: Cycle) -> Iterator[Piece]:
    heads = (
        _("编号"), _("哪一项"), _("下级方案"), _("取什么"), _("对应办法"), _("采用"),
        _("封存校验值"), _("依据"), _("经办"), _("指定"), _("状态"), _("停用"), _("为什么停用"),
    )  # fmt: skip
    rows = [
        (one.number, one.key, one.scheme_key, one.take, one.get_mapping_display(), one.run,
         one.run.digest, one.basis, one.by_name, one.at.isoformat(), one.get_state_display(),
         "" if one.ended_at is None else one.ended_at.isoformat(), one.why_ended)
        for one in cycle.feeds.select_related("run__cycle").order_by("number")
    ]  # fmt: skip
    if rows:
        yield Piece("nesting/feeds.csv", _("采用的下级结果"), table(heads, rows=rows))
