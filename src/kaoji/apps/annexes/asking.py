"""Under which keys of a cycle's scheme units list items of their own, and what the scheme says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from kaoji.apps.annexes.limits import WEIGHT
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.enums import ListKind
from kaoji.apps.facts.shapes import ITEM, NOTE, VALUE, RowColumn
from kaoji.apps.facts.sheets import lists_asked_by, plan_of_pack
from kaoji.engine.plan.nodes import Amount, Annex
from kaoji.engine.plinth.names import spoken_path

#: What people read beside a target; no scheme scores it.
NOTES = ("计量单位", "数据来源", "评价办法")
#: What is no part of a table: the item and its weight are in each, the figure comes later.
_APART = {ITEM, WEIGHT, VALUE, NOTE}


@dataclass(frozen=True, slots=True)
class Offered:
    """A key in a period under which units list their own items, as the scheme has it."""

    order: int
    key: str
    period: str
    clause: str
    supplier: str
    columns: tuple[RowColumn, ...]
    least: int | None = None
    most: int | None = None
    total: Fraction | None = None

    @property
    def title(self) -> str:
        """The last word of the key, and the period."""
        return f"{self.key.rsplit('/', 1)[-1]} {self.period}"

    @property
    def notes(self) -> tuple[RowColumn, ...]:
        """Columns for people, where the scheme has none of that name."""
        known = {one.name for one in self.columns}
        return tuple(RowColumn(name) for name in NOTES if name not in known)


def offered_in(cycle: Cycle) -> tuple[Offered, ...]:
    """All of them, in the order of the scheme; refused where it is no longer the one pinned."""
    return tuple(_offered(cycle))


def _offered(cycle: Cycle) -> Iterator[Offered]:
    scheme, order = cycle.scheme, 0
    owner = scheme.organisation_id
    lists = lists_asked_by(scheme.pack, digest=scheme.digest, period=cycle.period, owner=owner)
    ways = {
        spoken_path(path): node.way
        for path, node in plan_of_pack(scheme.pack, scheme.digest, owner).nodes.items()
        if isinstance(node.way, Annex)
    }
    for one in lists:
        way = ways.get(one.key)
        if one.kind != ListKind.PLAN or way is None:
            continue
        columns = tuple(column for column in one.columns if column.name not in _APART)
        for period in one.periods:
            order += 1
            yield Offered(
                order, one.key, period, one.clause, one.supplier, columns,
                _whole(way.least), _whole(way.most), _constant(way.points_sum),
            )  # fmt: skip


def _constant(amount: Amount | None) -> Fraction | None:
    """What the scheme itself says; what depends on parameters is held when it is scored."""
    found = amount.constant if amount is not None else None
    return found if isinstance(found, Fraction) else None


def _whole(amount: Amount | None) -> int | None:
    found = _constant(amount)
    return int(found) if found is not None and found.denominator == 1 else None


def told_of(one: Offered) -> str:
    """The limits of the scheme itself, in words."""
    parts = []
    if one.least is not None:
        parts.append(_("至少 {count} 项").format(count=one.least))
    if one.most is not None:
        parts.append(_("至多 {count} 项").format(count=one.most))
    if one.total is not None:
        parts.append(_("分值合计 {total}").format(total=one.total))
    return "，".join(parts) or _("方案没有写项数和合计")
