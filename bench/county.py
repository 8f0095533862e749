"""A county's year by the plain evaluator against a hand-written decimal loop of the same arithmetic.

500 units × 200 indicators × 4 quarters, weighted in three levels. Both sides read the same figures
from memory; the loop keeps no traces. Prints seconds and ratios: at most 10 without traces and at
most 40 with all traces are the goals; a miss is reported as it is.
"""  # noqa: E501, INP001

from __future__ import annotations

import random
import sys
import time
from decimal import Decimal
from types import MappingProxyType

from kaoji.cli.memory import collect_seldom
from kaoji.engine.facts.table import Cell, FactRow, FactTable
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import NOWHERE
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.session import Tables, evaluate_subject, prepare

GROUPS, LEAVES = 10, 20


def scheme_text() -> str:
    """Ten groups of twenty proportional indicators, each scored by quarters."""
    lines = ["方案: 基准", "编号: bench", '版本: "1"', "施行: 2025-01-01", "对象: 单位", "指标:"]
    for group in range(GROUPS):
        lines += [f"  组{group}:", "    权重: 10%", "    周期: {季度: 25%}", "    指标:"]
        lines += [
            f"      项{group}_{leaf}: {{分值: 5, 计分: 按完成比例折算, 范围: 0..100000}}"
            for leaf in range(LEAVES)
        ]
    return "\n".join(lines) + "\n"


def figures(units: int) -> list[tuple[str, str, str, str, str]]:
    """Random figures: subject, period, key, value, target."""
    rng = random.Random(20251125)  # noqa: S311
    return [
        (f"单位{unit}", f"2025Q{quarter}", f"项{group}_{leaf}",
         f"{rng.randint(0, 120000) / 100:.2f}", str(rng.choice((500, 800, 1000, 1250))))
        for unit in range(units)
        for quarter in range(1, 5)
        for group in range(GROUPS)
        for leaf in range(LEAVES)
    ]  # fmt: skip


def by_decimal(rows: dict[tuple[str, int, int, int], tuple[Decimal, Decimal]], units: int) -> int:
    """The same arithmetic by hand; returns how many totals it made."""
    one, five, full = Decimal(1), Decimal(5), Decimal(100)
    quarter_weight, group_weight = Decimal("0.25"), Decimal("0.1")
    totals = []
    for unit in range(units):
        subject = f"单位{unit}"
        total = Decimal(0)
        for group in range(GROUPS):
            year = Decimal(0)
            for quarter in range(1, 5):
                points = Decimal(0)
                for leaf in range(LEAVES):
                    value, target = rows[subject, quarter, group, leaf]
                    points += five * min(one, value / target)
                year += points * quarter_weight
            total += year / full * group_weight * full
        totals.append(total)
    return len(totals)


def main(units: int) -> None:
    """Time both and print."""
    collect_seldom()
    raw = figures(units)
    scheme, problems = load_scheme_text(scheme_text())
    assert scheme is not None and not problems, problems  # noqa: PT018, S101
    plan, _ = make_plan(scheme)
    decimals = {
        (subject, int(period[-1]), int(key[1 : key.index("_")]), int(key[key.index("_") + 1 :])): (
            Decimal(value),
            Decimal(target),
        )
        for subject, period, key, value, target in raw
    }
    names = ("subject", "period", "key", "value", "target")
    table = FactTable(
        tuple(
            FactRow(
                NOWHERE,
                MappingProxyType({n: Cell(t, NOWHERE) for n, t in zip(names, row, strict=True)}),
                MappingProxyType({}),
            )
            for row in raw
        )
    )
    start = time.process_time()
    by_decimal(decimals, units)
    loop = time.process_time() - start
    print(f"decimal loop            {loop:8.3f} s")  # noqa: T201
    period = parse_period("2025")
    for tracing in (False, True):
        start = time.process_time()
        run = prepare(plan, tables=Tables(table, period=period, tracing=tracing), feeding={})
        bound = time.process_time()
        for subject in run.roster.scored:
            evaluate_subject(run, subject=subject)
        done = time.process_time()
        word = "all traces" if tracing else "no traces "
        print(  # noqa: T201
            f"plain, {word}       {done - bound:8.3f} s  ratio {(done - bound) / loop:6.1f}"
            f"   (binding {bound - start:.3f} s)"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
