"""How the oracle of 兴国 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from tests.oracles import xingguo


def publications(inputs):
    """A duty is one number, or the lower of two."""
    met = []
    for person in inputs["people"]:
        own = inputs["quota"][person["post"]]
        duty = own[0] if isinstance(own, list) else own
        rows = [{"month": 1, "count": person["published"]}]
        met.append(not xingguo.short_terms(rows, terms=1, duty=duty))
    return {"met": met}


ANSWERS = {publications: "G-063"}
