"""An account in sentences: headline, verdict, decisions, derivation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kaoji.engine.explain.grounds import Ground
from kaoji.engine.explain.prose import lies, tidy, told
from kaoji.engine.explain.records import Derivation
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
        words.append("数据有错误,没有计分")
    elif subject.total is not None:
        words.append(f"得分 {subject.shown or subject.published}")
    elif subject.interval is not None and subject.interval.is_bounded:
        words.append(f"得分{lies(subject.interval)}")
    words += _grade_words(account)
    if verdict.rank is not None:
        words.append(f"名次 {told(verdict.rank)}")
    elif verdict.rank_range is not None:
        least, most = verdict.rank_range
        is_one = least == most
        words.append(
            f"名次暂为第 {told(least)}"
            if is_one
            else f"名次在第 {told(least)} 至第 {told(most)} 之间"
        )
    words += [
        f"{name} {told(rank)}" for name, rank in list(verdict.ranks.items())[1:] if rank is not None
    ]
    yield ",".join(words) + "。" if words else ""


def _grade_words(account: Account) -> Iterator[str]:
    verdict = account.subject.verdict
    if verdict.grade is not None:
        before = verdict.grade_before
        changed = f"(原为{before})" if before and before != verdict.grade else ""
        yield f"等次 {verdict.grade}{changed}"
    elif verdict.grades_possible:
        only = len(verdict.grades_possible) == 1
        yield f"等次未定,{'只' if only else ''}可能是{'或'.join(verdict.grades_possible)}"


def verdict_lines(account: Account) -> Iterator[tuple[int, str]]:
    """Vetoes with their grounds, moves, flags, honours, consequences, decisions, distance; each
    line with its depth.
    """
    verdict = account.subject.verdict
    grounds = {(one.kind, one.name): one for one in account.grounds}
    yield from _moves(verdict.moves, grounds)
    vetoed = {move.name for move in verdict.moves if move.cause in _ACTS}
    for flag in verdict.flags:
        if not _is_told(flag, vetoed):
            yield 0, f"标记:{flag_line(flag)}"
            yield from _behind(grounds.get((_KINDS.get(flag.kind, ""), flag.code)))
    for ground in account.grounds:
        if ground.kind in ("grade", "condition") or ground.holds is None:
            yield 0, tidy(ground.sentence)
            yield from _behind(ground)
    for honour in verdict.honours:
        states = {"proposed": "拟列", "tied": "并列待定", "barred": "已取消资格"}
        state = states[honour.state.value]
        yield 0, f"荣誉「{honour.code}」:{state}{_cited(honour.clause, honour.authority)}。"
    for one in verdict.consequences:
        yield 0, consequence_line(one)
    names = names_in(account.result)
    for decision in account.decisions:
        yield 0, decision_line(decision, names=names)
    if account.distance is not None:
        yield from ((0, tidy(text)) for text in account.distance.sentences)


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
    for move in moves:
        if move.cause not in _ACTS:
            before, after = (grade or "未定" for grade in (move.before, move.after))
            way = f"等次 {before} → {after}" if before != after else f"等次仍为 {after}"
            yield 0, f"{way}:{move.text}{_cited(move.clause, move.authority)}。"
            continue
        ground = grounds.get(("veto", move.name))
        effect = move.text.partition(":")[2]
        cited = _cited(move.clause, move.authority)
        if move.name in known:
            yield 0, f"否决事项「{move.name}」另{effect}{cited}{_way(move)}。"
            continue
        why = "" if ground is None else _because(ground)
        yield 0, tidy(f"否决事项「{move.name}」成立{why},{effect}{cited}{_way(move)}。")
        yield from _behind(ground)
        known.add(move.name)


def _because(ground: Ground) -> str:
    parts = [part for part in (ground.reason, (ground.note or "").rstrip("。")) if part]
    return f"({';'.join(parts)})" if parts else ""


def _way(move: Move) -> str:
    if move.cause is Cause.BAR:
        return ""  # honours, not the grade
    if move.before == move.after:
        return f":等次仍为 {move.after}" if move.after else ":等次未定"
    return f":等次 {move.before or '未定'} → {move.after or '未定'}"


def _behind(ground: Ground | None) -> Iterator[tuple[int, str]]:
    """What a verdict rests on, down to its rows."""
    for made in ground.derivations if ground is not None else ():
        yield from derivation_lines(made, depth=1)


def names_in(result: Result) -> Mapping[str, str]:
    """How each subject is printed."""
    return {one.subject: one.name for one in result.subjects}


_STATES = {
    "proposed": "建议", "not_executable": "不可执行", "awaiting_ruling": "待解释",
    "awaiting_basis": "须批准文号",
}  # fmt: skip


def flag_line(flag: Flag) -> str:
    """What is on record against a subject, and by whom."""
    return f"{flag.text}{_cited(flag.clause, flag.authority)}。"


def consequence_line(one: Proposal) -> str:
    """A consequence: proposed, never executed."""
    state = _STATES[one.state.value]
    return f"结果运用({state}):{one.text}{_money(one)}{_cited(one.clause, one.authority)}。"


def _money(one: Proposal) -> str:
    """The amount; one of nothing asks for a look at the facts, since lists may be unfilled."""
    if one.amount is None:
        return ""
    amount = told(one.amount, unit=one.unit) + (f"({told(one.persons)} 人)" if one.persons else "")
    return (
        f",金额 {amount}"
        if one.amount
        else f",金额按现有数据为 {amount},请核对所依据的数据是否已填"
    )


def decision_line(one: Decision, *, names: Mapping[str, str]) -> str:
    """A quota: how many seats, who is proposed, what a body has to decide."""

    def named(subjects: tuple[str, ...]) -> str:
        return "、".join(names.get(subject, subject) for subject in subjects)

    group = f"({one.group})" if one.group else ""
    # A warning that retells the derivation with more to it stands for it.
    longer = [text for text in one.warnings if text.startswith(one.derivation)]
    parts = [f"「{one.what}」名额{group}:{longer[0] if longer else one.derivation}"]
    if one.proposed:
        parts.append(f"拟列 {named(one.proposed)}")
    if one.tied:
        body = one.body or "有权机关"
        seats = "" if one.seats_open is None else f",余 {one.seats_open} 个名额"
        parts.append(f"{named(one.tied)} 并列{seats},提请{body}研究决定")
    if one.vacancy is not None:
        parts.append(f"空出 {one.seats_open} 个名额,{why_empty(one, who=named(one.vacated_by))}")
    parts += [text for text in one.warnings if text not in longer]
    return ";".join(parts) + "。"


def why_empty(one: Decision, *, who: str) -> str:
    """Why a seat stays empty."""
    if one.vacancy is Vacancy.TIED_OUT:
        return f"{who} 在最后名额处并列,按规定都不列入"
    if one.vacancy is Vacancy.KEPT:
        return f"{who} 不得列入,按规定不递补"
    return f"够条件的只有 {len(one.proposed)} 个" if one.proposed else "没有够条件的"


def _cited(clause: str | None, authority: str | None) -> str:
    parts = [f"依据 {clause}" if clause else "", f"机关 {authority}" if authority else ""]
    text = ",".join(part for part in parts if part)
    return f"({text})" if text else ""


def derivation_lines(derivation: Derivation, *, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The tree as sentences with their depth."""
    for number, text in enumerate(derivation.sentences):
        yield depth + (number > 0), text
    for child in derivation.children:
        yield from derivation_lines(child, depth=depth + 1)
