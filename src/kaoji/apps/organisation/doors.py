"""How this room shows itself: its doors in the rail, its words on the help page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kaoji.apps.organisation import forms, listings
from kaoji.apps.organisation import permissions as rights
from kaoji.web.access import Right
from kaoji.web.forms import Form
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door

_LISTS = (
    (listings.UNITS, rights.SEE_UNITS),
    (listings.GROUPS, rights.SEE_UNITS),
    (listings.PEOPLE, rights.SEE_UNITS),
    (listings.LOCAL_DAYS, rights.SEE_CALENDAR),
)
_FORMS: tuple[tuple[type[Form], Any, Right], ...] = (
    (forms.NewUnitForm, _("设立、变更机构"), rights.EDIT_UNITS),
    (forms.MoveForm, _("调整隶属"), rights.EDIT_UNITS),
    (forms.CloseUnitForm, _("撤销机构"), rights.EDIT_UNITS),
    (forms.MergeForm, _("合并机构"), rights.EDIT_UNITS),
    (forms.SplitForm, _("分设机构"), rights.EDIT_UNITS),
    (forms.DutiesForm, _("三定职责"), rights.EDIT_UNITS),
    (forms.GroupForm, _("考核组别"), rights.EDIT_UNITS),
    (forms.PostForm, _("设立岗位"), rights.EDIT_POSTS),
    (forms.AppointForm, _("任用"), rights.GIVE_POSTS),
    (forms.BorrowForm, _("借用"), rights.EDIT_POSTS),
    (forms.TransferForm, _("调动"), rights.EDIT_POSTS),
    (forms.LeaveForm, _("离任"), rights.GIVE_POSTS),
    (forms.HandOverForm, _("交接"), rights.EDIT_POSTS),
    (forms.DelegateForm, _("委托代办"), rights.DELEGATE),
    (forms.AbsenceForm, _("离岗"), rights.NOTE_ABSENCE),
    (forms.LocalDayForm, _("本地工作日"), rights.EDIT_CALENDAR),
    (forms.DueForm, _("推算到期日"), rights.SEE_CALENDAR),
    (forms.OfficeForm, _("设立绩效办"), rights.APPOINT_OFFICE),
)


def open_doors() -> None:
    """Called once, when the application is ready."""
    for name, word, icon, right, order in (
        ("tree", gettext("机构"), "sitemap", rights.SEE_UNITS, 70),
        ("calendar", gettext("日历"), "calendar", rights.SEE_CALENDAR, 75),
        ("office", gettext("绩效办"), "building", rights.APPOINT_OFFICE, 70),
    ):
        open_door(Door(f"organisation:{name}", word, icon, right, order=order))
    for listing, right in _LISTS:
        explain(
            f"organisation-{listing.key}", title=listing.title, words=listing.words, right=right
        )
    for form, title, right in _FORMS:
        explain(
            f"organisation-{form.__name__.lower()}", title=title, words=words_of(form), right=right
        )
