"""Writing the log: in the transaction of the act itself, so that there is no act without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from kaoji.apps.audit.acts import Act
from kaoji.apps.audit.chain import canonical, digest_of, without_separator
from kaoji.apps.audit.models import Entry, Head, Result
from kaoji.web import clock
from kaoji.web.actor import Actor


def record(
    act: Act,
    *,
    by: Actor,
    of: models.Model | None = None,
    named: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    result: Result = Result.DONE,
    reason: str = "",
    organisation_key: int | None = None,
) -> Entry:
    """Write that somebody did something to an object. Must stand in the act's own transaction.

    `named`: what the log calls the object, where its own name does not do. Raises whatever the
    database raises: then the act is rolled back too.
    """
    with transaction.atomic():
        head, _is_new = Head.objects.select_for_update().get_or_create(pk=1)
        entry = Entry(
            number=head.number + 1,
            at=clock.now(),
            organisation_key=by.organisation_key if organisation_key is None else organisation_key,
            actor_username=without_separator(by.username)[:150],
            actor_name=without_separator(_shown(by))[:300],
            address=without_separator(by.address)[:64],
            act=act.key,
            object_kind="" if of is None else of._meta.label_lower,
            object_key="" if of is None else str(of.pk),
            object_name=without_separator(named or ("" if of is None else str(of)))[:300],
            result=result,
            reason=without_separator(reason),
            before=canonical(before),
            after=canonical(after),
            previous=head.digest,
        )
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
        head.number, head.digest = entry.number, entry.digest
        head.save(update_fields=("number", "digest"))
    return entry


def _shown(actor: Actor) -> str:
    return f"{actor.shown}（代 {actor.stands_in_for}）" if actor.stands_in_for else actor.shown
