"""Every rule kind in words, its arguments as the scheme has them."""

from __future__ import annotations

import pytest

from kaoji.engine.explain.wording import wording
from kaoji.engine.scheme.rules import RULES
from tests.engine.explain.telling import loaded


def rule_text(scoring):
    scheme = loaded(f"指标: {{一: {{分值: 10, 计分: {scoring}}}}}\n")
    return wording(scheme.root.children[0].source)


@pytest.mark.parametrize(
    ("scoring", "expected"),
    [
        ("按完成比例折算", "按完成比例折算：满分 × 完成比例（数值 / 目标，最低按 0，最高按 100%）"),
        (
            "{按完成比例折算: {封顶: 120%, 方向: 越低越好, 公式: 2 - 数值/目标}}",
            "按完成比例折算：满分 × 完成比例（2 − 数值 ÷ 目标，最低按 0，最高按 120%）",
        ),
        ("{差额计分: {减: 1, 方式: 整步}}", "与目标每差 1 扣 1 分（整步），最低 0 分"),
        ("{扣分: 2}", "从满分中扣，每件扣 2 分，最多扣满分"),
        ("扣分", "从满分中扣，最多扣满分"),
        ("直接评分", "由评分者直接给分"),
        ('{分档: {">=90": 10, 其余: 0}}', "按档给分：本指标所列"),
    ],
)
def test_arguments_are_filled_in(scoring, expected):
    assert rule_text(scoring) == expected


@pytest.mark.parametrize("kind", RULES)
def test_a_sentence_names_only_arguments_of_its_kind(kind):
    import re

    rule = RULES[kind]
    known = {argument.en for argument in rule.arguments}
    assert set(re.findall(r"\{([^{}]+)\}", rule.wording)) <= known
