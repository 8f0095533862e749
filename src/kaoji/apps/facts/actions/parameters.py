"""Setting what a scheme leaves open: on the strength of a paper, from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import home, needed, shown
from kaoji.apps.facts.models import PinnedScheme, Setting, SettingRevision
from kaoji.apps.facts.models.settings import LONGEST_VALUE
from kaoji.apps.facts.parameters import Parameter, check_value, parameters_of
from kaoji.apps.facts.permissions import SET_PARAMETERS, check, check_own
from kaoji.engine.facts.clean import clean
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Given:
    """A value, for which class (none: for all), from when on, by which paper of which day."""

    value: str
    begins_on: date
    paper: str
    issued_on: date
    word: str = ""
    reason: str = ""


def set_parameter(
    *, by: Actor, scheme: PinnedScheme, parameter: Parameter, given: Given, seen: int
) -> SettingRevision:
    """Set a parameter; once it has been set, each further value needs its reason.

    `seen`: how many values the parameter had, of all classes, when the form was read.
    """
    check(by, right=SET_PARAMETERS)
    check_own(by, scheme)
    value = _checked(scheme, parameter=parameter, given=given)
    with transaction.atomic():
        PinnedScheme.objects.select_for_update().get(pk=scheme.pk)
        if revisions_of(by, scheme=scheme, name=parameter.name) != seen:
            raise changed_meanwhile()
        setting = _setting(by, scheme=scheme, name=parameter.name, word=given.word)
        before = setting.revisions.first() if setting.pk else None
        if before is not None:
            needed(given.reason, field="reason", what=_("更改原因"))
        setting.revision += 1
        setting.save()
        made: SettingRevision = SettingRevision.objects.create(
            organisation_id=home(by),
            setting=setting,
            number=setting.revision,
            value=value,
            begins_on=given.begins_on,
            paper=needed(given.paper, field="paper", what=_("文号")),
            issued_on=given.issued_on,
            at=clock.now(),
            by_name=shown(by),
            reason=given.reason.strip(),
        )
        record(
            acts.SET_PARAMETER,
            by=by,
            of=setting,
            before=_told(before),
            after=_told(made),
            reason=given.reason.strip(),
        )
    return made


def _checked(scheme: PinnedScheme, *, parameter: Parameter, given: Given) -> str:
    lines = [clean(line) for line in given.value.splitlines()]
    value = needed("\n".join(filter(None, lines)), field="value", what=_("值"))
    if len(value) > LONGEST_VALUE:
        raise Refused(
            "value-too-long",
            reason=_("超过 {most} 个字").format(most=LONGEST_VALUE),
            field="value",
        )
    if given.word and given.word not in parameter.classes:
        raise Refused("no-such-class", reason=_("方案里没有这一类"), field="word")
    check_value(scheme, parameter=parameter, word=given.word, text=value)
    return value


def revisions_of(by: Actor, *, scheme: PinnedScheme, name: str) -> int:
    """How many values a parameter has had, of all classes."""
    settings = Setting.objects.of(by).filter(scheme=scheme, name=name)
    return sum(settings.values_list("revision", flat=True))


def _setting(by: Actor, *, scheme: PinnedScheme, name: str, word: str) -> Setting:
    found = Setting.objects.of(by).filter(scheme=scheme, name=name, word=word).first()
    return found or Setting(organisation_id=home(by), scheme=scheme, name=name, word=word)


def _told(one: SettingRevision | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "value": one.value,
        "begins_on": one.begins_on.isoformat(),
        "paper": one.paper,
        "issued_on": one.issued_on.isoformat(),
    }


def carry_parameters(*, by: Actor, before: PinnedScheme, after: PinnedScheme) -> list[str]:
    """Set in a later version what was set in an earlier one, value by value with its paper.

    What the later version does not know is left, what has been set in it stands.
    """
    known = {one.name: one for one in parameters_of(after)}
    held = Setting.objects.of(by).filter(scheme=before, name__in=known)
    taken = set(Setting.objects.of(by).filter(scheme=after).values_list("name", flat=True))
    carried = [one for one in held.prefetch_related("revisions") if one.name not in taken]
    carried.sort(key=lambda one: (one.name, one.word))
    for setting in carried:
        for told in sorted(setting.revisions.all(), key=lambda one: one.number):
            given = Given(
                told.value, told.begins_on, told.paper, told.issued_on, word=setting.word,
                reason=told.reason or _("照{scheme}沿用").format(scheme=before),
            )  # fmt: skip
            seen = revisions_of(by, scheme=after, name=setting.name)
            set_parameter(
                by=by, scheme=after, parameter=known[setting.name], given=given, seen=seen
            )
    return list(dict.fromkeys(one.name for one in carried))
