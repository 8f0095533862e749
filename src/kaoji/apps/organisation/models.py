"""The organisation in time: what a unit is called, where it stands and who works there on a day.

A unit is one row for ever; what is true of it from a day to a day stands in its states. Days are
inclusive; an open end is empty.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.owned import Owned
from kaoji.apps.organisation.enums import AbsenceKind, HoldingKind, SuccessionKind, UnitKind
from kaoji.web.roles import BUSINESS, Role
from kaoji.web.sounds import Sounded

BUSINESS_CHOICES = [(role.value, role.label) for role in Role if role in BUSINESS]


def _in_order(name: str) -> models.CheckConstraint:
    """The end of a spell is not before its beginning."""
    holds = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("begins_on"))
    return models.CheckConstraint(condition=holds, name=name)


class Versioned(Owned):
    """A row that several people edit: each act raises the version that forms carry along."""

    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class UnitGroup(Versioned):
    """Units that are compared with each other (分类考核)."""

    name = models.CharField(_("组名"), max_length=60)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        ordering = ("order", "name")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "name"), name="unit_group_once"),
        )

    def __str__(self) -> str:
        return self.name


class Unit(Versioned):
    """A unit, whatever it is called and wherever it stands; `code` never changes."""

    SOUNDS: ClassVar[dict[str, str]] = {"code": ""}

    code = models.CharField(_("代码"), max_length=40)

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("organisation", "code"), name="unit_once"),)

    def __str__(self) -> str:
        return self.code


class UnitState(Sounded, Owned):
    """What is true of a unit from a day to a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="states")
    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类别"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(
        UnitGroup, models.PROTECT, null=True, blank=True, related_name="members"
    )
    order = models.PositiveIntegerField(_("次序"), default=0)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    begins_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ("order", "name")
        constraints = (
            _in_order("unit_state_in_order"),
            models.UniqueConstraint(fields=("unit", "begins_on"), name="unit_state_once"),
        )

    def __str__(self) -> str:
        return self.name


class Succession(Owned):
    """A unit that took over from another."""

    former = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=10, choices=SuccessionKind.choices)
    on = models.DateField()
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("on",)
        constraints = (
            models.UniqueConstraint(
                fields=("former", "successor", "kind", "on"), name="succession_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"


class Duty(Owned):
    """One of the duties that the 三定 paper gives a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties")
    number = models.PositiveSmallIntegerField(_("序号"))
    text = models.TextField(_("职责"))
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    begins_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (_in_order("duty_in_order"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:40]}"


class Post(Sounded, Versioned):
    """A post in a unit, and the role that it brings."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    name = models.CharField(_("岗位"), max_length=60)
    role = models.CharField(_("角色"), max_length=40, choices=BUSINESS_CHOICES)
    begins_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ("unit__code", "name")
        constraints = (
            _in_order("post_in_order"),
            models.CheckConstraint(
                condition=models.Q(role__in=[value for value, _label in BUSINESS_CHOICES]),
                name="post_role_of_business",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Holding(Owned):
    """Who holds a post, from a day to a day."""

    #: Lists show the unit by its name of a day, with the letters of that.
    SOUNDS: ClassVar[dict[str, str]] = {"unit_name": "unit_initials"}

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    user = models.ForeignKey(User, models.PROTECT, related_name="holdings")
    kind = models.CharField(_("方式"), max_length=20, choices=HoldingKind.choices)
    begins_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ("-begins_on",)
        constraints = (_in_order("holding_in_order"),)

    def __str__(self) -> str:
        return f"{self.user} {self.post}"


class Absence(Owned):
    """A person is away, from a day to a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="absences")
    kind = models.CharField(_("情形"), max_length=20, choices=AbsenceKind.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    begins_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ("-begins_on",)
        constraints = (_in_order("absence_in_order"),)

    def __str__(self) -> str:
        return f"{self.user} {self.get_kind_display()}"


class Delegation(Owned):
    """Somebody stands in for the holder of a post, from a day to a day."""

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="delegations")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="delegations")
    reason = models.CharField(_("事由"), max_length=200)
    begins_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-begins_on",)
        constraints = (_in_order("delegation_in_order"),)

    def __str__(self) -> str:
        return f"{self.deputy} 代 {self.holding}"


class LocalDay(Owned):
    """A day that is working or free here, other than the calendar of the country says."""

    day = models.DateField(_("日期"))
    is_working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "day"), name="local_day_once"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class HandOver(Owned):
    """Somebody left a post and handed over what was open then; `owed` is the list as it was."""

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="handed_over")
    successor = models.ForeignKey(Holding, models.PROTECT, related_name="taken_over")
    on = models.DateField(_("交接日"))
    note = models.TextField(_("另行交代"), blank=True)
    owed = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (models.UniqueConstraint(fields=("holding",), name="handed_over_once"),)

    def __str__(self) -> str:
        return f"{self.holding} {self.on}"
