"""What 应得 of a worked case may say, and what the result says to it.

A key is a coordinate (`甲乡:财政收入@2016Q2`, the subject left out when there is one), or a word
in the place of its path: 等次, 名次, 荣誉, 名额 … A figure is met exactly or as it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.show import shown
from kaoji.engine.plinth.coordinate import GROUP, Coordinate, parse_coordinate
from kaoji.engine.plinth.exact import exact_text, parse_exact, round_to
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import CHINESE, speak, speaking
from kaoji.engine.plinth.values import Null, Span, Value, is_unknown
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.result import Status, SubjectResult
from kaoji.engine.score.session import Scored
from kaoji.engine.score.verdict import Decision, HonourState, count_as_json

NOTHING = ("无", "none", "")
MISSING = ("缺", "未完成", "missing", "incomplete")
TRUTHS = {"是": True, "否": False, "true": True, "false": False}
STATUSES = {
    "已定": "final", "未完成": "incomplete", "不参加": "excluded", "拒绝": "refused",
}  # fmt: skip
HONOURS = {"拟列": "proposed", "提名": "proposed", "并列": "tied", "取消": "barred"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one expectation holds, and what is there instead."""

    holds: bool
    actual: str


def plain_text(value: object) -> str:
    """An expectation as one text."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {plain_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(plain_text(one) for one in value) + "]"
    return speak("无") if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Answerer:
    """Knows one scored case and answers its expectations."""

    scored: Scored
    problems: tuple[Problem, ...]

    def answer(self, key: str, *, wanted: object) -> Answer:
        """Hold one expectation against the result."""
        at = parse_coordinate(key)
        if at is None:
            return Answer(holds=False, actual=speak("「应得」的这一项不是坐标"))
        if at.path in _OF_RUN and (at.subject is None or at.subject.startswith(GROUP)):
            return _OF_RUN[at.path](self, at, wanted)
        subject = self._subject(at)
        if isinstance(subject, str):
            return Answer(holds=False, actual=subject)
        if at.path in _OF_SUBJECT:
            return _OF_SUBJECT[at.path](subject, at, wanted)
        return self._value(subject, at, wanted)

    def _subject(self, at: Coordinate) -> SubjectResult | str:
        subjects = self.scored.result.subjects
        if at.subject is None:
            count = len(subjects)
            return (
                subjects[0] if count == 1 else speak("有 {count} 个对象，要写明是谁", count=count)
            )
        for one in subjects:
            if one.subject == at.subject:
                return one
        return speak("没有叫「{name}」的对象", name=at.subject)

    # -- values ------------------------------------------------------------------------------------

    def _value(self, subject: SubjectResult, at: Coordinate, wanted: object) -> Answer:
        run = self.scored.run
        found = [entry.path for entry in run.plan.index.find(at.path)]
        nodes = [path for path in found if path in run.plan.nodes]
        if len(nodes) != 1:
            return Answer(holds=False, actual=_said_of_found(len(nodes), path=at.path))
        try:
            value = self._read(nodes[0], subject=subject.subject, at=at)
        except FeelFailure as failure:
            holds = wanted == failure.code
            return Answer(holds, failure.code if holds else f"{failure.code}({failure.message})")
        return Answer(is_met(value, wanted=wanted, scheme=run.plan.scheme), told(value))

    def _read(self, path: str, *, subject: str, at: Coordinate) -> Value:
        run = self.scored.run
        here = {"subject": subject, "period": at.period or run.period}
        match at.field:
            case None | "得分" | "数值":
                return run.value(path, **here)  # type: ignore[arg-type]
            case "满分" | "分值":
                return run.full(path, **here)  # type: ignore[arg-type]
            case "权重":
                return run.weight(path, **here)  # type: ignore[arg-type]
            case "适用":
                return run.applies(path, **here)  # type: ignore[arg-type]
            case field:
                return run.fact(path, field=field, **here)  # type: ignore[arg-type]


def _said_of_found(count: int, *, path: str) -> str:
    if count:
        return speak("有 {count} 个叫「{path}」的指标", count=count, path=path)
    return speak("没有叫「{path}」的指标", path=path)


# --- words of a subject -------------------------------------------------------------------------


def _grade(subject: SubjectResult, at: Coordinate, wanted: object) -> Answer:
    """等次: the word, 无, or the list of the possible ones."""
    verdict = subject.verdict
    if isinstance(wanted, tuple):
        return _possible(subject, at, wanted)
    text = verdict.grade
    if text is None and verdict.grades_possible:
        options = speak("或").join(verdict.grades_possible)
        return Answer(holds=False, actual=speak("未定:{options}", options=options))
    return Answer(_same_word(text, wanted), text or speak("无"))


def _before(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """原等次: the grade before vetoes."""
    text = subject.verdict.grade_before
    return Answer(_same_word(text, wanted), text or speak("无"))


def _possible(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """可能等次: the whole set."""
    possible = subject.verdict.grades_possible
    return Answer(set(_listed(wanted)) == set(possible), plain_text(possible))


def _rank(subject: SubjectResult, at: Coordinate, wanted: object) -> Answer:
    """名次: a number, or the range while it is open."""
    verdict = subject.verdict
    rank = verdict.rank if at.field is None else verdict.ranks.get(at.field)
    ends = _ends(wanted)
    if at.field is None and ends is not None:
        actual = [*(verdict.rank_range or ())] or [rank, rank]
        return Answer(list(ends) == actual, plain_text([count_as_json(end) for end in actual]))
    text = plain_text(count_as_json(rank))
    if rank is None and verdict.rank_range is not None:
        least, most = (count_as_json(end) for end in verdict.rank_range)
        text = speak("未定:{least}..{most}", least=least, most=most)
    return Answer(_same_number(rank, wanted), text)


def _status(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """状态: 已定, 未完成, 不参加, 拒绝."""
    word = str(wanted)
    return Answer(STATUSES.get(word, word) == subject.status.value, subject.status.value)


def _open(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """未完成, 区间: yes or no, or the bounds of the total."""
    span = subject.interval
    if str(wanted) in TRUTHS:
        is_open = subject.status is Status.INCOMPLETE
        return Answer(TRUTHS[str(wanted)] == is_open, shown(is_open))
    if span is None:
        return Answer(str(wanted) in NOTHING, speak("无"))
    return Answer(_ends(wanted) == (span.low, span.high), told(span))


def _honours(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """荣誉: the list of proposed ones, or {name: state}."""
    states = {one.code: one.state for one in subject.verdict.honours}
    text = plain_text({code: state.value for code, state in states.items()})
    if isinstance(wanted, Mapping):
        words = {key: HONOURS.get(str(word), str(word)) for key, word in wanted.items()}
        return Answer(words == {code: one.value for code, one in states.items()}, text)
    proposed = {code for code, one in states.items() if one is HonourState.PROPOSED}
    return Answer(set(_listed(wanted)) == proposed, text)


def _consequences(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """结果运用: those that must be among them, or {code: state or amount}; 无 = none at all."""
    known = {one.code: one for one in subject.verdict.consequences}
    text = plain_text({code: one.state.value for code, one in known.items()})
    if isinstance(wanted, Mapping):
        holds = all(
            code in known
            and (word == known[code].state.value or _same_number(known[code].amount, word))
            for code, word in wanted.items()
        )
        return Answer(holds, text)
    words = {*known, *(one.text for one in known.values())}
    return Answer(_among(wanted, words), text)


def _no_consequences(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """无结果运用: none of these."""
    codes = {one.code for one in subject.verdict.consequences}
    return Answer(not codes & set(_listed(wanted)), plain_text(sorted(codes)))


def _flags(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """标记: those that must be among them."""
    codes = [one.code for one in subject.verdict.flags]
    return Answer(_among(wanted, {*codes}), plain_text(codes))


def _own_faults(subject: SubjectResult, _at: Coordinate, wanted: object) -> Answer:
    """问题 of a subject: codes that must be among them."""
    return _faults(subject.problems, wanted)


# --- words of the run ---------------------------------------------------------------------------


def _all_faults(answerer: Answerer, _at: Coordinate, wanted: object) -> Answer:
    """问题 of the whole run."""
    own = (one for subject in answerer.scored.result.subjects for one in subject.problems)
    return _faults((*answerer.problems, *own), wanted)


def _decided(
    answerer: Answerer,
    at: Coordinate,
    wanted: object,
    *,
    read: Callable[[Decision], object],
) -> Answer:
    """名额, 提名, 并列, 余额: of the only quota, of `名额.先进`, or {what: value}."""
    if isinstance(wanted, Mapping):
        parts = [
            _decided(answerer, Coordinate(at.subject, at.path, None, name), one, read=read)
            for name, one in wanted.items()
        ]
        actual = dict(zip(wanted, (one.actual for one in parts), strict=True))
        return Answer(all(one.holds for one in parts), plain_text(actual))
    group = (at.subject or GROUP).removeprefix(GROUP)
    fitting = [
        one for one in answerer.scored.result.decisions
        if at.field in (None, one.what) and (not group or one.group == group)
    ]  # fmt: skip
    if len(fitting) != 1:
        return Answer(
            holds=False, actual=speak("有 {count} 项名额，要写明是哪一项", count=len(fitting))
        )
    found = read(fitting[0])
    if isinstance(found, tuple):
        text = plain_text(found) if found else speak("无")
        return Answer(set(_listed(wanted)) == set(found), text)
    holds = str(wanted) in NOTHING if found is None else str(found) == str(wanted)
    return Answer(holds, plain_text(found))


def is_met(value: Value, *, wanted: object, scheme: Scheme) -> bool:
    """Whether a value is what was expected, exactly or as it is published."""
    ends = _ends(wanted)
    if ends is not None:
        return isinstance(value, Span) and (value.low, value.high) == ends
    word = str(wanted).strip()
    if is_unknown(value):
        return word in MISSING
    if isinstance(value, bool):
        return TRUTHS.get(word) is value
    if not isinstance(value, Fraction):
        return word in (*_wordings(value), *(("null",) if isinstance(value, Null) else ()))
    number = parse_exact(word.removesuffix("分").removesuffix("%"))
    if number is None:
        return False
    number = number / 100 if word.endswith("%") else number
    written = len(word.partition(".")[2].rstrip("分%")) if "/" not in word else 0
    places = max(scheme.places, written)
    return value == number or round_to(value, places=places, mode=scheme.places_mode) == number


def _wordings(value: Value) -> tuple[str, ...]:
    """How a value is written: an author of English keys may still write the Chinese word."""
    with speaking(CHINESE):
        chinese = shown(value)
    return shown(value), chinese


def told(value: Value) -> str:
    """A value as the actual side of a case."""
    if isinstance(value, Span):
        low, high = ("?" if end is None else exact_text(end) for end in (value.low, value.high))
        return speak("缺:{low}..{high}", low=low, high=high)
    return speak("缺:{value}", value=shown(value)) if is_unknown(value) else shown(value)


def _ends(wanted: object) -> tuple[Fraction | None, Fraction | None] | None:
    """The two ends of `[60, 72.5]` or `60..72.5`; an end may be `?`."""
    texts: tuple[str, ...]
    if isinstance(wanted, tuple) and len(wanted) == 2:
        texts = tuple(map(str, wanted))
    elif isinstance(wanted, str) and wanted.count("..") == 1:
        texts = tuple(wanted.split(".."))
    else:
        return None
    low, high = (parse_exact(text) for text in texts)
    if any(
        one is None and text.strip() != "?" for one, text in zip((low, high), texts, strict=True)
    ):
        return None
    return low, high


def _listed(wanted: object) -> tuple[str, ...]:
    if isinstance(wanted, tuple):
        return tuple(map(str, wanted))
    return () if str(wanted) in NOTHING else (str(wanted),)


def _among(wanted: object, words: set[str]) -> bool:
    asked = _listed(wanted)
    return set(asked) <= words if asked else not words


def _same_word(text: str | None, wanted: object) -> bool:
    return str(wanted) in NOTHING if text is None else str(wanted) == text


def _same_number(number: Fraction | None, wanted: object) -> bool:
    if number is None:
        return str(wanted) in NOTHING
    return parse_exact(str(wanted)) == number


def _faults(problems: tuple[Problem, ...], wanted: object) -> Answer:
    codes = list(dict.fromkeys(one.code for one in problems))
    asked = _listed(wanted)
    if not asked:
        # 无: neither errors nor warnings; notes only explain.
        wrong = [one for one in problems if one.severity != "note"]
        return Answer(not wrong, _in_words(wrong) if wrong else speak("无"))
    holds = set(asked) <= set(codes)
    return Answer(holds, plain_text(codes) if holds else _in_words(problems))


def _in_words(problems: Iterable[Problem]) -> str:
    """Code and message of each problem."""
    return plain_text(list(dict.fromkeys(f"{one.code}({one.message})" for one in problems)))


def _reading(
    read: Callable[[Decision], object],
) -> Callable[[Answerer, Coordinate, object], Answer]:
    return lambda answerer, at, wanted: _decided(answerer, at, wanted, read=read)


_seats = _reading(lambda one: one.seats)
_proposed = _reading(lambda one: one.proposed)
_tied = _reading(lambda one: one.tied)
_left = _reading(lambda one: one.seats_open)
_OF_RUN: Mapping[str, Callable[[Answerer, Coordinate, object], Answer]] = {
    "名额": _seats, "seats": _seats,
    "提名": _proposed, "拟列": _proposed, "proposed": _proposed,
    "并列": _tied, "tied": _tied,
    "余额": _left, "seats_open": _left,
    "问题": _all_faults, "problems": _all_faults,
}  # fmt: skip
_OF_SUBJECT: Mapping[str, Callable[[SubjectResult, Coordinate, object], Answer]] = {
    "等次": _grade, "grade": _grade,
    "原等次": _before, "grade_before": _before,
    "可能等次": _possible, "grades_possible": _possible,
    "名次": _rank, "rank": _rank,
    "名次范围": _rank, "rank_range": _rank,
    "状态": _status, "status": _status,
    "未完成": _open, "incomplete": _open,
    "区间": _open, "interval": _open,
    "荣誉": _honours, "honours": _honours,
    "结果运用": _consequences, "consequences": _consequences,
    "无结果运用": _no_consequences, "no_consequences": _no_consequences,
    "标记": _flags, "flags": _flags,
    "问题": _own_faults, "problems": _own_faults,
}  # fmt: skip
