"""An oracle's case written as rows of the facts table, for the product to score.

Names are carried over and nothing is computed: what the oracle read is what the product reads.
"""

from __future__ import annotations

from collections.abc import Iterator

KINDS = {
    "zhengding-towns": "乡镇",
    "zhengding-departments": "部门",
    "zhengding-oldtown": "古城",
    "qitai-departments": "部门",
    "qitai-towns": "乡镇",
    "qitai-sections": "科室",
    "qitai-staff": "干部",
    "qitai-projects": "项目",
    "bureau-units": "处室",
    "bureau-persons": "人员",
    "village-targets": "村",
    "sihong-units": "事业单位",
}
#: The packs' names of what the texts leave open: the one place where tests write them.
PARAMETERS = {
    "leader_weight": "{}权重",
    "last_three": "后三名范围",
    "public_bands": "公众评估档次",
    "group_weights": "评议组权重",
    "cadre_floor": "{}线",
    "persons_share": "优秀个人比例",
    "poor_is_failed": "差即不合格",
    "bonus_table": "奖励加分表",
}
EVENT_FIELDS = {
    "kind": "类别",
    "level": "层级",
    "cause": "事由",
    "work": "事项",
    "target": "目标",
    "actual": "数值",
    "amount": "数值",
    "what": "加分项目",
    "system": "全市系统评比",
    "by": "查处",
    "prize": "数值",
    "chiefs_part": "党政正职",
    "half": "考评",
    "count": "件数",
    "state": "状态",
    "unrectified": "整改不到位日期",
}


def as_rows(case: dict, family: str) -> tuple[list[dict], list[dict], dict]:
    """The facts rows, the subjects rows and the parameters of a case."""
    facts_of = {
        "zhengding": _zhengding,
        "qitai": _qitai,
        "bureau": _bureau,
        "village": _village,
        "sihong": _sihong,
        "taishun": _taishun,
    }
    rows = [
        {"方案": family} | row
        for facts in case["subjects"]
        for row in facts_of[family.partition("-")[0]](facts)
    ]
    return rows, _subjects(case, family), _parameters(case["parameters"], family=family)


def _subjects(case: dict, family: str) -> list[dict]:
    rows = []
    for facts in case["subjects"]:
        row = {"对象": facts["subject"], "类": facts.get("class") or KINDS[family]}
        if family == "village-targets":  # villages and communities compete by their class
            row["类"] = facts["group"]
        elif facts["group"]:
            row["组别"] = facts["group"]
        if "on_establishment" in facts:
            row["在编在岗"] = _truth(facts["on_establishment"])
        rows.append(row)
        rows += [{"对象": one["subject"], "类": "项目"} for one in _projects(facts)]
    return rows


def _truth(value: object) -> str:
    return "是" if value else "否"


def _parameters(parameters: dict, *, family: str) -> dict:
    """What the office has fixed, under the names of the packs."""
    given: dict = {}
    for rater, weight in parameters.get("leader_weights", {}).items():
        given[PARAMETERS["leader_weight"].format(rater)] = f"{weight}%"
    if family in ("zhengding-towns", "zhengding-departments"):
        given[PARAMETERS["last_three"]] = "同类"
    if "public_bands" in parameters:
        bands = {f">={floor}": points for floor, points in parameters["public_bands"]}
        given[PARAMETERS["public_bands"]] = {"档": bands | {"其余": "0"}}
    if "public_weights" in parameters:
        weights = {name: f"{weight}%" for name, weight in parameters["public_weights"].items()}
        given[PARAMETERS["group_weights"]] = {"值": weights}
    for name, floor in parameters.get("cadre_floors", ()):
        given[PARAMETERS["cadre_floor"].format(name)] = floor
    if "percent" in parameters:
        given[PARAMETERS["persons_share"]] = f"{parameters['percent']}%"
    for weights in ("half_weights", "colleague_weights"):
        for name, weight in parameters.get(weights, {}).items():
            given[PARAMETERS["leader_weight"].format(name)] = f"{weight}%"
    if "bonus_table" in parameters:
        given[PARAMETERS["bonus_table"]] = {"值": parameters["bonus_table"]}
    return given


def _row(facts: dict, key: str, value: object = None, *, at: str = "", **more: object) -> dict:
    """One row; `at` is the part of the year (`中期评估` `Q2` `-03`); empty cells are left out."""
    row = {"对象": facts["subject"], "周期": f"{facts['year']}{at}", "指标": key, "数值": value}
    return {name: str(cell) for name, cell in (row | more).items() if cell is not None}


