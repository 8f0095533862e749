"""What the flows of `tests/site/flows.py` need to stand: made within the installation itself."""

from __future__ import annotations

import json
from importlib import import_module

from django.conf import settings

from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.ratings import actions as ratings
from kaoji.apps.ratings.actions.codes import digest_of
from kaoji.apps.ratings.models import Rater
from kaoji.apps.ratings.views.ballots import HELD, WHOSE
from tests.apps.appraisals import public, scored
from tests.apps.appraisals.publishing_deeds import NOTICE, staged
from tests.apps.facts.deeds import cell
from tests.apps.ratings import stage as panels
from tests.cast import Cast, county
from tests.deeds import client_of

PEOPLE = ("clerk", "leader", "supplier", "head")


def prepare(*, voters: int) -> str:
    """Where everything is, and the sessions of who does it, as JSON."""
    cast = county(code="heliu", name="禾流县")
    stage = staged(cast)
    task = stage.task()
    told = {who: client_of(cast, who).cookies["kaoji_session"].value for who in PEOPLE}
    asked = cell(task, "")
    del asked["once"]
    told |= {"sheet": f"/facts/tasks/{task.number}/", "cell": next(iter(asked))}
    told |= _ballots(cast, scheme=stage.scheme, voters=voters)
    told |= _objecting(stage) | _publishing(stage)
    return json.dumps(told)


def _ballots(cast: Cast, *, scheme: PinnedScheme, voters: int) -> dict[str, object]:
    cycle = panels.cycle_in(cast, scheme=scheme)
    panel = panels.Panel(cast, cycle, panels.drawn(cast, cycle=cycle))
    named = [ratings.Named(f"代表{number}", "代表") for number in range(1, voters + 1)]
    by = cast.actor("clerk")
    ratings.add_raters(by=by, rating=panel.fresh(), rater_class=panels.TOP, named=named)
    panel.open()
    keys = list(panel.rating.raters.values_list("pk", flat=True))
    given = ratings.give_codes(by=by, rating=panel.fresh(), rater_keys=keys)
    sessions = {
        f"voter-{one.name.removeprefix('代表')}": _holding(one, code) for one, code in given
    }
    ballot = {f"m-{unit}": mark for unit, mark in panel.filled().marks.items()}
    return {"ballot": ballot | {"act": "sign"}, **sessions}


def _holding(rater: Rater, code: str) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[HELD], session[WHOSE] = digest_of(code), rater.pk
    session.save()
    return str(session.session_key)


def _objecting(stage: object) -> dict[str, object]:
    cycle = public.cycle_in(stage, title="有异议的考核")
    run = public.settle(stage, scored.run_in(cycle))
    public.published(stage, run)
    standing = public.own(run)
    return {
        "object": f"/appraisals/standings/{standing.pk}/object/",
        "node": public.complaint(standing).node,
    }


def _publishing(stage: object) -> dict[str, object]:
    cycle = public.cycle_in(stage, title="公示又撤回的考核")
    run = public.settle(stage, scored.run_in(cycle))
    public.open_stage(cycle, public.StageKind.PUBLIC)
    path = f"/appraisals/{cycle.number}/runs/{run.number}/publish/"
    return {"publish": path, "notice": NOTICE, "cycle": cycle.pk}
