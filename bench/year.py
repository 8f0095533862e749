"""A county's year in the office: 100 units × 60 indicators × 12 months, scored, shown, tried on.

Goals: scoring 2 s, a page 300 ms. The run is carried out by the job that the office uses; pages go
through the whole of Django's handler. A miss is printed as it is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from bench import office
from bench.lists import _client, _queries, _timed

UNITS, GROUPS, LEAVES, MONTHS = 100, 6, 10, 12
GOAL_MS = 300
FIRST_DAY = date(2025, 1, 1)
#: What is tried on: a threshold, two weights, a figure.
TRIED = (
    ("a threshold", "等次:良好.不低于=65"),
    ("two weights", "组0.权重=19%", "组1.权重=21%"),
    ("a figure", "单位3:项0_0@2025-03=700"),
)


def scheme_text() -> str:
    """Six groups of ten proportional indicators, scored by months."""
    lines = [
        "方案: 基准", "编号: bench-year", '版本: "1"', "施行: 2025-01-01", "对象: 单位", "等次:",
        "  优秀: {不低于: 70, 名额: 20%, 名额取整: 去尾, 并列: 提请 领导小组}",
        "  良好: {不低于: 60}", "  一般: {不低于: 0}", "指标:",
    ]  # fmt: skip
    for group in range(GROUPS):
        weight = "20%" if group < 4 else "10%"
        lines += [f"  组{group}:", f"    权重: {weight}", "    周期: {月: 平均}", "    指标:"]
        lines += [
            f"      项{group}_{leaf}: {{分值: 10, 计分: 按完成比例折算, 范围: 0..100000}}"
            for leaf in range(LEAVES)
        ]
    return "\n".join(lines) + "\n"


def facts_text() -> str:
    """Random figures, the same ones each time."""
    return "\n".join(("对象,周期,指标,数值,目标", *_rows())) + "\n"


def _rows() -> Iterator[str]:
    rng = random.Random(20251201)
    for unit in range(UNITS):
        for month in range(1, MONTHS + 1):
            for group in range(GROUPS):
                for leaf in range(LEAVES):
                    value = f"{rng.randint(0, 120000) / 100:.2f}"
                    target = rng.choice((500, 800, 1000, 1250))
                    yield f"单位{unit},2025-{month:02d},项{group}_{leaf},{value},{target}"


def filled() -> tuple[str, Any]:
    """A session of the office's clerk, and a run that is asked for."""
    from django.db import transaction

    from kaoji.apps.appraisals.models import Cycle, CycleUnit, Run
    from kaoji.apps.appraisals.scoring import subjects_text
    from kaoji.web.roles import Role
    from tests import factories

    with transaction.atomic():
        organisation = factories.make_organisation(code="bench")
        group = factories.make_group(organisation=organisation, name="单位组")
        units = [factories.make_unit(organisation=organisation) for _ in range(UNITS)]
        clerk = factories.employ(unit=units[0], role=Role.OFFICE_CLERK)
        other = factories.employ(unit=units[0], role=Role.OFFICE_DIRECTOR)
        own = {"organisation": organisation}
        cycle = Cycle.objects.create(
            **own, number=1, title="年度考核", scheme=_pinned(own, clerk, other), group=group,
            group_name="单位组", subject_kind="单位", period="2025", basis="基准",
            begins_on=FIRST_DAY, state="running",
        )  # fmt: skip
        CycleUnit.objects.bulk_create(
            CycleUnit(**own, cycle=cycle, order=at, unit=unit, name=f"单位{at}")
            for at, unit in enumerate(units)
        )
        run = Run.objects.create(
            **own, cycle=cycle, number=1, reason="基准", asked_at=_now(), by_name="基准",
            facts=facts_text(), facts_count=UNITS * GROUPS * LEAVES * MONTHS,
            subjects=subjects_text(
                (f"单位{at}", f"单位{at}", "单位", "单位组", "", "") for at in range(UNITS)
            ),
        )  # fmt: skip
    return office.session_of(clerk), run


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _pinned(own: dict[str, Any], clerk: Any, other: Any) -> Any:
    """The scheme as the office's own, released and pinned."""
    from kaoji.apps.facts.models import PinnedScheme
    from kaoji.apps.schemes.models import OwnScheme, SchemeRelease, SchemeText
    from kaoji.apps.schemes.store import digest_of

    text, now = scheme_text(), _now()
    scheme = OwnScheme.objects.create(
        **own, key="bench-year", title="基准", changed_at=now, changed_by="基准"
    )
    wording = SchemeText.objects.create(
        **own, scheme=scheme, number=1, text=text, digest=digest_of(text), at=now, by_name="基准"
    )
    release = SchemeRelease.objects.create(
        **own, scheme=scheme, wording=wording, version="1", title="基准", digest=digest_of(text),
        state="released", asked_by=clerk, asked_by_name="甲", asked_at=now, settled_by=other,
        settled_by_name="乙", settled_at=now,
    )  # fmt: skip
    return PinnedScheme.objects.create(
        **own, pack=release.reference, scheme_key="bench-year", version="1", title="基准",
        digest=release.digest, pinned_at=now, begins_on=FIRST_DAY,
    )  # fmt: skip


