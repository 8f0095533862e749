"""Where each row of the two catalogues of requirements stands: `docs/catalogue.md`.

`tools/catalogue.yaml` gives a row our own term and its anchors: the line of a pack that models it,
or the page of the office where it is done (a route of a room, a heading of the guide).
A row that is nowhere, twice, or whose anchor is dead or fits several lines stops the printing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kaoji.engine.scheme.source import Block, Listing, Node, Scalar, read_file
from tools.source import ROOT

DATA = ROOT / "tools" / "catalogue.yaml"
PACKS = "src/kaoji/packs/schemes"
OFFICE = "src/kaoji/apps"
GUIDE = "docs/guide/"

#: The schemes and rows that must all stand in the data, once each.
SCHEMES = (*(f"S{n}" for n in range(1, 9)), *(f"SC-{n}" for n in range(1, 15)))
ROWS = (*(f"A-{n:03}" for n in range(1, 322)), *(f"B-{n:03}" for n in range(1, 309)))

#: The rooms that rows may wait for, with what a reader is told of each.
ROOMS = {
    "流程": "办件、审批、期限、任务和阶段的流转",
    "公文": "责任书、通知、简报、报告、公告等文书",
    "台账": "名录、登记簿、档案和制度库",
    "问卷": "社会问卷、访谈、第三方评议和评价器",
    "办公": "会务、印章、信箱、学习、培训和值班",
}

#: Keys that a path need not name: an indicator is reached by its name, however deep it stands.
_SILENT = ("指标", "内容")
_ROUTE = re.compile(r"(?P<room>[a-z]+):(?P<route>[a-z-]+)")
_RANGE = re.compile(r"(?P<letter>[AB])-(?P<first>\d{3})\.\.(?P=letter)-(?P<last>\d{3})")

HEAD = """# 目录对照 · Where each row of the catalogues stands

两份需求目录的每一行（A-001 至 A-321，B-001 至 B-308）在本页出现一次：
落在哪个方案包的哪一行，在办公室的哪个房间办，或者等哪个房间，或者没有建模。用语是我们自己的。
链接里的「包:行」都在 `src/kaoji/packs/schemes` 下；「房间:网址名」是 `src/kaoji/apps` 下
那个房间的一个页面或动作，`docs/guide` 的是使用说明的一节。
「部分」的行，位置是已经有的，「还缺」是没有的。
本页由程序打印（`make catalogue`），行号、网址名和标题现查。
*Every row of the two catalogues of requirements stands here once: the line of a pack that models
it, the room of the office where it is done, the room that it waits for, or why it is not modelled.
This page is printed from `tools/catalogue.yaml`; lines, routes and headings are looked up, and
a dead or ambiguous anchor stops the printing.*
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with our term; with anchors it is done or modelled, with a lack in part or not."""

    id: str
    term: str
    anchors: tuple[str, ...] = ()
    lack: str = ""

    @property
    def state(self) -> str:
        """Where the row stands, by a key of `STATES`."""
        if not self.anchors:
            return "未建模"
        if self.lack:
            return "部分"
        return "已有" if any(is_of_office(one) for one in self.anchors) else "已建模"


#: How a row that waits for no room may stand, with what a reader is told of it.
STATES = {
    "已有": "办公室的房间里办得成，位置写着哪个房间",
    "已建模": "方案包算得出，每个锚点都有行号",
    "部分": "「还缺」写明少什么",
    "未建模": "「还缺」写明原因",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One scheme of the catalogues, or rows that belong to none (their id is empty)."""

    id: str
    name: str
    packs: tuple[str, ...]
    rows: tuple[Row, ...]
    waits: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an anchor leads: a file of the project and a line, if it is one."""

    file: str
    line: int | None = None

    @property
    def link(self) -> str:
        """The place as a link from the page's folder."""
        shown = self.file.removeprefix(f"{PACKS}/").removesuffix(".yaml")
        if self.line is None:
            return f"[{shown}](../{self.file})"
        return f"[{shown}:{self.line}](../{self.file}#L{self.line})"


# --- reading ----------------------------------------------------------------------------------


