"""Numbers and dates as people write them in tables, read exactly or refused with a reason.

A reading is never guessed: what could be two numbers is refused with the question which is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from kaoji.engine.facts.clean import clean, plain_signs
from kaoji.engine.facts.units import PER_MILLE, PERCENT, converted, is_ratio
from kaoji.engine.plinth.exact import LONGEST_NUMBER, exact_text, parse_decimal, parse_exact
from kaoji.engine.plinth.problem import NOWHERE, Place, Problem
from kaoji.engine.plinth.speech import speak, spoken_language
from kaoji.engine.plinth.units import SEVERAL_WORDS, unit_word


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a text is not what its column wants: what a `Problem` needs but the place."""

    code: str
    message: str
    remedy: str

    def problem(self, place: Place = NOWHERE) -> Problem:
        """The fault as a problem at a place."""
        return Problem(self.code, self.message, self.remedy, place=place)


@dataclass(frozen=True, slots=True)
class NumberFault(CellFault):
    """A text that is not a number."""


@dataclass(frozen=True, slots=True)
class DateFault(CellFault):
    """A text that is not a date."""


class NumberWord(StrEnum):
    """What stands in a number's place on purpose."""

    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    NIL_RETURN = "nil_return"


WORDS = {
    "": NumberWord.MISSING,
    "缺": NumberWord.MISSING,
    "空": NumberWord.MISSING,
    "missing": NumberWord.MISSING,
    "不适用": NumberWord.NOT_APPLICABLE,
    "n/a": NumberWord.NOT_APPLICABLE,
    "无": NumberWord.NIL_RETURN,
    "零报告": NumberWord.NIL_RETURN,
    "nil": NumberWord.NIL_RETURN,
}

