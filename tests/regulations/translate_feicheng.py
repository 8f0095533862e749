"""肥城: from the words of the worked cases to rows of the facts table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.oracles.rows import PARAMETERS
from tests.regulations.translated import Row, Translated, exact, published, row, subjects_of

PACK, YEAR = "feicheng-bodies", "2013"
ONE, KIND = "甲局", "政府工作部门"
GROUPS = ("职责落实和履行", "机构编制管理", "社会评议")
RATES = ("职责落实得分率", "编制管理得分率", "社会评议得分率")
BODIES, RAW, SAMPLE = "下属事业单位数", "抽查基数", "应抽查下属单位数"
#: What the text leaves to those in charge, and no case speaks of.
OPEN = {
    PARAMETERS["layer_weights"]: {
        "值": {
            "市分管领导": "10%",
            "市编办": "30%",
            "管理服务对象": "20%",
            "相关职能部门": "10%",
            "监管部门": "10%",
            "单位干部职工": "20%",
        }
    },
    **{PARAMETERS["lines"].format(name): line for name, line in
       {"优秀": "90", "良好": "80", "合格": "60"}.items()},
}  # fmt: skip

#: Case → the inner nodes that the case itself states; nothing else may be given.
GIVEN_ALLOWED = {"G-043": GROUPS}


def _run(worked: dict, *, facts=(), given=(), **wanted) -> Translated:
    rows: tuple[Row, ...] = tuple(facts) + tuple(given)
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        facts=tuple(facts),
        given=tuple(given),
        subjects=subjects_of(rows, kind=KIND),
        parameters=OPEN,
        expected={"subjects": {ONE: wanted}},
    )


def _of_scheme(worked: dict, *, changes: dict | None = None) -> Translated:
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        subjects=({"对象": ONE},),
        changes=changes or {},
        expected={"scheme": worked["expected"]},
    )


def body(worked):
    """Three groups, their sum, and what each obtained of its points."""
    inputs, expected = worked["inputs"], worked["expected"]
    given = [row(ONE, key=name, value=inputs[name], at=YEAR) for name in GROUPS]
    rates = zip(RATES, expected["rate_by_group"], strict=True)
    nodes = {name: published(value) for name, value in rates}
    return _run(worked, given=given, status="final", total=exact(expected["total"]), nodes=nodes)


def groups(worked):
    """Groups that are not 100 points: the scheme is refused."""
    points = zip(GROUPS, worked["inputs"]["groups"], strict=True)
    return _of_scheme(worked, changes={f"指标/{name}/分值": value for name, value in points})


def share(worked):
    """What the first two groups weigh of the whole: the scheme itself says so."""
    return _of_scheme(worked)


def sample(worked):
    """How many of the subordinate bodies are looked at, at the least."""
    expected = worked["expected"]
    facts = [row(ONE, key=BODIES, value=worked["inputs"]["subordinate"], at=YEAR)]
    nodes = {RAW: exact(expected["raw"]), SAMPLE: exact(expected["sample"])}
    return _run(worked, facts=facts, nodes=nodes)


SORTS = {body: "G-043", groups: "G-044", share: "G-045", sample: "G-046 G-047 G-048 G-050"}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("feicheng"))
