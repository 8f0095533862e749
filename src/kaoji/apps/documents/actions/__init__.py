"""The acts of this room: the only writers of its tables."""

from kaoji.apps.documents.actions.drafting import (
    Origin,
    PaperShape,
    change_paper,
    draft_paper,
    drop_paper,
)
from kaoji.apps.documents.actions.issuing import issue, withdraw
from kaoji.apps.documents.actions.receiving import note_archive, note_reading, sign_for
from kaoji.apps.documents.actions.settings import (
    add_template,
    close_series,
    declare_series,
    end_template,
    set_retention,
)
from kaoji.apps.documents.actions.ways import approve, return_paper, send

__all__ = [
    "Origin",
    "PaperShape",
    "add_template",
    "approve",
    "change_paper",
    "close_series",
    "declare_series",
    "draft_paper",
    "drop_paper",
    "end_template",
    "issue",
    "note_archive",
    "note_reading",
    "return_paper",
    "send",
    "set_retention",
    "sign_for",
    "withdraw",
]
