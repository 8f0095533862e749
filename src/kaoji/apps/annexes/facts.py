"""What this room brings to the facts table: items of approved tables, with who approved them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.annexes.limits import WEIGHT
from kaoji.apps.annexes.models import Item
from kaoji.apps.facts.brought import BroughtItem, bring_items
from kaoji.apps.facts.models import PinnedScheme
from kaoji.web.actor import Actor


def bring_annexes() -> None:
    """Called once, when the application is ready."""
    bring_items("annexes", told=approved)


def approved(actor: Actor, scheme: PinnedScheme, year: str) -> Iterator[BroughtItem]:
    """The items in force of the cycles of a scheme, for the periods of a year, exactly as they
    were approved. Columns that the scheme does not know stay here.
    """
    found = Item.objects.of(actor).filter(
        edition__is_in_force=True,
        edition__table__annex__cycle__scheme__scheme_key=scheme.scheme_key,
        edition__table__annex__period__startswith=year,
    )
    found = found.select_related("edition__table__annex")
    for one in found.order_by("edition__table__annex", "edition__table__order", "order"):
        table = one.edition.table
        annex, notes = table.annex, set(table.annex.notes)
        told = {WEIGHT: one.weight} | {
            name: str(text) for name, text in one.cells.items() if name not in notes
        }
        yield BroughtItem(
            table.unit_id, table.unit_name, annex.key, annex.period, one.name, told,
            _("个性指标表第 {number} 版（{by} 批准）").format(
                number=one.edition.number, by=one.edition.approved_name
            ),
        )  # fmt: skip
