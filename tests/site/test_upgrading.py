"""`kaoji upgrade`: a backup first, then everything or nothing, and never under a running office."""

from __future__ import annotations

import json

import pytest

from kaoji.cli.shell import FAULTY
from tests.site.clusters import fresh_database  # noqa: F401 - a fixture
from tests.site.server import Server

#: Where the tables of an older version stood.
OLDER = """
from django.core.management import call_command
for app, step in (("workbench", "zero"), ("organisation", "0001"), ("accounts", "0002"),
                  ("audit", "0001"), ("jobs", "0001")):
    call_command("migrate", app, step, verbosity=0)
"""
#: What both versions have, value by value; and how the tables stand.
TOLD = """
import hashlib, json
from kaoji.site import tables
from django.db import connection
SHARED = {shared}
told = {{}}
for label, model in tables.models_at(tables.applied_steps()).items():
    names = [one.attname for one in model._meta.concrete_fields]
    kept = [one for one in names if not SHARED or one in SHARED.get(label, ())]
    rows = list(model._base_manager.order_by("pk").values_list(*kept)) if kept else []
    told[label] = [kept, len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()]
print(json.dumps([told, sorted(tables.applied_steps())]))
"""
WHOLE = """
from kaoji.apps.audit.keeping import examined
print(examined().is_whole, examined().entry_count)
"""
SCRIPT_ONLY = """
from kaoji.site.preparing import set_up
set_up(settings_module="kaoji.site.settings.dev")
"""
LATER = """
from django.db import migrations, models

def {work}(apps, schema_editor):
    {line}

class Migration(migrations.Migration):
    dependencies = {needs}
    operations = [
        migrations.CreateModel("{name}", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython({work}, migrations.RunPython.noop),
    ]
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request, tmp_path, fresh_database):  # noqa: F811
    """An installation with people and acts in it."""
    address = fresh_database() if request.param == "postgresql" else ""
    return Server(tmp_path / "data", database=address).made()


@pytest.fixture
def older(office):
    """The same with the tables of an older version."""
    office.asked(OLDER)
    return office


def told_of(server, shared=None):
    script = SCRIPT_ONLY + TOLD.format(shared=shared)
    tables, steps = json.loads(server.told(script).strip().splitlines()[-1])
    return tables, steps


def broken_later(folder):
    """A version to come: its first step goes well, its second does not."""
    package = folder / "version" / "later"
    (package / "migrations").mkdir(parents=True)
    for name in ("__init__.py", "models.py", "migrations/__init__.py"):
        (package / name).write_text("")
    steps = (
        ("0001_initial", "First", "pass", []),
        ("0002_breaks", "Second", "raise RuntimeError('no paper')", [("later", "0001_initial")]),
    )
    for file, name, line, needs in steps:
        text = LATER.format(work="work", line=line, needs=needs, name=name)
        (package / "migrations" / f"{file}.py").write_text(text)
    settings = (
        "from kaoji.site.settings.dev import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'later']\n"
    )
    (folder / "version" / "later_settings.py").write_text(settings)
    return folder / "version"


def test_an_older_office_is_brought_up_to_date(older, tmp_path):
    before, steps = told_of(older)
    refused = older.commanded("serve", "--dev", "--address", f"127.0.0.1:{older.port}")
    assert refused.returncode == FAULTY
    assert "kaoji upgrade" in refused.stderr

    done = older.commanded("upgrade", "--folder", str(tmp_path / "backups"))
    assert done.returncode == 0, done.stderr
    assert "数据表已更新" in done.stdout
    (saved,) = (tmp_path / "backups").iterdir()
    assert older.commanded("verify-backup", str(saved)).returncode == 0

    shared = {label: names for label, (names, *_rest) in before.items()}
    after, now = told_of(older, shared)
    assert {tuple(one) for one in steps} < {tuple(one) for one in now}
    assert {label: after[label] for label in before} == before
    assert older.asked(WHOLE).startswith("True")
    again = older.commanded("upgrade", "--folder", str(tmp_path / "backups"))
    assert (again.returncode, "已是最新" in again.stdout) == (0, True)

    # What was saved before the upgrade is restored by the newer program.
    restored = Server(tmp_path / "restored")
    back = restored.commanded("restore", str(saved))
    assert back.returncode == 0, back.stderr
    there, _steps = told_of(restored, shared)
    assert {label: there[label] for label in before} == before


def test_a_step_that_fails_leaves_everything_as_it_was(office, tmp_path):
    before = told_of(office)
    version = broken_later(tmp_path)
    path = f"{version}:{office.surroundings['PYTHONPATH']}"
    done = office.commanded(
        "upgrade", "--folder", str(tmp_path / "saved"),
        PYTHONPATH=path, DJANGO_SETTINGS_MODULE="later_settings",
    )  # fmt: skip
    assert done.returncode == FAULTY
    assert "no paper" in done.stderr
    assert "数据和原来一样" in done.stderr
    (saved,) = (tmp_path / "saved").iterdir()
    assert str(saved) in done.stderr
    assert told_of(office) == before
    assert [one.name for one in office.folder.iterdir() if "upgrading" in one.name] == []
    office.start()  # the older program goes on
    office.kill()


def test_an_empty_installation_gets_its_tables(tmp_path):
    server = Server(tmp_path / "data")
    done = server.commanded("upgrade", "--folder", str(tmp_path / "backups"))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "backups").exists()
    server.placed().start()
    busy = server.commanded("upgrade", "--folder", str(tmp_path / "backups"))
    server.kill()
    # The tables are up to date, and yet: while it runs, nobody is told that nothing is to be done.
    assert busy.returncode == FAULTY
    assert "停下" in busy.stderr
