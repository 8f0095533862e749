"""Whatever the chart of the organisation and whoever holds which post: nobody rates himself (R15).

Charts, posts held and stood in for, moves from one day to the next, raters with and without an
account and recusals are random. What each may rate is worked out once more here, from what was
drawn alone, and everybody tries to rate everything: on the page, by a code, by a secretary.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kaoji.apps.organisation.models import UnitState
from kaoji.apps.ratings import actions, todo
from kaoji.apps.ratings.actions.codes import digest_of
from kaoji.apps.ratings.models import Ballot, Rater
from kaoji.apps.ratings.panels import panels_of
from kaoji.apps.ratings.results import results_of
from kaoji.apps.ratings.rules import units_of, whom
from kaoji.apps.ratings.scale import Filled
from kaoji.web import clock
from kaoji.web.asking import answered
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import factories
from tests.apps.ratings import stage as stages
from tests.cast import NOON, TODAY, TOWNSHIPS

pytestmark = pytest.mark.django_db

#: Units that a chart is drawn of: the county, three towns that are rated, five that are new.
TOWNS, NEW = TOWNSHIPS[:3], 5
COUNT = 1 + len(TOWNS) + NEW

places = st.integers(0, COUNT - 1)
days = st.integers(-1, 2)
spells = st.tuples(st.sampled_from((-9, -1, 0, 1, 2)), st.one_of(st.none(), days))
#: For each unit after the county: under which one, and since which day under which other.
charts = st.lists(
    st.tuples(places, st.one_of(st.none(), st.tuples(days, places))),
    min_size=COUNT - 1,
    max_size=COUNT - 1,
)
#: Somebody with an account: the first post, more posts, and for whose posts he stands in.
members = st.tuples(
    places,
    st.lists(st.tuples(places, spells), max_size=3),
    st.lists(st.tuples(places, spells, st.booleans()), max_size=2),
)
#: Somebody by name only: the unit, where there is one.
named = st.one_of(st.none(), places)
towns = st.sets(st.integers(0, len(TOWNS) - 1), max_size=2)
raters = st.tuples(
    st.one_of(members, named), towns, st.sampled_from(("page", "code", "proxy"))
)  # fmt: skip
FLAT = [(0, None)] * (COUNT - 1)


def day_of(number: int) -> date:
    return TODAY + timedelta(days=number)


class County:
    """What was drawn, written down for real, and what follows from it."""

    def __init__(self, panel: stages.Panel, chart: Any, *, on: int) -> None:
        self.panel, self.chart, self.on = panel, chart, on
        made = [
            factories.make_unit(organisation=panel.cast.organisation, name=f"新设单位{number}")
            for number in range(NEW)
        ]
        own = panel.cast.units
        self.units = [own["government"], *(own[name] for name in TOWNS), *made]
        for place, told in enumerate(chart, start=1):
            self._write(place, *told)

    def _write(self, place: int, above: int, moved: tuple[int, int] | None) -> None:
        """A unit stands under one that comes before it, so that there is no circle."""
        unit = self.units[place]
        state = UnitState.objects.get(unit=unit)
        state.parent = self.units[above % place]
        if moved is not None:
            state.ends_on = day_of(moved[0] - 1)
        state.save()
        if moved is not None:
            factories.make_state(
                unit=unit, begins_on=day_of(moved[0]), name=state.name, kind=state.kind,
                parent=self.units[moved[1] % place], group=state.group,
            )  # fmt: skip

    def with_above(self, places: set[int]) -> set[int]:
        """Places with all above them on the day of the ballot, by what was drawn."""
        found = set()
        for place in places:
            here: int | None = place
            while here is not None:
                found.add(here)
                here = self.above(here)
        return found

    def above(self, place: int) -> int | None:
        if place == 0:
            return None
        above, moved = self.chart[place - 1]
        return (moved[1] if moved is not None and moved[0] <= self.on else above) % place

    def covers(self, spell: tuple[int, int | None]) -> bool:
        begins, ends = spell
        return begins <= self.on and (ends is None or self.on <= max(begins, ends))


class Voter:
    """One rater, as drawn."""

    def __init__(self, county: County, number: int, told: Any) -> None:
        self.county, self.told = county, told
        who, self.recused, self.way = told
        self.user = None
        if isinstance(who, tuple):
            self.mine = self._employ(*who)
            self.way = "page" if self.way == "code" else self.way
        else:
            self.mine = set() if who is None else {who}
            self.way = "code" if self.way == "page" else self.way
        self.rater = self._added(f"评分人{number}", who)

    def _employ(self, first: int, posts: Any, deputed: Any) -> set[int]:
        county, mine = self.county, {first}
        self.user = factories.employ(unit=county.units[first], role=Role.RATER)
        for place, spell in posts:
            self._hold(self.user, place, spell)
            mine |= {place} if county.covers(spell) else set()
        for place, spell, is_withdrawn in deputed:
            away = factories.make_user(organisation=county.panel.cast.organisation)
            begins, ends = spell
            made = factories.delegate(
                self._hold(away, place, (-9, None)), deputy=self.user, begins_on=day_of(begins),
                ends_on=day_of(max(begins, 2 if ends is None else ends)),
            )  # fmt: skip
            if is_withdrawn:
                made.withdrawn_at = NOON
                made.save()
            elif county.covers((begins, 2 if ends is None else ends)):
                mine.add(place)
        return mine

    def _hold(self, user: Any, place: int, spell: tuple[int, int | None]) -> Any:
        begins, ends = spell
        return factories.hold(
            user, post=factories.make_post(unit=self.county.units[place], role=Role.STAFF),
            begins_on=day_of(begins),
            ends_on=None if ends is None else day_of(max(begins, ends)),
        )  # fmt: skip

    def _added(self, name: str, who: Any) -> Rater:
        panel = self.county.panel
        told: dict[str, Any] = {"people": [self.user.pk]} if self.user else {}
        if not told:
            unit = None if who is None else self.county.units[who]
            told = {"named": [actions.Named(name, "代表", unit)]}
        clerk, rating = panel.actor("clerk"), panel.fresh()
        actions.add_raters(by=clerk, rating=rating, rater_class=stages.TOP, **told)
        found = panel.rating.raters.latest("order")
        if self.recused:
            keys = [self.county.units[1 + one].pk for one in self.recused]
            actions.recuse(by=clerk, rater=found, unit_keys=keys, reason="亲属在该镇任职")
        return found

    def barred(self, *, own_unit_may_rate: bool) -> set[int]:
        """The keys of what is not for this one, by what was drawn."""
        places = {1 + one for one in self.recused}
        if not own_unit_may_rate:
            places |= self.county.with_above(self.mine) & set(range(1, 1 + len(TOWNS)))
        return {self.county.units[place].pk for place in places}

    def cast(self, keys: set[int]) -> None:
        """Give a mark to some units, in this one's way."""
        panel, filled = self.county.panel, Filled({str(key): "8" for key in keys})
        rater = Rater.objects.get(pk=self.rater.pk)
        clerk = panel.actor("clerk")
        if self.way == "proxy":
            actions.cast_for(by=clerk, rater=rater, filled=filled, rest="", basis="本人签字")
        elif self.way == "code":
            ((_who, code),) = actions.give_codes(
                by=clerk, rating=panel.fresh(), rater_keys=[rater.pk]
            )
            rater.refresh_from_db()
            actions.cast(by=clerk, rater=rater, filled=filled, digest=digest_of(code))
        else:
            actions.cast(by=self.actor, rater=rater, filled=filled)

    @property
    def actor(self) -> Any:
        return factories.acting(self.user, on=day_of(self.county.on))

    def ballots_owed(self) -> int:
        found = answered(todo._mine(self.actor))
        return sum(one.kind == "打分" for one in found)


