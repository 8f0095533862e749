"""What the office sets up: series of numbers, how long papers are kept, its own templates."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.audit.actions import record
from kaoji.apps.documents import audit_types as acts
from kaoji.apps.documents.actions.common import home, needed, shown
from kaoji.apps.documents.enums import PaperKind, Retention
from kaoji.apps.documents.models import RetentionRule, Series, SeriesYear, Template
from kaoji.apps.documents.permissions import EDIT_SERIES
from kaoji.apps.documents.rendering import NAMES
from kaoji.apps.organisation.permissions import check, check_own
from kaoji.engine.paper.docx.templates import placeholders_of, template_problems
from kaoji.engine.paper.numbering import PaperNumber, parse_number
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.files import checked, stored
from kaoji.web.refusals import Refused

_SPACES = re.compile(r"\s")
MOST_TAKEN = 99_999


def declare_series(*, by: Actor, mark: str, issuer: str, kind: str = "", taken: int = 0) -> Series:
    """Declare a series. `taken`: the last number that was given this year before, on paper."""
    check(by, right=EDIT_SERIES)
    mark = needed(mark, field="mark", what=_("代字"))
    issuer = needed(issuer, field="issuer", what=_("发文机关标志"))
    year = clock.today().year
    if parse_number(str(PaperNumber(mark, year, 1))) is None or _SPACES.search(mark):
        raise Refused(
            "mark-unreadable",
            reason=_("代字里不能有数字、空格和括号，最多 20 字"),
            remedy=_("只写代字本身，如 禾考发"),
            field="mark",
        )
    if not 0 <= taken <= MOST_TAKEN:
        raise Refused(
            "taken-out-of-range",
            reason=_("已用到的号应在 0 到 {most} 之间").format(most=MOST_TAKEN),
            field="taken",
        )
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=home(by))
        if Series.objects.of(by).filter(mark=mark).exists():
            raise Refused("mark-taken", reason=_("已有这个代字"), field="mark")
        series: Series = Series.objects.create(
            organisation_id=home(by), mark=mark, issuer=issuer, kind=kind
        )
        SeriesYear.objects.create(organisation_id=home(by), series=series, year=year, taken=taken)
        after = {"mark": mark, "issuer": issuer, "kind": kind, "taken": taken}
        record(acts.DECLARE_SERIES, by=by, of=series, after=after)
    return series


def close_series(*, by: Actor, series: Series) -> None:
    """Give no more numbers from a series; those that were given stay."""
    check(by, right=EDIT_SERIES)
    check_own(by, series)
    with transaction.atomic():
        held: Series = Series.objects.select_for_update().get(pk=series.pk)
        if held.closed_on is not None:
            raise Refused("series-closed", reason=_("这个代字已停用"))
        held.closed_on = clock.today()
        held.save(update_fields=("closed_on",))
        record(acts.CLOSE_SERIES, by=by, of=held)


def set_retention(*, by: Actor, classes: dict[str, str]) -> None:
    """Say how long papers of each kind are kept; papers that are issued keep their class."""
    check(by, right=EDIT_SERIES)
    for kind, retention in classes.items():
        if kind not in PaperKind.values or retention not in Retention.values:
            raise Refused("retention-unknown", reason=_("没有这个保管期限"), field=kind)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=home(by))
        held = {one.kind: one.retention for one in RetentionRule.objects.of(by)}
        for kind, retention in classes.items():
            RetentionRule.objects.update_or_create(
                organisation_id=home(by), kind=kind, defaults={"retention": retention}
            )
        record(acts.SET_RETENTION, by=by, named=_("保管期限"), before=held, after=classes)


def add_template(*, by: Actor, kind: str, name: str, content: bytes, filename: str) -> Template:
    """Keep an office's own layout; what it asks for and we do not know is told at once."""
    check(by, right=EDIT_SERIES)
    name = needed(name, field="name", what=_("名称"))
    kept = checked(content, name=filename)
    if kept.kind != "docx":
        raise Refused("template-not-docx", reason=_("模板要用 .docx"), field="file")
    problems = template_problems(kept.content, names=NAMES, columns=None)
    if problems:
        raise Refused(
            "template-faulty",
            reason=_("模板有 {n} 处要改：").format(n=len(problems))
            + "；".join(one.message for one in problems[:8]),
            remedy=problems[0].remedy,
            field="file",
        )
    names = sorted({one.name for one in placeholders_of(kept.content)})
    digest = stored(kept.content)
    with transaction.atomic():
        made: Template = Template.objects.create(
            organisation_id=home(by),
            name=name,
            kind=kind,
            digest=digest,
            size=len(kept.content),
            names=names,
            at=clock.now(),
            by_name=shown(by),
        )
        after = {"name": name, "kind": kind, "digest": digest, "names": names}
        record(acts.ADD_TEMPLATE, by=by, of=made, after=after)
    return made


def end_template(*, by: Actor, template: Template) -> None:
    """Offer a template no more; papers that were issued with it keep their files."""
    check(by, right=EDIT_SERIES)
    check_own(by, template)
    with transaction.atomic():
        held: Template = Template.objects.select_for_update().get(pk=template.pk)
        if held.ended_on is not None:
            raise Refused("template-ended", reason=_("这个模板已停用"))
        held.ended_on = clock.today()
        held.save(update_fields=("ended_on",))
        record(acts.END_TEMPLATE, by=by, of=held)
