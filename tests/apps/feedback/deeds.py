"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.feedback.models import Package
from kaoji.web import clock
from kaoji.web.files import stored
from tests.apps.appraisals import publishing_deeds
from tests.deeds import Deed, Place


def run(cast, _client=None):
    return publishing_deeds.run(cast)


def package(cast, _client=None):
    """One that is made; of what, a page does not ask."""
    made = run(cast)
    found = Package.objects.filter(cycle=made.cycle).first()
    return found or Package.objects.create(
        organisation=cast.organisation, cycle=made.cycle, run=made, number=1, kind="meeting",
        state="done", asked_at=clock.now(), done_at=clock.now(), by_name="绩效办",
        digest=stored(b"PK"), size=2, files=1,
    )  # fmt: skip


PLACES = {
    "feedback:packages": Place(lambda cast: {"number": package(cast).cycle.number}),
    "feedback:package-make": Place(lambda cast: {"number": run(cast).cycle.number}),
    "feedback:package-file": Place(lambda cast: {"key": package(cast).pk}),
}
DEEDS = (
    Deed(
        "feedback:package-make", "clerk", before=run,
        kwargs=lambda _cast, made: {"number": made.cycle.number},
    ),
)  # fmt: skip
QUIET: dict[str, str] = {}
