"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from datetime import date

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.targets import actions
from kaoji.apps.targets.enums import Move, Round
from kaoji.apps.targets.models import Assignment, Change
from tests.apps.facts.stage import PACK, YEAR
from tests.apps.targets import setting
from tests.deeds import Deed, Place

TITLE = "乡镇目标考核"
#: No sheet of the other rooms asks for it: what is collected is not set here.
EDUCATION = "指标评估/社会民生/教育"


def pinned(cast):
    found = PinnedScheme.objects.filter(organisation=cast.organisation, pack=PACK).first()
    return found or facts.pin_scheme(by=cast.actor("clerk"), pack=PACK, begins_on=date(2026, 1, 1))


def cycle(cast, _client=None):
    found = Cycle.objects.filter(organisation=cast.organisation, title=TITLE).first()
    return found or setting.cycle_in(cast, scheme=pinned(cast))


def assignment(cast, _client=None):
    found = Assignment.objects.filter(organisation=cast.organisation).first()
    return found or setting.begun(cast, cycle(cast), (EDUCATION, YEAR))


def sent(cast, _client=None):
    made = assignment(cast)
    return setting.sent(cast, made) if made.round == Round.DRAFTING else setting.fresh(made)


def fixing(cast, _client=None):
    return setting.fixing(cast, assignment(cast))


def adopted(cast, _client=None):
    made = assignment(cast)
    if made.round == Round.DRAFTING:
        setting.adopted(cast, made)
    return setting.fresh(made)


def line(cast, _client=None):
    made = adopted(cast)
    return setting.lines(made, unit=cast.units[setting.OWN]).first()


def asked(cast, _client=None):
    of = line(cast)
    found = Change.objects.filter(line=of).first()
    return found or actions.ask_change(by=cast.actor("head"), line=of, wish=setting.wish())


def decided(cast, _client=None):
    change = asked(cast)
    decision = actions.Decision(
        is_granted=True, minute="县政府常务会纪要〔2026〕9号", answer="情况属实", figure="80"
    )
    return actions.decide_change(
        by=cast.actor("clerk"), change=change, decision=decision, version=change.version
    )


def numbered(_cast, made):
    return {"number": made.cycle.number}


def of_change(_cast, made):
    return {"key": made.pk}


def first(make):
    return lambda cast: {"number": make(cast).cycle.number, "order": 1}


def unit(cast, _made=None):
    made = _made or adopted(cast)
    return {"number": made.cycle.number, "unit": cast.units[setting.OWN].pk}


def proposals(_cast, made):
    return {f"line_{one.pk}": "120" for one in setting.lines(made)} | {
        f"seen_{one.pk}": one.revision for one in setting.lines(made)
    }


def answers(cast, made):
    told = {}
    for one in setting.lines(made, unit=cast.units[setting.OWN]):
        told |= {
            f"answer_{one.pk}": "countered", f"counter_{one.pk}": "90",
            f"reason_{one.pk}": "企业停产", f"seen_{one.pk}": one.revision,
        }  # fmt: skip
    return told


PLACES = {
    "targets:line": Place(lambda cast: {"key": line(cast).pk}),
    "targets:ask-change": Place(
        lambda cast: {"key": line(cast).pk},
    ),
    **{
        f"targets:{name}": Place(lambda cast: {"key": asked(cast).pk})
        for name in ("decide-change", "confirm-change", "return-change")
    },
    "targets:cycle": Place(lambda cast: {"number": adopted(cast).cycle.number}),
    **{
        f"targets:{name}": Place(lambda cast: {"number": cycle(cast).number}) for name in ("begin",)
    },
    **{
        f"targets:{name}": Place(lambda cast: {"number": adopted(cast).cycle.number})
        for name in ("move", "adopt", "letters", "workbook")
    },
    "targets:indicator": Place(first(adopted)),
    "targets:total": Place(first(adopted)),
    "targets:unit": Place(unit),
}

DEEDS = (
    Deed(
        "targets:begin", "clerk", before=cycle, kwargs=lambda _cast, made: {"number": made.number},
        data=lambda _cast, _made: {"chosen": [f"{EDUCATION}|{YEAR}"], "window_days": "5"},
    ),
    Deed(
        "targets:indicator", "clerk", before=assignment,
        kwargs=lambda _cast, made: {"number": made.cycle.number, "order": 1}, data=proposals,
    ),
    Deed(
        "targets:total", "clerk", before=assignment,
        kwargs=lambda _cast, made: {"number": made.cycle.number, "order": 1},
        data=lambda _cast, made: {
            "total": "1300", "basis": "市政发〔2026〕2号", "version": made.version
        },
    ),
    Deed(
        "targets:move", "clerk", before=lambda cast, _client: _proposed(cast), kwargs=numbered,
        data=lambda _cast, made: {"move": Move.SEND_FIRST, "version": made.version},
    ),
    Deed("targets:unit", "head", before=sent, kwargs=unit, data=answers),
    Deed(
        "targets:adopt", "clerk", before=fixing, kwargs=numbered,
        data=lambda _cast, made: {
            "minute": setting.MINUTE, "on": "2026-06-12", "version": made.version
        },
    ),
    Deed("targets:letters", "clerk", before=adopted, kwargs=numbered),
    Deed(
        "targets:ask-change", "head", before=line, kwargs=of_change,
        data=lambda _cast, _made: {
            "why": "force", "wanted": "80", "reason": "洪灾", "evidence": "禾应急〔2026〕4号"
        },
    ),
    Deed(
        "targets:decide-change", "clerk", before=asked, kwargs=of_change,
        data=lambda _cast, made: {
            "is_granted": "yes", "figure": "80", "minute": "常务会纪要〔2026〕9号",
            "answer": "情况属实", "version": made.version,
        },
    ),
    Deed(
        "targets:confirm-change", "director", before=decided, kwargs=of_change,
        data=lambda _cast, made: {"version": made.version},
    ),
    Deed(
        "targets:return-change", "director", before=decided, kwargs=of_change,
        data=lambda _cast, made: {"version": made.version, "reason": "缺佐证"},
    ),
)  # fmt: skip


def _proposed(cast):
    made = assignment(cast)
    setting.propose(cast, made)
    return setting.fresh(made)


QUIET = {"targets:workbook": "several steps; tests/apps/targets/test_workbook.py"}
