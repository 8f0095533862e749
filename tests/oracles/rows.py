"""An oracle's case written as rows of the facts table, for the product to score.

Names are carried over and nothing is computed: what the oracle read is what the product reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.cells import ballot_rows, event_rows, one_row, truth
from tests.oracles.rows_beijing import beijing
from tests.oracles.rows_more import feicheng, hospital
from tests.oracles.rows_mudanjiang import mudanjiang
from tests.oracles.rows_rates import rates
from tests.oracles.rows_safety import parameters_of as of_safety
from tests.oracles.rows_safety import safety
from tests.oracles.rows_shenzhen import cell, shenzhen
from tests.oracles.rows_weisheng import weisheng
from tests.oracles.rows_xingguo import xingguo

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
    "beijing-departments": "部门",
    "mudanjiang-targets": "运管处",
    "mudanjiang-efficiency": "运管处",
    "anjian-visits": "走访村",
    "jisheng-reviews": "机关",
    "gongshang-reports": "部门",
    "fazhi-counties": "县",
    "anquan-county": "县",
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
    "sheet_weights": "考核表权重",
    "shares": "{}比重",
    "trial": "试运行",
    "key_name": "关键指标名称",
    "layer_weights": "问卷权重",
    "lines": "{}线",
    "points": "{}分值",
    "red_clear": "红牌规则已明确",
    "red_cards": "红牌张数",
    "red_late": "逾期转红牌",
    "publication_points": "刊登分值表",
    "span_weeks": "周数",
    "seats": "先进名额",
    "ruled": "问责办法已出台",
    "span_terms": "刊登期数",
    "span_a_week": "每周篇数",
}
QUOTA = {"unit": "单位每月条数", "office": "法制局每月条数", "months": "报送月数"}


def as_rows(case: dict, family: str) -> tuple[list[dict], list[dict], dict]:
    """The facts rows, the subjects rows and the parameters of a case."""
    facts_of = {
        "zhengding": _zhengding,
        "qitai": _qitai,
        "bureau": _bureau,
        "village": _village,
        "sihong": _sihong,
        "taishun": _taishun,
        "hospital": hospital,
        "feicheng": feicheng,
        "beijing": beijing,
        "mudanjiang": mudanjiang,
        **dict.fromkeys(("anjian", "jisheng", "gongshang", "fazhi"), rates),
        "anquan": safety,
        "shenzhen": shenzhen,
        "xingguo": xingguo,
        "weisheng": weisheng,
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
            row["在编在岗"] = truth(facts["on_establishment"])
        rows.append(row)
        rows += [{"对象": one["subject"], "类": "项目"} for one in _projects(facts)]
    return rows


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
    given |= _of_a_hospital(parameters) | _of_an_establishment(parameters)
    given |= _of_a_tree(parameters) | _of_cards(parameters) | of_safety(parameters)
    return given | _of_reports(parameters) | _of_a_campaign(parameters)


#: Parts of a department's total, and the parameters that weigh them.
PARTS = {
    "质量与安全考核": "质量与安全",
    "关键指标考核": "关键指标",
    "重点单项考核": "重点单项",
    "临床满意度评价": "临床满意度",
}


def _of_a_hospital(parameters: dict) -> dict:
    if "sheet_weights" not in parameters:
        return {}
    weights = {
        kind: {sheet: f"{weight}%" for sheet, weight in own.items()}
        for kind, own in parameters["sheet_weights"].items()
    }
    given: dict = {PARAMETERS["sheet_weights"]: {"值": weights}}
    for kind, shares in parameters["shares"].items():
        for part, share in shares.items():
            given[PARAMETERS["shares"].format(PARTS[part])] = {kind: f"{share}%"}
    given[PARAMETERS["trial"]] = truth(parameters["trial"])
    return given | {PARAMETERS["key_name"]: "平均住院日"}


def _of_an_establishment(parameters: dict) -> dict:
    if "layer_weights" not in parameters:
        return {}
    weights = {layer: f"{weight}%" for layer, weight in parameters["layer_weights"].items()}
    lines = {PARAMETERS["lines"].format(name): floor for name, floor in parameters["lines"]}
    return {PARAMETERS["layer_weights"]: {"值": weights}} | lines


def _of_a_tree(parameters: dict) -> dict:
    """Points of indicators that a text leaves open."""
    points = parameters.get("points", {})
    given = {PARAMETERS["points"].format(name): value for name, value in points.items()}
    quota = parameters.get("quota", {})
    return given | {QUOTA[word]: value for word, value in quota.items()}


def _of_cards(parameters: dict) -> dict:
    """When a yellow card turns red."""
    red = parameters.get("red", {})
    return {PARAMETERS[f"red_{name}"]: cell(value) for name, value in red.items()}


def _of_reports(parameters: dict) -> dict:
    """What a publication is worth, and the span in which it is owed."""
    if "table" not in parameters:
        return {}
    span = {PARAMETERS[f"span_{name}"]: value for name, value in parameters["span"].items()}
    return {PARAMETERS["publication_points"]: {"值": parameters["table"]}} | span


def _of_a_campaign(parameters: dict) -> dict:
    """Seats, and whether the rules of accountability are issued."""
    names = [name for name in ("seats", "ruled") if name in parameters]
    return {PARAMETERS[name]: cell(parameters[name]) for name in names}


def _zhengding(facts: dict) -> Iterator[dict]:
    dash = "-" if facts["kind"] == "old-town" else ""
    for part, leaves in facts["indicators"].items():
        for leaf, row in leaves.items():
            yield one_row(facts, leaf, row["actual"], at=f"{dash}{part}", 目标=row["standard"])
    for part, ballots in facts["leaders"].items():
        yield from ballot_rows(facts, "领导评估", ballots, at=f"{dash}{part}", signed=True)
    for month in facts.get("excused", ()):
        yield one_row(facts, "指标评估.适用", "否", at=f"-{month}")
        yield one_row(facts, "领导评估.适用", "否", at=f"-{month}")
    for quarter, mark in facts.get("satisfaction", {}).items():
        yield one_row(facts, "公众满意度", mark, at=f"Q{quarter}")
    yield from event_rows(facts, "加分", facts.get("bonuses", []))
    yield from event_rows(facts, "减分", facts.get("deductions", []))
    for bar in facts["bars"]:
        yield from event_rows(facts, bar, [{}])
    if facts["ruled"]:
        yield from event_rows(facts, "认定不合格", [{}])


def _projects(facts: dict) -> list[dict]:
    special = facts.get("special")
    return special["projects"] if isinstance(special, dict) else []


def _project(facts: dict) -> Iterator[dict]:
    for item, mark in facts["tracking"].items():
        yield one_row(facts, item, mark)
    for key in ("公众评议", "绩效审计"):
        yield one_row(facts, key, facts[key])


def _qitai(facts: dict) -> Iterator[dict]:
    if facts["kind"] == "project":
        yield from _project(facts)
        return
    for half, parts in facts["key"].items():
        for name, figure in parts.items():
            yield from _key_part(facts, name, figure, at=half)
    yield from _special(facts)
    if isinstance(facts["public"], dict):
        yield from ballot_rows(facts, "公众评议", facts["public"], signed=False)
    else:
        yield one_row(facts, "公众评议", facts["public"])
    yield from event_rows(facts, "查访核验", facts["visit"])
    yield from event_rows(facts, "投诉查处", facts["complaint"])
    for veto in facts.get("vetoes", ()):
        yield from event_rows(facts, veto, [{}])


def _key_part(facts: dict, name: str, figure: object, *, at: str) -> Iterator[dict]:
    if isinstance(figure, list):
        for item in figure:
            more = {"事项": item["item"], "分值": item["points"], "目标": item["target"]}
            yield one_row(facts, name, item["actual"], at=at, **more)
    elif isinstance(figure, dict):
        for aspect, mark in figure.items():
            yield one_row(facts, aspect, mark, at=at)
    else:
        yield one_row(facts, name, figure, at=at)


def _special(facts: dict) -> Iterator[dict]:
    special = facts.get("special")
    if special == "不适用":
        yield one_row(facts, "专项绩效.适用", "否")
    elif isinstance(special, str):
        yield one_row(facts, "专项得分", special)
    for project in _projects(facts):
        yield one_row(facts, "承担项目", project["subject"])
        for row in _project(project):
            yield {"方案": "qitai-projects"} | row


def _bureau(facts: dict) -> Iterator[dict]:
    if facts["kind"] == "person":
        for quarter, mark in facts["工作考核"].items():
            yield one_row(facts, "工作考核", mark, at=f"Q{quarter}")
        yield one_row(facts, "内部管理", facts["内部管理"])
        yield one_row(facts, "单位等次", facts["unit_grade"])
        if facts["punished"]:
            yield from event_rows(facts, "违纪违法受查处", [{}])
    else:
        for quarter, marks in facts["职能工作"].items():
            for name, mark in marks.items():
                yield one_row(facts, name, mark, at=f"Q{quarter}")
        for part in ("管理工作", "创新创优"):
            for name, mark in facts[part].items():
                yield one_row(facts, name, mark)
        yield from event_rows(facts, "降等情形", facts["incidents"])
    yield from ballot_rows(facts, "工作满意度", facts["工作满意度"], signed=False)


def _taishun(facts: dict) -> Iterator[dict]:
    for key, works in (("重要目标", facts["key"]), ("共性工作目标", facts["common"])):
        for work, points in works.items():
            yield one_row(facts, key, 事项=work, 分值=points)
    for event in event_rows(facts, "目标扣分", facts["losses"]):
        yield event | {"理由": "未完成"}
    yield from event_rows(facts, "超额加分", facts["growth"])
    yield from _honours(facts)
    for event in event_rows(facts, "减分", facts["demerits"]):
        yield event | {"文号": "文"}
    yield one_row(facts, "安全管理单项考核", facts["safety"])
    for key, happened in (("违纪违法案件", "discipline"), ("致局被一票否决", "vetoed")):
        if facts[happened]:
            yield from event_rows(facts, key, [{}])


def _honours(facts: dict) -> Iterator[dict]:
    """The day is that of the paper, which may fall into the next year."""
    own = [{name: one[name] for name in one if name != "issued"} for one in facts["bonuses"]]
    for event, one in zip(event_rows(facts, "加分", own), facts["bonuses"], strict=True):
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
        yield one_row(facts, name, points)
    for one in facts["stage"]:
        own = {key: value for key, value in one.items() if key.endswith("得分")}
        own |= {"事项": one["item"], "分值": one["points"], "方式": one["mode"]}
        yield one_row(facts, "阶段性中心工作", 下达日期=f"{facts['year']}-06-01", **own)
    for key, counts in facts["ballots"].items():
        for option, count in counts.items():
            yield one_row(facts, key, option, 件数=count)
    for name, figure in facts["income"].items():
        yield one_row(facts, INCOME[name], figure)
    for name, key in VILLAGE_EVENTS.items():
        yield from event_rows(facts, key, [_dated(one, facts=facts) for one in facts.get(name, ())])
    for veto in facts["vetoes"]:
        yield from event_rows(facts, veto, [{}])


def _deductions(facts: dict, key: str, rows: list[dict], *, at: str) -> Iterator[dict]:
    """What was deducted at one part; a list without rows says so."""
    if not rows:
        yield one_row(facts, key, "无", at=at)
    for row in event_rows(facts, key, rows):
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
            yield one_row(facts, "考评组", one["marks"], at=half, **more)
        yield from ballot_rows(
            facts, "单位互评与局机关", facts["colleagues"][half], at=half, signed=True
        )
        yield from ballot_rows(
            facts, "局领导", {"局领导": facts["leaders"][half]}, at=half, signed=True
        )
    yield from event_rows(facts, "审核签字", [{"half": half} for half in facts["contract"]])
    yield one_row(facts, "评比依据已提供", truth(facts["lodged"]))
    yield one_row(facts, "列全市倒数第一", truth(facts["last_in_city"]))
    yield one_row(facts, "一把手人数", facts["chiefs"])
    yield one_row(facts, "班子成员人数", facts["members"])
    yield from event_rows(facts, "本年加分", facts["bonuses"])
    yield from event_rows(facts, "违纪扣分", facts["violations"])
    yield from event_rows(facts, "奖金分配", facts["split"])
    for name in facts["singles"]:
        yield from event_rows(facts, f"评为{name}先进", [{}])
    for veto in facts["vetoes"]:
        yield from event_rows(facts, veto, [{}])
    if "carried_in" in facts:
        before = {"周期": str(facts["year"] - 1)}
        yield one_row(facts, "转入下年加分", facts["carried_in"]) | before
