"""Programs and tables from anybody: nothing reaches Python, nothing runs away, nothing raises.

Generated formulas agree with an oracle that knows only Python's fractions. Mutilated schemes,
facts and bytes give problems, never an exception; only a call that cannot be understood is one.
"""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel.failure import LONGEST_NUMBER_BITS, FeelFailure
from kaoji.engine.plinth.exact import round_to
from kaoji.engine.plinth.values import Choice, Null, OneOf, Span
from kaoji.engine.runs.job import UsageError, run_job
from kaoji.engine.scheme.catalogue import packs_folder
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.check import check_scheme
from tests.engine.feel.running import run
from tests.oracles.random_facts import FAMILIES, as_rows, random_case
from tests.regulations.scoring import job_of
from tools.source import ENGINE, python_files

ROUNDS = int(os.environ.get("KAOJI_N", "60"))
PACKS = sorted(packs_folder().rglob("*.yaml"))
VALUES = (Fraction, bool, str, date, Choice, Null, OneOf, Span, tuple, dict)

# --- nothing reaches Python -----------------------------------------------------------------------

INNARDS = (
    *("__import__", "__class__", "__globals__", "__builtins__", "eval", "exec"),
    *("open", "os", "sys", "getattr", "lambda"),
)


@pytest.mark.parametrize("word", INNARDS)
@pytest.mark.parametrize(
    "shape", ["{}", "x.{}", "(1).{}", '("a").{}', "[1].{}", "{}(1)", '{}("os")', "x[{}]", "x.{}.{}"]
)
def test_no_word_of_python_is_a_word_here(word, shape):
    text = shape.format(word, word)
    try:
        value = run(text, x=Fraction(1))
    except (FeelFailure, AssertionError):
        return  # refused when it is read, or when it is run
    assert isinstance(value, VALUES)


def test_expressions_are_walked_not_evaluated():
    """The room calls nothing that runs a text, and reaches for no attribute by name."""
    forbidden = {"eval", "exec", "compile", "__import__", "getattr", "setattr", "globals", "vars"}
    used = {}
    for path in python_files(ENGINE / "feel"):
        calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                 if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))  # fmt: skip
        found = {call.func.id for call in calls} & forbidden
        if found:
            used[path.name] = found
    assert used == {}


# --- nothing runs away ----------------------------------------------------------------------------

RUNAWAYS = (
    "9 ** 9 ** 9",
    "(9 ** 999) ** 999",
    "合计(数列(1, 99999999))",
    "个数(for a in 数列(1, 900) return for b in 数列(1, 900) return 数列(1, 900))",
    "some a in 数列(1, 9000) satisfies (every b in 数列(1, 9000) satisfies a < b)",
    "数列(1, 9000)[item > 合计(数列(1, 9000))]",
    "根(2, 2, 999999)",
    "1 / 7 ** 9999 + 1 / 11 ** 9999 + 1 / 13 ** 9999",
    '取整(1/3, 999999, "四舍五入")',
    "-" * 3000 + "1",
    "(" * 1900 + "1" + ")" * 1900,
    "1" * 3900,
    "1" + " + 1" * 990,
)


@pytest.mark.parametrize("text", RUNAWAYS, ids=range(len(RUNAWAYS)))
def test_a_runaway_is_stopped(text):
    try:
        value = run(text)
    except (FeelFailure, AssertionError):
        return
    for number in value if isinstance(value, tuple) else (value,):
        assert not isinstance(number, Fraction) or is_short(number)


def is_short(number):
    return max(number.numerator.bit_length(), number.denominator.bit_length()) <= (
        LONGEST_NUMBER_BITS
    )


def test_a_budget_ends_any_loop():
    with pytest.raises(FeelFailure) as stopped:
        run("合计(for a in 数列(1, 100) return 合计(for b in 数列(1, 100) return b))", steps=500)
    assert stopped.value.code == "budget-exceeded"


# --- exact, as fractions say ----------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """A formula and what it comes to; `None`: 0/0 or n/0 somewhere."""

    text: str
    value: Fraction | None


def joined(op, one, two):
    if one is None or two is None:
        return None
    if op == "/":
        return one / two if two else None
    return {"+": one + two, "-": one - two, "*": one * two}[op]


def chosen(op, one, two, then, otherwise):
    """What `if` gives; a null condition gives null (it is not decided)."""
    if one is None or two is None:
        return None
    return then if {"<": one < two, ">=": one >= two, "=": one == two}[op] else otherwise


NUMBERS = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(0, 10**6), st.integers(0, 4)
).map(lambda number: Sample(decimal(number), number))


def decimal(number):
    whole, rest = divmod(number * 10**4, 10**4)
    return f"{whole}.{int(rest):04d}"