def read_parts(path: Path) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The data and what is wrong with its text."""
    tree, problems = read_file(path)
    told = tuple(f"{path.name}:{one.place.line} {one.message}" for one in problems)
    if not isinstance(tree, Block):
        return (), told or (f"{path.name}: not a block",)
    parts = (*_parts(tree.get("schemes"), named=True), *_parts(tree.get("others"), named=False))
    return parts, told


def _parts(node: Node | None, *, named: bool) -> Iterator[Part]:
    for key, value in _entries(node):
        name = _text(value.get("name")) if isinstance(value, Block) and named else key
        yield Part(
            id=key if named else "",
            name=name,
            packs=_texts(_under(value, "packs")),
            rows=tuple(_row(one, node) for one, node in _entries(_under(value, "rows"))),
            waits=tuple(
                (room, tuple(one for text in _texts(ids) for one in expanded(text)))
                for room, ids in _entries(_under(value, "waits"))
            ),
        )


def _row(key: str, node: Node) -> Row:
    """`[term, anchor, …]`; a block of term, at and lacks where something is missing."""
    if isinstance(node, Block):
        lack = _text(node.get("lacks"))
        return Row(key, _text(node.get("term")), anchors=_texts(node.get("at")), lack=lack)
    term, *anchors = _texts(node) or ("",)
    return Row(key, term, anchors=tuple(anchors))


def expanded(text: str) -> tuple[str, ...]:
    """The ids of a range `A-130..A-146`; else the one id itself."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return (text,)
    first, last = int(found["first"]), int(found["last"])
    return tuple(f"{found['letter']}-{n:03}" for n in range(first, last + 1))


def _entries(node: Node | None) -> tuple[tuple[str, Node], ...]:
    if not isinstance(node, Block):
        return ()
    return tuple((entry.key.text, entry.value) for entry in node.entries)


def _under(node: Node, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Block) else None


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(_text(item) for item in node.items) if isinstance(node, Listing) else ()


# --- anchors ----------------------------------------------------------------------------------


def spot_of(anchor: str, *, packs: tuple[str, ...]) -> Spot | None:
    """Where the anchor leads; `None` when it leads nowhere, or to several lines."""
    spots = spots_of(anchor, packs=packs)
    return spots[0] if len(spots) == 1 else None


def spots_of(anchor: str, *, packs: tuple[str, ...]) -> tuple[Spot, ...]:
    """Every place that the anchor may mean; of a good one there is one."""
    if is_of_office(anchor):
        return tuple(_in_office(anchor))
    first, _, rest = anchor.partition(" ")
    if first.startswith(("src/", "docs/", "tests/")):
        return _in_file(first, words=rest)
    within = _packs_of(first, packs=packs) if rest else packs
    if len(within) != 1:
        return tuple(Spot(f"{PACKS}/{pack}.yaml") for pack in within)
    lines = _lines_of(_tree(within[0]), path=rest or first)
    return tuple(Spot(f"{PACKS}/{within[0]}.yaml", line) for line in lines)


def is_of_office(anchor: str) -> bool:
    """Whether it leads into the office: `targets:adopt`, or to a heading of the guide."""
    return anchor.startswith(GUIDE) or _ROUTE.fullmatch(anchor) is not None


def _in_office(anchor: str) -> Iterator[Spot]:
    """Every route of the room, or heading of the guide, that has exactly this name."""
    route = _ROUTE.fullmatch(anchor)
    if route is None:
        name, _, heading = anchor.partition(" ")
        yield from (Spot(name) for one in _headings(ROOT / name) if one == heading)
        return
    given = re.compile(rf'path\(\s*"[^"]*",\s*[\w.]+,\s*name="{route["route"]}"')
    for path in sorted((ROOT / OFFICE / route["room"]).glob("*urls.py")):
        found = given.findall(path.read_text(encoding="utf-8"))
        yield from (Spot(path.relative_to(ROOT).as_posix()) for _ in found)


def _headings(path: Path) -> tuple[str, ...]:
    """The headings of a page; none where there is no page."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return tuple(one.lstrip("#").strip() for one in lines if one.startswith("#"))


def _packs_of(word: str, *, packs: tuple[str, ...]) -> tuple[str, ...]:
    """`towns` of `zhengding/towns`, or another scheme's pack by its whole name."""
    return (word,) if "/" in word else tuple(one for one in packs if one.endswith(f"/{word}"))


def _in_file(name: str, *, words: str) -> tuple[Spot, ...]:
    path = ROOT / name
    if not path.is_file():
        return ()
    if not words:
        return (Spot(name),)
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Spot(name, number) for number, line in enumerate(lines, 1) if words in line)


@cache
def _tree(pack: str) -> Node | None:
    return read_file(ROOT / PACKS / f"{pack}.yaml")[0]


def _lines_of(tree: Node | None, *, path: str) -> tuple[int | None, ...]:
    """Follow the path from key to key, and in lists by number, name or words of the sentence.

    A step that may mean several things ends the path with all of them.
    """
    node = tree
    lines: tuple[int | None, ...] = ()
    for step in path.split("/"):
        found = tuple(_named(node, name=step))
        lines = tuple(line for line, _node in found)
        if len(found) != 1:
            break
        node = found[0][1]
    return lines


def _named(node: Node | None, *, name: str) -> Iterator[tuple[int | None, Node]]:
    """What the name may stand for here: a key, an indicator below, an item of a list."""
    if isinstance(node, Listing):
        items = (item for item in node.items if _is_meant(item, name=name))
        yield from ((item.place.line, item) for item in items)
    elif isinstance(node, Block):
        entry = node.entry(name)
        here = () if entry is None else ((entry.key.place.line, entry.value),)
        yield from (*here, *_indicators(node, name=name))