#: A unit is made of letters, one stroke between them: 元 万元 % 元/人 平方米.
_UNIT = rf"[%‰℃]|(?i:{SEVERAL_WORDS})|[^\W0-9_]+(?:/[^\W0-9_]+)?"
_BODY = re.compile(rf"(?P<number>[+-]?[0-9.,]+(?:\s*/\s*[0-9]+)?)\s*(?P<unit>{_UNIT})?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_OTHER_MARK = re.compile(r"([+-]?[0-9]+)[、。,;:·'](?P<rest>[0-9]+%?)")
_BLANK_INSIDE = re.compile(r"[+-]?[0-9][0-9.,]*(?:\s+[0-9][0-9.,]*)+")
_EXPONENT = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")
_BOOKKEEPER = re.compile(r"\(\s*([0-9.,]+)\s*\)")
_NOT_FINITE = {"nan", "inf", "infinity", "1.#inf", "1.#ind", "1.#qnan", "∞"}
_ERRORS = re.compile(r"#(?:DIV/0!|REF!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")


def double_as_decimal(value: float | str) -> Fraction | None:
    """A double as its shortest decimal of at most 15 significant digits; `None`: not finite.

    The only place in the engine that touches a float: spreadsheets and Parquet files hold
    nothing better, and fifteen digits are what a spreadsheet shows of one.
    """
    double = float(value)
    shortest = repr(double)
    mantissa = shortest.partition("e")[0]
    if sum(letter.isdigit() for letter in mantissa.lstrip("-0.")) > 15:
        shortest = f"{double:.15g}"
    try:
        return Fraction(shortest)
    except ValueError:
        return None


def is_formula_error(text: str) -> bool:
    """Tell whether a cell shows a spreadsheet's error value, such as `#DIV/0!`."""
    return text.startswith("#") and _ERRORS.fullmatch(text.upper()) is not None


def read_number(text: str, *, unit: str | None = None) -> Fraction | NumberWord | NumberFault:
    """Read a number, a word in its place, or the reason why it is neither.

    `unit` is the unit that the reader of the number declares: `85` and `85%` are the same where
    it is %; where none is declared, or one of a bare ratio such as 倍, % is a hundredth; a unit
    behind the number must be that one, or one that converts to it by definition (万元 to 元).
    """
    return _read(text, unit, spoken_language())


@lru_cache(maxsize=65536)
def _read(text: str, unit: str | None, _language: str) -> Fraction | NumberWord | NumberFault:
    """Remembered for each language, for a fault is a sentence."""
    number = parse_decimal(text) if text.isascii() else None
    if number is not None:  # most are just that
        return number
    plain = plain_signs(clean(text)).strip()
    word = WORDS.get(plain.casefold())
    if word is not None:
        return word
    found = _BODY.fullmatch(plain)
    number = _body(found["number"]) if found else None
    if found is None or number is None:
        return _not_a_number(text, plain=plain)
    if not found["unit"]:
        return number
    return _with_unit(number, text=plain, written=found["unit"], unit=unit)


def _body(number: str) -> Fraction | None:
    if "," in number:
        return parse_decimal(number.replace(",", "")) if _GROUPED.fullmatch(number) else None
    return parse_exact(number)


def _with_unit(
    number: Fraction, *, text: str, written: str, unit: str | None
) -> Fraction | NumberFault:
    value = converted(number, written=written, declared=unit) if unit else None
    if value is not None:
        return value
    slip = _look_alike(text, text)
    if slip is not None:
        return slip
    if written in _HUNDREDTHS and (not unit or is_ratio(unit)):
        return number / _HUNDREDTHS[written]
    if not unit:
        return NumberFault(
            "unit-not-declared",
            speak(
                "「{text}」带着单位「{written}」，而这一项没有声明单位", text=text, written=written
            ),
            speak("只写数字；或在方案里给这一项声明单位"),
        )
    return _wrong_unit(text, written=written, unit=unit)


def _wrong_unit(text: str, *, written: str, unit: str) -> NumberFault:
    told = unit_word(unit)
    if written in {"千", "万", "百万", "千万", "亿"}:
        return NumberFault(
            "unit-mismatch",
            speak("「{text}」的单位是「{written}」：单位没有写全", text=text, written=written),
            speak(
                "是不是 {meant}？请写全单位，或换算成「{unit}」后只写数字",
                meant=text + _YUAN,
                unit=told,
            ),
        )
    if {written, unit} == {"%", "百分点"}:
        return NumberFault(
            "unit-mismatch",
            speak(
                "「{text}」的单位是「{written}」：% 与百分点不是一回事", text=text, written=written
            ),
            speak("按「{unit}」填写，只写数字", unit=told),
        )
    if written in _HUNDREDTHS:
        return NumberFault(
            "unit-mismatch",
            speak(
                "「{text}」带着「{written}」：这一项的单位是「{unit}」，不是比率",
                text=text,
                written=written,
                unit=told,
            ),
            speak("是数额就去掉「{written}」只写数字；是比率就填到比率那一项", written=written),
        )
    return NumberFault(
        "unit-mismatch",
        speak(
            "「{text}」的单位是「{written}」：单位应为「{unit}」",
            text=text,
            written=written,
            unit=told,
        ),
        speak("换算成「{unit}」后只写数字", unit=told),
    )


def _not_a_number(text: str, *, plain: str) -> NumberFault:
    """Say why the text is no number; the first reason that fits is the one to name."""
    reasons = (_known_sign, _look_alike, _question, _shape)
    told = _shown(text)
    return next(fault for reason in reasons if (fault := reason(plain, told)))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_NUMBER else text[:LONGEST_NUMBER] + "…"


_YUAN = "元"
_HUNDREDTHS = {PERCENT: 100, PER_MILLE: 1000}


def _known_sign(plain: str, text: str) -> NumberFault | None:
    if is_formula_error(plain):
        return NumberFault(
            "formula-error",
            speak("「{text}」是公式的错误值", text=text),
            speak("改正公式，或直接填写数字"),
        )
    if plain.lstrip("+-").casefold() in _NOT_FINITE:
        return NumberFault(
            "not-finite",
            speak("「{text}」不是一个确定的数", text=text),
            speak("填写数字；没有数据时留空或写「缺」"),
        )
    if set(plain) <= set("-—–_/\\") or plain in {"…", "……"}:
        return NumberFault(
            "dash",
            speak("「{text}」分不清是没有、不适用还是零", text=text),
            speak("写「缺」「不适用」「无」或 0"),
        )
    if len(plain) > LONGEST_NUMBER:
        return NumberFault(
            "number-too-long",
            speak("「{text}」超过了 {most} 个字符", text=text, most=LONGEST_NUMBER),
            speak("核对是否粘贴了别的内容"),
        )
    return None


#: Letters that are taken for digits, where nothing else stands in the number.
_LOOK_ALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_LOOKS_LIKE = re.compile(r"[+-]?(?=[^0-9]*[0-9])[0-9OolI]+(?:\.[0-9OolI]+)?%?")


def _look_alike(plain: str, text: str) -> NumberFault | None:
    """Letters O and l where a nought and a one are meant."""
    letters = [letter for letter in plain if letter in "OolI"]
    if not letters or _LOOKS_LIKE.fullmatch(plain) is None:
        return None
    return NumberFault(
        "not-a-number",
        speak("「{text}」里有字母「{letter}」", text=text, letter=letters[0]),
        speak("是不是 {meant}？数字零写 0，数字一写 1", meant=plain.translate(_LOOK_ALIKES)),
    )


def _question(plain: str, text: str) -> NumberFault | None:
    mark = _OTHER_MARK.fullmatch(plain)
    if mark is not None:
        return NumberFault(
            "decimal-mark",
            speak("「{text}」里的标点不是小数点，也不是千分位", text=text),
            speak(
                "是不是 {meant}？小数点请用「.」，千分位每三位一个「，」",
                meant=f"{mark[1]}.{mark[2]}",
            ),
        )
    bracket = _BOOKKEEPER.fullmatch(plain)
    if bracket is not None:
        return NumberFault(
            "not-a-number",
            speak("「{text}」带着括号", text=text),
            speak("是不是 {meant}？负数请用「-」", meant=f"-{bracket[1]}"),
        )
    if _BLANK_INSIDE.fullmatch(plain):
        return NumberFault(
            "not-a-number",
            speak("「{text}」中间有空格", text=text),
            speak("是不是 {meant}？请去掉空格", meant="".join(plain.split())),
        )
    return None


def _shape(plain: str, text: str) -> NumberFault:
    if _EXPONENT.fullmatch(plain):
        return NumberFault(
            "exponent",
            speak("「{text}」是科学记数法，可能已经丢了位数", text=text),
            speak("写出全部数字"),
        )
    if re.fullmatch(r"[+-]?[0-9]+\s*/\s*0+\D*", plain):
        return NumberFault(
            "zero-denominator",
            speak("「{text}」的分母是零", text=text),
            speak("改正分母；没有结果时写「不适用」或留空"),
        )
    if "," in plain and re.fullmatch(r"[+-]?[0-9.,]+\D*", plain):
        return NumberFault(
            "grouping",
            speak("「{text}」的千分位不对", text=text),
            speak("每三位一个「，」，如 1,234.5；或不用千分位"),
        )
    return NumberFault(
        "not-a-number",
        speak("「{text}」不是数", text=text),
        speak("只写数字，如 85、85%、3/4、-1.5；说明写到备注里"),
    )


_DATE_SHAPES = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        r"(\d{4})-(\d{1,2})-(\d{1,2})",
        r"(\d{4})/(\d{1,2})/(\d{1,2})",
        r"(\d{4})\.(\d{1,2})\.(\d{1,2})",
        r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]",
        r"(\d{4})(\d{2})(\d{2})",
    )
)
#: A time of day may follow: the day is what counts. Of another time zone it may be another day.
_TIME = re.compile(
    r"(?<=[0-9日号])(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\+08:?00)?$"
)


