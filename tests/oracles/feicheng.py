"""肥城: how public bodies keep to their establishment, from the text, with fractions.

Facts of one subject (numbers are decimal strings):

    class       政府工作部门 | 直属事业单位;  subject
    leaves      leaf → points given by the team
    survey      layer → marks out of 100;  a layer without weight gets no forms
    layer_weights   layer → percent;  lines: [(grade, floor)], both set by those in charge
    bodies, sampled subordinate institutions: how many there are, how many were looked at
    steps       what was done at the visit
    findings    [{problem, state}]: what was found on the spot
    given       node → value: stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from tests.oracles.common import (
    HUNDRED,
    IncompleteFactsError,
    band,
    counted,
    mean,
    number,
    ranks,
)

DUTY, STAFFING, SURVEY = "职责落实和履行", "机构编制管理", "社会评议"
LAYERS_NODE = "履职评议和社会评议"
FULL = {DUTY: 45, STAFFING: 40, SURVEY: 15}
#: Seven items, thirty-one leaves; the three sums are the text's, the points of a leaf the pack's.
LEAVES = {
    DUTY: {
        "职能精细化管理": {
            "职责分解到岗": 3,
            "岗位说明书": 3,
            "权责清单公开": 2,
            "业务流程图": 2,
            "职责动态调整": 2,
        },
        "内部工作机制运行": {"议事规则": 3, "工作制度执行": 2, "内部监督": 2, "信息公开": 2},
        "对外协作配合机制建立和运行": {
            "牵头事项协调": 3,
            "配合事项落实": 2,
            "职责边界清楚": 2,
            "争议协商解决": 2,
        },
        "履行职责及成效评估": {
            "与三定规定相符": 4,
            "与岗位职责相符": 3,
            "与工作绩效相符": 3,
            "年度重点工作": 3,
            "行政审批服务": 2,
        },
    },
    STAFFING: {
        "机构编制管理规定执行": {
            "机构设置和挂牌": 8,
            "内设机构": 8,
            "编制使用": 8,
            "领导职数": 6,
            "实名制管理": 4,
        },
        "其他评估指标": {"自评工作质量": 3, "问题整改": 3},
    },
}
#: Layer → the word for what it does; staff stand beside the five of the slogan.
LAYERS = {
    "市分管领导": "分管领导点评",
    "市编办": "编办主评",
    "管理服务对象": "服务对象助评",
    "相关职能部门": "职能部门参评",
    "监管部门": "监管部门鉴评",
    "单位干部职工": "干部职工评议",
}
SAMPLE = Fraction(30, 100)
#: No step of a visit may be left out.
STEPS = ("召开会议", "问卷调查", "个别座谈", "查阅档案资料", "现场实地检查")
LOWEST = "不合格"
OVERLAP = "职责交叉"


class BadFactsError(ValueError):
    """Facts or parameters that the text does not admit."""


def check_groups(points: Sequence[str]) -> None:
    """All leaves are 100 points in all."""
    if sum(map(number, points), Fraction(0)) != HUNDRED:
        raise BadFactsError("the groups are 100 points in all")


def share_of_establishment(points: Sequence[str]) -> Fraction:
    """What the first two groups weigh of the whole, in per cent."""
    duty, staffing, survey = map(number, points)
    return (duty + staffing) / (duty + staffing + survey) * 100


def sample_of(bodies: str | int) -> tuple[Fraction, int]:
    """At least three in ten of the subordinate bodies: a part of one is one."""
    raw = number(bodies) * SAMPLE
    return raw, ceil(raw)


def survey(marks: Mapping[str, Sequence[str]], *, weights: Mapping[str, str]) -> dict:
    """The mean of each layer that gets forms, and all of them at their weights, out of 100."""
    if sum(map(number, weights.values()), Fraction(0)) != HUNDRED:
        raise BadFactsError("the weights of the layers are 100 % in all")
    read = {layer: mean(own) for layer, own in marks.items()}
    asked = [layer for layer, weight in weights.items() if number(weight)]
    if not set(asked) <= set(read):
        raise IncompleteFactsError("a layer with a weight is missing")
    means = {layer: read[layer] for layer in asked}
    whole = sum((number(weights[one]) * value / 100 for one, value in means.items()), Fraction(0))
    return {"layers": means, "whole": whole}


def _marked(name: str, *, facts: Mapping, nodes: dict) -> Fraction:
    """A group whose leaves the team marks."""
    for first, leaves in LEAVES[name].items():
        own = {leaf: number(facts["leaves"][leaf]) for leaf in leaves}
        nodes |= {f"{name}/{first}/{leaf}": value for leaf, value in own.items()}
        nodes[f"{name}/{first}"] = sum(own.values(), Fraction(0))
    return sum((nodes[f"{name}/{first}"] for first in LEAVES[name]), Fraction(0))


def _surveyed(facts: Mapping, nodes: dict) -> Fraction:
    found = survey(facts["survey"], weights=facts["layer_weights"])
    at = f"{SURVEY}/{LAYERS_NODE}"
    nodes |= {f"{at}/{LAYERS[layer]}": value for layer, value in found["layers"].items()}
    nodes[at] = found["whole"] * FULL[SURVEY] / 100
    return nodes[at]


def groups(facts: Mapping) -> dict[str, Fraction]:
    nodes: dict[str, Fraction] = {}
    given = facts.get("given", {})
    for name in FULL:
        if name in given:
            nodes[name] = number(given[name])
        elif name == SURVEY:
            nodes[name] = _surveyed(facts, nodes)
        else:
            nodes[name] = _marked(name, facts=facts, nodes=nodes)
    return nodes


def rates(nodes: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {name: nodes[name] / FULL[name] * 100 for name in FULL}


def score(facts: Mapping) -> dict:
    nodes = groups(facts)
    total = sum((nodes[name] for name in FULL), Fraction(0))
    own = dict(zip(("职责落实", "编制管理", "社会评议"), rates(nodes).values(), strict=True))
    nodes |= {f"{name}得分率": value for name, value in own.items()}
    raw, sample = sample_of(facts["bodies"])
    is_whole = number(facts["sampled"]) >= sample and set(facts["steps"]) == set(STEPS)
    nodes |= {"抽查基数": raw, "应抽查下属单位数": Fraction(sample), "总分": total}
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": total,
        "grade": band(total, floors=facts["lines"], otherwise=LOWEST),
        "proposals": _proposals(facts, rates_of=own),
        "told": () if is_whole else ("requirement-unlocked",),
    }


def _proposals(facts: Mapping, *, rates_of: Mapping[str, Fraction]) -> dict:
    """Everything is put to those who may decide on establishments; nothing is decided here."""
    kinds = {one["problem"] for one in counted(facts["findings"])}
    found = {"report-served": ("awaiting_basis", None), "establishment-study": ("proposed", None)}
    if kinds - {OVERLAP}:
        found["rectify-on-site"] = ("proposed", None)
    if any(rate < HUNDRED for rate in rates_of.values()):
        found["rectification-opinion"] = ("proposed", None)
    if OVERLAP in kinds:
        found["duty-overlap"] = ("proposed", None)
    return found


def group(population: Sequence[Mapping]) -> dict:
    """Scores and grades, ranked within each class; nothing is rationed."""
    scored = {facts["subject"]: score(facts) for facts in population}
    places: dict[str, int] = {}
    for kind in {facts["class"] for facts in population}:
        members = [facts["subject"] for facts in population if facts["class"] == kind]
        places |= ranks({member: scored[member]["total"] for member in members})
    return {"subjects": {name: one | {"rank": places[name]} for name, one in scored.items()}}
