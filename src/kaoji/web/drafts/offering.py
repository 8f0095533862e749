"""What a page offers of what was not sent, and how it comes back into the fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from kaoji.web.drafts.keeping import FIELD, Fields, Ticket, drafts_of, new_sitting, ticket_from
from kaoji.web.models import FormDraft

#: The address of a page with what was not sent: `?resume=<sitting>`.
RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form shows of drafts: its ticket, what may be resumed, what has been."""

    ticket: Ticket
    others: tuple[FormDraft, ...] = ()
    resumed: FormDraft | None = None

    @property
    def fields(self) -> Fields:
        """What was typed, where it has been resumed."""
        return self.resumed.fields if self.resumed is not None else {}

    @property
    def latest(self) -> dict[str, str]:
        """The same, of each field its one text."""
        return {name: texts[-1] for name, texts in self.fields.items() if texts}


def offer_of(request: HttpRequest, *, names: Iterable[str], known: Fields | None = None) -> Offer:
    """What was not sent from this page; asked for by name, it is resumed.

    A page that comes back with faults goes on with the sitting that it was sent from.
    """
    path, actor = request.path, request.actor  # type: ignore[attr-defined]
    sent = ticket_from(request.POST.get(FIELD, "")) if request.method == "POST" else None
    sitting = sent.sitting if sent is not None and sent.path == path else new_sitting()
    if request.method == "POST":
        return Offer(Ticket(path, sitting, tuple(names), known or {}))
    kept = tuple(drafts_of(actor, path=path))
    wanted = request.GET.get(RESUME, "")
    resumed = next((one for one in kept if one.sitting == wanted), None)
    return Offer(
        Ticket(path, resumed.sitting if resumed else sitting, tuple(names), known or {}),
        others=tuple(one for one in kept if one is not resumed),
        resumed=resumed,
    )


def names_of(form: forms.Form) -> tuple[str, ...]:
    """The fields of a form that may be kept: no passwords, no codes, no files."""
    return tuple(
        form.add_prefix(name)
        for name, field in form.fields.items()
        if not field.disabled and not field.widget.is_hidden and not is_secret(field)
    )


def is_secret(field: forms.Field) -> bool:
    """What is never kept: passwords, one-time codes, files, and what says so of itself."""
    filled = str(field.widget.attrs.get("autocomplete", ""))
    return (
        isinstance(field, forms.FileField)
        or isinstance(field.widget, (forms.PasswordInput, forms.FileInput))
        or "password" in filled
        or filled == "one-time-code"
        or getattr(field, "is_secret", False)
    )


def known_of(form: forms.Form) -> Fields:
    """What a form was made from: its hidden fields, as the version that was read."""
    found = {}
    for name, field in form.fields.items():
        value = form[name].value() if form.is_bound else form.get_initial_for_field(field, name)
        if field.widget.is_hidden and value is not None:
            found[form.add_prefix(name)] = [str(value)]
    return found


def lay_into(form: forms.Form, *, fields: Fields) -> None:
    """Show in a form what was typed: as if it were what the form begins with."""
    data = QueryDict(mutable=True)
    for name, texts in fields.items():
        data.setlist(name, texts)
    for name, field in form.fields.items():
        told: Any = form.add_prefix(name)
        if told in fields and not field.disabled and not is_secret(field):
            form.initial[name] = field.widget.value_from_datadict(data, {}, told)
