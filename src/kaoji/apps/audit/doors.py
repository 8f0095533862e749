"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.audit.permissions import KEEP_LOG, READ_LOG
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    from kaoji.apps.audit.forms import VerifyForm
    from kaoji.apps.audit.listings import ENTRIES

    open_door(Door(name="audit:list", word="审计", icon="eye-check", right=READ_LOG, order=80))
    open_door(Door(name="audit:verify", word="核验", icon="shield-lock", right=KEEP_LOG, order=81))
    explain("audit", title="审计记录", words=ENTRIES.words, right=READ_LOG)
    explain("audit-verify", title="核验", words=words_of(VerifyForm), right=KEEP_LOG)
