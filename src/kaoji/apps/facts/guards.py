"""The database itself refuses to change a revision, and to delete one of a real organisation."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("facts_figurerevision", "facts_listrowrevision", "facts_settingrevision")
_CHANGED = "a revision is never changed"
_DELETED = "a revision is never deleted"
#: Only what was invented for trying things can be removed as a whole.
_IS_REAL = (
    "NOT EXISTS (SELECT 1 FROM accounts_organisation"
    " WHERE accounts_organisation.id = OLD.organisation_id AND accounts_organisation.is_demo)"
)


def _lifted(vendor: str, table: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (f"DROP TRIGGER IF EXISTS {table}_stays", f"DROP TRIGGER IF EXISTS {table}_is_kept")
    return (f"DROP TRIGGER IF EXISTS {table}_is_guarded ON {table}",)


def _guarded(vendor: str, table: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (
            f"""
            CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, '{_CHANGED}'); END
            """,
            f"""
            CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN {_IS_REAL}
            BEGIN SELECT RAISE(ABORT, '{_DELETED}'); END
            """,
        )
    return (
        f"""
        CREATE TRIGGER {table}_is_guarded BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION facts_revision_guard()
        """,
    )


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION facts_revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION '{_CHANGED}' USING ERRCODE = 'check_violation';
    END IF;
    IF {_IS_REAL} THEN
        RAISE EXCEPTION '{_DELETED}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$
"""


def lifting(vendor: str) -> tuple[str, ...]:
    """What takes the guards away."""
    return tuple(one for table in TABLES for one in _lifted(vendor, table))


def statements(vendor: str) -> tuple[str, ...]:
    """What puts the guards on the tables, whether or not they stand there."""
    before = () if vendor == "sqlite" else (_FUNCTION,)
    guarded = tuple(one for table in TABLES for one in _guarded(vendor, table))
    return (*before, *lifting(vendor), *guarded)


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
