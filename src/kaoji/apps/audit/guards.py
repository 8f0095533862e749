"""The database itself refuses to change an entry, and to delete one sooner than the law allows."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

#: As PostgreSQL and SQLite both understand it.
LEAST = "6 months"

_SQLITE = (
    "DROP TRIGGER IF EXISTS audit_entry_stays",
    "DROP TRIGGER IF EXISTS audit_entry_is_kept",
    """
    CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END
    """,
    f"""
    CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
    WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%S', 'now', '-{LEAST}')
    BEGIN SELECT RAISE(ABORT, 'an audit entry is kept for six months'); END
    """,
)

_POSTGRESQL = (
    f"""
    CREATE OR REPLACE FUNCTION audit_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'an audit entry is never changed' USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.at > now() - interval '{LEAST}' THEN
            RAISE EXCEPTION 'an audit entry is kept for six months'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END $$
    """,
    "DROP TRIGGER IF EXISTS audit_entry_is_guarded ON audit_entry",
    """
    CREATE TRIGGER audit_entry_is_guarded BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_guard()
    """,
)

_GONE = {"sqlite": _SQLITE[:2], "postgresql": _POSTGRESQL[1:2]}


def statements(vendor: str) -> tuple[str, ...]:
    """What puts the guards on the table, whether or not they stand there."""
    return _SQLITE if vendor == "sqlite" else _POSTGRESQL


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guards on the table; again, where they stand already."""
    _run(connection, told=statements(connection.vendor))


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away: what somebody who owns the database can do. For tests and restores."""
    _run(connection, told=_GONE[connection.vendor])


def _run(connection: BaseDatabaseWrapper, *, told: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in told:
            cursor.execute(statement)
