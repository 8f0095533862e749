"""Scales: declared where somebody asks for one, and no word that they do not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoji.engine.feel import ast
from kaoji.engine.plinth.names import spoken_field, spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.checks.facts import columns_of, inputs_of
from kaoji.engine.scheme.model import Derived, Formula, Parameter, Scheme, Table, ValueType
from kaoji.engine.scheme.words.spoken import spoken_value

#: Types that are no scale.
_TYPES = ("number", "truth", "date", "text")

#: A value that a place may take: what is written, and where.
_Written = tuple[Formula | str, Place]


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check everything whose values are steps of a scale."""
    yield from _unknown_scales(scheme)
    tables = {table.name: table for table in tables_of(scheme)}
    for table in tables.values():
        yield from _words(table.scale, _of_table(table), scheme=scheme, path=table.name)
    for parameter in scheme.parameters:
        yield from step_problems(parameter, scheme=scheme)
    for derived in scheme.derived:
        written = (pair for one in _formulas(derived) for pair in _results(one, tables=tables))
        yield from _words(derived.scale, written, scheme=scheme, path=derived.key)


def step_problems(parameter: Parameter, *, scheme: Scheme) -> Iterator[Problem]:
    """Values of a parameter that its scale does not have."""
    found = _of_parameter(parameter)
    yield from _words(parameter.scale, found, scheme=scheme, path=parameter.name)


def _formulas(derived: Derived) -> Iterator[Formula]:
    """What a derived value is: by its formula, before its first period, where undefined."""
    undefined = None if derived.undefined is None else derived.undefined.value
    yield from (one for one in (derived.formula, derived.first, undefined) if one is not None)


def tables_of(scheme: Scheme) -> Iterator[Table]:
    """The tables of a scheme, parameters that are tables among them."""
    yield from scheme.tables
    yield from (one.table for one in scheme.parameters if one.table is not None)


# --- scales that nobody declares ------------------------------------------------------------------


def _unknown_scales(scheme: Scheme) -> Iterator[Problem]:
    known = (*scheme.scales, *(spoken_value(one, kind="type") for one in _TYPES))
    for what, path, scale, place in _asked(scheme):
        if scale in scheme.scales:
            continue
        yield Problem(
            "unknown-scale",
            speak(
                "{what}的类型写了「{scale}」，方案没有这个序，它也不是别的类型",
                what=what,
                scale=scale,
            ),
            _declared_scales(scale, known=known),
            place=place,
            path=path,
        )


def _declared_scales(scale: str, *, known: tuple[str, ...]) -> str:
    near, words = nearest(scale, known=known), speak("、").join(known)
    if not near:
        return speak("可写 {words}；新的序先在顶层「序」里列出它的词", words=words)
    return speak(
        "是不是「{near}」？可写 {words}；新的序先在顶层「序」里列出它的词",
        near=near[0],
        words=words,
    )


def _asked(scheme: Scheme) -> Iterator[tuple[str, str, str, Place]]:
    """What stands on a scale: as messages call it, its path, the scale, the place."""
    for spec in inputs_of(scheme):
        for column in columns_of(spec):
            if column.type is ValueType.CHOICE and column.scale is not None:
                what = speak(
                    "「{path}」的「{key}」",
                    path=spoken_path(spec.path),
                    key=spoken_field(column.key),
                )
                yield what, spec.path, column.scale, column.place
    for one in scheme.derived:
        if one.scale is not None:
            yield speak("派生「{name}」", name=one.key), one.key, one.scale, one.place
    for parameter in scheme.parameters:
        if parameter.scale is not None:
            what = speak("参数「{name}」", name=parameter.name)
            yield what, parameter.name, parameter.scale, parameter.place
    for table in scheme.tables:
        if table.scale is not None:
            yield speak("表「{name}」", name=table.name), table.name, table.scale, table.place


# --- words that a scale does not have -------------------------------------------------------------


def _words(
    scale: str | None, written: Iterator[_Written], *, scheme: Scheme, path: str
) -> Iterator[Problem]:
    words = scheme.scales.get(scale or "")
    if words is None:
        return
    for value, place in written:
        text = value if isinstance(value, str) else _text_of(value.expression)
        if text is None:
            yield Problem(
                "wrong-type",
                speak(
                    "「{path}」给出序「{scale}」上的等级，这里写的不是它的词",
                    path=path,
                    scale=scale,
                ),
                speak("写 {words} 中的一个", words=speak("、").join(words)),
                place=place,
                path=path,
            )
        elif text not in words:
            near = nearest(text, known=words)
            yield Problem(
                "unknown-choice",
                speak(
                    "「{path}」会得出「{text}」，序「{scale}」里没有",
                    path=path,
                    text=text,
                    scale=scale,
                ),
                speak("是不是「{near}」？", near=near[0])
                if near
                else speak("有的是：{words}", words=speak("、").join(words)),
                place=place,
                path=path,
            )


def _text_of(expression: ast.Expression) -> str | None:
    return expression.value if isinstance(expression, ast.Text) else None


def _of_table(table: Table) -> Iterator[_Written]:
    """The values of a table, each at its line."""
    yield from ((cell, cell.place) for cell in table.cells.values())
    yield from ((band.value, band.place) for band in table.bands)
    if table.otherwise is not None:
        place = table.place if isinstance(table.otherwise, str) else table.otherwise.place
        yield table.otherwise, place


def _of_parameter(parameter: Parameter) -> Iterator[_Written]:
    """The words among a parameter's values; what is computed is judged when it is known."""
    for _which, value in parameter.values:
        if isinstance(value.expression, ast.Text | ast.Number):
            yield value, value.place


def _results(formula: Formula, *, tables: Mapping[str, Table]) -> Iterator[_Written]:
    """The words that a formula may come out at, those of the tables that it looks up included."""
    todo = [formula.expression]
    while todo:
        match todo.pop():
            case ast.Conditional(then=then, otherwise=otherwise):
                todo += [otherwise, then]
            case ast.Text(value=word):
                yield word, formula.place
            case ast.Call(function="查表" | "look up", arguments=(ast.Name(parts=parts), *_keys)):
                table = tables.get(".".join(parts))
                if table is not None and table.scale is None:
                    yield from (
                        (value, place)
                        for value, place in _of_table(table)
                        if isinstance(value, str) or isinstance(value.expression, ast.Text)
                    )
            case _:
                pass
