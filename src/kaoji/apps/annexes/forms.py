"""The forms of this room. The rows of a table are fields of one form, so that what is wrong is said
in its cell and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kaoji.apps.annexes.actions import AnnexShape
from kaoji.apps.annexes.actions.declaring import LEFT_OUT, OPEN, OWED
from kaoji.apps.annexes.asking import Offered, told_of
from kaoji.apps.annexes.enums import APPROVERS
from kaoji.apps.annexes.limits import WEIGHT, Row, columns_of
from kaoji.apps.annexes.models import LONGEST_REASON, MOST_ITEMS, Annex
from kaoji.apps.facts.shapes import ITEM, RowColumn
from kaoji.engine.plinth.exact import exact_text
from kaoji.web.forms import Form, VersionedForm
from kaoji.web.roles import Role

#: The form on the page to which the inputs in the cells of the table belong.
TABLE = "annex"
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_WORDS = ((LEFT_OUT, _("不列")), (OPEN, _("可填")), (OWED, _("必填")))


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AnnexForm(VersionedForm):
    """Declare an annex: its limits, its columns, who approves."""

    least = forms.IntegerField(
        label=_("至少几项"), help_text=_("每个单位至少列几项。"), min_value=1, max_value=MOST_ITEMS,
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("至多几项"), help_text=_("每个单位至多列几项。"), min_value=1, max_value=MOST_ITEMS,
    )  # fmt: skip
    total = forms.CharField(
        label=_("分值合计"), help_text=_("各项分值加起来应为多少；不限的留空。"), max_length=60,
        required=False,
    )  # fmt: skip
    is_at_most = forms.ChoiceField(
        label=_("合计怎么算够"), help_text=_("正好等于，还是不超过就行。"),
        choices=(("", _("正好")), ("yes", _("不超过"))), required=False,
    )  # fmt: skip
    least_weight = forms.CharField(
        label=_("每项分值不低于"), help_text=_("一项至少多少分；不限的留空。"), max_length=60,
        required=False,
    )  # fmt: skip
    most_weight = forms.CharField(
        label=_("每项分值不高于"), help_text=_("一项至多多少分；不限的留空。"), max_length=60,
        required=False,
    )  # fmt: skip
    approver = forms.ChoiceField(
        label=_("审批人"),
        help_text=_("一个角色或一个岗位；起草人不能审批自己起草的，在本单位任职的要回避。"),
    )
    due_on = forms.DateField(
        label=_("报送截止"), help_text=_("过了这天还没有报送的列入逾期。"), widget=_DAY
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        offered: Offered | None = None,
        posts: Sequence[tuple[int, str]] = (),
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["approver"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择")), *map(_role, APPROVERS),
            *((f"post:{key}", name) for key, name in posts),
        ]  # fmt: skip
        if offered is None:
            return
        self.fields["least"].initial, self.fields["most"].initial = offered.least, offered.most
        if offered.total is not None:
            self.fields["total"].initial = exact_text(offered.total)
        for place, one in enumerate(self._columns):
            is_usual = one.is_required or one.name == "目标" or one in offered.notes
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=_("列“{name}”").format(name=one.name), choices=_WORDS, required=False,
                help_text=_("方案里没有这一列，只供查看。") if one in offered.notes
                else _("方案计分用；年终才有的数选“不列”，到时在采集表里报。"),
                initial=OWED if is_usual else LEFT_OUT,
            )  # fmt: skip

    @property
    def _columns(self) -> tuple[RowColumn, ...]:
        return () if self.offered is None else (*self.offered.columns, *self.offered.notes)

    @property
    def told(self) -> str:
        """What the scheme itself says."""
        return "" if self.offered is None else told_of(self.offered)

    def show(self, annex: Annex) -> None:
        """Begin with what stands."""
        names = ("least", "most", "total", "least_weight", "most_weight", "due_on", "version")
        self.initial.update({name: getattr(annex, name) for name in names})
        self.initial["is_at_most"] = "yes" if annex.is_at_most else ""
        self.initial["approver"] = annex.approver or f"post:{annex.approver_post_id}"
        stands = {one.name: OWED if one.is_required else OPEN for one in annex.shapes}
        for place, one in enumerate(self._columns):
            self.initial[f"column_{place}"] = stands.get(one.name, LEFT_OUT)

    @property
    def shape(self) -> AnnexShape:
        """What was chosen; of a form without faults."""
        told = self.cleaned_data
        names = ("least", "most", "due_on", "approver", "total", "least_weight", "most_weight")
        return AnnexShape(
            is_at_most=told["is_at_most"] == "yes",
            key=self.offered.key if self.offered else "",
            period=self.offered.period if self.offered else "",
            columns={
                one.name: told.get(f"column_{place}") or LEFT_OUT
                for place, one in enumerate(self._columns)
            },
            **{name: told[name] for name in names},
        )


def _role(role: Role) -> tuple[str, Any]:
    return role.value, _("本单位负责人") if role == Role.UNIT_HEAD else role.label


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form: its cells with the head of each, and its number."""

    number: int
    cells: tuple[tuple[BoundField, str], ...]
    is_first: bool
    is_last: bool


