"""Random complete facts in the oracles' own format: whole groups, seeded, with edges on purpose.

A case is `{family, year, parameters, subjects}`: `family` is the name of a pack, `subjects` are
facts as the oracle reads them, `parameters` are what the office of this case has fixed. Edges that
are sought: totals of exactly 90, 89.995, 60 …, equal totals, empty lists, caps reached, one member.
"""

from __future__ import annotations

import copy
from fractions import Fraction
from random import Random

from tests.oracles import (
    beijing,
    bureau,
    feicheng,
    hospital,
    mudanjiang,
    qitai,
    random_beijing,
    random_feicheng,
    random_hospital,
    random_mudanjiang,
    random_rates,
    random_safety,
    random_shenzhen,
    random_sihong,
    random_village,
    random_weisheng,
    random_xingguo,
    rates,
    safety,
    shenzhen,
    sihong,
    taishun,
    village,
    weisheng,
    xingguo,
    zhengding,
)
from tests.oracles.chance import Profile, decimal_text, events, split
from tests.oracles.random_taishun import taishun_facts
from tests.oracles.rows import as_rows

__all__ = ["FAMILIES", "as_rows", "decimal_text", "expected", "random_case"]

YEAR = 2016
STEMS = "甲乙丙丁戊己庚辛壬癸"
#: Marks that a whole subject may be given throughout, so that its total lies on or beside an edge.
FLAT = ("100", "95", "90", "89.995", "89.99", "80", "79.995", "70", "69.995", "60", "59.99", "0")
#: The ancient town asks 95 of the best five: more of its subjects are near that edge.
FLAT_TOWN = ("100", "95", "95", "94.99", "94.995", "90", "89.995", "60", "59.99")
RANGES_TOWN = ((96, 100), (96, 100), (94, 100), (60, 95), (0, 100))
RANGES = ((90, 100), (90, 100), (80, 100), (60, 95), (40, 80), (0, 100))
TOWN_GROUPS = (
    "县四套班子领导",
    "县乡镇人大代表",
    "县政协委员",
    "乡镇党政班子成员",
    "村两委正职",
    "站所长",
    "机关干部",
    "各界群众代表",
)
DEPARTMENT_GROUPS = (
    "县四套班子领导",
    "州县人大代表",
    "州县政协委员",
    "县直部门单位主要领导",
    "区州驻县单位主要领导",
    "金融机构主要领导",
    "县纠风评议员",
    "效能建设监督员",
    "企业法人代表",
    "城区居民代表",
)
VETOES = ("计划生育", "社会治安综合治理", "重大安全责任事故", "工程质量安全责任事故")
BARS = ("特大生产安全事故", "综治黄牌警告或一票否决", "班子成员腐败案件")
PUBLIC_BANDS = [("90", "30"), ("80", "27"), ("70", "24"), ("60", "18")]
CADRE_FLOORS = [("优秀", "90"), ("称职", "80"), ("基本称职", "70")]


def profile(rng: Random, *, old_town: bool = False) -> Profile:
    flat = rng.choice(FLAT_TOWN if old_town else FLAT) if rng.random() < 0.3 else None
    low, high = rng.choice(RANGES_TOWN if old_town else RANGES)
    return Profile(rng, flat, low, high)


# --- 正定 -----------------------------------------------------------------------------------------

ZHENGDING = {
    "zhengding-towns": ("township", "乡", ("主要领导", "包乡领导"), 10),
    "zhengding-departments": ("department", "局", ("主要领导", "分管领导"), 10),
    "zhengding-oldtown": ("old-town", "局", ("主要领导", "主管领导"), 30),
}


def _zhengding_parameters(rng: Random, *, family: str) -> dict:
    kind, _, raters, _ = ZHENGDING[family]
    parameters: dict = {"leader_weights": dict(zip(raters, split(rng, count=2), strict=True))}
    if kind == "department":
        parameters["public_bands"] = PUBLIC_BANDS
    return parameters


