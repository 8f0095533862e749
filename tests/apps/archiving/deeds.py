"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.archiving.models import Archive
from tests.apps.archiving import kept
from tests.apps.claims.deeds import pinned
from tests.deeds import Deed, Place

TITLE = "归档的考核"


def cycle(cast, _client=None):
    """A cycle of which everything is done."""
    found = Cycle.objects.filter(organisation=cast.organisation, title=TITLE).first()
    return found or kept.ready(cast, scheme=pinned(cast), title=TITLE)


def proposed(cast, _client=None):
    found = Archive.objects.filter(cycle=cycle(cast)).first()
    return found or kept.proposed(cast, cycle(cast))


def made(cast, _client=None):
    found = Archive.objects.filter(cycle=cycle(cast)).first()
    return found or kept.made(cast, cycle(cast))


def of_cycle(cast):
    return {"number": cycle(cast).number}


def of_archive(_cast, archive):
    return {"key": archive.pk}


PLACES = {
    "archiving:list": Place(lambda cast: made(cast) and {}),
    "archiving:cycle": Place(of_cycle),
    "archiving:propose": Place(of_cycle),
    "archiving:confirm": Place(lambda cast: {"key": proposed(cast).pk}),
    "archiving:drop": Place(lambda cast: {"key": proposed(cast).pk}),
    "archiving:package": Place(lambda cast: {"key": made(cast).pk}),
    "archiving:inspect": Place(lambda cast: {"key": made(cast).pk}),
}

DEEDS = (
    Deed(
        "archiving:propose", "clerk", before=cycle,
        kwargs=lambda _cast, made: {"number": made.number},
        data=lambda _cast, _made: {"retention": "permanent", "note": "依惯例"},
    ),
    Deed("archiving:confirm", "director", before=proposed, kwargs=of_archive),
    Deed("archiving:drop", "clerk", before=proposed, kwargs=of_archive),
    Deed("archiving:inspect", "clerk", before=made, kwargs=of_archive),
)  # fmt: skip
QUIET: dict[str, str] = {}
