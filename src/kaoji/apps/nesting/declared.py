"""What a scheme declares to be fed by another one: the input, what is taken, by which relation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.facts.sheets import period_of, plan_of_pack
from kaoji.apps.nesting.enums import Mapping
from kaoji.engine.plan.index import walk
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.scheme.model import ROOT, Feed, InputSpec
from kaoji.engine.score.elsewhere import fed_period
from kaoji.engine.score.feeders import feeders_of
from kaoji.web.refusals import Refused

#: What can be taken from a scoring as it stands.
GRADE = "等次"
TAKEN = (ROOT, GRADE)


@dataclass(frozen=True, slots=True)
class Declared:
    """An input that another scheme's results feed."""

    key: str
    scheme_key: str
    title: str
    take: str
    relation: str
    #: Whether the relation is a fact of ours; else it is a column of the subjects table.
    is_fact: bool
    period: str
    clause: str

    @property
    def mappings(self) -> tuple[Mapping, ...]:
        """How subjects of the other scheme may be brought to units, the usual way first."""
        if not self.relation:
            return (Mapping.SAME,)
        if not self.is_fact:
            return (Mapping.ABOVE,)
        return (Mapping.COLLECTED, Mapping.ORGANISATION)

    @property
    def can_be_named(self) -> bool:
        """Whether what the scheme takes stands in every scoring."""
        return self.take in TAKEN and (self.is_fact or self.relation in ("", ABOVE))


#: The column of the subjects table that says what stands over a subject.
ABOVE = "上级"


def declared_in(cycle: Cycle) -> tuple[Declared, ...]:
    """The inputs of a cycle that its scheme wants to be fed, in the order of the scheme."""
    return declared_by(cycle.scheme, period=cycle.period)


def declared_by(scheme: PinnedScheme, *, period: str) -> tuple[Declared, ...]:
    """The same of a chosen version in a period."""
    return _declared(scheme.pack, scheme.digest, period, scheme.organisation_id)


def shown_in(scheme: PinnedScheme, *, period: str) -> tuple[Declared, ...]:
    """The same for a page: of a scheme that can no longer be read, nothing is said."""
    try:
        return declared_by(scheme, period=period)
    except Refused:
        return ()


@lru_cache(maxsize=64)
def _declared(pack: str, digest: str, period: str, owner: int) -> tuple[Declared, ...]:
    plan = plan_of_pack(pack, digest, owner)
    feeders = feeders_of(plan.scheme).schemes
    return tuple(
        _told(plan, key=key, feed=feed, clause=clause, period=period,
              scheme=(feeders[feed.scheme].id, feeders[feed.scheme].title))
        for key, feed, clause in _feeds(plan)
        if feed.scheme in feeders
    )  # fmt: skip


def _feeds(plan: Plan) -> Iterator[tuple[str, Feed, str]]:
    for item in walk(plan.scheme.root):
        if isinstance(item.source, Feed):
            yield item.path, item.source, item.clause or ""
        if item.input is not None and item.input.feed is not None:
            yield item.input.path, item.input.feed, item.input.clause or ""
    for spec in plan.scheme.facts:
        if spec.feed is not None:
            yield spec.path, spec.feed, spec.clause or ""


def _told(
    plan: Plan, *, key: str, feed: Feed, clause: str, period: str, scheme: tuple[str, str]
) -> Declared:
    relation = None if feed.relation is None else _relation(plan, name=feed.relation)
    return Declared(
        key=spoken_path(key),
        scheme_key=scheme[0],
        title=scheme[1],
        take=feed.take,
        relation=feed.relation or "" if relation is None else spoken_path(relation.path),
        is_fact=relation is not None,
        period=str(fed_period(feed, period=period_of(period))),
        clause=clause,
    )


def _relation(plan: Plan, *, name: str) -> InputSpec | None:
    """The fact of ours that a relation is; None: a column of the subjects table."""
    found = plan.index.find(name)
    node = plan.nodes.get(found[0].path) if len(found) == 1 else None
    return None if node is None else node.spec
