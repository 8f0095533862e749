"""What each node is worth in the total; expectations worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.records import Stake
from tests.engine.explain.telling import derived, row, scored, told

TAKEN_OUT = """\
指标:
  甲:
    权重: 60%
    指标:
      一: {权重: 50%}
      二: {权重: 50%, 不适用: {办法: 移出并折合, 至: 总分}}
  乙: {权重: 40%}
"""
FACTS = (row("甲", "一", "80"), row("甲", "二", "不适用"), row("甲", "乙", "90"))


def account(made, subject="甲"):
    (one,) = [each for each in made.result.subjects if each.subject == subject]
    return account_of(made, subject=one, node=made.run.plan.root, period=made.run.period)


def stakes(made):
    """Worth, earned, lost and open of each node, by its name."""
    found = {}

    def walk(node):
        one: Stake | None = node.stake
        found[node.name] = one and (one.worth, one.earned, one.lost, one.open)
        for child in node.children:
            walk(child)

    walk(account(made).derivation)
    return found


def test_what_does_not_apply_is_not_lost():
    # 甲 has 40 of the 50 that apply; 60 % × 40 + 40 % × 90 = 60 of 70: the rest is put over 70 %.
    made = scored(TAKEN_OUT, *FACTS)
    assert made.result.subjects[0].total == Fraction(600, 7)
    one = derived(made, "甲")
    assert (one.value, one.full, one.points_out, one.lost) == (40, 100, 50, 10)
    assert (
        told(made, "甲")[0]
        == "「甲」得 40 分（满分 100 分，其中不适用 50 分，由上级折合，失 10 分）。"
    )
    assert derived(made, "甲/二").lost is None


def test_its_siblings_are_worth_more_instead():
    sevenths = {
        "甲": (300, 240, 60, 0), "一": (300, 240, 60, 0), "二": (0, 0, 0, 0),
        "乙": (400, 360, 40, 0), "总分": (700, 600, 100, 0),
    }  # fmt: skip
    assert stakes(scored(TAKEN_OUT, *FACTS)) == {
        name: tuple(Fraction(one, 7) for one in four) for name, four in sevenths.items()
    }


def test_a_missing_figure_is_open():
    text = "指标: {一: {分值: 60, 范围: 10..60}, 二: {分值: 40}}\n"
    found = stakes(scored(text, row("甲", "二", "30")))
    assert found == {"总分": (100, 40, 10, 50), "一": (60, 10, 0, 50), "二": (40, 30, 10, 0)}


def test_parts_of_a_period_share_what_the_node_is_worth():
    text = "指标: {一: {权重: 80%, 周期: {期中: 25%, 期末: 75%}}, 二: {权重: 20%}}\n"
    rows = (
        row("甲", "一", "90", 周期="2025期中"), row("甲", "一", "60", 周期="2025期末"),
        row("甲", "二", "100"),
    )  # fmt: skip
    top = account(scored(text, *rows)).derivation
    parts = [child.stake for child in top.children[0].children]
    assert [(one.worth, one.lost) for one in parts] == [(20, 2), (60, 24)]


def test_a_bonus_is_worth_nothing_and_a_deduction_is_lost():
    text = "指标: {一: {分值: 100}}\n加分: {分值: 5}\n减分: {分值: 10}\n"
    found = stakes(scored(text, row("甲", "一", "90"), row("甲", "加分", "2"),
                          row("甲", "减分", "4")))  # fmt: skip
    assert found["加分"] == (0, 2, -2, 0)
    assert found["减分"] == (0, -4, 4, 0)
    assert found["总分"] == (100, 88, 12, 0)


def test_below_what_is_no_sum_nothing_is_shared_out():
    text = "指标: {甲: {分值: 100, 合成: 最高, 指标: {一: {}, 二: {}}}}\n"
    found = stakes(scored(text, row("甲", "一", "90"), row("甲", "二", "60")))
    assert found == {"总分": (100, 90, 10, 0), "甲": (100, 90, 10, 0), "一": None, "二": None}


def test_while_it_is_not_known_what_applies_nothing_is_shared_out():
    text = TAKEN_OUT.replace("不适用:", "适用: 有此项, 不适用:") + "事实: {有此项: {类型: 是否}}\n"
    found = stakes(scored(text, *(FACTS[0], FACTS[2])))
    assert found["甲"] is None
    assert found["总分"] is not None


def test_the_stake_stands_in_the_json():
    one = account(scored(TAKEN_OUT, *FACTS)).derivation.children[0].as_json()
    assert (one["lost"], one["out"]) == ("10", "50")
    assert one["in_total"] == {"worth": "300/7", "earned": "240/7", "lost": "60/7", "open": "0"}


def test_while_a_weight_is_owed_nothing_is_shared_out():
    """The total is 100 whatever the weights come to; how much of it each is worth, nobody knows."""
    text = "合成: 加权\n指标: {一: {}, 二: {}}\n"
    found = stakes(scored(text, row("甲", "一", "90"), row("甲", "二", "60")))
    assert (found["一"], found["二"]) == (None, None)
    rows = (row("甲", "一.权重", "70%"), row("甲", "二.权重", "30%"))
    found = stakes(scored(text, row("甲", "一", "90"), row("甲", "二", "60"), *rows))
    assert found == {"总分": (100, 81, 19, 0), "一": (70, 63, 7, 0), "二": (30, 18, 12, 0)}
