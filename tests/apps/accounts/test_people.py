"""Keeping accounts, guarding sign-in, one's own account; revocation at once."""

from __future__ import annotations

import pytest
from django.test import Client

from kaoji.apps.accounts import actions
from kaoji.apps.accounts.actions.guarding import LIMITS
from kaoji.apps.accounts.models import Attempt, CodeDevice, User
from kaoji.apps.audit.models import Entry
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import factories
from tests.apps.accounts.test_door import code_of
from tests.factories import PASSWORD

NEW = "Another#2026-word"


@pytest.fixture
def office(db):
    return factories.make_organisation(code="hean")


def administrator(office, role):
    return factories.make_user(organisation=office, administrator=role, password=PASSWORD)


@pytest.fixture
def system(office):
    return administrator(office, Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def security(office):
    return administrator(office, Role.SECURITY_ADMINISTRATOR)


@pytest.fixture
def clerk(office):
    unit = factories.make_unit(organisation=office)
    return factories.employ(
        unit=unit, role=Role.OFFICE_CLERK, username="jian", name="简书宁", password=PASSWORD
    )


def by(user):
    return factories.acting(user)


# --- the system administrator ---------------------------------------------------------------------


def test_an_account_is_added_with_a_code(system):
    client = factories.signed_in(system)
    answer = client.post(
        "/accounts/add/", {"username": "bi", "name": "毕若谷", "phone": "", "email": ""}
    )
    assert "/invitation/" in answer.content.decode()
    user = User.objects.get(username="bi")
    assert (user.organisation_id, user.administrator) == (system.organisation_id, "")
    entry = Entry.objects.get(act="accounts.add_user")
    assert '"姓名":"毕若谷"' in entry.after


@pytest.mark.parametrize("username", ["", "a", "a b", "a@b", "JIAN", "ｊｉａｎ", "x" * 61])
def test_a_name_that_cannot_be_typed_or_is_taken_is_refused(system, clerk, username):
    with pytest.raises(Refused) as fault:
        actions.add_user(by=by(system), username=username, name="x")
    assert fault.value.field == "username"


def test_the_second_of_two_is_told_and_loses_nothing(system, clerk):
    page = {"name": "简 宁", "phone": "1", "email": "", "version": clerk.version}
    client = factories.signed_in(system)
    path = f"/accounts/{clerk.pk}/change/"
    assert client.post(path, page).status_code == 302
    answer = client.post(path, page | {"name": "简书凝"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "简书凝" in text
    assert "系统管理员" in text, "who was faster is named"
    clerk.refresh_from_db()
    assert clerk.name == "简 宁"


def test_a_closed_account_is_out_at_once_and_stays_out(system, clerk):
    client = factories.signed_in(clerk)
    assert client.get("/account/").status_code == 200
    actions.close_user(by=by(system), user=clerk, reason="调离")
    assert client.get("/account/").status_code == 302
    actions.reopen_user(by=by(system), user=clerk)
    assert client.get("/account/").status_code == 302, "the old session does not come back"


def test_a_lost_post_is_lost_with_the_next_request(office, clerk):
    """R14: the role comes with the post, and goes with it."""
    from kaoji.apps.organisation.models import Holding
    from kaoji.web import clock

    assert Role.OFFICE_CLERK in by(clerk).roles
    Holding.objects.filter(user=clerk).update(ends_on=clock.today().replace(year=2025))
    assert by(clerk).roles == frozenset()


def test_a_closed_organisation_is_out_at_once(office, clerk):
    client = factories.signed_in(clerk)
    office.is_active = False
    office.save()
    assert client.get("/account/").status_code == 302


def test_closing_needs_a_reason_and_happens_once(system, clerk):
    with pytest.raises(Refused):
        actions.close_user(by=by(system), user=clerk, reason=" ")
    actions.close_user(by=by(system), user=clerk, reason="调离")
    with pytest.raises(Refused):
        actions.close_user(by=by(system), user=clerk, reason="调离")


def test_a_refused_act_is_in_the_log_although_it_changed_nothing(system, clerk):
    client = factories.signed_in(system)
    assert client.post(f"/accounts/{clerk.pk}/close/", {"reason": ""}).status_code == 409
    entry = Entry.objects.get()
    assert (entry.act, entry.result) == ("audit.refused_attempt", "refused")
    assert "accounts.reason" in entry.after
    assert entry.actor_username == system.username


def test_who_has_a_password_gets_no_further_invitation(system, clerk):
    with pytest.raises(Refused) as fault:
        actions.invite(by=by(system), user=clerk)
    assert fault.value.code == "accounts.has_password"


@pytest.mark.parametrize("act", ["change_user", "close_user", "reopen_user", "invite"])
def test_administrators_are_not_edited_by_one_of_them(system, security, act):
    more = {
        "change_user": {"name": "x", "phone": "", "email": ""},
        "close_user": {"reason": "x"},
    }.get(act, {})
    with pytest.raises(Refused) as fault:
        getattr(actions, act)(by=by(system), user=security, **more)
    assert fault.value.code == "accounts.is_administrator"


@pytest.mark.parametrize("act", ["change_user", "close_user", "reopen_user", "invite"])
def test_nobody_else_keeps_accounts(security, clerk, act):
    more = {
        "change_user": {"name": "x", "phone": "", "email": ""},
        "close_user": {"reason": "x"},
    }.get(act, {})
    with pytest.raises(Refused):
        getattr(actions, act)(by=by(security), user=clerk, **more)


def test_stale_accounts_are_listed(system, office):
    from datetime import timedelta

    from kaoji.web import clock

    now = clock.now()
    for name, days in (("old", 91), ("young", 89)):
        factories.make_user(
            organisation=office, username=name, last_login=now - timedelta(days=days)
        )
    never = factories.make_user(organisation=office, username="never", created_at=now)
    closed = factories.make_user(organisation=office, username="closed", is_active=False)
    text = factories.signed_in(system).get("/accounts/stale/").content.decode()
    assert ">old<" in text.replace("\n", "")
    for absent in ("young", never.username, closed.username):
        assert f">{absent}<" not in text


def test_taking_the_list_away_is_in_the_log(system, clerk):
    answer = factories.signed_in(system).get("/accounts/?export=csv")
    assert "简书宁" in answer.content.decode("utf-8-sig")
    assert Entry.objects.get().act == "accounts.export"


# --- the security administrator -------------------------------------------------------------------


def test_unlocking_lets_in_again(security, clerk):
    client = Client()
    for _ in range(5):
        client.post("/sign-in/", {"username": "jian", "password": "x"})
    assert client.post("/sign-in/", {"username": "jian", "password": PASSWORD}).status_code == 422
    factories.signed_in(security).post(f"/accounts/{clerk.pk}/unlock/")
    assert not Attempt.objects.exists()
    assert client.post("/sign-in/", {"username": "jian", "password": PASSWORD}).status_code == 302


def test_a_reset_voids_the_password_at_once(security, clerk):
    inside = factories.signed_in(clerk)
    answer = factories.signed_in(security).post(f"/accounts/{clerk.pk}/reset-password/")
    assert "/invitation/" in answer.content.decode()
    assert inside.get("/account/").status_code == 302
    client = Client()
    assert client.post("/sign-in/", {"username": "jian", "password": PASSWORD}).status_code == 422


def test_a_reset_password_may_not_come_back(security, clerk):
    code = actions.reset_password(by=by(security), user=clerk)
    with pytest.raises(Refused) as fault:
        actions.accept_invitation(code=code, password=PASSWORD)
    assert "用过的口令" in fault.value.reason
    actions.accept_invitation(code=code, password=NEW)


def test_a_device_is_unbound(security, clerk):
    CodeDevice.objects.create(user=clerk, confirmed=True, name="x")
    inside = factories.signed_in(clerk)
    factories.signed_in(security).post(f"/accounts/{clerk.pk}/reset-device/")
    assert not CodeDevice.objects.exists()
    assert inside.get("/account/").status_code == 302


@pytest.mark.parametrize("act", ["unlock", "reset_password", "reset_code_device"])
def test_nobody_resets_oneself_or_without_the_role(system, security, clerk, act):
    for who, whom in ((security, security), (system, clerk), (clerk, system)):
        with pytest.raises(Refused):
            getattr(actions, act)(by=by(who), user=whom)


def test_the_rules_are_changed_within_their_limits(security):
    policy = security.organisation.policy
    rules = {name: getattr(policy, name) for name in LIMITS}
    actions.change_policy(by=by(security), needs_code_for_all=True, **rules | {"idle_minutes": 30})
    policy.refresh_from_db()
    assert (policy.idle_minutes, policy.needs_code_for_all, policy.version) == (30, True, 1)
    for name, (least, most) in LIMITS.items():
        for value in (least - 1, most + 1):
            with pytest.raises(Refused) as fault:
                actions.change_policy(
                    by=by(security), needs_code_for_all=True, **rules | {name: value}
                )
            assert fault.value.field == name


def test_the_rules_are_saved_from_the_page(security):
    client = factories.signed_in(security)
    policy = security.organisation.policy
    page = {name: getattr(policy, name) for name in LIMITS} | {"version": 0, "lock_minutes": 60}
    assert client.post("/accounts/policy/", page).status_code == 302
    policy.refresh_from_db()
    assert policy.lock_minutes == 60
    assert client.post("/accounts/policy/", page).status_code == 422, "the version is an old one"


# --- one's own account ----------------------------------------------------------------------------


def test_changing_the_password_keeps_this_session_and_ends_the_others(clerk):
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/sign-in/", {"username": "jian", "password": PASSWORD})
    key = here.session.session_key
    page = {"old": PASSWORD, "password": NEW, "again": NEW}
    assert here.post("/account/password/", page).status_code == 302
    assert here.get("/account/").status_code == 200
    assert here.session.session_key != key
    assert there.get("/account/").status_code == 302


def test_the_old_password_must_be_known(clerk):
    client = factories.signed_in(clerk)
    page = {"old": "wrong", "password": NEW, "again": NEW}
    assert client.post("/account/password/", page).status_code == 422
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_earlier_passwords_may_not_come_back(clerk):
    words = [f"Word-number-{number}" for number in range(6)]
    old = PASSWORD
    for word in words[:5]:
        actions.change_own_password(user=clerk, old=old, password=word, by=by(clerk))
        clerk.refresh_from_db()
        old = word
    for used in (PASSWORD, *words[:5]):
        with pytest.raises(Refused):
            actions.change_own_password(user=clerk, old=old, password=used, by=by(clerk))
    actions.change_own_password(user=clerk, old=old, password=words[5], by=by(clerk))
    clerk.refresh_from_db()
    # Five are remembered: the first one is free again.
    actions.change_own_password(user=clerk, old=words[5], password=PASSWORD, by=by(clerk))


def test_sessions_end_everywhere(clerk):
    here, there = factories.signed_in(clerk), factories.signed_in(clerk)
    here.post("/account/sessions/end/")
    assert here.get("/account/").status_code == 302
    assert there.get("/account/").status_code == 302


def test_another_phone_takes_the_place_of_the_former(clerk):
    old = CodeDevice.objects.create(user=clerk, confirmed=True, name="x")
    client = factories.signed_in(clerk)
    assert client.post("/account/device/", {"password": "wrong"}).status_code == 422
    assert client.post("/account/device/", {"password": PASSWORD}).status_code == 302
    assert CodeDevice.objects.filter(pk=old.pk, confirmed=True).exists(), "until the new one works"
    new = CodeDevice.objects.get(user=clerk, confirmed=False)
    assert client.post("/account/device/bind/", {"code": "000000"}).status_code == 422
    assert client.post("/account/device/bind/", {"code": code_of(new)}).status_code == 302
    assert [one.pk for one in CodeDevice.objects.all()] == [new.pk]


# --- other organisations --------------------------------------------------------------------------


def test_another_organisation_is_not_there(system, security, clerk):
    other = factories.make_organisation(code="other")
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR):
        stranger = administrator(other, role)
        client = factories.signed_in(stranger)
        assert "简书宁" not in client.get("/accounts/").content.decode()
        for path in ("", "change/", "close/", "reopen/", "invite/", "unlock/", "reset-password/"):
            there = client.post(f"/accounts/{clerk.pk}/{path}")
            nowhere = client.post(f"/accounts/{clerk.pk + 999}/{path}")
            assert there.status_code == nowhere.status_code
            assert there.status_code in (404, 405)
