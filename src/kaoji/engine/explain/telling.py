"""An account in sentences: headline, verdict, decisions, derivation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from kaoji.engine.explain.grounds import Ground
from kaoji.engine.explain.prose import lies, told
from kaoji.engine.explain.records import Derivation
from kaoji.engine.explain.refusals import reason
from kaoji.engine.explain.spoken import bracketed, ended, joined, listed, tidy
from kaoji.engine.plinth.names import spoken_coordinate
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.score.result import Result, Status
from kaoji.engine.score.verdict import Cause, Decision, Flag, FlagKind, Move, Proposal, Vacancy

if TYPE_CHECKING:
    from kaoji.engine.explain.account import Account


def headline(account: Account) -> Iterator[str]:
    """Who, when, by which regulation, and what came out."""
    result, subject = account.result, account.subject
    yield f"{result.title} {result.version} · {result.period} · {subject.name}"
    verdict = subject.verdict
    words = []
    if subject.status is Status.REFUSED:
        words.append(speak("数据有错误，没有计分"))
    elif subject.total is not None:
        words.append(speak("得分 {total}", total=subject.shown or subject.published))
    elif subject.interval is not None and subject.interval.is_bounded:
        words.append(speak("得分{lies}", lies=lies(subject.interval)))
    words += grade_words(account)
    if verdict.rank is not None:
        words.append(speak("名次 {rank}", rank=told(verdict.rank)))
    elif verdict.rank_range is not None:
        words.append(_rank_range(*verdict.rank_range))
    words += [
        f"{name} {told(rank)}" for name, rank in list(verdict.ranks.items())[1:] if rank is not None
    ]
    yield ended(words) if words else ""


def _rank_range(least: Fraction, most: Fraction) -> str:
    if least == most:
        return speak("名次暂为第 {rank}", rank=told(least))
    return speak("名次在第 {least} 至第 {most} 之间", least=told(least), most=told(most))


def grade_words(account: Account) -> Iterator[str]:
    """The grade, and what it was before vetoes; while it is open those that it may be."""
    verdict = account.subject.verdict
    if verdict.grade is not None:
        before = verdict.grade_before
        is_changed = before and before != verdict.grade
        changed = speak("（原为{grade}）", grade=before) if is_changed else ""
        yield speak("等次 {grade}{changed}", grade=verdict.grade, changed=changed)
    elif len(verdict.grades_possible) == 1:
        yield speak("等次未定，只可能是{grade}", grade=verdict.grades_possible[0])
    elif verdict.grades_possible:
        grades = joined(verdict.grades_possible, by=marked("或"))
        yield speak("等次未定，可能是{grades}", grades=grades)


def verdict_lines(account: Account) -> Iterator[tuple[int, str]]:
    """Vetoes with their grounds, moves, flags, honours, consequences, decisions, distance; each
    line with its depth.
    """
    is_refused = account.subject.status is Status.REFUSED
    yield from _refusals(account) if is_refused else _verdict_lines(account)


def _refusals(account: Account) -> Iterator[tuple[int, str]]:
    """What was refused, why and where."""
    for problem in account.subject.problems:
        if problem.severity == "error":
            at = spoken_coordinate(problem.coordinate) if problem.coordinate else ""
            where = speak("{where}：", where=at) if at else ""
            yield 0, speak("{where}{why}。", where=where, why=reason(problem))


def _verdict_lines(account: Account) -> Iterator[tuple[int, str]]:
    verdict = account.subject.verdict
    grounds = {(one.kind, one.name): one for one in account.grounds}
    yield from _moves(verdict.moves, grounds)
    vetoed = {move.name for move in verdict.moves if move.cause in _ACTS}
    for flag in verdict.flags:
        if not _is_told(flag, vetoed):
            yield 0, speak("标记：{flag}", flag=flag_line(flag))
            yield from _behind(grounds.get((_KINDS.get(flag.kind, ""), flag.code)))
    for ground in account.grounds:
        if ground.kind in ("value", "grade", "condition") or ground.holds is None:
            yield 0, tidy(ground.sentence)
            yield from _behind(ground)
    for honour in verdict.honours:
        yield (
            0,
            speak(
                "荣誉「{name}」：{state}{cited}。",
                name=honour.code,
                state=speak(_HONOURS[honour.state.value]),
                cited=_cited(honour.clause, honour.authority),
            ),
        )
    for one in verdict.consequences:
        yield 0, consequence_line(one)
    yield from ((0, text) for text in account.ties)
    names = names_in(account.result)
    for decision in account.decisions:
        yield 0, decision_line(decision, names=names)
    if account.distance is not None:
        yield from ((0, tidy(text)) for text in account.distance.sentences)


_HONOURS = MappingProxyType(
    {"proposed": marked("拟列"), "tied": marked("并列待定"), "barred": marked("已取消资格")}
)
_ACTS = frozenset({Cause.CAP, Cause.FLOOR, Cause.DOWN, Cause.SET, Cause.BAR})
_KINDS = {FlagKind.VETO: "veto", FlagKind.DISABLED: "veto", FlagKind.BAR: "bar"}


def _is_told(flag: Flag, vetoed: set[str]) -> bool:
    """A flag of a veto whose effects have been told with it."""
    if flag.kind is FlagKind.VETO:
        return flag.code in vetoed
    return flag.kind is FlagKind.NO_HONOURS and flag.code.partition(":")[0] in vetoed


def _moves(
    moves: tuple[Move, ...], grounds: Mapping[tuple[str, str], Ground]
) -> Iterator[tuple[int, str]]:
    """The way from the grade by score to the final one; a veto comes with what it rests on."""
    known: set[str] = set()
    is_vetoed = any(move.cause in _ACTS and move.cause is not Cause.BAR for move in moves)
    for move in moves:
        if move.cause not in _ACTS:
            told = _moved(move)
            is_void = is_vetoed and move.cause is Cause.TIE  # who is out waits for no decision
            yield 0, speak("若不计否决事项：{told}", told=told) if is_void else told
            continue
        ground = grounds.get(("veto", move.name))
        if move.name in known:
            yield 0, speak("否决事项「{name}」另{effect}。", name=move.name, effect=_effect(move))
            continue
        why = "" if ground is None else _because(ground)
        yield (
            0,
            tidy(
                speak(
                    "否决事项「{name}」成立{why}，{effect}。",
                    name=move.name,
                    why=why,
                    effect=_effect(move),
                )
            ),
        )
        yield from _behind(ground)
        known.add(move.name)


def _because(ground: Ground) -> str:
    note = (ground.note or "").rstrip(speak("。"))
    return bracketed(joined((ground.reason, note), by=marked("；")))


def _effect(move: Move) -> str:
    """What a veto does, by what authority, and to which grade."""
    return f"{move.effect}{_cited(move.clause, move.authority)}{_way(move)}"


def _way(move: Move) -> str:
    if move.cause is Cause.BAR:
        return ""  # honours, not the grade
    if move.before == move.after:
        if not move.after:
            return speak("：等次未定")
        return speak("：等次仍为 {grade}", grade=move.after)
    before, after = _graded(move)
    return speak("：等次 {before} → {after}", before=before, after=after)


def _graded(move: Move) -> tuple[str, str]:
    """The grades before and after; open where there is none."""
    return move.before or speak("未定"), move.after or speak("未定")


def _moved(move: Move) -> str:
    before, after = _graded(move)
    what = f"{move.text}{_cited(move.clause, move.authority)}"
    if before == after:
        return speak("等次仍为 {grade}：{what}。", grade=after, what=what)
    return speak("等次 {before} → {after}：{what}。", before=before, after=after, what=what)


def _behind(ground: Ground | None) -> Iterator[tuple[int, str]]:
    """What a verdict rests on, down to its rows."""
    for made in ground.derivations if ground is not None else ():
        yield from derivation_lines(made, depth=1)


def names_in(result: Result) -> Mapping[str, str]:
    """How each subject is printed."""
    return {one.subject: one.name for one in result.subjects}


_STATES = {
    "proposed": marked("建议"), "not_executable": marked("不可执行"),
    "awaiting_ruling": marked("待解释"), "awaiting_basis": marked("须批准文号"),
}  # fmt: skip


def flag_line(flag: Flag) -> str:
    """What is on record against a subject, and by whom."""
    return speak("{text}。", text=f"{flag.text}{_cited(flag.clause, flag.authority)}")


def consequence_line(one: Proposal) -> str:
    """A consequence: proposed, never executed."""
    text = f"{one.text}{_money(one)}{_cited(one.clause, one.authority)}"
    return speak("结果运用（{state}）：{text}。", state=speak(_STATES[one.state.value]), text=text)


def _money(one: Proposal) -> str:
    """The amount; one of nothing asks for a look at the facts, since lists may be unfilled."""
    if one.amount is None:
        return ""
    persons = speak("（{persons} 人）", persons=told(one.persons)) if one.persons else ""
    amount = f"{told(one.amount, unit=one.unit)}{persons}"
    if one.amount:
        return speak("，金额 {amount}", amount=amount)
    return speak("，金额按现有数据为 {amount}，请核对所依据的数据是否已填", amount=amount)


def decision_line(one: Decision, *, names: Mapping[str, str]) -> str:
    """A quota: how many seats, who is proposed, what a body has to decide."""

    def named(subjects: tuple[str, ...]) -> str:
        return listed(names.get(subject, subject) for subject in subjects)

    # A warning that retells the derivation with more to it stands for it.
    longer = [text for text in one.warnings if text.startswith(one.derivation)]
    parts = [
        speak(
            "「{name}」名额{group}：{derivation}",
            name=one.what,
            group=bracketed(one.group or ""),
            derivation=longer[0] if longer else one.derivation,
        )
    ]
    if one.proposed:
        parts.append(speak("拟列 {names}", names=named(one.proposed)))
    if one.tied:
        parts.append(_tied(one, names=named(one.tied)))
    if one.vacancy is not None:
        why = why_empty(one, who=named(one.vacated_by))
        parts.append(speak("空出 {count} 个名额，{why}", count=one.seats_open, why=why))
    parts += [text for text in one.warnings if text not in longer]
    return ended(parts, by=marked("；"))


def body_of(one: Decision) -> str:
    """Who decides a tie."""
    return one.body or speak("有权机关")


def _tied(one: Decision, *, names: str) -> str:
    is_open = one.seats_open is not None
    seats = speak("，余 {count} 个名额", count=one.seats_open) if is_open else ""
    return speak(
        "{names} 并列{seats}，提请{body}研究决定", names=names, seats=seats, body=body_of(one)
    )


def why_empty(one: Decision, *, who: str) -> str:
    """Why a seat stays empty."""
    if one.vacancy is Vacancy.TIED_OUT:
        return speak("{who} 在最后名额处并列，按规定都不列入", who=who)
    if one.vacancy is Vacancy.KEPT:
        return speak("{who} 不得列入，按规定不递补", who=who)
    if not one.proposed:
        return speak("没有够条件的")
    return speak("够条件的只有 {count} 个", count=len(one.proposed))


def _cited(clause: str | None, authority: str | None) -> str:
    by = speak("依据 {cited}", cited=clause) if clause else ""
    body = speak("机关 {authority}", authority=authority) if authority else ""
    return bracketed(joined((by, body)))


def derivation_lines(derivation: Derivation, *, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The tree as sentences with their depth."""
    for number, text in enumerate(derivation.sentences):
        yield depth + (number > 0), text
    for child in derivation.children:
        yield from derivation_lines(child, depth=depth + 1)
