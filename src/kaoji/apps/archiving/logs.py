"""What the log says of a cycle: who did what and when, up to the confirmation of its archive.

Looking at things is left out, and so is who cast a ballot: an archive outlives the secrecy of few.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import table
from kaoji.apps.appraisals.belonging import lookup, ways_to_cycles
from kaoji.apps.archiving.models import Archive
from kaoji.apps.audit.acts import act_of
from kaoji.apps.audit.models import Entry, Result

#: So many keys are asked for at once.
_AT_ONCE = 400
_SECRET_ROOM = "ratings"  # noqa: S105 - a room, no password
_SECRET_ACTS = frozenset({"ratings.cast", "ratings.read_sheet", "ratings.read_again"})


def log_of(archive: Archive) -> bytes:
    """The entries as a table, oldest first."""
    heads = (
        _("序号"), _("时间"), _("办理人"), _("做了什么"), _("对象"), _("理由"), _("校验值"),
    )  # fmt: skip
    entries = sorted(_entries(archive), key=lambda one: one.number)
    rows = [
        (one.number, one.at.isoformat(), one.actor_name, act_of(one.act).verb, one.object_name,
         one.reason, one.digest)
        for one in entries
        if one.act not in _SECRET_ACTS and not act_of(one.act).is_reading
    ]  # fmt: skip
    return table(heads, rows=rows)


def _entries(archive: Archive) -> Iterator[Entry]:
    for model, way in ways_to_cycles().items():
        meta = model._meta
        if meta.app_label == _SECRET_ROOM and meta.model_name != "rating":
            continue
        rows = model._base_manager.filter(**{lookup(way): archive.cycle_id})
        keys = [str(one) for one in rows.order_by("pk").values_list("pk", flat=True)]
        for first in range(0, len(keys), _AT_ONCE):
            yield from Entry.objects.filter(
                organisation_key=archive.organisation_id,
                object_kind=meta.label_lower,
                object_key__in=keys[first : first + _AT_ONCE],
                result=Result.DONE,
                number__lte=archive.last_entry or 0,
            ).defer("before", "after")
