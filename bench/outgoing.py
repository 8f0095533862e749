"""What goes out of a result: the papers of fifty units for a meeting, a thousand letters as DOCX.

The demonstration's towns, again and again under other names, scored once. Both are made as their
background jobs make them, progress and all. Goals: 30 s for the package of 50 units, 60 s for a
thousand papers. Prints processor seconds; a miss is printed as it is.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from bench import office
from bench.letters import DEMO, multiplied, rows_of

PACK = "zhengding-towns"
UNITS, LETTERS = 50, 1_000
GOALS = {"package": 30.0, "letters": 60.0}


def as_csv(columns: list[str], rows: list[dict[str, str]]) -> str:
    """Rows as the text of a table."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def texts_of(units: int) -> tuple[str, str, str]:
    """Facts, subjects and parameters of so many towns."""
    _columns, subjects = rows_of("subjects.csv")
    towns = frozenset(row["对象"] for row in subjects if row["类"] == "乡镇")
    times = -(-units // len(towns))
    found = []
    for name in ("towns.csv", "subjects.csv"):
        columns, _rows = rows_of(name)
        rows = list(multiplied(name, names=towns, times=times))
        if name == "subjects.csv":
            rows = [row for row in rows if row["类"] == "乡镇"][:units]
            kept = {row["对象"] for row in rows}
        found.append((columns, rows))
    facts = [row for row in found[0][1] if row["对象"] in kept]
    given = (DEMO / "towns-given.yaml").read_text(encoding="utf-8")
    return as_csv(found[0][0], facts), as_csv(*found[1]), given


def scored(units: int) -> Any:
    """A run of so many units, and its cycle, in an installation of its own."""
    from kaoji.apps.appraisals import actions
    from kaoji.apps.appraisals.models import Run
    from kaoji.web import clock
    from tests.apps.feedback import setting
    from tests.cast import county

    cast = county()
    cycle = setting.cycle(cast)
    facts, subjects, given = texts_of(units)
    run = Run.objects.create(
        organisation=cycle.organisation, cycle=cycle, number=1, reason="基准",
        asked_at=clock.now(), by_name="基准", facts=facts, subjects=subjects, given=given,
        facts_count=facts.count("\n") - 1,
    )  # fmt: skip
    return cast, actions.carry_out_run(run.pk)


def timed(what: str, work: Callable[[], Any], *, count: int) -> Any:
    """Do it, and print what it took."""
    clock, processor = perf_counter(), process_time()
    found = work()
    took = process_time() - processor
    print(f"{what:<10} {count:>5}  {took:6.1f} s processor, {perf_counter() - clock:6.1f} s by the "
          f"clock, goal {GOALS[what]:.0f} s")  # fmt: skip
    return found


def letters(cast: Any, run: Any, *, count: int) -> int:
    """So many drafts of letters, each of its unit, as one file; how often progress was told."""
    from kaoji.apps.appraisals.models import Final
    from kaoji.apps.documents.actions import draft_paper
    from kaoji.apps.documents.models import Paper
    from kaoji.apps.feedback.models import Feedback
    from kaoji.apps.feedback.packing import letters_package
    from kaoji.apps.feedback.papers.letters import letter_of, outcome_of
    from kaoji.web import clock
    from tests.apps.documents import stage

    final = Final.objects.create(
        organisation=run.organisation, cycle=run.cycle, run=run, state="final", basis="基准",
        proposed_by=1, proposed_name="基准", proposed_at=clock.now(),
    )  # fmt: skip
    feedback = Feedback.objects.create(
        organisation=run.organisation, final=final, series=stage.of(cast).series,
        signed_by="基准", addressee="各单位",
    )  # fmt: skip
    outcome = outcome_of(feedback)
    for one in outcome.standings:
        draft_paper(by=cast.actor("clerk"), shape=letter_of(outcome, standing=one))
    drafts = list(Paper.objects.filter(origin_room="feedback"))
    again = (drafts[place % len(drafts)] for place in range(count - len(drafts)))
    Paper.objects.bulk_create(_copied(one) for one in again)
    told: list[int] = []
    timed(
        "letters",
        lambda: letters_package(final, report=lambda done, _all, _word: told.append(done)),
        count=count,
    )
    return len(told)


def _copied(paper: Any) -> Any:
    fields = {one.attname: getattr(paper, one.attname) for one in paper._meta.concrete_fields}
    fields.pop("id")
    return type(paper)(**fields)


def main(units: int, count: int) -> None:
    """Time and print."""
    with TemporaryDirectory() as folder:
        office.opened(Path(folder))
        from kaoji.apps.feedback.packing import meeting_package

        cast, run = scored(units)
        if run.state != "done":
            raise SystemExit(run.fault)
        told: list[int] = []
        timed(
            "package",
            lambda: meeting_package(run, report=lambda done, _all, _word: told.append(done)),
            count=units,
        )
        print(f"progress was told {len(told)} and {letters(cast, run, count=count)} times")


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    main(*(numbers or (UNITS, LETTERS)))
