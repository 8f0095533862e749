"""What a formula reads from afar: parts of the period, earlier ones, lists, keys of tables."""

from __future__ import annotations

from fractions import Fraction

from tests.engine.explain.telling import derived, row, scored


def figures(text, *rows, path="一", **more):
    """The figures of the one formula of a node, by name."""
    (step,) = [
        one for one in derived(scored(text, *rows, **more), path).steps
        if one.kind in ("formula", "combine")
    ]  # fmt: skip
    return {one.name: one for one in step.figures}


BANDS = '表: {档: {档: {">=90": 10, 其余: 5}, 单位: 分}}\n'


class TestKeysOfTables:
    def test_a_computed_key_is_told_with_its_value(self):
        text = "事实: {量: {}}\n指标: {一: {分值: 100, 算式: '查表(档, 量 * 2)'}}\n" + BANDS
        # 2 × 45 is 90.
        found = figures(text, row("甲", "量", "45"))
        assert (found["量 * 2"].kind, found["量 * 2"].value) == ("form", 90)

    def test_a_key_that_a_loop_binds_has_no_value_of_its_own(self):
        text = (
            "事实: {量: {}}\n"
            "指标: {一: {分值: 100, 算式: '合计(for x in [1, 2] return 查表(档, 量 * x))'}}\n"
        ) + BANDS
        # 45 is below 90 and 2 × 45 is not: 5 + 10.
        assert derived(scored(text, row("甲", "量", "45")), "一").value == 15
        assert set(figures(text, row("甲", "量", "45"))) == {"量"}

    def test_beside_a_loop_the_key_that_it_does_not_bind_is_told(self):
        text = (
            "事实: {量: {}}\n"
            "指标: {一: {分值: 100, 算式:"
            " '合计(for x in [1, 2] return x) + 查表(档, 量 * 2)'}}\n"
        ) + BANDS
        assert figures(text, row("甲", "量", "45"))["量 * 2"].value == 90

    def test_a_key_in_a_branch_not_taken_may_not_be_computable(self):
        text = (
            "事实: {量: {首期: 0}, 数: {}}\n"
            "指标: {一: {分值: 100, 算式: 'if 数 >= 1 then 查表(档, 往年(量, 数) + 1) else 7'}}\n"
        ) + BANDS
        # Half a year back is no year.
        found = figures(text, row("甲", "量", "9"), row("甲", "数", "0.5"))
        assert {name: one.value for name, one in found.items()} == {"数": Fraction(1, 2)}


class TestPeriods:
    def test_the_value_of_a_part_of_the_period(self):
        text = (
            "指标:\n"
            "  评估: {分值: 60, 周期: {半年: 50%}}\n"
            "  一: {分值: 40, 算式: '期(评估, \"上半年\") / 2'}\n"
        )
        found = figures(
            text, row("甲", "评估", "50", 周期="2025H1"), row("甲", "评估", "30", 周期="2025H2")
        )
        assert found['期(评估, "上半年")'].value == 50

    def test_the_period_before(self):
        text = "事实: {量: {首期: 0, 单位: 件}}\n指标: {一: {分值: 100, 算式: 量 - 上期(量)}}\n"
        found = figures(
            text, row("甲", "量", "9", 周期="2025Q2"),
            row("甲", "量", "4", 周期="2025Q1", 文号="一号"), period="2025Q2",
        )  # fmt: skip
        past = found["上期(量)"]
        assert (past.kind, past.value, past.unit) == ("past", 4, "件")
        (member,) = past.members
        assert (member.name, member.coordinate) == ("2025Q1", "甲:量@2025Q1")
        assert member.evidence.document == "一号"

    def test_a_target_of_last_year_names_the_row_that_states_it(self):
        text = (
            "事实: {量: {首期: 0, 字段: {目标: {}}}}\n"
            "指标: {一: {分值: 100, 算式: 上年(量.目标)}}\n"
        )
        found = figures(text, row("甲", "量", "4", 目标="6", 周期="2024", 文号="旧一号"))
        (member,) = found["上年(量.目标)"].members
        assert (member.value, member.coordinate) == (Fraction(6), "甲:量.目标@2024")
        assert member.evidence.document == "旧一号"

    def test_a_given_result_of_last_year_is_proved_by_its_row(self):
        text = (
            "指标:\n"
            "  组: {分值: 60, 首期: 0, 指标: {二: {分值: 60}}}\n"
            "  一: {分值: 40, 算式: 上年(组) / 2}\n"
        )
        found = figures(
            text, row("甲", "二", "50"), row("甲", "组.得分", "30", 周期="2024", 文号="旧通报")
        )
        (member,) = found["上年(组)"].members
        assert (member.value, member.evidence.document) == (30, "旧通报")

    def test_a_result_of_last_year_that_was_worked_out_has_no_row(self):
        text = (
            "指标:\n"
            "  组: {分值: 60, 首期: 0, 指标: {二: {分值: 60}}}\n"
            "  一: {分值: 40, 算式: 上年(组) / 2}\n"
        )
        found = figures(text, row("甲", "二", "50"), row("甲", "二", "20", 周期="2024"))
        (member,) = found["上年(组)"].members
        assert (member.value, member.evidence) == (20, None)


class TestLists:
    def test_rows_and_the_sum_of_their_counts(self):
        text = (
            "事实: {投诉: {条目: {}}}\n"
            "指标: {一: {分值: 100, 算式: '100 - 个数(条(投诉)) * 2 - 件数合计(投诉)'}}\n"
        )
        rows = (row("甲", "投诉", 编号="甲一", 件数="3"), row("甲", "投诉", 编号="甲二"))
        assert derived(scored(text, *rows), "一").value == 92  # 100 - 2 × 2 - (3 + 1)
        found = figures(text, *rows)
        told = {name: (one.value, one.unit, one.coordinate) for name, one in found.items()}
        assert told == {
            "条(投诉)": (2, "条", "甲:投诉@2025"),
            "件数合计(投诉)": (4, "件", "甲:投诉@2025"),
        }
