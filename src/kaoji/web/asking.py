"""Several questions of several rooms, asked of the database in one.

Each question is rows of one model and the names of what is read of them. All of them together are
one `UNION ALL` of two columns: which question it is, and what was read as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.db.models import F, Field, Func, IntegerField, Model, QuerySet, Value
from django.db.models.functions import JSONObject

SEPARATOR = "__"
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Question(Generic[Told]):
    """Rows, the names of what is read of them, and what is to be said of all that were found.

    `names` are those of fields, of fields behind a foreign key (`cycle__title`) and of
    annotations; the first one is what the rows are in the order of. What is not named is not
    read: whoever asks a row for it asks the database once more.
    """

    rows: QuerySet[Any]
    names: tuple[str, ...]
    say: Callable[[Sequence[Any]], Iterable[Told]]


def answered(asked: Iterable[Told | Question[Told]]) -> tuple[Told, ...]:
    """What is told, and what is said to the questions between, in the order of all of them."""
    items = tuple(asked)
    found = iter(_rows_of([one for one in items if isinstance(one, Question)]))
    told: list[Told] = []
    for one in items:
        if isinstance(one, Question):
            told.extend(one.say(next(found)))
        else:
            told.append(one)
    return tuple(told)


def _rows_of(questions: Sequence[Question[Any]]) -> list[list[Any]]:
    """The rows of each question, by one question to the database."""
    if not questions:
        return []
    parts = [_part(one, number) for number, one in enumerate(questions)]
    read: list[list[dict[str, Any]]] = [[] for _ in questions]
    for number, values in parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]:
        read[number].append(values)
    return [_made(one, rows) for one, rows in zip(questions, read, strict=True)]


def _part(question: Question[Any], number: int) -> QuerySet[Any]:
    """A question as rows of two columns. Their order is ours: parts of a union have none."""
    which = Value(number, output_field=IntegerField())
    read = _Read(**{name: F(name) for name in question.names})
    return question.rows.order_by().values_list(which, read)


class _Read(JSONObject):
    """What is read of a row, by name."""

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:  # noqa: ANN401 - Django's own
        """As it is: Django would first ask each connection whether it knows JSON at all."""
        return Func.as_sql(self, compiler, connection, **more)


def _made(question: Question[Any], rows: list[dict[str, Any]]) -> list[Any]:
    """Rows as objects of the model, each value of the kind of its field."""
    if not rows:
        return []
    kinds = {name: _kind(question.rows, name) for name in question.names}
    read: list[dict[str, Any]] = [
        {name: _value(kinds[name], value) for name, value in row.items()} for row in rows
    ]
    read.sort(key=lambda one: one[question.names[0]])
    return [_object(question.rows.model, one) for one in read]


def _kind(rows: QuerySet[Any], name: str) -> Field[Any, Any]:
    kind: Field[Any, Any] = F(name).resolve_expression(rows.query.chain()).output_field
    return kind


def _value(kind: Field[Any, Any], value: object) -> object:
    """JSON has no days: what is text there becomes what the field holds."""
    return value if value is None else kind.to_python(value)


def _object(model: type[Model], values: dict[str, Any]) -> Any:  # noqa: ANN401 - of the model
    """A row of which only some fields have been read, with those behind its foreign keys."""
    fields = _fields_of(model)
    own = {fields[name].attname: value for name, value in values.items() if name in fields}
    order = [field.attname for field in model._meta.concrete_fields if field.attname in own]
    made: Any = model.from_db(None, order, [own[name] for name in order])
    behind: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        head, _dots, rest = name.partition(SEPARATOR)
        if rest and head in fields:
            behind.setdefault(head, {})[rest] = value
        elif name not in fields:
            setattr(made, name, value)
    for head, more in behind.items():
        related: Any = fields[head]
        related.set_cached_value(made, _object(related.related_model, more))
    return made


@cache
def _fields_of(model: type[Model]) -> dict[str, Any]:
    """The fields by all their names."""
    fields: list[Any] = list(model._meta.concrete_fields)
    by_name = {field.name: field for field in fields} | {field.attname: field for field in fields}
    return by_name | {"pk": model._meta.pk}