def read_date(text: str) -> date | DateFault:
    """Read a day: `2016-01-20 2016/1/20 2016.1.20 2016年1月20日 20160120`, a time may follow."""
    plain = plain_signs(clean(text)).strip()
    bare = _TIME.sub("", plain)
    for shape in _DATE_SHAPES:
        found = shape.fullmatch(bare)
        if found is not None:
            return _day(text, parts=found.groups())
    return DateFault(
        "bad-date", speak("「{text}」不是日期", text=_shown(text)), _date_remedy(plain)
    )


def _day(text: str, *, parts: tuple[str, ...]) -> date | DateFault:
    year, month, day = (int(part) for part in parts)
    try:
        return date(year, month, day)
    except ValueError:
        return DateFault(
            "bad-date",
            speak("「{text}」：日历上没有这一天", text=text),
            speak("核对年、月、日"),
        )


def _date_remedy(plain: str) -> str:
    if re.fullmatch(r"[1-9]\d{4}(?:\.\d+)?", plain):
        return speak("这像是表格软件的日期序号：把单元格设为日期格式，或写成 2016-01-20")
    if re.search(r":[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})$", plain):
        return speak("时刻带着别的时区，分不清是哪一天：换算成当地的日期，如 2016-01-20")
    if re.fullmatch(r"\d{4}\D+\d{1,2}\D?", plain):
        return speak("日期要到日，写成 2016-01-20")
    return speak("写成 2016-01-20（年-月-日）")


def decimal_text(value: float | str) -> str | None:
    """A double as the text of its shortest decimal; `None`: not finite."""
    number = double_as_decimal(value)
    return None if number is None else exact_text(number)