def _events(facts: dict, key: str, rows: list[dict]) -> Iterator[dict]:
    for place, event in enumerate(rows, start=1):
        year = event.get("year", facts["year"])
        columns = {EVENT_FIELDS[name]: value for name, value in event.items() if name != "year"}
        number = f"{key}{place}"
        day = f"{year}-05-{place:02d}"
        yield {
            "对象": facts["subject"],
            "指标": key,
            "日期": day,
            "编号": number,
        } | {name: str(cell) for name, cell in columns.items() if cell is not None}


def _ballots(facts: dict, key: str, ballots: dict, *, at: str = "", signed: bool) -> Iterator[dict]:
    for rater_class, marks in ballots.items():
        for place, mark in enumerate(marks, start=1):
            rater = f"{rater_class}{place}" if signed else None
            yield _row(facts, key, mark, at=at, 评分人类别=rater_class, 评分人=rater)


def _zhengding(facts: dict) -> Iterator[dict]:
    dash = "-" if facts["kind"] == "old-town" else ""
    for part, leaves in facts["indicators"].items():
        for leaf, row in leaves.items():
            yield _row(facts, leaf, row["actual"], at=f"{dash}{part}", 目标=row["standard"])
    for part, ballots in facts["leaders"].items():
        yield from _ballots(facts, "领导评估", ballots, at=f"{dash}{part}", signed=True)
    for month in facts.get("excused", ()):
        yield _row(facts, "指标评估.适用", "否", at=f"-{month}")
        yield _row(facts, "领导评估.适用", "否", at=f"-{month}")
    for quarter, mark in facts.get("satisfaction", {}).items():
        yield _row(facts, "公众满意度", mark, at=f"Q{quarter}")
    yield from _events(facts, "加分", facts.get("bonuses", []))
    yield from _events(facts, "减分", facts.get("deductions", []))
    for bar in facts["bars"]:
        yield from _events(facts, bar, [{}])
    if facts["ruled"]:
        yield from _events(facts, "认定不合格", [{}])


def _projects(facts: dict) -> list[dict]:
    special = facts.get("special")
    return special["projects"] if isinstance(special, dict) else []


def _project(facts: dict) -> Iterator[dict]:
    for item, mark in facts["tracking"].items():
        yield _row(facts, item, mark)
    for key in ("公众评议", "绩效审计"):
        yield _row(facts, key, facts[key])


def _qitai(facts: dict) -> Iterator[dict]:
    if facts["kind"] == "project":
        yield from _project(facts)
        return
    for half, parts in facts["key"].items():
        for name, figure in parts.items():
            yield from _key_part(facts, name, figure, at=half)
    yield from _special(facts)
    if isinstance(facts["public"], dict):
        yield from _ballots(facts, "公众评议", facts["public"], signed=False)
    else:
        yield _row(facts, "公众评议", facts["public"])
    yield from _events(facts, "查访核验", facts["visit"])
    yield from _events(facts, "投诉查处", facts["complaint"])
    for veto in facts.get("vetoes", ()):
        yield from _events(facts, veto, [{}])


def _key_part(facts: dict, name: str, figure: object, *, at: str) -> Iterator[dict]:
    if isinstance(figure, list):
        for item in figure:
            more = {"事项": item["item"], "分值": item["points"], "目标": item["target"]}
            yield _row(facts, name, item["actual"], at=at, **more)
    elif isinstance(figure, dict):
        for aspect, mark in figure.items():
            yield _row(facts, aspect, mark, at=at)
    else:
        yield _row(facts, name, figure, at=at)


def _special(facts: dict) -> Iterator[dict]:
    special = facts.get("special")
    if special == "不适用":
        yield _row(facts, "专项绩效.适用", "否")
    elif isinstance(special, str):
        yield _row(facts, "专项得分", special)
    for project in _projects(facts):
        yield _row(facts, "承担项目", project["subject"])
        for row in _project(project):
            yield {"方案": "qitai-projects"} | row


def _bureau(facts: dict) -> Iterator[dict]:
    if facts["kind"] == "person":
        for quarter, mark in facts["工作考核"].items():
            yield _row(facts, "工作考核", mark, at=f"Q{quarter}")
        yield _row(facts, "内部管理", facts["内部管理"])
        yield _row(facts, "单位等次", facts["unit_grade"])
        if facts["punished"]:
            yield from _events(facts, "违纪违法受查处", [{}])
    else:
        for quarter, marks in facts["职能工作"].items():
            for name, mark in marks.items():
                yield _row(facts, name, mark, at=f"Q{quarter}")
        for part in ("管理工作", "创新创优"):
            for name, mark in facts[part].items():
                yield _row(facts, name, mark)
        yield from _events(facts, "降等情形", facts["incidents"])
    yield from _ballots(facts, "工作满意度", facts["工作满意度"], signed=False)


