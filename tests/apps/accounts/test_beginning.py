"""The first run, further organisations, invitations: nobody knows a password beforehand."""

from __future__ import annotations

import re
import stat
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.test import Client

from kaoji.apps.accounts import actions
from kaoji.apps.accounts.actions.beginning import token_path
from kaoji.apps.accounts.models import FirstRun, Invitation, Organisation, SecurityPolicy, User
from kaoji.apps.audit.models import Entry
from kaoji.web import clock
from kaoji.web.refusals import Refused
from kaoji.web.roles import ADMINISTRATORS, Role
from tests import factories
from tests.factories import PASSWORD


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path, settings):
    settings.DATA = tmp_path


def filled(token, **changed):
    return {
        "token": token,
        "name": "禾安县",
        "code": "hean",
        "system_administrator_username": "xi",
        "system_administrator_name": "系万全",
        "security_administrator_username": "an",
        "security_administrator_name": "安定波",
        "audit_administrator_username": "shen",
        "audit_administrator_name": "审无遗",
        **changed,
    }


THREE = {
    Role.SYSTEM_ADMINISTRATOR: ("xi", "系"),
    Role.SECURITY_ADMINISTRATOR: ("an", "安"),
    Role.AUDIT_ADMINISTRATOR: ("shen", "审"),
}

# --- the first run --------------------------------------------------------------------------------


def test_a_new_installation_waits_with_a_token_in_the_data_folder(db):
    token = actions.await_first_run()
    assert token_path().read_text().strip() == token
    assert stat.S_IMODE(token_path().stat().st_mode) == 0o600
    assert actions.await_first_run() == token, "a restart does no harm"
    assert FirstRun.objects.count() == 1
    assert token not in str(FirstRun.objects.values().get()), "the database keeps a digest only"


def test_the_page_sets_up_the_three_with_invitations(client, db):
    token = actions.await_first_run()
    assert client.get("/sign-in/")["Location"] == "/first-run/"
    answer = client.post("/first-run/", filled(token))
    assert answer.status_code == 200
    links = re.findall(r'href="http://testserver(/invitation/[^"]+)"', answer.content.decode())
    assert len(links) == 3
    users = User.objects.all()
    assert {Role(user.administrator) for user in users} == ADMINISTRATORS
    assert not any(is_password_usable(user.password) for user in users)
    assert client.get(links[0]).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_token_is_good_once(client):
    token = actions.await_first_run()
    client.post("/first-run/", filled(token))
    assert not token_path().exists()
    assert client.get("/first-run/").status_code == 404
    assert client.post("/first-run/", filled(token, code="other")).status_code == 404
    assert actions.await_first_run() == ""
    assert Organisation.objects.count() == 1


def test_a_wrong_token_sets_up_nothing(client, db):
    actions.await_first_run()
    answer = client.post("/first-run/", filled("wrong"))
    assert answer.status_code == 422
    assert not Organisation.objects.exists()
    assert Entry.objects.get(act="audit.refused_attempt").result == "refused"


@pytest.mark.parametrize(
    "changed",
    [
        {"audit_administrator_username": "xi"},
        {"audit_administrator_username": "XI "},
        {"audit_administrator_username": ""},
        {"code": "禾安"},
        {"name": ""},
    ],
)
def test_nobody_is_two_of_the_three(client, db, changed):
    token = actions.await_first_run()
    assert client.post("/first-run/", filled(token, **changed)).status_code == 422
    assert not Organisation.objects.exists()
    assert not User.objects.exists()
    assert FirstRun.objects.get().used_at is None, "the token is still good"


def test_a_further_organisation_has_a_token_of_its_own(client, db):
    factories.make_organisation(code="hean")
    assert client.get("/first-run/").status_code == 404
    token = actions.open_organisation()
    answer = client.post("/first-run/", filled(token, code="he", name="河县"))
    assert answer.status_code == 200
    made = Organisation.objects.get(code="he")
    assert SecurityPolicy.objects.filter(organisation=made).exists()
    assert {user.organisation_id for user in User.objects.all()} == {made.pk}


def test_a_taken_code_is_refused_and_the_token_stays_good(db):
    factories.make_organisation(code="hean")
    token = actions.open_organisation()
    with pytest.raises(Refused) as fault:
        actions.start_organisation(token=token, code="hean", name="x", administrators=THREE)
    assert fault.value.code == "accounts.code_taken"
    assert actions.start_organisation(token=token, code="he", name="x", administrators=THREE)


