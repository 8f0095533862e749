"""Works every node of `kaoji explain --json` out again from its children; nothing of ours is used.

`python recompute.py explanation.json` prints what does not come out, and exits 1 if anything.
"""

import json
import re
import sys
from fractions import Fraction
from pathlib import Path

HALF = Fraction(1, 2)
PICKS = {"highest": max, "lowest": min, "mean": lambda many: sum(many) / len(many)}


def number(item, key="exact"):
    return None if item[key] is None else Fraction(item[key])


def figure(step, *names):
    """A figure by its Chinese or its English name."""
    return next((number(one) for one in step["figures"] if one["name"] in names), None)


def brought(child, above):
    """Points count as they are, a weight is of the full points above, a period's of itself."""
    value, weight, own = number(child), number(child, "weight"), number(child, "full")
    if weight is None or child["relation"] == "part":
        points = number(child, "points")
        return value * (points / own if points and own else 1 if weight is None else weight)
    return value * weight * (number(above, "full") / own if own and above["full"] else 1)


def combined(step, node):
    """The highest, lowest or mean rate, or a formula of names, numbers, brackets and four signs."""
    if step["text"] in PICKS:
        rates = [number(one) / number(one, "full") for one in node["children"] if one["exact"]]
        return PICKS[step["text"]](rates) * number(node, "full")
    values = {one["name"]: number(one) for one in step["figures"]}
    names = "|".join(re.escape(name) for name in sorted(values, key=len, reverse=True))
    told = rf"{names}|\d+(\.\d+)?"
    said = re.sub(told, lambda at: f"F('{values.get(at[0], at[0])}')", step["text"])
    is_plain = not set(re.sub(r"F\('[-\d/.]+'\)", "", said)) - set(" +-*/()")
    return eval(said, {"F": Fraction}) if is_plain else number(step)


def rounded(value, step):
    unit = 1 / Fraction(10) ** int(figure(step, "位数", "number of decimals"))
    whole, rest = divmod(abs(value) / unit, 1)
    half_even = rest > HALF or (rest == HALF and whole % 2)
    goes_up = {"half_up": rest >= HALF, "half_even": half_even, "down": False, "up": rest > 0}
    return (whole + bool(goes_up[step["text"]])) * (unit if value > 0 else -unit)


def taken(value, *, step, node, entries):
    """The value after a step, from the value before it."""
    match step["kind"]:
        case "row" | "plan_item" | "work":
            waived = figure(step, "不再计", "waived")
            return entries.append(number(step) if waived is None else -waived)
        case "gather":
            return PICKS.get(step["text"], sum)(entries or [Fraction(0)])
        case "feed":
            fed = [number(one) for one in node["children"] if one["relation"] == "feed"]
            return PICKS.get(step["text"], sum)(fed)
        case "combine":
            return combined(step, node)
        case "periods":
            return value / sum(number(one, "weight") for one in node["children"] if one["exact"])
        case "rescaled":
            return value / figure(step, "留存", "left")
        case "bonus" | "deduction" as sign:
            extra = next(one for one in node["children"] if one["path"] == step["label"])
            return value + (number(extra) if sign == "bonus" else -number(extra))
        case "cap" | "floor" as edge:
            return (min if edge == "cap" else max)(value, figure(step, "限", "limit"))
        case "round":
            return rounded(value, step)
        case _:
            return value if step["kind"] in ("child", "part") else number(step)


def again(node):
    """The node's value from its children and, where it has steps of its own, from these."""
    parts = [one for one in node["children"] if one["relation"] in ("child", "part")]
    value, entries = sum(brought(one, node) for one in parts if one["exact"]), []
    for step in node["steps"]:
        after = taken(value, step=step, node=node, entries=entries)
        value = value if after is None else after
    return value


def faults(node):
    """Every node below that does not come out, as a line."""
    if node["children"] and node["exact"] is not None and again(node) != number(node):
        yield f"{node['coordinate']}: {again(node)} != {node['exact']}"
    for child in node["children"]:
        yield from faults(child)


if __name__ == "__main__":
    explained = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.exit("\n".join(faults(explained["derivation"])) or 0)
