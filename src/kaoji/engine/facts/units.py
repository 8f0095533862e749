"""Units that stand behind a number, and the few that convert into each other by definition.

Nothing else converts: 件 and 次 may be the same in one office and not in another.
"""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.plinth.units import counted_as, own_unit

PERCENT = "%"
PER_MILLE = "‰"

_SAME = {"％": "%", "百分比": "%", "个百分点": "百分点", "人民币元": "元", "圆": "元"}
#: What counts nothing: a number that says how many times another one it is.
_RATIOS = {"倍", "比例", "比率", "系数"}
_SCALES = (
    {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8},
    {"%": 10, "‰": 1},
)


def same_unit(unit: str, *, other: str) -> bool:
    """Tell whether two spellings name one unit."""
    return _plain(unit) == _plain(other)


def is_ratio(unit: str) -> bool:
    """Tell whether a unit is that of a bare ratio, where 50% is a half."""
    return _plain(unit) in _RATIOS


def converted(number: Fraction, *, written: str, declared: str) -> Fraction | None:
    """The number in the declared unit; `None` where the written unit does not convert to it."""
    one, other = _plain(written), _plain(declared)
    if one == other:
        return number
    for scale in _SCALES:
        if one in scale and other in scale:
            return number * scale[one] / scale[other]
    return None


def _plain(unit: str) -> str:
    bare = "".join(own_unit(unit).split())
    return counted_as(_SAME.get(bare, bare))
