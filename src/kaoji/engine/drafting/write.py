"""The scheme as text: Chinese keys, the cell of the table beside each rule, nothing left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kaoji.engine.drafting.outline import Kind, Outline, Path, amount_of
from kaoji.engine.drafting.sentences import Way
from kaoji.engine.drafting.settle import Item, limit_in
from kaoji.engine.drafting.sheet import Cell
from kaoji.engine.drafting.sums import Sums
from kaoji.engine.feel.lexer import KEYWORDS, is_plain_name
from kaoji.engine.plinth.exact import HUNDRED, exact_text
from kaoji.engine.scheme.load.names import plain_key
from kaoji.engine.scheme.words import RESERVED

_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9（）_]*")
_LONGEST_KEY = 24


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of the scheme; `clauses`: the clause of an indicator's cell."""

    title: str
    key: str
    subject: str
    year: int
    basis: str
    sheet: str
    clauses: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Branch:
    """A node of the tree that is written: a group with what is in it, or an indicator."""

    name: str
    key: str
    item: Item | None = None
    path: Path = ()
    inside: list[_Branch] = field(default_factory=list)


def scheme_text(
    items: tuple[Item, ...], *, outline: Outline, sums: Sums, heading: Heading,
    unused: tuple[Cell, ...],
) -> str:  # fmt: skip
    """The whole text of the draft."""
    writer = _Writer(outline, sums=sums, heading=heading)
    lines = [*writer.head(), *writer.tree(items), *writer.vetoes(items), *_left(unused)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text as YAML reads it back; plain words stay plain."""
    if _PLAIN.fullmatch(text) and text not in ("是", "否", "真", "假"):
        return text
    return '"' + _one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _key(name: str, *, taken: set[str]) -> str:
    key = plain_key(name)[:_LONGEST_KEY].rstrip("_")
    if key in RESERVED or key in KEYWORDS or not is_plain_name(key):
        key = f"项_{key}"
    wanted, number = key, 1
    while key in taken:
        number += 1
        key = f"{wanted}_{number}"
    taken.add(key)
    return key


def _left(unused: tuple[Cell, ...]) -> Iterator[str]:
    if unused:
        yield ""
        yield "# 表里未用到的内容："
        for cell in unused:
            yield f"# {cell.address}：{_one_line(cell.text)}"


class _Writer:
    """Writes the parts; knows the tree, the sums and the clauses."""

    def __init__(self, outline: Outline, *, sums: Sums, heading: Heading) -> None:
        self._outline = outline
        self._sums = sums
        self._heading = heading

    def head(self) -> Iterator[str]:
        told = self._heading
        where = f"《{_one_line(told.basis)}》的工作表“{_one_line(told.sheet)}”"
        yield f"# 由{where}起草；出处后面是表里的单元格。"
        yield f"方案: {quoted(told.title)}"
        yield f"编号: {told.key}"
        yield f'版本: "{told.year}.1"'
        yield f"施行: {told.year}-01-01"
        yield f"依据: {quoted(told.basis)}"
        yield f"对象: {quoted(told.subject)}"
        if self._sums.full != HUNDRED:
            yield f"满分: {exact_text(self._sums.full)}"

    def tree(self, items: tuple[Item, ...]) -> Iterator[str]:
        yield "指标:"
        yield from self._inside(_tree(items), indent="  ")

    def _inside(self, branch: _Branch, *, indent: str) -> Iterator[str]:
        for one in branch.inside:
            if one.item is None:
                yield from self._group(one, indent=indent)
            else:
                yield from self._leaf(one, item=one.item, indent=indent)

    def _group(self, branch: _Branch, *, indent: str) -> Iterator[str]:
        cell = self._outline.groups[branch.path]
        yield f"{indent}# 出处：{cell.address}"
        yield f"{indent}{branch.key}:"
        inner = f"{indent}  "
        if branch.key != branch.name:
            yield f"{inner}名称: {quoted(branch.name)}"
        yield f"{inner}依据: {quoted(self._clause(cell))}"
        yield from (f"{inner}{line}" for line in self._worth(branch, cell=cell))
        yield f"{inner}指标:"
        yield from self._inside(branch, indent=f"{inner}  ")

    def _worth(self, branch: _Branch, *, cell: Cell) -> Iterator[str]:
        """What a group adds: its stated points, or beside the sum its members and their cap."""
        kinds = {one.kind for one in _items(branch)}
        if kinds in ({Kind.BONUS}, {Kind.DEDUCTION}):
            yield f"作用: {_ROLE[kinds.pop()]}"
            yield f"合成: {quoted(' + '.join(one.key for one in branch.inside))}"
            if limit := limit_in(cell.text):
                yield f"上限: {limit}"
        elif branch.path in self._sums.groups:
            yield f"分值: {exact_text(self._sums.groups[branch.path])}"

    def _clause(self, cell: Cell) -> str:
        return self._heading.clauses.get(cell.address) or f"{self._heading.sheet}!{cell.address}"

    def _leaf(self, branch: _Branch, *, item: Item, indent: str) -> Iterator[str]:
        yield from (f"{indent}# {line}" for line in _remarks(item))
        yield f"{indent}{branch.key}:"
        inner = f"{indent}  "
        if branch.key != branch.name:
            yield f"{inner}名称: {quoted(branch.name)}"
        yield f"{inner}依据: {quoted(self._clause(item.leaf.cell))}"
        if item.leaf.sources:
            told = "、".join(one.text for one in item.leaf.sources)
            yield f"{inner}责任单位: {quoted(told)}"
        yield from (f"{inner}{line}" for line in _rule(item, is_member=bool(branch.path)))

    def vetoes(self, items: tuple[Item, ...]) -> Iterator[str]:
        vetoes = [one for one in items if one.kind is Kind.VETO]
        if vetoes:
            yield "否决:"
        taken: set[str] = set()
        for item in vetoes:
            whom = "单位" if item.effect == "unit" else "单位, 主要负责人"
            yield from (f"  # {line}" for line in _remarks(item))
            key = _key(item.name, taken=taken)
            yield f"  {key}:"
            if key != item.name:
                yield f"    名称: {quoted(item.name)}"
            yield f"    机关: {quoted(item.authority)}"
            yield f"    领域: {quoted(_domain(item.name))}"
            yield f"    依据: {quoted(self._clause(item.leaf.cell))}"
            yield f"    效果: [{{取消评先: [{whom}]}}]"


_ROLE = {Kind.BONUS: "加分", Kind.DEDUCTION: "减分"}


def _domain(name: str) -> str:
    return re.sub(r"(?:实行)?一票否决(?:事项)?", "", name) or name


def _remarks(item: Item) -> Iterator[str]:
    """What the table says in its own words, with the cells."""
    leaf = item.leaf
    cells = [leaf.cell, *(one for one in (leaf.points,) if one), *leaf.rules]
    yield f"出处：{'、'.join(dict.fromkeys(one.address for one in cells))}"
    for word, found in (("序号", leaf.serials), ("计量单位", leaf.units), ("备注", leaf.remarks)):
        for cell in found:
            yield f"{word}：{_one_line(cell.text)}（{cell.address}）"
    if leaf.points is not None and amount_of(leaf.points.text) != item.points:
        yield f"分值栏：{_one_line(leaf.points.text)}（{leaf.points.address}）"
    for cell in leaf.rules:
        yield f"原文：{_one_line(cell.text)}"
    if item.is_open:
        yield "待议：列入起草会议的问题单"


def _rule(item: Item, *, is_member: bool) -> Iterator[str]:
    """Points and way of scoring, line by line."""
    if item.kind is Kind.BASE:
        yield f"分值: {_points(item.points)}"
        yield from _WAYS[item.told.way](item)
    else:
        yield from _beside(item, is_member=is_member)


def _points(points: Fraction | None) -> str:
    text = "待定" if points is None else exact_text(points)
    return quoted(text) if "/" in text else text


def _beside(item: Item, *, is_member: bool) -> Iterator[str]:
    if not is_member:
        yield f"作用: {_ROLE[item.kind]}"
    if item.told.way is Way.JUDGED:
        yield f"满分: {item.cap or '待定'}"
        yield "计分: 直接评分"
        return
    yield from _events(item)
    if item.cap:
        yield f"上限: {item.cap}"


def _events(item: Item) -> Iterator[str]:
    """An event list: the amount of one row, by what happened where there are several amounts."""
    findings = item.told.findings
    if len(findings) == 1:
        yield "条目: {}"
        yield f"每条: {findings[0][1]}"
        return
    words = [_finding(one) for one, _amount in findings]
    yield f"条目: {{情形: [{', '.join(map(quoted, words))}]}}"
    chain = findings[-1][1]
    for word, (_name, amount) in reversed(list(zip(words, findings, strict=True))[:-1]):
        chain = f'if 情形 = "{word}" then {amount} else {chain}'
    yield f"每条: {quoted(chain)}"


def _finding(words: str) -> str:
    return re.sub(r"[\"'\\]", "", words)


def _findings(item: Item) -> Iterator[str]:
    yield from _events(item)
    most = item.told.most
    yield f"计分: {{扣分: {{最多扣: {most}}}}}" if most else "计分: 扣分"


def _unit(item: Item) -> str:
    found = item.leaf.units[0].text if item.leaf.units else item.told.unit
    return re.sub(r"[^\w%]", "", found)


def _measured(item: Item) -> Iterator[str]:
    unit = _unit(item)
    if unit:
        yield f"单位: {quoted(unit)}"
    yield "范围: 0..100" if unit == "%" and item.told.way is Way.REACH else "范围: 0以上"


def _proportion(item: Item) -> Iterator[str]:
    yield from _measured(item)
    is_plain = item.cap in ("", "100%")
    yield (
        "计分: 按完成比例折算" if is_plain else (f"计分: {{按完成比例折算: {{封顶: {item.cap}}}}}")
    )


def _reach(item: Item) -> Iterator[str]:
    yield from _measured(item)
    told = item.told
    way = "按比例" if item.stepping == "share" else "整步"
    short = f'整步(最大({told.target} - 数值, 0), {told.every}, \\"{way}\\")'
    yield f'算式: "最大(满分 - {short} * {told.amount}, 0)"'


def _rank(item: Item) -> Iterator[str]:
    turned = "方向: 越低越好, " if item.direction == "lower" else ""
    yield f"计分: {{名次计分: {{{turned}每降一名减: {item.told.amount}, 最低: {item.told.most}}}}}"


def _yes_no(_item: Item) -> Iterator[str]:
    yield "类型: 是否"
    yield "计分: 是否"


def _judged(_item: Item) -> Iterator[str]:
    yield "计分: 直接评分"


_WAYS = {
    Way.FINDINGS: _findings, Way.PROPORTION: _proportion, Way.REACH: _reach, Way.RANK: _rank,
    Way.YES_NO: _yes_no, Way.JUDGED: _judged,
}  # fmt: skip


def _tree(items: tuple[Item, ...]) -> _Branch:
    """Groups in the order in which they come; bonuses stand directly in their first group."""
    root = _Branch("", "")
    pure = _pure(items)
    taken: dict[Path, set[str]] = {}
    for item in items:
        if item.kind is Kind.VETO:
            continue
        path = item.leaf.path[:1] if item.leaf.path[:1] in pure else item.leaf.path
        branch = root
        for depth in range(1, len(path) + 1):
            branch = _group_in(branch, path=path[:depth], taken=taken)
        key = _key(item.name, taken=taken.setdefault(path, set()))
        is_member = path in pure
        branch.inside.append(_Branch(item.name, key, item, path if is_member else ()))
    return root


def _pure(items: tuple[Item, ...]) -> set[Path]:
    """Top groups that only give or only take."""
    kinds: dict[Path, set[Kind]] = {}
    for item in items:
        if item.leaf.path and item.kind is not Kind.VETO:
            kinds.setdefault(item.leaf.path[:1], set()).add(item.kind)
    return {path for path, found in kinds.items() if len(found) == 1 and Kind.BASE not in found}


def _group_in(branch: _Branch, *, path: Path, taken: dict[Path, set[str]]) -> _Branch:
    for one in branch.inside:
        if one.item is None and one.path == path:
            return one
    key = _key(path[-1], taken=taken.setdefault(path[:-1], set()))
    made = _Branch(path[-1], key, path=path)
    branch.inside.append(made)
    return made


def _items(branch: _Branch) -> Iterator[Item]:
    for one in branch.inside:
        if one.item is not None:
            yield one.item
        yield from _items(one)
