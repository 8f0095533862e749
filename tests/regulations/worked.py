"""算例 of a pack: its given rows scored with the pack itself, its 应得 held against the result.

A key of 应得 is `[subject:]what[@period]`; `what` is a node, or one of the words of `WORDS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from kaoji.engine.scheme.model import Example
from tests.regulations.compare import find_nodes
from tests.regulations.scoring import score_rows

#: Words that speak of a subject's verdict, and where the result holds it.
PLAIN = {"等次": "grade", "原等次": "grade_before", "名次": "rank", "状态": "status"}
LISTED = {"可能等次": "grades_possible", "名次范围": "rank_range"}
CODES = {"结果运用": "consequences", "标记": "flags"}
#: Words that speak of a decision: {what: value}.
DECIDED = {"名额": "seats", "提名": "proposed", "并列": "tied"}
#: Words that speak of the whole run.
PROBLEMS = "问题"
WORDS = (*PLAIN, *LISTED, *CODES, *DECIDED, PROBLEMS, "无结果运用", "荣誉", "区间")


def run_example(example: Example, *, scheme: str, kind: str, folder: Path) -> dict:
    """The result of scoring an example's rows."""
    names = dict.fromkeys(row["对象"] for row in example.given if row.get("对象"))
    subjects = example.subjects or [{"对象": name, "类": kind} for name in names]
    return score_rows(
        scheme,
        rows=example.given,
        subjects=subjects,
        parameters=thawed(example.parameters),
        period=example.period or _year(example),
        folder=folder,
    )


def thawed(value: object) -> object:
    """Mappings and tuples as plain ones, for writing."""
    if isinstance(value, Mapping):
        return {key: thawed(one) for key, one in value.items()}
    return [thawed(one) for one in value] if isinstance(value, tuple) else value


def _year(example: Example) -> str:
    first = next(row for row in example.given if row.get("周期") or row.get("日期"))
    return (first.get("周期") or first["日期"])[:4]


def misses(example: Example, *, result: dict) -> list[str]:
    """Every expectation that the result does not meet."""
    return list(_misses(example, result))


def _misses(example: Example, result: dict) -> Iterator[str]:
    for key, wanted in example.expected.items():
        name, _, what = key.rpartition(":")
        if what in DECIDED:
            yield from _decided(what, wanted, result)
        elif what == PROBLEMS:
            yield from _problems(wanted, result)
        else:
            subjects = [one for one in result["subjects"] if not name or one["subject"] == name]
            if len(subjects) != 1:
                yield f"{key}: {len(subjects)} subjects answer to it"
            for one in subjects[:1]:
                yield from (f"{key}: {fault}" for fault in _subject(what, wanted, one))


def _decided(what: str, wanted: Mapping, result: dict) -> Iterator[str]:
    for name, value in wanted.items():
        mine = [one for one in result["decisions"] if one["what"] == name]
        found = mine[0][DECIDED[what]] if len(mine) == 1 else None
        have = sorted(found) if isinstance(found, list) else found
        want = sorted(value) if isinstance(value, tuple) else int(value)
        if have != want:
            yield f"{what} {name} is {have}, expected {want}"


def _problems(wanted: tuple, result: dict) -> Iterator[str]:
    own = [problem for one in result["subjects"] for problem in one["problems"]]
    codes = {problem["code"] for problem in (*result["problems"], *own)}
    yield from (f"problem {code} is missing: {codes}" for code in wanted if code not in codes)


def _subject(what: str, wanted: object, found: dict) -> Iterator[str]:
    if what in PLAIN:
        if str(found[PLAIN[what]]) != wanted:
            yield f"is {found[PLAIN[what]]}, expected {wanted}"
    elif what in LISTED:
        have = [str(one) for one in found[LISTED[what]] or ()]
        if have != list(wanted):
            yield f"are {have}, expected {list(wanted)}"
    elif what in CODES:
        codes = {one["code"] for one in found[CODES[what]]}
        yield from (f"{code} is missing from {codes}" for code in wanted if code not in codes)
    elif what == "无结果运用":
        codes = {one["code"] for one in found["consequences"]}
        yield from (f"{code} is there" for code in wanted if code in codes)
    elif what == "荣誉":
        states = {one["code"]: one["state"] for one in found["honours"]}
        if states != dict(wanted):
            yield f"are {states}, expected {dict(wanted)}"
    elif what == "区间":
        yield from _interval(wanted, found["interval"])
    else:
        yield from _node(what, wanted, found["nodes"])


def _interval(wanted: tuple, found: dict | None) -> Iterator[str]:
    have = None if found is None else [Fraction(found["worst"]), Fraction(found["best"])]
    if have != [Fraction(end) for end in wanted]:
        yield f"is {found}, expected {list(wanted)}"


def _node(tail: str, wanted: str, nodes: dict) -> Iterator[str]:
    keys = find_nodes(tail, nodes=nodes)
    if len(keys) != 1:
        yield f"{len(keys)} nodes answer to it"
        return
    node = nodes[keys[0]]
    if node["exact"] is None or Fraction(node["exact"]) != Fraction(wanted):  # noqa: SIM102
        if node["published"] != wanted:
            yield f"is {node['exact']}, expected {wanted}"
