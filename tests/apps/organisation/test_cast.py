"""The cast itself: whoever stands in it stands there as the story says."""

from __future__ import annotations

from kaoji.apps.organisation.acting import actor_of
from kaoji.apps.organisation.models import Holding, UnitState
from kaoji.web.roles import Role
from tests import cast, factories


def test_everybody_of_the_county_has_the_role_of_the_story(db):
    county = cast.county()
    for key, _name, role, unit, _post in cast.PEOPLE:
        actor = county.actor(key)
        assert actor.roles == {role}
        assert actor.unit_keys == {county.units[unit].pk}


def test_administrators_hold_no_post(db):
    county = cast.county()
    for key, _name, role in cast.ADMINISTRATORS:
        assert county.actor(key).roles == {role}
        assert not Holding.objects.filter(user=county.people[key]).exists()


def test_the_canaries_have_one_shape_and_no_common_text(db):
    yellow, blue = cast.canaries()
    assert list(yellow.rows) == list(blue.rows)
    assert list(yellow.people) == list(blue.people) == list(Role)
    for one, other in ((yellow, blue), (blue, yellow)):
        texts = UnitState.objects.filter(organisation=one.organisation).values_list("name")
        assert all(one.mark in name and other.mark not in name for (name,) in texts)


def test_a_deputy_acts_with_the_roles_of_the_post_and_no_longer_than_told(db):
    county = cast.county()
    holding, deputy = county.holdings["director"], county.people["staff"]
    factories.delegate(
        holding, deputy=deputy, begins_on=cast.TODAY, ends_on=cast.TODAY.replace(day=20)
    )
    assert Role.OFFICE_DIRECTOR in county.actor("staff").roles
    assert Role.OFFICE_DIRECTOR not in actor_of(deputy, on=cast.TODAY.replace(day=21)).roles
