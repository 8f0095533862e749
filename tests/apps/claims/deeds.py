"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from datetime import date

from kaoji.apps.appraisals.actions import StageShape
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.claims import actions
from kaoji.apps.claims.models import Claim, Letter
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import PinnedScheme
from tests.apps.appraisals import public, scored
from tests.apps.facts.stage import EVENT_CELLS, PACK
from tests.deeds import Deed, Place

TITLE = "申报的考核"
KEY, BAR = "加分", "班子成员腐败案件"
PLAN = {"plan_paper": "禾检考〔2026〕1号", "plan_item": "9"}


def pinned(cast):
    found = PinnedScheme.objects.filter(organisation=cast.organisation).first()
    return found or facts.pin_scheme(by=cast.actor("clerk"), pack=PACK, begins_on=date(2026, 1, 1))


def cycle(cast, _client=None):
    """A cycle whose units claim."""
    found = Cycle.objects.filter(organisation=cast.organisation, title=TITLE).first()
    if found is None:
        kinds = (StageKind.EXTRAS, StageKind.VETOES, StageKind.SCORE)
        stages = tuple(StageShape(kind, 5) for kind in kinds)
        found = scored.cycle_in(
            cast, scheme=pinned(cast), title=TITLE, period="2026", stages=stages
        )
    public.open_stage(found, StageKind.EXTRAS)
    return found


def asking(cast, _client=None):
    """A cycle that asks the competent bodies."""
    made = cycle(cast)
    public.open_stage(made, StageKind.VETOES)
    return made


def shape(cast, **changed):
    cells = EVENT_CELLS | changed.pop("cells", {})
    told = {
        "unit_key": cast.units["鹤汀镇"].pk,
        "key": KEY,
        "cells": cells,
        "proof": "原件在镇党政办",
    }
    return actions.ClaimShape(**(told | changed))


def claimed(cast, _client=None):
    made = cycle(cast)
    found = Claim.objects.filter(cycle=made, state="sent").first()
    return found or actions.claim(by=cast.actor("head"), cycle=made, shape=shape(cast))


def accepted(cast, _client=None):
    made = claimed(cast)
    return actions.accept(by=cast.actor("clerk"), claim=made, decision="文件属实")


def letter(cast, _client=None):
    made = asking(cast)
    found = Letter.objects.filter(cycle=made).first()
    told = actions.LetterShape(BAR, cast.units["agriculture"], "农业农村局", 5, **PLAN)
    return found or actions.send_letter(by=cast.actor("clerk"), cycle=made, shape=told)


def of_letters(cast):
    return {"number": letter(cast).cycle.number}


PLACES = {
    "claims:list": Place(lambda cast: {"number": claimed(cast).cycle.number}),
    "claims:new": Place(lambda cast: {"number": cycle(cast).number}),
    "claims:collect": Place(lambda cast: {"number": cycle(cast).number}),
    "claims:letters": Place(of_letters),
    "claims:send": Place(lambda cast: {"number": letter(cast).cycle.number}),
    "claims:claim": Place(lambda cast: {"key": claimed(cast).pk}),
    "claims:decide": Place(lambda cast: {"key": claimed(cast).pk}),
    "claims:withdraw": Place(lambda cast: {"key": claimed(cast).pk}),
}


def cells_of(cast, _made):
    """The form of a claim, by the columns of the list."""
    from kaoji.apps.claims.lists import claimed_in, told_in

    asked = next(one for one in claimed_in(cycle(cast)) if one.key == KEY)
    named = {f"c{at}": EVENT_CELLS.get(one.name, "") for at, one in enumerate(told_in(asked))}
    return named | {"unit": cast.units["鹤汀镇"].pk, "proof": "原件在镇党政办"}


DEEDS = (
    Deed(
        "claims:new", "liaison", before=cycle, kwargs=lambda _cast, made: {"number": made.number},
        data=cells_of,
    ),
    Deed(
        "claims:decide", "clerk", before=claimed, kwargs=lambda _cast, made: {"key": made.pk},
        data=lambda _cast, _made: {"outcome": "accepted", "decision": ""}, named="认定",
    ),
    Deed(
        "claims:decide", "clerk", before=claimed, kwargs=lambda _cast, made: {"key": made.pk},
        data=lambda _cast, _made: {"outcome": "refused", "decision": "没有文件"}, named="不予认定",
    ),
    Deed("claims:withdraw", "head", before=claimed, kwargs=lambda _cast, made: {"key": made.pk}),
    Deed(
        "claims:collect", "clerk", before=accepted,
        kwargs=lambda _cast, made: {"number": made.cycle.number}, data=lambda _cast, _made: PLAN,
    ),
    Deed(
        "claims:send", "clerk", before=asking, kwargs=lambda _cast, made: {"number": made.number},
        data=lambda cast, _made: PLAN | {"body": cast.units["agriculture"].pk, "window_days": "5"},
    ),
)  # fmt: skip
QUIET: dict[str, str] = {}
