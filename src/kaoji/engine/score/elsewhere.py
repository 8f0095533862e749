"""What a run reads of others: peers, subordinates, related subjects, other schemes, other times."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Period, parse_period, part_of
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import (
    NOT_APPLICABLE,
    UNDEFINED,
    Null,
    OneOf,
    Span,
    Value,
    is_unknown,
)
from kaoji.engine.scheme.model import ROOT, Feed, FieldSpec, InputSpec, RowKind, ValueType
from kaoji.engine.score import calc
from kaoji.engine.score.columns import NO_COLUMN, is_of_every_table, missing_column
from kaoji.engine.score.joining import companies
from kaoji.engine.score.reading import Reading


@dataclass(slots=True)
class Elsewhere(Reading):
    """The part of a run that looks beyond one subject, scheme and period."""

    # -- peers and other subjects ------------------------------------------------------------------

    def everyone(self) -> tuple[str, ...]:
        """All scored subjects."""
        return self.roster.scored

    def peers(self, subject: str, *, column: str | None) -> tuple[str, ...]:
        """The scored subjects of the same class; without that column, all of them."""
        name = column or "组别"
        is_own = column is not None and not is_of_every_table(column)
        if column and is_own and not self.roster.is_divided_by(column):
            message, remedy = missing_column(column, roster=self.roster)
            raise FeelFailure(NO_COLUMN, message, remedy=remedy)
        key = ("peers", name)
        known: Mapping[str, tuple[str, ...]] | None = self.caches.get(key)
        if known is None:
            pools: dict[str, list[str]] = {}
            for each in self.roster.scored:
                pools.setdefault(self.roster.column(each, name=name), []).append(each)
            known = {pool: tuple(members) for pool, members in pools.items()}
            self.caches[key] = known
        return known.get(self.roster.column(subject, name=name), ())

    def over(
        self,
        who: tuple[str, ...] | None,
        *,
        read: Callable[[Spot], Value],
        spot: Spot,
        relation: str | None = None,
    ) -> Value:
        """A value of each of several subjects; those it does not apply to are not among them."""
        if who is None:
            name = f"{spot.subject}:{self._owed_path(relation) or spot.node}@{spot.period}"
            return OneOf((), ways={name: 0}, tight=False)
        values = []
        for subject in who:
            value = read(Spot(self, spot.node, subject, spot.period))
            if not isinstance(value, Null):
                values.append(value)
        if spot.may_join is not None:
            return companies(values, is_between=spot.may_join)
        return tuple(one for one in values if not (spot.available_only and is_unknown(one)))

    def below(
        self, subject: str, *, relation: str | None, period: Period
    ) -> tuple[str, ...] | None:
        """The subjects under this one, by 上级 or by a fact whose value is a subject; `None` while
        the relation is not known.
        """
        if relation is None:
            return tuple(
                each
                for each in self.roster.members
                if self.roster.column(each, name="上级") == subject
            )
        if self._is_owed(relation, subject=subject, period=period):
            return None
        return self.related(subject, relation=relation, period=period)

    def related(self, subject: str, *, relation: str, period: Period) -> tuple[str, ...]:
        """The subjects that a relation of ours names, each once, in the order of the rows.

        A relation that is no fact is a column of the subjects table, such as 上级.
        """
        node = self._relation(relation)
        if node is None or node.spec is None:
            return tuple(filter(None, (self.roster.column(subject, name=relation),)))
        lines = self.lines(node.path, subject=subject, period=period)
        columns = _subject_columns(node.spec)
        named = [line.record.get(column) for line in lines for column in columns]
        if node.spec.row_kind is RowKind.QUANTITY:
            figure = self.figure(node.path, field="数值", subject=subject, period=period)
            named += [figure.value] if figure is not None else []
        return tuple(dict.fromkeys(name for name in named if isinstance(name, str) and name))

    def _is_owed(self, relation: str, *, subject: str, period: Period) -> bool:
        """A relation of one subject that nobody has reported, or a list that may still grow."""
        node = self._relation(relation)
        if node is None or node.spec is None:
            return False
        if node.spec.row_kind is RowKind.QUANTITY:
            return self.figure(node.path, field="数值", subject=subject, period=period) is None
        return self.growing(node.path, subject=subject, period=period) is not None

    def _owed_path(self, relation: str | None) -> str | None:
        """The list of a relation, under the name that the facts table knows."""
        node = None if relation is None else self._relation(relation)
        return None if node is None else node.path

    def _relation(self, relation: str) -> Node | None:
        found = self.plan.index.find(relation)
        return self.plan.nodes.get(found[0].path) if len(found) == 1 else None

    def attribute(self, column: str, *, spot: Spot) -> Value:
        """A column of the subjects table, an empty cell as empty text; one that is not there, or
        of a table that is not given, is a slip: nothing may be made of it.
        """
        found = self.roster.column(spot.subject, name=column)
        is_there = bool(self.roster.is_from_table and is_of_every_table(column))
        if found or is_there or self.roster.has_column(column):
            return found
        if spot.may_lack_columns:
            return UNDEFINED
        message, remedy = missing_column(column, roster=self.roster)
        raise FeelFailure(NO_COLUMN, message, remedy=remedy)

    # -- other schemes -----------------------------------------------------------------------------

    def feed(self, feed: Feed, *, spot: Spot, made_for: str) -> Value:
        """A result of another scheme through a relation; 不适用 where the relation is empty."""
        feeder = self.feeders.get(feed.scheme)
        name = f"{spot.subject}:{made_for}@{spot.period}"
        who: tuple[str, ...] | None = (spot.subject,)
        if feed.relation is not None:
            who = self.below(spot.subject, relation=feed.relation, period=self.period)
        if who is None:
            name = f"{spot.subject}:{self._owed_path(feed.relation) or made_for}@{self.period}"
        if feeder is None or who is None:
            return self._anything(made_for, name=name)
        if not who:
            return NOT_APPLICABLE
        period = fed_period(feed, period=spot.period)
        values = [feeder.take(one, what=feed.take, period=period) for one in who]
        return gathered_feed(values, way=feed.gather)

    def _anything(self, path: str, *, name: str) -> Value:
        """Whatever the fed value may be, as its declaration bounds it."""
        node = self.plan.nodes[path]
        declared: FieldSpec | None = None if node.spec is None else node.spec.value
        if declared is None or declared.type is ValueType.NUMBER:
            return Span(None, None, tight=False, ways={name: 0})
        return OneOf(self.options(declared), ways={name: 0}, tight=False)

    # -- history -----------------------------------------------------------------------------------

    def history(
        self, path: str, *, field: str, form: str, spot: Spot, steps: Value | None
    ) -> Value:
        """上期, 上年, 往年(n), 近年(n): given, recomputed, or the stated first value."""
        if form == "近年":
            count = 3 if steps is None else _whole_steps(steps, form=form)
            return tuple(
                self.earlier(path, field=field, spot=spot, period=spot.period.years_back(back))
                for back in range(count, 0, -1)
            )
        if form == "上期":
            period = spot.period.shifted(-1)
        else:
            back = 1 if steps is None else _whole_steps(steps, form=form)
            period = spot.period.years_back(back)
        return self.earlier(path, field=field, spot=spot, period=period)

    def earlier(self, path: str, *, field: str, spot: Spot, period: Period) -> Value:
        """A value of an earlier period, under the version then in force; where nothing is known of
        the subject in it, or there was no such node yet, the stated first value.
        """
        subject = spot.subject
        found = self.answering(path, subject=subject, period=period)
        if found is not None:
            reader, at = found
            if reader is not self and field:
                self._check_unit(path, field=field, elder=reader, at=at, period=period)
            return reader.value_then(at, field=field, subject=subject, period=period)
        node = self.plan.nodes[path]
        owed = self.unknown(node, field=field or "数值", subject=subject, period=period)
        if node.first is not None:
            is_in_doubt = self.book.doubtful(path, subject=subject, period=period)
            return owed if is_in_doubt else self.amount(node.first, spot=spot)
        elder = self.elders(period) if self.elders is not None else None
        if elder is not None and not self._then(path, elder=elder, period=period):
            why = speak("没有「{name}」，也没有报过它那一期的数", name=spoken_path(path))
            raise _not_then(elder, period=period, why=why)
        return owed

    def answering(self, path: str, *, subject: str, period: Period) -> tuple[Elsewhere, str] | None:
        """Who answers for an earlier value, and what the node is called there; `None` where
        nothing is known of the subject then: the first value stands for it.
        """
        elder = self.elders(period) if self.elders is not None else None
        then = self._then(path, elder=elder, period=period) if elder is not None else path
        reader = elder if isinstance(elder, Elsewhere) and then else self
        at = then or path
        is_known = any(
            reader.reports(at, scope=scope, period=period) for scope in reader.book.scopes(subject)
        )
        # The first value stands for one of whom nothing at all is known then.
        if is_known or (then and reader.reports(ROOT, scope=subject, period=period)):
            return reader, at
        return None

    def _then(self, path: str, *, elder: Reading, period: Period) -> str | None:
        """The path that a node of ours had in an earlier version; `None`: it was not there yet."""
        found = [one.path for one in elder.plan.index.same_as(path, ours=self.plan.index)]
        if len(found) > 1:
            paths = speak("、").join(found)
            why = speak(
                "「{name}」可以指 {count} 处：{paths}", name=path, count=len(found), paths=paths
            )
            raise _not_then(elder, period=period, why=why)
        return found[0] if found else None

    def _check_unit(
        self, path: str, *, field: str, elder: Reading, at: str, period: Period
    ) -> None:
        """A figure of then in another unit is no figure of ours."""
        ours, theirs = (
            _unit_of(plan.nodes[one], field=field)
            for plan, one in ((self.plan, path), (elder.plan, at))
        )
        if ours and theirs and ours != theirs:
            why = speak(
                "「{name}」的单位是「{theirs}」，本版是「{ours}」",
                name=path,
                theirs=theirs,
                ours=ours,
            )
            raise _not_then(elder, period=period, why=why, code="unit-differs-then")

    def value_then(self, path: str, *, field: str, subject: str, period: Period) -> Value:
        """A field or value of this version in its own time."""
        if field and field != "得分":
            return self.fact(path, field=field, subject=subject, period=period)
        return self.value(path, subject=subject, period=period)

    def reports(self, path: str, *, scope: str, period: Period) -> bool:
        """Whether anything is reported of a node or below it in or around the period."""
        known: Mapping[tuple[str, str], frozenset[Period]] | None = self.caches.get("reported")
        if known is None:
            known = self.caches["reported"] = self.book.reported_periods()
        periods = known.get((path, scope), frozenset())
        return any(period.contains(one) or one.contains(period) for one in periods)

    @abstractmethod
    def weight(self, path: str, *, subject: str, period: Period) -> Value:
        """The weight of a node among its siblings."""

    @abstractmethod
    def applies(self, path: str, *, subject: str, period: Period) -> Value:
        """Whether a node applies to the subject."""


def _unit_of(node: Node, *, field: str) -> str | None:
    spec = None if node.spec is None else node.spec.value
    if spec is not None and node.spec is not None and field != "数值":
        spec = node.spec.fields.get(field)
    return None if spec is None else spec.unit


#: What to do when an earlier version has no such value.
_REMEDIES = {
    "no-such-node-then": marked("写 首期: 一个值；改了名称的，在「曾用」写以前的名称"),
    "unit-differs-then": marked(
        "把本版的单位写成当时的；或给本版的指标另起名称，以前的数按新单位填"
    ),
}


def _not_then(
    elder: Reading, *, period: Period, why: str, code: str = "no-such-node-then"
) -> FeelFailure:
    version = elder.plan.scheme.version
    message = speak(
        "{period} 施行的 {version} 版方案里{why}", period=period, version=version, why=why
    )
    return FeelFailure(code, message, remedy=speak(_REMEDIES[code]))


def _subject_columns(spec: InputSpec) -> tuple[str, ...]:
    """The columns of a relation's rows that name subjects: those of that type, else the work."""
    typed = [name for name, one in spec.fields.items() if one.type is ValueType.SUBJECT]
    if spec.value.type is ValueType.SUBJECT:
        typed.insert(0, "数值")
    return tuple(typed) or ("数值", "事项")


