"""The law of explanations, over the invented county: figures are the engine's, and lead to rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from kaoji.engine.explain.account import Account, account_of
from kaoji.engine.explain.records import Derivation, FigureNote
from kaoji.engine.explain.telling import derivation_lines, headline, verdict_lines
from kaoji.engine.plinth.values import is_unknown
from kaoji.engine.runs.job import Job, run_job
from kaoji.engine.score.outcome import State
from kaoji.packs import demo

FOLDER = Path(demo.__file__).parent
FILES = {
    "zhengding-towns": (("towns.csv",), "towns-given.yaml"),
    "qitai-projects": (("projects.csv",), None),
    "qitai-departments": (("departments.csv", "projects.csv"), "departments-given.yaml"),
    "bureau-units": (("staff.csv",), None),
    "bureau-persons": (("staff.csv",), "staff-given.yaml"),
}


@pytest.fixture(scope="module", params=FILES)
def explained(request):
    facts, given = FILES[request.param]
    job = Job(
        request.param,
        facts=tuple(FOLDER / name for name in facts),
        subjects=FOLDER / "subjects.csv",
        period="2025",
        given=(FOLDER / given,) if given else (),
        tracing=True,
    )
    made = run_job(job).scored
    assert made is not None
    root, period = made.run.plan.root, made.run.period
    return [account_of(made, subject=one, node=root, period=period) for one in made.result.subjects]


def every(made: Derivation) -> Iterator[Derivation]:
    yield made
    for child in made.children:
        yield from every(child)


def trees(accounts: list[Account]) -> Iterator[tuple[Account, Derivation]]:
    for account in accounts:
        for top in (account.derivation, *(one for g in account.grounds for one in g.derivations)):
            yield from ((account, one) for one in every(top))


def rows_behind(note: FigureNote) -> Iterator[int]:
    for evidence in (note.evidence, *(member.evidence for member in note.members)):
        if evidence is not None and evidence.file and evidence.row is not None:
            yield evidence.row


def test_every_value_is_the_engines(explained):
    for account, made in trees(explained):
        if made.scheme is not None or made.version is not None:
            continue
        own = made.path if made.period == account.result.period else f"{made.path}@{made.period}"
        known = account.subject.nodes.get(own)
        if known is not None:
            assert known.outcome.value == made.value


def test_a_result_of_another_scheme_is_what_was_taken(explained):
    for _account, made in trees(explained):
        fed = [one for one in made.children if one.share.relation == "feed"]
        if fed and isinstance(made.value, Fraction) and not made.is_scored:
            assert made.value == sum(one.value for one in fed) / len(fed)


def test_every_reported_figure_names_its_row(explained):
    for _account, made in trees(explained):
        for step in made.steps:
            for note in step.figures:
                if note.kind == "fact" and not is_unknown(note.value):
                    is_fed = any(one.path in (note.coordinate or "") for one in made.children)
                    assert is_fed or list(rows_behind(note)), (made.coordinate, note.name)


def test_every_leaf_ends_in_rows(explained):
    """What is told in full and has nothing below it names a row, unless nobody reported any."""
    for _account, made in trees(explained):
        if made.see or made.children or made.state is not State.COMPUTED:
            continue
        rows = [row for step in made.steps for note in step.figures for row in rows_behind(note)]
        rows += [step.evidence.row for step in made.steps if step.evidence is not None]
        is_empty = {step.kind for step in made.steps} <= {"gather", "cap", "floor", "round"}
        is_empty = is_empty or made.sentences[-1] == "没有登记。"
        assert rows or is_empty, made.coordinate


def test_what_is_told_above_has_been_told(explained):
    for account in explained:
        told = set()
        for one in (*(d for g in account.grounds for d in g.derivations), account.derivation):
            for made in every(one):
                key = (made.scheme, made.version, made.coordinate)
                if made.see == "above":
                    assert key in told
                if not made.see:
                    told.add(key)


ALLOWED = re.compile(r"[「『].*?[」』]|【.*?】|Q[1-4]|H[12]|\S+\.csv")


def test_it_reads_well(explained):
    """No foreign words but in what the scheme quotes, no doubled or mixed signs, units told."""
    for account in explained:
        lines = [*headline(account), *(text for _depth, text in verdict_lines(account))]
        lines += [text for _depth, text in derivation_lines(account.derivation)]
        for line in lines:
            plain = ALLOWED.sub("", line)
            if line.startswith(("读法", "表", "按算式")) or "备注：" in line:
                continue  # the scheme's own words, or the facts'
            assert not re.search(r"[A-Za-z]{2,}", plain), line
            assert not re.search(r"(?<=[一-鿿」）])[,;]|[,;](?=[一-鿿「（])", plain), line
            assert not re.search(r"([，；：。])[，；：。]", plain), line
            assert "满分满分" not in line
            assert not re.search(r"= 约|\d之间| %", line), line
