"""What is done with a result: forewarned, decided, made public, objected to, made final.

The run itself is never changed; all of this stands beside it.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.owned import Owned
from kaoji.apps.appraisals.publishing_enums import (
    FinalState,
    ObjectionState,
    PublicationState,
    Scope,
)


class Said(Owned):
    """What somebody has said at some time. Rows are only ever added."""

    by_name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """Write a new row; one that stands is never written again."""
        if self.pk is not None:
            raise TypeError("what was said is never changed: say something else")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 - Django's
        """Never."""
        raise TypeError("what was said is never deleted")


class Forewarning(Said):
    """The units of a run are shown where they lose points, and have some days to explain."""

    run = models.OneToOneField("appraisals.Run", models.PROTECT, related_name="forewarning")
    days = models.PositiveSmallIntegerField(_("几个工作日内说明"))
    due_on = models.DateField(_("截止"))

    def __str__(self) -> str:
        return f"{self.run} 扣分预告"


class Shown(Owned):
    """A unit of a forewarning: who looked first, and when."""

    forewarning = models.ForeignKey(Forewarning, models.PROTECT, related_name="shown")
    standing = models.OneToOneField("appraisals.Standing", models.PROTECT, related_name="shown_in")
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("standing__order",)


class Explanation(Said):
    """What a unit says to a loss."""

    shown = models.ForeignKey(Shown, models.PROTECT, related_name="explanations")
    node = models.CharField(_("哪一项"), max_length=300)
    node_name = models.CharField(max_length=300)
    text = models.CharField(_("说明"), max_length=1000)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.node_name}：{self.text}"[:100]


class Minute(Said):
    """A meeting that decided on a run, by its paper."""

    run = models.ForeignKey("appraisals.Run", models.PROTECT, related_name="minutes")
    paper = models.CharField(_("会议纪要"), max_length=200)
    held_on = models.DateField(_("会议日期"))
    text = models.CharField(_("议定事项"), max_length=1000)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.paper


class Ruling(Owned):
    """What a meeting decided for one unit. Of several, the last stands."""

    minute = models.ForeignKey(Minute, models.PROTECT, related_name="rulings")
    standing = models.ForeignKey("appraisals.Standing", models.PROTECT, related_name="rulings")
    #: The honour that it is about; nothing: the grade.
    about = models.CharField(max_length=60, blank=True)
    proposed = models.CharField(max_length=60, blank=True)
    decided = models.CharField(_("议定"), max_length=60)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("minute", "standing", "about"), name="appraisals_ruling_once"
            ),
        )


class Publication(Owned):
    """A result on its way to be public, public, or public once.

    Two persons make it public, and two take it back.
    """

    run = models.ForeignKey("appraisals.Run", models.PROTECT, related_name="publications")
    cycle = models.ForeignKey("appraisals.Cycle", models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField(_("第几次公示"))
    state = models.CharField(
        max_length=10, choices=PublicationState.choices, default=PublicationState.PROPOSED
    )
    text = models.CharField(_("公示说明"), max_length=1000)
    contact = models.CharField(_("异议联系方式"), max_length=200)
    days = models.PositiveSmallIntegerField(_("公示几个工作日"))
    answer_days = models.PositiveSmallIntegerField(_("几个工作日内答复异议"))
    grade_scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.PUBLIC)
    rank_scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.UNIT)
    score_scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.UNIT)
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_name = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True)
    due_on = models.DateField(_("公示至"), null=True)
    ended_at = models.DateTimeField(null=True)
    ended_name = models.CharField(max_length=300, blank=True)
    #: Told by whoever proposes to take it back; it stays public until another confirms.
    end_reason = models.CharField(_("撤回理由"), max_length=300, blank=True)
    retraction_by = models.BigIntegerField(null=True)
    retraction_name = models.CharField(max_length=300, blank=True)
    retraction_at = models.DateTimeField(null=True)
    #: Nobody where one person alone took it back, as one could until two were asked for.
    retracted_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="appraisals_pub_number"),
            models.UniqueConstraint(
                fields=("cycle",),
                condition=Q(state=PublicationState.PUBLIC),
                name="appraisals_one_public",
            ),
            models.UniqueConstraint(
                fields=("cycle",),
                condition=Q(state=PublicationState.PROPOSED),
                name="appraisals_one_proposed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("proposed_by")),
                name="appraisals_pub_by_two",
            ),
            models.CheckConstraint(
                condition=Q(retracted_by__isnull=True) | ~Q(retracted_by=models.F("retraction_by")),
                name="appraisals_retracted_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle} 第 {self.number} 次公示"

    @property
    def is_being_retracted(self) -> bool:
        """Whether it is public, and somebody has proposed to take it back."""
        return self.state == PublicationState.PUBLIC and self.retraction_by is not None


class PublicLine(Owned):
    """A unit in a publication, as it was made public; it stays as it is."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="lines")
    standing = models.ForeignKey("appraisals.Standing", models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("单位"), max_length=100)
    score = models.CharField(_("得分"), max_length=60, blank=True)
    rank = models.PositiveIntegerField(_("位次"), null=True)
    grade = models.CharField(_("等次"), max_length=200, blank=True)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "standing"), name="appraisals_line_once"
            ),
        )


class Objection(Owned):
    """A unit objects to one of its numbers; what the office answers, and what comes of it."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="objections")
    standing = models.ForeignKey("appraisals.Standing", models.PROTECT, related_name="objections")
    number = models.PositiveIntegerField(_("编号"))
    node = models.CharField(_("哪一项"), max_length=300)
    node_name = models.CharField(max_length=300)
    reason = models.CharField(_("理由"), max_length=1000)
    evidence = models.CharField(_("依据材料"), max_length=500, blank=True)
    by_name = models.CharField(max_length=300)
    at = models.DateTimeField()
    answer_due_on = models.DateField(_("答复至"))
    state = models.CharField(
        max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN
    )
    answer = models.CharField(_("答复"), max_length=1000, blank=True)
    #: Which facts were put right, by which paper.
    correction = models.CharField(_("更正了哪些数据"), max_length=500, blank=True)
    answered_name = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    rerun = models.ForeignKey("appraisals.Run", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "number"), name="appraisals_objection_number"
            ),
            models.UniqueConstraint(
                fields=("publication", "standing", "node"),
                condition=Q(state=ObjectionState.OPEN),
                name="appraisals_objection_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.standing.name} 异议 {self.number} 号：{self.node_name}"


class Final(Owned):
    """A run as the result of its cycle. Two persons make it so, and two take it back."""

    cycle = models.ForeignKey("appraisals.Cycle", models.PROTECT, related_name="finals")
    run = models.ForeignKey("appraisals.Run", models.PROTECT, related_name="finals")
    state = models.CharField(max_length=12, choices=FinalState.choices, default=FinalState.PROPOSED)
    basis = models.CharField(_("定稿依据"), max_length=200)
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_name = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    reason = models.CharField(_("撤回理由"), max_length=300, blank=True)
    withdrawal_by = models.BigIntegerField(null=True)
    withdrawal_name = models.CharField(max_length=300, blank=True)
    withdrawal_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_name = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("cycle",),
                condition=Q(
                    state__in=(FinalState.PROPOSED, FinalState.FINAL, FinalState.WITHDRAWING)
                ),
                name="appraisals_one_final",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("proposed_by")),
                name="appraisals_final_by_two",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | ~Q(withdrawn_by=models.F("withdrawal_by")),
                name="appraisals_back_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle} 定稿"