def grown(parts):
    return st.one_of(
        st.builds(
            lambda op, a, b: Sample(f"({a.text} {op} {b.text})", joined(op, a.value, b.value)),
            st.sampled_from("+-*/"), parts, parts,
        ),
        st.builds(lambda a: Sample(f"(-{a.text})", None if a.value is None else -a.value), parts),
        st.builds(
            lambda op, a, b, c, d: Sample(
                f"(if {a.text} {op} {b.text} then {c.text} else {d.text})",
                chosen(op, a.value, b.value, c.value, d.value),
            ),
            st.sampled_from(["<", ">=", "="]), parts, parts, parts, parts,
        ),
        st.builds(folded, st.sampled_from(["最小", "最大", "合计"]),
                  st.lists(parts, min_size=1, max_size=4)),
        st.builds(
            lambda a, places: Sample(
                f'取整({a.text}, {places}, "四舍五入")',
                None if a.value is None else round_to(a.value, places=places),
            ),
            parts, st.integers(0, 5),
        ),
        st.builds(
            lambda a, count: Sample(
                f"合计(for i in 数列(1, {count}) return i * {a.text})",
                None if a.value is None else a.value * count * (count + 1) / 2,
            ),
            parts, st.integers(1, 5),
        ),
    )  # fmt: skip


def folded(name, items):
    values = [item.value for item in items]
    text = f"{name}({', '.join(item.text for item in items)})"
    if None in values:
        return Sample(text, None)
    return Sample(text, {"最小": min, "最大": max, "合计": sum}[name](values))


SAMPLES = st.recursive(NUMBERS, grown, max_leaves=12)


@given(SAMPLES)
def test_a_program_comes_to_what_fractions_say(sample):
    value = run(sample.text)
    if sample.value is None:
        assert isinstance(value, Null)
    else:
        assert value == sample.value


# --- nothing raises -------------------------------------------------------------------------------

SOUP = "{}[]:,-?&*!|>%@`\"'#\n \t~=<。、:()“”〔〕0123456789.年分是否$/\\\0\ufeff\u200b"


def mutilated(text, rng):
    """A text after a few edits anywhere: characters put in or taken out, pieces doubled or cut."""
    for _ in range(rng.randint(1, 6)):
        at, to = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        piece = text[at : min(to, at + rng.choice((1, 3, 40)))]
        text = rng.choice(
            (
                text[:at] + rng.choice(SOUP) + text[at:],
                text[:at] + text[at + len(piece) :],
                text[:to] + piece + text[to:],
                text[: max(at, 40)],
            )
        )
    return text


@pytest.mark.parametrize("path", PACKS, ids=lambda path: "-".join(path.parts[-2:]))
def test_a_mutilated_scheme_is_read_and_judged(path):
    text = path.read_text(encoding="utf-8")
    for seed in range(-(-ROUNDS // len(PACKS))):
        changed = mutilated(text, Random(f"{path.name}{seed}"))
        scheme, problems = load_scheme_text(changed, file=str(path), folder=path.parent)
        if scheme is not None:
            check_scheme(scheme, loaded=problems, with_examples=True)


WORDS = (
    *("", "0", "-1", "1e9", "3/0", "99999999999999999999", "不适用", "无", "缺", "是", "NaN"),
    *("2016Q9", "2016-02-30", "*", "组:", "甲乡", "总分", "等次", "\0", "=1+1", "５０", "8 5"),
)
KEYS = (
    *("对象", "周期", "指标", "数值", "目标", "件数", "事项"),
    *("状态", "日期", "编号", "更正", "适用", "评分人类别"),
)


def spoilt(rows, rng):
    """Rows of which some cells say something else, some rows stand twice, some are cut."""
    rows = [dict(row) for row in rows]
    for _ in range(rng.randint(1, 8)):
        row = rng.choice(rows)
        key = rng.choice((*row, *KEYS))
        row[key] = rng.choice((*WORDS, *(str(cell) for cell in rng.choice(rows).values())))
        if rng.random() < 0.2:
            rows.append(dict(rng.choice(rows)))
        if rng.random() < 0.2:
            row.pop(rng.choice(tuple(row)), None)
    return rows


@pytest.mark.parametrize("family", FAMILIES)
def test_spoilt_facts_are_bound_and_scored(family, tmp_path):
    """Every cell may be wrong: units are refused by name, and the run goes on."""
    for seed in range(-(-ROUNDS // (4 * len(FAMILIES)))):
        rng = Random(f"{family}{seed}")
        rows, subjects, parameters = as_rows(random_case(rng, family), family)
        job = job_of(
            family,
            rows=spoilt(rows, rng),
            subjects=spoilt(subjects, rng) if seed % 2 else subjects,
            parameters=parameters,
            period="2016",
            folder=tmp_path,
        )
        try:
            result = run_job(job).result.as_json()
        except UsageError:
            continue
        assert {"subjects", "problems", "decisions"} <= set(result)
