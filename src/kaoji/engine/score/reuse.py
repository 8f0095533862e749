"""What an earlier run still says of a later one: a trial changes little and need not redo the rest.

A node that no change reaches comes to what it came to. What reaches it is told by the names that
expressions write, by children, and by nothing else. Where that would not be the whole truth (feeds,
other versions, refused or doubted facts), nothing is taken over and everything is worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from kaoji.engine.facts.bind.again import copied, read_alike, with_own
from kaoji.engine.facts.bind.bound import subject_of
from kaoji.engine.facts.book import FactBook
from kaoji.engine.facts.expected import Expectations
from kaoji.engine.facts.table import FactTable
from kaoji.engine.plan.expect import asked_paths, expectations_of
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.periods import Period
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.score.changed import (
    Changed,
    below,
    changed_names,
    changed_rows,
    paths_of,
    reached_from,
)
from kaoji.engine.score.outcome import Outcome
from kaoji.engine.score.plain import Run
from kaoji.engine.score.result import NodeResult, Result

#: Forms whose value hangs on other subjects.
_OF_OTHERS = frozenset({"同组", "全体", "下级"})
#: Forms that ask for another period than the one that is worked out.
_OF_OTHER_TIMES = frozenset({"上期", "上年", "往年", "近年", "期"})

_NOTHING: Mapping[str, NodeResult] = {}
Binder = Callable[[FactTable], FactBook]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A scoring that is there already: its run, its result and the facts it was given."""

    run: Run
    result: Result
    facts: FactTable


@dataclass(frozen=True, slots=True)
class Reuse:
    """What of an earlier run holds in one that has been prepared."""

    earlier: Earlier
    changed: Changed
    reached: frozenset[str]  # nodes that may come to something else for anybody
    results: Mapping[str, Mapping[str, NodeResult]]  # of each subject

    def seed(self, run: Run) -> None:
        """Let the run know what has not changed.

        Whom changed facts are about is worked out anew: what a formula asks may hang on what it
        finds. So may what a verdict asks, which is asked again.
        """
        before, touched = self.earlier.run, self.changed.subjects
        if not _is_plain(run) or run.roster.scored != before.roster.scored:
            return
        for key, count in before.passed.items():
            if key[0] not in self.reached:
                path, period = key
                known = islice(before.stations[key].known.items(), count)
                run.station(path, period=period).known.update(
                    (one, outcome) for one, outcome in known if one not in touched
                )

    def node_of(self, subject: str, *, key: str, outcome: Outcome) -> NodeResult | None:
        """How a node was listed, where it is the same outcome; not the whole: what is shown of that
        hangs on others.
        """
        known = self.results.get(subject, _NOTHING).get(key)
        if known is None or known.outcome is not outcome or known.path == ROOT:
            return None
        return None if known.path in self.reached else known


# --- what holds -----------------------------------------------------------------------------------


def reuse_of(earlier: Earlier, *, plan: Plan, facts: FactTable) -> Reuse | None:
    """What holds of an earlier run under a plan and facts; `None`: work everything out."""
    before = earlier.run
    names = changed_names(before.plan, plan=plan)
    if names is None or not _is_plain(before):
        return None
    changed = Changed(names, changed_rows(earlier.facts, after=facts))
    about = paths_of(changed.rows, plan=plan)
    if about is None or not changed.subjects <= set(before.roster.members):
        return None
    plans = (before.plan, plan)
    is_of_others = bool(plan.forms & _OF_OTHERS)
    facts_too = {*about, *below(about, plan=plan)} if is_of_others else set()
    reached = reached_from({*names, *facts_too}, plans=plans)
    if reached is None or not _ask_alike(reached, plans=plans, period=before.period):
        return None
    results = {one.subject: one.nodes for one in earlier.result.subjects}
    return Reuse(earlier, changed, reached, results)


def _ask_alike(reached: frozenset[str], *, plans: tuple[Plan, ...], period: Period) -> bool:
    """Whether these nodes read only what everybody is asked for anyway: a result lists what was
    asked, and what a formula asks may hang on what it finds.
    """
    if any(plan.forms & _OF_OTHER_TIMES for plan in plans):
        return False
    asked = {path for plan in plans for path in asked_paths(plan, period=period)}
    names = {one.name for plan in plans for one in plan.scheme.parameters}
    return all(
        path in asked or path in names
        for plan in plans
        for reader, path in plan.reads
        if reader in reached
    )


def _is_plain(run: Run) -> bool:
    """One scheme alone, and nothing wrong with its facts or with anybody."""
    alone = not run.feeders and run.pinned is None and run.elders is None
    return alone and not (run.book.doubts or run.book.refused or run.problems)


# --- facts ----------------------------------------------------------------------------------------


def taken_again(
    reuse: Reuse | None, *, expectations: Expectations, facts: FactTable, bind: Binder
) -> FactBook:
    """The facts as they were bound, with those of changed subjects bound again; all bound anew
    where that is not sure to be the same.
    """
    known = None if reuse is None else _known_book(reuse, expectations, facts=facts, bind=bind)
    return bind(facts) if known is None else known


def _known_book(
    reuse: Reuse, expectations: Expectations, *, facts: FactTable, bind: Binder
) -> FactBook | None:
    run = reuse.earlier.run
    known, before = run.book, expectations_of(run.plan, period=run.period)
    if not read_alike(before, other=expectations):
        return None
    if not reuse.changed.rows:
        return copied(known)
    touched = reuse.changed.subjects
    if known.problems or not touched <= set(known.figures):
        return None
    rows = tuple(row for row in facts.rows if subject_of(row) in touched)
    own = bind(replace(facts, rows=rows, problems=()))
    if own.problems or own.doubts or own.refused or not touched <= set(own.figures):
        return None
    return with_own(copied(known), own=own, touched=touched)
