"""What a published paper must not tell of a person: identity numbers, mobile phones, bank cards,
home addresses. Written in full width or with gaps they are found as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

_GAP = r"[\s\-－—·]?"
_IDENTITY = re.compile(rf"(?<![\dA-Za-z])\d(?:{_GAP}\d){{16}}{_GAP}[\dXx](?![\dA-Za-z])")
_OLD_IDENTITY = re.compile(r"(?<!\d)[1-8]\d{5}(\d{2})(\d{2})(\d{2})\d{3}(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")
_CARD = re.compile(r"(?<!\d)\d(?:[\s\-]?\d){15,18}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[\s\-]?\d{7,8}(?!\d)")
#: A house, a flat, a group of a village: where somebody lives. A number in a street is an office's.
_HOME = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:村|社区|小区|花园|家园|新村|路|街|巷)[\u4e00-\u9fff]{0,8}"
    r"\d+\s*(?:组|栋|幢|单元|室|户)"
)
_STREET = re.compile(r"[\u4e00-\u9fff]{2,}(?:路|街|大道|巷)\s*\d+\s*号")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CARD_LENGTHS = (16, 17, 18, 19)


@dataclass(frozen=True, slots=True)
class Trace:
    """Something personal in a text: what it is, the words, whether it must go."""

    what: str
    text: str
    must_go: bool


def traces_in(text: str) -> Iterator[Trace]:
    """What a text tells of persons, hidden in part so that the finding does not tell it again."""
    plain = unicodedata.normalize("NFKC", text)
    identities = [found for found in _IDENTITY.finditer(plain) if _is_identity(found[0])]
    old = [found for found in _OLD_IDENTITY.finditer(plain) if _is_old_identity(found)]
    for found in (*identities, *old):
        yield Trace(_("身份证号"), _hidden(found[0]), must_go=True)
    plain = _without(plain, found=(*identities, *old))
    cards = [found for found in _CARD.finditer(plain) if _is_card(_digits(found[0]))]
    for found in cards:
        yield Trace(_("银行卡号"), _hidden(found[0]), must_go=True)
    plain = _without(plain, found=cards)
    for pattern, what, must_go in (
        (_MOBILE, _("手机号"), True),
        (_HOME, _("家庭住址"), True),
        (_LANDLINE, _("电话号码"), False),
        (_STREET, _("地址"), False),
    ):
        for found in pattern.finditer(plain):
            yield Trace(what, _hidden(found[0]) if must_go else found[0], must_go=must_go)


def _without(text: str, *, found: tuple[re.Match[str], ...] | list[re.Match[str]]) -> str:
    """The text with some places blanked out, so that one number is told once."""
    for one in found:
        text = text[: one.start()] + "。" * len(one[0]) + text[one.end() :]
    return text


def _hidden(text: str) -> str:
    keep = max(2, len(text) // 4)
    return text[:keep] + "＊＊" + text[-2:]


def _digits(text: str) -> str:
    return re.sub(r"[^\dXx]", "", text)


def _is_identity(text: str) -> bool:
    """By the check digit of GB 11643 and a day of birth that exists."""
    digits = _digits(text).upper()
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17] and _is_day(digits[6:10], digits[10:12], digits[12:14])


def _is_old_identity(found: re.Match[str]) -> bool:
    return _is_day("19" + found[1], found[2], found[3])


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return int(year) >= 1900


def _is_card(digits: str) -> bool:
    """By Luhn's check digit."""
    if len(digits) not in _CARD_LENGTHS or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
