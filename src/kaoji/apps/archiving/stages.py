"""The last stage of a cycle is this room's: it ends by itself when the archive is made."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
from kaoji.apps.archiving.permissions import SEE


def do_stages() -> None:
    """Called once, when the application is ready."""
    do_in_stage(
        StageWork(
            kind=StageKind.ARCHIVE,
            page="archiving:cycle",
            right=SEE,
            missing=lambda _cycle: (_("归档包没有做，由两人办理归档，做好时自动完成"),),
        )
    )
