"""How the oracle of 泗洪 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from fractions import Fraction

from tests.oracles import sihong


def penalty(inputs):
    given = {"基准分": inputs["base_part"]}
    given |= {"加分": inputs["bonus"]} if "bonus" in inputs else {}
    names = dict(zip(("city", "county", "bureau"), sihong.VIOLATION, strict=True))
    found = [{"by": names[word], "count": n} for word, n in inputs["violations"].items()]
    facts = {"subject": "甲", "given": given, "violations": found}
    result = sihong.score(facts | {"last_in_city": inputs["last_in_city"]})
    return {"penalty": result["nodes"]["减分"], "total": result["total"]}


def carry_over(inputs):
    table = {"系统评比": inputs["bonus_of_unit_A"]}
    complete = inputs["tier_units"] == inputs["evidence_lodged"]
    won = [{"what": "系统评比", "system": "是"}]
    now, later = sihong.bonus(won, table=table, complete=complete)
    return {"bonus_this_year": now, "carried_to_next_year": later}


def tier(totals, **more):
    """One tier with given totals."""
    own = {"group": "一档", "chiefs": "1", "members": "0"} | more
    return [own | {"subject": n, "given": {"总分": t}} for n, t in totals.items()]


def last(inputs):
    people = {word: str(inputs[word]) for word in ("chiefs", "members")}
    members = tier({"甲": inputs["score"], "乙": "98"}, **people)
    proposed = sihong.group(members)["subjects"]["甲"]["consequences"]
    measures = [name for name, code in sihong.MEASURES.items() if code in proposed]
    return {"measures": measures, "fine": proposed.get("fine", Fraction(0))}


def share(inputs):
    minimum = sihong.chiefs_minimum(inputs["prize"])
    return {"minimum": minimum, "valid": Fraction(inputs["chiefs_total"]) >= minimum}


def budget(inputs):
    return {"budget": sihong.budget(**inputs)}


def halves(inputs):
    marks = (inputs["half_year"], inputs["year_end"])
    given = {f"基准分@{h}": m for h, m in zip(sihong.HALVES, marks, strict=True)}
    weights = dict(zip(sihong.HALVES, inputs["weights"], strict=True))
    facts = {"subject": "甲", "given": given, "half_weights": weights}
    return {"total": sihong.score(facts)["total"]}


def veto(inputs):
    members = tier({"甲": inputs["score"]}, vetoes=inputs["veto"])
    found = sihong.group(members)["subjects"]["甲"]
    barred = {"award_eligible": found["eligible"], "head_award_eligible": found["eligible"]}
    return {"score": found["total"]} | barred


ANSWERS = {
    penalty: "GB-010 GB-011",
    carry_over: "GB-012 GB-013",
    last: "GB-014 GB-015 GB-017 GB-018",
    share: "GB-020",
    budget: "GB-021",
    halves: "GB-170",
    veto: "GB-171",
}
