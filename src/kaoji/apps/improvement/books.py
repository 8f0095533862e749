"""The items of a unit as a workbook, both ways: a liaison fills in the measures of all at once.
What comes back goes through the same acts as the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.improvement import actions
from kaoji.apps.improvement.actions.working import why_not_due
from kaoji.apps.improvement.enums import OWING, ItemState
from kaoji.apps.improvement.models import Item, Part
from kaoji.apps.improvement.queries import posts_for
from kaoji.web.actor import Actor
from kaoji.web.workbooks import CHOICE, DATE, Book, Change, Column
from kaoji.web.workbooks.declare import Values, as_text
from kaoji.web.workbooks.runs import Importer

#: What a unit may still fill in, or has filled in and may still take back.
_FILLABLE = (*OWING, ItemState.STATED)
_FILLED = ("measures", "responsible", "due_on")


def importer_of(actor: Actor, *, part: Part) -> Importer:
    """How the measures of one unit go out and come in."""
    posts = posts_for(actor, unit_key=part.unit_id)
    book = _book(part, posts=posts, why_not=lambda day: why_not_due(actor, day=day))

    def held(actor: Actor) -> Mapping[str, Values]:
        del actor  # the part has been found as theirs
        found = part.items.filter(state__in=_FILLABLE).order_by("number")
        return {book.key_of(values): values for values in map(_values, found)}

    def apply(actor: Actor, *, changes: Iterable[Change]) -> None:
        found = {str(one.number): one for one in part.items.filter(state__in=_FILLABLE)}
        for change in changes:
            _apply(actor, items=found, change=change, posts={name: key for key, name in posts})

    back = reverse("improvement:unit", args=(part.improvement_list.cycle.number, part.unit_id))
    return Importer(book, held=held, apply=apply, back=back)


def _book(part: Part, *, posts: list[tuple[int, str]], why_not: Callable[[date], str]) -> Book:
    cycle = part.improvement_list.cycle
    return Book(
        key=f"improvement-{cycle.number}-{part.unit_id}",
        title=_("改进措施表 {unit} {cycle}").format(unit=part.unit_name, cycle=cycle),
        note=_("一项一行，三格都填才算报。已经同意的措施不在表里。"),
        columns=(
            Column("number", _("编号"), _("事项编号，不要改"), is_required=True, is_locked=True),
            Column("name", _("事项"), _("只供核对"), is_locked=True, longest=300),
            Column("clause", _("依据"), _("只供核对"), is_locked=True),
            Column("lost", _("失分"), _("只供核对"), is_locked=True),
            Column("measures", _("措施"), _("打算怎么改，写具体")),
            Column(
                "responsible", _("责任人"), _("从列出的岗位里选"), kind=CHOICE,
                choices=tuple(dict.fromkeys([*(name for _key, name in posts), *_held_by(part)])),
            ),
            Column(
                "due_on", _("完成期限"), _("今天以后的一个工作日"), kind=DATE, check=why_not
            ),
        ),
        keys=("number",),
        named=("number", "name"),
        can_add=False,
        check_row=_unfinished,
    )  # fmt: skip


def _unfinished(values: Values) -> Iterable[tuple[str, str]]:
    """Of the three cells all are filled in, or none."""
    blank = [name for name in _FILLED if values.get(name) in (None, "")]
    if len(blank) in (0, len(_FILLED)):
        return []
    return [(blank[0], _("措施、责任人、完成期限三格都要填，或都留空"))]


def _held_by(part: Part) -> Iterable[str]:
    """Whom stated measures name: who held the post then may have left it."""
    named = part.items.filter(state__in=_FILLABLE).exclude(responsible="").order_by("number")
    return [str(one) for one in named.values_list("responsible", flat=True)]


def _values(item: Item) -> Values:
    return {
        "number": str(item.number),
        "name": item.name,
        "clause": item.clause or None,
        "lost": item.lost,
        # Of measures that were returned the unit sees the reason and states others.
        "measures": item.measures or None,
        "responsible": item.responsible or None,
        "due_on": item.due_on,
    }


def _apply(
    actor: Actor, *, items: Mapping[str, Item], change: Change, posts: Mapping[str, int]
) -> None:
    after = change.after or {}
    item = items[as_text(after.get("number"))]
    if item.state == ItemState.STATED:
        item = actions.take_back(by=actor, item=item, version=item.version)
    if not after.get("measures"):
        return
    due_on = after["due_on"]
    plan = actions.Plan(
        as_text(after["measures"]),
        posts.get(as_text(after["responsible"]), 0),
        due_on if isinstance(due_on, date) else date.min,
    )
    actions.state(by=actor, item=item, plan=plan, version=item.version)
