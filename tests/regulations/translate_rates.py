"""Rates without points: from the words of the worked cases to rows and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.regulations.translated import Translated, exact, published, row, subjects_of

ONE = "甲"
GIVEN_ALLOWED: dict[str, tuple[str, ...]] = {}

#: Pack, class of its subjects, year.
VISITS = ("anjian-visits", "走访村", "2016")
REVIEWS = ("jisheng-reviews", "机关", "2012")
LAW = ("fazhi-counties", "县", "2016")

#: The words of the cases and the facts of the packs.
FACTS = {
    "sent": "发放份数",
    "returned": "收回份数",
    "valid": "有效份数",
    "satisfied": "满意份数",
    "households": "在册户数",
    "visited": "已走访户数",
    "opinions_from": "已收集户数",
    "opinions": "意见条数",
    "answered": "已反馈条数",
    "handled": "调处件数",
    "succeeded": "调处成功",
    "domestic": "国内公证",
    "foreign": "涉外公证",
    "hk_mo_tw": "港澳台公证",
    "citizen": "援助申请",
    "court": "援助指派",
    "documents": "规范性文件数",
    "reviewed": "审查件数",
    "filed": "备案件数",
    "received": "复议收到",
    "accepted": "复议受理",
    "withdrawn": "复议撤回",
    "settled": "复议和解",
    "upheld": "复议维持",
}


def _run(worked: dict, pack: tuple[str, str, str], *, words=None, parameters=None, **wanted):
    """A run of figures under the facts' own names."""
    name, kind, year = pack
    words = FACTS | (words or {})
    inputs = {key: value for key, value in worked["inputs"].items() if key in words}
    rows = tuple(row(ONE, key=words[key], value=value, at=year) for key, value in inputs.items())
    return Translated(
        case=worked["id"],
        pack=name,
        period=year,
        facts=rows,
        subjects=subjects_of(rows, kind=kind),
        parameters=parameters or {},
        expected={"subjects": {ONE: wanted}},
    )


def _nodes(worked: dict, words: dict[str, str], *, as_written=published) -> dict:
    """Nodes that have a figure, and those that have none."""
    pairs = [(words[word], value) for word, value in worked["expected"].items() if word in words]
    return {
        "nodes": {node: as_written(str(value)) for node, value in pairs if value is not None},
        "open_nodes": [node for node, value in pairs if value is None],
    }


def losses(worked):
    """Three rates, three denominators."""
    words = {"recovery": "回收率", "validity": "有效率", "satisfaction": "满意率"}
    return _run(worked, REVIEWS, **_nodes(worked, words))


def three(worked):
    """Three times a hundred per cent, or not."""
    words = {
        "visit_rate": "入户走访率",
        "collect_rate": "意见收集率",
        "answer_rate": "意见整改和反馈率",
    }
    grade = "达到要求" if worked["expected"]["passed"] else "未达到要求"
    return _run(worked, VISITS, grade=grade, status="final", **_nodes(worked, words))


def rate_of_mediation(worked):
    return _run(worked, LAW, **_nodes(worked, {"rate": "调处成功率"}))


def rates_of_documents(worked):
    words = {"review_rate": "审查率", "filing_rate": "备案率"}
    return _run(worked, LAW, **_nodes(worked, words))


def notary(worked):
    return _run(worked, LAW, **_nodes(worked, {"total": "公证案件"}, as_written=exact))


def aid(worked):
    return _run(worked, LAW, **_nodes(worked, {"total": "援助案件"}, as_written=exact))


def reviews_of_acts(worked):
    counts = {"not_accepted": "复议不受理", "closed": "复议办结", "upheld_rate": "复议维持率"}
    return _run(worked, LAW, **_nodes(worked, counts, as_written=exact))


def quota(worked):
    """What the bureau had to send in so many months."""
    inputs = worked["inputs"]
    return _run(
        worked,
        LAW,
        words={"sent": "法制局报送"},
        parameters={"报送月数": inputs["months"], "法制局每月条数": inputs["per_month"]},
        nodes={
            "法制局任务": exact(str(worked["expected"]["quota"])),
            "法制局完成率": published(worked["expected"]["rate"]),
        },
    )


SORTS = {
    losses: "G-071 G-072",
    three: "GB-153",
    rate_of_mediation: "GB-155",
    notary: "GB-156",
    aid: "GB-157",
    rates_of_documents: "GB-158",
    reviews_of_acts: "GB-161",
    quota: "GB-162",
}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("rates"))
