"""The account of one unit (计分表): result, what would change it, rows, derivations, boxes to sign.

Order on paper: result, smallest change, the ledger, grade and seats, what is missing, every node's
derivation, boxes to sign.
"""

from __future__ import annotations

from kaoji.engine.explain.account import Account
from kaoji.engine.explain.pages.printing import printed
from kaoji.engine.explain.pages.rows import rank_shown, rows_of, total_shown
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
        lines=tuple(text for text in lines if text not in changes),
        missing=tuple(one.sentence for one in account.missing),
        signers=tuple(map(speak, SIGNERS)),
        words=_words(),
    )


def _grade(account: Account) -> str:
    """A run proposes; who may decide, decides."""
    verdict = account.subject.verdict
    if verdict.grade is not None:
        return speak("拟{grade}", grade=verdict.grade)
    return speak("或").join(verdict.grades_possible)


def _words() -> dict[str, str]:
    """The headings."""
    return {
        "rank": speak("名次"), "item": speak("项目"), "how": speak("怎么算"),
        "points": speak("得分"), "full": speak("满分"), "lost": speak("失分"),
        "where": speak("失在哪里"), "change": speak("离别的等次还有多远"),
        "verdict": speak("等次、名额与结果运用"), "missing": speak("还缺的数据"),
        "details": speak("逐项推导"), "date": speak("年　　月　　日"), "unit": speak("单位：分"),
        "version": speak("版"),
    }  # fmt: skip
