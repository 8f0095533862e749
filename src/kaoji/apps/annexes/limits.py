"""What a unit has typed, held against the limits: each cell read exactly, each limit with what is
there and whether it is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from kaoji.apps.annexes.models import Annex, Item
from kaoji.apps.facts.enums import Mark
from kaoji.apps.facts.models import LONGEST_TEXT
from kaoji.apps.facts.reading import Fault, read_entry
from kaoji.apps.facts.shapes import ITEM, RowColumn
from kaoji.engine.facts.clean import clean
from kaoji.engine.plinth.exact import exact_text, parse_exact
from kaoji.web.files.secrecy import is_marked
from kaoji.web.lists.export import DANGEROUS
from kaoji.web.unseen import fault_in

WEIGHT = "分值"
#: More lines than this of a kind are not named at once; how many there are is.
NAMED_AT_ONCE = 5
_WEIGHT = RowColumn(WEIGHT, kind="number", measure="分", low="0", is_required=True)
_ITEM = RowColumn(ITEM, is_required=True)


@dataclass(frozen=True, slots=True)
class Row:
    """An item as it is typed."""

    name: str = ""
    weight: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(map(clean, (self.name, self.weight, *self.cells.values())))

    def text(self, column: str) -> str:
        """What stands in a column."""
        told = {ITEM: self.name, WEIGHT: self.weight}
        return clean(told.get(column, self.cells.get(column, "")))

    @classmethod
    def of(cls, item: Item) -> Row:
        """An item that is kept."""
        return cls(item.name, item.weight, {key: str(one) for key, one in item.cells.items()})


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in words, what is there, and whether it is met."""

    title: str
    told: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Read:
    """Rows read: exact texts of those that may stand, faults by line and column, and the limits."""

    rows: tuple[Row, ...]
    faults: Mapping[tuple[int, str], Fault]
    limits: tuple[Limit, ...]
    total: Fraction

    @property
    def unmet(self) -> tuple[Limit, ...]:
        """What is not met yet."""
        return tuple(one for one in self.limits if not one.is_met)


def columns_of(annex: Annex) -> tuple[RowColumn, ...]:
    """All columns of a table in their order."""
    return (_ITEM, _WEIGHT, *annex.shapes)


def unsafe(text: str) -> Fault | None:
    """Why a text is not even kept as a draft."""
    if len(text) > LONGEST_TEXT:
        return Fault(_("超过 {most} 个字").format(most=LONGEST_TEXT), _("写短一些"))
    if is_marked(text):
        return Fault(_("带有密级标志"), _("涉密内容不得填入本系统，请删去后用其他方式办理"))
    hidden = fault_in(text, is_name=False)
    if hidden:
        return Fault(hidden.rstrip("。"))
    if text.startswith(DANGEROUS) and parse_exact(text) is None:
        return Fault(
            _("文字不能以“{sign}”开头").format(sign=text[0]), _("这像一个公式，请去掉这个符号")
        )
    return None


def read_table(annex: Annex, rows: Sequence[Row]) -> Read:
    """Read all lines at once; blank ones count for nothing."""
    columns = columns_of(annex)
    told: list[Row] = []
    faults: dict[tuple[int, str], Fault] = {}
    weights: list[tuple[int, Fraction]] = []
    for line, row in enumerate(rows, start=1):
        if row.is_blank:
            continue
        exact: dict[str, str] = {}
        for column in columns:
            read = _cell(row.text(column.name), column=column)
            if isinstance(read, Fault):
                faults[line, column.name] = read
            exact[column.name] = "" if isinstance(read, Fault) else read
        weight = parse_exact(exact[WEIGHT])
        if weight is not None:
            weights.append((line, weight))
        name, points = exact.pop(ITEM), exact.pop(WEIGHT)
        told.append(Row(name, points, {key: text for key, text in exact.items() if text}))
    total = sum((weight for _line, weight in weights), Fraction(0))
    count = sum(not one.is_blank for one in rows)
    limits = tuple(_limits(annex, rows=rows, count=count, weights=weights, faults=faults))
    return Read(tuple(told), faults, limits, total)


