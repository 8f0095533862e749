"""Derived values, tables and parameters on a scale: words become steps, in order, or are told."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme.checks.settings import set_problems
from kaoji.engine.scheme.load.overlay import overlay_of_settings, with_overlay
from tests.engine.score.small import codes, loaded, scored

SCALE = "序: {四档: [差, 中, 良, 优]}\n"
TABLE = '表:\n  评级: {档: {">=90": 优, "[75..90)": 良, "[60..75)": 中, 其余: 差}}\n'
JUDGED = "指标:\n  安全: {分值: 50}\n  教学: {分值: 50}\n"
FACTS = "对象,指标,数值\n甲,安全,45\n甲,教学,30\n乙,安全,20\n乙,教学,50\n"


def derived(subject, key):
    return subject["nodes"][key]


def words(body, *, facts=FACTS, key):
    """What a derived value of a scheme comes out at, subject by subject."""
    found = scored(SCALE + body, facts=facts)
    return {name: one["nodes"][key]["value"] for name, one in found.items()}


RATED = f"""\
{TABLE}{JUDGED}派生:
  安全档: {{算式: "查表(评级, 安全 / 满分(安全) * 100)", 类型: 四档}}
  教学档:
    算式: if 教学 >= 45 then "优" else if 教学 >= 35 then "良" else "中"
    类型: 序
    序: 四档
  最低: 最小(安全档, 教学档)
  达标: 最低 >= "中"
