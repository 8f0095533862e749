"""Who may read the log: the audit administrator alone. Nobody may change it."""

from __future__ import annotations

from kaoji.web.access import Right
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role

READ_LOG = Right("audit.read", "查阅审计记录", frozenset({Role.AUDIT_ADMINISTRATOR}))
KEEP_LOG = Right("audit.keep", "核验、签发锚点、清理", frozenset({Role.AUDIT_ADMINISTRATOR}))


def check_keep_log(actor: Actor) -> None:
    """Only the audit administrator, and the installation's own clock."""
    if actor != THE_SYSTEM and Role.AUDIT_ADMINISTRATOR not in actor.roles:
        raise Refused("audit.not_yours", reason="只有审计管理员可以核验和清理审计记录")


def can_keep_log(actor: Actor) -> bool:
    """Tell whether `check_keep_log` lets the actor pass."""
    try:
        check_keep_log(actor)
    except Refused:
        return False
    return True
