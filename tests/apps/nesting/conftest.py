"""The county with its projects and bureaus, the clock stopped at noon."""

from __future__ import annotations

import pytest

from kaoji.apps.facts import brought
from tests import cast as people
from tests.apps.facts.conftest import _at_noon  # noqa: F401 - a fixture
from tests.apps.nesting import nested


@pytest.fixture
def cast(db):
    return people.county()


@pytest.fixture
def child(cast):
    return nested.projects(cast)


@pytest.fixture
def parent(cast):
    return nested.bureaus(cast)


@pytest.fixture
def held(monkeypatch):
    """Figures that are held for cycles beside what is fed: by scheme."""
    told = {}
    monkeypatch.setitem(
        brought._ROOMS, "tests", lambda _actor, scheme, _year: told.get(scheme.scheme_key, ())
    )
    return told
