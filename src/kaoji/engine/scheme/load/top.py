"""The scheme as a whole: its head, its sections, and what they imply for each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from kaoji.engine.plinth.exact import Rounding
from kaoji.engine.plinth.periods import Grain
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.load.amounts import formula_in
from kaoji.engine.scheme.load.decimals import rounding_in
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.examples import examples_of
from kaoji.engine.scheme.load.facts import derived_of, fact_of
from kaoji.engine.scheme.load.frame import demand, requirements_in
from kaoji.engine.scheme.load.grades import grading_of, honours_of
from kaoji.engine.scheme.load.names import check_key
from kaoji.engine.scheme.load.nodes import root_of
from kaoji.engine.scheme.load.orders import ranking_of
from kaoji.engine.scheme.load.outcomes import consequences_of, veto_of
from kaoji.engine.scheme.load.parameters import parameter_of
from kaoji.engine.scheme.load.rations import with_rations
from kaoji.engine.scheme.load.shapes import (
    Fields,
    open_block,
    refuse_word,
    scalars_of,
)
from kaoji.engine.scheme.load.tables import table_of
from kaoji.engine.scheme.load.versions import pins_of, version_day_of
from kaoji.engine.scheme.model import (
    Bar,
    Derived,
    InputSpec,
    Item,
    Parameter,
    Ranking,
    RoundingRule,
    RowKind,
    Scheme,
    Subjects,
    Table,
    ValueType,
    Veto,
)
from kaoji.engine.scheme.source import Block, Node, Scalar
from kaoji.engine.scheme.words import english_value, key_word, spelled

_HEAD = ("scheme", "id", "version", "subjects")
_NAMED = ("parameters", "facts", "derived")

Record = TypeVar("Record")


def scheme_of(document: Node, *, file: str) -> tuple[Scheme, tuple[Problem, ...]]:
    """Read an expanded document; the scheme as far as it can be built, and every problem."""
    desk = Desk(file)
    fields = open_block(document, kind="scheme", desk=desk, spot=Spot())
    desk.names, desk.keys = _names(fields), frozenset(_node_keys(document))
    for key in _HEAD:
        demand(fields, key=key)
    _check_head(fields)
    scheme = with_rations(_with_implied(_sections(fields), desk=desk))
    _check_dates(scheme, fields=fields)
    return scheme, tuple(dict.fromkeys(desk.problems))


#: 编号@版本 names a version from outside: neither part may hold what ends it there.
_FORMS = {
    "id": (re.compile(r"[\w·.-]+"), "bad-id", marked("编号只用字母、数字、汉字、- 和 .")),
    "version": (re.compile(r"[\w.-]+"), "bad-version", marked('写成 "2016.1" 的样子')),
}


def _check_head(fields: Fields) -> None:
    """What other schemes and later years find the scheme by."""
    for key, (shape, code, remedy) in _FORMS.items():
        node = fields.node(key)
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if text and not shape.fullmatch(text):
            fields.desk.refuse(
                code,
                message=speak(
                    "“{text}”不能作{key}：别处要写 编号@版本 来引用它",
                    text=text,
                    key=fields.title(key),
                ),
                remedy=speak(remedy),
                place=fields.at(key),
                spot=fields.spot,
            )


def _check_dates(scheme: Scheme, *, fields: Fields) -> None:
    if scheme.effective and scheme.repealed and scheme.repealed < scheme.effective:
        fields.desk.refuse(
            "dates-reversed",
            message=speak(
                "方案 {first} 起施行，却在 {last} 已经废止",
                first=scheme.effective,
                last=scheme.repealed,
            ),
            remedy=speak("核对 施行 和 废止"),
            place=fields.at("repealed"),
            spot=fields.spot,
        )


def _names(fields: Fields) -> frozenset[str]:
    blocks = (fields.node(key) for key in _NAMED)
    return frozenset(
        entry.key.text.strip()
        for block in blocks
        if isinstance(block, Block)
        for entry in block.entries
    )


def _node_keys(node: Node) -> Iterator[str]:
    """Every key below an 指标, 加分 or 减分, wherever it stands."""
    for entry in node.entries if isinstance(node, Block) else ():
        word = key_word(entry.key.text.strip(), kind="node")
        if word is not None and word.en == "items" and isinstance(entry.value, Block):
            yield from (one.key.text.strip() for one in entry.value.entries)
        if word is not None and word.en == "key" and isinstance(entry.value, Scalar):
            yield entry.value.text.strip()
        yield from _node_keys(entry.value)


def _sections(fields: Fields) -> Scheme:
    published = rounding_in(fields, key="publishing") or RoundingRule(2)
    return Scheme(
        title=fields.text("scheme") or "",
        id=fields.text("id") or "",
        version=fields.text("version") or "",
        effective=fields.date("effective"),
        repealed=fields.date("repealed"),
        basis=fields.text("basis"),
        subjects=_subjects(fields),
        grain=_grain(fields),
        root=_root(fields),
        has_total=not _has_no_total(fields),
        language="en" if _is_english(fields) else "zh",
        places=max(0, published.places),
        places_mode=Rounding(published.mode),
        facts=_named(fields, key="facts", reader=_fact),
        derived=_named(fields, key="derived", reader=_derived),
        parameters=_named(fields, key="parameters", reader=_parameter),
        tables=_named(fields, key="tables", reader=_table),
        scales=MappingProxyType(dict(_scales(fields))),
        grading=grading_of(fields),
        rankings=_named(fields, key="rankings", reader=_ranking, is_key=False),
        honours=honours_of(fields),
        vetoes=_named(fields, key="vetoes", reader=_veto, is_key=False),
        consequences=consequences_of(fields),
        requirements=requirements_in(fields),
        examples=examples_of(fields),
        version_day=version_day_of(fields),
        pins=pins_of(fields),
        file=fields.desk.file,
    )


def _is_english(fields: Fields) -> bool:
    entry = fields.found.get("scheme")
    return entry is not None and entry.key.text.isascii()


# --- the head -----------------------------------------------------------------------------------


def _subjects(fields: Fields) -> Subjects:
    """A class word, a list of them, or a block."""
    node = fields.node("subjects")
    if not isinstance(node, Block):
        return Subjects(kinds=fields.texts("subjects"))
    inner = open_block(node, kind="subjects", desk=fields.desk, spot=fields.below("subjects"))
    return Subjects(
        kinds=inner.texts("kinds"),
        condition=formula_in(inner, key="condition"),
        noun=inner.text("noun") or "",
    )


def _grain(fields: Fields) -> Grain:
    """周期 as one word is the grain of a run; parts and no word at all mean a year."""
    node = fields.node("periods")
    if not isinstance(node, Scalar):
        return Grain.YEAR
    word = fields.word("periods", kind="grain")
    return Grain.YEAR if word is None else Grain(word)


def _has_no_total(fields: Fields) -> bool:
    node = fields.node("total")
    return isinstance(node, Scalar) and english_value(node.text.strip(), kind="total") == "none"


def _root(fields: Fields) -> Item:
    """The root, from the keys of the scheme and those of a block under 总分."""
    node = fields.node("total")
    if isinstance(node, Scalar):
        if not _has_no_total(fields):
            refuse_word(node, kind="total", desk=fields.desk, spot=fields.below("total"))
        return root_of(fields)
    if node is None:
        return root_of(fields)
    inner = open_block(node, kind="node", desk=fields.desk, spot=fields.below("total"))
    for key in sorted(set(inner.found) & set(fields.found) & _SHARED):
        fields.desk.refuse(
            "duplicate-key",
            message=speak("总分的“{key}”在顶层和“总分”下各写了一次", key=inner.title(key)),
            remedy=speak("只留一个"),
            place=inner.at(key),
            spot=inner.spot,
        )
    outer = {key: entry for key, entry in fields.found.items() if key in _SHARED}
    outer.pop("periods" if _is_word(outer.get("periods")) else "", None)
    return root_of(replace(inner, spot=Spot(), found={**outer, **inner.found}))


_SHARED = frozenset(
    (
        *("name", "aliases", "full", "combine", "rounding", "cap", "floor", "missing"),
        *("undefined", "items", "bonus", "deduction", "periods", "dates", "reading"),
    )
)


def _is_word(entry: object) -> bool:
    return isinstance(getattr(entry, "value", None), Scalar)


# --- named sections -----------------------------------------------------------------------------


Reader = Callable[[Node, str, Desk, Spot], Record | None]


def _named(
    fields: Fields, *, key: str, reader: Reader[Record], is_key: bool = True
) -> tuple[Record, ...]:
    """Every record of a section that maps names to records; a name written twice counts once."""
    block = fields.block(key) if fields.has(key) else None
    found: dict[str, Record] = {}
    for entry in () if block is None else block.entries:
        name = entry.key.text.strip()
        spot = fields.below(key).down(name)
        if name in found:
            continue
        if is_key:
            check_key(entry.key, desk=fields.desk, spot=spot)
        record = reader(entry.value, name, fields.desk, spot)
        if record is not None:
            found[name] = record
    return tuple(found.values())


def _fact(node: Node, name: str, desk: Desk, spot: Spot) -> InputSpec:
    return fact_of(node, key=name, desk=desk, spot=spot)


def _derived(node: Node, name: str, desk: Desk, spot: Spot) -> Derived | None:
    return derived_of(node, key=name, desk=desk, spot=spot)


def _parameter(node: Node, name: str, desk: Desk, spot: Spot) -> Parameter:
    return parameter_of(node, name=name, desk=desk, spot=spot)


def _table(node: Node, name: str, desk: Desk, spot: Spot) -> Table:
    return table_of(node, name=name, desk=desk, spot=spot)


def _ranking(node: Node, name: str, desk: Desk, spot: Spot) -> Ranking:
    return ranking_of(node, name=name, desk=desk, spot=spot)


def _veto(node: Node, name: str, desk: Desk, spot: Spot) -> Veto:
    return veto_of(node, name=name, desk=desk, spot=spot)


def _scales(fields: Fields) -> Iterator[tuple[str, tuple[str, ...]]]:
    block = fields.block("scales") if fields.has("scales") else None
    for entry in () if block is None else block.entries:
        name = entry.key.text.strip()
        spot = fields.below("scales").down(name)
        words = scalars_of(entry.value, desk=fields.desk, spot=spot)
        texts = tuple(word.text.strip() for word in words)
        for number, word in enumerate(words):
            if texts[number] in texts[:number]:
                fields.desk.refuse(
                    "duplicate-name",
                    message=speak("序“{name}”里“{word}”写了两次", name=name, word=texts[number]),
                    remedy=speak("只留一个"),
                    place=word.place,
                    spot=spot,
                )
        yield name, tuple(dict.fromkeys(texts))


# --- what the sections imply for each other -----------------------------------------------------


def _with_implied(scheme: Scheme, *, desk: Desk) -> Scheme:
    """Add what the sections imply: open amounts, tables in place, lists that bars are named by."""
    stated = {one.name for one in scheme.parameters}
    implied = [one for name, one in desk.parameters.items() if name not in stated]
    opened = [
        Parameter(table.name, ValueType.TABLE, table=table, clause=table.clause, place=table.place)
        for table in scheme.tables
        if table.keys and not (table.cells or table.bands or table.otherwise)
    ]
    return replace(
        scheme,
        parameters=(*scheme.parameters, *implied, *opened),
        tables=(*scheme.tables, *desk.tables.values()),
        facts=(*scheme.facts, *_implied_lists(scheme, desk=desk)),
    )


def _implied_lists(scheme: Scheme, *, desk: Desk) -> Iterator[InputSpec]:
    """An event list for each bar or veto named by a word that nothing declares."""
    known = {*desk.names, *_keys_of(scheme.root)}
    for case in _cases(scheme):
        if case.condition is None and case.name not in known:
            known.add(case.name)
            key = Scalar(case.name, quoted=False, place=case.place)
            check_key(
                key,
                desk=desk,
                spot=Spot().down("事实", shown=spelled(("事实", "facts"))).down(case.name),
            )
            yield InputSpec(
                case.name,
                RowKind.EVENT,
                supplier=case.authority,
                clause=case.clause,
                place=case.place,
            )


def _keys_of(item: Item) -> Iterator[str]:
    yield item.key
    for child in item.children:
        yield from _keys_of(child)


def _cases(scheme: Scheme) -> Iterator[Bar | Veto]:
    for grade in scheme.grading.grades if scheme.grading else ():
        yield from grade.bars
    for honour in scheme.honours:
        yield from honour.bars
    yield from scheme.vetoes
