"""Random facts of 肥城: a layer without forms, samples at their least, problems on the spot."""

from __future__ import annotations

from math import ceil
from random import Random

from tests.oracles import feicheng
from tests.oracles.chance import Profile, events, split

CLASSES = ("政府工作部门", "政府工作部门", "直属事业单位")
FLAT = ("100", "95", "90", "89.995", "80", "79.995", "60", "59.99", "0")
RANGES = ((90, 100), (80, 100), (60, 95), (0, 100))
LINES = ("优秀", "良好", "合格")
#: Lines that an office may have set; the text sets none.
FLOORS = (("90", "80", "60"), ("90", "80", "60"), ("95", "89.995", "70"))
KINDS = ("挂牌不规范", "自设内设机构", feicheng.OVERLAP, "其他")


def parameters(rng: Random, **_family: str) -> dict:
    layers = list(feicheng.LAYERS)
    asked = rng.sample(layers, rng.choice((6, 6, 5, 4, 1)))
    weights = dict(zip(asked, split(rng, count=len(asked)), strict=True))
    return {
        "layer_weights": dict.fromkeys(layers, "0") | weights,
        "lines": list(zip(LINES, rng.choice(FLOORS), strict=True)),
    }


def facts(rng: Random, **_family: str) -> dict:
    own = Profile(rng, rng.choice(FLAT) if rng.random() < 0.4 else None, *rng.choice(RANGES))
    bodies = rng.choice((0, 0, 1, 3, 4, 7, 10, 11))
    least = 0 if rng.random() < 0.2 else ceil(feicheng.SAMPLE * bodies)
    sampled = least if rng.random() < 0.5 else rng.randint(least, bodies)
    steps = list(feicheng.STEPS)
    return {
        "class": rng.choice(CLASSES),
        "leaves": {
            leaf: own.mark(full=points)
            for items in feicheng.LEAVES.values()
            for leaves in items.values()
            for leaf, points in leaves.items()
        },
        "survey": {layer: own.marks() for layer in feicheng.LAYERS},
        "bodies": str(bodies),
        "sampled": str(sampled),
        "steps": steps if rng.random() < 0.8 else rng.sample(steps, 4),
        "findings": events(rng, fields={"problem": KINDS}),
    }
