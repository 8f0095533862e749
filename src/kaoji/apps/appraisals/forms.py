"""The forms of this room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.actions import CycleShape, StageShape
from kaoji.apps.appraisals.actions.cycles import LONGEST_WINDOW
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.kinds import kinds_of
from kaoji.apps.facts import queries as facts
from kaoji.apps.facts.models import PinnedScheme
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import Form, VersionedForm

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

#: How many working days a stage usually takes; the office changes them.
USUAL_DAYS = {
    StageKind.TARGETS: 10, StageKind.COLLECT: 10, StageKind.EXTRAS: 5, StageKind.VETOES: 5,
    StageKind.VERIFY: 10, StageKind.RATINGS: 5, StageKind.SCORE: 3, StageKind.FOREWARN: 5,
    StageKind.MEETING: 10, StageKind.PUBLIC: 5, StageKind.FINAL: 5, StageKind.FEEDBACK: 5,
    StageKind.IMPROVE: 60, StageKind.ARCHIVE: 20,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage as the form asks for it."""

    kind: StageKind
    days: BoundField
    owner: BoundField


class CycleForm(Form):
    """Set up the appraisal of a group in a period."""

    title = forms.CharField(
        label=_("名称"), help_text=_("这次考核叫什么，如 乡镇绩效考核。"), max_length=100
    )
    scheme = forms.ChoiceField(label=_("方案"), help_text=_("按哪套选定的方案计分。"))
    kind = forms.ChoiceField(
        label=_("对象类别"), help_text=_("这一组在方案里属于哪一类对象，须是所选方案的。")
    )
    group = forms.ChoiceField(
        label=_("组别"), help_text=_("考核哪一组单位；只在组内排名次，不跨组。")
    )
    period = forms.CharField(
        label=_("周期"), help_text=_("考核所属的周期，如 2026、2026Q2。"), max_length=60
    )
    basis = forms.CharField(
        label=_("依据"), help_text=_("考核通知的文号，如 禾考发〔2026〕1号。"), max_length=200
    )
    begins_on = forms.DateField(
        label=_("开始"), help_text=_("单位名单以这一天的机构为准。"), widget=_DAY
    )
    is_trial = forms.BooleanField(
        label=_("试运行"),
        help_text=_("试运行的结果处处标明，不公示，也不给单位看。"),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._schemes = {str(one.pk): one for one in facts.schemes_of(actor)}
        self._groups = {str(one.pk): one for one in facts.groups_of(actor)}
        self._units = {str(one.unit_id): one for one in facts.units_today(actor)}
        self._offer("scheme", [(key, str(one)) for key, one in self._schemes.items()])
        self._offer("group", [(key, one.name) for key, one in self._groups.items()])
        self._offer("kind", list(self._kinds()))
        self.fields["period"].initial = str(clock.today().year)
        self.fields["begins_on"].initial = clock.today()
        self.describe("period", example="2026")
        self._add_stages()

    @property
    def has_schemes(self) -> bool:
        """Whether there is anything to appraise by."""
        return bool(self._schemes)

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _kinds(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for key, scheme in self._schemes.items():
            yield str(scheme), [(f"{key}|{kind}", kind) for kind in kinds_of(scheme)]

    def _add_stages(self) -> None:
        owners = [("", _("绩效办"))] + [(key, one.name) for key, one in self._units.items()]
        for kind in StageKind:
            days = forms.IntegerField(
                label=_("{stage}：工作日").format(stage=kind.label),
                help_text=_("几个工作日内办完；不设这个环节就空着。"),
                min_value=1,
                max_value=LONGEST_WINDOW,
                required=False,
                initial=USUAL_DAYS[kind],
            )
            owner = forms.ChoiceField(
                label=_("{stage}：负责单位").format(stage=kind.label),
                help_text=_("由哪个单位负责这个环节。"),
                choices=owners,
                required=False,
            )
            self.fields[f"days_{kind}"] = days
            self.fields[f"owner_{kind}"] = owner

    @property
    def stage_rows(self) -> tuple[StageRow, ...]:
        """The stages in their order, to be filled in as a table."""
        return tuple(
            StageRow(kind, self[f"days_{kind}"], self[f"owner_{kind}"]) for kind in StageKind
        )

    @property
    def plain_fields(self) -> tuple[BoundField, ...]:
        """The fields before the table of stages."""
        return tuple(self[name] for name in self.base_fields)

    def clean(self) -> dict[str, Any]:
        """The kind must be one of the chosen scheme."""
        told: dict[str, Any] = super().clean() or {}
        scheme, _bar, _kind = told.get("kind", "").partition("|")
        if told.get("kind") and told.get("scheme") and scheme != told["scheme"]:
            self.add_error("kind", _("这一类不是所选方案的对象，请选方案里有的一类。"))
        return told

    @property
    def shape(self) -> CycleShape:
        """The cycle as it was filled in."""
        told = self.cleaned_data
        return CycleShape(
            **{name: told[name] for name in ("title", "period", "basis", "begins_on", "is_trial")},
            scheme=self._schemes[told["scheme"]],
            group=self._groups[told["group"]],
            subject_kind=told["kind"].partition("|")[2],
            stages=tuple(self._stages()),
        )

    def _stages(self) -> Iterator[StageShape]:
        for kind in StageKind:
            days = self.cleaned_data[f"days_{kind}"]
            if days is None:
                continue
            owner = self._units.get(self.cleaned_data[f"owner_{kind}"])
            yield StageShape(
                kind,
                days,
                owner=None if owner is None else owner.unit,
                owner_name="" if owner is None else owner.name,
            )


class EndStageForm(VersionedForm):
    """A stage is done."""

    note = forms.CharField(
        label=_("办理情况"),
        help_text=_("这个环节办成了什么，一句话；写进考核的经过。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReissueForm(VersionedForm):
    """Another version of the scheme, from now on."""

    scheme = forms.ChoiceField(
        label=_("换用哪一版"), help_text=_("已选定的同一方案的其他版本；别的方案要另设考核。")
    )
    basis = forms.CharField(
        label=_("依据"), help_text=_("修订通知的文号，如 禾考发〔2026〕11号。"), max_length=200
    )
    reason = forms.CharField(
        label=_("为什么换版"),
        help_text=_("如 下半年增设营商环境指标；写进考核的经过和审计记录。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        versions: list[PinnedScheme],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self._versions = {str(one.pk): one for one in versions}
        self.fields["scheme"].choices = [  # type: ignore[attr-defined]
            (key, str(one)) for key, one in self._versions.items()
        ]

    @property
    def chosen(self) -> PinnedScheme:
        """The version that was chosen."""
        return self._versions[self.cleaned_data["scheme"]]


class ScoreForm(Form):
    """Ask for a scoring."""

    reason = forms.CharField(
        label=_("为什么计分"),
        help_text=_("如 第一次试算、补齐统计局数据后重算；每次计分都留存。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CompareForm(Form):
    """Which earlier scoring to compare with."""

    other = forms.TypedChoiceField(
        label=_("与哪一次比"), help_text=_("同一次考核里已经算完的另一次计分。"), coerce=int
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            (one, _("第 {n} 次").format(n=one)) for one in numbers
        ]


class TryForm(Form):
    """What is tried out: in each row a thing and what it becomes. Sent by its address: nothing of
    it is kept.
    """

    ROWS = 6
    #: What is written to drop a value.
    DROP = "删去"

    def __init__(self, *args: Any, units: list[str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        whose = [("", _("方案或参数")), ("*", _("所有单位")), *((one, one) for one in units)]
        for row in range(1, self.ROWS + 1):
            self.fields[f"whose_{row}"] = forms.ChoiceField(
                label=_("谁的"), choices=whose, required=False,
                help_text=_("改数据的选单位；改方案的值或参数的不选。"),
            )  # fmt: skip
            self.fields[f"what_{row}"] = forms.CharField(
                label=_("改什么"), required=False, max_length=200,
                help_text=_("从提示里选，或照样写，如 等次:先进.不低于、财政收入.分值。"),
                widget=forms.TextInput(attrs={"list": "try-targets", "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"to_{row}"] = forms.CharField(
                label=_("改成"), required=False, max_length=200,
                help_text=_("新的值，如 88、40%；要去掉这个值，写 删去。"),
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields, row by row."""
        return [
            (self[f"whose_{row}"], self[f"what_{row}"], self[f"to_{row}"])
            for row in range(1, self.ROWS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        told: dict[str, Any] = super().clean() or {}
        for row in range(1, self.ROWS + 1):
            what, becomes = told.get(f"what_{row}"), told.get(f"to_{row}")
            if what and not becomes:
                self.add_error(f"to_{row}", _("没有写改成什么；要去掉这个值，写 删去"))
            if not what and (becomes or told.get(f"whose_{row}")):
                self.add_error(f"what_{row}", _("没有写改什么"))
        return told

    @property
    def changes(self) -> tuple[str, ...]:
        """The changes as the engine reads them; of a form without faults."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[str]:
        for row in range(1, self.ROWS + 1):
            what = self.cleaned_data[f"what_{row}"]
            if not what:
                continue
            whose, becomes = self.cleaned_data[f"whose_{row}"], self.cleaned_data[f"to_{row}"]
            target = f"{whose}:{what}" if whose else what
            yield f"{target}={'' if becomes == self.DROP else becomes}"