def _zhengding_facts(rng: Random, *, family: str) -> dict:
    kind, _, raters, full = ZHENGDING[family]
    old_town = kind == "old-town"
    own = profile(rng, old_town=old_town)
    parts = zhengding.MONTHS if old_town else zhengding.HALVES
    excused = rng.sample(parts, 1) if old_town and rng.random() < 0.1 else []
    parts = [part for part in parts if part not in excused]
    leaves = [leaf for first in zhengding.TREES[kind].values() for leaf in first]
    indicators = {part: {leaf: own.completion() for leaf in leaves} for part in parts}
    facts = {
        "kind": kind,
        "indicators": {
            part: {
                leaf: dict(zip(("standard", "actual"), pair, strict=True))
                for leaf, pair in one.items()
            }
            for part, one in indicators.items()
        },
        "leaders": {part: {rater: own.marks(full=full) for rater in raters} for part in parts},
        "bars": rng.sample(BARS, 1) if rng.random() < 0.1 else [],
        "ruled": rng.random() < 0.05,
    }
    if old_town:
        return facts | {"excused": excused}
    if kind == "department":
        facts["satisfaction"] = {quarter: _satisfaction(own) for quarter in "1234"}
    if own.flat is not None and rng.random() < 0.6:
        return facts | {"bonuses": [], "deductions": []}
    kinds = {"kind": tuple(zhengding.BONUS), "level": ("市", "省", "中央")}
    facts["bonuses"] = events(rng, fields=kinds)
    facts["deductions"] = events(rng, fields={"cause": tuple(zhengding.DEDUCTION)})
    return facts


def _satisfaction(own: Profile) -> str:
    """In the band that brings a flat subject exactly its flat share, else any mark."""
    exact = {"100": "95", "90": "85", "80": "75", "60": "65", "0": "10"}
    return exact.get(own.flat or "", own.mark())


# --- 奇台 -----------------------------------------------------------------------------------------

QITAI = {
    "qitai-departments": ("department", "局"),
    "qitai-towns": ("township", "乡"),
    "qitai-sections": ("section", "科"),
    "qitai-staff": ("staff", "某"),
    "qitai-projects": ("project", "工程"),
}
PUBLIC_GROUPS = {"department": DEPARTMENT_GROUPS, "township": TOWN_GROUPS}


def _qitai_parameters(rng: Random, *, family: str) -> dict:
    kind, _ = QITAI[family]
    if kind in PUBLIC_GROUPS:
        groups = PUBLIC_GROUPS[kind]
        weights = dict(zip(groups, split(rng, count=len(groups)), strict=True))
        if rng.random() < 0.5:
            weights = dict.fromkeys(groups, decimal_text(Fraction(100, len(groups))))
        return {"public_weights": weights}
    return {"cadre_floors": CADRE_FLOORS} if kind == "staff" else {}


def _qitai_facts(rng: Random, *, family: str) -> dict:
    kind, _ = QITAI[family]
    own = profile(rng)
    if kind == "project":
        return _project_facts(own)
    facts = {
        "kind": kind,
        "key": {half: _key_part(own, kind=kind, items=None) for half in qitai.HALVES},
        "visit": _findings(rng),
        "complaint": _findings(rng),
    }
    if kind not in PUBLIC_GROUPS:
        return facts | {"public": own.mark()}
    if kind == "department":
        counts = {name: rng.randint(*limits) for name, limits in qitai.ITEM_COUNTS.items()}
        shares = {name: split(rng, count=count) for name, count in counts.items()}
        facts["key"] = {half: _key_part(own, kind=kind, items=shares) for half in qitai.HALVES}
    facts["public"] = {group: own.marks() for group in PUBLIC_GROUPS[kind]}
    facts["special"] = _special(rng, own)
    facts["vetoes"] = rng.sample(VETOES, rng.randint(1, 2)) if rng.random() < 0.1 else []
    return facts


def _project_facts(own: Profile) -> dict:
    tracking = {name: own.mark() for name in qitai.TRACKING}
    return {"kind": "project", "tracking": tracking, "公众评议": own.mark(), "绩效审计": own.mark()}


def _special(rng: Random, own: Profile) -> str | dict:
    """A flat subject has no project, so that its total is its mark; others one mark or projects."""
    if own.flat is not None or rng.random() < 0.15:
        return "不适用"
    if rng.random() < 0.2:
        return {"projects": [_project_facts(profile(rng))]}
    return rng.choice(("90", "89.99", "80", "79.99", "70", "69.99", own.mark(), own.mark()))


def _findings(rng: Random) -> list[dict]:
    return events(rng, fields={"amount": ("0.2", "0.5", "1.25", "2", "0.05")})


def _key_part(own: Profile, *, kind: str, items: dict | None) -> dict:
    part: dict = {name: own.mark() for name in qitai.WEIGHTS[kind] if name != "专项绩效"}
    if items is not None:
        part |= {name: _items(own, name=name, shares=shares) for name, shares in items.items()}
        part["机关作风效能"] = {aspect: own.mark() for aspect in qitai.STYLE}
    return part


