"""How the oracle of 北京 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from tests.oracles import beijing

#: Points of the first indicators where a case does not speak of them.
SHARES = {"职责任务": "25", "依法行政": "12", "服务中央": "8"}


def whole(inputs):
    taken = {name: [{"amount": points}] for name, points in inputs["deductions"].items()}
    facts = {"subject": "甲", "points": SHARES, "given": inputs["points"], "deductions": taken}
    nodes = beijing.score(facts)["nodes"]
    return {
        "dimensions": {name: nodes[name] for name in beijing.POINTS},
        "earned": nodes["八项得分"],
        "deduction_raw": nodes["问责扣分合计"],
        "deduction_applied": nodes["减分"],
        "deduction_waived": nodes["不再扣的分"],
        "total": nodes["总分"],
    }


def public(inputs):
    assert inputs["points"] == "20"
    return {"exact": beijing.public_points(inputs["score_100"])}


def tree(inputs):
    sizes = inputs["indicators_per_dimension"]
    return beijing.check_tree(inputs["dimension_weights"], sizes=sizes)


ANSWERS = {whole: "G-035 G-037", public: "G-040", tree: "G-041"}
