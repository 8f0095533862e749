"""What was verified goes into the archive, with the files that proved it."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals.archived import pieces_of
from kaoji.apps.facts.models import Evidence
from kaoji.apps.verification.enums import Outcome
from kaoji.web.refusals import Refused
from tests import cast as people
from tests.apps.verification import deeds

pytestmark = pytest.mark.django_db
_PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def made(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cast = people.county()
    found = deeds.given(cast)
    deeds.proved(cast)
    found.decide(found.check(), Outcome.TRUE)
    return found


def kept(made):
    return {one.name: one for one in pieces_of(made.cycle) if one.name.startswith("verification/")}


def test_draws_verdicts_and_files_are_kept(made):
    found = kept(made)
    file = found["verification/evidence/0001-1.pdf"]
    assert file.content == _PDF
    assert "凭证.pdf" in file.title
    assert str(made.check()) in file.title
    assert made.cycle.draws.get().seed in found["verification/draws.csv"].content.decode()
    assert "属实" in found["verification/verdicts.csv"].content.decode()


def test_a_file_that_is_gone_is_told(made):
    Evidence.objects.update(digest="0" * 64)
    with pytest.raises(Refused, match=r"凭证\.pdf"):
        kept(made)
