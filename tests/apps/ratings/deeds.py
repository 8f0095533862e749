"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.ratings import actions
from kaoji.apps.ratings.models import Rater, Rating, Sheet
from kaoji.web.roles import BUSINESS, Role
from tests.apps.appraisals.deeds import pinned
from tests.apps.ratings import stage as stages
from tests.apps.ratings.stage import TOP, Panel
from tests.deeds import Deed, Place


def cycle(cast, _client=None):
    found = Cycle.objects.filter(organisation=cast.organisation, period="2026").first()
    return found or stages.cycle_in(cast, scheme=pinned(cast))


def panel(cast, _client=None):
    """Drawn up, with the leader as its rater and one who never signs in."""
    of_year = cycle(cast)
    found = Rating.objects.filter(cycle=of_year).first()
    made = Panel(cast, of_year, found or stages.drawn(cast, cycle=of_year))
    if not made.rating.raters.exists():
        made.add("leader")
        one = made.name("某代表")
        town = [cast.units["谷雨镇"].pk]
        actions.recuse(by=cast.actor("clerk"), rater=one, unit_keys=town, reason="亲属在该镇")
    return made


def opened(cast, _client=None):
    made = panel(cast)
    if made.fresh().state == "draft":
        made.open()
        one = made.name("已投的代表")
        told = {"filled": made.filled(), "rest": "", "basis": "签名评分表"}
        actions.cast_for(by=cast.actor("clerk"), rater=one, **told)
    return made


def cast_by_all(cast, _client=None):
    made = opened(cast)
    actions.remove_rater(by=cast.actor("clerk"), rater=named(made))
    made.cast_all(leader(made), by="leader")
    return made


def leader(made) -> Rater:
    return made.rating.raters.get(user=made.cast.people["leader"])


def named(made) -> Rater:
    return made.rating.raters.get(order=2)


def papers(cast, _client=None):
    made = opened(cast)
    return made.papers(1)[0]


def filled(made, *, but=()):
    marks = made.filled(but=dict.fromkeys(but, "")).marks
    return {f"m-{key}": mark for key, mark in marks.items()}


def read_once(cast, _client=None):
    sheet = papers(cast)
    made = opened(cast)
    actions.read_sheet(by=cast.actor("second_clerk"), sheet=sheet, filled=made.filled())
    return sheet


def differing(cast, _client=None):
    sheet = Sheet.objects.filter(organisation=cast.organisation, state="differs").first()
    if sheet is None:
        sheet = read_once(cast)
        other = opened(cast).filled("9")
        actions.read_sheet(by=cast.actor("clerk"), sheet=sheet, filled=other)
        sheet.refresh_from_db()
    return sheet


def with_code(cast, client):
    """The browser has shown a code."""
    made = opened(cast)
    given = actions.give_codes(
        by=cast.actor("clerk"), rating=made.fresh(), rater_keys=[named(made).pk]
    )
    client.post("/ratings/code/", {"code": given[0][1]})
    return made


def numbered(_cast, made):
    return {"number": made.rating.number}


def versioned(_cast, made):
    return {"version": made.fresh().version}


def keyed(_cast, sheet):
    return {"key": sheet.pk}


def of_rating(cast):
    return {"number": opened(cast).rating.number}


ALL_BUT_THE_LEADER = dict.fromkeys(BUSINESS - {Role.COUNTY_LEADER}, "是别人的票")

PLACES = {
    "ratings:cycle": Place(lambda cast: {"number": panel(cast).cycle.number}),
    "ratings:draw-up": Place(lambda cast: {"number": cycle(cast).number}),
    **{
        f"ratings:{name}": Place(of_rating)
        for name in (
            "rating", "open", "drop", "close", "extend", "add-raters", "codes", "papers",
            "hand-out",
        )
    },
    **{
        f"ratings:{name}": Place(lambda cast: {"key": named(opened(cast)).pk})
        for name in ("remove-rater", "recuse", "revoke", "enter-for")
    },
    "ratings:blank": Place(lambda cast: {**of_rating(cast), "place": 1}),
    "ratings:take-back": Place(lambda cast: {"key": papers(cast).batch.pk}),
    "ratings:sheet": Place(lambda cast: {"key": differing(cast).pk}),
    "ratings:again": Place(lambda cast: {"key": differing(cast).pk}),
    "ratings:void": Place(lambda cast: {"key": differing(cast).pk}),
    "ratings:cast": Place(
        lambda cast: {"key": leader(opened(cast)).pk}, hidden_from=ALL_BUT_THE_LEADER
    ),
}  # fmt: skip

