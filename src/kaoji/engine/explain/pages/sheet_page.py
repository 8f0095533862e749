"""All units × indicators on A3 (考核得分表): a sheet a group, ranked, with the line of the seats.

Who is incomplete stands below a second line, never inside the order. A scheme of more indicators
than a page is wide goes over several pages, the units repeated on each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kaoji.engine.explain.overview import Ranking, rankings
from kaoji.engine.explain.pages.columns import Column, columns_of
from kaoji.engine.explain.pages.heads import MOST_COLUMNS, Head, heads_of, parted
from kaoji.engine.explain.pages.lineup import Lineup, Row
from kaoji.engine.explain.pages.printing import printed
from kaoji.engine.explain.spoken import listed
from kaoji.engine.plan.nodes import Join, Node, Way
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import Combine
from kaoji.engine.score.result import Status
from kaoji.engine.score.session import Scored

SIGNERS = (
    marked("考核组组长（签字）"), marked("绩效办主任（签字）"), marked("分管领导（签字）"),
    marked("绩效办（印章）"),
)  # fmt: skip
#: More columns than these stand in small type, fewer than those have room around their figures.
_SMALL, _FEW = 22, 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the sheet of a group: some of its columns, all of its units."""

    group: str
    columns: tuple[Column, ...]
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]
    count: int
    tail: Tail
    page: int
    pages: int
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """How many units there are, and which page this is."""
        told = [speak("共 {count} 个", count=self.count)]
        if self.pages > 1:
            told.append(speak("第 {page} 张，共 {pages} 张", page=self.page, pages=self.pages))
        return speak("　").join(told)

    @property
    def size(self) -> str:
        """How large the type is."""
        if len(self.columns) > _SMALL:
            return "kj-small"
        return "kj-few" if len(self.columns) < _FEW else ""

    @property
    def is_last(self) -> bool:
        """Whether totals, notes and signatures stand on this page."""
        return self.page == self.pages

    @property
    def width(self) -> int:
        """All columns of the table."""
        tail = self.tail.width if self.is_last else 0
        return len(self.columns) + 1 + self.tail.has_ranks + tail


@dataclass(frozen=True, slots=True)
class Tail:
    """What a scheme concludes with: it may have no total, no ranks or no grades."""

    has_total: bool
    has_ranks: bool
    has_grades: bool
    places: tuple[str, ...]

    @property
    def width(self) -> int:
        """The columns behind the points."""
        return self.has_total + len(self.places) + self.has_grades


def sheet_page(
    scored: Scored, *, digest: str = "", as_of: date | None = None, most: int = MOST_COLUMNS
) -> str:
    """Every unit and indicator, A3 landscape, with at most so many columns of points on a page.

    Head and foot tell `as_of`, the day to which the facts count; the foot the run's `digest`.
    """
    result, run = scored.result, scored.run
    return printed(
        "sheet",
        paper="a3",
        result=result,
        sheets=tuple(_sheets(scored, most=most)),
        state=speak("暂定") if _is_open(scored) else speak("草稿"),
        version=speak("按 {version} 版计算", version=result.version),
        foot=_foot(scored, digest=digest, as_of=as_of or run.period.last_day),
        as_of=speak("数据截至 {day}", day=as_of or run.period.last_day),
        signers=tuple(map(speak, SIGNERS)),
        noun=run.plan.scheme.subjects.noun or listed(run.plan.scheme.subjects.kinds),
        words=_words(),
    )


def _is_open(scored: Scored) -> bool:
    return any(one.status is Status.INCOMPLETE for one in scored.result.subjects)


def _foot(scored: Scored, *, digest: str, as_of: date) -> str:
    """What every page says of itself: whose it is, and of which run."""
    result = scored.result
    parts = [f"{result.title} {result.version}", str(result.period),
             speak("草稿，尚未审定"), speak("数据截至 {day}", day=as_of)]  # fmt: skip
    if digest:
        parts.append(speak("校验 {digest}", digest=_in_fours(digest)))
    return " · ".join(parts)


def _in_fours(digest: str) -> str:
    """The head of a digest as it is compared by eye."""
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4)).strip()


def _sheets(scored: Scored, *, most: int) -> Iterator[Sheet]:
    for ranking in rankings(scored.result, scheme=scored.run.plan.scheme):
        yield from _group(scored, ranking, most=most)


def _group(scored: Scored, ranking: Ranking, *, most: int) -> Iterator[Sheet]:
    lines = ranking.lines
    lineup = Lineup(scored.result, lines, ranking.group, ranking.places)
    members = tuple(line.subject.subject for line in lines)
    columns = columns_of(scored.run, subjects=members)
    pages = parted(columns, most=most)
    for page, some in enumerate(pages, start=1):
        rows = tuple(lineup.rows(some))
        is_last = page == len(pages)
        nodes = tuple(scored.run.plan.nodes.values())
        notes = (*_notes(nodes, rows), *lineup.notes()) if is_last else ()
        yield Sheet(
            ranking.group, some, heads_of(some), rows, len(lines),
            _tail(scored, ranking), page, len(pages), notes,
        )  # fmt: skip


def _tail(scored: Scored, ranking: Ranking) -> Tail:
    scheme = scored.run.plan.scheme
    has_ranks = any(one.cells[0] for one in ranking.lines)
    return Tail(scheme.has_total, has_ranks, scheme.grading is not None, ranking.places)


def _notes(nodes: Iterable[Node], rows: tuple[Row, ...]) -> Iterator[str]:
    """What the signs mean that are there to be seen."""
    yield speak(
        "说明：◎ 为满分；斜线格为缺数，未按零分处理；名次写作「3～4」或前有「暂」的随缺数而定；"
        "分数按方案规定的位数公布，计算全用精确值。"
    )
    if any(one.stage is not None or _is_weighted(one.way) for one in nodes):
        yield speak("百分数为权重：该项的得分率乘权重计入上一级。")
    if any(one.points is not None and one.full is not None for one in nodes):
        yield speak("「折 N 分」：该项按所列满分打分，折合为 N 分计入上一级。")
    if any(cell.left for row in rows for cell in row.cells):
        yield speak("「满 N」：其中有不适用的项目，其分值由上一级折算，不算失分，余下的满分为 N。")


def _is_weighted(way: Way) -> bool:
    return isinstance(way, Join) and way.combine is Combine.WEIGHTED


def _words() -> dict[str, str]:
    """The headings."""
    return {
        "title": speak("考核得分表"), "rank": speak("名次"), "unit": speak("单位"),
        "total": speak("综合得分"), "grade": speak("拟定等次"), "date": speak("年　　月　　日"),
        "draft": speak("草稿，尚未审定"), "points": speak("单位：分"), "was": speak("原"),
    }  # fmt: skip
