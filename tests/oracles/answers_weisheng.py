"""How the oracle of 卫生系统 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from tests.oracles import weisheng


def stage(inputs):
    return {"stage": weisheng.stage(inputs["date"])}


def veto(inputs):
    facts = {"given": {"总分": inputs["score"]}, "joined": inputs["joined_三满意"]}
    found = weisheng.standing(facts)
    decision = weisheng.honours({"甲": found}, seats=1)
    barred = not found["eligible"] and not decision["proposed"]
    return {
        "score": found["total"],
        "评先资格": found["eligible"],
        "scope": "all commendation of the year" if barred else "none",
    }


ANSWERS = {stage: "G-076 G-077 G-079", veto: "G-082"}
