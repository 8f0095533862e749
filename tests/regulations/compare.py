"""What a worked case expects, held against the JSON of `kaoji score`: the differences, in words.

Nodes are named by an unambiguous tail, `tail`, `tail@period` or `tail@*` (at every period where it
stands). Figures are compared as rationals, so that 6.00 and 6 are the same; words
(`value`) are compared as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

FIGURES = ("exact", "published", "shown")
PLAIN = ("status", "grade", "grade_before", "rank")
HONOURED = ("proposed", "tied")
DECIDED = ("kind", "group", "seats", "proposed", "tied", "seats_open", "needs_decision")


def differences(expected: Mapping, *, result: Mapping) -> list[str]:
    """Every expectation that the result does not meet; empty when all hold."""
    return list(_differences(expected, result))


def _differences(expected: Mapping, result: Mapping) -> Iterator[str]:
    subjects = {one["subject"]: one for one in result["subjects"]}
    for name, wanted in expected.get("subjects", {}).items():
        if name not in subjects:
            yield f"{name}: not in the result"
            continue
        yield from (f"{name}: {fault}" for fault in _subject(wanted, subjects[name], result))
    for wanted in expected.get("decisions", []):
        yield from _decision(wanted, result["decisions"])
    for tail in expected.get("absent_nodes", []):
        for one in result["subjects"]:
            if find_nodes(f"{tail}@*", nodes=one["nodes"]):
                yield f"{one['subject']}: node {tail} should not exist"
    for what, wanted in expected.get("seats", {}).items():
        seats = sum(one["seats"] for one in result["decisions"] if one["what"] == what)
        if seats != wanted:
            yield f"seats of {what} are {seats} in all, expected {wanted}"
    if "amounts" in expected:
        yield from _amounts(expected["amounts"], result)
    yield from (f"{key}: not compared here" for key in set(expected) - _KEYS)


_KEYS = {"subjects", "decisions", "absent_nodes", "seats", "amounts"}


def _amounts(wanted: Mapping, result: Mapping) -> Iterator[str]:
    """The amounts of some consequences, over all subjects."""
    found = sum(
        Fraction(one["amount"]["exact"])
        for subject in result["subjects"]
        for one in subject["consequences"]
        if one["code"] in wanted["codes"]
    )
    if found != Fraction(wanted["sum"]):
        yield f"amounts of {wanted['codes']} are {found}, expected {wanted['sum']}"


def _subject(wanted: Mapping, found: Mapping, result: Mapping) -> Iterator[str]:
    for key, value in wanted.items():
        yield from _CHECKS.get(key, _unknown)(key, value, found, result)


def _unknown(key: str, _value: object, _found: Mapping, _result: Mapping) -> Iterator[str]:
    yield f"{key}: not compared here"


def _plain(key: str, value: object, found: Mapping, _result: Mapping) -> Iterator[str]:
    if found.get(key) != value:
        yield f"{key} is {found.get(key)!r}, expected {value!r}"


def _possible(key: str, value: list, found: Mapping, _result: Mapping) -> Iterator[str]:
    if set(found[key]) != set(value):
        yield f"{key} are {found[key]}, expected {value}"


def _figures(label: str, wanted: Mapping, found: Mapping | None) -> Iterator[str]:
    for key, text in wanted.items():
        have = (found or {}).get(key)
        if key == "value":
            same = have == text
        else:
            same = have is not None and Fraction(have) == Fraction(text)
        if not same:
            yield f"{label}.{key} is {have}, expected {text}"


def _total(key: str, value: Mapping, found: Mapping, _result: Mapping) -> Iterator[str]:
    yield from _figures(key, value, found["total"])


def find_nodes(coordinate: str, *, nodes: Mapping) -> list[str]:
    """The keys of the result that a tail with its period means."""
    tail, _, period = coordinate.partition("@")
    fitting = []
    for key in nodes:
        path, _, own = key.partition("@")
        if (path == tail or path.endswith(f"/{tail}")) and period in ("*", own):
            fitting.append(key)
    return fitting


def _nodes(_key: str, value: Mapping, found: Mapping, _result: Mapping) -> Iterator[str]:
    for coordinate, wanted in value.items():
        keys = find_nodes(coordinate, nodes=found["nodes"])
        if not keys or (len(keys) > 1 and not coordinate.endswith("@*")):
            yield f"node {coordinate}: {len(keys)} in the result"
        for key in keys:
            yield from _figures(f"node {key}", wanted, found["nodes"][key])


def _open_nodes(_key: str, value: list, found: Mapping, _result: Mapping) -> Iterator[str]:
    for coordinate in value:
        keys = find_nodes(coordinate, nodes=found["nodes"])
        if not keys:
            yield f"node {coordinate}: none in the result"
        for key in keys:
            if found["nodes"][key]["exact"] is not None:
                yield f"node {key} is {found['nodes'][key]['exact']}, expected to be open"


def _not_honoured(_key: str, value: list, found: Mapping, _result: Mapping) -> Iterator[str]:
    for one in found["honours"]:
        if value and one["state"] in HONOURED and {one["code"], one["text"]} & set(value):
            yield f"honour {one['text']} is {one['state']}, expected none"


def _consequences(_key: str, value: Mapping, found: Mapping, _result: Mapping) -> Iterator[str]:
    known = {one["code"]: one for one in found["consequences"]}
    for code, wanted in value.items():
        if code not in known:
            yield f"consequence {code} is missing"
            continue
        if "state" in wanted and known[code]["state"] != wanted["state"]:
            yield f"consequence {code} is {known[code]['state']}, expected {wanted['state']}"
        if "amount" in wanted:
            amount = {"exact": wanted["amount"]}
            yield from _figures(f"consequence {code}", amount, known[code]["amount"])


def _no_consequences(_key: str, value: list, found: Mapping, _result: Mapping) -> Iterator[str]:
    codes = {one["code"] for one in found["consequences"]}
    yield from (f"consequence {code} is there" for code in value if code in codes)


def _flags(_key: str, value: list, found: Mapping, _result: Mapping) -> Iterator[str]:
    codes = {one["code"] for one in found["flags"]}
    yield from (f"flag {code} is missing" for code in value if code not in codes)


def _is_about(problem: Mapping, name: str) -> bool:
    places = (problem.get("path"), problem.get("coordinate"), problem.get("message"))
    return any(name in place for place in places if place)


def _problems(key: str, value: list, found: Mapping, result: Mapping) -> Iterator[str]:
    problems = [*found["problems"], *result["problems"]]
    for name in value:
        some = any(_is_about(problem, name) for problem in problems)
        if some is not (key == "problems_about"):
            yield f"{key} {name}: {'there is one' if some else 'there is none'}"


_CHECKS = {
    **dict.fromkeys(PLAIN, _plain),
    "grades_possible": _possible,
    "total": _total,
    "nodes": _nodes,
    "open_nodes": _open_nodes,
    "not_honoured": _not_honoured,
    "consequences": _consequences,
    "no_consequences": _no_consequences,
    "flags": _flags,
    "problems_about": _problems,
    "no_problems_about": _problems,
}


def _decision(wanted: Mapping, decisions: list) -> Iterator[str]:
    label = f"decision {wanted['what']}"
    mine = [
        one
        for one in decisions
        if one["what"] == wanted["what"] and wanted.get("group") in (None, one["group"])
    ]
    if len(mine) != 1:
        yield f"{label}: {len(mine)} in the result"
        return
    found = _flat(mine[0])
    for key in wanted:
        have, want = found.get(key), wanted[key]
        same = Fraction(have or 0) == Fraction(want) if key == "raw" else have == want
        if key != "what" and not same:
            yield f"{label}: {key} is {have!r}, expected {want!r}"


def _flat(decision: Mapping) -> dict:
    """The fields that are compared, with the derived ones beside them."""
    return {key: decision.get(key) for key in DECIDED} | {
        "raw": (decision.get("share") or {}).get("raw"),
        "proposed_count": len(decision["proposed"]),
        "warned": bool(decision["warnings"]),
    }
