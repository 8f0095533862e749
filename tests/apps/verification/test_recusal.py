"""回避: nobody verifies his own unit, what he supplied or signed, or what he stood back from."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.verification import actions
from kaoji.apps.verification.models import Check
from kaoji.apps.verification.recusal import bars_of
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import cast as casting
from tests import factories
from tests.apps.facts.stage import TOWNS
from tests.apps.verification.setting import FIGURES, lend
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def refused(code, doing, *args, **told):
    with pytest.raises(Refused) as found:
        doing(*args, **told)
    assert found.value.code == code


def test_a_member_of_the_town_gets_the_other_towns_only(room):
    lend(room.cast, unit=TOWNS[0])
    room.draw()
    given = room.give("other_appraiser")
    assert (given.given, len(given.left)) == (4, 2)
    assert {one.unit_name for one in given.left} == {TOWNS[0]}
    mine = room.cycle.checks.filter(verifier=room.cast.people["other_appraiser"])
    assert TOWNS[0] not in set(mine.values_list("unit_name", flat=True))


def test_a_section_belongs_to_its_town(room):
    cast = room.cast
    cast.units["section"] = factories.make_unit(
        organisation=cast.organisation, code="Z1", name="鹤汀镇财政所", parent=cast.units[TOWNS[0]]
    )
    lend(cast, unit="section")
    room.draw()
    assert len(room.give("other_appraiser").left) == 2


def test_whoever_sent_or_signed_a_sheet_does_not_verify_it(room):
    """A clerk of the office who filled in a sheet of the office, and its director who signed."""
    room.draw()
    CollectionTask.objects.update(submitted_by=room.cast.people["clerk"])
    assert len(room.give("clerk").left) == FIGURES
    assert len(room.give("second_clerk").left) == 0


def test_a_data_supplier_verifies_nothing_of_his_bureau(room):
    lend(room.cast)
    post = factories.make_post(
        unit=room.cast.units["agriculture"], role=Role.DATA_SUPPLIER, name="兼数据员"
    )
    factories.hold(room.cast.people["other_appraiser"], post=post)
    room.draw()
    assert len(room.give("other_appraiser").left) == FIGURES


def test_whoever_entered_a_figure_does_not_verify_it(room):
    from kaoji.apps.facts.models import EntryPost

    EntryPost.objects.update(sender=room.cast.people["appraiser"])
    CollectionTask.objects.update(submitted_by=None)
    room.draw()
    assert len(room.give("appraiser").left) == FIGURES


def test_standing_back_gives_the_items_back_and_keeps_out(room):
    room.ready()
    by, town = room.actor("appraiser"), room.unit(TOWNS[0])
    decided = room.cycle.checks.filter(unit=town).first()
    room.decide(decided)
    told = {"by": by, "cycle": room.cycle, "unit_key": town}
    refused("text-missing", actions.recuse, **told, reason=" ")
    actions.recuse(**told, reason="配偶在该镇任职")
    refused("recused-already", actions.recuse, **told, reason="又一次")
    assert room.cycle.checks.filter(verifier=None).count() == 1, "what was decided stays"
    assert len(room.give("appraiser").left) == 1
    refused(
        "must-recuse", actions.hand_over, by=room.actor("clerk"), of=room.cycle.checks.get(
            verifier=None
        ), verifier_key=by.person_key,
    )  # fmt: skip
    room.give("supervisor")
    refused("must-recuse", room.decide, decided, reason="想改")


def test_a_post_taken_up_later_keeps_out_as_well(room):
    check = room.ready()[0]
    town = next(one for one in TOWNS if room.unit(one) == check.unit_id)
    post = factories.make_post(unit=room.cast.units[town], role=Role.STAFF, name="挂职副镇长")
    factories.hold(room.cast.people["appraiser"], post=post)
    refused("must-recuse", room.decide, check)


def test_the_office_hands_over(room):
    lend(room.cast)
    check = room.ready()[0]
    other = room.cast.people["other_appraiser"]
    actions.hand_over(by=room.actor("clerk"), of=check, verifier_key=other.pk, reason="病假")
    refused("not-yours", room.decide, check)
    assert room.decide(check, by="other_appraiser").outcome == "true"


POSTS = st.lists(
    st.tuples(
        st.sampled_from((*TOWNS, "agriculture", "finance", "performance", "government")),
        st.sampled_from((Role.STAFF, Role.DATA_SUPPLIER, Role.UNIT_LIAISON, Role.SUPPLIER_HEAD)),
    ),
    max_size=3,
)
PERSON = st.tuples(
    st.sampled_from((*TOWNS, "finance", "supervision", "housing")),
    POSTS,
    st.lists(st.sampled_from(TOWNS), max_size=2, unique=True),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.lists(PERSON, min_size=1, max_size=4))
def test_whatever_posts_people_hold_nobody_gets_what_he_must_stand_back_from(room, people):
    """Any posts, any declared relations: what was given out violates none of the rules."""
    from django.db import transaction

    with transaction.atomic():
        _try(room, people)
        transaction.set_rollback(True)


def _try(room, people):
    cast, keys = room.cast, []
    for place, (home, posts, declared) in enumerate(people):
        key = f"v{place}"
        casting.add_person(
            cast, key=key, name=f"核验{place}", role=Role.APPRAISER, unit=home, post="考评组成员"
        )
        keys.append(key)
        for at, (unit, role) in enumerate(posts):
            post = factories.make_post(unit=cast.units[unit], role=role, name=f"岗{place}{at}")
            factories.hold(cast.people[key], post=post)
        for town in declared:
            actions.recuse(
                by=cast.actor(key), cycle=room.cycle, unit_key=room.unit(town), reason="亲属"
            )
    room.draw()
    given = room.give(*keys)
    told = list(zip(keys, people, strict=True))
    for check in Check.objects.filter(cycle=room.cycle):
        holders = [(key, one) for key, one in told if cast.people[key].pk == check.verifier_id]
        for _key, person in holders:
            assert not _is_barred(room, check, person), "somebody verifies what he must not"
        if check.verifier_id is None:
            assert check in given.left
            assert all(_is_barred(room, check, one) for _key, one in told), "somebody could"


def _is_barred(room, check, person):
    """The rules once more, by hand: nothing of the room's own code."""
    home, posts, declared = person
    units = {home, *(unit for unit, _role in posts)}
    town = next(one for one in TOWNS if room.unit(one) == check.unit_id)
    supplies = {unit for unit, role in posts if role in (Role.DATA_SUPPLIER, Role.SUPPLIER_HEAD)}
    return town in units or town in declared or "agriculture" in supplies


def test_the_oracle_and_the_room_agree_on_the_cast(room):
    room.draw()
    bars = bars_of(room.cast.people["supplier"], cycle=room.cycle, on=TODAY)
    assert all(bars.of_check(one) for one in room.cycle.checks.all())
