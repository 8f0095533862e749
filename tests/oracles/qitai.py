"""奇台: departments, townships, sections, staff and projects, from the text, with fractions.

Facts of one subject (numbers are decimal strings):

    kind        department | township | section | staff | project;  subject · year
    key         半年初评, 年终总评 → part → figure. A part is a mark 0–100; for a department
                全局性重点工作 (1–3) and 年度目标任务 (1–6) are lists of {item, points, target,
                actual} whose points add up to 100, and 机关作风效能 is {aspect: mark}
    special     department, township: the projects' score 0–100 · 不适用 · {projects: [facts]}
    public      department, township: group → marks, with public_weights; section, staff: a mark
    visit, complaint    [{amount, count, state}]: findings, each list takes at most 2 points
    vetoes      names of veto lines that fell (department, township)
    cadre_floors        staff: [(优秀, floor), (称职, …), (基本称职, …)]
    tracking    project: item → mark;  公众评议, 绩效审计: marks
    given       node → value: stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracles.common import (
    NOT_APPLICABLE,
    IncompleteFactsError,
    band,
    counted,
    mean,
    number,
    panel,
    ranks,
    weighted,
)

#: Points of the unit's 100; 公众评议 has the last 10 everywhere.
WEIGHTS = {
    "department": {"全局性重点工作": 30, "年度目标任务": 30, "机关作风效能": 20, "专项绩效": 10},
    "township": {
        "全局性重点工作": 15,
        "经济发展": 20,
        "社会发展": 15,
        "公共管理服务": 20,
        "机关作风效能": 10,
        "专项绩效": 10,
    },
    "section": {"全局性重点工作": 35, "年度目标任务": 35, "机关作风效能": 20},
    "staff": {"综合性": 20, "岗位目标任务": 40, "作风效能": 30},
}
PUBLIC = 10
STYLE = ("依法行政", "公共服务", "机关效率", "廉政建设", "队伍建设")
ITEM_COUNTS = {"全局性重点工作": (1, 3), "年度目标任务": (1, 6)}
HALVES = {"半年初评": Fraction(30), "年终总评": Fraction(60)}
TRACKING = {
    "项目决策": 5,
    "审批许可": 5,
    "招投标": 10,
    "施工管理": 10,
    "质量监管": 10,
    "安全监管": 10,
    "资金监管": 10,
    "廉政建设": 10,
    "工程进度": 10,
}
PROJECT = {**TRACKING, "绩效审计": 10, "公众评议": 10}
STREAM_CAP = Fraction(2)
UNIT_FLOORS = [("优秀", "90"), ("良好", "80"), ("合格", "70")]
PROJECT_FLOORS = [("先进", "90"), ("良好", "80"), ("一般", "70")]
UNIT_GRADES = ["优秀", "良好", "合格", "不合格"]
VETO_CAP = "合格"
MONTHS_OF_WAGES = {"优秀": Fraction(1), "良好": Fraction(1, 2)}
SATISFACTION_FLOOR = Fraction(60, 100)
MEASURES = ["通报批评", "书面检查", "取消评优"]
SECOND_YEAR = "组织处理意见"
TRAINED_AT_LEAST = 3


class BadItemsError(ValueError):
    """Too few or too many items; `field` is the part that has them."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


def check_count(field: str, *, count: int) -> None:
    low, high = ITEM_COUNTS[field]
    if not low <= count <= high:
        raise BadItemsError(field)


def items_score(field: str, *, items: Sequence[Mapping]) -> Fraction:
    """Each item by its completion, at most in full; the items share 100 points."""
    check_count(field, count=len(items))
    if sum((number(item["points"]) for item in items), Fraction(0)) != 100:
        raise BadItemsError(field)
    return sum(
        (
            number(item["points"])
            * min(Fraction(1), number(item["actual"]) / number(item["target"]))
            for item in items
        ),
        Fraction(0),
    )


def special_points(special_score: str | Fraction) -> Fraction:
    """先进 the full 10, 良好 8–9, 一般 5–6 in proportion inside the band, 差 nothing."""
    mark = number(special_score)
    if mark >= 90:
        return Fraction(10)
    if mark >= 80:
        return 8 + (mark - 80) / 10
    return 5 + (mark - 70) / 10 if mark >= 70 else Fraction(0)


def stream(findings: Sequence[Mapping]) -> Fraction:
    """What the confirmed findings take, at most 2."""
    rows = counted(findings)
    taken = sum((number(row["amount"]) * row.get("count", 1) for row in rows), Fraction(0))
    return min(STREAM_CAP, taken)


def score(facts: dict) -> dict:
    """Exact parts, total and grade; the grade before vetoes where they exist."""
    return _score_project(facts) if facts["kind"] == "project" else _score_level(facts)


def _score_project(facts: dict) -> dict:
    nodes: dict[str, Fraction] = {}
    total = _given(facts, "总分")
    if total is None:
        if set(facts["tracking"]) != set(TRACKING):
            raise IncompleteFactsError("an item of the tracking is missing")
        marks = {name: number(mark) for name, mark in facts["tracking"].items()}
        nodes["跟踪督查"] = weighted(marks, weights=TRACKING)
        nodes["公众评议"] = number(facts["公众评议"])
        nodes["绩效审计"] = number(facts["绩效审计"])
        total = (80 * nodes["跟踪督查"] + 10 * nodes["公众评议"] + 10 * nodes["绩效审计"]) / 100
    grade = band(total, floors=PROJECT_FLOORS, otherwise="差")
    return _result(facts, total, nodes, grade_before=grade, grade=grade)


