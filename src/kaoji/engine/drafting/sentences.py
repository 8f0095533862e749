"""计分办法: what a sentence of a table says, where it is one of the shapes that rule kinds know.

A sentence is understood wholly or not at all: one clause that is not, and a person is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = r"(\d+(?:\.\d+)?)"
_ONE = r"(?:1|一)"


class Way(StrEnum):
    """How an indicator is scored."""

    FINDINGS = "findings"
    PROPORTION = "proportion"
    REACH = "reach"
    RANK = "rank"
    BONUS = "bonus"
    YES_NO = "yes_no"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says: the way and its figures, as texts of exact numbers."""

    way: Way
    findings: tuple[tuple[str, str], ...] = ()
    amount: str = ""
    every: str = "1"
    target: str = ""
    unit: str = ""
    most: str = ""
    cap: str = ""


def understood(text: str) -> Told | None:
    """What the sentence says, where all of it is understood."""
    plain = re.sub(r"\s", "", text).translate(_SIGNS).strip("。;,.")
    for read in (_yes_no, _reach, _rank, _proportion, _bonus, _findings, _judged):
        found = read(plain)
        if found is not None:
            return found
    return None


_SIGNS = str.maketrans("，；：（）×＊＊", ",;:()***")
_SPLIT = re.compile(r"[,;。]")
_TO_ZERO = re.compile(r"^(?:直至)?扣完(?:本项分值?)?(?:为止)?$|^不计负分$")
_MOST_TAKEN = re.compile(rf"^(?:最多|最高|累计最多)扣(?:减|除)?{_NUMBER}分$")
_FINDING = re.compile(rf"^(.*?)(?:的)?,?(?:酌情)?扣(?:减|除)?{_NUMBER}分$")
_VAGUE = re.compile(r"酌情|视情|适当|\d[-~至—]\d")


def _findings(plain: str) -> Told | None:
    """每项扣 x 分，扣完为止: one finding or several, each with its amount."""
    if _VAGUE.search(plain):
        return None
    found: list[tuple[str, str]] = []
    most = ""
    for part in filter(None, _SPLIT.split(plain)):
        if _TO_ZERO.match(part):
            continue
        limit = _MOST_TAKEN.match(part)
        one = _FINDING.match(part)
        if limit:
            most = limit[1]
        elif one and one[1]:
            found.append((one[1], one[2]))
        else:
            return None
    return Told(Way.FINDINGS, findings=tuple(found), most=most) if found else None


_PROPORTION = re.compile(
    r"^(?:得分[=:])?(?:按|按照|以|根据)?(?:实际|目标|任务|年度)*完成(?:率|比例|情况的?比例)"
    r"(?:[*x]|乘以?)(?:本?项?)?(?:分值|权重分?|满分|标准分)$"
    r"|^(?:按|按照|根据)(?:实际|目标|任务|年度)*完成(?:率|比例)(?:折算|计分|得分|计算得分)$"
)
_CAP = re.compile(
    rf"^(?:最高|得分)?(?:不超过|得)(?:本项)?(?:满分|分值)$|^超额(?:完成)?不(?:加分|再加分)$"
    rf"|^最高(?:不超过|按){_NUMBER}%(?:计算|计)?$"
)


def _proportion(plain: str) -> Told | None:
    """完成率×分值, with or without a ceiling."""
    first, *rest = filter(None, _SPLIT.split(plain)) if plain else ("",)
    if not _PROPORTION.match(first):
        return None
    limits = [_CAP.match(part) for part in rest]
    if not all(limits) or len(limits) > 1:
        return None
    stated = limits[0] if limits else None
    cap = "" if stated is None else f"{stated[1] or 100}%"
    return Told(Way.PROPORTION, cap=cap)


_REACH = re.compile(
    rf"^(?:\D{{0,12}})达到?{_NUMBER}(%?)(?:\(?及?以上\)?)?(?:的)?,?(?:得|计)满分[,;]"
    rf"每(?:降低|下降|低|少|降|差){_NUMBER}(个百分点|个点|%|个?\D{{1,3}})扣(?:减)?{_NUMBER}分"
    rf"(?:[,;](?:直至)?扣完(?:为止)?)?$"
)


def _reach(plain: str) -> Told | None:
    """达到 x 得满分，每低 1 个百分点扣 y 分."""
    found = _REACH.match(plain)
    if found is None:
        return None
    target, percent, every, step, amount = found.groups()
    is_share = bool(percent) or step in ("个百分点", "个点", "%")
    unit = "%" if is_share else step.removeprefix("个")
    return Told(Way.REACH, target=target, every=every, amount=amount, unit=unit)


_RANK = re.compile(
    rf"^(?:.{{0,8}}?)(?:第{_ONE}名|排名第{_ONE}|排名首位)(?:的)?(?:得|计)满分[,;]"
    rf"每(?:降低|下降|降|退后?|后退){_ONE}(?:个)?(?:名次|位次|位|名)扣(?:减)?{_NUMBER}分"
    rf"(?:[,;](?:最低(?:得|计)?{_NUMBER}分|(?:直至)?扣完(?:为止)?))?$"
)


def _rank(plain: str) -> Told | None:
    """按排名: the first gets all, each place less."""
    found = _RANK.match(plain)
    return None if found is None else Told(Way.RANK, amount=found[1], most=found[2] or "0")


_BONUS = re.compile(
    rf"^(.*?每.{{0,12}}?)(?:的)?,?加{_NUMBER}分"
    rf"(?:[,;](?:最高|累计|最多|总计|总分)?(?:加分?)?(?:最高|不超过)?(?:加)?{_NUMBER}分)?$"
)


def _bonus(plain: str) -> Told | None:
    """加分每项 x 分，最高 y 分."""
    found = _BONUS.match(plain)
    if found is None:
        return None
    return Told(Way.BONUS, findings=((found[1], found[2]),), amount=found[2], most=found[3] or "")


_YES_NO = re.compile(
    r"^(?:按时|按期|按要求|全部|如期)?完成(?:的)?(?:得|计)满分[,;]"
    r"(?:未完成|没有完成|未按时完成|未按期完成|否则)(?:的)?(?:不得分|(?:得|计)0分)$"
)


def _yes_no(plain: str) -> Told | None:
    return Told(Way.YES_NO) if _YES_NO.match(plain) else None


_JUDGED = re.compile(r"^[^\d]{0,20}(?:评定|打分|评分|测评|评议|评价)[^\d]{0,12}$")


def _judged(plain: str) -> Told | None:
    """People are said to give the points: that is understood, and it is a judgement."""
    return Told(Way.JUDGED) if _JUDGED.match(plain) else None
