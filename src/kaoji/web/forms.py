"""The form that all forms of the office are: every field has its meaning, errors say what helps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    BaseValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from kaoji.web import unseen
from kaoji.web.refusals import Refused

#: What Django's own validators say, in our words: the bound first, then what stands there.
_BOUNDS: dict[type[BaseValidator], Any] = {
    MaxValueValidator: _lazy("超过上限 %(limit_value)s。"),
    MinValueValidator: _lazy("低于下限 %(limit_value)s。"),
    MaxLengthValidator: _lazy("最多 %(limit_value)s 字，现有 %(show_value)s 字。"),
    MinLengthValidator: _lazy("至少 %(limit_value)s 字，现有 %(show_value)s 字。"),
}
_UNREADABLE: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.DateTimeField, _lazy("看不懂这个时间，可写 2026-03-01 09:00。")),
    (forms.DateField, _lazy("看不懂这个日期，可写 2026-03-01。")),
    (forms.IntegerField, _lazy("这里要填数字。")),
)


def _plain(validator: Any) -> Any:  # noqa: ANN401 - any callable is a validator
    message = _BOUNDS.get(type(validator))
    return type(validator)(validator.limit_value, message=message) if message else validator


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is written is what one sees: a check of each field that people write into."""

    is_name: bool

    def __call__(self, text: Any) -> None:  # noqa: ANN401 - whatever the field makes of it
        """Refuse what does not show, and of a name what looks like another one."""
        fault = unseen.fault_in(str(text), is_name=self.is_name)
        if fault:
            raise ValidationError(fault, code="unseen")


def _with_seen(field: forms.Field) -> list[Any]:
    """The checks of a field with ours; Django's own of nulls would say the same once more."""
    theirs = (_Seen, ProhibitNullCharactersValidator)
    others = [one for one in field.validators if not isinstance(one, theirs)]
    return [_Seen(not isinstance(field.widget, forms.Textarea)), *others]


def _is_written(field: forms.Field) -> bool:
    """Passwords are nobody's to read."""
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)


def _plainly(field: forms.Field) -> dict[str, Any]:
    said = {
        "required": _lazy("这里要填。"),
        "invalid_choice": _lazy("没有这个选项，请从列出的选。"),
    }
    for kind, message in _UNREADABLE:
        if isinstance(field, kind):
            return {**said, "invalid": message}
    return said


class Offering(forms.TextInput):
    """A line that offers words while one types, each with what it is of: the browser searches."""

    offered: Iterable[tuple[str, str]] = ()

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - Django's own
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ANN401 - Django's own
    ) -> SafeString:
        """The line and its words."""
        listed = f"{(attrs or {}).get('id') or name}-offered"
        line = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        words = format_html_join("", '<option value="{}">{}</option>', self.offered)
        return line + format_html('<datalist id="{}">{}</datalist>', listed, words)


class FieldShown(BoundField):
    """A field on its page. The first one that is wrong has the cursor when the page comes back."""

    form: Form

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Of several buttons none is the field: a group is left alone."""
        found: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if self.name == self.form.first_wrong and not self.use_fieldset:
            found["autofocus"] = True
        return found


class Form(forms.Form):
    """Every field has a label and a one-line meaning (`help_text`), which a test walks.

    A field may carry more: `example` (what would be right, shown with an error), `source` and
    `source_href` (why it is locked): set them with `describe`.
    """

    required_css_class = "kj-owed"
    use_required_attribute = False
    label_suffix = ""
    bound_field_class = FieldShown

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = _("请选择") if field.required else _("不选")

    def full_clean(self) -> None:
        """Speak plainly of every field, also of those that a form makes as it begins."""
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **_plainly(field)}
            field.validators = [_plain(one) for one in field.validators]
            if _is_written(field):
                field.validators = _with_seen(field)
        super().full_clean()

    @property
    def first_wrong(self) -> str:
        """The first field that is seen and needs another look."""
        if not self.is_bound:
            return ""
        seen = (name for name, field in self.fields.items() if not field.widget.is_hidden)
        return next((name for name in seen if name in self.errors), "")

    @property
    def is_kept(self) -> bool:
        """Whether what is typed is kept until it is sent: where somebody writes at length."""
        return any(isinstance(one.widget, forms.Textarea) for one in self.fields.values())

    @property
    def counted_errors(self) -> str:
        """How many fields need another look."""
        count = len(self.errors)
        return ngettext("有 %(count)d 处要改。", "有 %(count)d 处要改。", count) % {"count": count}

    @property
    def what_is_safe(self) -> str:
        """What the reader need not fear."""
        return _("您填的内容都还在本页，改好后再交。")

    def describe(self, name: str, **more: str) -> None:
        """Give a field an `example`, a `source`, a `source_href`."""
        for key, text in more.items():
            setattr(self.fields[name], key, text)

    def lock(self, name: str, *, source: str, href: str = "") -> None:
        """A field that shows what is settled elsewhere."""
        self.fields[name].disabled = True
        self.describe(name, source=source, source_href=href)

    def refuse(self, refused: Refused) -> None:
        """Show a refusal where it belongs: at its field, else above the form."""
        where = refused.field if refused.field in self.fields else None
        self.add_error(where, str(refused))


class VersionedForm(Form):
    """For what several people may edit: carries the version that was read.

    The action compares it with what is stored and refuses with `changed_meanwhile`.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def changed_meanwhile(*, by: str = "", at: str = "") -> Refused:
    """The refusal of the second of two officers who edit one thing; nothing of theirs is lost."""
    who = _("已由 %(by)s 于 %(at)s 改过") % {"by": by, "at": at} if by else _("已被别人改过")
    return Refused(
        "changed_meanwhile",
        reason=_("您打开之后，本页%(who)s") % {"who": who},
        remedy=_("您填的内容还在下面，请对照新内容后再交。"),
    )
