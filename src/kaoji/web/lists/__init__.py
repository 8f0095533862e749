"""Declared lists: what is shown, searched, filtered, sorted, paged, exported and printed alike.

A room declares a `Listing` and answers a request with it:

    UNITS = Listing(
        key="units",
        title=_("单位"),
        columns=(
            Column("code", title=_("编码"), meaning=_("…"), sort="code", search="code"),
            Column("name", title=_("名称"), meaning=_("…"), link=unit_address, sort="name",
                   search="name"),
            Column("people", title=_("人数"), meaning=_("…"), kind=NUMBER),
            Column("state", title=_("状态"), meaning=_("…"), shown="organisation/_state.html"),
        ),
        filters=(Filter("kind", title=_("类别"), choices=KINDS, narrow=by_field("kind")),),
        empty=Empty("not_begun", fact=_("还没有单位"), then=_("…"), href="…", verb=_("新建单位")),
    )

    @allows(get=SEE_UNITS)
    def units(request):
        return lists.answer(request, listing=UNITS, rows=queries.units_of(request.actor))

`rows` is a queryset or a tuple of anything. The page is `list.html`; a room that adds actions or a
side column extends it and passes `template`.
"""

from kaoji.web.lists.answer import answer, table_of
from kaoji.web.lists.declare import (
    DATE,
    NUMBER,
    TEXT,
    Column,
    Empty,
    Filter,
    Listing,
    by_field,
    leads_to,
)

__all__ = [
    "DATE",
    "NUMBER",
    "TEXT",
    "Column",
    "Empty",
    "Filter",
    "Listing",
    "answer",
    "by_field",
    "leads_to",
    "table_of",
]
