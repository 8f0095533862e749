"""Random facts of 北京: full marks and none, deductions at and beside the cap."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.oracles import beijing
from tests.oracles.chance import STATES, decimal_text, events, figure

#: What a whole department may obtain of everything, in per cent.
FLAT = ("100", "100", "92", "80", "80", "60", "20", "12", "0")
#: Deductions in all that a flat department may have: none, at the cap, beside it, beyond it.
TAKEN = (
    (),
    ("12", "8"),
    ("12", "7.99"),
    ("8", "7", "4", "6"),
    ("20",),
    ("25",),
    ("0.5", "1.25", "3"),
)


def parameters(rng: Random, **_family: str) -> dict:
    """The shares of the first indicators, at times all or nothing."""
    ranges = {"职责任务": 35, "依法行政": 20, "服务中央": 20}
    shares = {name: figure(rng, low=0, high=most) for name, most in ranges.items()}
    if rng.random() < 0.2:
        shares |= {"职责任务": "35", "服务中央": "0"}
    return {"points": shares}


def facts(rng: Random, **_family: str) -> dict:
    """What was obtained of each indicator stands in per cent until its points are known."""
    flat = rng.choice(FLAT) if rng.random() < 0.4 else None
    names = [name for own in beijing.INDICATORS.values() for name in own]
    rates = {name: flat or figure(rng, low=30, high=100) for name in names}
    opinions = events(rng, fields={}) if rng.random() < 0.5 else []
    taken = _deductions(rng, flat=flat)
    return {"public": rates.pop(beijing.PUBLIC), "rates": rates} | {
        "deductions": taken,
        "opinions": opinions,
        "waves": _waves(rng),
        "texts": [name for name in names if rng.random() < rng.choice((0.9, 1, 1))],
    }


def _waves(rng: Random) -> list[dict]:
    """Four surveys of each layer; none at all, or now and then one too few or too many."""
    if rng.random() < 0.3:
        return []
    times = {layer: rng.choice((4, 4, 4, 4, 4, 3, 2, 5)) for layer in beijing.LAYERS}
    return [
        {"layer": layer, "sample": str(rng.randint(50, 900))}
        for layer, count in times.items()
        for _ in range(count)
    ]


def settle(facts: dict) -> None:
    """Points in place of per cent, now that the shares of the case are here."""
    full = beijing.full_marks(facts["points"])
    facts["marks"] = {
        name: decimal_text(full[name] * Fraction(rate) / 100)
        for name, rate in facts.pop("rates").items()
    }


def _deductions(rng: Random, *, flat: str | None) -> dict[str, list[dict]]:
    if flat is not None:
        amounts = rng.choice(TAKEN)
        fields = rng.sample(beijing.FIELDS, len(amounts))
        return {field: [{"amount": amount}] for field, amount in zip(fields, amounts, strict=True)}
    amounts = ("0.5", "1", "2.25", "4", "10")
    return {name: _findings(rng, amounts) for name in beijing.FIELDS if rng.random() < 0.6}


def _findings(rng: Random, amounts: tuple[str, ...]) -> list[dict]:
    """One or two decisions, some of them drafts or withdrawn."""
    rows = []
    for _ in range(rng.randint(1, 2)):
        row = {"amount": rng.choice(amounts), "state": rng.choice(STATES)}
        if rng.random() < 0.2:
            row["count"] = rng.randint(2, 3)
        rows.append({name: value for name, value in row.items() if value is not None})
    return rows
