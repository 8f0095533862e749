"""Overlays of a run: values for the parameters that the text leaves open, and given results.

`参数` sets a parameter once, by class, or as a table; `已知` gives a value at a coordinate. A
parameter that is set keeps its place in the scheme, so that what is scored is what is sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import ENGLISH, speak, speaking, spoken_language
from kaoji.engine.scheme.load.amounts import formula_of
from kaoji.engine.scheme.load.desk import Desk, Spot, suggestion
from kaoji.engine.scheme.load.tables import inline_table
from kaoji.engine.scheme.model import Formula, Parameter, Scheme, ValueType
from kaoji.engine.scheme.source import (
    Block,
    Entry,
    Listing,
    Node,
    Scalar,
    language_of_document,
    read_file,
)

PARAMETERS = ("参数", "parameters")
KNOWN = ("已知", "known")
TRUTHS = {"是": "true", "否": "false"}


@dataclass(frozen=True, slots=True)
class Overlay:
    """What one run sets: parameter nodes by name, known values by coordinate."""

    parameters: tuple[Entry, ...] = ()
    known: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def joined(self, other: Overlay) -> Overlay:
        """Both overlays; where both speak, the later one does."""
        return Overlay(
            (*self.parameters, *other.parameters),
            (*self.known, *other.known),
            (*self.problems, *other.problems),
        )

    def of(self, scheme: Scheme) -> Overlay:
        """Only what the scheme has parameters for."""
        own = (one for one in self.parameters if _has(scheme, name=one.key.text))
        return Overlay(tuple(own))

    def without_those_of(self, schemes: Iterable[Scheme], *, beside: Scheme) -> Overlay:
        """Without what only the other schemes have parameters for; what nobody has stays."""
        theirs = tuple(schemes)
        own = (
            one
            for one in self.parameters
            if _has(beside, name=one.key.text)
            or not any(_has(each, name=one.key.text) for each in theirs)
        )
        return replace(self, parameters=tuple(own))


def _has(scheme: Scheme, *, name: str) -> bool:
    return named_in(tuple(one.name for one in scheme.parameters), text=name) is not None


def overlay_of_settings(settings: tuple[str, ...]) -> Overlay:
    """`NAME=VALUE` texts of the command line."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for text in settings:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            problems.append(
                Problem(
                    "bad-setting",
                    speak("「{text}」不是「名称=值」", text=text),
                    speak("写成 --set 参数名=值"),
                    place=Place(file="--set"),
                )
            )
            continue
        place = Place(file="--set")
        key, scalar = (Scalar(one.strip(), quoted=False, place=place) for one in (name, value))
        entries.append(Entry(key, scalar))
    return Overlay(tuple(entries), problems=tuple(problems))


def read_overlay(path: Path) -> Overlay:
    """Read an overlay file."""
    document, problems = read_file(path)
    if document is None:
        return Overlay(problems=problems)
    return overlay_of(document, problems=problems, file=str(path))


def overlay_of(document: Node, *, problems: tuple[Problem, ...] = (), file: str) -> Overlay:
    """An overlay from its document."""
    with speaking(language_of_document(document)):
        return _overlay_of(document, problems=problems, file=file)


def _overlay_of(document: Node, *, problems: tuple[Problem, ...], file: str) -> Overlay:
    found = list(problems)
    parameters: tuple[Entry, ...] = ()
    known: tuple[Entry, ...] = ()
    for entry in document.entries if isinstance(document, Block) else ():
        inner = entry.value.entries if isinstance(entry.value, Block) else ()
        if not inner and not _is_empty(entry.value):
            found.append(_shapeless(entry.value.place))
        elif entry.key.text in PARAMETERS:
            parameters += inner
        elif entry.key.text in KNOWN:
            known += inner
        else:
            found.append(_unknown_part(entry.key))
    if not isinstance(document, Block):
        found.append(_shapeless(Place(file)))
    return Overlay(parameters, known, tuple(found))


def _unknown_part(key: Scalar) -> Problem:
    return Problem(
        "unknown-key",
        speak("补充文件里不能写「{key}」", key=key.text),
        suggestion(key.text, known=_parts()),
        place=key.place,
    )


def _parts() -> tuple[str, ...]:
    """The keys of an overlay file, in both spellings where Chinese is spoken."""
    both = (*PARAMETERS, *KNOWN)
    return tuple(one for one in both if one.isascii()) if spoken_language() == ENGLISH else both


def _is_empty(node: Node) -> bool:
    return isinstance(node, Block) or (isinstance(node, Scalar) and node.is_empty)


def _shapeless(place: Place) -> Problem:
    return Problem(
        "wrong-shape",
        speak("补充文件应是「参数」和「已知」两部分"),
        speak("写 参数: {名称: 值}"),
        place=place,
    )


