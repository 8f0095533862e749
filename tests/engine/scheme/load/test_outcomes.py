"""Grades, honours, vetoes, rankings, consequences."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme.model import Act, SortKey, TieRule
from tests.engine.scheme.writing import codes, load, only, with_head


def grade(body: str):
    return load(with_head(f"等次: {{优: {body}}}")).grading.grades[0]


@pytest.mark.parametrize(
    ("written", "share", "count", "least"),
    [
        ("25%", "25%", None, None), ("1/4", "1/4", None, None), ("0.25", "0.25", None, None),
        ("3", None, "3", None), ("3个", None, "3", None), ("3名额", None, "3", None),
        ("3 seats", None, "3", None),
        ("3..5", None, "5", "3"),
        ("待定", None, "`等次.优.名额`", None), ("", None, None, None),
    ],
)  # fmt: skip
def test_seats(written, share, count, least):
    quota = grade(f"{{名额: {written}, 至少: }}".replace("名额: ,", "").replace(", 至少: ", "")
                  if written else "{名额取整: 去尾}").quota  # fmt: skip
    found = [one and one.text for one in (quota.share, quota.count, quota.least)]
    assert found == [share, count, least]


def test_seats_by_class():
    scheme = load(with_head("等次: {优: {名额: {乡镇: 2, 部门: 8}}, 良: {名额: {乡镇: 20%}}}"))
    first, second = (one.quota for one in scheme.grading.grades)
    assert first.count.text == "`等次.优.名额`"
    assert second.share.text == "`等次.良.名额`"
    assert {key: one.text for key, one in scheme.parameters[0].by_class.items()} == {
        "乡镇": "2", "部门": "8",
    }  # fmt: skip
    assert not scheme.parameters[0].required


PARAMETERS = """
参数:
  率: {单位: "%", 必填: 是}
  比: {范围: 0%..100%}
  数: {单位: 个, 必填: 是}
  不明: 待定
