"""The lists of this room."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kaoji.apps.targets.enums import Answer, Round
from kaoji.apps.targets.queries import assignments_of
from kaoji.web.access import actor_behind
from kaoji.web.lists import Column, Empty, Filter, Listing, by_field, leads_to
from kaoji.web.lists.declare import Choice


def _cycles(request: HttpRequest) -> list[Choice]:
    found = assignments_of(actor_behind(request)).order_by("-cycle__number")
    return [(str(one.cycle_id), str(one.cycle)) for one in found]


_UNIT = Column("name", title=_("单位"), meaning=_("承担目标的单位。"), sort="order", search="name")
_INDICATOR = Column(
    "indicator.key",
    title=_("指标"),
    meaning=_("方案里带目标的指标；点开看经过和调整。"),
    link=leads_to("targets:line"),
    sort="indicator__key",
    search="indicator__key",
)
_PERIOD = Column(
    "indicator.period",
    title=_("周期"),
    meaning=_("目标所属的周期。"),
    sort="indicator__period",
    search="indicator__period",
)
_SENT = Column("sent", title=_("已发目标"), meaning=_("最近一次发给单位的目标。"))
_ANSWER = Column(
    "answer",
    title=_("答复"),
    meaning=_("单位同意、另提数、还没有答复或期满未答复。"),
    value=lambda row: row.get_answer_display(),
    sort="answer",
)
_COUNTER = Column("counter", title=_("单位提出"), meaning=_("单位另提的数。"))
_REASON = Column("reason", title=_("理由"), meaning=_("另提数的理由。"), search="reason")
_ADOPTED = Column("adopted", title=_("下达目标"), meaning=_("审定下达、计入考核的目标。"))
_MEASURE = Column("indicator.measure", title=_("计量"), meaning=_("目标的计量单位。"))
_CYCLE = Column(
    "indicator.assignment.cycle",
    title=_("考核"),
    meaning=_("属于哪一次考核。"),
    value=lambda row: str(row.indicator.assignment.cycle),
)
_OF = "indicator__assignment"
_FILTERS = (
    Filter("cycle", title=_("考核"), choices=_cycles, narrow=by_field(f"{_OF}__cycle")),
    Filter("answer", title=_("答复"), choices=Answer.choices, narrow=by_field("answer")),
    Filter("round", title=_("轮次"), choices=Round.choices, narrow=by_field(f"{_OF}__round")),
)

TARGETS = Listing(
    key="targets",
    title=_("目标"),
    columns=(
        _UNIT, _INDICATOR, _PERIOD,
        Column("proposal", title=_("拟定目标"), meaning=_("绩效办拟定的目标，发出前单位看不到。")),
        _SENT, _ANSWER, _COUNTER, _REASON, _ADOPTED, _MEASURE, _CYCLE,
    ),
    filters=_FILTERS,
    empty=Empty(
        "not_begun",
        fact=_("还没有目标"),
        then=_("考核进入“目标下达”环节后，在考核页开始拟定。"),
        href=reverse_lazy("appraisals:list"),
        verb=_("看考核"),
    ),
    is_wide=True,
)  # fmt: skip

OWN_TARGETS = Listing(
    key="own-targets",
    title=_("本单位目标"),
    columns=(_UNIT, _INDICATOR, _PERIOD, _SENT, _ANSWER, _COUNTER, _REASON, _ADOPTED, _MEASURE),
    filters=_FILTERS,
    empty=Empty(
        "not_begun",
        fact=_("还没有发下来的目标"),
        then=_("绩效办发出以后，在这里逐项答复。"),
        href=reverse_lazy("appraisals:list"),
        verb=_("看考核"),
    ),
)
