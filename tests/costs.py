"""How often a page may ask the database, whatever the number of rows."""

from __future__ import annotations

import re
from dataclasses import replace

from kaoji.apps.audit.audit_types import REFUSED_ATTEMPT
from kaoji.apps.audit.models import Result
from kaoji.apps.audit.recording import record
from kaoji.web.actor import THE_SYSTEM

#: Any page, the first after an act too: all rooms are asked in one question (`web/asking.py`).
MOST_QUERIES = 15

#: What an act itself asks: two rows locked, one of them written, the head of the log locked, the
#: entry and the head written.
OF_THE_ACT = 6

#: A page that is itself an act, as a unit's first look at its figures.
MOST_QUERIES_OF_AN_ACT = MOST_QUERIES + OF_THE_ACT

_TABLE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
#: Tables of the rooms that tell what is kept.
_TOLD_OF = (
    "accounts_", "annexes_", "appraisals_", "archiving_", "claims_", "documents_", "facts_",
    "feedback_", "improvement_", "nesting_", "organisation_", "schemes_", "selfscore_",
    "verification_",
)  # fmt: skip


def begin_the_log(organisation_key=None):
    """The first entry of a log: what rooms tell is kept under a seal, and tables that no act has
    filled have none.
    """
    begun = replace(THE_SYSTEM, organisation_key=organisation_key)
    record(REFUSED_ATTEMPT, by=begun, result=Result.REFUSED)


def questions(caught):
    """What was asked, without the beginnings and ends of transactions."""
    asked = [one["sql"] for one in caught]
    return [sql for sql in asked if sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))]


def written(caught):
    """The tables that were written to."""
    found = (_TABLE.match(one["sql"]) for one in caught)
    return {one[1] for one in found if one}


def unsealed(tables):
    """Tables that rooms tell of, written to without an entry of the log: what is kept of them would
    be wrong from then on.
    """
    return set() if "audit_entry" in tables else {t for t in tables if t.startswith(_TOLD_OF)}


def most(caught):
    """As often may a page ask that has asked so."""
    return MOST_QUERIES_OF_AN_ACT if "audit_entry" in written(caught) else MOST_QUERIES
