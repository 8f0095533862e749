"""Pictures of a run, each with its table and its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kaoji.apps.appraisals import charts, queries
from kaoji.apps.appraisals.models import Run, Standing
from kaoji.apps.appraisals.permissions import SEE_RUNS
from kaoji.web.access import actor_behind, allows
from kaoji.web.lists import TEXT, Column, Empty, Listing
from kaoji.web.lists.export import export
from kaoji.web.parts import Tab

#: The pictures, in the order of their tabs.
WORDS = {
    "heat": _lazy("失分热图"),
    "star": _lazy("雷达图"),
    "moves": _lazy("位次升降"),
    "trend": _lazy("历年走势"),
}


@allows(get=SEE_RUNS)
def chart(request: HttpRequest, number: int, run: int, kind: str) -> HttpResponse:
    """One of the pictures, or its table as a file."""
    if kind not in _PICTURES:
        raise Http404
    actor = actor_behind(request)
    found = queries.done_run(actor, number=number, run=run)
    groups = _groups(found)
    group = next((one for one in groups if one == request.GET.get("group")), next(iter(groups), ""))
    rows = groups.get(group, [])
    shown, table = _PICTURES[kind](request, found, rows)
    if request.GET.get("export") == "xlsx":
        return _file(found, kind=kind, table=table)
    shown |= {
        "run": found,
        "cycle": found.cycle,
        "group": group,
        "groups": list(groups),
        "kind": kind,
        "word": WORDS[kind],
        "tabs": _tabs(found, kind=kind, group=group),
    }
    return render(request, "appraisals/charts.html", shown)


def _groups(run: Run) -> dict[str, list[Standing]]:
    """The standings by group, in order of rank: no picture has two groups in it."""
    told = {one["subject"]: one["group"] or "" for one in json.loads(run.result)["subjects"]}
    found: dict[str, list[Standing]] = {}
    rows = queries.standings_of(run)
    for one in sorted(rows, key=lambda one: (one.rank is None, one.rank or 0, one.order)):
        found.setdefault(told.get(one.subject, ""), []).append(one)
    return found


def _tabs(run: Run, *, kind: str, group: str) -> list[Tab]:
    return [
        Tab(
            word,
            reverse("appraisals:chart", args=(run.cycle.number, run.number, name))
            + (f"?{urlencode({'group': group})}" if group else ""),
            is_here=name == kind,
        )
        for name, word in WORDS.items()
    ]


# --- each picture and its table -------------------------------------------------------------------

Table = tuple[Sequence[str], Iterable[Sequence[str]]]
Picture = tuple[dict[str, Any], Table]


def _heat(_request: HttpRequest, run: Run, rows: list[Standing]) -> Picture:
    heat = charts.heat_of(run, standings=rows)
    lines = ((one.standing.name, *(cell.text for cell in one.cells)) for one in heat.lines)
    return {"heat": heat}, ((_("单位"), *heat.heads), (*lines, (_("组均"), *heat.means)))


def _star(request: HttpRequest, run: Run, rows: list[Standing]) -> Picture:
    asked = request.GET.get("unit", "")
    chosen = next((one for one in rows if str(one.pk) == asked), rows[0] if rows else None)
    star = None if chosen is None else charts.star_of(run, standing=chosen, standings=rows)
    lines = [] if star is None else [(one.name, one.own, one.mean) for one in star.rays]
    name = "" if chosen is None else chosen.name
    return {"star": star, "rows": rows, "chosen": chosen}, ((_("项目"), name, _("组均")), lines)


def _moves(_request: HttpRequest, _run: Run, rows: list[Standing]) -> Picture:
    moves = charts.moves_of(rows)
    lines = ((one.standing.name, str(one.before), str(one.now), one.word) for one in moves)
    shown = {"moves": moves, "height": charts.height_of(moves)}
    return shown, ((_("单位"), _("上年位次"), _("本次位次"), _("升降")), lines)


def _trend(request: HttpRequest, run: Run, rows: list[Standing]) -> Picture:
    runs = queries.runs_over_time(actor_behind(request), run=run, most=charts.MOST_PERIODS)
    others = queries.standings_in(runs.values())
    trend = charts.trend_of(runs, standings=others, names={one.name for one in rows})
    lines = ((one.name, *one.texts) for one in trend.courses)
    return {"trend": trend}, ((_("单位"), *trend.periods), lines)


_PICTURES: dict[str, Callable[[HttpRequest, Run, list[Standing]], Picture]] = {
    "heat": _heat, "star": _star, "moves": _moves, "trend": _trend,
}  # fmt: skip


def _file(run: Run, *, kind: str, table: Table) -> HttpResponse:
    heads, lines = table
    listing = Listing(
        key=f"{kind}-{run.cycle.number}-{run.number}",
        title=str(WORDS[kind]),
        columns=tuple(_columns(heads)),
        empty=Empty("not_begun", fact=_("没有单位")),
    )
    return export(tuple(lines), listing=listing, kind="xlsx")


def _columns(heads: Sequence[str]) -> Iterator[Column]:
    for place, head in enumerate(heads):
        yield Column(f"c{place}", title=head, value=_cell(place), kind=TEXT)


def _cell(place: int) -> Callable[[Sequence[str]], str]:
    return lambda row: row[place]
