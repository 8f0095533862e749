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

TOWN_SCHEME = "zhengding-towns@2016.1"
#: The county has made the pack of departments its own, and has revised it in the middle of 2026.
DEPARTMENT_PACK = "zhengding-departments@2016.1"
DEPARTMENT_KEY = "hean-departments"
DEPARTMENT_SCHEME = f"own:{DEPARTMENT_KEY}@2025.1"
REVISED_SCHEME = f"own:{DEPARTMENT_KEY}@2026.2"
SECTION_SCHEME = "bureau-units@2008.1"
BODY_SCHEME = "feicheng-bodies@2013.1"
PROJECT_SCHEME = "qitai-projects@2013.1"
#: The county's own hand; fed by the projects.
SUPERVISED_KEY = "hean-supervised"
SUPERVISED_SCHEME = f"own:{SUPERVISED_KEY}@2025.1"
#: Wards are appraised by the month; of one month it is told how it went.
HOSPITAL_SCHEME = "hospital-departments@2016.1"
MONTH = "2025-12"
#: The pinned schemes, the group that each appraises, and who gives what has no supplier in it.
SCHEMES = (
    (TOWN_SCHEME, cast.TOWNSHIPS, cast.OFFICE),
    (DEPARTMENT_SCHEME, cast.DEPARTMENTS, cast.OFFICE),
    (SECTION_SCHEME, cast.SECTIONS, cast.AUDIT_BUREAU),
    (BODY_SCHEME, cast.BODIES, cast.OFFICE),
    (PROJECT_SCHEME, cast.PROJECTS, cast.OFFICE),
    (SUPERVISED_SCHEME, cast.DEPARTMENTS, cast.OFFICE),
    (HOSPITAL_SCHEME, cast.WARD_GROUP, cast.OFFICE),
)
#: What schemes call those who supply figures, and what they are called here.
_CALLED_HERE = {
    "发改局": cast.PLANNING, "人社局": "人力资源和社会保障局", "绩效办": cast.OFFICE,
    "政府办": "政府办公室", "发改委": cast.PLANNING, "评估工作组": cast.OFFICE,
    "绩效办会同发改委": cast.OFFICE, "市编办": cast.OFFICE, "监察室": cast.DISCIPLINE,
    "质量管理办公室": cast.OFFICE,
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
    columns: tuple[Asked, ...]
    lists: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the sheet is called: by its one indicator, or by how much it asks for."""
        if self.lists:
            words = [one.rsplit("/", 1)[-1] for one in self.lists]
            told = "、".join(words if len(words) > 1 else self.lists)
            return f"{self.group.removesuffix('组')}{told}"
        words = list(dict.fromkeys(one.key.rsplit("/", 1)[-1] for one in self.columns))
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


def lists_of(pack: str, *, group: str, year: str) -> Iterator[SheetPlan]:
    """The office's own lists of a year: honours and faults once, marks of leaders twice; what
    departments are honoured for they claim themselves.
    """
    for lists in YEARLY_LISTS.get(pack, ()):
        yield SheetPlan(pack, group, cast.OFFICE, year, (), lists)
    if pack in (TOWN_SCHEME, DEPARTMENT_SCHEME):
        for part in ("中期评估", "年终评估"):
            yield SheetPlan(pack, group, cast.OFFICE, f"{year}{part}", (), ("领导评估",))


#: Polls of the bodies that are taken; the others weigh nothing here.
POLLS = ("编办主评", "服务对象助评", "干部职工评议")
#: The forms by which wards are looked at, each on a sheet of its own.
_FORMS = {
    "医务考核表": ("核心制度", "病历质量", "诊疗安全"),
    "护理考核表": ("分级护理", "护理文书", "病区管理"),
    "院感考核表": ("手卫生", "消毒隔离", "医疗废物"),
    "药事考核表": ("合理用药", "药品管理"),
}
_POLLS_UNDER = "社会评议/履职评议和社会评议"
#: Lists on one sheet each.
YEARLY_LISTS: dict[str, tuple[tuple[str, ...], ...]] = {
    TOWN_SCHEME: (("加分", "减分"),),
    DEPARTMENT_SCHEME: (("减分",),),
    HOSPITAL_SCHEME: tuple(
        tuple(f"质量与安全考核/{form}/{one}" for one in items) for form, items in _FORMS.items()
    ),
    BODY_SCHEME: (("评估环节",), tuple(f"{_POLLS_UNDER}/{one}" for one in POLLS)),
}


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
#: How many institutions a body has below it, and how many of them were looked at.
_KNOWN = {"下属事业单位数": "3", "抽查下属单位数": "1"}
#: Two sections come out level, and above all others.
_LIKE = {"投资审计科": "财政审计科"}
_STRONG = "财政审计科"
#: One cell in so many says that the figure is missing (缺).
_MISSING_EVERY = 61


def typed_in(asked: Asked, *, unit: str, period: str) -> str:
    """What the supplier types for a unit; now and then that the figure is missing."""
    unit = _LIKE.get(unit, unit)
    lot = drawn("missing", unit, asked.key, period, least=1, most=_MISSING_EVERY)
    return "缺" if asked.field != "目标" and lot == 1 else true_of(asked, unit=unit, period=period)


def true_of(asked: Asked, *, unit: str, period: str) -> str:
    """The figure as it is, whether or not the supplier has it yet."""
    word, unit = asked.key.rsplit("/", 1)[-1], _LIKE.get(unit, unit)
    if word == "全县倒数名次":
        return "不适用"
    if word in _KNOWN:
        return _KNOWN[word]
    if asked.measure == "分" and asked.high not in ("", "100"):
        return _of_few(asked, unit=unit, period=period)
    is_target = asked.field == "目标"
    if asked.field in ("目标", "数值") and asked.measure not in ("%", "分"):
        target = _target(word, unit=unit, period=period)
        share = drawn("share", unit, asked.key, period, least=88, most=112)
        return str(target if is_target else target * share // 100)
    tenths = drawn(unit, asked.key, period, least=930 if unit == _STRONG else 780, most=985)
    return f"{tenths // 10}.{tenths % 10}"


def _of_few(asked: Asked, *, unit: str, period: str) -> str:
    """Of a few points three quarters or more, in quarters."""
    whole = int(asked.high) * 4
    quarters = drawn(unit, asked.key, period, least=whole * 3 // 4, most=whole)
    return f"{quarters // 4}.{quarters % 4 * 25:02}"


def target_of(key: str, *, unit: str, period: str) -> str:
    """The target of a key as it is handed down."""
    return str(_target(key.rsplit("/", 1)[-1], unit=unit, period=period))


def _target(word: str, *, unit: str, period: str) -> int:
    least, most = _TARGETS.get(word, (100, 100))
    half = drawn("target", unit, word, period[:4], least=least, most=most)
    is_whole_year = period.endswith("年终评估") and word in _TARGETS and word not in _STANDS
    return half * 2 if is_whole_year else half
