"""Faults to plant into the packs, one a line: `old => new`, several joined by ` && `.

`[2] old` is the second place where the text stands (elsewhere it stands once); `⏎` is a line end.
Each must be caught: by the check, by a worked case of the pack, by an oracle or by a golden case.
"""

from __future__ import annotations

import re

from tests.regulations import (
    planted_beijing,
    planted_bureau,
    planted_hospital,
    planted_mudanjiang,
    planted_qitai,
    planted_rates,
    planted_safety,
    planted_shenzhen,
    planted_sihong,
    planted_taishun,
    planted_village,
    planted_weisheng,
    planted_xingguo,
    planted_zhengding,
)

PLACE = re.compile(r"^\[(\d)\] ")

PLANTED = {
    **planted_zhengding.EDITS,
    **planted_qitai.EDITS,
    **planted_bureau.EDITS,
    **planted_village.EDITS,
    **planted_sihong.EDITS,
    **planted_taishun.EDITS,
    **planted_hospital.EDITS,
    **planted_beijing.EDITS,
    **planted_mudanjiang.EDITS,
    **planted_rates.EDITS,
    **planted_safety.EDITS,
    **planted_shenzhen.EDITS,
    **planted_xingguo.EDITS,
    **planted_weisheng.EDITS,
}

#: Edits that change nothing, and why.
EQUIVALENT = {
    "qitai-sections": {
        "含被取消者: 是 => 含被取消者: 否": "nothing bars a section: the lists are the same",
    },
    "bureau-units": {
        "含被取消者: 是 => 含被取消者: 否": "nothing bars a unit from the ranking",
        "递补: 顺延 => 递补: 空缺": "the honour has no bars: no seat is ever left",
    },
}


def edits_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def planted(text: str, *, edit: str) -> str:
    """The text of a pack with one edit made; the parts of an edit are all found in the original."""
    changes = [change_of(text, part=part) for part in edit.split(" && ")]
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def change_of(text: str, *, part: str) -> tuple[int, int, str]:
    """Where one part of an edit stands, and what it becomes."""
    before, _, after = part.partition(" => ")
    place = PLACE.match(before)
    old, new = (one.replace("⏎", "\n") for one in (PLACE.sub("", before), after))
    count = text.count(old)
    assert count >= (int(place[1]) if place else 1), f"「{old}」 stands {count} times"
    assert place or count == 1, f"「{old}」 stands {count} times: say which"
    at = -1
    for _ in range(int(place[1]) if place else 1):
        at = text.index(old, at + 1)
    indent = old[: len(old) - len(old.lstrip(" "))]
    return at, at + len(old), indent + new
