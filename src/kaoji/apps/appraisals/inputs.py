"""What a run is made of: the office's locked facts and the units of the cycle, as texts."""

from __future__ import annotations

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.scoring import Texts, subjects_text
from kaoji.apps.facts.export import as_csv
from kaoji.apps.schemes.shelf import name_for_run
from kaoji.web.actor import Actor


def inputs_of(actor: Actor, *, cycle: Cycle) -> tuple[Texts, int]:
    """The texts of a run as they are now, and how many rows of facts there are."""
    facts = as_csv(actor, scheme=cycle.scheme, year=cycle.period[:4])
    subjects = subjects_text(
        (one.name, one.name, cycle.subject_kind, cycle.group_name, "", "")
        for one in cycle.units.all()
    )
    scheme = name_for_run(cycle.scheme.pack, owner=cycle.organisation_id)
    texts = Texts(scheme, cycle.period, facts, subjects)
    return texts, max(facts.count("\n") - 1, 0)
