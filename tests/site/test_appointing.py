"""`kaoji appoint`: another administrator, a link for the new one, the former one closed."""

from __future__ import annotations

import pytest

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.permissions import check_command, check_edit_account
from kaoji.apps.audit.models import Entry
from kaoji.site.appointing import appoint
from kaoji.site.faults import OperatingError
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import factories
from tests.cli.county import call


@pytest.fixture
def office(db):
    made = factories.make_organisation(code="hean")
    factories.make_user(
        organisation=made, username="old-audit", administrator=Role.AUDIT_ADMINISTRATOR
    )
    return made


def test_the_new_one_gets_a_link_and_the_former_is_closed(office):
    told = call("appoint", "hean", "audit", "lu-ping", "卢平")
    assert told.code == 0, told.err
    assert "已任命卢平" in told.out
    still = User.objects.filter(administrator="audit_administrator", is_active=True)
    assert [user.username for user in still] == ["lu-ping"]
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"accounts.close_user", "accounts.add_user"} <= acts


def test_the_link_opens_the_page_that_asks_for_a_password(office, client):
    address = appoint(code="HEAN", role="audit", username="lu-ping", name="卢平")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("told", "why"),
    [({"code": "heann"}, "现有：hean"), ({"username": "old-audit"}, "登录名")],
)
def test_what_is_wrong_is_told_and_nothing_is_changed(office, told, why):
    usual = {"code": "hean", "role": "audit", "username": "lu-ping", "name": "卢平"}
    with pytest.raises(OperatingError, match=why):
        appoint(**usual | told)
    assert User.objects.get(username="old-audit").is_active


def test_refusals_name_a_command_that_exists(office):
    system = factories.make_user(organisation=office, administrator=Role.SYSTEM_ADMINISTRATOR)
    actor = factories.acting(system)
    with pytest.raises(Refused) as told:
        check_edit_account(actor, user=User.objects.get(username="old-audit"))
    assert "kaoji appoint" in told.value.remedy
    with pytest.raises(Refused) as told:
        check_command(actor)
    assert "kaoji appoint" in told.value.remedy
    assert call("appoint", "--help").code == 0
