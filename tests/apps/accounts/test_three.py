"""三员: whatever is done, in whatever order and by whomever, nobody is two of the three
administrators, none of them holds a post or stands in for anybody, and no business right is theirs.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from kaoji.apps.accounts import actions
from kaoji.apps.accounts.models import Organisation, User
from kaoji.apps.audit import keeping
from kaoji.apps.organisation import actions as organisation
from kaoji.apps.organisation.acting import actor_of
from kaoji.apps.organisation.models import Delegation, Holding
from kaoji.web.refusals import Refused
from kaoji.web.roles import ADMINISTRATORS, BUSINESS, Role
from tests import factories

NAMES = st.sampled_from(["xi", "an", "shen", "XI", "jian", "bi", "lu", "mai", "shi", "yu"])
ROLES = st.sampled_from(sorted(ADMINISTRATORS))
POSTS = [Role.OFFICE_DIRECTOR, Role.OFFICE_DIRECTOR, *sorted(BUSINESS)]
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


class Office(RuleBasedStateMachine):
    """Everything that makes, changes or ends accounts, posts and who holds them."""

    users = Bundle("users")
    posts = Bundle("posts")

    def __init__(self):
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.begun_as = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def tried(self, act, **more):
        """Somebody tries; a refusal is one way to end, and changes nothing."""
        with suppress(Refused, Http404), transaction.atomic():
            return act(**more)
        return None

    @rule(target=users, names=st.permutations(["xi", "an", "shen", "bi"]), twice=st.booleans())
    def start(self, names, twice):
        """An organisation begins; somebody may try to be two of the three."""
        number = Organisation.objects.count()
        names = [f"{name}{number}" for name in names[:3]]
        if twice:
            names[2] = names[0]
        started = self.tried(
            actions.start_organisation,
            token=actions.open_organisation(),
            code=f"o{number}",
            name=f"第{number}县",
            administrators=dict(
                zip(sorted(ADMINISTRATORS), [(name, name) for name in names], strict=True)
            ),
        )
        assert (started is None) == twice
        return multiple(*started.codes) if started else multiple()

    @rule(target=users, by=users, name=NAMES)
    def add(self, by, name):
        made = self.tried(actions.add_user, by=acting(by), username=name, name=name)
        return multiple(made[0]) if made else multiple()

    @rule(target=users, of=users, role=ROLES, name=NAMES)
    def appoint_administrator(self, of, role, name):
        code = self.tried(
            actions.appoint_administrator,
            organisation=of.organisation,
            role=Role(role),
            username=name,
            name=name,
        )
        return multiple(User.objects.get(username=name)) if code else multiple()

    @rule(target=posts, of=users, role=st.sampled_from(POSTS))
    def open_post(self, of, role):
        unit = factories.make_unit(organisation=of.organisation)
        return factories.make_post(unit=unit, role=role)

    @rule(by=users, user=users, post=posts, on=DAYS)
    def appoint(self, by, user, post, on):
        self.tried(organisation.appoint, by=acting(by, on=on), user=user, post=post, on=on)

    @rule(user=users, post=posts, on=DAYS)
    def appoint_by_who_may(self, user, post, on):
        """Somebody who may give this very post gives it to anybody of the house."""
        if user.organisation_id != post.organisation_id:
            return
        giver = "security_administrator" if post.role == Role.OFFICE_DIRECTOR else ""
        for by in User.objects.filter(organisation_id=post.organisation_id, administrator=giver):
            self.tried(organisation.appoint, by=acting(by, on=on), user=user, post=post, on=on)

    @rule(user=users, post=posts)
    def somebody_holds_it(self, user, post):
        """A holder who got there lawfully, so that there is something to delegate."""
        if not user.administrator and user.organisation_id == post.organisation_id:
            factories.hold(user, post=post)

    @rule(by=users, deputy=users, on=DAYS)
    def delegate(self, by, deputy, on):
        for holding in Holding.objects.filter(user=by)[:1]:
            self.tried(
                organisation.delegate,
                by=acting(by, on=on),
                holding=holding,
                deputy=deputy,
                begins_on=on,
                ends_on=on,
                reason="出差",
            )

    @rule(by=users, user=users, what=st.sampled_from(["close", "reopen", "change", "reset"]))
    def keep(self, by, user, what):
        fresh = User.objects.get(pk=user.pk)
        more = {
            "close": (actions.close_user, {"reason": "x"}),
            "reopen": (actions.reopen_user, {}),
            "change": (actions.change_user, {"name": "x", "phone": "", "email": ""}),
            "reset": (actions.reset_password, {}),
        }
        act, told = more[what]
        self.tried(act, by=acting(by), user=fresh, **told)

    @invariant()
    def nobody_is_two(self):
        for user in User.objects.select_related("organisation"):
            assert self.begun_as.setdefault(user.pk, user.administrator) == user.administrator
            for on in (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)):
                roles = actor_of(user, on=on).roles
                if user.administrator:
                    assert roles == {Role(user.administrator)}
                else:
                    assert not roles & ADMINISTRATORS

    @invariant()
    def administrators_have_no_part_in_business(self):
        assert not Holding.objects.exclude(user__administrator="").exists()
        assert not Delegation.objects.exclude(deputy__administrator="").exists()

    @invariant()
    def one_open_account_for_each_of_the_three(self):
        for office in Organisation.objects.all():
            open_ones = User.objects.filter(organisation=office, is_active=True)
            three = sorted(one.administrator for one in open_ones if one.administrator)
            assert three == sorted(ADMINISTRATORS)


def acting(user, *, on=date(2026, 2, 1)):
    return actor_of(User.objects.get(pk=user.pk), on=on)


def test_nobody_is_ever_two_of_the_three(db, tmp_path, settings):
    settings.DATA = tmp_path
    run_state_machine_as_test(Office, settings=PATIENT)
    assert keeping.examined().is_whole


#: Each step asks the database for everything; a quarter of the usual runs finds what is planted.
PATIENT = settings(
    settings.default, stateful_step_count=25, max_examples=settings.default.max_examples // 4
)


def test_the_database_knows_only_three(db):
    office = factories.make_organisation()
    for value in ("all", "system_administrator,audit_administrator", "office_director"):
        with pytest.raises(DatabaseError), transaction.atomic():
            factories.make_user(organisation=office, administrator=value)


@pytest.mark.parametrize("path", ["/accounts/add/", "/accounts/{key}/change/"])
def test_a_field_that_is_not_on_the_form_changes_nothing(db, path):
    office = factories.make_organisation()
    admin = factories.make_user(organisation=office, administrator=Role.SYSTEM_ADMINISTRATOR)
    clerk = factories.make_user(organisation=office, username="jian")
    page = {
        "username": "bi", "name": "毕", "phone": "", "email": "", "version": 0,
        "administrator": "audit_administrator", "is_superuser": "1", "role": "office_director",
        "organisation": "1", "is_active": "",
    }  # fmt: skip
    client = factories.signed_in(admin)
    assert client.post(path.format(key=clerk.pk), page).status_code in (200, 302)
    for user in User.objects.exclude(pk=admin.pk):
        assert (user.administrator, user.is_active) == ("", True)
        assert actor_of(user, on=date(2026, 1, 1)).roles == frozenset()


def test_there_is_no_superuser():
    """Django's own way to everything is not there at all."""
    names = {field.name for field in User._meta.get_fields()}
    assert not names & {"is_superuser", "is_staff", "user_permissions", "groups"}
