"""The form that all forms of the office are: every field has its meaning, errors say what helps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaoji.web.refusals import Refused


class Form(forms.Form):
    """Every field has a label and a one-line meaning (`help_text`), which a test walks.

    A field may carry more: `example` (what would be right, shown with an error), `source` and
    `source_href` (why it is locked): set them with `describe`.
    """

    required_css_class = "kj-owed"
    use_required_attribute = False
    label_suffix = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

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
