"""Units of measure: an unknown one may be a slip, and converts into nothing.

An office may measure in anything, so a unit that is not listed here is no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.plinth.units import UNITS, own_unit, unit_word
from kaoji.engine.scheme.checks.facts import columns_of, inputs_of
from kaoji.engine.scheme.model import Scheme

#: Thousands and more of them are written before the unit: 万吨, 亿元, 百万人次.
_MULTIPLES = ("十", "百", "千", "万", "十万", "百万", "千万", "亿")
_MONEY = ("万元", "亿元", "千元", "百万元", "千万元")
_KNOWN = """
    分 % ％ ‰ 百分点 个百分点 百分比 元 圆 人民币元 美元 角 倍 级 位 名次 个 人 件 人次 次 项 名
    户 家 处 起 宗 例 份 篇 条 张 票 封 期 册 本 部 场 所 座 栋 幢 间 套 台 台次 辆 艘 架 批 批次
    村 社区 乡 镇 县 市 户次 车次 班次 床 床位 名额 学位 岗位 席 组 队 支 对 只 头 羽 株 棵 盏 根 块
    亩 公顷 平方米 平方公里 平方千米 立方米 米 千米 公里 厘米 毫米 里 吨 公斤 千克 克 斤 升 毫克
    微克 千瓦 千瓦时 度 标准煤 吨标准煤 兆瓦 吉瓦 秒 分钟 小时 时 日 天 工作日 周 旬 月 个月 季
    季度 年 岁 人天 人日 人月 学时 课时 ℃ 分贝 条次 站 处次 项次
"""
KNOWN = frozenset(_KNOWN.split())
#: What files with English keys measure in, as they write it; several words of one unit with `_`.
_ENGLISH_WORDS = """
    ratio times level levels place places rank ranks piece pieces case cases incident
    incidents event events item items project projects household households family families
    firm firms company companies unit units team teams group groups village villages community
    communities township townships county counties city cities school schools hospital
    hospitals bed beds document documents article articles page pages letter letters report
    reports notice notices meeting meetings visit visits trip trips inspection inspections
    complaint complaints petition petitions vote votes mark marks copy copies set sets room
    rooms building buildings site sites vehicle vehicles head tree trees mu hectare hectares
    ha m2 km2 m3 m km cm mm square_metre square_metres square_meters square_kilometres
    cubic_metre cubic_metres metre metres meter meters kilometre kilometres kilometer
    kilometers tonne tonnes ton tons kg kilogram kilograms g gram grams litre litres liter
    liters mg tce tonnes_of_coal_equivalent kW kWh MW GW second seconds minute minutes hour
    hours day days working_day working_days week weeks month months quarter quarters year
    years person_days person_months class_hours USD dollars dB
"""
_ENGLISH = frozenset(one.replace("_", " ") for one in _ENGLISH_WORDS.split())
_ENGLISH_MULTIPLES = re.compile(r"(?:hundred|thousand|1k|10k|100k|(?:10 |100 )?million) ")


_PARTS = re.compile(r"\s+per\s+|[每·/]")


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check the units of all inputs and parameters."""
    for spec in inputs_of(scheme):
        columns = {one.unit: one for one in reversed(columns_of(spec))}
        for column in reversed(columns.values()):  # a unit once, where it stands first
            yield from _unknown(column.unit, place=column.place, path=spec.path)
    for parameter in scheme.parameters:
        yield from _unknown(parameter.unit, place=parameter.place, path=parameter.name)


def _unknown(unit: str | None, *, place: Place, path: str) -> Iterator[Problem]:
    for part in () if unit is None else _PARTS.split(unit):
        if _is_known("".join(part.split())) or _is_english(" ".join(part.split())):
            continue
        near = nearest(part, known=_english_words() if part.isascii() else (*_MONEY, *KNOWN))
        yield Problem(
            "unknown-unit",
            speak(
                "「{path}」的单位「{part}」不认识：照原样印出，不能与别的单位换算",
                path=spoken_path(path),
                part=unit_word(part),
            ),
            speak("是不是「{near}」？确是这个单位就不用改", near=near[0])
            if near
            else speak("核对单位；确是这个单位就不用改"),
            severity="warning",
            place=place,
            path=path,
        )


def _is_english(unit: str) -> bool:
    bare = _ENGLISH_MULTIPLES.sub("", unit, count=1)
    return bare in _ENGLISH or own_unit(bare) in KNOWN or own_unit(unit) in _MONEY


def _english_words() -> tuple[str, ...]:
    own = (word for one in UNITS for word in (one.en, one.one, *one.also) if word)
    return (*own, *sorted(_ENGLISH))


def _is_known(unit: str) -> bool:
    return unit in KNOWN or any(
        unit.startswith(multiple) and unit.removeprefix(multiple) in KNOWN
        for multiple in _MULTIPLES
    )
