"""卫生系统: from the words of the worked cases to rows of the table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.regulations.translated import Row, Translated, exact, row, subjects_of

YEAR = "2012"
PACK, KIND, ONE = "weisheng-units", "医疗卫生单位", "甲"
VETO, HONOUR = "不参与三满意", "先进单位"
#: What the text leaves open and a case does not speak of.
OPEN = {"患者满意分值": "40", "职工满意分值": "30", "先进名额": "1"}

#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = {"G-082": ("总分",)}


def _run(
    worked: dict, *, facts: tuple[Row, ...], given: tuple[Row, ...] = (), **wanted
) -> Translated:
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        facts=facts,
        given=given,
        subjects=subjects_of(facts, kind=KIND),
        parameters=OPEN,
        expected={"subjects": {ONE: wanted}},
    )


def stage(worked):
    """The case writes month and day; the text has lost its year."""
    day = f"{YEAR}-{worked['inputs']['date']}"
    facts = (row(ONE, key="看哪天", value=day, at=YEAR),)
    return _run(worked, facts=facts, nodes={"所处阶段": {"value": worked["expected"]["stage"]}})


def veto(worked):
    """Not to join bars from every commendation; the score stays."""
    inputs, expected = worked["inputs"], worked["expected"]
    words = {False: "否", True: "是"}
    joined = row(ONE, key="参与三满意", value=words[inputs["joined_三满意"]], at=YEAR)
    barred = {False: {"not_honoured": [HONOUR], "flags": [VETO]}, True: {}}
    return _run(
        worked,
        facts=(joined,),
        given=(row(ONE, key="总分", value=inputs["score"], at=YEAR),),
        total=exact(expected["score"]),
        no_consequences=["commendation"],
        **barred[expected["评先资格"]],
    )


SORTS = {stage: "G-076 G-077 G-079", veto: "G-082"}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("weisheng"))
