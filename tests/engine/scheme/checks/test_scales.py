"""Words of a scale: the written are checked, the computed are known only when it is scored."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes

TEXT = """
序: {{四档: [差, 中, 良, 优]}}
参数: {{起点: {{类型: 四档, 默认: {value}}}}}
指标: {{甲: {{分值: 100, 算式: 'if 起点 >= "良" then 100 else 60'}}}}
"""


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ('"良"', []),
        ("'\"尤\"'", ["unknown-choice"]),
        ('\'if 1 > 2 then "差" else "良"\'', []),
    ],
)
def test_the_words_of_a_parameter(value, found):
    assert codes(TEXT.format(value=value)) == found
