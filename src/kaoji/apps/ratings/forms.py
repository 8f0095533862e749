"""Forms of this room."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kaoji.apps.organisation.models import Unit
from kaoji.apps.organisation.queries.people import holdings_of
from kaoji.apps.organisation.queries.units import units_at
from kaoji.apps.ratings.actions import Named, RatingShape
from kaoji.apps.ratings.actions.common import LONGEST_WINDOW
from kaoji.apps.ratings.actions.papers import MOST_AT_ONCE
from kaoji.apps.ratings.models import LONGEST_REASON, Rater, Rating
from kaoji.apps.ratings.panels import Panel
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import Form, VersionedForm

_COMMA = re.compile(r"[，,\t]")
#: The name, the post, the unit.
_PARTS = 3


def _window(**more: Any) -> forms.IntegerField:  # noqa: ANN401 - Django's own
    return forms.IntegerField(
        label=_("几个工作日内"), min_value=1, max_value=LONGEST_WINDOW, **more
    )


def _reason(label: Any, meaning: Any) -> forms.CharField:  # noqa: ANN401 - lazy words
    return forms.CharField(label=label, help_text=meaning, max_length=LONGEST_REASON)


class DrawUpForm(Form):
    """A rating of one panel."""

    panel = forms.ChoiceField(
        label=_("评什么"), help_text=_("方案里由评分人打分的指标，一个周期评一次。")
    )
    window_days = _window(help_text=_("从开始那天起，给评分人几个工作日。"), initial=5)
    low = forms.CharField(
        label=_("最低"), help_text=_("打分的指标才用；不超出方案的范围。"), initial="0",
        required=False, max_length=20,
    )  # fmt: skip
    high = forms.CharField(
        label=_("最高"), help_text=_("空着就按方案的满分。"), required=False, max_length=20
    )
    step = forms.CharField(
        label=_("一格"), help_text=_("相邻两个分相差多少，如 1 或 0.5。"), initial="1",
        required=False, max_length=20,
    )  # fmt: skip
    least_shown = forms.IntegerField(
        label=_("几票起显示结果"),
        help_text=_("一类评分人不足这么多票，封票后也不单列结果，免得看出谁打几分。"),
        initial=3,
        min_value=2,
        max_value=99,
    )

    def __init__(self, *args: Any, panels: tuple[Panel, ...], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._panels = {one.code: one for one in panels}
        choices = [(code, f"{one.key} · {one.period}") for code, one in self._panels.items()]
        self.fields["panel"].choices = choices  # type: ignore[attr-defined]

    @property
    def shape(self) -> RatingShape:
        """What was said, as the act takes it."""
        told = self.cleaned_data
        panel = self._panels[told["panel"]]
        return RatingShape(
            panel,
            told["window_days"],
            low=told["low"] or panel.low or "0",
            high=told["high"] or panel.high,
            step=told["step"] or "1",
            least_shown=told["least_shown"],
        )


class RatersForm(Form):
    """Raters of one class."""

    rater_class = forms.ChoiceField(
        label=_("评分人类别"), help_text=_("方案里的一类评分人，各类权重不同。")
    )
    people = forms.MultipleChoiceField(
        label=_("有账号的"),
        help_text=_("今天在岗的人；在自己的工作台打分。可按住 Ctrl 选几个。"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    named = forms.CharField(
        label=_("不登录的"),
        help_text=_("一行一人：姓名，职务，单位。没有单位的不写；发一次性码，或收纸质评分表代录。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, actor: Actor, rating: Rating, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._actor = actor
        held: dict[str, str] = {}
        today: Any = holdings_of(actor, on=clock.today())
        for one in today:
            held.setdefault(str(one.user_id), f"{one.user.name} · {one.unit_name} {one.post.name}")
        self.fields["people"].choices = list(held.items())  # type: ignore[attr-defined]
        words = [(one, one) for one in rating.classes]
        self.fields["rater_class"].choices = words  # type: ignore[attr-defined]

    def clean_named(self) -> tuple[Named, ...]:
        lines = [one.strip() for one in self.cleaned_data["named"].splitlines()]
        known = {one.name: one.key for one in units_at(self._actor, on=clock.today())}
        return tuple(
            self._named(line, number=number, known=known)
            for number, line in enumerate(lines, start=1)
            if line
        )

    def _named(self, line: str, *, number: int, known: dict[str, int]) -> Named:
        told = [one.strip() for one in _COMMA.split(line)]
        if len(told) > _PARTS or not told[0]:
            raise forms.ValidationError(_t("第 {n} 行要写成“姓名，职务，单位”").format(n=number))
        name, post, unit = [*told, "", ""][:_PARTS]
        if unit and unit not in known:
            raise forms.ValidationError(
                _t("第 {n} 行的单位“{unit}”今天没有").format(n=number, unit=unit)
            )
        return Named(name, post, Unit.objects.get(pk=known[unit]) if unit else None)


class RecuseForm(Form):
    """Whom a rater does not rate."""

    units = forms.MultipleChoiceField(
        label=_("不评哪些单位"),
        help_text=_("原来登记的以这次为准；一个也不选就是取消回避。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("回避理由"),
        help_text=_("例如“配偶在该单位任职”。"),
        required=False,
        max_length=LONGEST_REASON,
    )

    def __init__(self, *args: Any, rater: Rater, units: dict[int, str], **kwargs: Any) -> None:  # noqa: ANN401
        before = list(rater.recusals.all())
        begun = {"units": [str(one.unit_id) for one in before]}
        kwargs["initial"] = begun | {"reason": before[0].reason if before else ""}
        super().__init__(*args, **kwargs)
        choices = [(str(key), name) for key, name in units.items()]
        self.fields["units"].choices = choices  # type: ignore[attr-defined]


class ExtendForm(VersionedForm):
    """More time."""

    window_days = _window(help_text=_("从今天起再给几个工作日。"))
    reason = _reason(_("延长原因"), _("记入审计，例如“两位领导出差未投”。"))


class CodesForm(Form):
    """For whom codes are printed."""

    raters = forms.MultipleChoiceField(
        label=_("给谁发码"),
        help_text=_("码只在下一页显示一次，请当场打印；重发的，旧码作废。"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, raters: list[Rater], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.name} · {one.post or one.rater_class}") for one in raters]
        self.fields["raters"].choices = choices  # type: ignore[attr-defined]


class CodeForm(Form):
    """The code of a slip."""

    code = forms.CharField(
        label=_("一次性码"),
        help_text=_("印在发给您的纸条上，共 16 位；空格和横线可以不填。"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class HandOutForm(Form):
    """Papers that go out."""

    rater_class = forms.ChoiceField(
        label=_("评分人类别"), help_text=_("一类一种评分表，分开发、分开收。")
    )
    count = forms.IntegerField(
        label=_("发出几张"), help_text=_("这次发出的张数，累计到发出数里。"), min_value=1,
        max_value=MOST_AT_ONCE,
    )  # fmt: skip

    def __init__(self, *args: Any, rating: Rating, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        words = [(one, one) for one in rating.classes]
        self.fields["rater_class"].choices = words  # type: ignore[attr-defined]


class TakeBackForm(Form):
    """Papers that came back."""

    count = forms.IntegerField(
        label=_("收回几张"),
        help_text=_("开箱后当场编号，把号写在表上；编号与发给谁无关。"),
        min_value=1,
        max_value=MOST_AT_ONCE,
    )


class VoidForm(Form):
    """A paper that cannot count."""

    reason = _reason(_("作废理由"), _("例如“整张未填”“涂改无法辨认”。"))
