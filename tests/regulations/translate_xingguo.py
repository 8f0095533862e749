"""兴国: from the words of the worked cases to rows of the table and places in the result."""

from __future__ import annotations

from tests.golden.load import case, family_ids
from tests.regulations.translated import Translated, row

YEAR = "2008"
PACK, SHORT = "xingguo-staff", "publication-short"
#: What the text leaves open and a case does not speak of.
OPEN = {"刊登分值表": {"值": {"省级": "1"}}}

#: Case → the inner nodes that the case itself states: none.
GIVEN_ALLOWED: dict[str, tuple[str, ...]] = {}


def _duties(quota):
    """Of a range the lower end is owed, the upper one is for planning."""
    ends = {post: own if isinstance(own, list) else [own, own] for post, own in quota.items()}
    names = ("刊登任务", "刊登参考上限")
    return {
        name: {post: str(own[place]) for post, own in ends.items()}
        for place, name in enumerate(names)
    }


def publications(worked):
    """Whether everybody published what the post owes."""
    inputs = worked["inputs"]
    people = [(f"某{n}", one) for n, one in enumerate(inputs["people"], start=1)]
    day = {"日期": f"{YEAR}-06-01", "刊登类别": "省级"}
    facts = [
        row(name, key="信息刊登", 编号=name, 件数=one["published"], **day) for name, one in people
    ]
    wanted = {
        True: {"no_consequences": [SHORT]},
        False: {"consequences": {SHORT: {"state": "proposed"}}},
    }
    names = [name for name, _one in people]
    met = zip(names, worked["expected"]["met"], strict=True)
    return Translated(
        case=worked["id"],
        pack=PACK,
        period=YEAR,
        facts=tuple(facts),
        subjects=tuple({"对象": name, "类": one["post"]} for name, one in people),
        parameters=OPEN | _duties(inputs["quota"]),
        expected={"subjects": {name: wanted[is_met] for name, is_met in met}},
    )


SORTS = {publications: "G-063"}
TRANSLATIONS = {one: translate for translate, ids in SORTS.items() for one in ids.split()}


def translate_all() -> tuple[Translated, ...]:
    return tuple(TRANSLATIONS[one](case(one)) for one in family_ids("xingguo"))
