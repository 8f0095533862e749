"""A job and its changes in, a trial out: for `kaoji whatif` and for the page of the office.

The job is scored as it stands, then with the changes made; nothing on disk is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.runs.job import Basis, Job, Outcome, check_scheme, load_feeders, run_job

if TYPE_CHECKING:
    from kaoji.engine.facts.table import FactTable
    from kaoji.engine.scheme.load.overlay import Overlay
    from kaoji.engine.scheme.model import Scheme
    from kaoji.engine.score.session import Scored, Tables
    from kaoji.engine.whatif.change import Change, Made
    from kaoji.engine.whatif.trial import Trial

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """The outcome as it is, the trial where there is one, and every problem."""

    outcome: Outcome
    trial: Trial | None = None
    draft: Scheme | None = None
    problems: Problems = ()

    @property
    def exit_code(self) -> int:
        """0 done; 1 the input or the variant has errors."""
        return 1 if has_errors(self.problems) else 0

    def as_json(self) -> dict[str, object]:
        """The trial, or its shape with nothing in it but the problems."""
        from kaoji.engine.whatif.trial import nothing_json

        if self.trial is not None:
            return self.trial.as_json(problems=self.problems)
        return nothing_json(self.outcome.result, draft=self.draft, problems=self.problems)


def run_whatif(job: Job, *, changes: tuple[str, ...], draft: str | None = None) -> Tried:
    """Score a job and its variant. Raises UsageError as `run_job` does."""
    return try_on(run_job(job), job=job, changes=changes, draft=draft)


def try_on(
    outcome: Outcome, *, job: Job, changes: tuple[str, ...], draft: str | None = None
) -> Tried:
    """Score the variant of a job whose outcome is known."""
    from kaoji.engine.plinth.speech import speaking
    from kaoji.engine.whatif.change import read_changes

    scored, scheme, basis = outcome.scored, outcome.scheme, outcome.basis
    if scored is None or scheme is None or basis is None:
        return Tried(outcome, problems=outcome.all_problems)
    with speaking(scheme.language):
        read, unread = read_changes(changes)
        return _Variant(job, outcome, scheme, scored, basis, read, unread, draft).tried()


@dataclass(frozen=True, slots=True)
class _Facts:
    """The table of the variant and what was made of it."""

    table: FactTable
    made: tuple[Made, ...]
    problems: Problems
    overlay: Overlay


@dataclass(frozen=True, slots=True)
class _Scheme:
    """The scheme of the variant, the changes made in it, and the draft as it was written."""

    scheme: Scheme | None
    made: tuple[Made, ...]
    problems: Problems
    draft: Scheme | None = None


@dataclass(frozen=True, slots=True)
class _Variant:
    """One variant of a job that has been scored."""

    job: Job
    outcome: Outcome
    scheme: Scheme
    scored: Scored
    basis: Basis
    changes: tuple[Change, ...]
    unread: Problems
    draft: str | None

    def tried(self) -> Tried:
        """Score the variant and hold it against what is there."""
        from kaoji.engine.whatif.trial import trial_of

        changed = self._changed_scheme()
        # Where the scheme has faults the facts are still looked for: all problems are told at once.
        facts = self._changed_facts(changed.scheme or self.scheme, draft=changed.draft)
        set_up, feeders, problems = self._set_up(changed, overlay=facts.overlay)
        problems = (*self.unread, *changed.problems, *facts.problems, *problems)
        if has_errors(problems):
            return self._without(changed, problems)
        after = self._score(set_up, facts=facts.table, feeders=feeders, draft=changed.draft)
        again = Outcome(after.result, after, set_up, problems).all_problems
        if self._is_refused(again, is_draft=changed.draft is not None):
            return self._without(changed, again)
        made = self._in_order((*changed.made, *facts.made))
        trial = trial_of(self.scored, after=after, draft=changed.draft, made=made)
        return Tried(self.outcome, trial, changed.draft, self._with_own(again))

    def _is_refused(self, again: Problems, *, is_draft: bool) -> bool:
        """Whether the changes bring errors; under a draft faulty facts refuse only their unit."""
        from kaoji.engine.whatif.change import HERE

        own = set(self.outcome.all_problems)
        errors = [one for one in again if one.severity == "error" and one not in own]
        return any(one.place.file == HERE.file or not is_draft for one in errors)

    def _without(self, changed: _Scheme, problems: Problems) -> Tried:
        """Nothing to hold against what is there, and why."""
        return Tried(self.outcome, draft=changed.draft, problems=self._with_own(problems))

    def _with_own(self, problems: Problems) -> Problems:
        """The errors of the job, then what is to be said of the variant: notes and warnings of the
        job are told by `score`.
        """
        errors = (one for one in self.outcome.all_problems if one.severity == "error")
        return tuple(dict.fromkeys((*errors, *problems)))

    def _in_order(self, made: Iterable[Made]) -> tuple[Made, ...]:
        """As they were written."""
        found = {one.change.target: one for one in made}
        return tuple(found[one.target] for one in self.changes if one.target in found)

    def _of(self, kind: str) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.kind.value == kind)

    # -- the scheme --------------------------------------------------------------------------------

    def _changed_scheme(self) -> _Scheme:
        """The scheme or the draft, with its changes, read and checked again."""
        from kaoji.engine.plan.index import build_index
        from kaoji.engine.scheme.catalogue import find_scheme
        from kaoji.engine.scheme.load import load_scheme
        from kaoji.engine.whatif.values import Editor

        changes = self._of("scheme")
        if not changes and self.draft is None:
            return _Scheme(self.scheme, (), ())
        found = find_scheme(self.draft or self.job.scheme)
        if isinstance(found, Problem):
            return _Scheme(None, (), (found,))
        written, problems = load_scheme(found)
        draft = written if self.draft is not None else None
        if written is None or has_errors(problems):
            return _Scheme(None, (), problems, None)
        editor = Editor(build_index(written), changes)
        scheme, problems = load_scheme(found, edit=editor.edit)
        problems = (*problems, *editor.problems)
        if scheme is None or editor.problems:
            return _Scheme(None, (), problems, draft)
        problems = (*problems, *check_scheme(scheme, loaded=problems))
        return _Scheme(scheme, tuple(editor.made), tuple(dict.fromkeys(problems)), draft)

    # -- facts and parameters ----------------------------------------------------------------------

    def _changed_facts(self, scheme: Scheme, *, draft: Scheme | None) -> _Facts:
        from kaoji.engine.plan.lower import make_plan
        from kaoji.engine.whatif.facts import Ledger, reader_of_draft, readers_of
        from kaoji.engine.whatif.settings import settings_of

        run = self.scored.run
        readers = readers_of(run)
        if draft is not None:
            readers = (*readers, reader_of_draft(make_plan(scheme)[0], period=run.period))
        ledger = Ledger(self.basis.tables.facts, run, readers)
        overlay = settings_of(self._of("parameter"), scheme=scheme, was=self.scheme, ledger=ledger)
        table = ledger.apply(self._of("fact"))
        return _Facts(table, tuple(ledger.made), tuple(ledger.problems), overlay)

    def _set_up(
        self, changed: _Scheme, *, overlay: Overlay
    ) -> tuple[Scheme, Mapping[str, Scheme], Problems]:
        """The scheme of the variant with its parameters set, and the schemes that feed it."""
        from kaoji.engine.scheme.checks.settings import set_problems
        from kaoji.engine.scheme.load.overlay import with_overlay

        scheme = changed.scheme or self.scheme
        whole = self.basis.overlay.joined(overlay)
        feeders, problems = load_feeders(scheme, overlay=whole)
        own = whole.without_those_of(feeders.values(), beside=scheme)
        if changed.draft is not None:
            own = self.basis.overlay.of(scheme).joined(overlay)
        set_up, more = with_overlay(scheme, overlay=own)
        return set_up, feeders, (*problems, *more, *set_problems(set_up, was=scheme))

    # -- scoring -----------------------------------------------------------------------------------

    def _score(
        self,
        scheme: Scheme,
        *,
        facts: FactTable,
        feeders: Mapping[str, Scheme],
        draft: Scheme | None,
    ) -> Scored:
        from kaoji.engine.score.reuse import Earlier
        from kaoji.engine.score.session import score

        tables = replace(self.basis.tables, facts=facts)
        # The facts were written for the scheme as it is: what only it reads is left alone.
        if draft is None:
            earlier = Earlier(self.scored.run, self.scored.result, self.basis.tables.facts)
            return score(
                scheme, tables=tables, feeders=feeders, beside=(self.scheme,), earlier=earlier
            )
        # A draft stands where the scheme stood: in force then, with the same earlier versions.
        standing = replace(
            scheme,
            id=self.scheme.id,
            effective=self.scheme.effective,
            repealed=self.scheme.repealed,
        )
        tables = self._for_draft(tables, scheme=standing)
        return score(standing, tables=tables, feeders=feeders, beside=(self.scheme,))

    def _for_draft(self, tables: Tables, *, scheme: Scheme) -> Tables:
        """Other versions than itself, and only lists that it has stay open."""
        from kaoji.engine.plan.index import build_index

        index = build_index(scheme)
        others = (self.scheme, *tables.versions)
        return replace(
            tables,
            versions=tuple(one for one in others if one.version != scheme.version),
            open_paths=tuple(one for one in tables.open_paths if index.find(one)),
        )
