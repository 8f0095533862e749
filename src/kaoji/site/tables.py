"""The rows of every table as lines of text, and back: as the tables are, not as the program is.

After a newer version was installed the tables are still those of the older one until they are
brought up to date, and a backup is restored into tables of its own time. So the models used here
are those of the migrations that were applied.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

#: A migration: its application and its name.
Step: TypeAlias = tuple[str, str]
Model: TypeAlias = type[models.Model]

#: Rows handed to the database at once.
BATCH = 500
#: What passes, and what Django fills by itself.
SKIPPED = frozenset({"sessions.session", "contenttypes.contenttype", "auth.permission"})


def applied_steps() -> frozenset[Step]:
    """The migrations that made the tables what they are."""
    return frozenset(MigrationRecorder(connection).applied_migrations())


def unknown_steps(steps: Iterable[Step]) -> frozenset[Step]:
    """Those that a newer program has made: this one does not know them."""
    return frozenset(steps) - frozenset(MigrationLoader(connection).graph.nodes)


def models_at(steps: Iterable[Step]) -> dict[str, Model]:
    """The model of every table that is backed up, as these migrations left it, by its label."""
    known: Apps = MigrationLoader(connection).project_state(sorted(steps)).apps
    found = {one._meta.label_lower: one for one in known.get_models(include_auto_created=True)}
    return {
        label: model
        for label, model in sorted(found.items())
        if model._meta.managed and not model._meta.proxy and label not in SKIPPED
    }


def lines_of(model: Model) -> Iterator[bytes]:
    """Each row as one line, in the order of the primary key."""
    for row in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):
        yield _line(row)


def _line(row: models.Model) -> bytes:
    meta = row._meta
    key = meta.pk
    fields = {one.name: _plain(row, one) for one in meta.concrete_fields if one is not key}
    told = {"model": meta.label_lower, "pk": _plain(row, key), "fields": fields}
    return f"{json.dumps(told, ensure_ascii=False)}\n".encode()


def _plain(row: models.Model, field: Any) -> Any:  # noqa: ANN401 - a field of any kind
    """What JSON holds exactly; all else as its field writes it, a moment to the microsecond."""
    value = field.value_from_object(row)
    return value if value is None or isinstance(value, bool | int | str) else _text(row, field)


def _text(row: models.Model, field: Any) -> Any:  # noqa: ANN401 - a JSON field keeps its shape
    return field.value_to_string(row)


def load(lines: Iterable[bytes], *, model: Model) -> None:
    """Put rows of one table back, many at once, with the keys and the moments that they had."""
    _stop_stamping(model)
    rows = (_row(line, model=model) for line in lines)
    while batch := list(islice(rows, BATCH)):
        model._base_manager.bulk_create(batch)


def _stop_stamping(model: Model) -> None:
    """Django sets some moments of a row that it takes for new; this model lives for one restore."""
    fields: Any = model._meta.concrete_fields
    for field in fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            field.auto_now = field.auto_now_add = False


def _row(line: bytes, *, model: Model) -> models.Model:
    told = json.loads(line)
    key = model._meta.pk
    values = {key.attname: key.to_python(told["pk"])}
    for name, value in told["fields"].items():
        field: Any = model._meta.get_field(name)
        values[field.attname] = field.to_python(value)
    return model(**values)