def _taishun(facts: dict) -> Iterator[dict]:
    for key, works in (("重要目标", facts["key"]), ("共性工作目标", facts["common"])):
        for work, points in works.items():
            yield _row(facts, key, 事项=work, 分值=points)
    for event in _events(facts, "目标扣分", facts["losses"]):
        yield event | {"理由": "未完成"}
    yield from _events(facts, "超额加分", facts["growth"])
    yield from _honours(facts)
    for event in _events(facts, "减分", facts["demerits"]):
        yield event | {"文号": "文"}
    yield _row(facts, "安全管理单项考核", facts["safety"])
    for key, happened in (("违纪违法案件", "discipline"), ("致局被一票否决", "vetoed")):
        if facts[happened]:
            yield from _events(facts, key, [{}])


def _honours(facts: dict) -> Iterator[dict]:
    """The day is that of the paper, which may fall into the next year."""
    own = [{name: one[name] for name in one if name != "issued"} for one in facts["bonuses"]]
    for event, one in zip(_events(facts, "加分", own), facts["bonuses"], strict=True):
        day = event["日期"].replace(str(facts["year"]), str(one["issued"]))
        yield event | {"文号": "文", "日期": day}


VILLAGE_EVENTS = {
    "honours": "表彰奖励",
    "promotions": "现场会及经验推广",
    "criticisms": "通报追责",
    "visits": "明察暗访",
    "pay": "村级干部待遇",
}
INCOME = {"current": "集体经济纯收入", "previous": "上年集体经济纯收入", "ruled": "收入增幅认定"}


def _village(facts: dict) -> Iterator[dict]:
    for part, items in facts["common"].items():
        for name, deductions in items.items():
            yield from _deductions(facts, name, deductions, at=part)
    for name, points in facts["once"].items():
        yield _row(facts, name, points)
    for one in facts["stage"]:
        own = {key: value for key, value in one.items() if key.endswith("得分")}
        own |= {"事项": one["item"], "分值": one["points"], "方式": one["mode"]}
        yield _row(facts, "阶段性中心工作", 下达日期=f"{facts['year']}-06-01", **own)
    for key, counts in facts["ballots"].items():
        for option, count in counts.items():
            yield _row(facts, key, option, 件数=count)
    for name, figure in facts["income"].items():
        yield _row(facts, INCOME[name], figure)
    for name, key in VILLAGE_EVENTS.items():
        yield from _events(facts, key, [_dated(one, facts=facts) for one in facts.get(name, ())])
    for veto in facts["vetoes"]:
        yield from _events(facts, veto, [{}])


def _deductions(facts: dict, key: str, rows: list[dict], *, at: str) -> Iterator[dict]:
    """What was deducted at one part; a list without rows says so."""
    if not rows:
        yield _row(facts, key, "无", at=at)
    for row in _events(facts, key, rows):
        own = {name: cell for name, cell in row.items() if name != "日期"}
        yield own | {"周期": f"{facts['year']}{at}", "编号": f"{at}{row['编号']}"}


def _dated(event: dict, *, facts: dict) -> dict:
    """A visit that was not rectified carries the day on which that was found."""
    if "unrectified" not in event:
        return event
    found = f"{facts['year']}-07-01" if event["unrectified"] else None
    return {**event, "unrectified": found}


def _sihong(facts: dict) -> Iterator[dict]:
    for half, clauses in facts["contract"].items():
        for one in clauses:
            more = {"事项": one["item"], "责任状": one["contract"], "分值": one["points"]}
            yield _row(facts, "考评组", one["marks"], at=half, **more)
        yield from _ballots(
            facts, "单位互评与局机关", facts["colleagues"][half], at=half, signed=True
        )
        yield from _ballots(
            facts, "局领导", {"局领导": facts["leaders"][half]}, at=half, signed=True
        )
    yield from _events(facts, "审核签字", [{"half": half} for half in facts["contract"]])
    yield _row(facts, "评比依据已提供", _truth(facts["lodged"]))
    yield _row(facts, "列全市倒数第一", _truth(facts["last_in_city"]))
    yield _row(facts, "一把手人数", facts["chiefs"])
    yield _row(facts, "班子成员人数", facts["members"])
    yield from _events(facts, "本年加分", facts["bonuses"])
    yield from _events(facts, "违纪扣分", facts["violations"])
    yield from _events(facts, "奖金分配", facts["split"])
    for name in facts["singles"]:
        yield from _events(facts, f"评为{name}先进", [{}])
    for veto in facts["vetoes"]:
        yield from _events(facts, veto, [{}])
    if "carried_in" in facts:
        before = {"周期": str(facts["year"] - 1)}
        yield _row(facts, "转入下年加分", facts["carried_in"]) | before
