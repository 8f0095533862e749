"""The page of backups: what is of one organisation, and what counts all of them."""

from __future__ import annotations

import pytest

from kaoji.apps.workbench.models import Drill
from kaoji.web import clock
from tests import cast, factories
from tests.apps.workbench.deeds import a_backup


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def county(db):
    return cast.county()


def drilled(county):
    """A drill that found 4711 people in the backup, and as many in the copy."""
    part = {"name": "accounts.user", "rows": 4711, "said": "ab" * 32, "found": "ab" * 32}
    return Drill.objects.create(
        organisation=county.organisation, backup="kaoji-2026.kaoji-backup", made_at=cast.NOON,
        asked_by="hean-system", asked_by_name="系万全", asked_at=cast.NOON, ended_at=cast.NOON,
        parts=[part],
    )  # fmt: skip


def test_the_only_organisation_reads_the_whole_report(county):
    client = factories.signed_in(county.people["system"])
    page = client.get(f"/backups/drills/{drilled(county).pk}/").content.decode()
    assert "4711" in page
    assert "abababab" in page


@pytest.mark.parametrize("query", ["", "?print=1", "?export=csv"])
def test_where_there_are_several_none_reads_what_counts_all(county, query):
    """Neither how many rows a table has, nor its digest, nor how large the backup is."""
    made = drilled(county)
    a_backup(county)
    client = factories.signed_in(county.people["system"])
    sizes = client.get(f"/backups/{query}").content.decode()
    factories.make_organisation(code="other", name="邻县")
    page = client.get(f"/backups/drills/{made.pk}/").content.decode()
    assert "全部相同" in page
    assert "多个机构" in page
    assert "4711" not in page
    assert "abababab" not in page
    assert "4\xa0字节" in sizes
    assert "4\xa0字节" not in client.get(f"/backups/{query}").content.decode()
