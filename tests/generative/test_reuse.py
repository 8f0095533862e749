"""A trial that takes over what has not changed comes to just what one comes to that does not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from json import dumps
from random import Random

import pytest

from kaoji.engine.plan.index import walk
from kaoji.engine.runs.job import Job, run_job
from kaoji.engine.runs.trying import try_on
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.score import session
from tests.generative.test_recompute import EXAMPLES, random_job
from tests.oracles.random_facts import FAMILIES
from tests.spec.read import job_of as job_of_example

CASES = 1
TRIALS = 8
#: What a number may become: nothing, little, much, and what makes no sense.
BECOMES = ("0", "1", "7/3", "12", "55.5", "100", "1000", "-3")
#: What may be said of a node, or of a figure, beside its number.
SAID = ((".得分", BECOMES), (".目标", BECOMES), (".权重", ("1/2", "0")), (".分值", ("5", "50")),
        (".适用", ("否", "是")), ("", (*BECOMES, "不适用")))  # fmt: skip


def changes_of(outcome, random) -> Iterator[tuple[str, ...]]:
    """Changes of all kinds, alone and two at a time, in no order."""
    scheme, result = outcome.scheme, outcome.result
    subjects = [one.subject for one in result.subjects] or ["*"]
    items = [one for one in walk(scheme.root) if one.path != ROOT]
    fields = [
        *of_numbers(items),
        *of_grades(scheme),
        *(f"参数:{one.name}" for one in scheme.parameters),
    ]
    periods = ["", *{f"@{one.period}" for each in result.subjects for one in each.nodes.values()}]

    def one_change():
        if fields and random.random() < 0.5:
            return f"{random.choice(fields)}={random.choice(BECOMES)}"
        path = random.choice([*items, *scheme.facts]).path
        field, values = random.choice(SAID)
        period = random.choice(sorted(periods))
        return f"{random.choice(subjects)}:{path}{field}{period}={random.choice(values)}"

    while True:
        yield tuple({one_change() for _ in range(random.choice((1, 1, 2)))})


def of_numbers(items):
    for one in items:
        for word, stated in (("分值", one.points), ("权重", one.weight), ("上限", one.cap)):
            if stated is not None:
                yield f"{one.path}.{word}"


def of_grades(scheme):
    for grade in scheme.grading.grades if scheme.grading else ():
        if grade.floor is not None:
            yield f"等次:{grade.name}.不低于"


def both_ways(outcome, job, changes, monkeypatch):
    """The trial with what could be taken over, and the trial without."""
    quick = try_on(outcome, job=job, changes=changes)
    with monkeypatch.context() as patched:
        patched.setattr(session, "reuse_of", lambda *_args, **_names: None)
        return quick, try_on(outcome, job=job, changes=changes)


def agree(job, *, seed, monkeypatch):
    """Every trial that takes something over agrees with one that does not."""
    outcome, random = run_job(job), Random(seed)
    if outcome.scored is None:
        return
    for changes in islice(changes_of(outcome, random), TRIALS):
        quick, whole = both_ways(outcome, job, changes, monkeypatch)
        assert dumps(quick.as_json()) == dumps(whole.as_json()), (seed, changes)
        if quick.trial is not None:
            assert quick.trial.after == whole.trial.after, (seed, changes)
            after = dumps(quick.trial.after.as_json())
            assert after == dumps(whole.trial.after.as_json()), (seed, changes)


@pytest.mark.parametrize("pack", FAMILIES)
def test_a_trial_of_a_pack(pack, tmp_path, monkeypatch):
    for seed in range(CASES):
        job = random_job(pack, seed=seed, folder=tmp_path)
        agree(job, seed=seed, monkeypatch=monkeypatch)


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{one.chapter}:{one.title.split(' · ')[0]}" for one in EXAMPLES]
)
def test_a_trial_of_every_shape_of_the_manual(example, tmp_path, monkeypatch):
    agree(job_of_example(example, folder=tmp_path), seed=1, monkeypatch=monkeypatch)


PLAIN = """\
方案: 试行办法
编号: trial
版本: "1"
施行: 2020-01-01
对象: 单位
等次: {优秀: {不低于: 90}, 合格: {不低于: 0}}
指标:
  经济: {权重: 60%, 指标: {收入: {分值: 100, 计分: 按完成比例折算, 范围: 0..1000}}}
  民生: {权重: 40%, 指标: {就业: {分值: 100, 计分: 按完成比例折算, 范围: 0..1000}}}
"""
FIGURES = "对象,周期,指标,数值,目标\n" + "".join(
    f"{unit},2025,{key},{figure},100\n"
    for unit, figure in (("甲", 90), ("乙", 80))
    for key in ("收入", "就业")
)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        (("等次:优秀.不低于=80",), {"甲": {"总分", "经济", "收入", "民生", "就业"}}),
        (("经济.权重=50%", "民生.权重=50%"), {"甲": {"收入", "就业"}, "乙": {"收入", "就业"}}),
        (("甲:收入=50",), {"甲": set(), "乙": {"总分", "经济", "收入", "民生", "就业"}}),
    ],
)
def test_what_no_change_reaches_is_the_very_same(changes, kept, tmp_path):
    (tmp_path / "scheme.yaml").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "facts.csv").write_text(FIGURES, encoding="utf-8")
    job = Job(str(tmp_path / "scheme.yaml"), (tmp_path / "facts.csv",), period="2025")
    outcome = run_job(job)
    trial = try_on(outcome, job=job, changes=changes).trial
    before, after = (
        {one.subject: one.nodes for one in each.subjects} for each in (trial.before, trial.after)
    )
    for subject, names in kept.items():
        same = {
            node.path.rpartition("/")[2]
            for key, node in after[subject].items()
            if node.outcome is before[subject][key].outcome
        }
        assert same == names