def _indicators(node: Node, *, name: str) -> Iterator[tuple[int | None, Node]]:
    """The indicators of that name, at any depth."""
    for inner in (_under(node, key) for key in _SILENT):
        for entry in inner.entries if isinstance(inner, Block) else ():
            if entry.key.text == name:
                yield entry.key.place.line, entry.value
            yield from _indicators(entry.value, name=name)


def _is_meant(item: Node, *, name: str) -> bool:
    if isinstance(item, Scalar):
        return item.text == name
    return isinstance(item, Block) and (
        name in (_text(item.get("编号")), _text(item.get("名称")))
        or name in _text(item.get("说明"))
    )


# --- what is wrong ----------------------------------------------------------------------------


def faults_of(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Ids missing, unknown or twice; rooms unknown; anchors astray; rows that say nothing."""
    schemes = Counter(part.id for part in parts if part.id)
    return (
        *_miscounted(schemes, expected=SCHEMES),
        *_miscounted(Counter(_ids_of(parts)), expected=ROWS),
        *(f"{room}: no such room" for part in parts for room, _ in part.waits if room not in ROOMS),
        *_mute(parts),
        *_astray(parts),
    )


def _ids_of(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield from (row.id for row in part.rows)
        yield from (one for _, ids in part.waits for one in ids)


def _miscounted(counted: Mapping[str, int], *, expected: tuple[str, ...]) -> Iterator[str]:
    for one in expected:
        if counted.get(one, 0) != 1:
            yield f"{one}: stands {counted.get(one, 0)} times"
    yield from (f"{one}: unknown" for one in counted if one not in expected)


def _mute(parts: tuple[Part, ...]) -> Iterator[str]:
    for row in (row for part in parts for row in part.rows):
        if not row.term or not (row.anchors or row.lack):
            yield f"{row.id}: needs a term, and an anchor or what it lacks"


def _astray(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        for row in part.rows:
            for anchor in row.anchors:
                count = len(spots_of(anchor, packs=part.packs))
                if count != 1:
                    yield f"{row.id}: {'ambiguous' if count else 'dead'} anchor {anchor!r}"
        yield from (f"{pack}: no such pack" for pack in part.packs if _tree(pack) is None)


# --- printing ---------------------------------------------------------------------------------


def catalogue_page() -> str:
    """The whole page; whatever is wrong with the data is told instead, all of it at once."""
    parts, told = read_parts(DATA)
    faults = (*told, *faults_of(parts))
    if faults:
        raise SystemExit("\n".join(("tools/catalogue.yaml:", *faults)))
    sections = (*_overview(parts), *(line for part in parts for line in _section(part)))
    return "\n".join((HEAD, *sections)).rstrip("\n") + "\n"


def _overview(parts: tuple[Part, ...]) -> Iterator[str]:
    counts = Counter(row.state for part in parts for row in part.rows)
    yield "| 状况 | 行数 | 意思 |"
    yield "|---|---|---|"
    yield from (f"| {state} | {counts[state]} | {told} |" for state, told in STATES.items())
    for room, meaning in ROOMS.items():
        count = sum(len(ids) for part in parts for name, ids in part.waits if name == room)
        yield f"| 等{room} | {count} | {meaning} |"
    yield ""


def _section(part: Part) -> Iterator[str]:
    yield f"## {part.id} {part.name}" if part.id else f"## {part.name}"
    yield ""
    if part.id:
        files = [Spot(f"{PACKS}/{pack}.yaml").link for pack in part.packs]
        yield f"方案包：{'、'.join(files) or '没有'}"
        yield ""
    if part.rows:
        yield "| 行 | 用语 | 位置 | 还缺 |"
        yield "|---|---|---|---|"
        yield from (_line(row, packs=part.packs) for row in part.rows)
        yield ""
    for room, ids in part.waits:
        yield f"等{room}：{' '.join(ids)}"
        yield ""


def _line(row: Row, *, packs: tuple[str, ...]) -> str:
    lack = row.lack if row.anchors else f"未建模：{row.lack}"
    return f"| {row.id} | {row.term} | {'<br>'.join(_places(row, packs=packs))} | {lack} |"


def _places(row: Row, *, packs: tuple[str, ...]) -> Iterator[str]:
    """A link a line, with the names that stand there; into the office by their whole names."""
    names: dict[Spot, list[str]] = {}
    for anchor in row.anchors:
        spot = spot_of(anchor, packs=packs)
        if spot is not None and is_of_office(anchor):
            yield f"[{anchor}](../{spot.file})"
        elif spot is not None:
            names.setdefault(spot, []).append(anchor.rpartition("/")[2].rpartition(" ")[2])
    for spot, found in names.items():
        yield spot.link if spot.line is None else f"{spot.link} {'、'.join(found)}"