def _items(own: Profile, *, name: str, shares: list[str]) -> list[dict]:
    rows = []
    for place, points in enumerate(shares, start=1):
        target, actual = own.completion()
        item = f"{name}{place}"
        rows.append({"item": item, "points": points, "target": target, "actual": actual})
    return rows


# --- 局绩效 ---------------------------------------------------------------------------------------

BUREAU = {"bureau-units": ("unit", "处"), "bureau-persons": ("person", "某")}


def _bureau_facts(rng: Random, *, family: str) -> dict:
    own = profile(rng)
    if BUREAU[family][0] == "person":
        return {
            "kind": "person",
            "工作考核": {quarter: own.mark() for quarter in bureau.QUARTERS},
            "内部管理": own.mark(),
            "工作满意度": {name: own.marks() for name in bureau.PERSON_PANEL},
            "punished": rng.random() < 0.1,
            "unit_grade": rng.choice(["优秀", "优秀", "良好", "达标", "诫勉"]),
            "on_establishment": rng.random() < 0.9,
        }
    quarters = {
        quarter: {name: own.mark() for name in bureau.FUNCTION_WEIGHTS}
        for quarter in bureau.QUARTERS
    }
    if rng.random() < 0.2:
        quarters[rng.choice(bureau.QUARTERS)][rng.choice(("常规", "其他"))] = "不适用"
    return {
        "kind": "unit",
        "职能工作": quarters,
        "管理工作": {name: own.mark() for name in bureau.MANAGEMENT_WEIGHTS},
        "创新创优": {name: own.mark() for name in bureau.INNOVATION_WEIGHTS},
        "工作满意度": {name: own.marks() for name in bureau.UNIT_PANEL},
        "incidents": events(rng, fields={}) if rng.random() < 0.3 else [],
    }


def _bureau_parameters(rng: Random, *, family: str) -> dict:
    if family == "bureau-units":
        return {}
    return {"percent": rng.choice(("10", "15", "20", "33"))}


# --- 村级 -----------------------------------------------------------------------------------------

VILLAGE = {"village-targets": ("", "村")}


def _village_parameters(_rng: Random, *, family: str) -> dict:
    return {}


def _village_facts(rng: Random, *, family: str) -> dict:
    return random_village.facts(rng)


# --- 泗洪 -----------------------------------------------------------------------------------------

SIHONG = {"sihong-units": ("unit", "站")}


def _sihong_parameters(rng: Random, *, family: str) -> dict:
    assert family in SIHONG
    return {
        "half_weights": dict(zip(sihong.HALVES, split(rng, count=2), strict=True)),
        "colleague_weights": dict(zip(random_sihong.COLLEAGUES, split(rng, count=2), strict=True)),
        "bonus_table": random_sihong.BONUS_TABLE,
    }


def _sihong_facts(rng: Random, *, family: str) -> dict:
    assert family in SIHONG
    return random_sihong.facts(rng)


# --- 泰顺 -----------------------------------------------------------------------------------------

TAISHUN = {"taishun-units": ("unit", "所")}


def _taishun_parameters(_rng: Random, **_family: str) -> dict:
    """The text leaves no figure open."""
    return {}


# --- 医院, 肥城 ----------------------------------------------------------------------------------

HOSPITAL = {"hospital-departments": ("department", "科")}
FEICHENG = {"feicheng-bodies": ("body", "局")}


# --- 北京, 牡丹江, 深圳 ---------------------------------------------------------------------------

BEIJING = {"beijing-departments": ("department", "委")}
MUDANJIANG = dict.fromkeys(("mudanjiang-targets", "mudanjiang-efficiency"), ("office", "处"))
SHENZHEN = {"shenzhen-longterm": ("unit", "队")}
XINGGUO = {"xingguo-staff": ("person", "某")}
WEISHENG = {"weisheng-units": ("unit", "院")}
#: Facts that depend on the parameters of the case are completed when those are here.
SETTLED = {
    **dict.fromkeys(BEIJING, random_beijing.settle),
    **dict.fromkeys(MUDANJIANG, random_mudanjiang.settle),
    **dict.fromkeys(XINGGUO, random_xingguo.settle),
}


# --- rates without points -------------------------------------------------------------------------

RATES = random_rates.SORTS
SAFETY = random_safety.SORTS
OF_RATES = tuple(name.partition("-")[0] for name in RATES)


# --- all -----------------------------------------------------------------------------------------

