"""Tickets, and what is kept with them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.models import FormDraft
from kaoji.web.refusals import Refused

#: How long what was not sent is kept.
KEPT_FOR = timedelta(days=14)
#: The name under which a form sends its ticket.
FIELD = "kaoji_draft"
#: Letters in all fields of one draft: more than any form of ours takes.
MOST_LETTERS = 200_000
#: What was not sent and lies for one page: whoever has more of it begins anew without one.
MOST_SITTINGS = 20
#: What one person has not sent, on all pages together: the oldest make room for what is typed now.
MOST_DRAFTS, MOST_IN_ALL = 100, 2_000_000
_SALT = "kaoji.web.drafts"
Answer = Callable[[HttpRequest], HttpResponse]
Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form may keep: the page, the sitting, the fields (`c-*`: all that begin so).

    `known`: what the page was made from, as a version; it is kept with what was typed.
    """

    path: str
    sitting: str
    names: tuple[str, ...]
    known: Fields

    @property
    def signed(self) -> str:
        """As it stands in the page."""
        told = [self.path, self.sitting, list(self.names), self.known]
        return signing.dumps(told, salt=_SALT, compress=True)

    def takes(self, name: str) -> bool:
        """Whether a field is one of its own."""
        begins = tuple(one.removesuffix("*") for one in self.names if one.endswith("*"))
        return name in self.names or (bool(begins) and name.startswith(begins))


def ticket_from(text: str) -> Ticket | None:
    """The ticket that a page was given; nothing where it is none of ours."""
    try:
        path, sitting, names, known = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    return Ticket(path, sitting, tuple(names), known)


def new_sitting() -> str:
    """A name for one opening of a page."""
    return secrets.token_urlsafe(12)


def drafts_of(actor: Actor, *, path: str) -> QuerySet[FormDraft]:
    """What somebody has not sent from a page, the newest first."""
    since = clock.now() - KEPT_FOR
    return FormDraft.objects.filter(**_whose(actor), path=path, at__gte=since, is_sent=False)


def keep(*, by: Actor, ticket: Ticket, typed: Mapping[str, list[str]]) -> None:
    """Keep what was typed: fields that were touched before stay, those of now are as they are."""
    mine = {name: list(texts) for name, texts in typed.items() if ticket.takes(name)}
    with transaction.atomic():
        rows = FormDraft.objects.select_for_update().filter(**_whose(by), path=ticket.path)
        row = rows.filter(sitting=ticket.sitting).first()
        if row is not None and row.is_sent:
            return
        if row is None and rows.filter(is_sent=False).count() >= MOST_SITTINGS:
            raise Refused("too-many", reason=_("没有存草稿：这一页已有 20 份没交的内容"))
        fields = {**ticket.known, **(row.fields if row is not None else {}), **mine}
        letters = sum(len(text) for texts in fields.values() for text in texts)
        if letters > MOST_LETTERS:
            raise Refused("too-much", reason=_("没有存草稿：内容太长"))
        _write(by, ticket=ticket, fields=fields, letters=letters, at=clock.now())
        _make_room(by)


def _make_room(by: Actor) -> None:
    """Let the oldest go of what somebody has not sent, so that the rest is within bounds."""
    own = FormDraft.objects.filter(**_whose(by), is_sent=False).order_by("-at", "-pk")
    letters, gone = 0, []
    for count, (key, size) in enumerate(own.values_list("pk", "letters"), start=1):
        letters += size
        if count > MOST_DRAFTS or letters > MOST_IN_ALL:
            gone.append(key)
    if gone:
        FormDraft.objects.filter(pk__in=gone).delete()


def _write(by: Actor, *, ticket: Ticket, **told: Any) -> None:  # noqa: ANN401 - of a row
    one = {**_whose(by), "path": ticket.path, "sitting": ticket.sitting}
    FormDraft.objects.update_or_create(**one, defaults=told)


def close(*, by: Actor, ticket: Ticket) -> None:
    """The form was sent: its draft is over, and none that comes late begins again."""
    _write(by, ticket=ticket, fields={}, letters=0, is_sent=True, at=clock.now())


def discard(*, by: Actor, key: int) -> str:
    """Throw away what was not sent; the page that it was for."""
    row = FormDraft.objects.filter(**_whose(by), pk=key, is_sent=False).first()
    if row is None:
        return ""
    row.delete()
    return row.path


def forget_old() -> int:
    """Drop what nobody has sent for too long."""
    count, _kinds = FormDraft.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()
    return count


def settled(answer: Answer) -> Answer:
    """What was sent and taken is no draft any more: the answer leads on to another page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        actor: Any = getattr(request, "actor", None)
        if response.status_code in (302, 303) and actor is not None and actor.username:
            ticket = ticket_from(request.POST.get(FIELD, "")) if _has_one(request) else None
            if ticket is not None and ticket.path == request.path:
                close(by=actor, ticket=ticket)
        return response

    return middleware


def _has_one(request: HttpRequest) -> bool:
    """Whether a form was sent with a ticket, to the page that it was given for."""
    return request.method == "POST" and FIELD in request.POST


def _whose(actor: Actor) -> dict[str, Any]:
    return {"organisation_key": actor.organisation_key or 0, "username": actor.username}
