"""An annex of a cycle: a key of its scheme under which each unit lists items of its own, with what
limits; the table of each unit; its editions, of which one at most is in force.

Weights and targets are exact texts. What was approved is never changed: another edition is.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.annexes.enums import APPROVERS, OWING, Said, TableState
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.publishing_models import Said as SaidOnce
from kaoji.apps.facts.models import LONGEST_TEXT, PinnedScheme
from kaoji.apps.facts.shapes import RowColumn
from kaoji.apps.organisation.models import Post, Unit
from kaoji.web.sounds import Letters, Sounded

LONGEST_REASON = 300
#: More items than this are no annex of a unit any more, whatever the limits are.
MOST_ITEMS = 60


class Annex(Sounded, Owned):
    """What an office has declared: for which key and period, the limits, who approves."""

    SPOKEN = ("key", "period")
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="annexes")
    #: The version of the scheme by which the limits were held.
    scheme = models.ForeignKey(PinnedScheme, models.PROTECT, related_name="+")
    key = models.CharField(_("指标"), max_length=300)
    period = models.CharField(_("周期"), max_length=60)
    clause = models.CharField(_("条款"), max_length=300, blank=True)
    least = models.PositiveSmallIntegerField(_("至少几项"))
    most = models.PositiveSmallIntegerField(_("至多几项"))
    total = models.CharField(_("分值合计"), max_length=60, blank=True)
    #: Whether the sum may stay below it.
    is_at_most = models.BooleanField(default=False)
    least_weight = models.CharField(_("每项分值不低于"), max_length=60, blank=True)
    most_weight = models.CharField(_("每项分值不高于"), max_length=60, blank=True)
    #: The columns beside item and weight, as `RowColumn` keeps them.
    columns = models.JSONField(default=list)
    #: Names of columns that the scheme does not know: they are read by people only.
    notes = models.JSONField(default=list)
    approver = models.CharField(
        _("审批角色"), max_length=40, blank=True,
        choices=[(one.value, one.label) for one in APPROVERS],
    )  # fmt: skip
    approver_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    approver_name = models.CharField(_("审批人"), max_length=200)
    due_on = models.DateField(_("报送截止"))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "key", "period"), name="annexes_key_once"),
            models.CheckConstraint(
                condition=models.Q(least__lte=models.F("most"), most__lte=MOST_ITEMS),
                name="annexes_counts_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(approver="", approver_post__isnull=False)
                | (~models.Q(approver="") & models.Q(approver_post__isnull=True)),
                name="annexes_one_approver",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.period}"

    @property
    def title(self) -> str:
        """The last word of the key."""
        return self.key.rsplit("/", 1)[-1]

    @property
    def shapes(self) -> tuple[RowColumn, ...]:
        """The columns beside item and weight."""
        return tuple(map(RowColumn.from_json, self.columns))


class Table(Sounded, Owned):
    """The table of a unit: where it stands, how much of it is in its last edition."""

    SPOKEN = ("unit_name",)
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    annex = models.ForeignKey(Annex, models.PROTECT, related_name="tables")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=100)
    state = models.CharField(max_length=20, choices=TableState.choices, default=TableState.WAITING)
    count = models.PositiveSmallIntegerField(_("项数"), default=0)
    total = models.CharField(_("分值合计"), max_length=120, blank=True)
    sent_on = models.DateField(_("报送日期"), null=True)
    approved_on = models.DateField(_("批准日期"), null=True)
    #: Why it was returned, as long as that stands.
    reason = models.CharField(_("退回理由"), max_length=LONGEST_REASON, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("annex", "unit"), name="annexes_table_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_name} {self.annex}"

    def is_late(self, *, today: date) -> bool:
        """Whether the unit owes it although the day is over."""
        return self.state in OWING and self.annex.due_on < today


class Edition(Owned):
    """A table as it was drafted, sent, approved; who had a hand in it approves nothing of it."""

    table = models.ForeignKey(Table, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("第几版"))
    #: Why what was approved is to be changed; of the first edition nothing.
    why = models.CharField(_("调整理由"), max_length=LONGEST_REASON, blank=True)
    #: From which earlier cycle it was copied.
    copied_from = models.CharField(_("照抄自"), max_length=200, blank=True)
    drafters = models.JSONField(default=list)
    is_dropped = models.BooleanField(default=False)
    is_in_force = models.BooleanField(default=False)
    sent_name = models.CharField(_("报送人"), max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    approved_name = models.CharField(_("批准人"), max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("table", "number"), name="annexes_edition_number"),
            models.UniqueConstraint(
                fields=("table",),
                condition=models.Q(is_in_force=True),
                name="annexes_one_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} 第 {self.number} 版"


class Item(Sounded, Owned):
    """One item as it was typed; of an edition that was sent, exact."""

    SPOKEN = ("name",)
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("事项"), max_length=LONGEST_TEXT, blank=True)
    weight = models.CharField(_("分值"), max_length=LONGEST_TEXT, blank=True)
    cells = models.JSONField(default=dict)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "order"), name="annexes_item_order"),
        )

    def __str__(self) -> str:
        return self.name


class Word(SaidOnce):
    """What somebody said of a table."""

    table = models.ForeignKey(Table, models.PROTECT, related_name="words")
    edition = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=10, choices=Said.choices)
    text = models.CharField(_("内容"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.get_said_display()} {self.text}"[:100]
