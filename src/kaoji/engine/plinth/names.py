"""Names that the language itself gives, in both languages: fields, results, the root, 加分.

Inside everything has its Chinese name. What an author has named stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from types import MappingProxyType

from kaoji.engine.plinth.coordinate import spoken_subject
from kaoji.engine.plinth.speech import ENGLISH, spoken_language

#: English twins of the names that every place knows; messages show the first of several.
TWINS: Mapping[str, str] = MappingProxyType({
    "value": "数值", "target": "目标", "points": "分值", "full": "满分", "weight": "权重",
    "factor": "系数", "count": "件数", "work": "事项", "level": "层级", "date": "日期",
    "document": "文号", "issuer": "发文机关", "grade": "等次", "grade_before": "原等次",
    "id": "编号", "note": "备注", "evidence": "佐证", "source": "来源",
    "rater": "评分人", "rater_class": "评分人类别",
    "total": "总分", "rank": "名次", "rank_from_last": "倒数名次", "population": "总数",
    "applies": "适用", "score": "得分", "earned": "得分",
})  # fmt: skip
#: All columns of the facts table in their order, each by its English header.
FACT_HEADERS = (
    "subject", "period", "key", "value", "target", "count", "work", "level", "rater_class",
    "rater", "date", "document", "issuer", "state", "id", "replaces", "source", "evidence", "note",
    "scheme",
)  # fmt: skip
#: Of these the columns that say whose row it is, of what, how much, and whether it counts.
TAKEN_COLUMNS: Mapping[str, str] = MappingProxyType({
    "subject": "对象", "period": "周期", "key": "指标", "value": TWINS["value"],
    "count": TWINS["count"], "state": "状态", "replaces": "更正", "scheme": "方案",
})  # fmt: skip
#: And the others, which a scheme may declare as fields of its rows.
FIELD_COLUMNS: Mapping[str, str] = MappingProxyType(
    {one: TWINS[one] for one in FACT_HEADERS if one not in TAKEN_COLUMNS}
)
_ENGLISH = {chinese: english for english, chinese in reversed(tuple(TWINS.items()))}

#: Steps of paths that no author has named: the root, and 加分 and 减分 as single nodes.
_STEPS = {"总分": "total", "加分": "bonus", "减分": "deduction"}
_COORDINATE = re.compile(
    r"(?P<who>(?:[^:]*:)*?)(?P<path>[^:@(\[]+?)(?:\.(?P<field>[^./:@(\[]+))?(?P<rest>[@(\[].*)?"
)


def own_name(word: str) -> str:
    """The Chinese name of one that the language gives; any other is its author's."""
    return TWINS.get(word, word)


def declared_name(word: str) -> str:
    """The key of a declared column: `target` is 目标, as the facts table calls it."""
    return FIELD_COLUMNS.get(word, word)


def known_name(word: str, *, known: Container[str]) -> str:
    """A name among the known ones as it is, else the Chinese name of its English twin."""
    return word if word in known else TWINS.get(word, word)


def is_english() -> bool:
    """Whether English is spoken."""
    return spoken_language() == ENGLISH


def spoken_field(name: str) -> str:
    """A name that every place knows, in the language spoken."""
    return _ENGLISH.get(name, name) if is_english() else name


def spoken_path(path: str) -> str:
    """The path of a node as its author knows it."""
    return "/".join(map(_step, path.split("/"))) if is_english() else path


def _step(text: str) -> str:
    name, at, rest = text.partition("@")
    return f"{_STEPS.get(name, name)}{at}{rest}"


def spoken_coordinate(text: str) -> str:
    """A coordinate as its author knows it: group, path and field."""
    found = _COORDINATE.fullmatch(text) if is_english() else None
    if found is None:
        return text
    who = spoken_subject(found["who"])
    field = f".{spoken_field(found['field'])}" if found["field"] else ""
    return f"{who}{spoken_path(found['path'])}{field}{found['rest'] or ''}"
