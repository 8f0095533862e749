"""What an example expects, held against the JSON of its result: exact figures, words, codes.

The words are those of 应得 in a scheme's worked cases (算例). Figures have to agree exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

#: Words about the whole run stand under this name, those of one group under 组:名.
EVERYTHING = "全部"
GROUP = "组:"

STATUS = {"已定": "final", "未完成": "incomplete", "不参加": "excluded", "拒绝": "refused"}
HONOUR = {"拟列": "proposed", "并列": "tied", "取消": "barred"}
STATE = {"给定": "given", "缺": "missing", "不适用": "not_applicable", "无定义": "undefined"}
NOTHING = "无"

_INTERVAL = re.compile(r"(?P<low>\S+)\.\.(?P<high>\S+?)(?: (?P<tight>紧|不紧))?")

Json = Mapping[str, Any]


def misses(result: Json, *, expected: Mapping[str, Any]) -> list[str]:
    """Every expectation that does not hold, as a line of text."""
    found = list(_codes_missed(result, expected))
    for who, wanted in expected.items():
        if who == EVERYTHING or who.startswith(GROUP):
            group = who.removeprefix(GROUP) if who.startswith(GROUP) else None
            found += _misses(wanted, lambda key, one, g=group: _of_run(result, key, one, group=g))
            continue
        subject = next((one for one in result["subjects"] if one["subject"] == who), None)
        if subject is None:
            found.append(f"{who}: 没有这个对象")
            continue
        missed = _misses(
            wanted,
            lambda key, one, s=subject, p=result["period"]: _of_subject(s, key, one, p),
        )
        found += [f"{who}: {line}" for line in missed]
    return found


def _misses(wanted: Mapping[str, Any], actual: Any) -> Iterator[str]:
    for key, want in wanted.items():
        told = actual(key, want)
        if told is not None:
            yield f"{key} 应得 {want},算得 {told}"


def _codes_missed(result: Json, expected: Mapping[str, Any]) -> Iterator[str]:
    """Codes are complete: what is not expected must not be there."""
    own = [problem for one in result["subjects"] for problem in one["problems"]]
    actual = {one["code"] for one in (*result["problems"], *own) if one["severity"] != "note"}
    wanted = {code for one in expected.values() for code in one.get("问题", ())}
    if actual != wanted:
        told = [f"{one['code']}: {one['message']}" for one in (*result["problems"], *own)]
        yield f"问题应有 {sorted(wanted)},实有 {told}"


# Each answer is `None` where the expectation holds, else what is there instead.


def _of_run(result: Json, key: str, want: Any, *, group: str | None) -> str | None:
    word, _, what = key.partition(".")
    if word == "问题":
        return None  # compared as a whole
    fitting = [
        one for one in result["decisions"] if one["what"] == what and one["group"] in (group, None)
    ]
    if len(fitting) != 1:
        return f"{len(fitting)} 项名额"
    field = {"名额": "seats", "提名": "proposed", "并列": "tied", "余额": "seats_open"}[word]
    actual = fitting[0][field]
    same = sorted(actual) == sorted(want) if isinstance(actual, list) else str(actual) == want
    return None if same else str(actual)


def _of_subject(subject: Json, key: str, want: Any, period: str) -> str | None:
    word, _, field = key.partition(".")
    plain = {"公布": ("total", "published"), "显示": ("total", "shown")}
    if word in plain:
        actual = (subject[plain[word][0]] or {}).get(plain[word][1])
        return None if actual == want else str(actual)
    if word in _WORDS and (not field or word == "名次"):
        return _WORDS[word](subject, want, field)
    return _figure(subject, key, want, period)


def _grade(field: str) -> Any:
    return lambda subject, want, _field: _same(subject[field], None if want == NOTHING else want)


def _same(actual: Any, want: Any) -> str | None:
    return None if actual == want else str(actual)


def _possible(subject: Json, want: Any, _field: str) -> str | None:
    return _same(sorted(subject["grades_possible"]), sorted(want))


def _rank(subject: Json, want: Any, field: str) -> str | None:
    actual = subject["ranks"].get(field) if field else subject["rank"]
    return _same(NOTHING if actual is None else str(actual), want)


def _rank_range(subject: Json, want: Any, _field: str) -> str | None:
    ends = subject["rank_range"]
    return _same(None if ends is None else f"{ends[0]}..{ends[1]}", want)


def _status(subject: Json, want: Any, _field: str) -> str | None:
    return _same(subject["status"], STATUS[want])


def _honours(subject: Json, want: Any, _field: str) -> str | None:
    actual = {one["code"]: one["state"] for one in subject["honours"]}
    return _same(actual, {} if want == NOTHING else {k: HONOUR[v] for k, v in want.items()})


def _consequences(subject: Json, want: Any, _field: str) -> str | None:
    actual = {
        one["code"]: one["amount"]["exact"] if one["amount"] else one["state"]
        for one in subject["consequences"]
    }
    return _same(actual, {} if want == NOTHING else want)


def _flags(subject: Json, want: Any, _field: str) -> str | None:
    return _same(sorted({one["code"] for one in subject["flags"]}), sorted(want))


def _problems(subject: Json, want: Any, _field: str) -> str | None:
    return _same(sorted({one["code"] for one in subject["problems"]}), sorted(want))


_WORDS = {
    "等次": _grade("grade"),
    "原等次": _grade("grade_before"),
    "可能等次": _possible,
    "名次": _rank,
    "名次范围": _rank_range,
    "状态": _status,
    "荣誉": _honours,
    "结果运用": _consequences,
    "标记": _flags,
    "问题": _problems,
}


# --- figures ------------------------------------------------------------------------------------


def _figure(subject: Json, key: str, want: str, period: str) -> str | None:
    node = _node(subject, key, period)
    if isinstance(node, str):
        return node
    number, _, state = want.rpartition(" ")
    if state in STATE and number:
        return _figure_is(node, number) if node["state"] == STATE[state] else _told(node)
    if want in STATE:
        return None if node["state"] == STATE[want] and node["exact"] is None else _told(node)
    found = _INTERVAL.fullmatch(want)
    if found is not None:
        return _interval_is(node, found)
    return _figure_is(node, want)


def _node(subject: Json, key: str, period: str) -> Json | str:
    """The node of a path or its tail, at the scored period unless `@` says another."""
    path, _, at = key.partition("@")
    at = "" if at == period else at
    fitting = [
        name
        for name in subject["nodes"]
        if name.partition("@")[2] == at
        and (name.partition("@")[0] == path or name.partition("@")[0].endswith(f"/{path}"))
    ]
    if key in fitting:
        fitting = [key]
    if len(fitting) != 1:
        return f"{len(fitting)} 个叫这个的指标,有 {sorted(subject['nodes'])}"
    return subject["nodes"][fitting[0]]


def _figure_is(node: Json, want: str) -> str | None:
    if node["exact"] is None:
        word = {True: "是", False: "否"}.get(node["value"], node["value"])
        return None if word == want else _told(node)
    return None if Fraction(node["exact"]) == Fraction(want) else _told(node)


def _interval_is(node: Json, found: re.Match[str]) -> str | None:
    span = node["interval"]
    if span is None:
        return _told(node)
    ends = (Fraction(span["worst"]), Fraction(span["best"]))
    tight = found["tight"] in (None, "紧" if span["tight"] else "不紧")
    same = ends == (Fraction(found["low"]), Fraction(found["high"]))
    return None if same and tight else _told(node)


def _told(node: Json) -> str:
    shown = {key: node[key] for key in ("state", "exact", "value", "interval") if node[key]}
    return str(shown)
