"""How the oracles answer the worked cases: inputs → expected, family by family.

Names are carried over; the arithmetic is the oracles' own.
"""

from __future__ import annotations

from tests.oracles import (
    answers_beijing,
    answers_bureau,
    answers_hospital,
    answers_mudanjiang,
    answers_qitai,
    answers_rates,
    answers_safety,
    answers_shenzhen,
    answers_sihong,
    answers_taishun,
    answers_village,
    answers_weisheng,
    answers_xingguo,
    answers_zhengding,
)

FAMILIES = (
    answers_zhengding,
    answers_qitai,
    answers_bureau,
    answers_taishun,
    answers_village,
    answers_sihong,
    answers_hospital,
    answers_beijing,
    answers_mudanjiang,
    answers_rates,
    answers_safety,
    answers_shenzhen,
    answers_xingguo,
    answers_weisheng,
)
PAIRS = [
    (case_id, answer)
    for family in FAMILIES
    for answer, ids in family.ANSWERS.items()
    for case_id in ids.split()
]