"""


@pytest.mark.parametrize(
    ("written", "share", "count"),
    [
        ("名额: 率", "率 / 100", None), ("比例: 率", "率 / 100", None),
        ("名额: 比", "比", None), ("比例: 比", "比", None),
        ("名额: 数", None, "数"), ("名额: 不明", None, "不明"), ("比例: 不明", "不明", None),
        ("比例: 率 / 200", "率 / 200", None), ("share: 15%", "15%", None),
        ("比例: 待定", "`等次.优.比例` / 100", None),
        ("比例: {乡镇: 20%, 部门: 率}", "`等次.优.比例`", None),
    ],
)  # fmt: skip
def test_a_parameter_gives_a_share_or_a_count(written, share, count):
    scheme = load(with_head(f"等次: {{优: {{{written}}}}}{PARAMETERS}"))
    quota = scheme.grading.grades[0].quota
    assert [one and one.text for one in (quota.share, quota.count)] == [share, count]
    opened = [one.unit for one in scheme.parameters if one.name == "等次.优.比例"]
    assert opened == (["%"] if "待定" in written else [None] if "乡镇" in written else [])


def test_an_honour_takes_a_share_of_a_parameter_too():
    scheme = load(with_head(f"荣誉: {{先进: {{名额: 率}}}}{PARAMETERS}"))
    assert scheme.honours[0].quota.share.text == "率 / 100"


def test_a_count_and_a_share_exclude_each_other():
    assert codes(with_head("等次: {优: {名额: 3, 比例: 30%}}")) == ["conflicting-keys"]


def test_no_quota():
    assert grade("{不低于: 90}").quota is None
    assert grade("90").floor.text == "90"


@pytest.mark.parametrize(
    ("written", "ties", "body"),
    [
        ("提请", TieRule.DECIDE, None), ("提请 领导小组", TieRule.DECIDE, "领导小组"),
        ("报请县政府常务会议审定", TieRule.DECIDE, "县政府常务会议"),
        ("提请局长办公会议", TieRule.DECIDE, "局长办公会议"),
        ("提请 局党组会议", TieRule.DECIDE, "局党组会议"),
        ("提交县委研究决定", TieRule.DECIDE, "县委"),
        ("refer to the county", TieRule.DECIDE, "the county"),
        ("同进", TieRule.ALL_IN, None), ("all_out", TieRule.ALL_OUT, None),
    ],
)  # fmt: skip
def test_ties(written, ties, body):
    quota = grade(f"{{名额: 1, 并列: {written}}}").quota
    assert (quota.ties, quota.body) == (ties, body)


def test_orders():
    quota = grade("{名额: 1, 顺序: [总分, 甲/乙 升, total desc, '甲 乙 降']}").quota
    assert quota.order == (
        SortKey("总分"), SortKey("甲/乙", descending=False), SortKey("总分"), SortKey("甲 乙"),
    )  # fmt: skip
    assert grade("{名额: 1, 顺序: 总分}").quota.order == (SortKey("总分"),)


def test_bars():
    scheme = load(
        with_head(
            """
            等次: {优: {取消评先情形: [事故, 黄牌, {名称: 腐败, 机关: 纪委}, {情形: 黄牌}]}}
            荣誉: {先进: {取消情形: 事故}}
            事实: {黄牌: 是否}
            """
        )
    )
    bars = scheme.grading.grades[0].bars
    assert [bar.name for bar in bars] == ["事故", "黄牌", "腐败", "黄牌"]
    assert bars[3].condition.text == "黄牌"
    assert [one.path for one in scheme.facts] == ["黄牌", "事故", "腐败"]
    assert scheme.honours[0].bars[0].name == "事故"


def test_a_bar_named_by_a_node_implies_nothing():
    scheme = load(with_head("指标: {事故: {}}\n等次: {优: {取消评先情形: 事故}}"))
    assert scheme.facts == ()


def test_a_bar_of_a_name_that_cannot_be_a_key():
    assert codes(with_head('等次: {优: {取消评先情形: ["事故(较大)"]}}')) == ["bad-key"]
    load(with_head('等次: {优: {取消评先情形: [{名称: "事故(较大)", 情形: 1 = 1}]}}'))


def test_grading_without_grades():
    grading = load(with_head("定等: {值: 甲/乙}")).grading
    assert (grading.value, grading.on_published, grading.grades) == ("甲/乙", False, ())
    assert load(with_head("")).grading is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("其他", "unknown-word"), ("[1]", "wrong-shape"), ("1 +", None),
        ("{名额: {}}", "wrong-shape"), ("{名额: {乡镇: 1, 部门: 20%}}", "wrong-shape"),
        ("{名额: {乡镇: }}", "empty-value"), ("{名额: {乡镇: [1]}}", "wrong-shape"),
        ("{名额: 1, 并列: 抽签}", "unknown-word"),
        ("{名额: 1, 并列: }", "empty-value"), ("{名额: 1, 顺序: [总分 横]}", "unknown-word"),
        ("{取消评先情形: [{机关: 甲}]}", "wrong-shape"), ("{取消评先情形: [[甲]]}", "wrong-shape"),
        ("{条件: [{说明: 甲}]}", "missing-key"), ("{名额: 1, 递补: 补}", "unknown-word"),
        ("{名额: 1 +}", None),
    ],
)  # fmt: skip
def test_faults_of_a_grade(body, code):
    found = codes(with_head(f"等次: {{优: {body}}}"))
    assert len(found) == 1
    assert code in (None, found[0])


def test_grade_conditions():
    (condition,) = grade("{条件: {条件: 1 = 1}}").conditions
    assert condition.text == "1 = 1"


def test_an_honour_without_quota():
    honour = load(with_head("荣誉: {先进: {范围: 优}}")).honours[0]
    assert honour.grades == ("优",)
    assert honour.quota.count is None


# --- vetoes --------------------------------------------------------------------------------------


def effects(written: str):
    veto = load(with_head(f"否决: {{甲: {{效果: {written}}}}}")).vetoes[0]
    return [(step.act, step.grade, step.steps, step.whom) for step in veto.effects]


def test_effects_in_their_order():
    found = effects(
        "[{封顶: 合格}, {降: 两等}, {定为: 诫勉}, {保底: 差}, {取消评先: [单位, staff]}]"
    )
    assert found == [
        (Act.CAP, "合格", 1, ()), (Act.DOWN, None, 2, ()), (Act.SET, "诫勉", 1, ()),
        (Act.FLOOR, "差", 1, ()), (Act.BAR, None, 1, ("单位", "人员")),
    ]  # fmt: skip


def test_effects_in_one_block():
    assert effects("{降: 1, 取消评先: 单位}") == [
        (Act.DOWN, None, 1, ()), (Act.BAR, None, 1, ("单位",)),
    ]  # fmt: skip


def test_a_veto_of_an_undeclared_name_is_a_list():
    scheme = load(with_head("否决: {一票否决: {依据: 第一条}}"))
    assert [(one.path, one.row_kind, one.clause) for one in scheme.facts] == [
        ("一票否决", "event", "第一条")
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("[降]", "wrong-shape"), ("[{降: 很多}]", "wrong-shape"), ("[{封顶: }]", "empty-value"),
        ("[{取消评先: 大家}]", "unknown-word"),
    ],
)  # fmt: skip
def test_faults_of_effects(written, code):
    assert codes(with_head(f"否决: {{甲: {{效果: {written}}}}}")) == [code]


# --- rankings and consequences -------------------------------------------------------------------


def test_rankings():
    scheme = load(with_head("排名: {甲: {}, 乙: {顺序: [甲 升], 方式: 平均, 含被取消者: 否}}"))
    first, second = scheme.rankings
    assert first.order == (SortKey("总分"),)
    assert first.with_barred
    assert not second.with_barred
    assert second.method == "average"


def test_consequences():
    (one,) = load(with_head("结果运用: {编号: A, 内容: 约谈, 情形: 名次 > 3}")).consequences
    assert (one.code, one.standing, one.condition.text) == ("A", "proposed", "名次 > 3")


@pytest.mark.parametrize("key", ["编号", "内容", "情形"])
def test_a_consequence_is_whole(key):
    parts = {"编号": "A", "内容": "乙", "情形": "1 = 1"}
    parts.pop(key)
    body = ", ".join(f"{name}: {value}" for name, value in parts.items())
    problem = only(with_head(f"结果运用: [{{{body}}}]"))
    assert problem.code == "missing-key"
    assert key in problem.message


def test_codes_of_consequences_are_told_apart():
    one = "{编号: A, 内容: 乙, 情形: 1 = 1}"
    assert codes(with_head(f"结果运用: [{one}, {one}]")) == ["duplicate-name"]
