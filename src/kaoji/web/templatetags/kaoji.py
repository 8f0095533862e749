"""Tags and filters that every template knows without loading them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kaoji.web.amounts import grouped
from kaoji.web.drafts.offering import known_of, lay_into, names_of, offer_of
from kaoji.web.geometry import Number, Scale, parts_of, share, spark
from kaoji.web.icons import path_of
from kaoji.web.lists.answer import Cell, Table
from kaoji.web.lists.markup import rows_of
from kaoji.web.verbs import are_many, verbs_in

register = template.Library()

_ICON = (
    '<svg class="kj-icon" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" '
    'focusable="false" {spoken}>{drawn}</svg>'
)

#: The four kinds of emptiness, and what each looks like.
EMPTY = {"nothing_due": "inbox", "not_found": "search", "not_begun": "file-text", "gone": "lock"}


@register.simple_tag
def icon(name: str, *, size: int = 18, says: str = "") -> SafeString:
    """An outline icon; one without a word beside it says its meaning."""
    spoken = f'role="img" aria-label="{escape(says)}"' if says else 'aria-hidden="true"'
    drawn = _ICON.format(size=size, spoken=spoken, drawn=path_of(name))
    return mark_safe(drawn)  # noqa: S308 - our own files; what is said has been escaped


@register.inclusion_tag("components/status.html")
def status(state: str, word: str) -> dict[str, Any]:
    """Shape, word, colour: well soon late going done idle missing partial sealed."""
    return {"state": state, "word": word}


@register.inclusion_tag("components/chip.html")
def chip(word: str, *, tone: str = "", without: str = "") -> dict[str, Any]:
    """A label. Tones: good open bad act none. `without`: the address that drops a filter."""
    return {"word": word, "tone": tone, "without": without}


@register.inclusion_tag("components/seal.html")
def seal(word: str, *, day: str = "", is_loose: bool = False) -> dict[str, Any]:
    """Official state; loose (dashed) while provisional."""
    return {"word": word, "day": day, "is_loose": is_loose}


@register.inclusion_tag("components/card.html")
def card(colour: str, *, is_proposed: bool = False) -> dict[str, Any]:
    """A yellow or red card: dashed and hatched while proposed."""
    return {"colour": colour, "is_proposed": is_proposed}


@register.inclusion_tag("components/button.html")
def button(
    word: str,
    *,
    href: str = "",
    kind: str = "",
    glyph: str = "",
    size: str = "",
    reason: str = "",
    name: str = "",
    value: str = "",
) -> dict[str, Any]:
    """A verb. Kinds: main object quiet; sizes: small public. A reason disables it and is said."""
    classes = "".join(f" kj-button-{one}" for one in (kind, size) if one)
    return {
        "word": word,
        "href": href,
        "classes": classes,
        "glyph": glyph,
        "reason": reason,
        "name": name,
        "value": value,
    }


@register.simple_tag(takes_context=True)
def list_rows(context: template.Context, table: Table) -> SafeString:
    """The rows of a list; a column's own template sees `cell`, its `row` and `value`, and what
    the page has.
    """
    engine: Any = context.template

    def shown(name: str, cell: Cell) -> str:
        own = owns.get(name) or owns.setdefault(name, engine.engine.get_template(name))
        with context.push(cell=cell, row=cell.row, value=cell.value):
            return str(own.render(context))

    owns: dict[str, Any] = {}
    return rows_of(table, shown=shown)


@register.simple_block_tag
def verbs(content: str) -> SafeString:
    """Around the actions of a page: many of them wait on a phone behind 更多操作."""
    found = verbs_in(content)
    shown = {"verbs": [(mark_safe(one.markup), one.is_main) for one in found],  # noqa: S308 - a page's
             "are_many": are_many(found)}  # fmt: skip
    return mark_safe(render_to_string("components/verbs.html", shown))  # noqa: S308 - escaped


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A field of a form: label, meaning, input, what is wrong with it."""
    widget = bound.field.widget
    return {
        "field": bound,
        "is_tick": isinstance(widget, CheckboxInput),
        "is_group": isinstance(widget, (RadioSelect, CheckboxSelectMultiple)),
    }


@register.inclusion_tag("components/drafts.html", takes_context=True)
def drafts(context: template.Context, form: Any) -> dict[str, Any]:  # noqa: ANN401 - or none
    """What a long form offers of what was not sent; resumed, it is in the fields that follow."""
    request: Any = context.get("request")
    actor = getattr(request, "actor", None)
    if actor is None or not actor.username or not getattr(form, "is_kept", False):
        return {}
    offer = offer_of(request, names=names_of(form), known=known_of(form))
    if not form.is_bound:
        lay_into(form, fields=offer.fields)
    return {"offer": offer}


@register.inclusion_tag("components/empty.html")
def empty(
    kind: str, fact: str, *, then: str = "", href: str = "", verb: str = ""
) -> dict[str, Any]:
    """Nothing here, and what comes next: nothing_due not_found not_begun gone."""
    return {"glyph": EMPTY[kind], "fact": fact, "then": then, "href": href, "verb": verb}


@register.inclusion_tag("components/interval.html")
def interval(
    low: Number,
    high: Number,
    *,
    scale: Scale,
    says: str,
    cut: Number | None = None,
    mean: Number | None = None,
    zone: tuple[Number, Number] | None = None,
    ticks: tuple[Number, ...] = (),
) -> dict[str, Any]:
    """Where a score lies on an axis: a dot when settled, else a hatched box from low to high."""
    return {
        "low": scale.at(low),
        "high": scale.at(high),
        "width": scale.width(low, to=high),
        "is_settled": low == high,
        "says": says,
        "cut": scale.at(cut) if cut is not None else "",
        "mean": scale.at(mean) if mean is not None else "",
        "zone": {"left": scale.at(zone[0]), "width": scale.width(zone[0], to=zone[1])}
        if zone
        else None,
        "ticks": tuple(scale.at(tick) for tick in ticks),
    }


@register.inclusion_tag("components/lost.html")
def lost(points: Number, *, of: Number, is_part: bool = False) -> dict[str, Any]:
    """Points lost, on the one scale of the page; nothing where nothing is lost."""
    return {"width": share(points, of=of) if points > 0 else "", "is_part": is_part}


@register.inclusion_tag("components/spark.html")
def sparkline(values: Sequence[Number], *, says: str) -> dict[str, Any]:
    """The last periods as a line, at most twelve; its table is one click away."""
    points = spark(tuple(values)[-12:])
    return {"points": points, "end": points[-1], "says": says}


@register.inclusion_tag("components/shares.html")
def shares(counts: Iterable[tuple[str, int, str]]) -> dict[str, Any]:
    """A bar divided into counted parts."""
    return {"parts": parts_of(counts)}


@register.filter
def amount(value: object) -> str:
    """An amount with its thousands in threes; what is no number as it stands."""
    return "" if value is None else grouped(str(value))


@register.filter
def at(items: Sequence[Any], place: int) -> Any:  # noqa: ANN401 - whatever is in them
    """The item at a place."""
    return items[place]
