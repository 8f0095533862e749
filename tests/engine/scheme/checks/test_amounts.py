"""Amounts that are known before any fact: what they add up to is checked."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ("60 + 40", []),
        ("120 - (20)", []),
        ("50 * 2", []),
        ("200 / 2", []),
        ("-(-100)", []),
        ("60 + 30", ["points-sum"]),
        ("100 / 3", ["points-sum"]),
        # A power is left to the evaluator; nothing is claimed of it.
        ("10 ** 2", []),
    ],
)
def test_sums(points, found):
    assert codes(f'指标: {{甲: {{分值: "{points}"}}}}\n') == found
