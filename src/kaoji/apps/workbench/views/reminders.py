"""How I am reminded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.workbench import actions, queries
from kaoji.apps.workbench.forms import ReminderForm
from kaoji.apps.workbench.permissions import SET_REMINDER
from kaoji.web.access import actor_behind, allows
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused

SHOWN = 10
_FIELDS = ("by_mail", "messenger", "address", "at", "on_rest_days", "at_night")


@allows(get=SET_REMINDER, post=SET_REMINDER)
def reminders(request: HttpRequest) -> HttpResponse:
    """The settings, and what became of the last reminders."""
    actor = actor_behind(request)
    kept = queries.reminder_of(actor)
    initial = {name: getattr(kept, name) for name in (*_FIELDS, "version")}
    form = ReminderForm(request.POST or None, initial=initial)
    if form.is_valid():
        wish = actions.Wish(**{name: form.cleaned_data[name] for name in _FIELDS})
        try:
            actions.set_reminder(by=actor, wish=wish, version=form.cleaned_data["version"] or 0)
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            tell(request, Notice(_("提醒设置已存。")))
            return redirect("workbench:reminders")
    shown = {"form": form, "letters": queries.letters_of(actor, most=SHOWN)}
    return render(request, "workbench/reminders.html", shown, status=422 if form.errors else 200)
