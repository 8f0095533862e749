"""What the acts on an item have in common: locked, in the state that the page showed, told."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import name_of
from kaoji.apps.appraisals.permissions import check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.acts import Act
from kaoji.apps.improvement.enums import ItemState, Said
from kaoji.apps.improvement.models import Item, Word
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


def locked(by: Actor, *, item: Item, version: int, states: Collection[ItemState]) -> Item:
    """The item as it is now, in one of some states; whoever looked at an older one is told."""
    check_own(by, item)
    found: Item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if found.state not in states:
        raise Refused(
            "item-not-in-this-state",
            reason=_("这一项现在是“{state}”").format(state=found.get_state_display()),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
    if found.version != version:
        raise changed_meanwhile()
    return found


def moved(
    by: Actor,
    *,
    item: Item,
    act: Act,
    said: Said,
    text: str = "",
    evidence: str = "",
    **changes: Any,  # noqa: ANN401 - fields of an item
) -> Item:
    """Write what has changed, the word that was said, and the entry of the log."""
    before = {name: str(getattr(item, name) or "") for name in changes}
    for name, value in changes.items():
        setattr(item, name, value)
    item.version += 1
    item.save(update_fields=(*changes, "version"))
    Word.objects.create(
        organisation_id=item.organisation_id, item=item, said=said, text=text, evidence=evidence,
        by_name=name_of(by), at=clock.now(),
    )  # fmt: skip
    after = {name: str(getattr(item, name) or "") for name in changes}
    record(act, by=by, of=item, before=before, after=after, reason=text)
    return item
