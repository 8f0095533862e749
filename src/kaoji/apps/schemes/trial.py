"""A trial: a text scored on facts that are there already. Files in a folder of its own, then gone.

Facts come from the rooms that hold them (they tell what they have) or from the invented county
that is shipped for some schemes. Nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.schemes.lines import Said, said_of
from kaoji.apps.schemes.models import OwnScheme
from kaoji.apps.schemes.queries import folder_beside
from kaoji.apps.schemes.study import Study
from kaoji.engine.runs.job import Job, Outcome, UsageError, run_job
from kaoji.engine.score.result import Status
from kaoji.packs import demo
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

DEMO = Path(demo.__file__).parent
#: Shipped schemes for which an invented county has facts: its tables, and what it has settled.
DEMO_FACTS = {
    "zhengding-towns": (("towns.csv",), "towns-given.yaml"),
    "qitai-projects": (("projects.csv",), ""),
    "qitai-departments": (("departments.csv", "projects.csv"), "departments-given.yaml"),
    "bureau-units": (("staff.csv",), ""),
    "bureau-persons": (("staff.csv",), "staff-given.yaml"),
}
DEMO_PERIOD = "2025"


@dataclass(frozen=True, slots=True)
class Supply:
    """Facts that a trial may be scored on: a key for the address, a word, the tables as text."""

    key: str
    word: str
    period: str
    facts: Callable[[], Iterable[str]]
    subjects: str = ""
    given: str = ""


Supplier = Callable[[Actor, OwnScheme], Iterable[Supply]]
_SUPPLIERS: list[Supplier] = []


def supply_trials(supplier: Supplier) -> None:
    """A room that holds facts says so; called once, when its application is ready."""
    if supplier not in _SUPPLIERS:
        _SUPPLIERS.append(supplier)


@dataclass(frozen=True, slots=True)
class Standing:
    """A subject's line of the table of a trial."""

    name: str
    total: str
    grade: str
    rank: str
    state: str


@dataclass(frozen=True, slots=True)
class Group:
    """The subjects of a group in order of rank."""

    name: str
    lines: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a trial."""

    supply: Supply
    groups: tuple[Group, ...]
    problems: tuple[Said, ...]


def supplies_of(actor: Actor, *, scheme: OwnScheme) -> tuple[Supply, ...]:
    """What a draft can be tried on, the office's own figures first."""
    own = [one for supplier in _SUPPLIERS for one in supplier(actor, scheme)]
    base = scheme.base.rpartition("@")[0]
    if base not in DEMO_FACTS:
        return tuple(own)
    tables, given = DEMO_FACTS[base]
    invented = Supply(
        "demo", _("虚构县 2025 年的数据"), DEMO_PERIOD,
        facts=lambda: [_renamed(name, base=base, key=scheme.key) for name in tables],
        subjects=(DEMO / "subjects.csv").read_text(encoding="utf-8-sig"),
        given=(DEMO / given).read_text(encoding="utf-8") if given else "",
    )  # fmt: skip
    return (*own, invented)


def try_out(actor: Actor, *, text: str, supply: Supply) -> Trial:
    """Score a text on some facts."""
    beside = folder_beside(actor)
    with TemporaryDirectory() as folder:
        job = _job(Path(folder), text=text, supply=supply, beside=beside)
        try:
            outcome = run_job(job)
        except UsageError as error:
            raise Refused(
                "trial-not-possible", reason=str(error), remedy=_("请换一份数据，或检查方案的周期")
            ) from error
        return Trial(supply, _groups(outcome), _problems(outcome, file=job.scheme, text=text))


def _job(folder: Path, *, text: str, supply: Supply, beside: Path) -> Job:
    """The files of a run: the text, what is released beside it, facts, subjects, what is given."""
    if beside.is_dir():
        for path in beside.glob("*.yaml"):
            (folder / path.name).write_bytes(path.read_bytes())
    facts = []
    for number, table in enumerate(supply.facts(), start=1):
        facts.append(_written(folder / f"数据{number}.csv", text=table))
    subjects = _written(folder / "对象.csv", text=supply.subjects) if supply.subjects else None
    given = (_written(folder / "本县参数.yml", text=supply.given),) if supply.given else ()
    scheme = _written(folder / "方案.yaml", text=text)
    return Job(str(scheme), tuple(facts), subjects, supply.period, given=given)


def _written(path: Path, *, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _renamed(name: str, *, base: str, key: str) -> str:
    """A table of the invented county, with the draft where it names the scheme it was made for."""
    lines = (DEMO / name).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    return "".join(
        f"{key},{line.removeprefix(base + ',')}" if line.startswith(f"{base},") else line
        for line in lines
    )


def _groups(outcome: Outcome) -> tuple[Group, ...]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in outcome.result.subjects:
        found.setdefault(one.group or "", []).append(one.as_json())
    return tuple(
        Group(name, tuple(map(_standing, sorted(members, key=_place))))
        for name, members in found.items()
    )


def _place(told: dict[str, Any]) -> tuple[bool, int]:
    return told["rank"] is None, told["rank"] or 0


def _standing(told: dict[str, Any]) -> Standing:
    """A subject's line, out of what the contract's JSON says of it."""
    words = {
        Status.FINAL: _("已定"),
        Status.INCOMPLETE: _("缺数"),
        Status.EXCLUDED: _("不参加"),
        Status.REFUSED: _("数据有错"),
    }
    total, between = told["total"], told["interval"]
    bounds = f"{between['worst']}～{between['best']}" if between else ""
    return Standing(
        name=told["subject"],
        total=total["published"] if total else bounds,
        grade=told["grade"] or "、".join(told["grades_possible"]),
        rank=str(told["rank"] or ""),
        state=words[Status(told["status"])],
    )


def _problems(outcome: Outcome, *, file: str, text: str) -> tuple[Said, ...]:
    told = Study(text, file, outcome.scheme, outcome.all_problems)
    return tuple(one for one in said_of(told) if one.severity != "note")
