"""After the score: grades, quotas, honours, vetoes, rankings, consequences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kaoji.engine.plinth.problem import NOWHERE, Place
from kaoji.engine.scheme.model.amounts import Formula


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of an order: a node path and its direction."""

    path: str
    descending: bool = True
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Bar:
    """取消评先情形: an event list (or truth) of ours that bars, with its authority."""

    name: str
    condition: Formula | None = None  # default: at least one confirmed row of the fact `name`
    clause: str | None = None
    authority: str | None = None
    issuers: tuple[str, ...] = ()  # whose rows count; empty: anyone's
    place: Place = field(default=NOWHERE, compare=False)


class SeatRounding(StrEnum):
    """名额取整."""

    HALF_UP = "half_up"  # 四舍五入
    FLOOR = "floor"  # 去尾
    CEILING = "ceiling"  # 进一


class TieRule(StrEnum):
    """并列 at the last seat."""

    DECIDE = "decide"  # 提请
    ALL_IN = "all_in"  # 同进
    ALL_OUT = "all_out"  # 同出


@dataclass(frozen=True, slots=True)
class Quota:
    """名额: seats per pool, who competes, and what happens at the edges."""

    share: Formula | None = None  # e.g. 25 %
    count: Formula | None = None
    least: Formula | None = None  # 3-5: warn below
    rounding: SeatRounding | None = None
    pool: str | None = None  # a column of the subjects table; None: all in one list
    base: str = "all"  # all | ranked : who counts in the denominator (barred included or not)
    order: tuple[SortKey, ...] = ()
    ties: TieRule = TieRule.DECIDE
    body: str | None = None  # who decides
    passes_on: bool | None = None  # 顺延 True / 空缺 False: a seat left by a barred winner
    place: Place = field(default=NOWHERE, compare=False)
    pool_place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class GradeCondition:
    """A side condition of a grade and what failing it does (default: one grade down)."""

    condition: Formula
    text: str
    clause: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade (等次), best first in the scheme."""

    name: str
    floor: Formula | None = None  # 不低于
    above: Formula | None = None  # 高于
    condition: Formula | None = None  # 情形: grade by a condition instead of a floor
    otherwise: bool = False  # 其余
    quota: Quota | None = None
    conditions: tuple[GradeCondition, ...] = ()
    bars: tuple[Bar, ...] = ()
    aliases: tuple[str, ...] = ()
    clause: str | None = None
    reading: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Grading:
    """定等: which value is graded, on the exact or the published figure."""

    value: str = "总分"
    on_published: bool = False
    grades: tuple[Grade, ...] = ()


class Act(StrEnum):
    """One effect on the grade or on honours, in the order written."""

    CAP = "cap"  # 封顶
    FLOOR = "floor"  # 保底
    DOWN = "down"  # 降等
    SET = "set"  # 定为
    BAR = "bar"  # 取消评先


@dataclass(frozen=True, slots=True)
class EffectStep:
    """One effect: its act, the grade or number of steps, whom it bars."""

    act: Act
    grade: str | None = None
    steps: int = 1
    whom: tuple[str, ...] = ()  # 单位 主要负责人 人员
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Veto:
    """否决: a case that leaves the score alone and moves grade and honours."""

    name: str
    condition: Formula | None = None  # default: a confirmed row of the fact `name`
    effects: tuple[EffectStep, ...] = ()
    at_lowest: str | None = None  # 已最低: the duty instead of a further step down
    authority: str | None = None
    domain: str | None = None
    clause: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str | None = None
    issuers: tuple[str, ...] = ()  # whose rows count; empty: anyone's
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Honour:
    """荣誉: apart from grades; a share among those whose grade allows."""

    name: str
    quota: Quota
    grades: tuple[str, ...] = ()
    condition: Formula | None = None
    bars: tuple[Bar, ...] = ()
    authority: str | None = None
    clause: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


class RankMethod(StrEnum):
    """Ranks as stated: 竞争 1 2 2 4, 密集 1 2 2 3, 平均 1 2.5 2.5 4."""

    COMPETITION = "competition"
    DENSE = "dense"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Ranking:
    """排名: its order, population and method."""

    name: str
    order: tuple[SortKey, ...]
    pool: str | None = None
    method: RankMethod = RankMethod.COMPETITION
    with_barred: bool = True
    place: Place = field(default=NOWHERE, compare=False)
    pool_place: Place = field(default=NOWHERE, compare=False)


class Standing(StrEnum):
    """In what state a consequence is shown."""

    PROPOSED = "proposed"
    NOT_EXECUTABLE = "not_executable"  # 不可执行
    AWAITING_RULING = "awaiting_ruling"  # 待解释
    AWAITING_BASIS = "awaiting_basis"  # 须批准文号


@dataclass(frozen=True, slots=True)
class Consequence:
    """结果运用: computed and proposed, never executed."""

    code: str
    text: str
    condition: Formula
    standing: Standing = Standing.PROPOSED
    ruling: str | None = None  # a truth parameter: until it is 是 the consequence awaits a ruling
    amount: Formula | None = None
    unit: str | None = None
    persons: Formula | None = None
    authority: str | None = None
    clause: str | None = None
    place: Place = field(default=NOWHERE, compare=False)
