"""取整 and 公布: decimals and mode, as `2位` or `1位 四舍五入`."""

from __future__ import annotations

import re

from kaoji.engine.plinth.exact import Rounding
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import Fields, refuse_word
from kaoji.engine.scheme.model import RoundingRule
from kaoji.engine.scheme.source import Scalar
from kaoji.engine.scheme.words import english_value

#: More decimals than any table prints are a slip.
MOST_PLACES = 30

_RULE = re.compile(
    r"(?P<places>-?\d{1,3})\s*(?:位(?:小数)?|places?|decimals?)?(?:\s+(?P<mode>\S+))?"
)


def rounding_in(fields: Fields, *, key: str) -> RoundingRule | None:
    """The rounding under a key of the block."""
    scalar = fields.scalar(key)
    if scalar is None:
        return None
    return rounding_of(scalar, desk=fields.desk, spot=fields.below(key))


def rounding_of(scalar: Scalar, *, desk: Desk, spot: Spot) -> RoundingRule | None:
    """Read decimals and mode; the mode is 四舍五入 unless another is written."""
    found = _RULE.fullmatch(scalar.text.strip())
    if found is None or abs(int(found["places"])) > MOST_PLACES:
        desk.refuse(
            "bad-rounding",
            message=speak("“{text}”看不出保留几位小数", text=scalar.text),
            remedy=speak("写成 2位，或 1位 四舍五入（去尾、进一、四舍六入）"),
            place=scalar.place,
            spot=spot,
        )
        return None
    mode = english_value(found["mode"] or "half_up", kind="rounding")
    if mode is None:
        refuse_word(
            Scalar(found["mode"], quoted=False, place=scalar.place),
            kind="rounding",
            desk=desk,
            spot=spot,
        )
        return None
    return RoundingRule(int(found["places"]), Rounding(mode))
