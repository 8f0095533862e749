"""Signing in: password, code, lock-out, what a stranger may learn, how sessions begin and end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django_otp.oath import TOTP

from kaoji.apps.accounts.models import Attempt, CodeDevice, KnownPlace
from kaoji.apps.audit.models import Entry
from kaoji.web import clock
from kaoji.web.roles import Role
from tests import factories
from tests.factories import PASSWORD

NOW = datetime(2026, 6, 12, 2, 0, tzinfo=UTC)
WRONG = "Wrong#2026-suite"


@pytest.fixture
def office(db):
    return factories.make_organisation(change_days=0)


@pytest.fixture
def clerk(office):
    return factories.make_user(
        organisation=office, username="jian", name="简书宁", password=PASSWORD
    )


@pytest.fixture
def auditor(office):
    return factories.make_user(
        organisation=office,
        username="shen",
        password=PASSWORD,
        administrator=Role.AUDIT_ADMINISTRATOR,
    )


def bound(user):
    return CodeDevice.objects.create(user=user, confirmed=True, name="x")


def code_of(device, *, ahead=0):
    token = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift + ahead)
    return f"{token.token():06}"


def attempt(client, username="jian", password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def is_in(client):
    return client.get("/account/").status_code == 200


# --- getting in -----------------------------------------------------------------------------------


def test_the_right_password_lets_in(client, clerk):
    answer = attempt(client, next="/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert is_in(client)
    entry = Entry.objects.get()
    told = (entry.act, entry.actor_username, entry.result, entry.organisation_key)
    assert told == ("accounts.sign_in", "jian", "done", clerk.organisation_id)


def test_the_name_may_be_typed_in_any_case_and_width(client, clerk):
    attempt(client, username=" ＪＩＡＮ ")
    assert is_in(client)


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_nobody_is_sent_elsewhere(client, clerk, there):
    assert attempt(client, next=there)["Location"] == "/"


def test_the_key_of_the_session_changes(client, clerk):
    client.get("/sign-in/")
    client.session["planted"] = "x"
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["kaoji_session"] = session.session_key
    before = session.session_key
    attempt(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_signing_out_ends_the_session(client, clerk):
    attempt(client)
    key = client.session.session_key
    assert client.post("/sign-out/").status_code == 302
    assert not is_in(client)
    assert not Session.objects.filter(pk=key).exists()
    assert Entry.objects.first().act == "accounts.sign_out"


# --- what a stranger learns -----------------------------------------------------------------------


def seen(answer):
    """The page without what is drawn anew for each request."""
    import re

    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return answer.status_code, text.replace("nobody", "NAME").replace("jian", "NAME")


def test_a_wrong_password_and_an_unknown_name_look_the_same(client, clerk):
    known = [seen(attempt(client, "jian", WRONG)) for _ in range(7)]
    unknown = [seen(attempt(Client(REMOTE_ADDR="10.0.0.9"), "nobody", WRONG)) for _ in range(7)]
    assert known == unknown
    assert len(set(known)) == 2, "the words before the lock and those behind it"


def test_a_closed_account_looks_like_none(client, clerk):
    clerk.is_active = False
    clerk.save()
    assert seen(attempt(client, "jian")) == seen(attempt(client, "nobody"))


def test_an_account_without_a_password_looks_like_none(client, clerk):
    clerk.set_unusable_password()
    clerk.save()
    assert seen(attempt(client, "jian")) == seen(attempt(client, "nobody"))


@pytest.mark.parametrize("state", ["unknown", "wrong", "closed", "unset"])
def test_the_same_work_is_done_for_any_name(client, clerk, state, monkeypatch):
    """Counted in hashes, which are nearly all of the time."""
    from django.contrib.auth import hashers

    if state == "closed":
        clerk.is_active = False
    if state == "unset":
        clerk.set_unusable_password()
    clerk.save()
    done = []
    usual = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda self, *args, **more: done.append(1) or usual(self, *args, **more),
    )
    attempt(client, "nobody" if state == "unknown" else "jian", WRONG)
    assert len(done) == 1


def test_a_failure_is_in_the_log(client, clerk):
    attempt(client, "jian", WRONG)
    attempt(client, "nobody", WRONG)
    known, unknown = Entry.objects.order_by("number")
    assert (known.act, known.result, known.organisation_key) == (
        "accounts.sign_in",
        "failed",
        clerk.organisation_id,
    )
    assert (unknown.actor_username, unknown.organisation_key) == ("nobody", None)


def test_no_password_is_written_into_the_log(client, clerk):
    attempt(client, "jian", WRONG)
    attempt(client)
    for entry in Entry.objects.all():
        for text in entry.__dict__.values():
            assert WRONG not in str(text)
            assert PASSWORD not in str(text)


# --- locking --------------------------------------------------------------------------------------


def test_five_failures_lock_the_name_where_it_was_tried(client, clerk):
    for _ in range(5):
        attempt(client, "jian", WRONG)
    assert attempt(client).status_code == 422
    assert not is_in(client)
    assert "已锁定到" in attempt(client).content.decode()
    assert Attempt.objects.count() == 5, "who is locked out does not lengthen it"
    assert Entry.objects.filter(act="accounts.lock_out").count() == 1


@pytest.mark.parametrize(
    ("page", "field"), [("/account/password/", "old"), ("/account/device/", "password")]
)
def test_whoever_found_a_session_open_does_not_guess_the_password(client, clerk, page, field):
    told = {"password": "茶-River-37-云", "again": "茶-River-37-云"}
    attempt(client)
    for _ in range(5):
        client.post(page, {**told, field: WRONG})
    answer = client.post(page, {**told, field: PASSWORD})
    assert "已锁定到" in answer.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
    assert Entry.objects.filter(act="accounts.lock_out").count() == 1


def test_the_lock_opens_by_itself(client, clerk):
    with clock.stopped_at(NOW):
        for _ in range(5):
            attempt(client, "jian", WRONG)
    with clock.stopped_at(NOW + timedelta(minutes=29, seconds=59)):
        assert attempt(client).status_code == 422
    with clock.stopped_at(NOW + timedelta(minutes=30, seconds=1)):
        assert attempt(client).status_code == 302


def test_failures_far_apart_do_not_lock(client, clerk):
    for minutes in range(0, 50, 5):
        with clock.stopped_at(NOW + timedelta(minutes=minutes)):
            attempt(client, "jian", WRONG)
    with clock.stopped_at(NOW + timedelta(minutes=50)):
        assert attempt(client).status_code == 302


def test_getting_in_forgets_the_failures(client, clerk):
    for _ in range(4):
        attempt(client, "jian", WRONG)
    attempt(client)
    assert not Attempt.objects.exists()


def test_one_address_cannot_try_name_after_name(client, clerk):
    policy = clerk.organisation.policy
    policy.most_failures_of_address = 12
    policy.save()
    for number in range(12):
        attempt(client, f"name{number}", WRONG)
    assert attempt(client).status_code == 422
    assert attempt(Client(REMOTE_ADDR="10.0.0.9")).status_code == 302


def test_a_stranger_locks_nobody_out_elsewhere(client, clerk):
    """Not even somebody who has never been there: the door is closed where it was tried."""
    for _ in range(9):
        attempt(Client(REMOTE_ADDR="10.0.0.66"), "jian", WRONG)
    assert attempt(Client(REMOTE_ADDR="10.0.0.66")).status_code == 422
    assert attempt(client).status_code == 302


def guessed_from(*, places):
    """Five wrong passwords from each of so many places."""
    for number in range(places):
        for _ in range(5):
            attempt(Client(REMOTE_ADDR=f"10.0.1.{number}"), "jian", WRONG)


def test_guessing_from_many_places_is_bounded_and_spares_where_one_comes_from(client, clerk):
    """Four places have five tries each; the fifth, and any other, finds the name closed."""
    attempt(client)
    client.post("/sign-out/")
    with clock.stopped_at(clock.now()):
        guessed_from(places=9)
        assert Attempt.objects.count() == 20
        assert attempt(Client(REMOTE_ADDR="10.0.2.1")).status_code == 422, "a place that is new"
        assert attempt(client).status_code == 302, "where the owner has come in before"
        assert attempt(Client(REMOTE_ADDR="10.0.2.1")).status_code == 422, "that opens nothing"


def test_the_owners_own_place_locks_as_any_other(client, clerk):
    """An old acquaintance is no excuse: whoever guesses at the owner's desk is locked out there."""
    attempt(client)
    client.post("/sign-out/")
    for _ in range(5):
        attempt(client, "jian", WRONG)
    assert attempt(client).status_code == 422


