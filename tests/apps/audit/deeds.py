"""How to come to the addresses of this room (see tests/deeds.py)."""

from __future__ import annotations

from datetime import UTC, datetime

from kaoji.apps.audit import actions
from kaoji.apps.audit.acts import Act
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM
from tests.deeds import Deed, Place

SOMETHING = Act("tests.deed", "做了某事")


def an_entry(cast):
    with clock.stopped_at(datetime(2020, 1, 1, tzinfo=UTC)):
        key = cast.organisation.pk
        return actions.record(SOMETHING, by=THE_SYSTEM, named="某事", organisation_key=key)


def a_checkpoint(cast):
    return {"number": actions.make_checkpoint(by=cast.actor("audit")).number}


PLACES = {
    "audit:entry": Place(lambda cast: {"number": an_entry(cast).number}),
    "audit:checkpoint": Place(a_checkpoint, is_everybodys=True),
    "audit:checkpoint-file": Place(a_checkpoint, is_everybodys=True),
}

DEEDS = (
    Deed("audit:verify", "audit", data=lambda _cast, _made: {"go": "1"}),
    Deed("audit:make-checkpoint", "audit"),
    Deed("audit:purge", "audit", before=lambda cast, _client: an_entry(cast)),
)
