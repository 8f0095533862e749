"""Rates without points: visits to a village, three reviews, reports on duty, the law's work.

Facts of one subject (numbers are decimal strings; `sort` says which of the four):

    subject, year, sort
    counts      name → number, under the words of the text
    visits      days: the first round's last day (ISO);  later: [{count, state}], key visits
    reviews     problems [{aspect, public, count, state}], comments [{promise, public, count,
                state}], opinions [{channel, answer, count, state}]
    reports     ballots [{aspect, rater, good, fair, valid, state}], meetings [{form, public,
                count, state}]
    law         quota: {unit, office, months};  others, files [{…, count, state}]

A rate whose denominator is nothing is None: undefined, never 0 % and never 100 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from tests.oracles.common import HUNDRED, IncompleteFactsError, counted, number

NOTHING = Fraction(0)
Nodes = dict[str, Fraction | None]
Proposals = dict[str, tuple[str, Fraction | None]]


class BadFactsError(ValueError):
    """Facts that the text does not admit."""


def rate(part: Fraction, *, of: Fraction) -> Fraction | None:
    """A share in per cent; of nothing there is none."""
    return part / of * HUNDRED if of else None


def within(counts: Mapping[str, Fraction], *, chain: Sequence[str]) -> None:
    """Each is a part of the one before it."""
    for place, part in enumerate(chain[1:]):
        if counts[part] > counts[chain[place]]:
            raise BadFactsError(f"{part} is more than {chain[place]}")


def total_of(rows: Sequence[Mapping], **wanted: object) -> Fraction:
    """How many confirmed ones there are with these words."""
    fitting = [row for row in counted(rows) if all(row.get(k) == v for k, v in wanted.items())]
    return sum((number(row.get("count", 1)) for row in fitting), NOTHING)


def asked(amounts: Mapping[str, Fraction]) -> Proposals:
    """What is above nothing is proposed."""
    return {code: ("proposed", amount) for code, amount in amounts.items() if amount > 0}


def answer(
    facts: Mapping, *, nodes: Nodes, proposals: Proposals, told: set[str], grade: str | None = None
) -> dict:
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": None,
        "rank": None,
        "grade": grade,
        "grades_possible": () if grade is None else (grade,),
        "proposals": proposals,
        "told": frozenset(told),
    }


def _counts(facts: Mapping) -> dict[str, Fraction]:
    return {name: number(value) for name, value in facts["counts"].items()}


# --- visits --------------------------------------------------------------------------------------

LAST_DAY_OF_FIRST_ROUND = date(2016, 8, 31)
REACHED, MISSED = "达到要求", "未达到要求"
VISITED, COLLECTED, ANSWERED = "入户走访率", "意见收集率", "意见整改和反馈率"


def three_rates(counts: Mapping[str, Fraction]) -> Nodes:
    """All households on the roll are the whole of the first two."""
    households = counts["在册户数"]
    return {
        VISITED: rate(counts["已走访户数"], of=households),
        COLLECTED: rate(counts["已收集户数"], of=households),
        ANSWERED: rate(counts["已反馈条数"], of=counts["意见条数"]),
    }


def passed(rates: Nodes) -> bool:
    return all(value == HUNDRED for value in rates.values())


def visits(facts: Mapping) -> dict:
    counts = _counts(facts)
    within(counts, chain=("在册户数", "已走访户数", "已收集户数"))
    within(counts, chain=("意见条数", "已反馈条数", "已解释条数"))
    rates = three_rates(counts)
    left = {
        "visits-left": counts["在册户数"] - counts["已走访户数"],
        "opinions-left": counts["在册户数"] - counts["已收集户数"],
        "answers-left": counts["意见条数"] - counts["已反馈条数"],
        "first-round-late": _days_late(facts["days"]),
    }
    words = ("未走访户数", "未收集户数", "未反馈条数", "首轮迟了")
    nodes = rates | dict(zip(words, left.values(), strict=True))
    told = set() if total_of(facts["later"]) else {"requirement-warning"}
    grade = REACHED if passed(rates) else MISSED
    return answer(facts, nodes=nodes, proposals=asked(left), told=told, grade=grade)


def _days_late(day: str | None) -> Fraction:
    if day is None:
        raise IncompleteFactsError("the day of the first round is missing")
    return Fraction(max(0, (date.fromisoformat(day) - LAST_DAY_OF_FIRST_ROUND).days))


# --- three reviews -------------------------------------------------------------------------------

ASPECTS_OF_PROBLEMS = ("理论学习", "党性意识", "业务工作", "工作作风")
CHANNELS, DISPOSED = ("走访调研", "征求意见书"), ("采纳", "转办", "说明")
FORMS = ("发放份数", "收回份数", "有效份数", "满意份数")


def survey(counts: Mapping[str, Fraction]) -> Nodes:
    """Three rates, three denominators."""
    within(counts, chain=FORMS)
    sent, returned, valid, content = (counts[name] for name in FORMS)
    return {
        "回收率": rate(returned, of=sent),
        "有效率": rate(valid, of=returned),
        "满意率": rate(content, of=valid),
        "不满意份数": valid - content,
    }


def reviews(facts: Mapping) -> dict:
    counts = _counts(facts)
    problems, comments, opinions = facts["problems"], facts["comments"], facts["opinions"]
    heard, letters = total_of(comments), total_of(opinions, channel=CHANNELS[1])
    if heard > counts["应点评人数"] or (letters and not counts["征求意见书份数"]):
        raise BadFactsError("more were commented on or answered than there are")
    rates = survey(counts)
    left = {
        "not-public": total_of(problems) - total_of(problems, public=True),
        "comments-left": counts["应点评人数"] - heard,
        "promises-left": heard - total_of(comments, promise=True),
        "comments-not-public": heard - total_of(comments, public=True),
        "opinions-left": total_of(opinions)
        - sum((total_of(opinions, answer=one) for one in DISPOSED), NOTHING),
    }
    words = ("没有公开的问题", "未点评人数", "未承诺人数", "未公示人数", "没有处理的意见")
    nodes = (
        rates
        | dict(zip(words, left.values(), strict=True))
        | {
            "查摆问题数": total_of(problems),
            "涉及方面数": Fraction(len({one["aspect"] for one in counted(problems)})),
            "点评人数": heard,
            "意见建议数": total_of(opinions),
            "征求意见书意见数": letters,
        }
    )
    all_held = counts["发放份数"] and total_of(problems) and heard
    found = asked(left)
    if counts["有效份数"] and heard:
        found["publish"] = ("proposed", None)
    told = set() if all_held else {"requirement-warning"}
    return answer(facts, nodes=nodes, proposals=found, told=told)


# --- reports on duty -----------------------------------------------------------------------------

ASPECTS = ("履行职责", "服务态度", "办事效率", "廉洁自律")
INSIDE, OUTSIDE = "分局机关代表", "社会和服务对象代表"
MEETINGS = ("向中层干部", "相互", "向服务对象")


def content(ballots: Sequence[Mapping]) -> Fraction | None:
    """Good and fairly good of the valid, all of them together."""
    good, fair, valid = (
        sum((number(one[word]) for one in ballots), NOTHING) for word in ("good", "fair", "valid")
    )
    return rate(good + fair, of=valid)


def reports(facts: Mapping) -> dict:
    ballots, meetings = counted(facts["ballots"]), counted(facts["meetings"])
    if any(number(b["good"]) + number(b["fair"]) > number(b["valid"]) for b in ballots):
        raise BadFactsError("more are content than voted")
    counts = _counts(facts)
    within(counts, chain=("综合评议单位数", "综合评议名次"))
    nodes: Nodes = {
        f"{one}满意率": content([b for b in ballots if b["aspect"] == one]) for one in ASPECTS
    }
    nodes["排在其后的单位"] = counts["综合评议单位数"] - counts["综合评议名次"]
    nodes["综合满意率"] = content(ballots)
    for word, rater in (("内部满意率", INSIDE), ("社会满意率", OUTSIDE)):
        nodes[word] = content([b for b in ballots if b["rater"] == rater])
    own = [one for one in meetings if one["form"] == MEETINGS[0]]
    nodes["没有公示的场次"] = total_of(own) - total_of(own, public=True)
    found = asked({"publish-report": nodes["没有公示的场次"]})
    if nodes["综合满意率"] is not None and nodes["综合满意率"] < HUNDRED:
        found["direction"] = ("proposed", None)
    told = set()
    if {(b["aspect"], b["rater"]) for b in ballots} != _pairs():
        told.add("requirement-unlocked")
    if {one["form"] for one in meetings} != set(MEETINGS):
        told.add("requirement-warning")
    return answer(facts, nodes=nodes, proposals=found, told=told)


def _pairs() -> set[tuple[str, str]]:
    return {(aspect, rater) for aspect in ASPECTS for rater in (INSIDE, OUTSIDE)}


# --- the work of the law -------------------------------------------------------------------------

#: Rates of the text: what of what.
LAW_RATES = {
    "审查率": ("审查件数", "规范性文件数"),
    "备案率": ("备案件数", "规范性文件数"),
    "备案及时率": ("按时备案件数", "备案件数"),
    "备案合格率": ("备案合格件数", "备案件数"),
    "复议维持率": ("复议维持", "复议受理"),
    "调处成功率": ("调处成功", "调处件数"),
    "发证率": ("证件发放", "证件受理"),
}
CHAINS = (
    ("规范性文件数", "审查件数"),
    ("规范性文件数", "备案件数", "按时备案件数"),
    ("备案件数", "备案合格件数"),
    ("复议收到", "复议受理"),
    ("调处件数", "调处成功"),
    ("证件受理", "证件发放"),
)
ENDINGS = ("复议撤回", "复议和解", "复议维持")
AID = ("援助申请", "援助指派")
NOTARY = ("国内公证", "涉外公证", "港澳台公证")


def sum_of(counts: Mapping[str, Fraction], *, names: Sequence[str]) -> Fraction:
    return sum((counts[name] for name in names), NOTHING)


def duty(quota: Mapping[str, object], *, counts: Mapping[str, Fraction]) -> Nodes:
    """How much was to be sent, and how much of it was."""
    office = number(quota["office"]) * number(quota["months"])
    units = counts["执法单位数"] * number(quota["unit"]) * number(quota["months"])
    return {
        "法制局任务": office,
        "法制局完成率": rate(counts["法制局报送"], of=office),
        "法制局还差": max(NOTHING, office - counts["法制局报送"]),
        "单位任务": units,
        "单位完成率": rate(counts["执法单位报送"], of=units),
    }


def law(facts: Mapping) -> dict:
    counts = _counts(facts)
    for chain in CHAINS:
        within(counts, chain=chain)
    ended = sum_of(counts, names=ENDINGS) + total_of(facts["others"])
    if ended > counts["复议受理"]:
        raise BadFactsError("more reviews are closed than were accepted")
    nodes: Nodes = {
        word: rate(counts[part], of=counts[whole]) for word, (part, whole) in LAW_RATES.items()
    }
    nodes |= duty(facts["quota"], counts=counts)
    left = {
        "review-left": counts["规范性文件数"] - counts["审查件数"],
        "filing-left": counts["规范性文件数"] - counts["备案件数"],
        "quota-short": nodes["法制局还差"] or NOTHING,
        "files-left": total_of(facts["files"]) - total_of(facts["files"], mended=True),
    }
    words = ("未审查件数", "未备案件数", "法制局还差", "评查没有整改")
    nodes |= dict(zip(words, left.values(), strict=True)) | {
        "复议不受理": counts["复议收到"] - counts["复议受理"],
        "复议办结": ended,
        "复议未结": counts["复议受理"] - ended,
        "援助案件": sum_of(counts, names=AID),
        "公证案件": sum_of(counts, names=NOTARY),
        "自查差额": counts["自查得分"] - counts["考核得分"],
    }
    found = asked(left)
    if nodes["自查差额"]:
        found["self-check"] = ("proposed", nodes["自查差额"])
    return answer(facts, nodes=nodes, proposals=found, told=set())


# --- all -----------------------------------------------------------------------------------------

SORTS = {"visits": visits, "reviews": reviews, "reports": reports, "law": law}


def group(population: Sequence[Mapping]) -> dict:
    """Each for itself: nobody is ranked."""
    return {"subjects": {one["subject"]: SORTS[one["sort"]](one) for one in population}}