class TableForm(VersionedForm):
    """The rows of a table. How many there are goes along hidden."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        annex: Annex,
        count: int,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.count = columns_of(annex), count
        self.fields["rows"].initial = count
        for line in range(count):
            for place, column in enumerate(self.columns):
                self.fields[f"r{line}_{place}"] = _cell(column, line=line)
        for field in self.fields.values():
            field.widget.attrs["form"] = TABLE

    @property
    def lines(self) -> Iterator[Line]:
        """The rows as they are shown."""
        for line in range(self.count):
            cells = tuple(
                (self[f"r{line}_{place}"], one.name) for place, one in enumerate(self.columns)
            )
            yield Line(line + 1, cells, line == 0, line == self.count - 1)

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return tuple(
            f"{one.name}（{one.measure}）" if one.measure and one.name == WEIGHT else one.name
            for one in self.columns
        )


def _cell(column: RowColumn, *, line: int) -> forms.CharField:
    label = _("第 {line} 行{column}").format(line=line + 1, column=column.name)
    about = {
        ITEM: _("一件事一行，不与别的行同名。"),
        WEIGHT: _("这一项占多少分。"),
    }.get(column.name, _("照要求填；没有的空着。"))
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
    if column.options:
        words = [("", "—"), *((one, one) for one in column.options)]
        widget = forms.Select(choices=words)
    elif column.name == ITEM or (column.kind == "text" and column.name != WEIGHT):
        widget = forms.Textarea(attrs={"rows": 2})
    elif column.kind == "number":
        widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})
    # The limits say what is wrong; the form only carries what was typed.
    return forms.CharField(label=label, help_text=about, required=False, widget=widget)


def typed_rows(data: Mapping[str, str], *, annex: Annex) -> list[Row]:
    """The rows of a form that was sent, as they stand in it."""
    told = data.get("rows", "")
    count = int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0
    columns = columns_of(annex)
    return [
        _row([data.get(f"r{line}_{place}", "") for place in range(len(columns))], columns=columns)
        for line in range(min(count, 2 * MOST_ITEMS))
    ]


def _row(texts: Sequence[str], *, columns: Sequence[RowColumn]) -> Row:
    named = dict(zip((one.name for one in columns), texts, strict=True))
    return Row(named.pop(ITEM), named.pop(WEIGHT), named)


def fields_of(rows: Sequence[Row], *, annex: Annex) -> dict[str, str]:
    """The same rows as what a form begins with."""
    return {
        f"r{line}_{place}": row.text(one.name)
        for line, row in enumerate(rows)
        for place, one in enumerate(columns_of(annex))
    }


class DecideForm(VersionedForm):
    """Approve a table or give it back."""

    outcome = forms.ChoiceField(
        label=_("意见"),
        help_text=_("批准后锁定并进入计分；退回的要写理由，单位看得到。"),
        choices=(("yes", _("批准")), ("no", _("退回"))),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("说明"), help_text=_("退回时必填。"), max_length=LONGEST_REASON, required=False,
        widget=_long(2),
    )  # fmt: skip


class ChangeForm(VersionedForm):
    """Ask that an approved table be changed."""

    reason = forms.CharField(
        label=_("调整理由"),
        help_text=_("为什么要改已经批准的个性指标；批准以前，原来的仍然有效。"),
        max_length=LONGEST_REASON,
        widget=_long(),
    )


class EditionsForm(Form):
    """Which two editions are held against each other."""

    before = forms.ChoiceField(label=_("从"), help_text=_("较早的一版。"))
    after = forms.ChoiceField(label=_("到"), help_text=_("较晚的一版。"))

    def __init__(self, *args: Any, editions: Sequence[Any], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        words = [(str(one.number), _("第 {n} 版").format(n=one.number)) for one in editions]
        for name in ("before", "after"):
            self.fields[name].choices = words  # type: ignore[attr-defined]
