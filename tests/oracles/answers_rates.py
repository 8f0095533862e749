"""How the oracle of rates answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from fractions import Fraction

from tests.oracles import rates
from tests.oracles.common import published


def _shown(value):
    return None if value is None else published(value)


def losses(inputs):
    words = dict(zip(("sent", "returned", "valid", "satisfied"), rates.FORMS, strict=True))
    found = rates.survey({words[word]: Fraction(value) for word, value in inputs.items()})
    names = {"recovery": "回收率", "validity": "有效率", "satisfaction": "满意率"}
    return {word: _shown(found[name]) for word, name in names.items()}


def three(inputs):
    words = {
        "households": "在册户数",
        "visited": "已走访户数",
        "opinions_from": "已收集户数",
        "opinions": "意见条数",
        "answered": "已反馈条数",
    }
    found = rates.three_rates({words[word]: Fraction(value) for word, value in inputs.items()})
    return {
        "visit_rate": _shown(found[rates.VISITED]),
        "collect_rate": _shown(found[rates.COLLECTED]),
        "answer_rate": _shown(found[rates.ANSWERED]),
        "passed": rates.passed(found),
    }


def mediation(inputs):
    part, whole = rates.LAW_RATES["调处成功率"]
    counts = {whole: Fraction(inputs["handled"]), part: Fraction(inputs["succeeded"])}
    return {"rate": _shown(rates.rate(counts[part], of=counts[whole]))}


def notary(inputs):
    words = dict(zip(rates.NOTARY, ("domestic", "foreign", "hk_mo_tw"), strict=False))
    counts = {name: Fraction(inputs[word]) for name, word in words.items()}
    return {"total": rates.sum_of(counts, names=tuple(words))}


def aid(inputs):
    words = dict(zip(rates.AID, ("citizen", "court"), strict=False))
    counts = {name: Fraction(inputs[word]) for name, word in words.items()}
    return {"total": rates.sum_of(counts, names=tuple(words))}


def documents(inputs):
    whole = Fraction(inputs["documents"])
    return {
        "review_rate": _shown(rates.rate(Fraction(inputs["reviewed"]), of=whole)),
        "filing_rate": _shown(rates.rate(Fraction(inputs["filed"]), of=whole)),
    }


def reviews_of_acts(inputs):
    words = dict(zip(rates.ENDINGS, ("withdrawn", "settled", "upheld"), strict=False))
    counts = {name: Fraction(inputs[word]) for name, word in words.items()}
    accepted = Fraction(inputs["accepted"])
    return {
        "not_accepted": Fraction(inputs["received"]) - accepted,
        "closed": rates.sum_of(counts, names=tuple(words)),
        "upheld_rate": rates.rate(counts[rates.ENDINGS[-1]], of=accepted),
    }


def quota(inputs):
    own = {"office": inputs["per_month"], "unit": "0", "months": inputs["months"]}
    counts = {"执法单位数": Fraction(0), "执法单位报送": Fraction(0)}
    found = rates.duty(own, counts=counts | {"法制局报送": Fraction(inputs["sent"])})
    return {"quota": found["法制局任务"], "rate": _shown(found["法制局完成率"])}


ANSWERS = {
    losses: "G-071 G-072",
    three: "GB-153",
    mediation: "GB-155",
    notary: "GB-156",
    aid: "GB-157",
    documents: "GB-158",
    reviews_of_acts: "GB-161",
    quota: "GB-162",
}
