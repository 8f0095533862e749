"""The worked cases of the families, through the shipped packs and the public function."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.exact import parse_exact
from kaoji.engine.runs.job import load_feeders, open_scheme
from kaoji.engine.scheme.load.overlay import Overlay
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.score.examples import run_examples
from tests.golden.load import case
from tests.oracles.random_facts import FAMILIES
from tests.regulations import (
    translate_beijing,
    translate_bureau,
    translate_feicheng,
    translate_hospital,
    translate_mudanjiang,
    translate_qitai,
    translate_rates,
    translate_safety,
    translate_shenzhen,
    translate_sihong,
    translate_taishun,
    translate_village,
    translate_weisheng,
    translate_xingguo,
    translate_zhengding,
)
from tests.regulations.compare import differences
from tests.regulations.scoring import score_rows, score_run

TABLES = (
    translate_zhengding,
    translate_qitai,
    translate_bureau,
    translate_village,
    translate_sihong,
    translate_taishun,
    translate_hospital,
    translate_feicheng,
    translate_beijing,
    translate_mudanjiang,
    translate_rates,
    translate_safety,
    translate_shenzhen,
    translate_xingguo,
    translate_weisheng,
)
ALL = [(table, run) for table in TABLES for run in table.translate_all()]
SCORED = [
    pytest.param(table, run, id=f"{run.case}-{place}")
    for place, (table, run) in enumerate(ALL)
    if "scheme" not in run.expected
]
OF_SCHEMES = {run.case: run for _table, run in ALL if "scheme" in run.expected}


@pytest.mark.parametrize(("table", "run"), SCORED)
def test_a_worked_case_comes_out(table, run, tmp_path):
    result = score_run(run, folder=tmp_path)
    assert differences(run.expected, result=result) == []
    assert given_in(result) <= set(table.GIVEN_ALLOWED.get(run.case, ()))


def given_in(result):
    """The last words of the nodes that were given instead of computed."""
    return {
        key.partition("@")[0].rpartition("/")[2]
        for one in result["subjects"]
        for key, node in one["nodes"].items()
        if node["state"] == "given"
    }


def test_every_case_of_the_families_is_run():
    assert len({run.case for _table, run in ALL}) == 165
    assert set(OF_SCHEMES) == {*REFUSED, "GB-126", "G-045", "G-041"}


# --- cases that speak of the scheme itself --------------------------------------------------------

#: Changes that a check must refuse, and how it tells them.
REFUSED = {"G-017": "weights-sum", "GB-004": "points-sum", "G-044": "points-sum"}


@pytest.mark.parametrize("case_id", REFUSED)
def test_weights_and_points_beside_the_sum_are_refused(case_id, tmp_path):
    run = OF_SCHEMES[case_id]
    base, _problems = open_scheme(run.pack)
    changes = "".join(f"    {path}: {value}\n" for path, value in run.changes.items())
    head = f'方案: 改过的\n编号: changed\n版本: "1"\n对象: {base.subjects.kinds[0]}\n'
    path = tmp_path / "changed.yaml"
    text = f"{head}基于: {run.pack}@{base.version}\n变更:\n  设:\n{changes}"
    path.write_text(text, encoding="utf-8")
    _scheme, problems = open_scheme(str(path))
    wanted = run.expected["scheme"]
    assert wanted["valid"] is False
    errors = [one for one in problems if one.code == REFUSED[case_id] and one.severity == "error"]
    assert any(wanted["sum"] in one.message for one in errors)


def test_the_first_two_groups_of_an_establishment_have_the_share_of_the_text():
    run = OF_SCHEMES["G-045"]
    scheme, _problems = open_scheme(run.pack)
    points = {child.key: Fraction(child.points.text) for child in scheme.root.children}
    assert sum(points.values()) == 100
    share = sum(points[name] for name in translate_feicheng.GROUPS[:2])
    assert share == Fraction(run.expected["scheme"]["share_percent"])
    assert [points[name] for name in translate_feicheng.GROUPS] == [
        *map(Fraction, case("G-045")["inputs"]["groups"])
    ]


def test_an_establishment_has_seven_items_and_thirty_one_leaves():
    scheme, _problems = open_scheme("feicheng-bodies")
    items = [item for group in scheme.root.children for item in group.children]
    assert (len(items), sum(len(item.children) for item in items)) == (7, 31)


def test_the_items_of_a_project_have_the_weights_of_the_text():
    run = OF_SCHEMES["GB-126"]
    scheme, problems = open_scheme(run.pack)
    assert not problems
    wanted = run.expected["scheme"]
    shares = {path: 100 * share for path, share in leaf_shares(scheme.root)}
    assert sorted(shares.values()) == sorted(map(Fraction, wanted["weights"]))
    assert sum(shares.values()) == Fraction(wanted["sum"])
    for name, share in wanted["share"].items():
        assert sum(own for path, own in shares.items() if path.startswith(name)) == Fraction(share)


def leaf_shares(item, share=Fraction(1)):
    """What each leaf is worth of the whole: its weights, multiplied from the root down."""
    if not item.children:
        yield item.path, share
    for child in item.children:
        yield from leaf_shares(child, share * weight_of(child))


def weight_of(item):
    above, _, below = item.weight.text.partition("/")
    if below:
        return Fraction(above) / Fraction(below)
    return parse_exact(above.removesuffix("%")) / 100


# --- the packs themselves -------------------------------------------------------------------------


@pytest.mark.parametrize("pack", FAMILIES)
def test_a_pack_has_no_faults(pack):
    scheme, problems = open_scheme(pack)
    assert scheme.id == pack
    assert [one.as_text() for one in problems if one.severity != "note"] == []


@pytest.mark.parametrize("pack", FAMILIES)
def test_the_worked_examples_of_a_pack_hold(pack):
    scheme, _problems = open_scheme(pack)
    feeders, _problems = load_feeders(scheme, overlay=Overlay())
    results = run_examples(scheme, feeders=feeders)
    assert 3 <= len(results) <= 8
    assert {one.id: (one.missed, one.actual) for one in results if not one.passed} == {}


@pytest.mark.parametrize("pack", FAMILIES)
def test_every_part_has_its_clause(pack):
    scheme, _problems = open_scheme(pack)
    firsts = [*scheme.root.children, *scheme.parameters, *scheme.facts, *scheme.consequences]
    assert [one for one in (*firsts, *scheme.vetoes) if not one.clause] == []
    assert all(one.authority and one.domain for one in scheme.vetoes)
    assert all(one.authority for one in scheme.consequences)


#: The words by which the requirements call the first parts, and the packs that have them.
WORDS = {
    "weisheng-units": "三满意得分 患者满意 职工满意 社会满意 患者 职工 社会 总分",
    "xingguo-staff": "刊登得分 信息刊登 刊登信息 调研发表 调研文章 总得分 总分",
    "zhengding-towns": "指标 领导 indicators leaders 经济发展 社会民生 加分 减分 总分 综合得分",
    "zhengding-departments": "指标 公众 领导 public 业务工作 优化发展环境 综合得分",
    "zhengding-oldtown": "指标 领导 indicators leaders 古城风貌恢复 总分 综合得分",
    "qitai-departments": "key public 重点 年度目标 作风效能 专项 公众 查访核验 投诉查处",
    "qitai-towns": "key public 重点 经济 社会 公共服务 作风 专项 公众 总分 综合得分",
    "qitai-sections": "重点 目标 作风 公众 key public 总分 综合得分",
    "qitai-staff": "综合 岗位 作风效能 公众 key public 总分 综合得分",
    "qitai-projects": "决策 审批 招投标 施工 质量 安全 资金 审计 廉政 进度 公众 跟踪督查 绩效审计",
    "bureau-units": "职能 管理 创新 满意度 重点 常规 其他 依法 高效 廉洁 成果体现 适时改进 总得分",
    "village-targets": "共性 阶段性 镇领导班子 社会评议 党员、村(居)民代表 加分 减分 总分 综合得分",
    "taishun-units": "重要 共性 重要工作目标 共性工作目标 实得分 obtained bonus demerit 差分 总分",
    "bureau-persons": "工作考核 内部管理 满意度 个人总分 总分 综合得分",
    "mudanjiang-efficiency": "岗位 基础工作 台账得分 许可制度 素质教育 信息化建设 考核总分",
    "shenzhen-longterm": "每月评分 月度考评 月考评 年度得分 年终总分 总分",
    "mudanjiang-targets": "考核得分 基本分 base 三费征收 客运站 考试 群众满意率 bonus 共计得分",
    "anquan-units": "目标考核 安全生产目标考核 验收扣分 deduction 年度考核得分 total 总分",
    "anquan-county": "应落实经费 高危企业参保率 预案备案率 标准化达标率 应奖励举报",
    "anjian-visits": "入户走访率 意见收集率 意见整改和反馈率",
    "jisheng-reviews": "回收率 有效率 满意率 查摆问题数 意见建议数",
    "gongshang-reports": "履行职责满意率 服务态度满意率 办事效率满意率 廉洁自律满意率 综合满意率",
    "fazhi-counties": "审查率 备案率 备案及时率 备案合格率 调处成功率 公证案件 援助案件",
    "beijing-departments": "履职效率 管理效能 服务效果 公众 公众综合评价 问责扣分 deduction",
    "hospital-departments": "质量与安全 关键指标 重点单项 满意度 quality key single 总成绩",
    "feicheng-bodies": "职责落实和履行 机构编制管理 社会评议 职能精细化管理 其他评估指标 总分",
    "sihong-units": "基准分 base 考评组 单位互评与局机关 局领导 奖励加分 bonus 罚责扣分 penalty",
}


@pytest.mark.parametrize("pack", FAMILIES)
def test_a_pack_answers_to_the_words_of_the_requirements(pack):
    scheme, _problems = open_scheme(pack)
    known = dict(words_of(scheme.root)) | {one.key: one.key for one in scheme.derived}
    assert set(WORDS[pack].split()) - set(known) == set()


def words_of(item):
    """Every word of every node; a word of two nodes would be in doubt."""
    for word in (item.key, item.name, *item.aliases, *([ROOT] if item.path == ROOT else [])):
        yield word, item.path
    for child in item.children:
        yield from words_of(child)


@pytest.mark.parametrize("pack", FAMILIES)
def test_no_word_means_two_nodes(pack):
    scheme, _problems = open_scheme(pack)
    pairs = {pair for pair in words_of(scheme.root) if pair[0]}
    assert len({word for word, _path in pairs}) == len(pairs)


# --- a veto whose basis is gone -------------------------------------------------------------------


#: Packs with this veto: the class of their subjects, and the veto's name.
FAMILY_PLANNING = {
    "qitai-departments": ("部门", "计划生育"),
    "qitai-towns": ("乡镇", "计划生育"),
    "village-targets": ("村", "人口和计划生育"),
}


@pytest.mark.parametrize("pack", FAMILY_PLANNING)
@pytest.mark.parametrize(("year", "grade"), [("2016", "合格"), ("2025", "优秀")])
def test_the_family_planning_veto_has_ended(pack, year, grade, tmp_path):
    kind, veto = FAMILY_PLANNING[pack]
    rows = [
        {"对象": "甲", "周期": year, "指标": "总分", "数值": "95"},
        {"对象": "甲", "指标": veto, "日期": f"{year}-05-01", "编号": "案1"},
    ]
    if pack.startswith("qitai"):  # the weights of its raters are open
        rows.append({"对象": "甲", "周期": year, "指标": "公众评议", "数值": "95"})
    subjects = [{"对象": "甲", "类": kind}]
    result = score_rows(
        pack, rows=rows, subjects=subjects, parameters={}, period=year, folder=tmp_path
    )
    [found] = result["subjects"]
    assert (found["grade_before"], found["grade"]) == ("优秀", grade)
    flags = [one["text"] for one in found["flags"] if one["code"].startswith(veto)]
    assert flags
    assert any("已停用" in text for text in flags) is (year == "2025")


@pytest.mark.parametrize(("year", "grade"), [("2013", "未获综合奖"), ("2025", "综合先进奖")])
def test_the_family_planning_line_of_sihong_has_ended(year, grade, tmp_path):
    rows = [
        {"对象": "甲", "周期": year, "指标": "总分", "数值": "95"},
        {"对象": "甲", "指标": "计划生育", "日期": f"{year}-05-01", "编号": "案1"},
    ]
    subjects = [{"对象": "甲", "类": "企业", "组别": "一档"}]
    tables = {"rows": rows, "subjects": subjects, "parameters": translate_sihong.OPEN}
    result = score_rows("sihong-units", **tables, period=year, folder=tmp_path)
    [found] = result["subjects"]
    assert found["grade"] == grade
    assert any("已停用" in one["text"] for one in found["flags"]) is (year == "2025")


@pytest.mark.parametrize(
    ("days", "is_told"), [(["半年考评", "年终考评"], False), (["半年考评"], True)]
)
def test_marks_that_nobody_signed_are_not_locked(days, is_told, tmp_path):
    rows = [{"对象": "甲", "周期": "2013", "指标": "总分", "数值": "95"}]
    for place, part in enumerate(days, start=1):
        row = {
            "对象": "甲",
            "指标": "审核签字",
            "日期": f"2013-12-0{place}",
            "编号": part,
            "考评": part,
        }
        rows.append(row)
    subjects = [{"对象": "甲", "类": "企业", "组别": "一档"}]
    tables = {"rows": rows, "subjects": subjects, "parameters": translate_sihong.OPEN}
    result = score_rows("sihong-units", **tables, period="2013", folder=tmp_path)
    [found] = result["subjects"]
    codes = {one["code"] for one in (*found["problems"], *result["problems"])}
    assert ("requirement-unlocked" in codes) is is_told