"""


def test_a_rating_of_points_is_a_step_of_its_scale():
    # 甲: 45/50 = 90 → 优; 30 → 中, so 中. 乙: 20/50 = 40 → 差; 50 → 优, so 差.
    assert words(RATED, key="安全档") == {"甲": "优", "乙": "差"}
    assert words(RATED, key="教学档") == {"甲": "中", "乙": "优"}
    assert words(RATED, key="最低") == {"甲": "中", "乙": "差"}
    assert words(RATED, key="达标") == {"甲": True, "乙": False}


def test_a_scheme_of_ratings_is_clean():
    assert codes(SCALE + RATED + "等次: {好: {情形: 达标}, 差: 其余}\n") == []


def problem(text, *, code):
    """The one problem of that code."""
    _scheme, problems = loaded(text)
    found = [one for one in problems if one.code == code]
    assert len(found) == 1, [one.as_text() for one in problems]
    return found[0]


def test_the_type_of_a_derived_value_need_not_be_written():
    body = (
        "事实: {教学: 四档, 管理: 四档, 报送日: 日期, 主责: 文字, 整改: 是否}\n"
        "指标: {工作: {分值: 100}}\n"
        "派生:\n"
        "  最低: 最小(教学, 管理)\n"
        "  又: 最低\n"  # rests on another one that is not typed either
        '  过线: 又 >= "良"\n'
        "  那天: 报送日\n"
        "  谁: 'if 整改 then 主责 else \"无\"'\n"
        "  已改: 整改\n"
        "  加倍: 工作 * 2\n"
    )  # fmt: skip
    facts = (
        "对象,指标,数值\n甲,工作,30\n甲,教学,优\n甲,管理,良\n甲,报送日,2025-03-01\n"
        "甲,主责,办公室\n甲,整改,是\n"
    )
    expected = {
        "最低": "良", "又": "良", "过线": True, "那天": "2025-03-01", "谁": "办公室", "已改": True,
        "加倍": "60",
    }  # fmt: skip
    nodes = scored(SCALE + body, facts=facts)["甲"]["nodes"]
    found = {key: nodes[key]["exact"] or nodes[key]["value"] for key in expected}
    assert found == expected


def test_a_missing_figure_leaves_the_steps_that_may_be():
    found = scored(SCALE + RATED, facts="对象,指标,数值\n甲,安全,45\n")["甲"]
    assert found["nodes"]["安全档"]["value"] == "优"
    assert found["nodes"]["教学档"]["state"] == "missing"
    # 教学 gives 中, 良 or 优; the least of it and 优 reaches 中 in every case.
    assert found["nodes"]["达标"]["value"] is True


@pytest.mark.parametrize("kind", ["胡说", "四挡"])
def test_a_type_that_nobody_knows_is_told(kind):
    body = f"指标: {{工作: {{分值: 100}}}}\n派生: {{档: {{算式: '\"优\"', 类型: {kind}}}}}\n"
    found = problem(SCALE + body, code="unknown-scale")
    assert kind in found.message
    assert ("是不是「四档」" in found.remedy) is (kind == "四挡")


def test_a_misspelt_type_word_is_recognised():
    body = "指标: {工作: {分值: 100}}\n派生: {档: {算式: 工作 * 2, 类型: 数字}}\n"
    assert "、数、" in problem(SCALE + body, code="unknown-scale").remedy


@pytest.mark.parametrize(
    "formula",
    ['if 工作 > 60 then "尤" else "优"', "查表(评级, 工作)"],
)
def test_a_word_that_the_scale_does_not_have_is_told(formula):
    table = "表: {评级: {档: {'>=60': 尤, 其余: 优}}}\n"
    body = f"{table}指标: {{工作: {{分值: 100}}}}\n派生:\n  档: {{算式: '{formula}', 类型: 四档}}\n"
    found = problem(SCALE + body, code="unknown-choice")
    assert "尤" in found.message


def test_a_table_may_say_its_scale():
    body = (
        "表: {评级: {类型: 四档, 档: {'>=60': 良, 其余: 差}}}\n"
        "指标: {工作: {分值: 100}}\n"
        "派生: {够: '查表(评级, 工作) >= \"中\"', 档: '查表(评级, 工作)'}\n"
    )
    found = scored(SCALE + body, facts="对象,指标,数值\n甲,工作,60\n乙,工作,59\n")
    assert {name: one["nodes"]["够"]["value"] for name, one in found.items()} == {
        "甲": True,
        "乙": False,
    }
    assert codes(SCALE + body) == []
    assert codes(SCALE + body.replace("良,", "两,")) == ["unknown-choice"]
    assert codes(SCALE + body.replace("良,", "3,")) == ["wrong-type"]
    assert codes(SCALE + body.replace("类型: 四档", "类型: 文字")) == ["unknown-word", "wrong-type"]


def test_a_parameter_may_stand_on_a_scale():
    body = (
        "参数: {门槛: {类型: 四档, 默认: 良}}\n事实: {教学: 四档}\n"
        "指标: {工作: {分值: 100}}\n派生: {够: 教学 >= 门槛, 差几档: 序号(门槛) - 序号(教学)}\n"
    )
    facts = "对象,指标,数值\n甲,工作,60\n甲,教学,中\n乙,工作,60\n乙,教学,中\n乙,门槛,中\n"
    found = scored(SCALE + body, facts=facts)
    assert [one["nodes"]["够"]["value"] for one in found.values()] == [False, True]
    assert [one["nodes"]["差几档"]["exact"] for one in found.values()] == ["1", "0"]
    assert codes(SCALE + body.replace("默认: 良", "默认: 凉")) == ["unknown-choice"]


def test_steps_of_two_scales_are_told_apart():
    body = "事实: {教学: 四档}\n指标: {工作: {分值: 100}}\n派生: {档: {算式: 教学, 类型: 两档}}\n"
    scales = "序: {四档: [差, 中, 良, 优], 两档: [差, 好]}\n"
    assert codes(scales + body) == ["wrong-type"]
    both = body.replace("类型: 两档", "类型: 四档, 序: 两档")
    assert "conflicting-keys" in codes(scales + both)


def test_words_without_a_scale_have_no_order():
    body = (
        RATED.replace(", 类型: 四档", "")
        .replace("安全档, 教学档", "教学档")
        .replace("最低 >=", "安全档 >=")
    )
    found = problem(SCALE + body, code="wrong-type")
    assert "类型" in found.remedy


def test_a_result_of_another_year_is_given_as_a_step():
    body = (
        "事实: {教学: 四档}\n指标: {工作: {分值: 100}}\n"
        "派生:\n  档: {算式: 教学, 首期: '\"中\"'}\n  升了: 档 > 上年(档)\n"
    )
    facts = (
        "对象,指标,数值,周期\n甲,工作,60,2025\n甲,教学,良,2025\n甲,档,优,2024\n"
        "乙,工作,60,2025\n乙,教学,良,2025\n"
    )
    found = scored(SCALE + body, facts=facts)
    assert [one["nodes"]["升了"]["value"] for one in found.values()] == [False, True]


@pytest.mark.parametrize(("word", "told"), [("中", []), ("尤", ["unknown-choice"])])
def test_a_run_sets_a_parameter_to_a_step_of_its_scale(word, told):
    scheme, _problems = loaded(
        SCALE + "参数: {门槛: {类型: 四档, 默认: 良}}\n指标: {工作: {分值: 100}}\n"
    )
    changed, problems = with_overlay(scheme, overlay=overlay_of_settings((f"门槛={word}",)))
    assert problems == ()
    assert [one.code for one in set_problems(changed, was=scheme)] == told
