"""What can be wrong with a calendar file, in the officer's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from kaoji.engine.plinth.problem import Place, Problem, Severity
from kaoji.engine.plinth.speech import ENGLISH, speak, spoken_language
from kaoji.engine.plinth.workdays import FIRST_DAY, LAST_DAY, DayKind, SpecialDay
from kaoji.engine.scheme.source import Scalar
from kaoji.engine.scheme.words import spelled


def not_found(name: str, *, known: tuple[str, ...]) -> Problem:
    return Problem(
        "calendar-not-found",
        speak("没有名为“{name}”的日历", name=name),
        speak(
            "自带的日历有 {names}；自己的日历写出路径，如 calendars/county.yaml",
            names=speak("、").join(known),
        ),
    )


def circle(name: str) -> Problem:
    return Problem(
        "calendar-circle",
        speak("日历“{name}”绕了一圈又基于它自己，或叠加的层数太多", name=name),
        speak("让其中一份直接基于自带的日历，如“基于: cn”"),
    )


def key_missing(message: str, *, place: Place, remedy: str) -> Problem:
    return _problem("calendar-key-missing", place=place, message=message, remedy=remedy)


def not_a_name(name: Scalar) -> Problem:
    return _problem(
        "calendar-name",
        place=name.place,
        message=speak("日历的短名“{name}”不能用", name=name.text)
        if name.text
        else speak("这里应当写日历的短名"),
        remedy=speak("短名只用汉字、字母、数字、点、横线和下划线"),
    )


def not_text(key: str, *, place: Place) -> Problem:
    return _problem(
        "calendar-not-text",
        place=place,
        message=speak("“{key}”应当是一段文字", key=key),
        remedy=speak("写在冒号后面，不分项"),
    )


def not_a_year(text: str, *, place: Place) -> Problem:
    return _problem(
        "calendar-year",
        place=place,
        message=speak("“{text}”不是可用的年份", text=text) if text else speak("这里应当写年份"),
        remedy=speak(
            "写四位数字的年份，如 2026（{first}—{last}）", first=FIRST_DAY.year, last=LAST_DAY.year
        ),
    )


def no_such_day(text: str, *, year: int, place: Place) -> Problem:
    return _problem(
        "calendar-day",
        place=place,
        message=speak(
            "{year} 年的“{text}”：没有这一天，或不在本年和相邻的年份", year=year, text=text
        ),
        remedy=speak("核对月、日；不在本年的写全年份，如 2025-12-31"),
    )


def not_a_range(text: str, *, span: tuple[date, date], place: Place) -> Problem:
    return _problem(
        "calendar-range",
        place=place,
        message=speak(
            "“{text}”从 {first} 到 {last}，首尾颠倒或长得不像一个假期",
            text=text,
            first=span[0],
            last=span[1],
        ),
        remedy=speak("核对首尾两天；跨年的写全年份，如 2025-12-31..2026-01-02"),
    )


def not_a_block(what: str, *, place: Place) -> Problem:
    return _problem(
        "calendar-not-a-block",
        place=place,
        message=speak("{what}应当是一组“键: 值”", what=what),
        remedy=speak("每一项写成“键: 值”，下一层缩进两格"),
    )


def unknown_key(key: Scalar, *, keys: Mapping[str, str], what: str) -> Problem:
    words = keys.values() if spoken_language() == ENGLISH else (*keys, *keys.values())
    close = get_close_matches(key.text, words, n=1)
    listed = speak("、").join(map(spelled, keys.items()))
    return _problem(
        "calendar-unknown-key",
        place=key.place,
        message=speak("{what}里没有“{key}”这一项", what=what, key=key.text),
        remedy=speak("是不是“{near}”？可用的有：{listed}", near=close[0], listed=listed)
        if close
        else speak("可用的有：{listed}", listed=listed),
    )


def key_twice(key: Scalar, *, earlier: Scalar) -> Problem:
    return _problem(
        "calendar-key-twice",
        place=key.place,
        message=speak(
            "“{key}”与第 {line} 行的“{other}”是同一项",
            key=key.text,
            line=earlier.place.line,
            other=earlier.text,
        ),
        remedy=speak("留下其中一个"),
    )


def not_a_date(text: str, *, place: Place) -> Problem:
    return _problem(
        "calendar-date",
        place=place,
        message=speak("公布日期“{text}”不是一个日期", text=text),
        remedy=speak("写成 2025-11-04 的样子"),
    )


def not_days(text: str, *, place: Place) -> Problem:
    return _problem(
        "calendar-day",
        place=place,
        message=speak("“{text}”不是日期或一段日期", text=text)
        if text
        else speak("这里应当写日期或一段日期"),
        remedy=speak("写 月-日 或 月-日..月-日，如 10-01..10-07；几段写成 [10-01..10-03, 10-05]"),
    )


def twice(special: SpecialDay, *, place: Place, earlier: tuple[SpecialDay, Place]) -> Problem:
    before, before_place = earlier
    words = {DayKind.REST: speak("休"), DayKind.WORK: speak("班")}
    agrees = before.kind is special.kind
    return _problem(
        "calendar-day-twice",
        place=place,
        severity="warning" if agrees else "error",
        message=(
            speak(
                "{day}“{name}”写为{kind}，第 {line} 行“{other}”已写为{before}",
                day=special.day,
                name=special.name,
                kind=words[special.kind],
                line=before_place.line,
                other=before.name,
                before=words[before.kind],
            )
        ),
        remedy=speak("一天只写一次") if agrees else speak("按通知改正其中一处"),
    )


def idle(special: SpecialDay, *, place: Place) -> Problem:
    return _problem(
        "calendar-day-idle",
        place=place,
        severity="warning",
        message=speak(
            "{day}“{name}”写为上班，可这一天本来就上班", day=special.day, name=special.name
        ),
        remedy=speak("核对日期；若无误，可以删去"),
    )


def _problem(
    code: str, *, place: Place, message: str, remedy: str, severity: Severity = "error"
) -> Problem:
    return Problem(code, message, remedy, severity, place)
