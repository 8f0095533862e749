"""Which body does today what a body named in an older regulation did (机构沿革).

The table is part of the engine: it takes part in scoring (whose paper counts), so a sealed run must
find the same one. Bodies of a province, city or county follow the State Council's with their own
name before it; each opened on a day of its own, at the latest a year after the decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kaoji.engine.plinth.speech import speak


@dataclass(frozen=True, slots=True)
class Succession:
    """One body, the body that took over its duties, and the decision that did it."""

    former: str
    present: str
    since: date
    basis: str


_2008 = (date(2008, 3, 15), "第十一届全国人民代表大会第一次会议关于国务院机构改革方案的决定")
_2013 = (
    date(2013, 3, 14),
    "第十二届全国人民代表大会第一次会议关于国务院机构改革和职能转变方案的决定",
)
_2018 = (date(2018, 3, 17), "第十三届全国人民代表大会第一次会议关于国务院机构改革方案的决定")
#: In force on the day of its publication, when the law on administrative supervision was repealed;
#: a commission of supervision works in one office with the commission of discipline of its level.
_SUPERVISION = (date(2018, 3, 20), "中华人民共和国监察法")

SUCCESSIONS: tuple[Succession, ...] = (
    Succession("人事局", "人力资源和社会保障局", *_2008),
    Succession("劳动和社会保障局", "人力资源和社会保障局", *_2008),
    Succession("卫生局", "卫生和计划生育局", *_2013),
    Succession("计生委", "卫生和计划生育局", *_2013),
    Succession("计生局", "卫生和计划生育局", *_2013),
    Succession("卫生和计划生育局", "卫生健康局", *_2018),
    Succession("监察局", "纪委监委", *_SUPERVISION),
    Succession("法制办", "司法局", *_2018),
    Succession("法制办公室", "司法局", *_2018),
    Succession("安监局", "应急管理局", *_2018),
    Succession("安全生产监督管理局", "应急管理局", *_2018),
    Succession("工商局", "市场监督管理局", *_2018),
    Succession("工商行政管理局", "市场监督管理局", *_2018),
    Succession("质监局", "市场监督管理局", *_2018),
    Succession("质量技术监督局", "市场监督管理局", *_2018),
    Succession("食药监局", "市场监督管理局", *_2018),
    Succession("食品药品监督管理局", "市场监督管理局", *_2018),
    Succession("国土资源局", "自然资源局", *_2018),
    Succession("环保局", "生态环境局", *_2018),
    Succession("环境保护局", "生态环境局", *_2018),
    Succession("农业局", "农业农村局", *_2018),
    Succession("旅游局", "文化和旅游局", *_2018),
)

#: What may stand before the name: nothing, a place, a place's government.
_PLACE = re.compile(r"(?:|国家|.*?[省市州盟县区旗])(?P<government>(?:人民)?政府)?")


def present_body(name: str, *, on: date) -> str:
    """The body that does today what the named one did; the same where nothing is known of it."""
    for succession in SUCCESSIONS:
        place = _place_before(name, body=succession.former)
        if place is not None and succession.since <= on:
            return present_body(f"{place}{succession.present}", on=on)
    return name


def told_body(name: str | None, *, on: date) -> str | None:
    """The body of today, with the one that the regulation names; nothing where none is named."""
    if name is None:
        return None
    present = present_body(name, on=on)
    if present == name:
        return name
    return speak("{present}（原{former}）", present=present, former=name)


def successors(name: str) -> Iterator[tuple[str, date]]:
    """Every body that has taken over from the named one, one after another, and since when."""
    for succession in SUCCESSIONS:
        place = _place_before(name, body=succession.former)
        if place is not None:
            yield f"{place}{succession.present}", succession.since
            yield from successors(f"{place}{succession.present}")


def took_over(body: str, *, former: str) -> date | None:
    """The day since when a body does what the former one did; `None` where it never took over."""
    return dict(successors(former)).get(body)


def _place_before(name: str, *, body: str) -> str | None:
    if not name.endswith(body):
        return None
    before = name.removesuffix(body)
    found = _PLACE.fullmatch(before)
    return None if found is None else before.removesuffix(found["government"] or "")