@pytest.fixture
def cycle(stage):
    return stages.cycle_in(stage.cast, scheme=stage.scheme)


panels = st.tuples(st.booleans(), st.integers(0, 2))


@given(charts, st.lists(raters, min_size=1, max_size=5), panels)
@example(FLAT, [((1, [], []), set(), "page")] * 3, (False, 0))
@example(FLAT, [((1, [], []), set(), "page")] * 3, (True, 0))
@example(
    # A village under the second new unit, which has gone over to the third town by today.
    [*FLAT[:-2], (1, (0, 3)), (7, None)], [((8, [], []), set(), "page"), (8, {0}, "code")],
    (False, 0),
)  # fmt: skip
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=settings.default.max_examples // 2,
)
def test_nobody_rates_himself(stage, cycle, chart, told, panel):
    own_unit_may_rate, on = panel
    with transaction.atomic():
        _tried(stage, cycle, chart, told, own_unit_may_rate=own_unit_may_rate, on=on)
        transaction.set_rollback(True)


def _tried(stage, cycle, chart, told, *, own_unit_may_rate, on):
    panel = _panel(stage, cycle, own_unit_may_rate=own_unit_may_rate)
    county = County(panel, chart, on=on)
    voters = [Voter(county, number, one) for number, one in enumerate(told)]
    panel.open()
    everything = set(units_of(panel.fresh()))
    with clock.stopped_at(NOON + timedelta(days=on)):
        for one in voters:
            _votes(one, everything, barred=one.barred(own_unit_may_rate=own_unit_may_rate))
        _is_explained(panel, voters, own_unit_may_rate=own_unit_may_rate)


