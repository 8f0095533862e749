"""A county's year by the plain evaluator, against a hand-written loop of the same arithmetic.

500 units × 200 indicators × 4 quarters, weighted in three levels. Both sides read the same
figures from memory; the loop computes with `decimal` and keeps no traces. Prints processor
seconds and ratios: at most 10 without traces and at most 40 with all traces are the goals; a miss
is printed as it is.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from time import process_time

from kaoji.cli.memory import collect_seldom
from kaoji.engine.facts.table import FactRow, FactTable, RowCells
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import NOWHERE
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.session import Tables, evaluate_subject, prepare

GROUPS, LEAVES = 10, 20
COLUMNS = ("subject", "period", "key", "value", "target")
_NUMBERS = tuple(range(1, len(COLUMNS) + 1))
_NO_MORE: dict[str, int] = {}

#: Subject, period, key, value, target, as a facts table has them.
Row = tuple[str, str, str, str, str]


def scheme_text(*, leaves: int = LEAVES) -> str:
    """Ten groups of proportional indicators, each scored by quarters."""
    lines = ["方案: 基准", "编号: bench", '版本: "1"', "施行: 2025-01-01", "对象: 单位", "指标:"]
    for group in range(GROUPS):
        lines += [f"  组{group}:", "    权重: 10%", "    周期: {季度: 25%}", "    指标:"]
        lines += [
            f"      项{group}_{leaf}: {{分值: 5, 计分: 按完成比例折算, 范围: 0..100000}}"
            for leaf in range(leaves)
        ]
    return "\n".join(lines) + "\n"


def figures(units: int) -> Iterator[Row]:
    """Random figures, the same ones each time."""
    rng = random.Random(20251125)
    for unit in range(units):
        for quarter in range(1, 5):
            for group in range(GROUPS):
                for leaf in range(LEAVES):
                    value = f"{rng.randint(0, 120000) / 100:.2f}"
                    target = str(rng.choice((500, 800, 1000, 1250)))
                    yield f"单位{unit}", f"2025Q{quarter}", f"项{group}_{leaf}", value, target


def as_decimals(rows: list[Row]) -> dict[tuple[str, int, int, int], tuple[Decimal, Decimal]]:
    """Value and target by unit, quarter, group and leaf: what the loop reads."""
    found = {}
    for subject, period, key, value, target in rows:
        group, _, leaf = key.removeprefix("项").partition("_")
        place = (subject, int(period[-1]), int(group), int(leaf))
        found[place] = (Decimal(value), Decimal(target))
    return found


def as_table(rows: list[Row]) -> FactTable:
    """The facts table, as a reader makes one: what the evaluator binds."""
    known = {name: at for at, name in enumerate(COLUMNS)}
    return FactTable(tuple(_fact_row(row, known=known) for row in rows))


def _fact_row(row: Row, *, known: dict[str, int]) -> FactRow:
    cells, extra = (
        RowCells(names, texts=row, columns=_NUMBERS, place=NOWHERE) for names in (known, _NO_MORE)
    )
    return FactRow(NOWHERE, cells, extra)


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


def plan_of(text: str) -> Plan:
    """The plan of a scheme that must be sound."""
    scheme, problems = load_scheme_text(text)
    if scheme is None or problems:
        raise SystemExit(f"the scheme of the bench is not sound: {problems}")
    return make_plan(scheme)[0]


def main(units: int) -> None:
    """Time both and print."""
    collect_seldom()
    rows = list(figures(units))
    decimals, table = as_decimals(rows), as_table(rows)
    plan, period = plan_of(scheme_text()), parse_period("2025")
    if period is None:
        raise SystemExit("2025 is no period")
    start = process_time()
    by_decimal(decimals, units)
    loop = process_time() - start
    print(f"{units} units, decimal loop  {loop:8.3f} s")
    for tracing, word in ((False, "no traces "), (True, "all traces")):
        start = process_time()
        run = prepare(plan, tables=Tables(table, period=period, tracing=tracing), feeding={})
        bound = process_time()
        for subject in run.roster.scored:
            evaluate_subject(run, subject=subject)
        took = process_time() - bound
        print(
            f"plain, {word}       {took:8.3f} s  ratio {took / loop:6.1f}"
            f"   (binding {bound - start:.3f} s)"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