DEEDS = (
    Deed(
        "ratings:draw-up", "clerk", before=cycle,
        kwargs=lambda _cast, made: {"number": made.number},
        data=lambda _cast, _made: {
            "panel": "2026年终评估|领导评估", "window_days": "5", "low": "0", "high": "10",
            "step": "0.5", "least_shown": "3",
        },
    ),
    Deed("ratings:open", "clerk", before=panel, kwargs=numbered, data=versioned),
    Deed("ratings:drop", "clerk", before=panel, kwargs=numbered),
    Deed("ratings:close", "clerk", before=cast_by_all, kwargs=numbered, data=versioned),
    Deed(
        "ratings:extend", "director", before=opened, kwargs=numbered,
        data=lambda cast, made: {**versioned(cast, made), "window_days": "9", "reason": "出差"},
    ),
    Deed(
        "ratings:add-raters", "clerk", before=panel, kwargs=numbered,
        data=lambda cast, _made: {
            "rater_class": TOP, "people": [cast.people["rater"].pk],
            "named": "另一代表，代表，澄湾镇",
        },
    ),
    Deed(
        "ratings:codes", "clerk", before=opened, kwargs=numbered,
        data=lambda _cast, made: {"raters": [named(made).pk]},
    ),
    Deed(
        "ratings:remove-rater", "clerk", before=panel,
        kwargs=lambda _cast, made: {"key": named(made).pk},
    ),
    Deed(
        "ratings:recuse", "clerk", before=panel, kwargs=lambda _cast, made: {"key": named(made).pk},
        data=lambda cast, _made: {"units": [cast.units["云砚镇"].pk], "reason": "亲属在该镇"},
    ),
    Deed(
        "ratings:revoke", "clerk", before=with_code,
        kwargs=lambda _cast, made: {"key": named(made).pk},
    ),
    Deed(
        "ratings:enter-for", "clerk", before=opened,
        kwargs=lambda _cast, made: {"key": named(made).pk},
        data=lambda _cast, made: {
            **filled(made, but=["谷雨镇"]), "act": "sign", "basis": "签名评分表",
        },
    ),
    Deed(
        "ratings:hand-out", "clerk", before=panel, kwargs=numbered,
        data=lambda _cast, _made: {"rater_class": TOP, "count": "3"},
    ),
    Deed(
        "ratings:take-back", "clerk", before=lambda cast, client: _out(cast),
        kwargs=keyed, data=lambda _cast, _made: {"count": "1"},
    ),
    Deed(
        "ratings:sheet", "clerk", before=read_once, kwargs=keyed,
        data=lambda cast, _made: {**filled(opened(cast)), "act": "save"},
    ),
    Deed(
        "ratings:again", "clerk", before=differing, kwargs=keyed,
        data=lambda cast, _made: {**filled(opened(cast)), "act": "save", "reason": "看错一行"},
    ),
    Deed(
        "ratings:void", "clerk", before=papers, kwargs=keyed,
        data=lambda _cast, _made: {"reason": "整张未填"},
    ),
    Deed(
        "ratings:cast", "leader", before=opened,
        kwargs=lambda _cast, made: {"key": leader(made).pk},
        data=lambda _cast, made: {**filled(made), "act": "sign"},
    ),
    Deed(
        "ratings:by-code", before=with_code,
        data=lambda _cast, made: {**filled(made, but=["谷雨镇"]), "act": "sign"},
    ),
)  # fmt: skip

QUIET = {"ratings:code": "a code is shown, and nothing is changed but the session"}


def _out(cast):
    made = opened(cast)
    return actions.hand_out(by=cast.actor("clerk"), rating=made.fresh(), rater_class=TOP, count=2)
