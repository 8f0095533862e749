"""How long property tests run, and which tests are tried on another database.

`HYPOTHESIS_PROFILE=long KAOJI_N=20000` (or `make generative N=20000`) runs the long ones.
"""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

from kaoji.cli.memory import collect_seldom

# The machine may be slow or shared: a test fails by what it finds, never by the time it takes.
PATIENT = settings(
    deadline=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)

# The gate repeats itself; the long run looks for what is new.
settings.register_profile("ci", PATIENT, max_examples=60, derandomize=True)
settings.register_profile("long", PATIENT, max_examples=int(os.environ.get("KAOJI_N", "20000")))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_finish():
    """Twenty thousand tests stay to the end: rings of objects are not looked for among them."""
    collect_seldom()


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only what asks a database")


def pytest_collection_modifyitems(config, items):
    """What asks no database need not be tried on another one."""
    if config.getoption("--only-database"):
        others = [one for one in items if not _asks_a_database(one)]
        config.hook.pytest_deselected(items=others)
        items[:] = [one for one in items if _asks_a_database(one)]


def _asks_a_database(item):
    asked = {"db", "transactional_db", "django_db_setup"} & set(item.fixturenames)
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def _emptied_between_tests():
    """SQLite empties tables with DELETE, which the guards of the log and of revisions refuse: a
    test that ends its own transactions is cleaned up with the guards lifted for that moment.
    """
    from django.db.backends.sqlite3.base import DatabaseWrapper

    from kaoji.apps.archiving import guards as archive_guards
    from kaoji.apps.audit import guards
    from kaoji.apps.facts import guards as facts_guards

    operations = DatabaseWrapper.ops_class
    usual = operations.sql_flush

    def sql_flush(self, style, tables, **options):
        emptied = usual(self, style, tables, **options)
        return [
            *guards.statements("sqlite")[:2], *facts_guards.lifting("sqlite"),
            *archive_guards.lifting("sqlite"), *emptied,
            *guards.statements("sqlite"), *facts_guards.statements("sqlite"),
            *archive_guards.statements("sqlite"),
        ]  # fmt: skip

    operations.sql_flush = sql_flush
    yield
    operations.sql_flush = usual


@pytest.fixture(autouse=True)
def _nothing_told_before():
    """What rooms told in one test is not kept for the next: its rows, too, no act has written."""
    from kaoji.web import told

    told.forget()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of a run; where there is none, they are skipped by name."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("KAOJI_SKIP_NOTHING"):
            pytest.fail("chromium is missing, and nothing may be skipped")
        pytest.skip("chromium is missing: pages are not tried in a browser")
    from playwright.sync_api import sync_playwright

    # Root may not use the sandbox.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()
