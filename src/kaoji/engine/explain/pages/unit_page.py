"""The account of one unit (计分表): result, what would change it, rows, derivations, boxes to sign.

The first page is what is signed: result, smallest change, the ledger, three boxes. The annex has
what is missing, grade and seats, and every node's derivation.
"""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.explain.account import Account
from kaoji.engine.explain.pages.account_rows import on_first_page, rows_of
from kaoji.engine.explain.pages.printing import printed
from kaoji.engine.explain.pages.standing import rank_shown, total_shown
from kaoji.engine.explain.spoken import tidy
from kaoji.engine.explain.telling import verdict_lines
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.score.result import Status

SIGNERS = (
    marked("考核组组长（签字）"),
    marked("分管领导（签字）"),
    marked("被考核单位（签字盖章）"),
)
_STATES = {
    Status.FINAL: marked("草稿"),
    Status.INCOMPLETE: marked("暂定"),
    Status.EXCLUDED: marked("不参加"),
    Status.REFUSED: marked("数据有误"),
}


def unit_page(account: Account) -> str:
    """The printed account of a unit, A4."""
    subject = account.subject
    rows = rows_of(account.derivation)
    ledger, period = on_first_page(rows), str(account.result.period)
    changes = () if account.distance is None else tuple(account.distance.sentences)
    lines = (text for _depth, text in verdict_lines(account))
    return printed(
        "unit",
        paper="a4",
        account=account,
        subject=subject,
        title=speak("{unit}计分表", unit=subject.name),
        state=speak(_STATES[subject.status]),
        total=total_shown(subject),
        rank=rank_shown(subject),
        grade=_grade(account),
        changes=changes,
        rows=rows,
        ledger=ledger,
        notes=tuple(_notes(account, is_folded=len(ledger) < len(rows))),
        lines=tuple(text for text in lines if text not in set(map(tidy, changes))),
        missing=tuple(one.named(subject=subject.subject, period=period) for one in account.missing),
        signers=tuple(map(speak, SIGNERS)),
        words=_words(),
    )


def _notes(account: Account, *, is_folded: bool) -> Iterator[str]:
    """What the first page leaves to the annex."""
    if account.missing:
        yield speak("还缺 {count} 项数据，见附件。", count=len(account.missing))
    if is_folded:
        yield speak("更细的各项见附件。")


def _grade(account: Account) -> str:
    """A run proposes; who may decide, decides."""
    verdict = account.subject.verdict
    if verdict.grade is not None:
        return speak("拟{grade}", grade=verdict.grade)
    return speak("或").join(verdict.grades_possible)


def _words() -> dict[str, str]:
    """The headings."""
    return {
        "annex": speak("附件：{what}", what=speak("逐项推导")),
        "rank": speak("名次"), "item": speak("项目"), "how": speak("怎么算"),
        "points": speak("得分"), "full": speak("满分"), "lost": speak("失总分"),
        "worth": speak("占总分"),
        "where": speak("失在哪里"), "change": speak("离别的等次还有多远"),
        "verdict": speak("等次、名额与结果运用"), "missing": speak("还缺的数据"),
        "date": speak("年　　月　　日"), "unit": speak("单位：分"),
        "version": speak("版"),
    }  # fmt: skip
