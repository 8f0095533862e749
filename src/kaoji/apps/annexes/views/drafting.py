"""The unit writes its table: rows added, moved, taken away, without a script too; a workbook; a
copy of last year's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.annexes import actions, forms, queries
from kaoji.apps.annexes.actions.common import draft_of, rows_of
from kaoji.apps.annexes.books import importer_of
from kaoji.apps.annexes.enums import WRITABLE
from kaoji.apps.annexes.limits import Row, columns_of, read_table
from kaoji.apps.annexes.models import MOST_ITEMS, Table
from kaoji.apps.annexes.permissions import FILL
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.web.access import actor_behind, allows
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused
from kaoji.web.workbooks import importing


@allows(get=FILL, post=FILL)
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """The rows of the table as one form."""
    found = queries.own_table(actor_behind(request), key=key)
    if found.state not in WRITABLE:
        tell(request, Notice(_("现在不能改："), found.get_state_display()))
        return redirect("annexes:table", key=key)
    if request.method != "POST":
        rows = list(rows_of(draft_of(found))) or [Row()] * found.annex.least
        return _page(request, table=found, rows=rows)
    rows = forms.typed_rows(request.POST, annex=found.annex)
    if request.POST.get("do", "save") == "save":
        return _saved(request, table=found, rows=rows)
    seen = request.POST.get("version", "")
    return _page(request, table=found, rows=_moved(rows, do=request.POST["do"]), version=seen)


def _moved(rows: list[Row], *, do: str) -> list[Row]:
    """The rows after a button: one more, one less, one further up or down; or only looked at."""
    act, _sign, told = do.partition("-")
    at = int(told) - 1 if told.isascii() and told.isdigit() and len(told) < 4 else -1
    if act == "add" and len(rows) < MOST_ITEMS:
        return [*rows, Row()]
    if not 0 <= at < len(rows):
        return rows
    row = rows.pop(at)
    if act == "remove":
        return rows
    rows.insert({"up": max(at - 1, 0), "down": at + 1}.get(act, at), row)
    return rows


def _saved(request: HttpRequest, *, table: Table, rows: list[Row]) -> HttpResponse:
    form = forms.TableForm(request.POST, annex=table.annex, count=len(rows))
    if not form.is_valid():
        return _page(request, table=table, rows=rows, form=form)
    try:
        actions.save(
            by=actor_behind(request), table=table, rows=rows,
            version=form.cleaned_data["version"] or 0,
        )  # fmt: skip
    except Refused as refused:
        remember_refusal(request, fault=refused)
        if refused.code == "changed_meanwhile":
            return _late(request, table=table, rows=rows, refused=refused)
        form.refuse(refused)
        return _page(request, table=table, rows=rows, form=form)
    tell(request, Notice(_("草稿已保存"), _("，报送以前别人看不到。")))
    return redirect("annexes:table", key=table.pk)


def _late(request: HttpRequest, *, table: Table, rows: list[Row], refused: Refused) -> HttpResponse:
    """Somebody of the unit was quicker: both are shown, and saving again replaces what stands."""
    now = Table.objects.select_related("annex__cycle").get(pk=table.pk)
    return _page(request, table=now, rows=rows, refused=str(refused), stands=rows_of(draft_of(now)))


def _page(
    request: HttpRequest,
    *,
    table: Table,
    rows: Sequence[Row],
    form: forms.TableForm | None = None,
    version: str = "",
    **more: Any,  # noqa: ANN401 - what the page says beside its form
) -> HttpResponse:
    annex = table.annex
    seen = int(version) if version.isascii() and version.isdigit() else table.version
    stands = more.pop("stands", ())
    told = {"version": seen, "rows": len(rows)} | forms.fields_of(rows, annex=annex)
    shown = {
        "table": table,
        "annex": annex,
        "cycle": annex.cycle,
        "form": form or forms.TableForm(initial=told, annex=annex, count=len(rows)),
        "limits": read_table(annex, rows).limits,
        "may_add": len(rows) < MOST_ITEMS,
        "most": MOST_ITEMS,
        "stands": [[one.text(column.name) for column in columns_of(annex)] for one in stands],
        **more,
    }
    return render(request, "annexes/edit.html", shown)


@allows(post=FILL)
def copy(request: HttpRequest, key: int) -> HttpResponse:
    """Begin with last year's."""
    actor = actor_behind(request)
    found = queries.own_table(actor, key=key)
    told = request.POST.get("version", "")
    version = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
    before = queries.edition_before(found)
    actions.copy_last(by=actor, table=found, version=version)
    said = _("已照抄，请逐项核对目标和分值。")
    if before is not None:
        left = _left_out(found, rows=rows_of(before))
        if left:
            said = _("已照抄；今年的表没有这些列，没有抄：{names}。").format(names="、".join(left))
    tell(request, Notice(said))
    return redirect("annexes:edit", key=key)


def _left_out(table: Table, *, rows: Sequence[Row]) -> list[str]:
    """Columns of last year that this year's table does not have."""
    known = {one.name for one in columns_of(table.annex)}
    return sorted({name for row in rows for name in row.cells} - known)


@allows(get=FILL, post=FILL)
def workbook(request: HttpRequest, key: int) -> HttpResponse:
    """The table as a workbook, both ways."""
    found = queries.own_table(actor_behind(request), key=key)
    return importing.answer(request, importer=importer_of(found))
