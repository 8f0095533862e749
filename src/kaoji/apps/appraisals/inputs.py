"""What a run is made of: the office's locked facts, results of other cycles that feed this one, the
units of the cycle and the parameters that the office has set, as texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kaoji.apps.appraisals.fed import Fed, fed_to
from kaoji.apps.appraisals.models import Cycle, CycleUnit
from kaoji.apps.appraisals.scoring import Texts, subjects_text
from kaoji.apps.facts.export import as_csv
from kaoji.apps.facts.parameters import given_text, values_on
from kaoji.apps.schemes.shelf import name_for_run
from kaoji.web.actor import Actor


def inputs_of(actor: Actor, *, cycle: Cycle) -> tuple[Texts, int]:
    """The texts of a run as they are now, and how many rows of facts there are."""
    units = list(cycle.units.all())
    # A unit that was renamed within the year is one subject, whatever a sheet called it.
    names = {one.unit_id: one.name for one in units}
    fed = fed_to(actor, cycle=cycle)
    facts = as_csv(actor, scheme=cycle.scheme, year=cycle.period[:4], called=names, beside=fed.rows)
    subjects = subjects_text(_subjects(cycle, units=units, fed=fed))
    scheme = name_for_run(cycle.scheme.pack, owner=cycle.organisation_id)
    given = _given(actor, cycle=cycle)
    texts = Texts(scheme, cycle.period, facts, subjects, given)
    return texts, max(facts.count("\n") - 1, 0)


def _subjects(cycle: Cycle, *, units: list[CycleUnit], fed: Fed) -> Iterator[tuple[str, ...]]:
    """The units, what stands over them where that is read, and those whom their facts name."""
    for one in units:
        above = fed.above.get(one.unit_id, "")
        yield one.name, one.name, cycle.subject_kind, cycle.group_name, above, ""
    own = {one.name for one in units}
    for name, kind in fed.others:
        if name not in own:
            yield name, name, kind, "", "", ""


def _given(actor: Actor, *, cycle: Cycle) -> str:
    """The parameters in force at the end of the year; nothing where none has been set."""
    year = int(cycle.period[:4])
    if not values_on(actor, scheme=cycle.scheme, on=date(year, 12, 31)):
        return ""
    return given_text(actor, scheme=cycle.scheme, year=year)