def test_a_new_administrator_takes_the_place_of_the_former(db):
    started = actions.start_organisation(
        token=actions.open_organisation(), code="hean", name="x", administrators=THREE
    )
    actions.appoint_administrator(
        organisation=started.organisation,
        role=Role.AUDIT_ADMINISTRATOR,
        username="xin",
        name="新审计",
    )
    still = User.objects.filter(administrator="audit_administrator", is_active=True)
    assert [user.username for user in still] == ["xin"]


@pytest.mark.parametrize("act", ["open_organisation", "appoint_administrator"])
def test_nobody_signed_in_opens_organisations_or_appoints_administrators(db, act):
    office = factories.make_organisation()
    admin = factories.make_user(organisation=office, administrator=Role.SYSTEM_ADMINISTRATOR)
    more = {"organisation": office, "role": Role.AUDIT_ADMINISTRATOR, "username": "z9", "name": "z"}
    with pytest.raises(Refused):
        getattr(actions, act)(
            by=factories.acting(admin), **(more if act == "appoint_administrator" else {})
        )


# --- invitations ----------------------------------------------------------------------------------


@pytest.fixture
def admin(db):
    office = factories.make_organisation(code="hean")
    return factories.make_user(organisation=office, administrator=Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def invited(admin):
    return actions.add_user(by=factories.acting(admin), username="jian", name="简书宁")


def accept(client, code, password=PASSWORD, again=None):
    return client.post(f"/invitation/{code}/", {"password": password, "again": again or password})


def test_an_invitation_sets_the_password_once(client, invited):
    user, code = invited
    assert accept(client, code)["Location"] == "/sign-in/"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert accept(client, code, "Another#2026-word").status_code == 404
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert Entry.objects.first().act == "accounts.set_password"


def test_who_has_set_a_password_need_not_type_the_name(client, invited):
    user, code = invited
    assert "value=" not in name_field(client.get("/sign-in/"))
    accept(client, code)
    assert f'value="{user.username}"' in name_field(client.get("/sign-in/"))
    assert "value=" not in name_field(Client().get("/sign-in/")), "in this browser only"


def name_field(answer):
    return re.search(r'<input[^>]*name="username"[^>]*>', answer.content.decode())[0]


def test_the_database_does_not_keep_the_code(invited):
    _user, code = invited
    assert code not in str(Invitation.objects.values().get())


def test_an_invitation_ends(client, invited):
    _user, code = invited
    with clock.stopped_at(clock.now() + timedelta(hours=72, seconds=1)):
        assert accept(client, code).status_code == 404
    assert accept(client, code).status_code == 302


def test_a_newer_invitation_voids_the_older(client, admin, invited):
    user, old = invited
    new = actions.invite(by=factories.acting(admin), user=user)
    assert accept(client, old).status_code == 404
    assert accept(client, new).status_code == 302


def test_a_closed_account_cannot_use_its_invitation(client, admin, invited):
    user, code = invited
    actions.close_user(by=factories.acting(admin), user=user, reason="调离")
    assert accept(client, code).status_code == 404


def test_wrong_used_and_old_codes_read_alike(client, invited):
    _user, code = invited
    accept(client, code)
    used = Client().get(f"/invitation/{code}/").content
    assert Client().get("/invitation/never-was/").content == used


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Ab1#xyz", "太短"),
        ("abcdefgh", "1 类字符"),
        ("abcdefgh1", "2 类字符"),
        ("xX-jian-9", "含有登录名"),
        ("Password1", "常见口令"),
        ("Aa1#" * 40, "太长"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(client, invited, password, said):
    user, code = invited
    answer = accept(client, code, password)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert accept(client, code).status_code == 302, "the code is still good"


def test_both_passwords_must_agree(client, invited):
    _user, code = invited
    assert accept(client, code, PASSWORD, "Other#2026-word").status_code == 422


@pytest.mark.parametrize("password", ["茶-river-37", "禾安县的第一个口令A1", "Correct-horse-7"])
def test_good_passwords_are_taken(client, invited, password):
    _user, code = invited
    assert accept(client, code, password).status_code == 302
