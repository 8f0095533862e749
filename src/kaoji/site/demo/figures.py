"""What the county's figures are: which sheets there are, and what stands in each cell.

A value follows from its place by a digest, so that the same county comes out every time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kaoji.apps.facts.sheets import Asked
from kaoji.site.demo import people as cast

#: The pinned schemes, the group that each appraises, and who gives what has no supplier in it.
SCHEMES = (
    ("zhengding-towns@2016.1", cast.TOWNSHIPS, cast.OFFICE),
    ("zhengding-departments@2016.1", cast.DEPARTMENTS, cast.OFFICE),
    ("bureau-units@2008.1", cast.SECTIONS, cast.AUDIT_BUREAU),
)
#: What schemes call those who supply figures, and what they are called here.
_CALLED_HERE = {
    "发改局": cast.PLANNING, "人社局": "人力资源和社会保障局", "绩效办": cast.OFFICE,
    "政府办": "政府办公室",
}  # fmt: skip


def supplier_here(asked: Asked, *, otherwise: str) -> str:
    """The unit here that gives a figure; older names stand in brackets behind the present one."""
    name = asked.supplier.split("（")[0].removeprefix("县")
    return _CALLED_HERE.get(name, name) or otherwise


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: what a supplier gives about a group in a period."""

    pack: str
    group: str
    supplier: str
    period: str
    columns: tuple[Asked, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the sheet is called: by its one indicator, or by how much it asks for."""
        keys = [*(one.key for one in self.columns), *self.lists]
        words = list(dict.fromkeys(key.rsplit("/", 1)[-1] for key in keys))
        told = "、".join(words) if len(words) <= 2 else f"{words[0]}等{len(words)}项"
        return f"{self.group.removesuffix('组')}{told}"


def sheets_of(
    asked: tuple[Asked, ...], *, pack: str, group: str, otherwise: str
) -> Iterator[SheetPlan]:
    """The sheets of a year: one for each supplier and period."""
    found: dict[tuple[str, str], list[Asked]] = {}
    for one in asked:
        for period in one.periods:
            found.setdefault((supplier_here(one, otherwise=otherwise), period), []).append(one)
    for (supplier, period), columns in found.items():
        yield SheetPlan(pack, group, supplier, period, tuple(columns))


def opens_on(period: str) -> date:
    """When a period is asked for: after it is over."""
    year, part = int(period[:4]), period[4:]
    return {
        "Q1": date(year, 4, 7),
        "Q2": date(year, 7, 7),
        "Q3": date(year, 10, 13),
        "Q4": date(year + 1, 1, 12),
        "中期评估": date(year, 7, 7),
        "年终评估": date(year + 1, 1, 12),
    }.get(part, date(year + 1, 1, 19))


def drawn(*place: object, least: int, most: int) -> int:
    """A whole number from a place, the same every time."""
    told = hashlib.sha256("\0".join(map(str, place)).encode("utf-8")).digest()
    return least + int.from_bytes(told[:8], "big") % (most - least + 1)


#: A half-year's targets: from, to.
_TARGETS = {
    "财政收入": (2400, 5200),
    "固定资产投资": (6000, 15_000),
    "招商引资": (2500, 9000),
    "农民人均纯收入": (9800, 16_500),
}
#: Not added up over the year.
_STANDS = frozenset({"农民人均纯收入"})
#: One cell in so many says that the figure is missing (缺).
_MISSING_EVERY = 61


def typed_in(asked: Asked, *, unit: str, period: str) -> str:
    """What the supplier types for a unit."""
    word = asked.key.rsplit("/", 1)[-1]
    if word == "全县倒数名次":
        return "不适用"
    is_target = asked.field == "目标"
    if (
        not is_target
        and drawn("missing", unit, asked.key, period, least=1, most=_MISSING_EVERY) == 1
    ):
        return "缺"
    if asked.field in ("目标", "数值") and asked.measure not in ("%", "分"):
        target = _target(word, unit=unit, period=period)
        share = drawn("share", unit, asked.key, period, least=88, most=112)
        return str(target if is_target else target * share // 100)
    tenths = drawn(unit, asked.key, period, least=780, most=985)
    return f"{tenths // 10}.{tenths % 10}"


def _target(word: str, *, unit: str, period: str) -> int:
    least, most = _TARGETS.get(word, (100, 100))
    half = drawn("target", unit, word, period[:4], least=least, most=most)
    is_whole_year = period.endswith("年终评估") and word in _TARGETS and word not in _STANDS
    return half * 2 if is_whole_year else half
