"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.selfscore import actions
from kaoji.apps.selfscore.models import Proof, Round, Sheet
from tests.apps.claims.deeds import pinned
from tests.apps.selfscore import asked
from tests.deeds import Deed, Place
from tests.web import hostile

TITLE = "自评的考核"


def cycle(cast, _client=None):
    found = Cycle.objects.filter(organisation=cast.organisation, title=TITLE).first()
    return found or asked.cycle_in(cast, scheme=pinned(cast), title=TITLE)


def round_(cast, _client=None):
    made = cycle(cast)
    return Round.objects.filter(cycle=made).first() or asked.opened(cast, made)


def open_sheet(cast, _client=None):
    """One that its unit may write to."""
    return asked.sheet_of(round_(cast))


def sent(cast, _client=None):
    return asked.sent(cast, open_sheet(cast))


def submitted(cast, _client=None):
    return asked.submitted(cast, open_sheet(cast))


def proof(cast, _client=None):
    found = Proof.objects.filter(organisation=cast.organisation).first()
    if found is not None:
        return found
    line = open_sheet(cast).lines.first()
    return actions.attach(
        by=cast.actor("liaison"), line=line, content=hostile.pdf(), name="某台账.pdf"
    )


def shown_proof(cast):
    """One that the office sees: its sheet is signed."""
    made = proof(cast)
    if made.line.sheet.state == "filling":
        asked.submitted(cast, made.line.sheet)
    return {"key": made.pk}


def any_sheet(cast):
    return {"key": Sheet.objects.get(pk=open_sheet(cast).pk).pk}


def of_sheet(_cast, made):
    return {"key": made.pk}


def of_version(_cast, made):
    return {"version": str(made.version)}


def given_back(cast, made):
    return of_version(cast, made) | {"reason": "缺台账"}


def first_line(_cast, made, *, act="save"):
    told = {"version": str(made.version), "act": act}
    for one in made.lines.all():
        told |= {f"points_{one.pk}": "5", f"reason_{one.pk}": "差一项"}
    return told


PLACES = {
    "selfscore:list": Place(lambda cast: round_(cast) and {}),
    "selfscore:cycle": Place(lambda cast: {"number": round_(cast).cycle.number}),
    "selfscore:open": Place(lambda cast: {"number": cycle(cast).number}),
    "selfscore:compared": Place(lambda cast: {"number": round_(cast).cycle.number}),
    "selfscore:try": Place(lambda cast: {"key": round_(cast).pk}),
    "selfscore:sheet": Place(any_sheet),
    "selfscore:try-own": Place(any_sheet),
    "selfscore:sign": Place(any_sheet),
    "selfscore:return": Place(any_sheet),
    "selfscore:workbook": Place(any_sheet),
    "selfscore:proof": Place(shown_proof),
}

DEEDS = (
    Deed(
        "selfscore:open", "clerk", before=cycle,
        kwargs=lambda _cast, made: {"number": made.number},
        data=lambda _cast, _made: {"period": asked.HALF, "days": "5"},
    ),
    Deed("selfscore:try", "clerk", before=round_, kwargs=of_sheet),
    Deed("selfscore:try-own", "liaison", before=open_sheet, kwargs=of_sheet),
    Deed("selfscore:sheet", "liaison", before=open_sheet, kwargs=of_sheet, data=first_line),
    Deed(
        "selfscore:sheet", "head", before=open_sheet, kwargs=of_sheet, named="送签",
        data=lambda cast, made: first_line(cast, made, act="send"),
    ),
    Deed("selfscore:sign", "head", before=sent, kwargs=of_sheet, data=of_version),
    Deed("selfscore:return", "head", before=sent, kwargs=of_sheet, data=given_back, named="负责人"),
    Deed("selfscore:return", "clerk", before=submitted, kwargs=of_sheet, data=given_back,
         named="绩效办"),
)  # fmt: skip
QUIET = {"selfscore:workbook": "several steps; tests/apps/selfscore/test_pages.py"}
