"""The database itself refuses to change or delete what belongs to an archived cycle.

What is added later is refused by the acts alone: tables are filled anew when an installation moves
to another database. Improvement goes on after archiving and is not guarded.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import ForeignKey, Model

from kaoji.apps.appraisals.belonging import Way, ways_to_cycles

ROOMS = ("annexes", "appraisals", "claims", "nesting", "ratings", "selfscore", "targets")
_MESSAGE = "the cycle is archived: nothing of it is changed"
_NO_DEMO = (
    "NOT EXISTS (SELECT 1 FROM accounts_organisation"
    " WHERE accounts_organisation.id = OLD.organisation_id AND accounts_organisation.is_demo)"
)


def _guarded() -> dict[type[Model], Way]:
    ways = ways_to_cycles()
    return {one: way for one, way in ways.items() if one._meta.app_label in ROOMS}


def tables() -> set[str]:
    """The tables that are guarded."""
    return {one._meta.db_table for one in _guarded()}


def _is_archived(model: type[Model], way: Way) -> str:
    """Of the old row: whether its cycle is archived."""
    if not way:
        return "OLD.state = 'archived'"
    key, here = "", model
    for name in way:
        field = here._meta.get_field(name)
        if not isinstance(field, ForeignKey):
            raise TypeError(f"{here}.{name} leads nowhere")
        further = f"(SELECT {field.column} FROM {here._meta.db_table} WHERE id = {key})"  # noqa: S608 - own names
        key = further if key else f"OLD.{field.column}"
        here = field.related_model
    return (
        f"EXISTS (SELECT 1 FROM appraisals_cycle WHERE appraisals_cycle.id = {key}"  # noqa: S608 - own names
        " AND appraisals_cycle.state = 'archived')"
    )


def _lifted(vendor: str, table: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (
            f"DROP TRIGGER IF EXISTS {table}_is_archived_u",
            f"DROP TRIGGER IF EXISTS {table}_is_archived_d",
        )
    return (f"DROP TRIGGER IF EXISTS {table}_is_archived ON {table}",)


def _put(vendor: str, table: str, condition: str) -> Iterator[str]:
    if vendor == "sqlite":
        for sign, act in (("u", "UPDATE"), ("d", "DELETE")):
            told = f"{condition} AND {_NO_DEMO}" if act == "DELETE" else condition
            yield (
                f"CREATE TRIGGER {table}_is_archived_{sign} BEFORE {act} ON {table}"
                f" WHEN {told} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
            )
        return
    yield f"""
    CREATE OR REPLACE FUNCTION {table}_archive_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {condition} AND (TG_OP = 'UPDATE' OR {_NO_DEMO}) THEN
            RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $$
    """
    yield (
        f"CREATE TRIGGER {table}_is_archived BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_archive_guard()"
    )


def lifting(vendor: str) -> tuple[str, ...]:
    """What takes the guards away."""
    return tuple(one for table in sorted(tables()) for one in _lifted(vendor, table))


def statements(vendor: str) -> tuple[str, ...]:
    """What puts the guards on the tables, whether or not they stand there."""
    told = (
        one
        for model, way in _guarded().items()
        for one in _put(vendor, model._meta.db_table, _is_archived(model, way))
    )
    return (*lifting(vendor), *told)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guards on the tables; again, where they stand already."""
    _run(connection, told=statements(connection.vendor))


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away: what somebody who owns the database can do."""
    _run(connection, told=lifting(connection.vendor))


def _run(connection: BaseDatabaseWrapper, *, told: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in told:
            cursor.execute(statement)
