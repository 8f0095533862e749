"""A unit's result in a run: how it came about, and the papers of it."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import papers, queries
from kaoji.apps.appraisals.audit_types import DOWNLOAD_PAPER
from kaoji.apps.appraisals.beside import beside
from kaoji.apps.appraisals.derivation import (
    Ledger,
    Peers,
    data_of,
    ledger_of,
    peers_of,
    reads,
    sentences_of,
)
from kaoji.apps.appraisals.fed import origins_of
from kaoji.apps.appraisals.models import Standing
from kaoji.apps.appraisals.permissions import SEE_CYCLES, SEE_RUNS
from kaoji.apps.appraisals.publishing_queries import may_object
from kaoji.apps.appraisals.views.files import HTML, XLSX, attachment
from kaoji.apps.audit.actions import record
from kaoji.apps.facts.permissions import SEE_TASKS
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds


@allows(get=SEE_CYCLES)
def standing(request: HttpRequest, key: int) -> HttpResponse:
    """How a unit came to its points: the ledger, and one node of it closely."""
    actor = actor_behind(request)
    found = queries.standing_keyed(actor, key=key)
    account = json.loads(found.account)
    is_insider = queries.is_insider(actor)
    ledger = ledger_of(account, key=request.GET.get("node", ""))
    if ledger is None:
        raise Http404
    node = ledger.chosen
    keys = (
        queries.figure_keys(actor, standing=found, node=node) if holds(request, SEE_TASKS) else {}
    )
    origins = origins_of(actor, standing=found)
    shown = {
        "standing": found,
        "run": found.run,
        "cycle": found.run.cycle,
        "account": account,
        "ledger": ledger,
        "node": node,
        "sentences": sentences_of(node, is_insider=is_insider),
        "data": [(one, keys.get(one.field)) for one in data_of(node)],
        "peers": _peers(found, ledger=ledger) if is_insider else None,
        "place": _place(found, account=account),
        "is_tied": any(found.subject in one["tied"] for one in account["decisions"]),
        "changes": (account["distance"] or {}).get("sentences", ()),
        "is_insider": is_insider,
        "may_object": may_object(actor, standing=found, today=clock.today()),
        "objections": list(found.objections.all()),
        "origins": origins,
        "fed": [one for one in origins if reads(node, key=one.key)],
        "beside": beside(actor, cycle=found.run.cycle, unit_key=found.unit_id),
    }
    return render(request, "appraisals/standing.html", shown)


def _peers(standing: Standing, *, ledger: Ledger) -> Peers | None:
    told = json.loads(standing.run.result)
    group = next(one["group"] for one in told["subjects"] if one["subject"] == standing.subject)
    rows = queries.standings_of(standing.run)
    return peers_of(
        ledger.chosen,
        subjects=[one for one in told["subjects"] if one["group"] == group],
        names={one.subject: (one.pk, one.name) for one in rows},
        own=standing.subject,
        period=told["period"],
    )


def _place(standing: Standing, *, account: dict[str, Any]) -> str:
    """The rank, or those that are possible."""
    reach, rank = account["rank_range"], standing.rank
    if reach:
        first, last = reach[0], reach[-1]
    elif rank is None:
        return ""
    else:
        first, last = rank, rank + standing.run.standings.filter(rank=rank).count() - 1
    return str(first) if first == last else f"{first}～{last}"


@allows(get=SEE_RUNS)
def account(request: HttpRequest, key: int) -> HttpResponse:
    """The account to print and sign, as the engine prints it."""
    found = queries.standing_keyed(actor_behind(request), key=key)
    text = papers.account_page(found.run, subject=found.subject)
    _note(request, standing=found)
    return attachment(text.encode(), name=_("{unit}计分表.html").format(unit=found.name), kind=HTML)


@allows(get=SEE_RUNS)
def formulas(request: HttpRequest, key: int) -> HttpResponse:
    """The account as a workbook of live formulas."""
    found = queries.standing_keyed(actor_behind(request), key=key)
    content = papers.formulas_of(found.run, subject=found.subject)
    _note(request, standing=found)
    return attachment(content, name=_("{unit}计分表.xlsx").format(unit=found.name), kind=XLSX)


def _note(request: HttpRequest, *, standing: Standing) -> None:
    named = f"{standing.run} {standing.name}"
    record(DOWNLOAD_PAPER, by=actor_behind(request), of=standing.run, named=named)
