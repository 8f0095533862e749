"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.improvement.models import ImprovementList, Part
from kaoji.web.roles import Role
from tests import factories
from tests.apps.appraisals import public
from tests.apps.claims.deeds import pinned
from tests.apps.improvement import settled
from tests.apps.improvement.settled import DUE, TOWN
from tests.deeds import Deed, Place

TITLE = "改进的考核"


def cycle(cast, _client=None):
    """A cycle with a final result and nothing drawn up yet."""
    found = Cycle.objects.filter(organisation=cast.organisation, title=TITLE).first()
    if found is None:
        found = settled.cycle_in(cast, scheme=pinned(cast), title=TITLE)
    public.open_stage(found, StageKind.IMPROVE)
    return found


def held(cast, _client=None):
    made = cycle(cast)
    found = ImprovementList.objects.filter(cycle=made).first()
    return found or settled.drawn(cast, made)


def drawn(cast, _client=None):
    """An item of which nothing was said yet."""
    rows = settled.Item.objects.filter(part__improvement_list=held(cast), unit_name=TOWN)
    return rows.filter(state="drawn").first()


def stated(cast, _client=None):
    return settled.stated(cast, drawn(cast))


def under_way(cast, _client=None):
    return settled.under_way(cast, drawn(cast))


def reported(cast, _client=None):
    return settled.reported(cast, drawn(cast))


def silent(cast, _client=None):
    """A unit of which nothing was drawn up, with the cast's liaison in it."""
    part = held(cast).parts.filter(items=None).first()
    post = factories.make_post(unit=part.unit, role=Role.UNIT_LIAISON, name="兼联络员")
    factories.hold(cast.people["liaison"], post=post)
    return part


def any_item(cast, _client=None):
    return settled.item_of(held(cast))


def of_unit(cast):
    made = held(cast)
    return {"number": made.cycle.number, "unit": cast.units[TOWN].pk}


def of_item(_cast, made):
    return {"key": made.pk}


def of_part(_cast, made):
    found = Part.objects.select_related("improvement_list__cycle").get(pk=made.pk)
    return {"number": found.improvement_list.cycle.number, "unit": found.unit_id}


def of_version(_cast, made):
    return {"version": str(made.version)}


PLACES = {
    "improvement:list": Place(lambda cast: held(cast) and {}),
    "improvement:cycle": Place(lambda cast: {"number": held(cast).cycle.number}),
    "improvement:draw": Place(lambda cast: {"number": cycle(cast).number}),
    "improvement:sheet": Place(lambda cast: {"number": held(cast).cycle.number}),
    "improvement:unit": Place(of_unit),
    "improvement:nil": Place(of_unit),
    "improvement:workbook": Place(of_unit),
    "improvement:item": Place(lambda cast: {"key": any_item(cast).pk}),
    "improvement:state": Place(lambda cast: {"key": any_item(cast).pk}),
    "improvement:take-back": Place(lambda cast: {"key": any_item(cast).pk}),
    "improvement:decide": Place(lambda cast: {"key": any_item(cast).pk}),
    "improvement:report": Place(lambda cast: {"key": any_item(cast).pk}),
}


def decided(outcome, note=""):
    return lambda cast, made: of_version(cast, made) | {"outcome": outcome, "note": note}


DEEDS = (
    Deed(
        "improvement:draw", "clerk", before=cycle,
        kwargs=lambda _cast, made: {"number": made.number},
        data=lambda _cast, _made: {"most": "3", "least": "", "days": "5"},
    ),
    Deed("improvement:nil", "liaison", before=silent, kwargs=of_part),
    Deed(
        "improvement:state", "liaison", before=drawn, kwargs=of_item,
        data=lambda cast, made: of_version(cast, made) | {
            "measures": "逐月调度", "post": cast.posts["head"].pk, "due_on": DUE.isoformat(),
        },
    ),
    Deed("improvement:take-back", "head", before=stated, kwargs=of_item, data=of_version),
    Deed("improvement:decide", "clerk", before=stated, kwargs=of_item, data=decided("yes"),
         named="同意"),
    Deed("improvement:decide", "clerk", before=stated, kwargs=of_item, data=decided("no", "太笼统"),
         named="退回"),
    Deed("improvement:decide", "clerk", before=reported, kwargs=of_item, data=decided("yes"),
         named="销号"),
    Deed("improvement:decide", "clerk", before=reported, kwargs=of_item, data=decided("no", "还缺"),
         named="继续改进"),
    Deed(
        "improvement:report", "liaison", before=under_way, kwargs=of_item,
        data=lambda cast, made: of_version(cast, made) | {"text": "过半", "evidence": ""},
    ),
)  # fmt: skip
QUIET = {"improvement:workbook": "several steps; tests/apps/improvement/test_pages.py"}
