"""What this room gives to the archive of a cycle: claims with what was decided, and letters."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Kept, Piece, keep_in_archive, table
from kaoji.apps.appraisals.models import Cycle


def keep() -> None:
    """Called once, when the application is ready."""
    keep_in_archive("claims", kept=Kept(pieces=_pieces))


def _pieces(cycle: Cycle) -> Iterator[Piece]:
    yield from _claims(cycle)
    yield from _letters(cycle)


def _claims(cycle: Cycle) -> Iterator[Piece]:
    heads = (
        _("编号"), _("单位"), _("申报什么"), _("文号"), _("佐证"), _("申报"), _("状态"),
        _("认定意见"), _("认定人"),
    )  # fmt: skip
    rows = [
        (one.number, one.unit_name, one.key, one.paper, one.proof, one.by_name,
         one.get_state_display(), one.decision, one.decided_name)
        for one in cycle.claims.order_by("number")
    ]  # fmt: skip
    if rows:
        yield Piece("claims/claims.csv", _("加减分申报和认定"), table(heads, rows=rows))


def _letters(cycle: Cycle) -> Iterator[Piece]:
    heads = (_("事项"), _("会签机关"), _("发函"), _("答复期限"), _("答复情况"))
    rows = [
        (one.key, one.body_name, one.at.isoformat(), one.task.due_on,
         one.task.get_state_display())
        for one in cycle.letters.select_related("task")
    ]  # fmt: skip
    if rows:
        yield Piece("claims/letters.csv", _("否决会签"), table(heads, rows=rows))
