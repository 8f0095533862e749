"""Claims as units made them, and letters to competent bodies. Neither is ever changed or deleted:
what was decided stands beside it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.models import CollectionTask, ListRow
from kaoji.apps.organisation.models import Unit
from kaoji.web.sounds import Letters, Sounded


class ClaimState(models.TextChoices):
    """Where a claim stands."""

    SENT = "sent", _("待认定")
    ACCEPTED = "accepted", _("已认定")
    REFUSED = "refused", _("不予认定")
    WITHDRAWN = "withdrawn", _("已撤回")


#: Claims that count, or may come to count.
ALIVE = frozenset({ClaimState.SENT, ClaimState.ACCEPTED})


class Claim(Sounded, Owned):
    """Something that adds or takes points, as a unit claims it of itself."""

    SPOKEN = ("unit_name", "key", "paper", "proof")
    SOUNDS: ClassVar[dict[str, str]] = dict.fromkeys(SPOKEN, "initials")

    initials = Letters(blank=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="claims")
    number = models.PositiveIntegerField(_("编号"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(_("单位"), max_length=100)
    #: The list of the scheme for which it is claimed: 加分, 减分.
    key = models.CharField(_("申报什么"), max_length=200)
    #: As they were typed, by the columns of the list.
    cells = models.JSONField()
    #: The number of the paper that proves it, once more, to find what two claim.
    paper = models.CharField(_("文号"), max_length=200, blank=True)
    proof = models.CharField(_("佐证"), max_length=300)
    state = models.CharField(max_length=10, choices=ClaimState.choices, default=ClaimState.SENT)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True)
    decided_name = models.CharField(max_length=200, blank=True)
    decision = models.CharField(_("认定意见"), max_length=500, blank=True)
    #: The row of the facts that came of it.
    row = models.OneToOneField(ListRow, models.PROTECT, null=True, related_name="claim")

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="claims_claim_number"),
        )

    def __str__(self) -> str:
        return f"{self.unit_name} {self.key} 第 {self.number} 号申报"


class Letter(Owned):
    """A competent body asked whether something bars a unit: its answer is a sheet of the facts."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="letters")
    key = models.CharField(_("事项"), max_length=200)
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    body_name = models.CharField(_("会签机关"), max_length=100)
    task = models.OneToOneField(CollectionTask, models.PROTECT, related_name="letter")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("key",)
        constraints = (models.UniqueConstraint(fields=("cycle", "key"), name="claims_letter_once"),)

    def __str__(self) -> str:
        return f"{self.cycle} {self.key} 会签"
