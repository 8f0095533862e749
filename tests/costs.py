"""How often a page may ask the database, whatever the number of rows."""

from __future__ import annotations

import re
from dataclasses import replace

from kaoji.apps.audit.audit_types import REFUSED_ATTEMPT
from kaoji.apps.audit.models import Result
from kaoji.apps.audit.recording import record
from kaoji.web.actor import THE_SYSTEM

#: A page whose reader has looked at another one since the last act of the office: what the rooms
#: have told the rail is kept until there is a new entry in the log (`web/told.py`).
MOST_QUERIES = 15

#: The first page of somebody after an act of anybody: the rail asks every room, once or twice, and
#: fifteen are not reached by all pages. The workbench asks most, for it shows what the rooms tell
#: in five ways.
MOST_QUERIES_AFTER_AN_ACT = 28

#: A page that is itself an act, as a unit's first look at its figures: it reads again what it
#: locks, writes, leaves its entry, and then asks the rooms.
MOST_QUERIES_OF_AN_ACT = 32

_TABLE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
#: Tables of the rooms that tell what is kept.
_TOLD_OF = (
    "accounts_", "appraisals_", "archiving_", "claims_", "documents_", "facts_", "feedback_",
    "improvement_", "organisation_", "schemes_",
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


def most_at_first(caught):
    """The same when the rooms must be asked."""
    return max(most(caught), MOST_QUERIES_AFTER_AN_ACT)
