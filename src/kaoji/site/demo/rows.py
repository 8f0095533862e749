"""What stands in the county's lists: honours and faults of towns, and the leaders' marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoji.apps.facts.actions import RowTyped
from kaoji.site.demo.figures import drawn

BONUS, MALUS, BALLOTS = "加分", "减分", "领导评估"
#: How often each is taken down.
LISTS = {BONUS: "年", MALUS: "年", BALLOTS: "半年"}
#: Who marks the towns, by class.
RATERS = {"主要领导": ("县委主要领导", "县政府主要领导"), "包乡领导": ("包乡领导",)}
#: 加分: the town, whose honour, of which level, its paper and its day.
_HONOURS = (
    ("青溪乡", "党委政府", "市", "禾市发〔2025〕18号", "2025-05-09"),
    ("白石镇", "部门", "省", "省农发〔2025〕41号", "2025-09-22"),
    ("云台镇", "部门", "市", "禾市农〔2025〕7号", "2025-03-27"),
    ("鹤汀镇", "部门", "市", "禾市水〔2025〕12号", "2025-11-04"),
    ("苇渡乡", "部门", "省", "省林发〔2025〕9号", "2025-07-15"),
)
#: 减分: the town, what for, its paper and its day.
_FAULTS = (
    ("柳湾乡", "县通报", "禾督〔2025〕14号", "2025-06-18"),
    ("金坪镇", "环境投诉", "禾环函〔2025〕33号", "2025-08-06"),
    ("桐荫乡", "市通报", "禾市督〔2025〕5号", "2025-10-20"),
)


def rows_of(key: str, *, period: str, names: Mapping[int, str]) -> Iterator[RowTyped]:
    """The rows of a list in a period, for the units of a sheet by their keys."""
    keys = {name: key for key, name in names.items()}
    if key == BONUS:
        yield from (RowTyped(keys[town], _honour(*told)) for town, *told in _HONOURS)
    elif key == MALUS:
        yield from (RowTyped(keys[town], _fault(*told)) for town, *told in _FAULTS)
    elif key == BALLOTS:
        yield from _ballots(period=period, keys=keys)


def _honour(whose: str, level: str, paper: str, day: str) -> dict[str, str]:
    body = "市委、市政府" if whose == "党委政府" else f"{level}主管部门"
    return {"类别": whose, "层级": level, "发文机关": body, **_papers(paper, day)}


def _fault(what: str, paper: str, day: str) -> dict[str, str]:
    return {"事由": what, "发文机关": "督查机构", **_papers(paper, day)}


def _papers(paper: str, day: str) -> dict[str, str]:
    return {"日期": day, "文号": paper, "状态": "已认定"}


def _ballots(*, period: str, keys: Mapping[str, int]) -> Iterator[RowTyped]:
    for town, key in keys.items():
        for kind, raters in RATERS.items():
            for rater in raters:
                tenths = drawn("mark", town, rater, period, least=82, most=98)
                cells = {
                    "评分人类别": kind, "评分人": rater, "数值": f"{tenths // 10}.{tenths % 10}",
                }  # fmt: skip
                yield RowTyped(key, cells, paper=f"领评-{period}-{rater}")
