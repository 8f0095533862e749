"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from datetime import date

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import PinnedScheme
from tests.apps.appraisals import publishing_deeds, scored
from tests.apps.facts.stage import PACK
from tests.apps.schemes import desk
from tests.deeds import Deed, Place


def pinned(cast, _client=None):
    found = PinnedScheme.objects.filter(organisation=cast.organisation).first()
    return found or facts.pin_scheme(by=cast.actor("clerk"), pack=PACK, begins_on=date(2026, 1, 1))


def cycle(cast, _client=None):
    found = Cycle.objects.filter(organisation=cast.organisation).first()
    return found or scored.cycle_in(cast, scheme=pinned(cast))


def begun(cast, _client=None):
    made = cycle(cast)
    actions.begin_stage(by=cast.actor("clerk"), stage=made.stages.first(), version=made.version)
    made.refresh_from_db()
    return made


def run(cast, _client=None):
    found = Run.objects.filter(organisation=cast.organisation, state="done").first()
    return found or scored.run_in(cycle(cast))


def public_run(cast):
    made = run(cast)
    scored.make_public(made.cycle)
    return made


def standing(cast):
    """That of the head's and the liaison's own town, once it is public."""
    return public_run(cast).standings.get(unit=cast.units["鹤汀镇"])


def reissued_twice(cast, _client=None):
    """A cycle whose scheme has a second version: the same pack, as if it were released anew."""
    made = cycle(cast)
    first = made.scheme
    pack = "own:hean-towns@2026.1"
    if not PinnedScheme.objects.filter(organisation=cast.organisation, pack=pack).exists():
        scheme = desk.draft(cast)
        text = desk.text_of(scheme).replace('版本: "2016.1"', '版本: "2026.1"')
        desk.save(cast, scheme, text)
        desk.released(cast, scheme)
        found = facts.pin_scheme(by=cast.actor("clerk"), pack=pack, begins_on=date(2026, 1, 1))
        PinnedScheme.objects.filter(pk=found.pk).update(scheme_key=first.scheme_key)
    return made


def told_version(cast, made):
    other = PinnedScheme.objects.get(organisation=cast.organisation, pack__startswith="own:")
    return {
        "scheme": other.pk, "basis": "禾考发〔2026〕11号", "reason": "下半年起施行",
        "version": made.version,
    }  # fmt: skip


def told_cycle(cast, scheme):
    return {
        "title": "乡镇绩效考核", "scheme": scheme.pk, "kind": f"{scheme.pk}|乡镇",
        "group": cast.groups["townships"].pk, "period": "2026", "basis": "禾考发〔2026〕1号",
        "begins_on": "2026-06-12", f"days_{StageKind.COLLECT}": "5", f"days_{StageKind.SCORE}": "3",
        f"owner_{StageKind.COLLECT}": cast.units["statistics"].pk,
    }  # fmt: skip


def numbered(_cast, made):
    return {"number": made.number}


def first_stage(_cast, made):
    return {"number": made.number, "order": 1}


def of_run(cast):
    made = run(cast)
    return {"number": made.cycle.number, "run": made.number}


PLACES = {
    "appraisals:cycle": Place(lambda cast: {"number": public_run(cast).cycle.number}),
    "appraisals:begin": Place(lambda cast: {"number": cycle(cast).number, "order": 1}),
    "appraisals:end": Place(lambda cast: {"number": cycle(cast).number, "order": 1}),
    "appraisals:reissue": Place(lambda cast: {"number": cycle(cast).number}),
    "appraisals:score": Place(lambda cast: {"number": cycle(cast).number}),
    **{f"appraisals:{name}": Place(of_run) for name in ("run", "seal", "sheet", "compare", "try")},
    "appraisals:chart": Place(lambda cast: {**of_run(cast), "kind": "heat"}),
    **{
        f"appraisals:{name}": Place(lambda cast: {"key": standing(cast).pk})
        for name in ("standing", "account", "formulas")
    },
    **publishing_deeds.PLACES,
}

DEEDS = (
    Deed("appraisals:set-up", "clerk", before=pinned, data=told_cycle),
    Deed(
        "appraisals:begin", "clerk", before=cycle, kwargs=first_stage,
        data=lambda _cast, made: {"version": made.version},
    ),
    Deed(
        "appraisals:end", "clerk", before=begun, kwargs=first_stage,
        data=lambda _cast, made: {"version": made.version, "note": "各单位已报齐"},
    ),
    Deed(
        "appraisals:reissue", "clerk", before=reissued_twice, kwargs=numbered, data=told_version
    ),
    Deed(
        "appraisals:score", "clerk", before=cycle, kwargs=numbered,
        data=lambda _cast, _made: {"reason": "第一次试算"},
    ),
    *publishing_deeds.DEEDS,
)  # fmt: skip
