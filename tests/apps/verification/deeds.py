"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.verification.enums import Outcome
from kaoji.apps.verification.models import Check, Visit
from kaoji.web.roles import Role
from tests.apps.facts import stage as stages
from tests.apps.verification.setting import FIGURES, made_in
from tests.deeds import Deed, Place

TOWN = stages.TOWNS[0]
#: Two of each town; the third of all is looked at on site.
ON_SITE = 1


def room(cast, _client=None):
    """The cycle with its figures signed, nothing drawn."""
    return made_in(cast)


def drawn(cast, _client=None):
    made = room(cast)
    if not made.cycle.draws.exists():
        made.draw()
    return made


def given(cast, _client=None):
    """Given to the appraiser; one of the first town waits to be looked at on site."""
    made = drawn(cast)
    if made.cycle.checks.filter(verifier=None).count() == FIGURES:
        made.give("appraiser")
        made.decide(made.check(ON_SITE), Outcome.ONSITE)
    return made


def proved(cast):
    """A file beside the first figure."""
    from kaoji.apps.facts import actions as facts

    held = given(cast).check().figure
    found = held.evidence.first()
    return found or facts.attach(
        by=cast.actor("supplier"), held=held, content=b"%PDF-1.4\n%%EOF\n", name="凭证.pdf"
    )


def found_wrong(cast, _client=None):
    made = given(cast)
    if made.check(2).state == "open":
        made.decide(made.check(2), Outcome.WRONG)
    return made


def planned(cast, _client=None):
    made = given(cast)
    found = Visit.objects.filter(cycle=made.cycle).first()
    return found or made.plan(TOWN)[0]


def told(cast, _client=None):
    found = planned(cast)
    if found.state == "planned":
        room(cast).step(found, "notify")
    return Visit.objects.get(pk=found.pk)


def recorded(cast, _client=None):
    found = told(cast)
    if found.state == "notify":
        made = room(cast)
        for kind in ("arrive", "read"):
            made.step(found, kind)
        made.record(found)
    return Visit.objects.get(pk=found.pk)


def read(cast, _client=None):
    found = planned(cast)
    made = room(cast)
    for kind in ("notify", "arrive", "read"):
        made.step(found, kind)
    return Visit.objects.get(pk=found.pk)


def of_cycle(state):
    return lambda cast: {"number": state(cast).cycle.number}


def of_visit(state):
    return lambda cast: {"key": state(cast).pk}


def of_check(cast):
    return {"key": given(cast).check().pk}


#: Roles that hold the right; of these only the appraiser has been given anything.
NOT_GIVEN = {Role.SUPERVISOR: "没有分派给他"}
PLACES = {
    "verification:list": Place(of_cycle(given), hidden_from={Role.SUPERVISOR: "没有分派给他"}),
    "verification:draw": Place(of_cycle(room)),
    "verification:assign": Place(of_cycle(drawn)),
    "verification:recuse": Place(of_cycle(given), hidden_from=NOT_GIVEN),
    "verification:corrections": Place(of_cycle(found_wrong)),
    "verification:send-back": Place(
        lambda cast: {"number": found_wrong(cast).cycle.number, "task": 1}
    ),
    "verification:check": Place(of_check, hidden_from=NOT_GIVEN),
    "verification:hand-over": Place(of_check),
    "verification:evidence": Place(lambda cast: {"key": proved(cast).pk}, hidden_from=NOT_GIVEN),
    "verification:visits": Place(of_cycle(given), hidden_from=NOT_GIVEN),
    "verification:plan": Place(of_cycle(given)),
    **{
        f"verification:{name}": Place(of_visit(recorded))
        for name in ("visit", "step", "sign", "paper", "change", "cancel")
    },
    "verification:file": Place(lambda cast: {"key": recorded(cast).pk, "kind": "docx"}),
}


def numbered(_cast, made):
    return {"number": made.cycle.number}


def keyed(_cast, made):
    return {"key": made.pk}


def first(_cast, made):
    return {"key": made.check().pk}


def verdict(cast, made):
    check = made.check()
    return {"outcome": "true", "version": check.version, "revision": check.held.revision}


def version(_cast, made):
    return {"version": made.version}


def facts(_cast, made):
    items = {}
    for one in Check.objects.filter(visit=made):
        items |= {f"o{one.pk}": "true", f"f{one.pk}": "账实相符", f"p{one.pk}": ""}
    return {"kind": "record", "version": made.version, "others": ""} | items


DEEDS = (
    Deed(
        "verification:draw", "clerk", before=room, kwargs=numbered,
        data=lambda _cast, _made: {"rule": "unit", "count": "1", "seed": "37"},
    ),
    Deed(
        "verification:assign", "clerk", before=drawn, kwargs=numbered,
        data=lambda cast, _made: {"verifiers": [cast.people["appraiser"].pk]},
    ),
    Deed(
        "verification:recuse", "appraiser", before=given, kwargs=numbered,
        data=lambda _cast, made: {"unit": made.unit(TOWN), "reason": "亲属在该镇"},
    ),
    Deed("verification:check", "appraiser", before=given, kwargs=first, data=verdict),
    Deed(
        "verification:hand-over", "clerk", before=given, kwargs=first,
        data=lambda cast, _made: {"verifier": cast.people["supervisor"].pk, "reason": "病假"},
    ),
    Deed(
        "verification:send-back", "clerk", before=found_wrong,
        kwargs=lambda _cast, made: {"number": made.cycle.number, "task": 1},
    ),
    Deed(
        "verification:plan", "clerk", before=given, kwargs=numbered,
        data=lambda cast, made: {
            "on": "2026-06-15", "units": [made.unit(TOWN)],
            "team": [cast.people[one].pk for one in ("appraiser", "supervisor")],
        },
    ),
    Deed(
        "verification:change", "clerk", before=planned, kwargs=keyed,
        data=lambda cast, made: {
            "on": "2026-06-16", "reason": "单位有会", "version": made.version,
            "team": [cast.people[one].pk for one in ("appraiser", "supervisor")],
        },
    ),
    Deed(
        "verification:cancel", "clerk", before=planned, kwargs=keyed,
        data=lambda _cast, made: {"reason": "道路中断", "version": made.version},
    ),
    Deed(
        "verification:step", "appraiser", before=planned, kwargs=keyed, named="通知",
        data=lambda _cast, made: {"kind": "notify", "note": "请备齐台账", "version": made.version},
    ),
    Deed(
        "verification:step", "appraiser", before=read, kwargs=keyed, data=facts, named="事实记录"
    ),
    Deed(
        "verification:sign", "head", before=recorded, kwargs=keyed,
        data=lambda _cast, made: {"answer": "agreed", "version": made.version},
    ),
    Deed(
        "verification:paper", "supervisor", before=recorded, kwargs=keyed,
        data=lambda _cast, made: {
            "answer": "refused", "objection": "不认可", "signed_name": "某镇长",
            "witness": "某书记", "version": made.version,
        },
    ),
)  # fmt: skip
QUIET: dict[str, str] = {}
