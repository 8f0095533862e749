"""The forms of this room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaoji.apps.facts import queries
from kaoji.apps.facts.enums import ListKind
from kaoji.apps.facts.models import LONGEST_TEXT, FactSource, PinnedScheme
from kaoji.apps.facts.sheets import asked_by, keys_asked_by, lists_asked_by, scored_in
from kaoji.apps.organisation.models import Unit, UnitGroup
from kaoji.apps.schemes.shelf import choices
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import Form, Offering, VersionedForm
from kaoji.web.refusals import Refused

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _offer(form: Form, name: str, *, choices: list[Any]) -> None:
    """Give a field what it may choose from."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]


class PinForm(Form):
    """Choose a scheme: one that the office has released, or a shipped one."""

    pack = forms.ChoiceField(
        label=_("方案"), help_text=_("本单位发布的在前，随系统发布的在后，按编号和版本。")
    )
    begins_on = forms.DateField(label=_("自"), help_text=_("从哪天起适用这套方案。"), widget=_DAY)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "pack", choices=list(choices(actor.organisation_key)))


class ChoosesFromOffice(VersionedForm):
    """What forms of this room choose from: schemes, units, groups of whoever asks."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.actor = actor
        self._schemes = {str(one.pk): one for one in queries.schemes_of(actor)}
        self._units = {str(one.unit_id): one for one in queries.units_today(actor)}
        self._groups = {str(one.pk): one for one in queries.groups_of(actor)}
        choices: dict[str, list[Any]] = {
            "scheme": [(key, str(one)) for key, one in self._schemes.items()],
            "supplier": [(key, one.name) for key, one in self._units.items()],
            "group": [("", _("全部对象"))] + [(key, one.name) for key, one in self._groups.items()],
        }
        for name, found in choices.items():
            if name in self.fields:
                _offer(self, name, choices=found)

    def clean_scheme(self) -> PinnedScheme:
        return self._schemes[self.cleaned_data["scheme"]]

    def clean_supplier(self) -> Unit:
        unit: Unit = self._units[self.cleaned_data["supplier"]].unit
        return unit

    def clean_group(self) -> UnitGroup | None:
        return self._groups.get(self.cleaned_data["group"])


class SourceForm(ChoosesFromOffice):
    """An entry of the register."""

    scheme = forms.ChoiceField(label=_("方案"), help_text=_("指标出自哪套选定的方案。"))
    key = forms.CharField(
        label=_("指标"),
        help_text=_("方案里的数据项全名，各级之间用斜线；写几个字，从列出的选。"),
        max_length=300,
        widget=Offering,
    )
    supplier = forms.ChoiceField(label=_("提供单位"), help_text=_("由哪个单位为全部对象提供。"))
    group = forms.ChoiceField(
        label=_("为谁提供"), help_text=_("一个组别；不选就是全部对象。"), required=False
    )
    grain = forms.CharField(
        label=_("填报周期"), help_text=_("多久报一次，如 季度、年终评估。"), max_length=40
    )
    basis = forms.CharField(
        label=_("依据"), help_text=_("文号和条款，如 禾检考〔2026〕1号第 7 项。"), max_length=200
    )
    begins_on = forms.DateField(label=_("自"), help_text=_("从哪天起有效。"), widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.describe("key", example="指标评估/经济发展/财政收入")
        self.fields["key"].widget.offered = tuple(self._keys())

    def _keys(self) -> Iterator[tuple[str, str]]:
        """What the chosen schemes ask for; one whose file has changed is told when it is used."""
        for scheme in self._schemes.values():
            with suppress(Refused):
                for key in keys_asked_by(
                    scheme.pack,
                    digest=scheme.digest,
                    period=str(clock.today().year),
                    owner=scheme.organisation_id,
                ):
                    yield key, str(scheme)


class ChooseForm(ChoosesFromOffice):
    """First step of a task: whose figures, by which scheme, for which period."""

    scheme = forms.ChoiceField(label=_("方案"), help_text=_("要的数据出自哪套选定的方案。"))
    supplier = forms.ChoiceField(
        label=_("责任单位"), help_text=_("由哪个单位提供；只列出已登记来源的单位。")
    )
    period = forms.CharField(
        label=_("周期"), help_text=_("数据所属周期，如 2026Q2、2026年终评估。"), max_length=60
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.describe("period", example="2026Q2")
        self._askable = queries.askable(self.actor)
        with_source = {str(supplier) for _scheme, supplier in self._askable}
        units = [(key, one.name) for key, one in self._units.items() if key in with_source]
        _offer(self, "supplier", choices=units)
        if not units:
            self.fields["supplier"].help_text = _("还没有单位登记来源：请先到“数据来源”登记。")

    def clean(self) -> dict[str, Any]:
        """A unit is asked only for what it is registered to supply by this very scheme."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        scheme, supplier = told.get("scheme"), told.get("supplier")
        if scheme and supplier and (scheme.pk, supplier.pk) not in self._askable:
            reason = _("这个单位没有登记提供“{scheme}”的数据。请换一套方案，或先登记来源。")
            self.add_error("supplier", reason.format(scheme=scheme))
        return told


