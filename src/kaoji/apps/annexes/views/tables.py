"""One table: what is in it, whether the limits are met, who says what of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.annexes import actions, forms, queries
from kaoji.apps.annexes.approving import may_approve
from kaoji.apps.annexes.comparing import differences
from kaoji.apps.annexes.enums import CHANGING, HOLDING, TO_DECIDE, WRITABLE, TableState
from kaoji.apps.annexes.limits import Row, columns_of, read_table
from kaoji.apps.annexes.models import Edition, Table
from kaoji.apps.annexes.permissions import APPROVE, FILL, SEE
from kaoji.apps.appraisals.views.doing import done
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor
from kaoji.web.notices import Notice, tell

#: Editions to hold against each other.
TWO = 2


@allows(get=SEE)
def table(request: HttpRequest, key: int) -> HttpResponse:
    """The table with whatever its reader may do now."""
    return _shown(request, table=queries.table_keyed(actor_behind(request), key=key))


def _shown(
    request: HttpRequest, *, table: Table, form: forms.DecideForm | None = None
) -> HttpResponse:
    actor = actor_behind(request)
    editions = queries.editions_for(actor, table=table)
    alive = [one for one in editions if not one.is_dropped]
    edition = alive[-1] if alive else None
    rows = _rows(edition)
    is_own = holds(request, FILL) and queries.is_own(actor, table=table)
    is_writable = table.state in WRITABLE
    limits = read_table(table.annex, rows).limits
    is_draft = edition is not None and edition.approved_at is None
    shown: dict[str, Any] = {
        **_around(table),
        "edition": edition,
        "editions": list(reversed(editions)),
        "rows": _cells(table, rows=rows),
        "limits": limits,
        "is_hidden": not is_own and edition is None and table.state != TableState.WAITING,
        "words": list(table.words.all()),
        "is_late": table.is_late(today=clock.today()),
        "can": {
            "write": is_own and is_writable,
            "send": is_own and is_writable and is_draft and all(one.is_met for one in limits),
            "copy": is_own and is_writable and not rows
            and queries.edition_before(table) is not None,
            "take_back": is_own and table.state in TO_DECIDE,
            "change": is_own and table.state == TableState.APPROVED,
            "drop": is_own and table.state in CHANGING,
            "compare": len(editions) >= TWO,
        },
        "decide": form or _deciding(request, table=table, edition=edition),
    }  # fmt: skip
    return render(request, "annexes/table.html", shown)


def _around(table: Table) -> dict[str, Any]:
    return {
        "table": table,
        "annex": table.annex,
        "cycle": table.annex.cycle,
        "holds": table.state in HOLDING,
        "heads": [one.name for one in columns_of(table.annex)],
    }


def _rows(edition: Edition | None) -> tuple[Row, ...]:
    return () if edition is None else tuple(map(Row.of, edition.items.all()))


def _cells(table: Table, *, rows: tuple[Row, ...]) -> list[list[tuple[str, str]]]:
    columns = columns_of(table.annex)
    return [[(one.name, row.text(one.name)) for one in columns] for row in rows]


def _deciding(
    request: HttpRequest, *, table: Table, edition: Edition | None
) -> forms.DecideForm | None:
    """The approver's form; whoever had a hand in the edition has none."""
    actor = actor_behind(request)
    if edition is None or table.state not in TO_DECIDE or not holds(request, APPROVE):
        return None
    if actor.person_key in edition.drafters or not may_approve(actor, table=table):
        return None
    return forms.DecideForm(initial={"version": table.version})


def _version(request: HttpRequest) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _at_once(
    request: HttpRequest, *, key: int, act: Callable[..., Table], said: str
) -> HttpResponse:
    """An act of a button."""
    actor = actor_behind(request)
    found = queries.own_table(actor, key=key)
    act(by=actor, table=found, version=_version(request))
    tell(request, Notice(said))
    return redirect("annexes:table", key=key)


@allows(post=FILL)
def send(request: HttpRequest, key: int) -> HttpResponse:
    """The unit sends its table."""
    return _at_once(request, key=key, act=actions.send, said=_("已报送，等审批"))


@allows(post=FILL)
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """The unit takes it back."""
    return _at_once(request, key=key, act=actions.take_back, said=_("已撤回，可以接着改"))


@allows(post=FILL)
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """The unit wants no change any more."""
    said = _("已放弃调整，原来批准的仍然有效")
    return _at_once(request, key=key, act=actions.drop_change, said=said)


@allows(post=APPROVE)
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """The approver says yes or gives it back."""
    actor = actor_behind(request)
    found = queries.table_keyed(actor, key=key)
    form = forms.DecideForm(request.POST)
    if done(
        request,
        form=form,
        doing=lambda: _decided(actor, table=found, form=form),
        said=_("已答复单位"),
    ):
        return redirect("annexes:table", key=key)
    return _shown(request, table=found, form=form)


def _decided(actor: Actor, *, table: Table, form: forms.DecideForm) -> Table:
    note, version = form.cleaned_data["note"] or "", form.cleaned_data["version"] or 0
    if form.cleaned_data["outcome"] == "yes":
        return actions.approve(by=actor, table=table, version=version, note=note)
    return actions.give_back(by=actor, table=table, version=version, reason=note)


@allows(get=FILL, post=FILL)
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Ask that what is approved be changed."""
    actor = actor_behind(request)
    found = queries.own_table(actor, key=key)
    form = forms.ChangeForm(request.POST or None, initial={"version": found.version})
    if done(
        request,
        form=form,
        doing=lambda: actions.ask_change(
            by=actor, table=found, reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"] or 0,
        ),
        said=_("可以改了：改好以后报送审批，批准以前原来的仍然有效"),
    ):  # fmt: skip
        return redirect("annexes:edit", key=key)
    shown = {**_around(found), "form": form, "title": _("请求调整个性指标"), "verb": _("去改")}
    return render(request, "annexes/form.html", shown)


@allows(get=SEE)
def compare(request: HttpRequest, key: int) -> HttpResponse:
    """Two editions held against each other: the last two, or those chosen."""
    actor = actor_behind(request)
    found = queries.table_keyed(actor, key=key)
    editions = queries.editions_for(actor, table=found)
    numbers = [one.number for one in editions]
    usual = {"before": str(numbers[-2]), "after": str(numbers[-1])} if len(numbers) >= TWO else {}
    form = forms.EditionsForm(request.GET if "before" in request.GET else usual, editions=editions)
    chosen: list[Edition] = []
    if form.is_valid():
        by_number = {str(one.number): one for one in editions}
        chosen = [by_number[form.cleaned_data[name]] for name in ("before", "after")]
    shown = {
        **_around(found),
        "form": form,
        "chosen": chosen,
        "has_two": len(editions) >= TWO,
        "differences": differences(found.annex, before=_rows(chosen[0]), after=_rows(chosen[1]))
        if chosen
        else (),
    }
    return render(request, "annexes/compare.html", shown)


@allows(get=SEE)
def sheet(request: HttpRequest, key: int) -> HttpResponse:
    """The table to be printed and signed: what holds, else what its reader sees last."""
    actor = actor_behind(request)
    found = queries.table_keyed(actor, key=key)
    editions = [one for one in queries.editions_for(actor, table=found) if not one.is_dropped]
    holding = [one for one in editions if one.is_in_force]
    edition = next(reversed(holding or editions), None)
    rows = _rows(edition)
    shown = {
        **_around(found),
        "edition": edition,
        "rows": _cells(found, rows=rows),
        "limits": read_table(found.annex, rows).limits,
        "today": clock.today(),
    }
    return render(request, "annexes/sheet.html", shown)
