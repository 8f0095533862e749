"""How the oracle of 深圳 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from tests.oracles import shenzhen
from tests.oracles.common import IncompleteFactsError


def months(inputs):
    found = shenzhen.so_far(inputs["months"])
    try:
        year = shenzhen.year(inputs["months"])
    except IncompleteFactsError:
        here = {"sum_so_far": found["已评合计"], "mean_so_far": found["已评均值"]}
        return here | {"status": "incomplete"}
    return {"sum": found["已评合计"], "year_mean_exact": year, "year": year}


def plates(inputs):
    """As many areas as the case names: all hold a title, some do not stand the check."""
    assert inputs["holders"] == inputs["areas"]
    area = {"class": "街道", "title": "达标", "accepted": []}
    kept = [shenzhen.title(area | {"rechecked": [{"verdict": "合格"}]})]
    lost = [shenzhen.title(area | {"rechecked": [{"verdict": "不合格"}]})]
    titles = kept * (inputs["holders"] - inputs["failed"]) + lost * inputs["failed"]
    found = shenzhen.holders(titles)
    return {"holders_after": found["持牌单位数"], "coverage_percent": found["达标覆盖率"]}


ANSWERS = {months: "G-059 G-095", plates: "G-060"}