def _panel(stage, cycle, *, own_unit_may_rate):
    """The panel of the year's end, whose scheme says so or otherwise of one's own unit."""
    found = next(one for one in panels_of(cycle) if one.period == "2026年终评估")
    shape = actions.RatingShape(
        replace(found, own_unit_may_rate=own_unit_may_rate),
        window_days=5, low="0", high="10", step="0.5",
    )  # fmt: skip
    rating = actions.draw_up(by=stage.cast.actor("clerk"), cycle=cycle, shape=shape)
    return stages.Panel(stage.cast, cycle, rating)


def _votes(voter, everything, *, barred):
    """What a rater is shown is his; more is refused, one unit at a time and all at once."""
    rating = voter.county.panel.fresh()
    rater = Rater.objects.select_related("user").get(pk=voter.rater.pk)
    seen = whom(rater, rating=rating, on=clock.today())
    assert set(seen.barred) == barred
    assert set(seen.owed) == everything - barred
    if voter.user is not None:
        assert voter.ballots_owed() == 1
    for more in ({one} for one in barred):
        _is_refused(voter, everything - barred | more)
    if barred:
        _is_refused(voter, everything)
    voter.cast(everything - barred)
    if voter.user is not None:
        assert voter.ballots_owed() == 0


def _is_refused(voter, keys):
    with pytest.raises(Refused) as found:
        voter.cast(keys)
    assert found.value.code == "barred"


def _is_explained(panel, voters, *, own_unit_may_rate):
    """Behind each unit stand all ballots but those of whom it was not for, each with its reason."""
    ballots = list(Ballot.objects.filter(rating=panel.rating))
    assert len(ballots) == len(voters)
    units = units_of(panel.rating)
    barred = [one.barred(own_unit_may_rate=own_unit_may_rate) for one in voters]
    counts = {}
    for key, name in units.items():
        given = [one for one in ballots if str(key) in one.marks]
        reasons = [one.abstained[str(key)] for one in ballots if str(key) not in one.marks]
        assert len(reasons) == sum(key in one for one in barred), name
        assert set(reasons) <= {"本单位", "亲属在该镇任职"}
        counts[name] = len(given)
    told = [(one.ballots, one.lines) for one in results_of(panel.fresh())]
    assert [count for count, _lines in told] == [len(voters)]
    for line in told[0][1]:
        assert line.valid == counts[line.unit]
