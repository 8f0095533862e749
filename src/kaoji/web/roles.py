"""The roles of the office. A right is held by roles; a role comes with a post or an account."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who somebody is in the office. The first three are separated: never more than one of them,
    and never beside a role of business.
    """

    SYSTEM_ADMINISTRATOR = "system_administrator", _("系统管理员")
    SECURITY_ADMINISTRATOR = "security_administrator", _("安全管理员")
    AUDIT_ADMINISTRATOR = "audit_administrator", _("审计管理员")
    OFFICE_DIRECTOR = "office_director", _("绩效办主任")
    OFFICE_CLERK = "office_clerk", _("绩效办工作人员")
    UNIT_HEAD = "unit_head", _("单位负责人")
    UNIT_LIAISON = "unit_liaison", _("单位联络员")
    SUPPLIER_HEAD = "supplier_head", _("数据责任单位负责人")
    DATA_SUPPLIER = "data_supplier", _("数据员")
    COUNTY_LEADER = "county_leader", _("县领导")
    APPRAISER = "appraiser", _("考评组成员")
    RATER = "rater", _("评委")
    SUPERVISOR = "supervisor", _("督查员")
    HOTLINE_CLERK = "hotline_clerk", _("受理员")
    PROJECT_LEAD = "project_lead", _("项目负责人")
    STAFF = "staff", _("工作人员")


ADMINISTRATORS = frozenset(
    {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}
)
BUSINESS = frozenset(Role) - ADMINISTRATORS
#: The performance office itself.
OFFICE = frozenset({Role.OFFICE_DIRECTOR, Role.OFFICE_CLERK})
