"""A regulation is kept as its document and read as a copy; unclear sentences are marked."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.schemes import audit_types as acts
from kaoji.apps.schemes.models import Regulation
from kaoji.apps.schemes.permissions import DRAFT, check, check_own
from kaoji.engine.drafting.regulation import read_regulation
from kaoji.engine.plinth.problem import Problem
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.files import checked, stored
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


def keep_regulation(*, by: Actor, content: bytes, name: str, title: str) -> Regulation:
    """Keep the document as it is, and its passages to read beside the rules."""
    check(by, right=DRAFT)
    kept = checked(content, name=name)
    if kept.kind != "docx":
        raise Refused(
            "not-docx", reason=_("办法要用 .docx"), remedy=_("请在 WPS 或 Word 里另存为 .docx"),
            field="file",
        )  # fmt: skip
    found = read_regulation(kept.content)
    if isinstance(found, Problem):
        raise Refused(found.code, reason=found.message, remedy=found.remedy, field="file")
    digest, now = stored(kept.content), clock.now()
    with transaction.atomic():
        made: Regulation = Regulation.objects.create(
            organisation_id=by.organisation_key or 0, title=title.strip(), file_name=kept.name,
            digest=digest, passages=[list(one) for one in found], at=now, by_name=by.shown,
            changed_at=now, changed_by=by.shown,
        )  # fmt: skip
        record(acts.KEEP_REGULATION, by=by, of=made, after={"文件": kept.name, "校验值": digest})
    return made


def mark_passage(
    *, by: Actor, regulation: Regulation, number: int, passage: int, question: str
) -> Regulation:
    """Put a question to a passage, for the drafting meeting; an empty one takes it away."""
    check(by, right=DRAFT)
    check_own(by, regulation)
    if not 0 <= passage < len(regulation.passages):
        raise Refused("no-such-passage", reason=_("没有这一段"))
    with transaction.atomic():
        held: Regulation = Regulation.objects.select_for_update().get(pk=regulation.pk)
        if held.number != number:
            at = timezone.localtime(held.changed_at).strftime("%H:%M")
            raise changed_meanwhile(by=held.changed_by, at=at)
        before = held.marks.get(str(passage), "")
        marks = {key: one for key, one in held.marks.items() if key != str(passage)}
        if question.strip():
            marks[str(passage)] = question.strip()[:500]
        held.marks, held.number = marks, held.number + 1
        held.changed_at, held.changed_by = clock.now(), by.shown
        held.save()
        record(
            acts.MARK_PASSAGE, by=by, of=held,
            before={"段": passage, "问题": before}, after={"问题": question.strip()},
        )  # fmt: skip
    return held
