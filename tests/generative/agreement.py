"""What an oracle says of a random case against what the product says: the differences, in words.

Every node, total, grade, rank, seat, tie and duty that the oracle speaks of is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.runs.job import open_scheme, score_scheme
from kaoji.engine.scheme.checks.settings import set_problems
from kaoji.engine.scheme.load.overlay import Overlay, read_overlay, with_overlay
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.feeders import Feeders, feeders_of
from tests.oracles.common import published
from tests.oracles.random_facts import as_rows, expected
from tests.regulations.scoring import job_of

DECIDED = ("seats", "seats_open", "needs_decision")
#: Decisions of most oracles carry no name: their packs ration one thing each.
RATIONED = {
    "zhengding": "先进",
    "bureau-units": "年度先进单位",
    "bureau-persons": "优秀个人",
    "village": "经济工作会议表彰",
}
DUTIES = {"书面情况报告": "written-report", "诫勉谈话": "admonition-talk"}
COPIED, KEY_RECTIFICATION = "copied-to-departments", "key-rectification"
MEMBERS_BARRED = "members-barred"
COMMENDED, CADRE_PAY = "commendation", "cadre-pay"


#: A pack or scheme file and what is wrong with it, read and checked once.
opened = cache(open_scheme)


def loaded(name: str) -> Scheme:
    """A pack or scheme file, read once; there must be one."""
    scheme, problems = opened(name)
    assert scheme is not None, problems
    return scheme


@cache
def feeding(name: str) -> Feeders:
    """The schemes that feed a pack or scheme file, read once."""
    return feeders_of(loaded(name))


def fed(name: str, *, overlay: Overlay) -> tuple[dict[str, Scheme], tuple[Problem, ...]]:
    """Those that feed a scheme, with the parameters of a run, and what is wrong with them."""
    found = feeding(name)
    schemes, problems = {}, list(found.problems)
    for key, one in found.schemes.items():
        schemes[key], more = with_overlay(one, overlay=overlay.of(one))
        problems += [*more, *set_problems(schemes[key], was=one)]
    return schemes, tuple(problems)


def forget() -> None:
    """Keep no scheme any longer: another may come to stand at the same address."""
    opened.cache_clear()
    feeding.cache_clear()


def scored(case: dict, *, folder: Path, scheme: str = "") -> dict:
    """The product's answer to a case, by the pack or by a changed copy of it."""
    rows, subjects, parameters = as_rows(case, case["family"])
    job = job_of(
        scheme or case["family"],
        rows=rows,
        subjects=subjects,
        parameters=parameters,
        period=case.get("period", str(case["year"])),
        folder=folder,
    )
    overlay = read_overlay(job.given[0])
    set_up, problems = with_overlay(loaded(job.scheme), overlay=overlay)
    feeders, more = fed(job.scheme, overlay=overlay)
    problems = (*problems, *more)
    made = score_scheme(set_up, job=job, overlay=overlay, problems=problems, feeders=feeders)
    return made.result.as_json()


def disagreements(case: dict, *, result: dict) -> list[str]:
    """Everything in which the two differ."""
    return list(_disagreements(case, result))


def _disagreements(case: dict, result: dict) -> Iterator[str]:
    answer = expected(case)
    found = {one["subject"]: one for one in result["subjects"]}
    for name, wanted in answer["subjects"].items():
        if name not in found:
            yield f"{name}: not in the result"
            continue
        yield from (f"{name}: {fault}" for fault in _subject(wanted, found[name], answer))
    for group, wanted in _decisions(answer):
        yield from _decision(case["family"], group, wanted, result["decisions"])
    if "copied" in answer:
        yield from _copied(answer["copied"], found)
    errors = [one["message"] for one in result["problems"] if one["severity"] == "error"]
    yield from (f"problem: {message}" for message in errors)


def _subject(wanted: Mapping, found: Mapping, answer: Mapping) -> Iterator[str]:
    if found["status"] != "final":
        yield f"is {found['status']}: {[one['message'] for one in found['problems']][:3]}"
        return
    yield from _figures(wanted["nodes"], found["nodes"])
    yield from _total(wanted["total"], found["total"], places=answer.get("places", 2))
    if found["rank"] != wanted["rank"]:
        yield f"rank is {found['rank']}, expected {wanted['rank']}"
    yield from _grades(wanted, found)
    if wanted.get("grade_before", found["grade_before"]) != found["grade_before"]:
        yield f"grade before is {found['grade_before']}, expected {wanted['grade_before']}"
    yield from _duties(wanted, found)
    yield from _proposals(wanted, found)
    yield from _told(wanted, found)
    yield from _barred(wanted, found)
    if "pay" in wanted:
        yield from _pay(wanted["pay"], found["consequences"])
    if "consequences" in wanted:
        yield from _consequences(wanted["consequences"], found["consequences"])


def _total(wanted: Fraction | None, found: Mapping | None, *, places: int) -> Iterator[str]:
    """The same total, exact and as it is published; a scheme of rates has none."""
    have = found and (Fraction(found["exact"]), found["published"])
    want = None if wanted is None else (wanted, published(wanted, places=places))
    if have != want:
        yield f"total is {found}, expected {wanted}"


