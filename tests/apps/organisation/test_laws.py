"""The laws of the organisation in time, under random sequences of acts.

After each act that was not refused, every day of the story is looked at one by one: the tree is a
forest without circles, a unit has one state, what stands in a closed unit or under it is nothing,
and no day before the act is other than it was.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaoji.apps.audit.models import Entry
from kaoji.apps.organisation import actions
from kaoji.apps.organisation.actions import Part, Shape
from kaoji.apps.organisation.models import Duty, Holding, Post, Unit, UnitState
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import factories

FIRST = date(2026, 1, 1)
DAYS = tuple(FIRST + timedelta(days=number) for number in range(10))

numbers = st.integers(min_value=0, max_value=7)
ACTS = ("add", "move", "rename", "close", "merge", "split", "post", "appoint", "transfer", "leave",
        "close_post", "duties")  # fmt: skip
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(DAYS), numbers, numbers, st.booleans()),
    min_size=4,
    max_size=14,
)


class Story:
    """One organisation, with somebody who may do everything and people who do nothing."""

    def __init__(self):
        self.organisation = factories.make_organisation()
        office = factories.make_unit(organisation=self.organisation, begins_on=FIRST)
        director = factories.employ(unit=office, role=Role.OFFICE_DIRECTOR, begins_on=FIRST)
        self.by = factories.acting(director, on=FIRST)
        self.people = [factories.make_user(organisation=self.organisation) for _ in range(3)]
        for _ in range(4):
            factories.make_unit(organisation=self.organisation, begins_on=FIRST)

    def pick(self, model, number):
        found = list(model.objects.filter(organisation=self.organisation).order_by("pk"))
        return found[number % len(found)]

    def do(self, act, on, one, other, flag):
        by, unit, second = self.by, self.pick(Unit, one), self.pick(Unit, other)
        if act == "add":
            shape = Shape(f"新{one}", "other", parent=unit if flag else None)
            actions.add_unit(by=by, shape=shape, on=on)
        elif act == "move":
            actions.move_unit(by=by, unit=unit, parent=second if flag else None, on=on)
        elif act == "rename":
            state = unit.states.last()
            shape = Shape(f"改{other}", "other", parent=state.parent)
            actions.change_unit(by=by, unit=unit, shape=shape, on=on)
        elif act == "close":
            actions.close_unit(by=by, unit=unit, on=on)
        elif act == "merge":
            actions.merge_units(by=by, formers=[unit], into=second, on=on, takes_people=flag)
        elif act == "split":
            parts = [Part(Shape("甲", "other", parent=second)), Part(Shape("乙", "other"))]
            actions.split_unit(by=by, unit=unit, parts=parts, on=on, closes=flag)
        elif act == "duties":
            actions.set_duties(by=by, unit=unit, texts=["甲", "乙"][: other % 3], on=on)
        else:
            self.do_with_posts(act, on, unit=unit, number=other, until=DAYS[-1] if flag else None)

    def do_with_posts(self, act, on, *, unit, number, until):
        by, post, holding = self.by, self.pick(Post, number), self.pick(Holding, number)
        user = self.people[number % len(self.people)]
        if act == "post":
            actions.add_post(by=by, unit=unit, name=f"岗{number}", role=Role.STAFF, on=on)
        elif act == "appoint":
            actions.appoint(by=by, user=user, post=post, on=on, ends_on=until)
        elif act == "transfer":
            actions.transfer(by=by, holding=holding, post=self.pick(Post, number + 1), on=on)
        elif act == "leave":
            actions.end_holding(by=by, holding=holding, on=on)
        else:
            actions.close_post(by=by, post=post, on=on)

    def rows(self, model):
        return list(model.objects.filter(organisation=self.organisation))

    def days(self):
        """Everything that is true on each day."""
        states, posts = self.rows(UnitState), self.rows(Post)
        holdings, duties = self.rows(Holding), self.rows(Duty)
        return {
            day: {
                "states": sorted(
                    (one.unit_id, one.name, one.parent_id, one.kind, one.group_id)
                    for one in states
                    if stands(one, day)
                ),
                "posts": {one.pk: one.unit_id for one in posts if stands(one, day)},
                "holdings": sorted(
                    (one.user_id, one.post_id, one.kind) for one in holdings if stands(one, day)
                ),
                "duties": sorted(
                    (one.unit_id, one.number, one.text) for one in duties if stands(one, day)
                ),
            }
            for day in (FIRST - timedelta(days=1), *DAYS, DAYS[-1] + timedelta(days=400))
        }


def stands(row, day):
    return row.begins_on <= day and (row.ends_on is None or row.ends_on >= day)


def check_laws(of_day):
    units = [unit for unit, *_rest in of_day["states"]]
    assert len(units) == len(set(units)), "two states of one unit"
    parents = {unit: parent for unit, _name, parent, *_rest in of_day["states"]}
    for unit in units:
        at, seen = unit, set()
        while at is not None:
            assert at in parents, "under a unit that is not there"
            assert at not in seen, "a circle"
            seen.add(at)
            at = parents[at]
    assert set(of_day["posts"].values()) <= set(units), "a post in a unit that is not there"
    held = [(user, post) for user, post, _kind in of_day["holdings"]]
    assert len(held) == len(set(held)), "one post held twice by one person"
    assert {post for _user, post in held} <= set(of_day["posts"]), "a post that is not there"
    assert {unit for unit, *_rest in of_day["duties"]} <= set(units), "duties of nobody"
    numbered = [(unit, number) for unit, number, _text in of_day["duties"]]
    assert len(numbered) == len(set(numbered)), "two first duties"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=steps)
def test_the_laws_hold_on_every_day_and_what_was_stays(db, steps):
    with transaction.atomic():
        story = Story()
        before = story.days()
        for act, on, one, other, flag in steps:
            entries = Entry.objects.count()
            try:
                story.do(act, on, one, other, flag)
            except Refused:
                assert story.days() == before, "a refused act has changed something"
                assert Entry.objects.count() == entries
                continue
            after = story.days()
            assert Entry.objects.count() == entries + 1
            for day, truth in after.items():
                check_laws(truth)
                assert day >= on or truth == before[day], f"{day} changed by {act} from {on}"
            before = after
        transaction.set_rollback(True)