FAMILIES = (
    *ZHENGDING,
    *QITAI,
    *BUREAU,
    *VILLAGE,
    *SIHONG,
    *TAISHUN,
    *HOSPITAL,
    *FEICHENG,
    *BEIJING,
    *MUDANJIANG,
    *RATES,
    *SAFETY,
    *SHENZHEN,
    *XINGGUO,
    *WEISHENG,
)


def random_case(rng: Random, family: str) -> dict:
    """One group of subjects with complete facts; the same rng gives the same case."""
    makers = {
        "zhengding": (_zhengding_parameters, _zhengding_facts, ZHENGDING),
        "qitai": (_qitai_parameters, _qitai_facts, QITAI),
        "bureau": (_bureau_parameters, _bureau_facts, BUREAU),
        "village": (_village_parameters, _village_facts, VILLAGE),
        "sihong": (_sihong_parameters, _sihong_facts, SIHONG),
        "taishun": (_taishun_parameters, taishun_facts, TAISHUN),
        "hospital": (random_hospital.parameters, random_hospital.facts, HOSPITAL),
        "feicheng": (random_feicheng.parameters, random_feicheng.facts, FEICHENG),
        "beijing": (random_beijing.parameters, random_beijing.facts, BEIJING),
        "mudanjiang": (random_mudanjiang.parameters, random_mudanjiang.facts, MUDANJIANG),
        **dict.fromkeys(OF_RATES, (random_rates.parameters, random_rates.facts, RATES)),
        "anquan": (random_safety.parameters, random_safety.facts, SAFETY),
        "shenzhen": (random_shenzhen.parameters, random_shenzhen.facts, SHENZHEN),
        "xingguo": (random_xingguo.parameters, random_xingguo.facts, XINGGUO),
        "weisheng": (random_weisheng.parameters, random_weisheng.facts, WEISHENG),
    }
    parameters_of, facts_of, kinds = makers[family.partition("-")[0]]
    parameters = parameters_of(rng, family=family)
    population = [facts_of(rng, family=family) for _ in range(rng.choice((1, 2, 6, 7, 9, 10)))]
    _make_ties(rng, population)
    noun = kinds[family][1]
    groups = _groups(rng, family=family)
    year = random_mudanjiang.year(rng) if family in MUDANJIANG else YEAR
    for place, facts in enumerate(population):
        own = {"subject": f"{STEMS[place]}{noun}", "group": rng.choice(groups), "year": year}
        own["group"] = facts.get("group", own["group"])  # its kind decides where it competes
        facts.update(own | parameters)
        _name_projects(facts)
        if family in SETTLED:
            SETTLED[family](facts)
    case = {"family": family, "year": year, "parameters": parameters, "subjects": population}
    return case | ({"period": f"{YEAR}-{random_hospital.MONTH:02d}"} if family in HOSPITAL else {})


def _groups(rng: Random, *, family: str) -> tuple[str, ...]:
    """Units stand in two tiers; of 正定 only the daily-work classes compete by group."""
    if family in SIHONG:
        return ("一档", "二档") if rng.random() < 0.7 else ("一档",)
    if family not in ("zhengding-towns", "zhengding-departments"):
        return ("",)
    return ("一组", "二组") if rng.random() < 0.2 else ("一组",)


def _make_ties(rng: Random, population: list[dict]) -> None:
    """Overwrite some members by another's facts: equal totals, also at the edge of a quota."""
    likely = rng.choice((0.1, 0.2, 0.6))
    for place in range(1, len(population)):
        if rng.random() < likely:
            population[place] = copy.deepcopy(population[rng.randrange(place)])


def _name_projects(facts: dict) -> None:
    if isinstance(facts.get("special"), dict):
        for place, project in enumerate(facts["special"]["projects"], start=1):
            project |= {"subject": f"{facts['subject']}工程{place}", "year": facts["year"]}


def expected(case: dict) -> dict:
    """What the oracle says of the case."""
    family = case["family"].partition("-")[0]
    if family == "bureau":
        return bureau.group(case["subjects"], **case["parameters"])
    oracles = {
        "zhengding": zhengding,
        "qitai": qitai,
        "village": village,
        "sihong": sihong,
        "taishun": taishun,
        "hospital": hospital,
        "feicheng": feicheng,
        "beijing": beijing,
        "mudanjiang": mudanjiang,
        **dict.fromkeys(OF_RATES, rates),
        "anquan": safety,
        "shenzhen": shenzhen,
        "xingguo": xingguo,
        "weisheng": weisheng,
    }
    return oracles[family].group(case["subjects"])
