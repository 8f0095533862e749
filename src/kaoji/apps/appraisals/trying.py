"""What if: a run scored once more with something changed, and what comes of it. Nothing is kept.

The engine does both scorings and says what differs; here its sentences are gathered for a page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Run
from kaoji.apps.appraisals.scoring import Texts, job_over
from kaoji.apps.schemes.shelf import name_for_run, shelved
from kaoji.engine.explain.overview import incomplete_lines
from kaoji.engine.plan.index import walk
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.runs.job import Job, Outcome, UsageError, run_job
from kaoji.engine.runs.trying import Tried, try_on
from kaoji.engine.scheme.model import ROOT, Scheme
from kaoji.engine.whatif import telling
from kaoji.engine.whatif.compare import Fate
from kaoji.engine.whatif.page import trial_page
from kaoji.engine.whatif.telling import Sheet
from kaoji.engine.whatif.trial import Trial
from kaoji.web.refusals import Refused

#: The shapes of the fates, as the marks of the office have them.
SHAPES = {Fate.GAINS: "done", Fate.LOSES: "late", Fate.OPEN: "soon", Fate.FIGURES: "going"}


#: A row of a table: each cell beside its head, as phones show it.
Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A trial as a page shows it: sentences and tables of the engine, and its problems."""

    problems: tuple[tuple[str, str], ...]
    made: tuple[str, ...] = ()
    summary: str = ""
    heads: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    seats: tuple[str, ...] = ()
    money_heads: tuple[str, ...] = ()
    money: tuple[Cells, ...] = ()
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_scored(self) -> bool:
        """Whether there is something to hold against what is there."""
        return bool(self.summary)


@dataclass(frozen=True, slots=True)
class Group:
    """Those of a group with whom something has changed, each with its shape."""

    name: str
    rows: tuple[tuple[str, Cells], ...]
    same: str


def try_out(run: Run, *, changes: tuple[str, ...]) -> Told:
    """What comes of the changes. Raises Refused where the run cannot be scored again."""
    tried = _tried(run, changes=changes)
    with speaking(_scheme_of(tried).language):
        problems = tuple(dict.fromkeys((one.message, one.remedy or "") for one in tried.problems))
        if tried.trial is None:
            return Told(problems)
        return _told(tried.trial, problems=problems)


def page_of(run: Run, *, changes: tuple[str, ...]) -> str:
    """The page for the meeting, as HTML; refused where the changes cannot be made."""
    tried = _tried(run, changes=changes)
    if tried.trial is None:
        raise Refused(
            "not-tried", reason=_("这些改动不能试算"), remedy=_("请回到试算页，按提示改正")
        )
    with speaking(_scheme_of(tried).language):
        return trial_page(tried.trial)


def _told(trial: Trial, *, problems: tuple[tuple[str, str], ...]) -> Told:
    return Told(
        problems,
        made=tuple(map(telling.made_line, trial.made)),
        summary=telling.summary_line(trial),
        heads=telling.subject_heads(),
        groups=tuple(map(_group, telling.sheets(trial))),
        seats=tuple(telling.seat_lines(trial)),
        money_heads=telling.consequence_heads(),
        money=_celled(telling.consequence_heads(), rows=telling.consequence_rows(trial)),
        notes=tuple(_notes(trial)),
    )


def _group(sheet: Sheet) -> Group:
    shapes = [SHAPES.get(fate, "idle") for fate in sheet.fates]
    cells = _celled(telling.subject_heads(), rows=sheet.rows)
    rows = tuple(zip(shapes, cells, strict=True))
    return Group(sheet.group, rows, telling.same_line(sheet) if sheet.same else "")


def _celled(heads: tuple[str, ...], *, rows: Iterable[tuple[str, ...]]) -> tuple[Cells, ...]:
    return tuple(tuple(zip(heads, row, strict=True)) for row in rows)


