"""What pages of this room read: all for the office and the leaders, its own for a unit. What a unit
has typed and not sent is nobody else's yet.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from kaoji.apps.annexes.approving import may_approve
from kaoji.apps.annexes.enums import TO_DECIDE
from kaoji.apps.annexes.models import Annex, Edition, Item, Table
from kaoji.apps.appraisals.permissions import APPRAISED, SECONDS
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.organisation.models import Holding, Post
from kaoji.apps.organisation.queries.found import standing
from kaoji.web import clock
from kaoji.web.actor import Actor


def annexes_visible_to(actor: Actor) -> QuerySet[Annex]:
    """All for insiders; for a unit those in which it has a table."""
    found: QuerySet[Annex] = Annex.objects.of(actor).select_related("cycle", "scheme")
    if is_insider(actor):
        return found
    own = Table.objects.of(actor).filter(unit__in=actor.units_with(APPRAISED))
    return found.filter(pk__in=own.values("annex"))


def annex_keyed(actor: Actor, *, key: int) -> Annex:
    """One annex, or the same nothing for what is not there and what is not theirs."""
    found = annexes_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def tables_visible_to(actor: Actor) -> QuerySet[Table]:
    """All for insiders; for a unit its own."""
    found: QuerySet[Table] = Table.objects.of(actor).select_related("annex__cycle", "annex__scheme")
    return found if is_insider(actor) else found.filter(unit__in=actor.units_with(APPRAISED))


def table_keyed(actor: Actor, *, key: int) -> Table:
    """One table of those."""
    found = tables_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def own_table(actor: Actor, *, key: int) -> Table:
    """The table of one's own unit."""
    found = table_keyed(actor, key=key)
    if not is_own(actor, table=found):
        raise Http404
    return found


def is_own(actor: Actor, *, table: Table) -> bool:
    """Whether somebody fills it in."""
    return table.unit_id in actor.units_with(APPRAISED)


def editions_for(actor: Actor, *, table: Table) -> list[Edition]:
    """The editions that somebody sees, the newest last: a draft only its unit does, and from the
    moment at which it is sent also who decides on it, and the office.
    """
    found = list(table.editions.prefetch_related("items"))
    if is_own(actor, table=table):
        return found
    is_open = table.state in TO_DECIDE and (is_insider(actor) or may_approve(actor, table=table))
    return [one for one in found if one.approved_at is not None or (is_open and _is_sent(one))]


def _is_sent(edition: Edition) -> bool:
    return edition.sent_at is not None and not edition.is_dropped


def edition_before(table: Table) -> Edition | None:
    """What was in force for the same unit and key in the last cycle before this one."""
    annex = table.annex
    found: Edition | None = (
        Edition.objects.filter(
            organisation=table.organisation_id,
            is_in_force=True,
            table__unit=table.unit_id,
            table__annex__key=annex.key,
            table__annex__period__lt=annex.period,
        )
        .select_related("table__annex__cycle")
        .order_by("-table__annex__period", "-pk")
        .first()
    )
    return found


def items_in_force(actor: Actor) -> QuerySet[Item]:
    """Approved items of the tables that somebody sees."""
    found: QuerySet[Item] = Item.objects.of(actor).filter(edition__is_in_force=True)
    if not is_insider(actor):
        found = found.filter(edition__table__unit__in=actor.units_with(APPRAISED))
    return found.select_related("edition__table__annex__cycle")


def posts_that_may_approve(actor: Actor) -> list[tuple[int, str]]:
    """The posts of leaders today, each with its unit's code and whoever holds it."""
    today = clock.today()
    posts = Post.objects.of(actor).filter(standing(today), role__in=[one.value for one in SECONDS])
    holders: dict[int, list[str]] = {}
    held = Holding.objects.of(actor).filter(standing(today), post__in=posts).select_related("user")
    for one in held.order_by("pk"):
        holders.setdefault(one.post_id, []).append(one.user.name)
    return [
        (one.pk, " ".join([one.name, *holders.get(one.pk, ())])[:200])
        for one in posts.order_by("unit__code", "name")
    ]
