"""A publication goes on as an official paper: drafted here, numbered and issued by `documents`."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import told
from kaoji.apps.appraisals.actions.publishing import locked_publication
from kaoji.apps.appraisals.models import Publication
from kaoji.apps.appraisals.notice_papers import paper_held, shape_of
from kaoji.apps.appraisals.permissions import PREPARE, check, check_own
from kaoji.apps.appraisals.publishing_enums import PublicationState
from kaoji.apps.documents import actions as documents
from kaoji.apps.documents.models import Paper, Series
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def draft_notice(*, by: Actor, publication: Publication, series: Series, signed_by: str) -> Paper:
    """Draft the paper of what is public now; one at a time. The log tells of the draft."""
    check(by, right=PREPARE)
    check_own(by, series)
    signed_by = told(signed_by, field="signed_by", what=_("署名"))
    if series.closed_on is not None:
        raise Refused("series-closed", reason=_("这个代字已停用"), field="series")
    with transaction.atomic():
        _cycle, publication = locked_publication(by, publication=publication)
        if publication.state != PublicationState.PUBLIC or publication.is_being_retracted:
            raise Refused(
                "not-public",
                reason=_("只有正在公示的才起草公文"),
                remedy=_("请先由第二人确认公示"),
            )
        held = paper_held(publication)
        if held is not None:
            raise Refused(
                "drafted-already",
                reason=_("这次公示已有公文：{paper}").format(paper=held),
                remedy=_("请在“公文”里修改那一份，或删去、撤回后重新起草"),
            )
        shape = shape_of(publication, series=series, signed_by=signed_by)
        return documents.draft_paper(by=by, shape=shape)