def _told(wanted: Mapping, found: Mapping) -> Iterator[str]:
    """Requirements that are not met, where the oracle speaks of them."""
    have = {one["code"] for one in found["problems"] if one["code"].startswith("requirement")}
    if have != set(wanted.get("told", have)):
        yield f"told are {sorted(have)}, expected {sorted(wanted['told'])}"


def _barred(wanted: Mapping, found: Mapping) -> Iterator[str]:
    """The vetoes that stand against a subject, where the oracle speaks of them."""
    have = {one["code"].partition(":")[0] for one in found["flags"]}
    if have != set(wanted.get("barred", have)):
        yield f"barred by {sorted(have)}, expected {sorted(wanted['barred'])}"


def _grades(wanted: Mapping, found: Mapping) -> Iterator[str]:
    """The same grades; below a tie that people must break first, none of them is left out."""
    possible = set(wanted.get("grades_possible", (wanted["grade"],)))
    have = set(found["grades_possible"])
    waits = wanted.get("waits", False)
    if found["grade"] != wanted["grade"] and not (waits and found["grade"] is None):
        yield f"grade is {found['grade']}, expected {wanted['grade']}"
    if not possible <= have or (have != possible and not waits):
        yield f"grades possible are {found['grades_possible']}, expected {sorted(possible)}"


def _consequences(wanted: Mapping, found: list) -> Iterator[str]:
    """Exactly these are proposed, with these amounts."""
    have = {one["code"]: one["amount"] and Fraction(one["amount"]["exact"]) for one in found}
    if have != wanted:
        yield f"consequences are {have}, expected {wanted}"


def _figures(wanted: Mapping, found: Mapping) -> Iterator[str]:
    for key, figure in wanted.items():
        node = found.get(key, {})
        have = node.get("exact")
        if figure is None and node.get("state") == "undefined":
            continue
        if have is None or Fraction(have) != figure:
            yield f"{key} is {have}, expected {figure}"


def _duties(wanted: Mapping, found: Mapping) -> Iterator[str]:
    codes = {one["code"] for one in found["consequences"]}
    duties = {}
    if "duties" in wanted:
        duties |= {code: name in wanted["duties"] for name, code in DUTIES.items()}
    if "key_rectification" in wanted:
        duties[KEY_RECTIFICATION] = wanted["key_rectification"]
    if "unit_allows" in wanted:
        duties[MEMBERS_BARRED] = not wanted["unit_allows"]
    if "commended" in wanted:
        duties[COMMENDED] = wanted["commended"]
    for code, is_owed in duties.items():
        if (code in codes) is not is_owed:
            yield f"{code} is {'not ' if is_owed else ''}there"


def _proposals(wanted: Mapping, found: Mapping) -> Iterator[str]:
    """Code, state and amount of everything proposed, where the oracle speaks of all of it."""
    have = {one["code"]: (one["state"], _amount(one)) for one in found["consequences"]}
    if "proposals" in wanted and have != wanted["proposals"]:
        yield f"consequences are {have}, expected {wanted['proposals']}"


def _amount(consequence: Mapping) -> Fraction | None:
    amount = consequence["amount"]
    return None if amount is None else Fraction(amount["exact"])


def _pay(wanted: Fraction, found: list) -> Iterator[str]:
    amounts = [Fraction(one["amount"]["exact"]) for one in found if one["code"] == CADRE_PAY]
    if amounts != [wanted]:
        yield f"pay is {amounts}, expected {wanted}"


def _decisions(answer: Mapping) -> Iterator[tuple[str | None, Mapping]]:
    if "decision" in answer:
        yield None, answer["decision"]
    yield from ((wanted["group"], wanted) for wanted in answer.get("all_decisions", ()))
    yield from ((group or None, wanted) for group, wanted in answer.get("decisions", {}).items())


def _decision(family: str, group: str | None, wanted: Mapping, found: list) -> Iterator[str]:
    what = wanted.get("what") or RATIONED.get(family) or RATIONED[family.partition("-")[0]]
    mine = [one for one in found if one["what"] == what and one["group"] == group]
    if len(mine) != 1:
        yield f"decision {what} {group}: {len(mine)} in the result"
        return
    have = {key: mine[0][key] for key in DECIDED}
    have |= {key: sorted(mine[0][key]) for key in ("proposed", "tied")}
    want = {key: wanted[key] for key in DECIDED}
    want |= {key: sorted(wanted[key]) for key in ("proposed", "tied")}
    if wanted["raw"] is not None:
        have["raw"], want["raw"] = Fraction(mine[0]["share"]["raw"]), wanted["raw"]
    if have != want:
        yield f"decision {what} {group} is {have}, expected {want}"


def _copied(wanted: Mapping, found: Mapping) -> Iterator[str]:
    """Whoever is certainly among the last three, and nobody who is certainly not."""
    have = {
        name
        for name, one in found.items()
        if COPIED in {consequence["code"] for consequence in one["consequences"]}
    }
    certain, possible = set(wanted["certain"]), {*wanted["certain"], *wanted["tied"]}
    if not certain <= have <= possible:
        yield f"copied are {sorted(have)}, expected {sorted(certain)} up to {sorted(possible)}"
