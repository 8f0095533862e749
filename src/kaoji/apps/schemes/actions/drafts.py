"""Writing a scheme: begin from a shipped one or a text, save, go back, discard, restore."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.schemes import audit_types as acts
from kaoji.apps.schemes.models import OwnScheme, ReleaseState, SchemeText
from kaoji.apps.schemes.permissions import DRAFT, check, check_own
from kaoji.apps.schemes.queries import study_of_draft
from kaoji.apps.schemes.store import digest_of
from kaoji.apps.schemes.study import UNFILED
from kaoji.apps.schemes.tokens import head_of, head_replaced
from kaoji.engine.scheme.source.text import LARGEST_FILE
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

_KEY = re.compile(r"^[a-z][a-z0-9-]{1,58}$")


def start_draft(
    *, by: Actor, key: str, title: str, text: str, base: str = "", note: str = ""
) -> OwnScheme:
    """Begin an own scheme with a text; its 编号 and 方案 become the own ones."""
    check(by, right=DRAFT)
    key, title = _checked_key(key), _needed(title)
    own = head_replaced(_plain(text), key=_head(text, "编号", "id"), now=key, file=UNFILED)
    own = head_replaced(own, key=_head(own, "方案", "scheme"), now=title, file=UNFILED)
    with transaction.atomic():
        scheme = _made(by, key=key, title=title, base=base)
        _write(by, scheme=scheme, text=own, note=note or _("底本 {base}").format(base=base))
        record(acts.START_DRAFT, by=by, of=scheme, after={"底本": base, "编号": key})
    return scheme


def save_draft(
    *, by: Actor, scheme: OwnScheme, text: str, number: int, note: str = ""
) -> OwnScheme:
    """Save a text, also one with problems; the second of two who write is told."""
    check(by, right=DRAFT)
    text = _plain(text)
    with transaction.atomic():
        scheme = lock(by, scheme=scheme)
        check_number(scheme, number=number)
        last = scheme.texts.get(number=scheme.number)
        if last.text == text:
            return scheme
        scheme.number += 1
        _write(by, scheme=scheme, text=text, note=note)
        record(
            acts.SAVE_DRAFT, by=by, of=scheme,
            before={"第几稿": last.number, "校验值": last.digest},
            after={"第几稿": scheme.number, "校验值": digest_of(text), "改了": note},
        )  # fmt: skip
    return scheme


def take_back(*, by: Actor, scheme: OwnScheme, to: int, number: int) -> OwnScheme:
    """Make an earlier text the draft again: as a new one, so that nothing in between is lost."""
    check(by, right=DRAFT)
    with transaction.atomic():
        scheme = lock(by, scheme=scheme)
        check_number(scheme, number=number)
        earlier = scheme.texts.filter(number=to).first()
        if earlier is None:
            raise Refused("no-such-text", reason=_("没有第 {to} 稿").format(to=to))
        scheme.number += 1
        _write(by, scheme=scheme, text=earlier.text, note=_("退回到第 {to} 稿").format(to=to))
        record(acts.TAKE_BACK, by=by, of=scheme, after={"退回到": to, "第几稿": scheme.number})
    return scheme


def discard(*, by: Actor, scheme: OwnScheme) -> None:
    """Take a draft from the list; its texts stay and it can be restored."""
    check(by, right=DRAFT)
    with transaction.atomic():
        scheme = lock(by, scheme=scheme)
        standing = (ReleaseState.ASKED, ReleaseState.RELEASED)
        if scheme.releases.filter(state__in=standing).exists():
            raise Refused(
                "released-not-discarded",
                reason=_("这套方案已经送审或发布过，不能删"),
                remedy=_("不再用的版本，在数据里停用选定即可"),
            )
        scheme.dropped_at = clock.now()
        scheme.save(update_fields=("dropped_at",))
        record(acts.DISCARD_DRAFT, by=by, of=scheme)


def restore(*, by: Actor, scheme: OwnScheme) -> None:
    """Put a discarded draft back."""
    check(by, right=DRAFT)
    check_own(by, scheme)
    with transaction.atomic():
        scheme = OwnScheme.objects.select_for_update().get(pk=scheme.pk)
        if scheme.dropped_at is None:
            raise Refused("not-discarded", reason=_("这份草稿没有删"))
        scheme.dropped_at = None
        scheme.save(update_fields=("dropped_at",))
        record(acts.RESTORE_DRAFT, by=by, of=scheme)


def lock(by: Actor, *, scheme: OwnScheme) -> OwnScheme:
    """The scheme as it is now; one act at a time changes it."""
    check_own(by, scheme)
    found: OwnScheme = OwnScheme.objects.select_for_update().get(pk=scheme.pk)
    if found.dropped_at is not None:
        raise Refused("discarded", reason=_("这份草稿已经删去"), remedy=_("请先在列表里恢复它"))
    return found


def check_number(scheme: OwnScheme, *, number: int) -> None:
    """Refuse whoever has read an earlier text."""
    if scheme.number != number:
        at = timezone.localtime(scheme.changed_at).strftime("%H:%M")
        raise changed_meanwhile(by=scheme.changed_by, at=at)


def _made(by: Actor, *, key: str, title: str, base: str) -> OwnScheme:
    try:
        with transaction.atomic():
            made: OwnScheme = OwnScheme.objects.create(
                organisation_id=by.organisation_key or 0, key=key, title=title, base=base,
                changed_at=clock.now(), changed_by=by.shown,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            "key-taken",
            reason=_("编号“{key}”已经用过").format(key=key),
            remedy=_("请换一个，例如后面加年份"),
            field="key",
        ) from None
    return made


def _write(by: Actor, *, scheme: OwnScheme, text: str, note: str) -> None:
    """The text as the scheme's next one, with how many problems it has."""
    found = study_of_draft(by, text=text, with_cases=True)
    SchemeText.objects.create(
        organisation_id=scheme.organisation_id, scheme=scheme, number=scheme.number, text=text,
        digest=digest_of(text), note=note[:300], at=clock.now(), by_name=by.shown,
    )  # fmt: skip
    scheme.title = head_of(text, keys=("方案", "scheme"), file=UNFILED)[:200] or scheme.title
    scheme.error_count, scheme.warning_count = found.error_count, found.warning_count
    scheme.changed_at, scheme.changed_by = clock.now(), by.shown
    scheme.save()


def _plain(text: str) -> str:
    """A text as it is stored: one kind of line end, no mark before it."""
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(plain.encode()) > LARGEST_FILE:
        raise Refused("text-too-long", reason=_("正文太长"), remedy=_("请检查是否粘进了别的东西"))
    if "\x00" in plain:
        raise Refused("text-unreadable", reason=_("正文里有不能保存的字符"), field="text")
    return plain


def _head(text: str, *keys: str) -> str:
    """The key under which the head of a text has something, in the text's language."""
    return next((key for key in keys if head_of(text, keys=(key,), file=UNFILED)), keys[0])


def _checked_key(key: str) -> str:
    plain = key.strip().lower()
    if not _KEY.match(plain):
        raise Refused(
            "key-form",
            reason=_("编号要以字母开头，只用小写字母、数字和 -"),
            remedy=_("例如 hean-towns"),
            field="key",
        )
    return plain


def _needed(title: str) -> str:
    if not title.strip():
        raise Refused("text-missing", reason=_("没有填写名称"), field="title")
    return title.strip()
