"""What the county takes down row by row, and what it sets: extra points, ballots, a parameter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kaoji.apps.facts.actions.parameters import Given
from kaoji.apps.facts.actions.rows import RowTyped
from kaoji.site.demo.figures import drawn

BONUS, BALLOTS = "加分", "领导评估"
#: Lists of the townships' scheme that have a source here, and how often they are asked for.
LISTS = {BONUS: "年", BALLOTS: "半年"}
#: Those that the story takes down, and for which period.
LISTED = {BONUS: "2025", BALLOTS: "2025年终评估"}

PARAMETER = "主要领导权重"
SETTINGS = (
    (
        date(2025, 3, 3),
        Given("0.6", date(2025, 1, 1), paper="禾考发〔2025〕2号", issued_on=date(2025, 2, 28)),
    ),
    (
        date(2026, 2, 9),
        Given(
            "0.5",
            date(2026, 1, 1),
            paper="禾考发〔2026〕2号",
            issued_on=date(2026, 2, 6),
            reason="常务会议定：包乡领导的评价与主要领导同等看待",
        ),
    ),
)

#: One township in so many has been praised.
_PRAISED_EVERY = 3
_RATERS = (("主要领导", "评委一"), ("主要领导", "评委二"), ("包乡领导", "评委三"))


def rows_of(key: str, *, names: Mapping[int, str], year: str) -> Iterator[RowTyped]:
    """The rows of a list about some units, known by their keys."""
    told = _ballots if key == BALLOTS else _praise
    for place, (unit, name) in enumerate(names.items(), start=1):
        yield from told(unit, name=name, place=place, year=year)


def _praise(unit: int, *, name: str, place: int, year: str) -> Iterator[RowTyped]:
    if place % _PRAISED_EVERY != 1:
        return
    month = drawn("praised", name, year, least=3, most=11)
    yield RowTyped(
        unit,
        {
            "类别": "部门",
            "层级": "省" if place == 1 else "市",
            "日期": f"{year}-{month:02}-18",
            "文号": f"市农〔{year}〕{place + 20}号",
            "发文机关": "省农业农村厅" if place == 1 else "市农业农村局",
            "状态": "已认定",
        },
    )


def _ballots(unit: int, *, name: str, place: int, year: str) -> Iterator[RowTyped]:
    for number, (kind, rater) in enumerate(_RATERS, start=1):
        tenths = drawn("ballot", name, rater, year, least=78, most=98)
        yield RowTyped(
            unit,
            {"评分人类别": kind, "评分人": rater, "数值": f"{tenths // 10}.{tenths % 10}"},
            paper=f"领评-{place:02}-{number}",
        )