def test_a_place_is_known_for_a_while_and_few_of_them(client, clerk):
    with clock.stopped_at(NOW):
        for number in range(12):
            attempt(Client(REMOTE_ADDR=f"10.0.3.{number}"))
    kept = {one.place for one in KnownPlace.objects.filter(user=clerk)}
    assert kept == {f"10.0.3.{number}" for number in range(2, 12)}, "the ten newest"
    with clock.stopped_at(NOW + timedelta(days=91)):
        guessed_from(places=4)
        assert attempt(Client(REMOTE_ADDR="10.0.3.11")).status_code == 422


def test_a_network_of_ipv6_is_one_place(client, clerk):
    for number in range(5):
        attempt(Client(REMOTE_ADDR=f"2001:db8:1:2::{number}"), "jian", WRONG)
    assert attempt(Client(REMOTE_ADDR="2001:db8:1:2::99")).status_code == 422
    assert attempt(Client(REMOTE_ADDR="2001:db8:1:3::1")).status_code == 302


def test_the_rules_of_the_organisation_count(client, clerk):
    policy = clerk.organisation.policy
    policy.most_failures = 3
    policy.save()
    for _ in range(3):
        attempt(client, "jian", WRONG)
    assert attempt(client).status_code == 422


# --- the code -------------------------------------------------------------------------------------