def fed_period(feed: Feed, *, period: Period) -> Period:
    """The period that is taken: the one being scored, or the part or period that is named."""
    if feed.period is None:
        return period
    return parse_period(feed.period) or part_of(period.own_year, feed.period)


def _whole_steps(steps: Value, *, form: str) -> int:
    if isinstance(steps, Fraction) and steps.denominator == 1 and steps > 0:
        return int(steps)
    shown = calc.shown(steps)
    if form == "近年":
        message = speak("近年的年数应是正整数，这里是「{shown}」", shown=shown)
    else:
        message = speak("往年的年数应是正整数，这里是「{shown}」", shown=shown)
    raise FeelFailure("bad-steps", message, remedy=speak("写一个正整数"))


def gathered_feed(values: list[Value], *, way: str) -> Value:
    """Several feeders' values made one."""
    match way:
        case "sum":
            return calc.total(values)
        case "lowest":
            return calc.lowest(values)
        case "highest":
            return calc.highest(values)
        case "only":
            if len(values) > 1:
                raise FeelFailure(
                    "several-feeds",
                    speak("引用只应有一个结果，现在有多个"),
                    remedy=speak("核对关系，或改「汇集」"),
                )
            return values[0]
        case _:
            return calc.mean(values) if len(values) > 1 else values[0]
