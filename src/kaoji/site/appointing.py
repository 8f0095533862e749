"""`kaoji appoint`: somebody new becomes one of the three administrators."""

from __future__ import annotations

from django.urls import reverse

from kaoji.apps.accounts.actions import appoint_administrator
from kaoji.apps.accounts.models import Organisation
from kaoji.site.faults import OperatingError
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role

ROLES = {
    "system": Role.SYSTEM_ADMINISTRATOR,
    "security": Role.SECURITY_ADMINISTRATOR,
    "audit": Role.AUDIT_ADMINISTRATOR,
}


def appoint(*, code: str, role: str, username: str, name: str) -> str:
    """Where the new administrator sets a password; whoever it was cannot sign in any more."""
    organisation = Organisation.objects.filter(code=code.strip().lower()).first()
    if organisation is None:
        known = "、".join(Organisation.objects.order_by("pk").values_list("code", flat=True))
        raise OperatingError(f"没有代码为“{code}”的单位。现有：{known or '还没有启用任何单位'}")
    try:
        secret = appoint_administrator(
            organisation=organisation, role=ROLES[role], username=username, name=name
        )
    except Refused as refused:
        raise OperatingError(str(refused)) from refused
    return reverse("accounts:invitation", args=[secret])
