"""Organisations, people and what guards their sign-in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from kaoji.apps.accounts.sealing import is_sealed, opened, sealed
from kaoji.web.roles import ADMINISTRATORS, Role
from kaoji.web.sounds import Sounded

ADMINISTRATOR_CHOICES = [(role.value, role.label) for role in Role if role in ADMINISTRATORS]


class Organisation(models.Model):
    """Who uses this installation: a county, a bureau. Nothing is shared between two of them."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    #: Invented, for trying things: the only kind that can be removed.
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class SecurityPolicy(models.Model):
    """How sign-in is guarded in an organisation (GB/T 22239-2019 8.1.4.1)."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="policy")
    least_length = models.PositiveSmallIntegerField(_("口令最短几位"), default=8)
    least_classes = models.PositiveSmallIntegerField(_("口令至少几类字符"), default=3)
    history_count = models.PositiveSmallIntegerField(_("不得与前几次口令相同"), default=5)
    change_days = models.PositiveSmallIntegerField(_("多少天须改口令，0 不限"), default=0)
    most_failures = models.PositiveSmallIntegerField(_("连续失败几次锁定"), default=5)
    failure_minutes = models.PositiveSmallIntegerField(_("多少分钟内的失败算连续"), default=15)
    lock_minutes = models.PositiveSmallIntegerField(_("锁定多少分钟"), default=30)
    idle_minutes = models.PositiveSmallIntegerField(_("多少分钟不动自动退出"), default=15)
    session_hours = models.PositiveSmallIntegerField(_("登录最长多少小时"), default=12)
    most_failures_of_address = models.PositiveSmallIntegerField(
        _("同一地址连续失败几次锁定"), default=30
    )
    invitation_hours = models.PositiveSmallIntegerField(_("启用码多少小时内有效"), default=72)
    stale_days = models.PositiveSmallIntegerField(_("多少天不用列为闲置"), default=90)
    needs_code_for_all = models.BooleanField(_("所有人都用动态口令"), default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(least_length__gte=8), name="policy_least_length_8"
            ),
            models.CheckConstraint(
                condition=models.Q(most_failures__range=(3, 10)), name="policy_failures_3_to_10"
            ),
            models.CheckConstraint(
                condition=models.Q(least_classes__range=(3, 4)), name="policy_classes_3_to_4"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}的登录规则"


class UserManager(BaseUserManager["User"]):
    """Finds people by their sign-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(Sounded, AbstractBaseUser):
    """A person with an account. An administrator holds no post, and never two of the three."""

    SOUNDS = Sounded.SOUNDS | {"username": "", "phone": "", "email": ""}

    username = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="users")
    administrator = models.CharField(
        _("管理员"), max_length=40, blank=True, choices=ADMINISTRATOR_CHOICES
    )
    phone = models.CharField(_("手机"), max_length=30, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    is_active = models.BooleanField(_("可登录"), default=True)
    must_change_password = models.BooleanField(default=False)
    password_set_at = models.DateTimeField(null=True)
    #: Grows whenever every session of the person must end at once.
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    administrator__in=["", *sorted(role.value for role in ADMINISTRATORS)]
                ),
                name="user_administrator_known",
            ),
            models.UniqueConstraint(Lower("username"), name="user_name_once_in_any_case"),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.username}）"


class PastPassword(models.Model):
    """The hash of a password that was used before."""

    user = models.ForeignKey(User, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("-set_at", "-pk")

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at}"


class Attempt(models.Model):
    """A sign-in that failed: counted by sign-in name and by place, from where it came."""

    username = models.CharField(max_length=150, db_index=True)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.username} {self.at}"


class KnownPlace(models.Model):
    """From where somebody has signed in: strangers' failures elsewhere do not lock them out there.

    `place`: the address, of IPv6 the network.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="known_places")
    place = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "place"), name="accounts_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.place}"


class Invitation(models.Model):
    """A single-use code with which a person sets the first password, or a new one after a reset."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at}"


class CodeDevice(TOTPDevice):
    """A person's phone that shows six digits; its secret is sealed in the database."""

    key: Any  # the library's own field, which it does not annotate

    class Meta:
        proxy = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """No secret is stored open, whoever made the row."""
        if not is_sealed(self.key):
            self.key = sealed(bytes.fromhex(self.key), user_key=self.user_id)
        super().save(*args, **kwargs)

    @property
    def bin_key(self) -> bytes:
        """The secret, for as long as a code is reckoned."""
        return opened(self.key, user_key=self.user_id)


class FirstRun(models.Model):
    """A token with which an organisation and its three administrators are set up, once."""

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.made_at}"