class TaskForm(ChooseForm):
    """A collection task."""

    scheme = forms.CharField(widget=forms.HiddenInput)  # type: ignore[assignment]
    supplier = forms.CharField(widget=forms.HiddenInput)  # type: ignore[assignment]
    period = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("名称"), help_text=_("要的是哪一类数据。"), max_length=100)
    plan_paper = forms.CharField(
        label=_("年度计划文号"),
        help_text=_("年度检查考核计划的文号，如 禾检考〔2026〕1号。"),
        max_length=100,
    )
    plan_item = forms.CharField(
        label=_("计划项目"), help_text=_("在年度计划里是第几项。"), max_length=40
    )
    columns = forms.MultipleChoiceField(
        label=_("要的数据"),
        help_text=_("该单位登记提供的数据项；已有的数不能再要。"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    shown = forms.MultipleChoiceField(
        label=_("带入的数据"),
        help_text=_("别的任务已有的数，自动填好并锁定，只供对照。"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    lists = forms.MultipleChoiceField(
        label=_("要的清单"),
        help_text=_("加减分、计划、评分票等一条一行的；没有的也要报“无”。"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    group = forms.ChoiceField(label=_("组别"), help_text=_("为哪个组别的全部单位提供。"))
    opens_on = forms.DateField(label=_("开始"), help_text=_("下达的日子，当日不计。"), widget=_DAY)
    window_days = forms.IntegerField(
        label=_("填报期"), help_text=_("几个工作日内报齐，节假日不计。"), min_value=1, max_value=250
    )
    confirm_days = forms.IntegerField(
        label=_("确认期"),
        help_text=_("签批后各单位有几个工作日确认或提出争议。"),
        min_value=1,
        max_value=60,
        initial=5,
    )

    def __init__(self, *args: Any, chosen: dict[str, Any], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "group", choices=[(key, one.name) for key, one in self._groups.items()])
        scheme, supplier, period = chosen["scheme"], chosen["supplier"], chosen["period"]
        keys = set(
            FactSource.objects.of(self.actor)
            .filter(scheme=scheme, supplier=supplier, ends_on__isnull=True)
            .values_list("key", flat=True)
        )
        asked = asked_by(
            scheme.pack,
            digest=scheme.digest,
            period=scored_in(scheme, period=period),
            owner=scheme.organisation_id,
        )
        fit = [one for one in asked if period in one.periods]
        pairs = [(f"{one.key}|{one.field}", one.title) for one in fit]
        own = [pair for pair, one in zip(pairs, fit, strict=True) if one.key in keys]
        _offer(self, "columns", choices=own)
        _offer(self, "shown", choices=pairs)
        every = lists_asked_by(
            scheme.pack,
            digest=scheme.digest,
            period=scored_in(scheme, period=period),
            owner=scheme.organisation_id,
        )
        lists = [one for one in every if period in one.periods and one.key in keys]
        words = dict(ListKind.choices)
        _offer(
            self, "lists", choices=[(one.key, f"{one.key}（{words[one.kind]}）") for one in lists]
        )
        self.fields["opens_on"].initial = clock.today()

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """The chosen columns as key and field."""
        chosen = [one.split("|", 1) for one in self.cleaned_data[name]]
        return tuple((key, field) for key, field in chosen)


class ReasonForm(VersionedForm):
    """A step that needs a reason."""

    reason = forms.CharField(
        label=_("原因"),
        help_text=_("写给对方看，并记入审计。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DisputeForm(Form):
    """A unit does not accept a figure."""

    figure = forms.ChoiceField(label=_("哪个数"), help_text=_("本单位的一个数。"))
    proposed = forms.CharField(
        label=_("应为"),
        help_text=_("您认为对的数；说不准可以空着。"),
        required=False,
        max_length=LONGEST_TEXT,
    )
    reason = forms.CharField(
        label=_("理由"),
        help_text=_("为什么不对，依据什么台账或文件。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def offer(self, name: str, *, choices: list[Any]) -> None:
        """Give a field what it may choose from."""
        _offer(self, name, choices=choices)


class AnswerForm(Form):
    """The office upholds a figure."""

    answer = forms.CharField(
        label=_("答复"),
        help_text=_("为什么维持原数，单位会看到。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EvidenceForm(Form):
    """A file that proves a figure."""

    file = forms.FileField(
        label=_("佐证文件"),
        help_text=_("PDF、图片、Word、Excel，20 MB 以内，一格最多 9 份。涉密文件不得上传。"),
    )
    note = forms.CharField(
        label=_("说明"), help_text=_("文件证明什么。"), required=False, max_length=200
    )


class YearForm(Form):
    """A year."""

    year = forms.IntegerField(
        label=_("年度"), help_text=_("四位年份。"), min_value=2000, max_value=2199
    )


class ExportForm(YearForm):
    """The facts table of a year: what is locked in its periods."""

    scheme = forms.ChoiceField(label=_("方案"), help_text=_("导出哪套方案已锁定的数据。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.order_fields(("scheme", "year"))
        self.schemes = {str(one.pk): one for one in queries.schemes_of(actor)}
        _offer(self, "scheme", choices=[(key, str(one)) for key, one in self.schemes.items()])