def addresses(run: Any) -> Iterator[tuple[str, str]]:
    """What is looked at, then what is tried on."""
    from urllib.parse import urlencode

    base = f"/appraisals/{run.cycle.number}/"
    here = f"{base}runs/{run.number}/"
    yield "cycle", base
    yield "ranking", here
    for kind in ("heat", "star", "moves", "trend"):
        yield f"chart {kind}", f"{here}charts/{kind}/"
    yield "derivation", f"/appraisals/standings/{run.standings.first().pk}/"
    yield "what-if, nothing yet", f"{here}try/"
    for name, *changes in TRIED:
        asked: dict[str, str] = {}
        for at, change in enumerate(changes, start=1):
            target, _equals, value = change.rpartition("=")
            unit, colon, rest = target.partition(":")
            is_figure = colon and unit.startswith("单位")
            asked[f"whose_{at}"] = unit if is_figure else ""
            asked[f"what_{at}"] = rest if is_figure else target
            asked[f"to_{at}"] = value
        yield f"what-if, {name}", f"{here}try/?{urlencode(asked)}"


def main() -> None:
    """Fill an installation, score, ask for each page, print a line each."""
    with TemporaryDirectory(prefix="kaoji-bench-") as folder:
        office.opened(Path(folder))
        cookie, run = filled()
        _score(run)
        client = _client(cookie)
        print(f"pages of the year: p95, processor, queries (goal {GOAL_MS} ms)")
        for name, address in addresses(run):
            queries = _queries(client, address)
            p95, processor = _timed(client, address)
            missed = "" if p95 <= GOAL_MS else "  missed"
            print(f"{name:<24} {p95:7.1f} ms {processor:7.1f} ms {queries:3}{missed}")


def _score(run: Any) -> None:
    from kaoji.apps.appraisals.actions.runs import carry_out_run
    from kaoji.apps.appraisals.scoring import Texts
    from kaoji.apps.schemes.shelf import name_for_run

    scheme = name_for_run(run.cycle.scheme.pack, owner=run.organisation_id)
    texts = Texts(scheme, run.cycle.period, run.facts, run.subjects)
    begun, spent = perf_counter(), process_time()
    _scored(texts)
    print(f"scoring: {perf_counter() - begun:.2f} s, processor {process_time() - spent:.2f} s")
    begun, spent = perf_counter(), process_time()
    done = carry_out_run(run.pk)
    print(f"with accounts, seal and rows: {perf_counter() - begun:.2f} s, "
          f"processor {process_time() - spent:.2f} s; {done.state} {done.fault}")  # fmt: skip


def _scored(texts: Any) -> None:
    """The scoring alone, as the office asks the engine for it."""
    from kaoji.apps.appraisals.scoring import job_over
    from kaoji.engine.runs.job import run_job

    with TemporaryDirectory(prefix="kaoji-bench-run-") as folder:
        run_job(job_over(texts, folder=Path(folder)))


if __name__ == "__main__":
    main()
