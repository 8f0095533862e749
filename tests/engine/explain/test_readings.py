"""Which other nodes a formula has read, and in which period."""

from __future__ import annotations

from tests.engine.explain.telling import derived, row, scored


def test_a_part_is_read_in_its_own_period():
    made = scored(
        "指标:\n"
        "  一: {分值: 50, 周期: {上半年: 50%, 下半年: 50%}, 指标: {子: {分值: 50}}}\n"
        "  二: {分值: 50, 算式: '期(一, 上半年)'}\n",
        row("甲", "子", "40", 周期="2025H1"), row("甲", "子", "30", 周期="2025H2"),
    )  # fmt: skip
    tree = derived(made, "二")
    (read,) = tree.children
    assert (tree.value, read.value) == (40, 40)
    assert (read.path, str(read.period), read.share.relation) == ("一", "2025H1", "reads")