def test_who_has_a_device_shows_its_code(client, clerk):
    device = bound(clerk)
    assert attempt(client)["Location"] == "/sign-in/code/"
    assert not is_in(client)
    answer = client.post("/sign-in/code/", {"code": code_of(device)})
    assert answer.status_code == 302
    assert is_in(client)


def test_a_code_is_good_once(client, clerk):
    device = bound(clerk)
    code = code_of(device)
    attempt(client)
    client.post("/sign-in/code/", {"code": code})
    other = Client()
    attempt(other)
    assert other.post("/sign-in/code/", {"code": code}).status_code == 422
    assert not is_in(other)


def test_an_older_code_is_refused_after_a_newer_one(client, clerk):
    device = bound(clerk)
    attempt(client)
    client.post("/sign-in/code/", {"code": code_of(device, ahead=1)})
    assert is_in(client)
    other = Client()
    attempt(other)
    assert other.post("/sign-in/code/", {"code": code_of(device)}).status_code == 422


def test_wrong_codes_lock_as_wrong_passwords_do(client, clerk):
    device = bound(clerk)
    attempt(client)
    for _ in range(5):
        assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    assert client.post("/sign-in/code/", {"code": code_of(device)}).status_code == 422
    assert not is_in(client)


def test_a_right_password_does_not_forget_wrong_codes(client, clerk):
    """Else whoever knows the password might guess codes for ever."""
    bound(clerk)
    for _ in range(5):
        attempt(client)
        client.post("/sign-in/code/", {"code": "000000"})
    assert attempt(client).status_code == 422


def test_nobody_comes_to_the_code_without_a_password(client, clerk):
    bound(clerk)
    for path in ("/sign-in/code/", "/sign-in/bind/", "/sign-in/password/"):
        assert client.get(path)["Location"] == "/sign-in/"
        assert client.post(path, {"code": "000000"})["Location"] == "/sign-in/"


