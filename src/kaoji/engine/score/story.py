"""How a subject went down the grades, retold as moves for the explanation.

Only what is certain is told: the story breaks off where facts are missing or a tie is undecided.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kaoji.engine.plinth.speech import speak
from kaoji.engine.score.answers import Answer, any_of
from kaoji.engine.score.descent import Descent, Route
from kaoji.engine.score.quota import Allotment
from kaoji.engine.score.rungs import Rung, Rungs
from kaoji.engine.score.verdict import Cause, Move


@dataclass(frozen=True, slots=True)
class Down:
    """The moves, and the rung where the subject ends if that is known."""

    moves: tuple[Move, ...]
    end: int | None


@dataclass(frozen=True, slots=True)
class Storyteller:
    """Knows one descent and retells the ways through it."""

    rungs: Rungs
    descent: Descent

    def down(self, subject: str, *, route: Route, vetoes: tuple[str, ...]) -> Down:
        """The way along one route; `vetoes`: the names of those on the subject."""
        ladder = self.rungs.ladder
        moves: list[Move] = []
        rung, is_put = route.entry, route.is_put
        while rung <= ladder.last:
            reaches = is_put or self.rungs.reaches(subject, rung=rung)
            is_put = False
            if reaches is None:
                break
            if reaches:
                _arrive(moves, ladder.names[rung])
                stays, move = self._stay(subject, rung, any_barred=route.bars(rung), vetoes=vetoes)
                moves += [move] if move else []
                if stays is not False:
                    return Down(tuple(moves), rung if stays else None)
            rung += 1
        return Down(tuple(moves), None)

    def _stay(
        self, subject: str, rung: int, *, any_barred: Answer, vetoes: tuple[str, ...]
    ) -> tuple[Answer, Move | None]:
        """Whether the subject stays at a grade that it reached, and what hinders it."""
        own = self.rungs.at(subject, rung=rung)
        grade = self.rungs.ladder.names[rung]
        if own.passes is not True:
            return own.passes, None if own.passes is None else _failing(own, grade)
        barred = any_of((own.barred, any_barred))
        if barred is not False:
            return (None, None) if barred is None else (False, _barred(own, grade, vetoes))
        if self.rungs.ladder.grades[rung].quota is None:
            return True, None
        seat = self.descent.seated[rung].get(subject, False)
        return seat, None if seat else self._unseated(subject, rung, grade)

    def _unseated(self, subject: str, rung: int, grade: str) -> Move | None:
        """The move of a subject that reached a rationed grade and has no seat for certain."""
        if not self.rungs.inquiry.bench.may_rank(subject):
            text = speak("按规定不参加排名，不列入「{grade}」名额", grade=grade)
            return Move(Cause.NOT_RANKED, grade, text, grade, None)
        allotment = next(
            one for at, one in self.descent.allotments if at == rung and subject in one.seated
        )
        if self.descent.seated[rung][subject] is False:
            return Move(Cause.NO_SEAT, grade, _no_seat(allotment, subject, grade), grade, None)
        if subject not in allotment.tied:
            return None
        body = allotment.quota.body or speak("有权机关")
        text = speak("在「{grade}」最后名额处并列，提请{body}研究决定", grade=grade, body=body)
        return Move(Cause.TIE, grade, text, grade, None)


def _no_seat(allotment: Allotment, subject: str, grade: str) -> str:
    """Why somebody who reached a rationed grade is without a seat."""
    seats = allotment.seats.derivation
    if subject in allotment.tied_out:
        return speak(
            "在「{grade}」最后名额处并列，按规定并列者都不列入（名额 {seats}）",
            grade=grade,
            seats=seats,
        )
    if allotment.tied_out:
        return speak(
            "排在并列而都不列入者之后，轮不到「{grade}」（名额 {seats}）", grade=grade, seats=seats
        )
    if allotment.keeping:
        return speak(
            "「{grade}」的名额已按顺序排定，空出的不递补（名额 {seats}）", grade=grade, seats=seats
        )
    return speak("「{grade}」名额已满（{seats}）", grade=grade, seats=seats)


def _arrive(moves: list[Move], grade: str) -> None:
    if moves:
        moves[-1] = replace(moves[-1], after=grade)


def _failing(own: Rung, grade: str) -> Move:
    first = own.failing[0]
    texts = speak("、").join(one.text for one in own.failing)
    return Move(
        Cause.CONDITION,
        texts,
        speak("未满足「{grade}」的条件：{texts}，降一等", grade=grade, texts=texts),
        grade,
        None,
        first.clause,
    )


def _barred(own: Rung, grade: str, vetoes: tuple[str, ...]) -> Move:
    names = speak("、").join([bar.name for bar in own.bars] or vetoes)
    first = own.bars[0] if own.bars else None
    return Move(
        Cause.BARRED,
        names,
        speak("因「{names}」不得评为「{grade}」", names=names, grade=grade),
        grade,
        None,
        first.clause if first else None,
        first.authority if first else None,
    )
