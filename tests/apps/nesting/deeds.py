"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.nesting.enums import Mapping
from kaoji.apps.nesting.models import Feed
from tests.apps.nesting import nested
from tests.deeds import Deed, Place


def scored(cast, _client=None):
    """A cycle that wants to be fed, and a scoring that may feed it."""
    child, parent = nested.projects(cast), nested.bureaus(cast)
    run = child.runs.filter(state="done").first()
    return parent, run or nested.scored_at(child, {"一号工程": "92", "二号工程": "84"})


def named(cast, _client=None):
    parent, run = scored(cast)
    found = Feed.objects.filter(cycle=parent, state="named").first()
    return found or nested.name(cast, cycle=parent, run=run)


def of_named(cast):
    return {"number": named(cast).cycle.number}


PLACES = {
    "nesting:cycle": Place(of_named),
    "nesting:name": Place(of_named),
    "nesting:facts": Place(of_named),
    "nesting:end": Place(lambda cast: of_named(cast) | {"feed": named(cast).number}),
}

DEEDS = (
    Deed(
        "nesting:name", "clerk", before=scored,
        kwargs=lambda _cast, made: {"number": made[0].number},
        data=lambda _cast, made: {
            "run": made[1].pk, "mapping": Mapping.ORGANISATION.value, "basis": nested.BASIS,
        },
    ),
    Deed(
        "nesting:end", "clerk", before=named,
        kwargs=lambda _cast, made: {"number": made.cycle.number, "feed": made.number},
        data=lambda _cast, _made: {"why": "项目考核重做"},
    ),
)  # fmt: skip
QUIET: dict[str, str] = {}
