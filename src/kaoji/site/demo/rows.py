"""What stands in the county's lists: honours and faults, the leaders' marks, and what was done at
the bodies that were looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoji.apps.facts.actions import RowTyped
from kaoji.site.demo.figures import DEPARTMENT_SCHEME, TOWN_SCHEME, drawn

BONUS, MALUS, BALLOTS = "加分", "减分", "领导评估"
STEPS = "评估环节"
_HEADS = ("县委主要领导", "县政府主要领导")
#: Who marks whom, by class.
RATERS: dict[str, dict[str, tuple[str, ...]]] = {
    TOWN_SCHEME: {"主要领导": _HEADS, "包乡领导": ("包乡领导",)},
    DEPARTMENT_SCHEME: {"主要领导": _HEADS, "分管领导": ("分管领导",)},
}
#: Who fills in a questionnaire about a body: so many of each.
_ASKED = {
    "编办主评": ("市编办", 1), "服务对象助评": ("管理服务对象", 3),
    "干部职工评议": ("单位干部职工", 3),
}  # fmt: skip
_DONE = (
    ("召开会议", "2025-11-03"), ("问卷调查", "2025-11-03"), ("个别座谈", "2025-11-04"),
    ("查阅档案资料", "2025-11-05"), ("现场实地检查", "2025-11-06"),
)  # fmt: skip
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
#: The same of departments.
_OF_DEPARTMENTS = (
    ("招商局", "县通报", "禾督〔2025〕21号", "2025-08-19"),
    ("生态环境局", "环境投诉", "禾环函〔2025〕40号", "2025-09-11"),
)
#: Faults of a month in the wards: by item the ward, how many points, the day, what it was.
_OF_WARDS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "核心制度": (("外科", "4", "2025-12-08", "交接班记录不全"),),
    "病历质量": (
        ("内科", "2", "2025-12-10", "首次病程记录逾时"), ("外科", "6", "2025-12-16", "乙级病历"),
    ),
    "护理文书": (("儿科", "1.5", "2025-12-12", "体温单漏记"),),
    "手卫生": (
        ("内科", "2.5", "2025-12-18", "依从性不足"), ("妇产科", "2.5", "2025-12-18", "依从性不足"),
    ),
    "合理用药": (("外科", "3", "2025-12-22", "用药疗程过长"),),
}  # fmt: skip


def rows_of(key: str, *, pack: str, period: str, names: Mapping[int, str]) -> Iterator[RowTyped]:
    """The rows of a list in a period, for the units of a sheet by their keys."""
    keys, word = {name: key for key, name in names.items()}, key.rsplit("/", 1)[-1]
    if key == BONUS:
        yield from (RowTyped(keys[town], _honour(*told)) for town, *told in _HONOURS)
    elif key == MALUS:
        faults = _FAULTS if pack == TOWN_SCHEME else _OF_DEPARTMENTS
        yield from (RowTyped(keys[unit], _fault(*told)) for unit, *told in faults)
    elif key == BALLOTS:
        yield from _ballots(period=period, keys=keys, raters=RATERS[pack])
    elif key == STEPS:
        yield from (RowTyped(one, _step(*told)) for one in names for told in _DONE)
    elif word in _OF_WARDS:
        yield from (RowTyped(keys[ward], _in_a_ward(*told)) for ward, *told in _OF_WARDS[word])
    elif word in _ASKED:
        yield from _answers(word, period=period, keys=keys)


def _honour(whose: str, level: str, paper: str, day: str) -> dict[str, str]:
    body = "市委、市政府" if whose == "党委政府" else f"{level}主管部门"
    return {"类别": whose, "层级": level, "发文机关": body, **_papers(paper, day)}


def _fault(what: str, paper: str, day: str) -> dict[str, str]:
    return {"事由": what, "发文机关": "督查机构", **_papers(paper, day)}


def _papers(paper: str, day: str) -> dict[str, str]:
    return {"日期": day, "文号": paper, "状态": "已认定"}


def _in_a_ward(points: str, day: str, what: str) -> dict[str, str]:
    return {"数值": points, "日期": day, "状态": "已认定", "备注": what}


def _step(what: str, day: str) -> dict[str, str]:
    return {"环节": what, "日期": day, "状态": "已认定"}


def _answers(word: str, *, period: str, keys: Mapping[str, int]) -> Iterator[RowTyped]:
    """Questionnaires bear no name: their numbers tell them apart."""
    kind, count = _ASKED[word]
    for unit, key in keys.items():
        for number in range(1, count + 1):
            mark = str(drawn("asked", unit, word, number, least=78, most=98))
            cells = {"评分人类别": kind, "数值": mark}
            yield RowTyped(key, cells, paper=f"{word}-{period}-{number:02}")


def _ballots(
    *, period: str, keys: Mapping[str, int], raters: Mapping[str, tuple[str, ...]]
) -> Iterator[RowTyped]:
    for unit, key in keys.items():
        for kind, people in raters.items():
            for rater in people:
                tenths = drawn("mark", unit, rater, period, least=82, most=98)
                cells = {
                    "评分人类别": kind, "评分人": rater, "数值": f"{tenths // 10}.{tenths % 10}",
                }  # fmt: skip
                yield RowTyped(key, cells, paper=f"领评-{period}-{rater}")
