"""对象.条件: who is appraised; an empty column is empty text, an absent one is a problem."""

from __future__ import annotations

from tests.engine.score.small import scored

HEAD = '方案: 试\n编号: trial\n版本: "1"\n施行: 2025-01-01\n'
TEXT = """
对象: {类: 单位, 条件: '属性(试点) != "是"'}
指标: {甲: {分值: 100, 范围: 0..1000, 算式: 100 * 数值 / 最大(全体(甲.数值)), 无定义: 计零}}
"""
FACTS = "对象,指标,数值\n一,甲,40\n二,甲,80\n三,甲,100"


def test_the_excluded_have_no_score_and_are_nobodys_peer():
    found = scored(
        TEXT,
        head=HEAD,
        facts=FACTS,
        subjects="对象,类,试点\n一,单位,否\n三,单位,是\n二,单位,",
    )
    assert list(found) == ["一", "三", "二"]
    assert found["三"]["status"] == "excluded"
    assert found["三"]["total"] is None
    assert found["三"]["rank"] is None
    assert found["一"]["total"]["exact"] == "50"
    assert found["二"]["rank"] == 1


def test_without_the_column_nothing_is_said_in_silence():
    found = scored(TEXT, head=HEAD, facts=FACTS, subjects="对象,类\n一,单位\n二,单位\n三,单位")
    assert {one["status"] for one in found.values()} == {"refused"}
    codes = {problem["code"] for one in found.values() for problem in one["problems"]}
    assert codes == {"subject-condition-open"}


def test_what_is_not_known_yet_stays_in():
    text = """
    对象: {类: 单位, 条件: 人数 >= 10}
    事实: {人数: {单位: 人, 范围: 0..100}}
    指标: {甲: {分值: 100}}
    """
    found = scored(
        text,
        head=HEAD,
        facts="对象,指标,数值\n一,甲,40\n一,人数,9\n二,甲,50\n二,人数,10\n三,甲,60",
    )
    assert [one["status"] for one in found.values()] == ["excluded", "final", "final"]