def test_whoever_dawdles_begins_again(client, clerk):
    device = bound(clerk)
    with clock.stopped_at(NOW):
        attempt(client)
    with clock.stopped_at(NOW + timedelta(seconds=301)):
        answer = client.post("/sign-in/code/", {"code": code_of(device)})
    assert answer["Location"] == "/sign-in/"


def test_an_administrator_must_bind_a_device_first(client, auditor):
    assert attempt(client, "shen")["Location"] == "/sign-in/bind/"
    page = client.get("/sign-in/bind/").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    assert not is_in(client)
    device = CodeDevice.objects.get(user=auditor)
    assert client.post("/sign-in/bind/", {"code": "000000"}).status_code == 422
    assert client.post("/sign-in/bind/", {"code": code_of(device)}).status_code == 302
    assert is_in(client)
    assert CodeDevice.objects.get(user=auditor).confirmed


def test_who_has_a_device_cannot_bind_another_with_the_password_alone(client, auditor):
    bound(auditor)
    attempt(client, "shen")
    assert client.get("/sign-in/bind/")["Location"] == "/sign-in/code/"
    assert CodeDevice.objects.filter(user=auditor).count() == 1


def test_everybody_needs_a_code_where_the_rules_say_so(client, clerk):
    policy = clerk.organisation.policy
    policy.needs_code_for_all = True
    policy.save()
    assert attempt(client)["Location"] == "/sign-in/bind/"


# --- the password grows old -----------------------------------------------------------------------


def test_an_old_password_is_changed_before_getting_in(client, clerk):
    policy = clerk.organisation.policy
    policy.change_days = 90
    policy.save()
    assert attempt(client)["Location"] == "/sign-in/password/"
    assert not is_in(client)
    new = "Another#2026-word"
    same = {"old": PASSWORD, "password": PASSWORD, "again": PASSWORD}
    assert client.post("/sign-in/password/", same).status_code == 422
    changed = {"old": PASSWORD, "password": new, "again": new}
    assert client.post("/sign-in/password/", changed).status_code == 302
    assert is_in(client)


def test_the_code_comes_before_the_new_password(client, clerk):
    policy = clerk.organisation.policy
    policy.change_days = 90
    policy.save()
    bound(clerk)
    attempt(client)
    new = "Another#2026-word"
    client.post("/sign-in/password/", {"old": PASSWORD, "password": new, "again": new})
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


# --- how a session ends ---------------------------------------------------------------------------


def test_idle_people_are_signed_out(client, clerk):
    with clock.stopped_at(NOW):
        attempt(client)
    with clock.stopped_at(NOW + timedelta(minutes=14)):
        assert is_in(client)
    with clock.stopped_at(NOW + timedelta(minutes=28)):
        assert is_in(client)
    with clock.stopped_at(NOW + timedelta(minutes=28 + 16)):
        assert not is_in(client)


def test_even_busy_people_sign_in_again_some_time(client, clerk):
    with clock.stopped_at(NOW):
        attempt(client)
    for minutes in range(10, 12 * 60, 10):
        with clock.stopped_at(NOW + timedelta(minutes=minutes)):
            assert is_in(client), minutes
    with clock.stopped_at(NOW + timedelta(hours=12, seconds=1)):
        assert not is_in(client)


def test_other_rules_count_from_the_next_request_on(client, clerk):
    with clock.stopped_at(NOW):
        attempt(client)
    policy = clerk.organisation.policy
    policy.idle_minutes = 5
    policy.save()
    with clock.stopped_at(NOW + timedelta(minutes=6)):
        assert not is_in(client)


def test_a_password_is_hashed_slowly():
    """As the installations have it: at least a tenth of a second, so at least so many rounds."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    from kaoji.site.settings import base

    assert base.PASSWORD_HASHERS[0].endswith("PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher.iterations >= 600_000