def with_overlay(scheme: Scheme, *, overlay: Overlay) -> tuple[Scheme, tuple[Problem, ...]]:
    """The scheme with its parameters set; what is wrong with them is told in its language."""
    with speaking(scheme.language):
        return _with_overlay(scheme, overlay=overlay)


def _with_overlay(scheme: Scheme, *, overlay: Overlay) -> tuple[Scheme, tuple[Problem, ...]]:
    desk = Desk(scheme.file or "-", names=frozenset(one.name for one in scheme.parameters))
    parameters = {one.name: one for one in scheme.parameters}
    for entry in overlay.parameters:
        name = named_in(tuple(parameters), text=entry.key.text)
        if name is None:
            desk.refuse(
                "unknown-parameter",
                message=speak("方案没有参数「{key}」", key=entry.key.text),
                remedy=suggestion(entry.key.text, known=parameters),
                place=entry.key.place,
                spot=Spot(),
            )
            continue
        parameters[name] = _set(parameters[name], node=entry.value, desk=desk)
    return replace(scheme, parameters=tuple(parameters.values())), tuple(desk.problems)


def named_in(known: tuple[str, ...], *, text: str) -> str | None:
    """A parameter by its name or by an unambiguous dotted tail of it."""
    name = text.strip()
    if name in known:
        return name
    fitting = [one for one in known if one.endswith(f".{name}")]
    return fitting[0] if len(fitting) == 1 else None


def _set(parameter: Parameter, *, node: Node, desk: Desk) -> Parameter:
    spot = Spot().down(parameter.name)
    if parameter.type is ValueType.TABLE:
        return _with_table(parameter, node=node, desk=desk)
    if isinstance(node, Block):
        by_class = {
            entry.key.text.strip(): formula
            for entry in node.entries
            if (formula := _amount(parameter, node=entry.value, desk=desk, spot=spot)) is not None
        }
        merged: Mapping[str, Formula] = {**parameter.by_class, **by_class}
        kept = {
            one: dated for one, dated in parameter.dated_by_class.items() if one not in by_class
        }
        return replace(
            parameter,
            by_class=MappingProxyType(merged),
            dated_by_class=MappingProxyType(kept),
            required=False,
        )
    formula = _amount(parameter, node=node, desk=desk, spot=spot)
    if formula is None:
        return parameter
    return replace(
        parameter,
        default=formula,
        by_class=MappingProxyType({}),
        dated=(),
        dated_by_class=MappingProxyType({}),
        required=False,
    )


def _amount(parameter: Parameter, *, node: Node, desk: Desk, spot: Spot) -> Formula | None:
    if parameter.type is ValueType.TRUTH and isinstance(node, Scalar):
        node = replace(node, text=TRUTHS.get(node.text.strip(), node.text))
    elif parameter.type in (ValueType.TEXT, ValueType.CHOICE) and isinstance(node, Scalar):
        _check_option(parameter, node=node, desk=desk, spot=spot)
        node = replace(node, text=_quoted(node.text.strip()))
    return formula_of(node, desk=desk, spot=spot, unit=parameter.unit)


def _quoted(text: str) -> str:
    """A text as expressions write it, with its quotation marks and backslashes kept."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _check_option(parameter: Parameter, *, node: Scalar, desk: Desk, spot: Spot) -> None:
    if parameter.options and node.text.strip() not in parameter.options:
        desk.refuse(
            "unknown-word",
            message=speak("参数「{name}」不能是「{word}」", name=parameter.name, word=node.text),
            remedy=speak("可写：{options}", options=speak("、").join(parameter.options)),
            place=node.place,
            spot=spot,
        )


def _with_table(parameter: Parameter, *, node: Node, desk: Desk) -> Parameter:
    shape = parameter.table
    unit = shape.unit if shape is not None else parameter.unit
    node = _with_keys(node, keys=shape.keys if shape is not None else ())
    table = inline_table(
        node, name=parameter.name, desk=desk, spot=Spot().down(parameter.name), unit=unit
    )
    table = replace(table, scale=table.scale or (shape.scale if shape is not None else None))
    return replace(parameter, table=table, required=False)


def _with_keys(node: Node, *, keys: tuple[str, ...]) -> Node:
    """Cells or bands alone, put under the keys that the scheme states for the table."""
    if not isinstance(node, Block):
        return node
    place = node.place
    names = Listing(tuple(Scalar(key, quoted=False, place=place) for key in keys), place)
    stated = Entry(Scalar("键", quoted=False, place=place), names)
    written = {entry.key.text for entry in node.entries}
    if written & {"值", "cells", "规则", "rules"}:
        has_keys = not keys or bool(written & {"键", "keys"})
        return node if has_keys else Block((stated, *node.entries), place)
    nested = any(isinstance(entry.value, Block) for entry in node.entries)
    if written & {"档", "bands"} or not keys or (not nested and keys == ("数值",)):
        return node
    return Block((stated, Entry(Scalar("值", quoted=False, place=place), node)), place)
