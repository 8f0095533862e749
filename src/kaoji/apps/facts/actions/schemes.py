"""The schemes that the office has chosen, and the register of who supplies what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import home, needed
from kaoji.apps.facts.models import CollectionTask, FactSource, PinnedScheme
from kaoji.apps.facts.permissions import EDIT_SOURCES, check, check_own
from kaoji.apps.facts.sheets import key_meant, keys_asked_by, pack_named
from kaoji.apps.organisation.models import Unit, UnitGroup
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


def pin_scheme(*, by: Actor, pack: str, begins_on: date) -> PinnedScheme:
    """Choose a shipped or released scheme; by its digest a changed file is noticed."""
    check(by, right=EDIT_SOURCES)
    found = pack_named(pack, owner=home(by))
    with transaction.atomic():
        if PinnedScheme.objects.of(by).filter(pack=found.reference).exists():
            raise Refused("already-pinned", reason=_("这套方案已经选定"), field="pack")
        made: PinnedScheme = PinnedScheme.objects.create(
            organisation_id=home(by),
            pack=found.reference,
            scheme_key=found.key,
            version=found.version,
            title=found.title,
            digest=found.digest,
            pinned_at=clock.now(),
            begins_on=begins_on,
        )
        record(
            acts.PIN_SCHEME,
            by=by,
            of=made,
            after={"pack": made.pack, "digest": made.digest, "begins_on": begins_on.isoformat()},
        )
    return made


def unpin_scheme(*, by: Actor, scheme: PinnedScheme, ends_on: date) -> None:
    """From a day on a scheme is in force no more; refused while sheets of it are under way."""
    check(by, right=EDIT_SOURCES)
    check_own(by, scheme)
    if ends_on < scheme.begins_on:
        raise Refused("ends-before-beginning", reason=_("止日早于起日"), field="ends_on")
    with transaction.atomic():
        under_way = (
            CollectionTask.objects.of(by)
            .filter(scheme=scheme)
            .exclude(state__in=("locked", "draft"))
            .first()
        )
        if under_way is not None:
            raise Refused(
                "tasks-under-way",
                reason=_("{task}还没有办完").format(task=under_way),
                remedy=_("请先审核锁定，或等它办完"),
            )
        scheme.ends_on = ends_on
        scheme.save(update_fields=("ends_on",))
        record(acts.UNPIN_SCHEME, by=by, of=scheme, after={"ends_on": ends_on.isoformat()})


@dataclass(frozen=True, slots=True)
class SourceShape:
    """What the register says of a figure."""

    scheme: PinnedScheme
    key: str
    supplier: Unit
    group: UnitGroup | None
    grain: str
    basis: str
    begins_on: date


def register_source(*, by: Actor, shape: SourceShape) -> FactSource:
    """Write down who supplies a figure. One supplier a figure, for a group or for all."""
    check(by, right=EDIT_SOURCES)
    _check_shape(by, shape)
    with transaction.atomic():
        _check_only(by, shape=shape)
        made: FactSource = FactSource.objects.create(
            organisation_id=home(by),
            scheme=shape.scheme,
            key=shape.key,
            supplier=shape.supplier,
            group=shape.group,
            grain=needed(shape.grain, field="grain", what=_("填报周期")),
            basis=needed(shape.basis, field="basis", what=_("依据")),
            begins_on=shape.begins_on,
        )
        record(acts.REGISTER_SOURCE, by=by, of=made, after=_told(made))
    return made


def change_source(*, by: Actor, source: FactSource, shape: SourceShape, version: int) -> None:
    """Change who supplies a figure, from the form that was read at a version."""
    check(by, right=EDIT_SOURCES)
    check_own(by, source)
    _check_shape(by, shape)
    with transaction.atomic():
        source = FactSource.objects.select_for_update().get(pk=source.pk)
        if source.version != version:
            raise changed_meanwhile()
        _check_only(by, shape=shape, except_key=source.pk)
        before = _told(source)
        source.supplier, source.group = shape.supplier, shape.group
        source.grain, source.basis = shape.grain, shape.basis
        source.begins_on, source.version = shape.begins_on, version + 1
        source.save()
        record(acts.CHANGE_SOURCE, by=by, of=source, before=before, after=_told(source))


def end_source(*, by: Actor, source: FactSource, ends_on: date) -> None:
    """From a day on nobody supplies the figure by this entry."""
    check(by, right=EDIT_SOURCES)
    check_own(by, source)
    if ends_on < source.begins_on:
        raise Refused("ends-before-beginning", reason=_("止日早于起日"), field="ends_on")
    with transaction.atomic():
        source.ends_on = ends_on
        source.version += 1
        source.save(update_fields=("ends_on", "version"))
        record(acts.END_SOURCE, by=by, of=source, after={"ends_on": ends_on.isoformat()})


def _check_shape(by: Actor, shape: SourceShape) -> None:
    check_own(by, shape.scheme, shape.supplier, shape.group)
    known = keys_asked_by(
        shape.scheme.pack,
        digest=shape.scheme.digest,
        period=str(shape.begins_on.year),
        owner=home(by),
    )
    if shape.key not in known:
        meant = key_meant(shape.key, known=known)
        raise Refused(
            "key-unknown",
            reason=_("方案里没有指标“{key}”").format(key=shape.key),
            remedy=_("是不是“{meant}”？请从列出的选").format(meant=meant)
            if meant
            else _("请从列出的选"),
            field="key",
        )


def _check_only(by: Actor, *, shape: SourceShape, except_key: int | None = None) -> None:
    others = (
        FactSource.objects.of(by)
        .filter(scheme=shape.scheme, key=shape.key, ends_on__isnull=True)
        .exclude(pk=except_key or 0)
    )
    clash = next(
        (one for one in others if None in (one.group_id, shape.group) or one.group == shape.group),
        None,
    )
    if clash is not None:
        raise Refused(
            "source-taken",
            reason=_("“{key}”已登记了来源单位").format(key=shape.key),
            remedy=_("一个数只向一个单位要；请变更原来的登记"),
            field="key",
        )


def _told(source: FactSource) -> dict[str, object]:
    return {
        "key": source.key,
        "supplier": source.supplier.code,
        "group": None if source.group is None else source.group.name,
        "grain": source.grain,
        "basis": source.basis,
    }
