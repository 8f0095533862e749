"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.annexes.enums import TableState
from kaoji.apps.annexes.limits import columns_of
from kaoji.apps.annexes.models import Annex
from kaoji.apps.appraisals.models import Cycle
from tests.apps.annexes import setting
from tests.apps.annexes.setting import DUE, GOALS
from tests.apps.targets.deeds import pinned as pinned_before
from tests.deeds import Deed, Place


def cycle(cast, _client=None):
    # Other rooms take the scheme that is pinned first for theirs: it is pinned before ours.
    pinned_before(cast)
    found = Cycle.objects.filter(organisation=cast.organisation, title=setting.TITLE).first()
    return found or setting.cycle_in(cast)


def annex(cast, _client=None):
    made = cycle(cast)
    return Annex.objects.filter(cycle=made).first() or setting.declared(cast, made)


def table(cast, _client=None):
    return setting.table_of(annex(cast))


def drafted(cast, _client=None):
    made = table(cast)
    return setting.saved(cast, made) if made.state == TableState.WAITING else made


def sent(cast, _client=None):
    made = table(cast)
    return setting.sent(cast, made) if made.state == TableState.WAITING else made


def approved(cast, _client=None):
    made = sent(cast)
    return setting.approve(cast, made) if made.state == TableState.SENT else made


def changing(cast, _client=None):
    made = approved(cast)
    return setting.changing(cast, made) if made.state == TableState.APPROVED else made


def copied(cast, _client=None):
    """A table, with one of the year before."""
    from datetime import timedelta

    from kaoji.web import clock

    made = table(cast)
    with clock.stopped_at(clock.now() - timedelta(days=365)):
        last = setting.cycle_in(cast, period="2025", title="去年的考核")
        due = DUE.replace(year=2025)
        before = setting.declared(cast, last, period="2025", due_on=due)
        setting.approved(cast, setting.table_of(before))
    return made


def of_key(_cast, made):
    return {"key": made.pk}


def of_version(_cast, made):
    return {"version": str(made.version)}


def limits(_cast, made=None):
    told = {
        "least": "2", "most": "3", "total": "100", "is_at_most": "", "least_weight": "",
        "most_weight": "", "approver": "office_director", "due_on": DUE.isoformat(),
        "column_0": "", "column_1": "owed", "column_2": "owed", "column_3": "", "column_4": "",
    }  # fmt: skip
    return told | ({"version": str(made.version)} if isinstance(made, Annex) else {})


def typed(made, *, rows=GOALS, **more):
    columns = [one.name for one in columns_of(made.annex)]
    told = {"rows": str(len(rows)), "version": str(made.version), "do": "save"}
    for line, row in enumerate(rows):
        told |= {f"r{line}_{place}": row.text(name) for place, name in enumerate(columns)}
    return told | more


def keyed(make):
    return lambda cast: {"key": make(cast).pk}


PLACES = {
    "annexes:list": Place(lambda cast: table(cast) and {}),
    "annexes:cycle": Place(lambda cast: {"number": annex(cast).cycle.number}),
    "annexes:declare": Place(lambda cast: {"number": cycle(cast).number, "order": 1}),
    "annexes:annex": Place(keyed(annex)),
    "annexes:limits": Place(keyed(annex)),
    **{
        f"annexes:{name}": Place(keyed(drafted))
        for name in ("table", "edit", "workbook", "copy", "send")
    },
    **{f"annexes:{name}": Place(keyed(sent)) for name in ("take-back", "decide")},
    **{f"annexes:{name}": Place(keyed(approved)) for name in ("change", "sheet")},
    **{f"annexes:{name}": Place(keyed(changing)) for name in ("drop", "compare")},
}


def decided(outcome, note=""):
    return lambda cast, made: of_version(cast, made) | {"outcome": outcome, "note": note}


DEEDS = (
    Deed(
        "annexes:declare", "clerk", before=cycle,
        kwargs=lambda _cast, made: {"number": made.number, "order": 1}, data=limits,
    ),
    Deed("annexes:limits", "clerk", before=annex, kwargs=of_key, data=limits),
    Deed("annexes:edit", "liaison", before=table, kwargs=of_key,
         data=lambda _cast, made: typed(made)),
    Deed("annexes:copy", "liaison", before=copied, kwargs=of_key, data=of_version),
    Deed("annexes:send", "liaison", before=drafted, kwargs=of_key, data=of_version),
    Deed("annexes:take-back", "head", before=sent, kwargs=of_key, data=of_version),
    Deed("annexes:decide", "director", before=sent, kwargs=of_key, data=decided("yes"),
         named="批准"),
    Deed("annexes:decide", "director", before=sent, kwargs=of_key, data=decided("no", "目标偏低"),
         named="退回"),
    Deed("annexes:change", "liaison", before=approved, kwargs=of_key,
         data=lambda cast, made: of_version(cast, made) | {"reason": "洪灾"}),
    Deed("annexes:drop", "head", before=changing, kwargs=of_key, data=of_version),
)  # fmt: skip
QUIET = {"annexes:workbook": "several steps; tests/apps/annexes/test_workbook.py"}