def _notes(trial: Trial) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sums of money, what is still missing, what tells nobody apart, what a panel alone does."""
    sums = tuple(map(telling.sum_line, trial.differences.sums))
    panels = tuple(map(telling.panel_line, trial.panels))
    for head, lines in (
        (_("金额合计"), sums),
        (_("还缺数据"), tuple(incomplete_lines(trial.after))),
        (_("区分度"), tuple(telling.full_lines(trial))),
        (telling.panel_head(), panels),
    ):
        if lines:
            yield head, lines


# --- scoring --------------------------------------------------------------------------------------


def _tried(run: Run, *, changes: tuple[str, ...]) -> Tried:
    job, outcome = _scored(run)
    return try_on(outcome, job=job, changes=changes)


def _scored(run: Run) -> tuple[Job, Outcome]:
    """The run as it was scored; refused where the scheme is no longer what it was."""
    scheme = run.scored_by
    if shelved(scheme.pack, owner=scheme.organisation_id).digest != scheme.digest:
        raise Refused(
            "scheme-changed",
            reason=_("方案文件与计分时不同，不能照原样再算"),
            remedy=_("请在新的考核里试算"),
        )
    return _kept(run.pk, run.digest)


@lru_cache(maxsize=2)
def _kept(key: int, digest: str) -> tuple[Job, Outcome]:
    """Remembered by digest: somebody who tries out tries more than once."""
    del digest
    run = Run.objects.select_related("scheme", "cycle__scheme").get(pk=key)
    scheme = name_for_run(run.scored_by.pack, owner=run.organisation_id)
    texts = Texts(scheme, run.cycle.period, run.facts, run.subjects, run.given)
    with TemporaryDirectory(prefix="kaoji-try-") as folder:
        job = job_over(texts, folder=Path(folder))
        try:
            outcome = run_job(job)
        except UsageError as fault:
            raise Refused("not-tried", reason=str(fault)) from fault
    if outcome.basis is None:
        raise Refused("not-tried", reason=_("这次计分不能照原样再算"))
    return job, outcome


def _scheme_of(tried: Tried) -> Scheme:
    scheme = tried.outcome.scheme
    if scheme is None:  # `_kept` has a basis, so there is a scheme
        raise AssertionError
    return scheme


# --- what can be changed --------------------------------------------------------------------------


def targets_of(run: Run) -> tuple[str, ...]:
    """What may be written as the thing to change: parameters, grades, weights, then figures."""
    _scored(run)
    return _kept_targets(run.pk, run.digest)


@lru_cache(maxsize=2)
def _kept_targets(key: int, digest: str) -> tuple[str, ...]:
    _job, outcome = _kept(key, digest)
    found = () if outcome.scheme is None else tuple(_of_scheme(outcome.scheme))
    return (*found, *_of_facts(Run.objects.values_list("facts", flat=True).get(pk=key)))


def _of_scheme(scheme: Scheme) -> Iterator[str]:
    yield from (f"参数:{one.name}" for one in scheme.parameters)
    for grade in scheme.grading.grades if scheme.grading else ():
        yield from (f"等次:{grade.name}.{word}" for word, is_there in (
            ("不低于", grade.floor), ("名额", grade.quota),
        ) if is_there is not None)  # fmt: skip
    for item in walk(scheme.root):
        for word, stated in (("分值", item.points), ("权重", item.weight), ("上限", item.cap)):
            if stated is not None and item.path != ROOT:
                yield f"{item.path}.{word}"


def _of_facts(text: str) -> Iterator[str]:
    """Figures with their periods, and their targets; each once, in the order of the facts."""
    found: dict[str, None] = {}
    for row in csv.DictReader(io.StringIO(text)):
        key, period = row.get("指标") or "", row.get("周期") or ""
        for field in ("", ".目标") if row.get("目标") else ("",):
            found[f"{key}{field}@{period}" if period else f"{key}{field}"] = None
    yield from found
