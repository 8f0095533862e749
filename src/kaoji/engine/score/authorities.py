"""Whose card it is: a bar or veto that names 发文机关 counts cases of those issuers only.

A row without an issuer counts: the list is the authority's. So does one of the body that took over
from a named one, dated since it did or not at all. A row of another issuer does not, and is told;
nobody's seal is guessed from an abbreviation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kaoji.engine.facts.book import Line
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.bodies import took_over
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
    issuer = _issuer(line)
    if not issuer or not issuers or issuer in issuers:
        return True
    since = _took_over(issuer, issuers=issuers)
    return since is not None and (line.day is None or line.day >= since)


def not_ours(line: Line, *, subject: str, name: str, issuers: tuple[str, ...]) -> Problem:
    """The warning on a row that another authority has issued, or ours before it was there."""
    since = _took_over(_issuer(line), issuers=issuers)
    told = _of_another(line, name, issuers) if since is None else _too_early(line, name, since)
    return replace(told, path=name, coordinate=f"{subject}:{name}")


def _of_another(line: Line, name: str, issuers: tuple[str, ...]) -> Problem:
    return Problem(
        "other-authority",
        speak(
            "「{name}」的这一条是「{issuer}」发的，方案只认「{issuers}」发的：没有计入",
            name=name,
            issuer=_issuer(line),
            issuers=speak("、").join(issuers),
        ),
        speak("确是同一个机关的，把发文机关改成方案里的写法"),
        "warning",
        place=line.row.cell("issuer").place,
    )


def _too_early(line: Line, name: str, since: date) -> Problem:
    issuer = _issuer(line)
    return Problem(
        "authority-not-yet",
        speak(
            "「{name}」的这一条是「{issuer}」{day} 发的，它 {since} 才承接方案所写的机关：没有计入",
            name=name,
            issuer=issuer,
            day=line.day,
            since=since,
        ),
        speak("核对日期；当地承接得更早的，把「{issuer}」写进方案的「发文机关」", issuer=issuer),
        "warning",
        place=line.row.cell("date").place,
    )


def _issuer(line: Line) -> str:
    return line.row.text("issuer").strip()


def _took_over(issuer: str, *, issuers: tuple[str, ...]) -> date | None:
    """The first day on which the issuer did the work of a named one; `None`: it never does."""
    found = (took_over(issuer, former=one) for one in issuers)
    return min((since for since in found if since is not None), default=None)
