"""The county's run and its seals, made once."""

from __future__ import annotations

import pytest

from tests.engine.seal.office import internal, public, run


@pytest.fixture(scope="session")
def outcome(tmp_path_factory):
    return run(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="session")
def data(outcome):
    """The internal seal."""
    return internal(outcome)


@pytest.fixture(scope="session")
def public_data(outcome):
    """The public seal."""
    return public(outcome)
