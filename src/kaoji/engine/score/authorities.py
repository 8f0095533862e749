"""Whose card it is: a bar or veto that names 发文机关 counts cases of those issuers only.

A row without an issuer counts: the list is the authority's. So does one of the body that took over
from a named one. A row of another issuer does not, and is told; nobody's seal is guessed from an
abbreviation.
"""

from __future__ import annotations

from kaoji.engine.facts.book import Line
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.bodies import successors
from kaoji.engine.scheme.model import Bar, Scheme, Veto
from kaoji.engine.score.consequences import bars_in


def issuers_of(scheme: Scheme, *, name: str) -> tuple[str, ...]:
    """The issuers that bars and vetoes of that name count; none stated: any."""
    cases: tuple[Bar | Veto, ...] = (*bars_in(scheme), *scheme.vetoes)
    return tuple(
        dict.fromkeys(issuer for one in cases if one.name == name for issuer in one.issuers)
    )


def is_ours(line: Line, *, issuers: tuple[str, ...]) -> bool:
    """Tell whether the row counts."""
    issuer = line.row.text("issuer").strip()
    if not issuer or not issuers or issuer in issuers:
        return True
    return any(issuer in successors(one) for one in issuers)


def not_ours(line: Line, *, subject: str, name: str, issuers: tuple[str, ...]) -> Problem:
    """The warning on a row that another authority has issued."""
    issuer = line.row.text("issuer").strip()
    return Problem(
        "other-authority",
        speak(
            "「{name}」的这一条是「{issuer}」发的，方案只认「{issuers}」发的：没有计入",
            name=name,
            issuer=issuer,
            issuers=speak("、").join(issuers),
        ),
        speak("确是同一个机关的，把发文机关改成方案里的写法"),
        "warning",
        place=line.row.cell("issuer").place,
        path=name,
        coordinate=f"{subject}:{name}",
    )
