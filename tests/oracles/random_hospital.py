"""Random facts of 医院: sheets without weight, items lost whole, findings of another month."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.oracles import hospital
from tests.oracles.chance import STATES, Profile, decimal_text, figure, split

MONTH = 5
NURSING = "临床科室护理"
CLASSES = ("临床科室", "临床科室", "职能科室", NURSING)
FLAT = ("100", "90", "89.995", "85", "80", "79.995", "60", "59.99", "0")
RANGES = ((95, 100), (85, 100), (60, 95), (0, 100))


def parameters(rng: Random, **_family: str) -> dict:
    return {
        "sheet_weights": {kind: _weights(rng) for kind in dict.fromkeys(CLASSES)},
        "shares": {NURSING: _shares(rng)},
        "trial": rng.random() < 0.2,
    }


def _weights(rng: Random) -> dict[str, str]:
    """Some assessors hand in a sheet, the others have no weight."""
    names = list(hospital.SHEETS)
    used = rng.sample(names, rng.randint(2, len(names)))
    shares = split(rng, count=len(used))
    return dict.fromkeys(names, "0") | dict(zip(used, shares, strict=True))


def _shares(rng: Random) -> dict[str, str]:
    """Nursing has its sheets and one single point; a hospital may say otherwise."""
    most, least = split(rng, count=2)
    return dict.fromkeys(hospital.SHARES["临床科室"], "0") | {
        hospital.QUALITY: most,
        hospital.SINGLE: least,
    }


def facts(rng: Random, **_family: str) -> dict:
    own = Profile(rng, rng.choice(FLAT) if rng.random() < 0.4 else None, *rng.choice(RANGES))
    kind = rng.choice(CLASSES)
    found = {
        "class": kind,
        "month": MONTH,
        "excused": rng.sample(list(hospital.SHEETS), 1) if rng.random() < 0.2 else [],
        "sheets": {
            name: {key: _findings(own, points) for key, points in items.items()}
            for name, items in hospital.SHEETS.items()
        },
    }
    if kind == "职能科室":
        return found | {"marks": own.marks()}
    return found | {"single": own.mark()} | ({"key": own.mark()} if kind != NURSING else {})


def _findings(own: Profile, points: int) -> list[dict]:
    """What takes just so much; else none, some, and at times more than the item has."""
    lost = points - Fraction(own.mark(full=points))
    if own.flat is not None:
        return [{"amount": decimal_text(lost)}] if lost else []
    rows = []
    for _ in range(own.rng.choice((0, 0, 1, 2, 3))):
        row: dict = {"amount": figure(own.rng, low=0, high=points)}
        if own.rng.random() < 0.2:
            row["count"] = own.rng.randint(2, 3)
        if own.rng.random() < 0.2:
            row["month"] = MONTH - 1
        state = own.rng.choice(STATES)
        rows.append(row | ({"state": state} if state else {}))
    return rows
