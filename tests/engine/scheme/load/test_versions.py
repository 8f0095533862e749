"""各期版本 as written: a version number, with or without 按."""

from __future__ import annotations

import pytest

from tests.engine.scheme.writing import load, problems_of, with_head


def written(pin: str) -> str:
    return with_head(f"各期版本: {{中期: {pin}}}\n指标: {{甲: {{分值: 100}}}}")


@pytest.mark.parametrize("pin", ["按 2016.1", "2016.1", '"2016.1"', "按2016.1版", "under 2016.1"])
def test_a_pin_is_a_version_number(pin):
    (found,) = load(written(pin)).pins
    assert (found.part, found.version) == ("中期", "2016.1")


@pytest.mark.parametrize("pin", ["按 2016/1", "{版本: 2016.1}", "2016.1 2015.1"])
def test_what_is_no_version_number_is_told_and_pins_nothing(pin):
    (found,) = problems_of(written(pin))
    assert found.code == "wrong-shape"
    assert found.path.endswith("中期")
