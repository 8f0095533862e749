"""Works every node of `kaoji explain --json` out again from its children; nothing of ours is used.

`python recompute.py < explanation.json` prints what does not come out, and exits 1 if anything.
A cap, a floor, a rounding or a share that is left is the second figure of its step, behind the
value before it. A formula with other names than single words is believed.
"""

import json
import re
import sys
from fractions import Fraction
from math import ceil

PICKS = {"highest": max, "lowest": min, "mean": lambda many: sum(many) / len(many)}
#: To a whole number of the last place that stays, of what is not below zero.
WHOLES = {"down": int, "up": ceil, "half_even": round, "half_up": lambda one: int(one * 2 + 1) // 2}


def number(item, key="exact"):
    return None if item[key] is None else Fraction(item[key])


def brought(child, above):
    """Points count as they are, a weight is of the full points above, a period's of itself."""
    own, weight = number(child, "full") or 1, number(child, "weight")
    whole = own if child["relation"] == "part" else number(above, "full")
    points = number(child, "points") if weight is None else weight * (whole or 1)
    return number(child) * (1 if points is None else points / own)


def entries(node):
    """What is gathered: rows, less what a work counted once does without, or what feeds bring."""
    rows = [number(one) for one in node["steps"] if one["kind"] in ("row", "plan_item")]
    waived = [-number(one["figures"][0]) for one in node["steps"] if one["kind"] == "work"]
    fed = [number(one) for one in node["children"] if one["relation"] == "feed"]
    return rows + waived + fed or [Fraction(0)]


def combined(step, node):
    """The highest, lowest or mean rate, or a formula of names, numbers, brackets and four signs."""
    if step["text"] in PICKS:
        rates = [number(one) / number(one, "full") for one in node["children"] if one["exact"]]
        return PICKS[step["text"]](rates) * number(node, "full")
    values = {one["name"]: one["exact"] for one in step["figures"]}
    named = re.sub(r"[^-+*/() ]+", lambda at: f"F('{values.get(at[0], at[0])}')", step["text"])
    is_plain = re.fullmatch(r"(F\('[-\d/.]+'\)|[-+*/() ])+", named)
    return eval(named, {"F": Fraction}) if is_plain else number(step)


def taken(value, step, node):
    """The value after a step, from the value before it."""
    match step["kind"]:
        case "gather" | "feed":
            return PICKS.get(step["text"], sum)(entries(node))
        case "combine":
            return combined(step, node)
        case "periods":
            return value / sum(number(one, "weight") for one in node["children"] if one["exact"])
        case "rescaled":
            return value / number(step["figures"][1])
        case "bonus" | "deduction" as sign:
            extra = next(one for one in node["children"] if one["path"] == step["label"])
            return value + (number(extra) if sign == "bonus" else -number(extra))
        case "cap" | "floor" as edge:
            return (min if edge == "cap" else max)(value, number(step["figures"][1]))
        case "round":
            unit = 1 / Fraction(10) ** int(number(step["figures"][1]))
            return WHOLES[step["text"]](abs(value) / unit) * (unit if value > 0 else -unit)
        case kind:
            return value if kind in ("child", "part") or step["exact"] is None else number(step)


def again(node):
    """The node's value from its children and, where it has steps of its own, from these."""
    parts = [one for one in node["children"] if one["relation"] in ("child", "part")]
    value = sum(brought(one, node) for one in parts if one["exact"])
    for step in node["steps"]:
        value = taken(value, step, node)
    return value


def faults(node):
    """Every node below that does not come out, as a line."""
    if node["children"] and node["exact"] is not None and again(node) != number(node):
        yield f"{node['coordinate']}: {again(node)} != {node['exact']}"
    for child in node["children"]:
        yield from faults(child)


if __name__ == "__main__":
    sys.exit("\n".join(faults(json.load(sys.stdin.buffer)["derivation"])) or 0)
