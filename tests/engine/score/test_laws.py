"""Laws of seats, grades and ranks over random worlds, checked against a brute-force opinion."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth.values import OneOf, Span
from kaoji.engine.scheme.model import (
    Bar,
    Grade,
    GradeCondition,
    Honour,
    Quota,
    Ranking,
    RankMethod,
    SeatRounding,
    SortKey,
    TieRule,
)
from kaoji.engine.score.judge import judge
from tests.engine.score import seat_oracle as oracle
from tests.engine.score.bench_double import BenchDouble, formula, scheme, veto

NAMES = "甲乙丙丁戊"
WORDS = ("一等", "二等", "三等", "四等")
UNKNOWN = OneOf((True, False))

# --- worlds --------------------

SCORE_LIST = [Fraction(n, 2) for n in range(8)]
SCORES = st.sampled_from(SCORE_LIST)


@st.composite
def rules(draw):
    count = draw(st.integers(2, 4))
    floors = sorted(draw(st.lists(SCORES, min_size=count - 1, max_size=count - 1)), reverse=True)
    ladder = [draw(rule(floor)) for floor in floors]
    return (*ladder, oracle.Rule())


@st.composite
def rule(draw, floor):
    if not draw(st.integers(0, 2)):
        return oracle.Rule(floor)
    number = (
        {"share": draw(st.sampled_from([Fraction(n, 8) for n in range(1, 8)]))}
        if draw(st.booleans())
        else {"count": draw(st.integers(0, 3))}
    )
    return oracle.Rule(
        floor if draw(st.booleans()) else None,
        **number,
        rounding=draw(st.sampled_from(["half_up", "floor", "ceiling"])),
        base=draw(st.sampled_from(["all", "ranked"])),
        ties=draw(st.sampled_from(["decide", "all_in", "all_out"])),
        passes_on=draw(st.booleans()),
        by_group=draw(st.booleans()),
    )


def some(numbers):
    return st.frozensets(st.sampled_from(numbers), max_size=2) if numbers else st.just(frozenset())


@st.composite
def worlds(draw, *, with_vetoes=True):
    ladder = draw(rules())
    grades = range(len(ladder))
    acts = st.one_of(
        st.tuples(st.sampled_from(["cap", "set", "floor"]), st.sampled_from(grades)),
        st.tuples(st.just("down"), st.integers(1, 2)),
    )
    effects = st.lists(acts, max_size=2).map(tuple)
    vetoes = tuple(draw(st.lists(effects, max_size=2))) if with_vetoes else ()
    people = {
        name: oracle.Person(
            draw(SCORES),
            draw(st.sampled_from([Fraction(0), Fraction(1)])),
            draw(st.sampled_from("一二")),
            draw(some(list(grades[:-1]))),
            draw(some(list(grades[:-1]))),
            draw(some(list(range(len(vetoes))))),
        )
        for name in NAMES[: draw(st.integers(1, len(NAMES)))]
    }
    return oracle.World(ladder, people, vetoes)


# --- the same world for the engine --------------------


def _quota(rule_):
    if not rule_.is_rationed:
        return None
    return Quota(
        share=None if rule_.share is None else formula(str(rule_.share)),
        count=None if rule_.count is None else formula(str(rule_.count)),
        rounding=SeatRounding(rule_.rounding),
        pool="组别" if rule_.by_group else None,
        base=rule_.base,
        order=(SortKey("总分"), SortKey("次")),
        ties=TieRule(rule_.ties),
        passes_on=rule_.passes_on,
    )


def _grade(number, rule_):
    return Grade(
        WORDS[number],
        None if rule_.floor is None else formula(str(rule_.floor)),
        quota=_quota(rule_),
        conditions=(GradeCondition(formula(f"条件{number}"), "条件"),),
        bars=(Bar(f"情形{number}"),),
    )


def _effect(act, what):
    return (act, what) if act == "down" else (act, WORDS[what])


def bench_of(world, *, more=(), ranking=(), honours=()):
    """The world on a bench; `more`: what is unknown, as name → {question: value}."""
    unknown = dict(more)
    grades = range(len(world.rules))
    given_scheme = scheme(
        [_grade(number, rule_) for number, rule_ in enumerate(world.rules)],
        vetoes=tuple(
            veto(f"否决{number}", *(_effect(*effect) for effect in effects))
            for number, effects in enumerate(world.vetoes)
        ),
        rankings=tuple(ranking),
        honours=tuple(honours),
    )
    bench = BenchDouble(given_scheme)
    for name, person in world.people.items():
        bench.values[name] = {"总分": person.score, "次": person.second}
        bench.columns[name] = {"组别": person.group}
        bench.truths[name] = {f"条件{number}": number not in person.failed for number in grades}
        bench.cases[name] = {f"情形{number}": number in person.barred for number in grades}
        bench.cases[name] |= {
            f"否决{number}": number in person.vetoes for number in range(len(world.vetoes))
        }
        for question, value in unknown.get(name, {}).items():
            for answers in (bench.values[name], bench.truths[name], bench.cases[name]):
                if question in answers:
                    answers[question] = value
    return bench


def names_of(outcome, world):
    return {one: WORDS[rung] for one, rung in outcome.items() if rung < len(world.rules)}


# --- complete facts --------------------


@given(worlds())
def test_grades_agree_with_the_second_opinion(world):
    found = judge(bench_of(world)).verdicts
    outcomes = [names_of(outcome, world) for outcome in oracle.judged(world)]
    for name, verdict in found.items():
        possible = {outcome[name] for outcome in outcomes}
        assert possible <= set(verdict.grades_possible)
        if len(outcomes) == 1:
            assert {verdict.grade} == possible
        if verdict.grade is not None:
            assert verdict.grades_possible == (verdict.grade,)


@given(worlds(with_vetoes=False))
def test_ties_of_one_rationed_grade_leave_open_just_what_is_open(world):
    rationed = [number for number, rule_ in enumerate(world.rules) if rule_.is_rationed]
    for number in rationed[1:]:
        ladder = list(world.rules)
        ladder[number] = oracle.Rule(ladder[number].floor)
        world = replace(world, rules=tuple(ladder))
    found = judge(bench_of(world)).verdicts
    outcomes = [names_of(outcome, world) for outcome in oracle.judged(world)]
    for name, verdict in found.items():
        assert set(verdict.grades_possible) == {outcome[name] for outcome in outcomes}


@given(worlds(with_vetoes=False))
def test_proposed_and_tied_agree_with_the_second_opinion(world):
    """At the first rationed grade nothing but its own ties is open."""
    judged = judge(bench_of(world))
    outcomes = [names_of(outcome, world) for outcome in oracle.judged(world)]
    first = next((n for n, rule_ in enumerate(world.rules) if rule_.is_rationed), None)
    for decision in judged.decisions:
        if decision.what == WORDS[first]:
            holders = [{n for n in outcome if outcome[n] == decision.what} for outcome in outcomes]
            pool = {n for n in world.people if decision.group in (None, world.people[n].group)}
            sure = set.intersection(*holders) & pool
            maybe = (set.union(*holders) & pool) - sure
            # A tie filled up by places that stay vacant is still put to the body.
            assert set(decision.proposed) <= sure
            assert maybe <= set(decision.tied)
            assert set(decision.proposed) | set(decision.tied) == sure | maybe


@given(worlds())
def test_seats_are_never_exceeded(world):
    judged = judge(bench_of(world))
    for decision in judged.decisions:
        rule_ = world.rules[WORDS.index(decision.what)]
        if rule_.ties != "all_in":
            assert len(decision.proposed) <= decision.seats
            assert not decision.tied or decision.seats_open > 0


@given(worlds(), st.randoms())
def test_the_order_of_subjects_decides_nothing(world, random):
    names = list(world.people)
    random.shuffle(names)
    shuffled = replace(world, people={name: world.people[name] for name in names})
    first, second = judge(bench_of(world)), judge(bench_of(shuffled))
    assert dict(first.verdicts) == dict(second.verdicts)

    def as_sets(judged):
        return {
            (one.what, one.group, one.seats, frozenset(one.proposed), frozenset(one.tied))
            for one in judged.decisions
        }

    assert as_sets(first) == as_sets(second)


def standing(verdict):
    """A place to compare: better is greater; an open tie stands between its grades."""
    places = [-WORDS.index(word) for word in verdict.grades_possible]
    return (min(places), max(places))


@given(worlds(with_vetoes=False), st.data())
def test_more_points_or_a_met_condition_never_lower_the_grade(world, data):
    name = data.draw(st.sampled_from(sorted(world.people)))
    person = world.people[name]
    if person.failed and data.draw(st.booleans()):
        met = data.draw(st.sampled_from(sorted(person.failed)))
        better = replace(person, failed=person.failed - {met})
    else:
        better = replace(person, score=person.score + data.draw(SCORES))
    improved = replace(world, people=world.people | {name: better})
    before = standing(judge(bench_of(world)).verdicts[name])
    after = standing(judge(bench_of(improved)).verdicts[name])
    assert before[0] <= after[0]
    assert before[1] <= after[1]


@given(worlds(), st.sampled_from(list(RankMethod)))
def test_ranks_agree_with_counting(world, method):
    ranking = Ranking("排名", (SortKey("总分"), SortKey("次")), "组别", method)
    verdicts = judge(bench_of(world, ranking=[ranking])).verdicts
    for members in oracle.pools(world, by_group=True):
        keys = {name: oracle.key_of(world.people[name]) for name in members}
        for name, rank in oracle.ranks(keys, method=method.value).items():
            assert verdicts[name].rank == rank
            assert verdicts[name].rank_range is None


# --- missing facts --------------------


@st.composite
def gaps(draw, world):
    """What is unknown of whom, and one completion: a world in which everything is known."""
    unknown, people = {}, {}
    for name, person in world.people.items():
        unknown[name], people[name] = {}, person
        if draw(st.booleans()):
            unknown[name] = draw(missing(world, person))
            people[name] = draw(completions(person, unknown[name]))
    return unknown, replace(world, people=people)


@st.composite
def missing(draw, world, person):
    found = {}
    if draw(st.booleans()):
        low, high = sorted((person.score, draw(SCORES)))
        found["总分"] = draw(st.sampled_from([Span(low, high), Span(None, high), Span(low, None)]))
    for word, many in (("条件", len(world.rules) - 1), ("情形", len(world.rules) - 1),
                       ("否决", len(world.vetoes))):  # fmt: skip
        if many and draw(st.booleans()):
            found[f"{word}{draw(st.integers(0, many - 1))}"] = UNKNOWN
    return found


@st.composite
def completions(draw, person, unknown):
    facts = {"条件": "failed", "情形": "barred", "否决": "vetoes"}
    for question, value in unknown.items():
        if question == "总分":
            low = SCORE_LIST[0] if value.low is None else value.low
            high = SCORE_LIST[-1] if value.high is None else value.high
            scores = [score for score in SCORE_LIST if low <= score <= high]
            person = replace(person, score=draw(st.sampled_from(scores)))
        else:
            kind, number = facts[question[:2]], int(question[2:])
            known = getattr(person, kind) - {number}
            new = known | {number} if draw(st.booleans()) else known
            person = replace(person, **{kind: new})
    return person


@given(st.data())
def test_every_completion_lies_within_what_is_possible(data):
    world = data.draw(worlds())
    unknown, completed = data.draw(gaps(world))
    ranking = Ranking(
        "排名",
        (SortKey("总分"), SortKey("次")),
        "组别",
        data.draw(st.sampled_from(list(RankMethod))),
        with_barred=data.draw(st.booleans()),
    )
    before = judge(bench_of(world, more=unknown, ranking=[ranking])).verdicts
    after = judge(bench_of(completed, ranking=[ranking])).verdicts
    for outcome in (names_of(one, completed) for one in oracle.judged(completed)):
        for name, word in outcome.items():
            assert word in before[name].grades_possible
            assert before[name].grade in (None, word)
    for name, verdict in after.items():
        if verdict.rank is not None and before[name].rank_range is not None:
            least, most = before[name].rank_range
            assert least <= verdict.rank <= most
        if before[name].rank is not None:
            assert verdict.rank == before[name].rank


@given(st.data())
def test_a_proposed_honour_holds_in_every_completion(data):
    world = data.draw(worlds())
    unknown, completed = data.draw(gaps(world))
    seats = _quota(data.draw(rule(Fraction(0)).filter(lambda drawn: drawn.is_rationed)))
    words = st.frozensets(st.sampled_from(WORDS[: len(world.rules)]))
    honours = [Honour("标兵", seats, tuple(data.draw(words)), bars=(Bar("情形0"),))]
    before = judge(bench_of(world, more=unknown, honours=honours)).decisions
    after = judge(bench_of(completed, honours=honours)).decisions
    for early, late in zip(before, after, strict=True):
        if early.what == "标兵":
            assert set(early.proposed) <= set(late.proposed)
            assert set(early.tied) <= set(late.tied)
        if late.what == "标兵" and seats.ties is not TieRule.ALL_IN:
            assert len(late.proposed) <= late.seats


@given(st.data())
def test_incomplete_subjects_get_no_grade_and_no_rank(data):
    world = data.draw(worlds())
    unknown, _ = data.draw(gaps(world))
    verdicts = judge(bench_of(world, more=unknown)).verdicts
    for name, facts in unknown.items():
        if "总分" in facts:
            assert (verdicts[name].grade, verdicts[name].rank) == (None, None)
            assert verdicts[name].grades_possible
            group = world.people[name].group
            mates = [one for one in world.people if world.people[one].group == group]
            assert all(verdicts[one].rank is None for one in mates)
            assert all(verdicts[one].rank_range is not None for one in mates)


@given(worlds())
def test_a_trail_leads_to_the_grade(world):
    """Each move begins where the last one ended; where that is open, the next says so too."""
    for verdict in judge(bench_of(world)).verdicts.values():
        for move, following in pairwise(verdict.moves):
            assert following.before in (move.after, None)
        if verdict.grade is not None and verdict.moves:
            assert verdict.moves[-1].after == verdict.grade