def _result(facts: dict, total: Fraction, nodes: dict, *, grade_before: str, grade: str) -> dict:
    return {
        "subject": facts["subject"],
        "total": total,
        "nodes": nodes | {"总分": total},
        "grade_before": grade_before,
        "grade": grade,
    }


def _given(facts: dict, key: str) -> Fraction | None:
    value = facts.get("given", {}).get(key)
    return None if value is None else number(value)


def _special(facts: dict) -> Fraction | None:
    """The points (of 10) that the projects bring, `None` for a unit without a project."""
    special = facts["special"]
    if special == NOT_APPLICABLE:
        return None
    if isinstance(special, dict):
        return special_points(mean(score(project)["total"] for project in special["projects"]))
    return special_points(special)


def _part(facts: dict, half: str, name: str) -> Fraction:
    given = _given(facts, name)
    if given is not None:
        return given
    figure = facts["key"][half][name]
    if isinstance(figure, list):
        return items_score(name, items=figure)
    if isinstance(figure, dict):
        if set(figure) != set(STYLE):
            raise IncompleteFactsError("an aspect is missing")
        return mean(figure.values())
    return number(figure)


def _key_at(facts: dict, half: str, nodes: dict) -> tuple[Fraction, int]:
    """Points earned at one half, and out of how many: 90, or 80 without a special project."""
    given = _given(facts, f"重点考核@{half}")
    if given is not None:
        return given * 90 / 100, 90
    earned, full = Fraction(0), 0
    for name, points in WEIGHTS[facts["kind"]].items():
        label = f"重点考核/{name}@{facts['year']}{half}"
        if name == "专项绩效":
            special = _special(facts)
            if special is None:
                continue
            nodes[label] = special
            earned += special
        else:
            nodes[label] = _part(facts, half, name)
            earned += points * nodes[label] / 100
        full += points
    if full == 90:
        nodes[f"重点考核@{facts['year']}{half}"] = earned * 100 / full
    return earned, full


def _key(facts: dict, nodes: dict) -> tuple[Fraction, int]:
    """Half-year 30 and year-end 60 of the 90."""
    given = _given(facts, "重点考核")
    if given is not None:
        return given * 90 / 100, 90
    halves = {half: _key_at(facts, half, nodes) for half in HALVES}
    full = halves["半年初评"][1]
    earned = weighted({half: pair[0] for half, pair in halves.items()}, weights=HALVES)
    if full == 90:
        nodes["重点考核"] = earned * 100 / full
    return earned, full


def _public(facts: dict) -> Fraction:
    given = _given(facts, "公众评议")
    if given is not None:
        return given
    if isinstance(facts["public"], dict):
        return panel(facts["public"], weights=facts["public_weights"])
    return number(facts["public"])


def _score_level(facts: dict) -> dict:
    nodes: dict[str, Fraction] = {}
    total = _given(facts, "总分")
    if total is None:
        earned, full = _key(facts, nodes)
        nodes["公众评议"] = _public(facts)
        nodes["查访核验"] = stream(facts["visit"])
        nodes["投诉查处"] = stream(facts["complaint"])
        points = (earned + nodes["公众评议"] * PUBLIC / 100) * 100 / (full + PUBLIC)
        total = points - nodes["查访核验"] - nodes["投诉查处"]
    if facts["kind"] == "staff":
        grade = band(total, floors=facts["cadre_floors"], otherwise="不称职")
        return _result(facts, total, nodes, grade_before=grade, grade=grade)
    before = band(total, floors=UNIT_FLOORS, otherwise="不合格")
    after = capped(before) if facts.get("vetoes") else before
    return _result(facts, total, nodes, grade_before=before, grade=after)


def capped(grade: str) -> str:
    """The veto leaves the score alone and admits no grade above 合格."""
    return UNIT_GRADES[max(UNIT_GRADES.index(grade), UNIT_GRADES.index(VETO_CAP))]


def group(population: Sequence[dict]) -> dict:
    """Grades need no quota here; ranks and equal totals of one list."""
    scored = [score(facts) for facts in population]
    places = ranks({one["subject"]: one["total"] for one in scored})
    return {"subjects": {one["subject"]: one | {"rank": places[one["subject"]]} for one in scored}}


def award(grade: str, *, wages: Sequence[str]) -> Fraction:
    """Months of base wage for the staff of a unit."""
    whole = sum((number(wage) for wage in wages), Fraction(0))
    return MONTHS_OF_WAGES.get(grade, Fraction(0)) * whole


def measures(grades: Mapping[str, str], *, year: int) -> list[str]:
    """What a unit graded 差 faces, and what the second year in a row adds."""
    if grades.get(str(year)) != "差":
        return []
    again = grades.get(str(year - 1)) == "差"
    return [*MEASURES, SECOND_YEAR] if again else list(MEASURES)


def satisfaction(*, satisfied: int, ballots: int) -> tuple[Fraction, bool]:
    """The rate, and whether it bars the head and orders rectification."""
    rate = Fraction(satisfied, ballots)
    return rate, rate < SATISFACTION_FLOOR
