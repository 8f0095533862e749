"""From the tree of a calendar file to the record, with everything wrong in it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TypeAlias

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak, speaking
from kaoji.engine.plinth.workdays import (
    FIRST_DAY,
    LAST_DAY,
    WEEKDAYS_ONLY,
    Calendar,
    DayKind,
    Notice,
    SpecialDay,
    overlaid,
)
from kaoji.engine.scheme.calendars import faults
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar, language_of_document
from kaoji.engine.scheme.source.findings import Findings

#: No holiday is longer; a longer range has a slip in one of its ends.
LONGEST_REST = 62

_Fields: TypeAlias = Mapping[str, Entry]
_Dated: TypeAlias = tuple[SpecialDay, Place]

_FILE_KEYS = {
    "日历": "calendar", "名称": "name", "修订": "revision", "来源": "source", "说明": "note",
    "基于": "extends", "覆盖": "covers", "年份": "years",
}  # fmt: skip
_NOTICE_KEYS = {"文号": "document", "公布": "published", "网址": "url"}
_YEAR_KEYS = {"放假": "holidays", **_NOTICE_KEYS}
_HOLIDAY_KEYS = {"休": "rest", "班": "work", **_NOTICE_KEYS}

_NAME = re.compile(r"[\w.-]+")
_YEAR = re.compile(r"[0-9]{4}")
_DAY = r"(?:[0-9]{4}-)?[0-9]{1,2}-[0-9]{1,2}"
_DAYS = re.compile(rf"({_DAY})(?:(?:\.\.|至)({_DAY}))?")
_WHOLE_DAY = re.compile(r"(?:(?P<year>[0-9]{4})-)?(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")


def base_name(tree: Node) -> Scalar | None:
    """The name of the calendar that this one lies over, where it stands in the file."""
    entries = tree.entries if isinstance(tree, Block) else ()
    named = [entry.value for entry in entries if entry.key.text in ("基于", "extends")]
    name = named[0] if named else None
    return name if isinstance(name, Scalar) and name.text else None


def calendar_from(
    tree: Node, *, base: Calendar | None
) -> tuple[Calendar | None, tuple[Problem, ...]]:
    """The calendar of the tree, laid over the base where there is one."""
    findings = Findings()
    calendar = None
    with speaking(language_of_document(tree)):
        if isinstance(tree, Block):
            calendar = _calendar(tree, base=base, findings=findings)
        else:
            findings.add(faults.not_a_block(speak("日历文件"), place=tree.place))
        return calendar, findings.sorted()


def _calendar(tree: Block, *, base: Calendar | None, findings: Findings) -> Calendar:
    fields = _fields(tree, keys=_FILE_KEYS, what=speak("日历文件"), findings=findings)
    is_overlay = "extends" in fields
    _check_head(fields, tree=tree, findings=findings)
    listed, dated = _years(fields.get("years"), findings=findings)
    covered = _covered(fields.get("covers"), findings=findings)
    local = Calendar(
        name=_text(fields.get("calendar"), findings=findings),
        specials=tuple(special for special, _ in dated),
        # Local days say nothing of the nation's holidays in a year that the base does not know.
        years=covered if is_overlay else covered | listed,
        title=_text(fields.get("name"), findings=findings),
        revision=_text(fields.get("revision"), findings=findings),
        source=_text(fields.get("source"), findings=findings),
    )
    _text(fields.get("note"), findings=findings)
    if base is not None or not is_overlay:
        _note_idle(dated, base=base or WEEKDAYS_ONLY, findings=findings)
    return local if base is None else overlaid(base, local=local)


def _check_head(fields: _Fields, *, tree: Block, findings: Findings) -> None:
    if "calendar" not in fields:
        remedy = speak("在文件开头写“日历: 短名”，如“日历: county”")
        findings.add(
            faults.key_missing(speak("日历文件缺少“日历”一项"), place=tree.place, remedy=remedy)
        )
    if "years" not in fields and "extends" not in fields:
        remedy = speak("写上“年份:”和各年的“放假”，或写“基于: cn”")
        findings.add(
            faults.key_missing(speak("日历文件缺少“年份”一项"), place=tree.place, remedy=remedy)
        )
    for key in ("calendar", "extends"):
        name = fields[key].value if key in fields else None
        if isinstance(name, Scalar) and not (name.text if key == "extends" else _is_name(name)):
            findings.add(faults.not_a_name(name))


def _is_name(name: Scalar) -> bool:
    return _NAME.fullmatch(name.text) is not None


def _note_idle(dated: tuple[_Dated, ...], *, base: Calendar, findings: Findings) -> None:
    for special, place in dated:
        if special.kind is DayKind.WORK and base.is_working_day(special.day):
            findings.add(faults.idle(special, place=place))


def _years(entry: Entry | None, *, findings: Findings) -> tuple[frozenset[int], tuple[_Dated, ...]]:
    listed: set[int] = set()
    dated: dict[date, _Dated] = {}
    for year_entry in _entries(entry, what=speak("“年份”"), findings=findings):
        year = _year(year_entry.key, findings=findings)
        if year is None:
            continue
        listed.add(year)
        for special, place in _year_days(year_entry, year=year, findings=findings):
            earlier, earlier_place = dated.setdefault(special.day, (special, place))
            if earlier_place is not place:
                findings.add(faults.twice(special, place=place, earlier=(earlier, earlier_place)))
    return frozenset(listed), tuple(dated.values())


def _year_days(entry: Entry, *, year: int, findings: Findings) -> Iterator[_Dated]:
    fields = _fields(
        entry.value, keys=_YEAR_KEYS, what=speak("“{year}”", year=year), findings=findings
    )
    notice = _notice(fields, otherwise=Notice(), findings=findings)
    if isinstance(entry.value, Block) and "holidays" not in fields:
        remedy = speak("写上“放假:”和各个节日；这一年确实没有要写的，就写“放假: {}”")
        missing = speak("{year} 年没有“放假”一项", year=year)
        findings.add(faults.key_missing(missing, place=entry.key.place, remedy=remedy))
    for holiday in _entries(fields.get("holidays"), what=speak("“放假”"), findings=findings):
        yield from _holiday_days(holiday, year=year, notice=notice, findings=findings)


def _holiday_days(
    entry: Entry, *, year: int, notice: Notice, findings: Findings
) -> Iterator[_Dated]:
    name = entry.key.text
    fields = _fields(
        entry.value, keys=_HOLIDAY_KEYS, what=speak("“{name}”", name=name), findings=findings
    )
    own = _notice(fields, otherwise=notice, findings=findings)
    if isinstance(entry.value, Block) and not {"rest", "work"} & fields.keys():
        missing = speak("“{name}”既没有“休”也没有“班”", name=name)
        remedy = speak("写上“休”（放假的日子）或“班”（上班的周末），或删去这个节日")
        findings.add(faults.key_missing(missing, place=entry.key.place, remedy=remedy))
    for key, kind in (("rest", DayKind.REST), ("work", DayKind.WORK)):
        if key in fields:
            for day, place in _days(fields[key].value, year=year, findings=findings):
                yield SpecialDay(day, kind, name, own), place


def _notice(fields: _Fields, *, otherwise: Notice, findings: Findings) -> Notice:
    if not any(key in fields for key in _NOTICE_KEYS.values()):
        return otherwise
    published = fields.get("published")
    text = _text(published, findings=findings)
    published_on = _date(text) if text else None
    if published is not None and text and published_on is None:
        findings.add(faults.not_a_date(text, place=published.value.place))
    return Notice(
        number=_text(fields.get("document"), findings=findings) or None,
        published_on=published_on,
        url=_text(fields.get("url"), findings=findings) or None,
    )


def _covered(entry: Entry | None, *, findings: Findings) -> frozenset[int]:
    items = () if entry is None else _items(entry.value)
    years = (_year(item, findings=findings) for item in items)
    return frozenset(year for year in years if year is not None)


def _year(node: Node, *, findings: Findings) -> int | None:
    text = node.text if isinstance(node, Scalar) else ""
    if _YEAR.fullmatch(text) and FIRST_DAY.year <= int(text) <= LAST_DAY.year:
        return int(text)
    findings.add(faults.not_a_year(text, place=node.place))
    return None


def _days(node: Node, *, year: int, findings: Findings) -> Iterator[tuple[date, Place]]:
    for item in _items(node):
        span = _span(item, year=year)
        if isinstance(span, Problem):
            findings.add(span)
            continue
        first, last = span
        for step in range((last - first).days + 1):
            # A place of its own for each day: two days of one range are not the same mention.
            spot = item.place
            yield first + timedelta(days=step), Place(spot.file, spot.line, spot.column)


def _span(item: Node, *, year: int) -> tuple[date, date] | Problem:
    text = item.text if isinstance(item, Scalar) else ""
    found = _DAYS.fullmatch(text)
    if found is None:
        return faults.not_days(text, place=item.place)
    first = _date(found[1], year=year)
    last = _date(found[2] or found[1], year=year)
    if first is None or last is None:
        wrong = found[1] if first is None else found[2]
        return faults.no_such_day(wrong, year=year, place=item.place)
    if not 0 <= (last - first).days < LONGEST_REST:
        return faults.not_a_range(text, span=(first, last), place=item.place)
    return first, last


def _date(text: str, *, year: int | None = None) -> date | None:
    """The day of a text; with a year, a bare month and day lies in it, a full date close to it."""
    found = _WHOLE_DAY.fullmatch(text)
    if found is None or (found["year"] is None and year is None):
        return None
    own_year = int(found["year"] or year or 0)
    if year is not None and abs(own_year - year) > 1:
        return None
    try:
        day = date(own_year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else (node,)


def _text(entry: Entry | None, *, findings: Findings) -> str:
    if entry is None:
        return ""
    if isinstance(entry.value, Scalar):
        return entry.value.text
    findings.add(faults.not_text(entry.key.text, place=entry.value.place))
    return ""


def _entries(entry: Entry | None, *, what: str, findings: Findings) -> tuple[Entry, ...]:
    if entry is None:
        return ()
    if isinstance(entry.value, Block):
        return entry.value.entries
    findings.add(faults.not_a_block(what, place=entry.value.place))
    return ()


def _fields(
    node: Node, *, keys: Mapping[str, str], what: str, findings: Findings
) -> dict[str, Entry]:
    """The entries by their English key; both spellings of a key are read."""
    if not isinstance(node, Block):
        findings.add(faults.not_a_block(what, place=node.place))
        return {}
    fields: dict[str, Entry] = {}
    for entry in node.entries:
        key = keys.get(entry.key.text, entry.key.text)
        if key not in keys.values():
            findings.add(faults.unknown_key(entry.key, keys=keys, what=what))
            continue
        if key in fields and fields[key].key.text != entry.key.text:
            findings.add(faults.key_twice(entry.key, earlier=fields[key].key))
        fields.setdefault(key, entry)
    return fields