def _cell(text: str, *, column: RowColumn) -> str | Fault:
    if not text:
        missing = Fault(_("这里要填"), _("可写 ") + "、".join(column.options)
                        if column.options else "")  # fmt: skip
        return missing if column.is_required else ""
    fault = unsafe(text)
    if fault is not None:
        return fault
    read = read_entry(text, column=column)
    if isinstance(read, Fault):
        return read
    if read.mark != Mark.VALUE:
        return Fault(_("这里不写“{word}”").format(word=text), _("没有的空着"))
    return read.value


def _limits(
    annex: Annex,
    *,
    rows: Sequence[Row],
    count: int,
    weights: Sequence[tuple[int, Fraction]],
    faults: Mapping[tuple[int, str], Fault],
) -> Iterator[Limit]:
    yield _count(annex, count=count)
    if annex.total:
        yield _total(annex, total=sum((one for _line, one in weights), Fraction(0)))
    if annex.least_weight or annex.most_weight:
        yield _each(annex, weights=weights)
    yield _once(rows)
    yield _filled(faults)


def _count(annex: Annex, *, count: int) -> Limit:
    title = (
        _("列 {least} 项").format(least=annex.least)
        if annex.least == annex.most
        else _("列 {least} 到 {most} 项").format(least=annex.least, most=annex.most)
    )
    told = _("现有 {count} 项").format(count=count)
    if count < annex.least:
        told += _("，还差 {count} 项").format(count=annex.least - count)
    elif count > annex.most:
        told += _("，多了 {count} 项").format(count=count - annex.most)
    return Limit(title, told, annex.least <= count <= annex.most)


def _total(annex: Annex, *, total: Fraction) -> Limit:
    wanted = parse_exact(annex.total) or Fraction(0)
    title = _("分值合计不超过 {total}") if annex.is_at_most else _("分值合计应为 {total}")
    told = _("现为 {total}").format(total=exact_text(total))
    is_met = total <= wanted if annex.is_at_most else total == wanted
    if total < wanted and not is_met:
        told += _("，还差 {points}").format(points=exact_text(wanted - total))
    elif total > wanted:
        told += _("，多了 {points}").format(points=exact_text(total - wanted))
    return Limit(title.format(total=annex.total), told, is_met)


def _each(annex: Annex, *, weights: Sequence[tuple[int, Fraction]]) -> Limit:
    low, high = parse_exact(annex.least_weight), parse_exact(annex.most_weight)
    title = (
        _("每项分值在 {low} 到 {high} 之间").format(low=annex.least_weight, high=annex.most_weight)
        if low is not None and high is not None
        else _("每项分值不高于 {high}").format(high=annex.most_weight)
        if high is not None
        else _("每项分值不低于 {low}").format(low=annex.least_weight)
    )
    outside = [
        _("第 {line} 行是 {points}").format(line=line, points=exact_text(one))
        for line, one in weights
        if (low is not None and one < low) or (high is not None and one > high)
    ]
    return Limit(title, _named(outside) or _("都在范围内"), not outside)


def _once(rows: Sequence[Row]) -> Limit:
    lines: dict[str, list[int]] = {}
    for line, row in enumerate(rows, start=1):
        if row.text(ITEM):
            lines.setdefault(row.text(ITEM), []).append(line)
    twice = [
        _("第 {lines} 行都是“{name}”").format(lines="、".join(map(str, found)), name=name)
        for name, found in lines.items()
        if len(found) > 1
    ]
    return Limit(_("事项不重复"), _named(twice) or _("没有重复"), not twice)


def _filled(faults: Mapping[tuple[int, str], Fault]) -> Limit:
    wrong = [
        _("第 {line} 行“{column}”{why}").format(line=line, column=column, why=fault.reason)
        for (line, column), fault in faults.items()
    ]
    return Limit(_("每一格都读得出，必填的都填了"), _named(wrong) or _("都填好了"), not wrong)


def _named(parts: Sequence[str]) -> str:
    told = "；".join(parts[:NAMED_AT_ONCE])
    more = len(parts) - NAMED_AT_ONCE
    return told + _("；另有 {count} 处").format(count=more) if more > 0 else told
