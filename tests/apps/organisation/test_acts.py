"""Acts one by one: what each changes, what it refuses, what the log says of it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.http import Http404

from kaoji.apps.audit.models import Entry
from kaoji.apps.organisation import actions
from kaoji.apps.organisation.actions import Part, Shape
from kaoji.apps.organisation.enums import HoldingKind, SuccessionKind, UnitKind
from kaoji.apps.organisation.models import (
    Absence,
    Duty,
    HandOver,
    Holding,
    LocalDay,
    Post,
    Succession,
    Unit,
)
from kaoji.apps.organisation.owed import Owed, tell_owed
from kaoji.web import clock
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import cast, factories

DAY = date(2026, 7, 1)
EVE = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def county(db):
    return cast.county()


@pytest.fixture
def director(county):
    return county.actor("director")


def states(unit):
    found = unit.states.order_by("begins_on")
    return [(state.name, state.begins_on, state.ends_on) for state in found]


@contextmanager
def refused(code):
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


def last_entry():
    return Entry.objects.first()


class TestUnits:
    def test_a_new_unit_stands_from_its_day(self, county, director):
        shape = Shape("数据局", UnitKind.DEPARTMENT, parent=county.units["government"])
        unit = actions.add_unit(by=director, shape=shape, on=DAY, basis="禾编〔2026〕3号")
        assert states(unit) == [("数据局", DAY, None)]
        assert unit.states.get().initials == "sjj"
        entry = last_entry()
        assert entry.act == "organisation.add_unit"
        assert entry.object_name == "数据局，自2026年7月1日起"
        assert json.loads(entry.after)["basis"] == "禾编〔2026〕3号"

    def test_codes_count_on_and_are_never_given_twice(self, county, director):
        shape = Shape("数据局", UnitKind.DEPARTMENT)
        first = actions.add_unit(by=director, shape=shape, on=DAY)
        second = actions.add_unit(by=director, shape=shape, on=DAY)
        assert first.code != second.code
        with refused("code-taken"):
            actions.add_unit(by=director, shape=shape, on=DAY, code=first.code)

    def test_a_change_closes_the_state_before(self, county, director):
        unit = county.units["云砚镇"]
        shape = Shape("云砚街道", UnitKind.TOWNSHIP, parent=county.units["government"])
        actions.change_unit(by=director, unit=unit, shape=shape, on=DAY)
        assert states(unit) == [("云砚镇", factories.FOUNDED, EVE), ("云砚街道", DAY, None)]

    def test_a_second_change_on_the_same_day_takes_the_place_of_the_first(self, county, director):
        unit = county.units["云砚镇"]
        for name in ("云砚街道", "云砚新区"):
            actions.change_unit(by=director, unit=unit, shape=Shape(name, "township"), on=DAY)
        assert states(unit) == [("云砚镇", factories.FOUNDED, EVE), ("云砚新区", DAY, None)]

    def test_what_was_is_not_rewritten(self, county, director):
        unit = county.units["云砚镇"]
        actions.change_unit(by=director, unit=unit, shape=Shape("云砚街道", "township"), on=DAY)
        with refused("later-change-stands"):
            actions.change_unit(by=director, unit=unit, shape=Shape("砚台镇", "township"), on=EVE)

    def test_a_change_that_changes_nothing_is_none(self, county, director):
        unit = county.units["云砚镇"]
        with refused("nothing-changed"):
            actions.change_unit(
                by=director, unit=unit, shape=actions.shape_of(unit.states.get()), on=DAY
            )

    def test_no_unit_comes_under_itself(self, county, director):
        top, bureau = county.units["government"], county.units["finance"]
        for parent in (top, bureau):
            with refused("unit-circle"):
                actions.move_unit(by=director, unit=top, parent=parent, on=DAY)
        assert len(states(top)) == 1

    def test_no_circle_comes_up_later_either(self, county, director):
        """Finance goes under housing in August; then housing may not go under it in July."""
        finance, housing = county.units["finance"], county.units["housing"]
        actions.move_unit(by=director, unit=finance, parent=housing, on=date(2026, 8, 1))
        with refused("unit-circle"):
            actions.move_unit(by=director, unit=housing, parent=finance, on=DAY)

    def test_a_parent_must_be_there_on_the_day(self, county, director):
        late = factories.make_unit(organisation=county.organisation, begins_on=DAY)
        with refused("parent-missing"):
            actions.move_unit(by=director, unit=county.units["finance"], parent=late, on=EVE)

    def test_a_unit_closes_with_its_posts_and_people(self, county, director):
        unit = county.units["鹤汀镇"]
        factories.make_duty(unit=unit)
        actions.close_unit(by=director, unit=unit, on=DAY)
        assert states(unit) == [("鹤汀镇", factories.FOUNDED, EVE)]
        for kind in (Post, Duty):
            assert set(kind.objects.filter(unit=unit).values_list("ends_on", flat=True)) == {EVE}
        left = Holding.objects.filter(post__unit=unit).values_list("ends_on", flat=True)
        assert set(left) == {EVE}
        ended = json.loads(last_entry().after)["ended"]
        assert sorted(ended["holders"]) == sorted(["鹤鸣皋", "汀小兰"])

    def test_a_unit_with_units_under_it_does_not_close(self, county, director):
        with refused("units-below"):
            actions.close_unit(by=director, unit=county.units["government"], on=DAY)

    def test_nothing_begins_in_a_unit_that_is_to_close(self, county, director):
        unit = county.units["ecology"]
        actions.close_unit(by=director, unit=unit, on=DAY)
        with refused("unit-closed"):
            actions.add_post(by=director, unit=unit, name="科员", role=Role.STAFF, on=EVE)
        with refused("parent-missing"):
            actions.move_unit(by=director, unit=county.units["finance"], parent=unit, on=EVE)
        with refused("unit-closed"):
            actions.close_unit(by=director, unit=unit, on=DAY)

    def test_two_officers_with_one_form_each(self, county, director):
        """The second is told who came first, and nothing of the first is lost."""
        unit, read_at = county.units["云砚镇"], county.units["云砚镇"].version
        shape = Shape("云砚街道", UnitKind.TOWNSHIP)
        actions.change_unit(by=director, unit=unit, shape=shape, on=DAY, version=read_at)
        clerk = county.actor("clerk")
        again = Unit.objects.get(pk=unit.pk)
        with pytest.raises(Refused) as caught:
            actions.change_unit(
                by=clerk, unit=again, shape=Shape("砚镇", "township"), on=DAY, version=read_at
            )
        assert caught.value.code == "changed_meanwhile"
        assert "闻知秋" in caught.value.reason
        assert states(unit)[-1][0] == "云砚街道"


class TestSuccessions:
    def test_units_merge_and_what_stood_under_them_moves(self, county, director):
        finance, housing = county.units["finance"], county.units["housing"]
        below = factories.make_unit(
            organisation=county.organisation, name="预算科", parent=finance, kind="section"
        )
        actions.merge_units(by=director, formers=(finance,), into=housing, on=DAY)
        assert states(finance) == [("财政局", factories.FOUNDED, EVE)]
        latest = below.states.get(ends_on=None)
        assert (latest.parent, latest.begins_on) == (housing, DAY)
        row = Succession.objects.get()
        assert (row.former, row.successor, row.kind) == (finance, housing, SuccessionKind.MERGED)
        assert last_entry().object_name == "财政局并入住房和城乡建设局，自2026年7月1日起"

    def test_people_go_along_with_their_posts_when_told(self, county, director):
        finance, housing = county.units["finance"], county.units["housing"]
        actions.merge_units(
            by=director, formers=(finance,), into=housing, on=DAY, takes_people=True
        )
        held = Holding.objects.filter(user=county.people["staff"]).order_by("begins_on")
        assert [(one.post.unit, one.begins_on, one.ends_on) for one in held] == [
            (finance, factories.FOUNDED, EVE),
            (housing, DAY, None),
        ]

    def test_a_unit_is_not_merged_into_one_below_it(self, county, director):
        with refused("successor-below"):
            actions.merge_units(
                by=director,
                formers=(county.units["government"],),
                into=county.units["finance"],
                on=DAY,
            )

    def test_a_unit_is_not_merged_into_itself(self, county, director):
        unit = county.units["finance"]
        with refused("merged-into-itself"):
            actions.merge_units(by=director, formers=(unit,), into=unit, on=DAY)

    @pytest.mark.parametrize("closes", [True, False])
    def test_a_unit_is_split(self, county, director, closes):
        unit, top = county.units["housing"], county.units["government"]
        parts = [
            Part(Shape(name, UnitKind.DEPARTMENT, parent=top)) for name in ("住建局", "城管局")
        ]
        made = actions.split_unit(by=director, unit=unit, parts=parts, on=DAY, closes=closes)
        assert [states(one) for one in made] == [
            [("住建局", DAY, None)],
            [("城管局", DAY, None)],
        ]
        assert states(unit)[-1][2] == (EVE if closes else None)
        assert {row.successor for row in Succession.objects.filter(former=unit)} == set(made)


class TestPosts:
    def test_a_post_closes_with_its_holders_and_their_deputies(self, county, director):
        holding = county.holdings["supplier"]
        standing = factories.delegate(
            holding, deputy=county.people["staff"], begins_on=EVE, ends_on=date(2026, 8, 1)
        )
        later = factories.delegate(
            holding,
            deputy=county.people["staff"],
            begins_on=date(2026, 8, 2),
            ends_on=date(2026, 8, 3),
        )
        actions.close_post(by=director, post=county.posts["supplier"], on=DAY)
        holding.refresh_from_db()
        assert holding.ends_on == EVE
        standing.refresh_from_db()
        later.refresh_from_db()
        assert (standing.ends_on, standing.withdrawn_at) == (EVE, None)
        assert later.withdrawn_at == cast.NOON

    def test_a_unit_has_one_post_of_a_name(self, county, director):
        with refused("post-taken"):
            actions.add_post(
                by=director,
                unit=county.units["agriculture"],
                name="数据员",
                role=Role.DATA_SUPPLIER,
                on=DAY,
            )

    def test_duties_of_a_day_take_the_place_of_those_before(self, county, director):
        unit = county.units["performance"]
        first = factories.make_duty(unit=unit)
        actions.set_duties(by=director, unit=unit, texts=["拟订方案。", " ", "组织考核。"], on=DAY)
        first.refresh_from_db()
        assert first.ends_on == EVE
        fresh = Duty.objects.filter(unit=unit, ends_on=None)
        assert [(duty.number, duty.text) for duty in fresh] == [
            (1, "拟订方案。"),
            (2, "组织考核。"),
        ]

    def test_groups_have_names_of_their_own(self, county, director):
        group = actions.add_group(by=director, name="垂直管理单位组", order=3)
        with refused("group-name-taken"):
            actions.change_group(by=director, group=group, name="乡镇组", order=3)
        actions.change_group(by=director, group=group, name="驻县单位组", order=4, version=0)
        group.refresh_from_db()
        assert (group.name, group.order, group.version) == ("驻县单位组", 4, 1)
        with refused("changed_meanwhile"):
            actions.change_group(by=director, group=group, name="甲", order=4, version=0)


class TestPeople:
    def test_an_appointment_brings_the_role_from_its_day(self, county, director):
        actions.appoint(
            by=director, user=county.people["staff"], post=county.posts["supplier"], on=DAY
        )
        assert Role.DATA_SUPPLIER not in county.actor("staff", on=EVE).roles
        assert Role.DATA_SUPPLIER in county.actor("staff", on=DAY).roles
        assert last_entry().object_name == "卢平川 · 农业农村局 数据员，自2026年7月1日起"

    def test_nobody_holds_a_post_twice(self, county, director):
        with refused("holds-already"):
            actions.appoint(
                by=director, user=county.people["supplier"], post=county.posts["supplier"], on=DAY
            )

    def test_a_holding_keeps_inside_its_post(self, county, director):
        post = factories.make_post(
            unit=county.units["finance"], begins_on=EVE, ends_on=date(2026, 12, 31)
        )
        user = county.people["liaison"]
        with refused("post-not-begun"):
            actions.appoint(by=director, user=user, post=post, on=cast.TODAY)
        with refused("post-ends"):
            actions.appoint(by=director, user=user, post=post, on=DAY)

    def test_borrowing_keeps_the_post_at_home(self, county, director):
        until = date(2026, 12, 31)
        holding = actions.borrow(
            by=director,
            user=county.people["staff"],
            post=county.posts["appraiser"],
            on=DAY,
            ends_on=until,
        )
        assert (holding.kind, holding.ends_on) == (HoldingKind.BORROWED, until)
        assert county.actor("staff", on=DAY).unit_keys == {
            county.units["finance"].pk,
            county.units["performance"].pk,
        }

    def test_nobody_is_borrowed_from_nowhere(self, county, director):
        user = factories.make_user(organisation=county.organisation)
        with refused("borrowed-from-nowhere"):
            actions.borrow(
                by=director, user=user, post=county.posts["appraiser"], on=DAY, ends_on=DAY
            )

    def test_a_transfer_ends_one_post_and_begins_another(self, county, director):
        old = county.holdings["supplier"]
        made = actions.transfer(by=director, holding=old, post=county.posts["liaison"], on=DAY)
        old.refresh_from_db()
        assert (old.ends_on, made.begins_on, made.post) == (EVE, DAY, county.posts["liaison"])

    def test_who_has_left_has_left(self, county, director):
        actions.end_holding(by=director, holding=county.holdings["supplier"], on=DAY)
        with refused("already-left"):
            actions.end_holding(
                by=director, holding=county.holdings["supplier"], on=DAY + timedelta(days=9)
            )

    def test_what_never_began_is_taken_back(self, county, director):
        made = actions.appoint(
            by=director, user=county.people["staff"], post=county.posts["liaison"], on=DAY
        )
        actions.end_holding(by=director, holding=made, on=DAY)
        assert not Holding.objects.filter(user=county.people["staff"], begins_on=DAY).exists()

    def test_absence_and_return(self, county, director):
        user = county.people["staff"]
        away = actions.note_absence(by=director, user=user, kind="study", begins_on=DAY)
        with refused("away-already"):
            actions.note_absence(by=director, user=user, kind="leave", begins_on=date(2026, 9, 1))
        actions.note_return(by=director, absence=away, on=date(2026, 9, 1))
        assert Absence.objects.get().ends_on == date(2026, 8, 31)

    def test_a_head_notes_absences_of_the_own_people_only(self, county):
        head = county.actor("head")
        actions.note_absence(
            by=head, user=county.people["liaison"], kind="leave", begins_on=DAY, ends_on=DAY
        )
        with refused("not-your-people"):
            actions.note_absence(
                by=head, user=county.people["staff"], kind="leave", begins_on=DAY, ends_on=DAY
            )

    def test_a_head_is_head_of_one_unit_and_not_of_another_where_he_serves(self, county):
        post = factories.make_post(unit=county.units["finance"], role=Role.STAFF, name="兼职科员")
        factories.hold(county.people["head"], post=post)
        with refused("not-your-people"):
            actions.note_absence(
                by=county.actor("head"), user=county.people["staff"], kind="leave", begins_on=DAY
            )


class TestDeputies:
    def stand_in(self, county, by, **changed):
        told = {
            "holding": county.holdings["head"],
            "deputy": county.people["staff"],
            "begins_on": DAY,
            "ends_on": date(2026, 7, 10),
            "reason": "外出学习",
        }
        return actions.delegate(by=by, **(told | changed))

    def test_a_holder_lets_somebody_stand_in_and_takes_it_back(self, county):
        head = county.actor("head")
        made = self.stand_in(county, head)
        actor = county.actor("staff", on=DAY)
        assert Role.UNIT_HEAD in actor.roles
        actions.withdraw_delegation(by=head, delegation=made)
        assert Role.UNIT_HEAD not in county.actor("staff", on=DAY).roles
        with refused("delegation-over"):
            actions.withdraw_delegation(by=head, delegation=made)

    def test_others_do_not_give_away_ones_post(self, county):
        with refused("not-your-post"):
            self.stand_in(county, county.actor("second_head"))

    def test_nobody_makes_oneself_a_deputy(self, county, director):
        with refused("own-roles"):
            self.stand_in(county, director, deputy=county.people["director"])

    def test_one_deputy_at_a_time(self, county):
        head = county.actor("head")
        self.stand_in(county, head)
        with refused("deputed-already"):
            self.stand_in(county, head, deputy=county.people["liaison"])

    def test_a_hand_over_keeps_what_was_open(self, county, director, monkeypatch):
        monkeypatch.setattr("kaoji.apps.organisation.owed._SOURCES", [])
        tell_owed(lambda holding, on: [Owed("数据", f"第二季度数据 {on}", "2026-07-05")])
        made = actions.hand_over(
            by=director,
            holding=county.holdings["supplier"],
            successor=county.people["staff"],
            on=DAY,
            note="档案柜钥匙两把。",
        )
        assert made.owed == [
            {"room": "数据", "what": "第二季度数据 2026-07-01", "due_on": "2026-07-05"}
        ]
        assert Role.DATA_SUPPLIER in county.actor("staff", on=DAY).roles
        assert county.actor("supplier", on=DAY).roles == frozenset()
        assert HandOver.objects.count() == 1


class TestRoles:
    """Who gives which role to whom."""

    def appoint(self, county, by, *, who="staff", post="supplier"):
        return actions.appoint(by=by, user=county.people[who], post=county.posts[post], on=DAY)

    def test_nobody_changes_ones_own(self, county):
        clerk, director = county.actor("clerk"), county.actor("director")
        with refused("own-roles"):
            self.appoint(county, clerk, who="clerk")
        with refused("own-roles"):
            actions.end_holding(by=director, holding=county.holdings["director"], on=DAY)
        with refused("own-roles"):
            actions.close_post(by=director, post=county.posts["director"], on=DAY)
        with refused("own-roles"):
            actions.close_unit(by=director, unit=county.units["performance"], on=DAY)

    @pytest.mark.parametrize("post", ["director", "second_clerk"])
    def test_a_clerk_gives_no_post_of_the_office(self, county, post):
        with refused("role-not-yours-to-give"):
            self.appoint(county, county.actor("clerk"), post=post)

    def test_the_security_administrator_gives_the_directors_post_and_no_other(self, county):
        security = county.actor("security")
        self.appoint(county, security, post="director")
        for post in ("second_clerk", "supplier"):
            with refused("role-not-yours-to-give"):
                self.appoint(county, security, post=post)

    @pytest.mark.parametrize("who", ["system", "audit", "head", "supplier", "leader"])
    def test_nobody_else_gives_any(self, county, who):
        with refused("role-not-yours-to-give"):
            self.appoint(county, county.actor(who))
        with refused("not-allowed"):
            actions.add_unit(by=county.actor(who), shape=Shape("甲", "other"), on=DAY)

    @pytest.mark.parametrize("who", ["system", "security", "audit"])
    def test_an_administrator_gets_none(self, county, director, who):
        with refused("administrator-without-post"):
            self.appoint(county, director, who=who)
        with refused("administrator-without-post"):
            actions.delegate(
                by=director,
                holding=county.holdings["supplier"],
                deputy=county.people[who],
                begins_on=DAY,
                ends_on=DAY,
                reason="出差",
            )

    def test_the_first_director(self, db):
        organisation = factories.make_organisation()
        security = factories.acting(
            factories.make_user(
                organisation=organisation, administrator=Role.SECURITY_ADMINISTRATOR
            )
        )
        user = factories.make_user(organisation=organisation, name="闻知秋")
        actions.open_office(by=security, user=user, name="绩效办", on=cast.TODAY)
        assert factories.acting(user, on=cast.TODAY).roles == {Role.OFFICE_DIRECTOR}
        with refused("office-open"):
            actions.open_office(by=security, user=user, name="绩效办", on=cast.TODAY)


class TestDays:
    def test_a_local_day_is_set_changed_and_dropped(self, county, director):
        day = date(2026, 6, 15)
        for name in ("禾神节", "丰收节"):
            made = actions.set_local_day(
                by=director, day=day, is_working=False, name=name, basis="禾政办〔2026〕9号"
            )
        assert LocalDay.objects.get().name == "丰收节"
        assert json.loads(last_entry().before)["name"] == "禾神节"
        actions.drop_local_day(by=director, local_day=made)
        assert not LocalDay.objects.exists()

    def test_a_day_that_is_so_already_needs_no_entry(self, county, director):
        """13 June 2026 is a Saturday without any order."""
        with refused("day-is-so-already"):
            actions.set_local_day(
                by=director, day=date(2026, 6, 13), is_working=False, name="甲", basis="乙"
            )


def tries_on_units(own, foreign):
    """Acts on units and posts, each with one thing of the others."""
    shape, unit, post = Shape("甲", "other"), foreign["Unit"], foreign["Post"]
    return [
        (actions.add_unit, {"shape": Shape("甲", "other", parent=unit), "on": DAY}),
        (actions.change_unit, {"unit": unit, "shape": shape, "on": DAY}),
        (
            actions.change_unit,
            {
                "unit": own["Unit"],
                "shape": Shape("甲", "other", group=foreign["UnitGroup"]),
                "on": DAY,
            },
        ),
        (actions.move_unit, {"unit": own["Unit"], "parent": unit, "on": DAY}),
        (actions.close_unit, {"unit": unit, "on": DAY}),
        (actions.merge_units, {"formers": [unit], "into": own["Unit"], "on": DAY}),
        (actions.merge_units, {"formers": [own["Unit"]], "into": unit, "on": DAY}),
        (actions.split_unit, {"unit": unit, "parts": [Part(shape)], "on": DAY}),
        (
            actions.split_unit,
            {
                "unit": own["Unit"],
                "parts": [Part(Shape("甲", "other", parent=unit))],
                "on": DAY,
            },
        ),
        (actions.change_group, {"group": foreign["UnitGroup"], "name": "甲", "order": 1}),
        (actions.add_post, {"unit": unit, "name": "甲", "role": Role.STAFF, "on": DAY}),
        (actions.close_post, {"post": post, "on": DAY}),
        (actions.set_duties, {"unit": unit, "texts": ["甲"], "on": DAY}),
    ]


def tries_on_people(own, foreign):
    """Acts on people and days, each with one thing of the others."""
    user, post = foreign["User"], foreign["Post"]
    spell = {"begins_on": DAY, "ends_on": DAY}
    return [
        (actions.appoint, {"user": user, "post": own["Post"], "on": DAY}),
        (actions.appoint, {"user": own["User"], "post": post, "on": DAY}),
        (actions.borrow, {"user": user, "post": own["Post"], "on": DAY, "ends_on": DAY}),
        (actions.transfer, {"holding": foreign["Holding"], "post": own["Post"], "on": DAY}),
        (actions.transfer, {"holding": own["Holding"], "post": post, "on": DAY}),
        (actions.end_holding, {"holding": foreign["Holding"], "on": DAY}),
        (actions.note_absence, {"user": user, "kind": "leave", **spell}),
        (actions.note_return, {"absence": foreign["Absence"], "on": DAY}),
        (
            actions.delegate,
            {"holding": own["Holding"], "deputy": user, "reason": "甲", **spell},
        ),
        (
            actions.delegate,
            {"holding": foreign["Holding"], "deputy": own["User"], "reason": "甲", **spell},
        ),
        (actions.withdraw_delegation, {"delegation": foreign["Delegation"]}),
        (actions.hand_over, {"holding": own["Holding"], "successor": user, "on": DAY}),
        (actions.drop_local_day, {"local_day": foreign["LocalDay"]}),
    ]


class TestOthersRows:
    def test_rows_of_another_organisation_are_missing(self, db):
        """Every act, with one thing of the other organisation among its own."""
        mine, other = cast.canaries()
        by = factories.acting(mine.people[Role.OFFICE_DIRECTOR])
        own, foreign = mine.rows, other.rows
        tries = tries_on_units(own, foreign) + tries_on_people(own, foreign)
        entries = Entry.objects.count()
        for act, told in tries:
            with pytest.raises(Http404):
                act(by=by, **told)
        assert Entry.objects.count() == entries
        assert {act.__name__ for act, _told in tries} == set(actions.__all__) - {
            "Part", "Shape", "shape_of", "add_group", "open_office", "set_local_day",
            "import_units", "import_people",
        }  # fmt: skip
