"""Tables of this room: sheets with their figures, lists with their rows, settings of schemes."""

from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.models.figures import (
    LONGEST_TEXT,
    CollectionTask,
    Confirmation,
    Dispute,
    Draft,
    EntryPost,
    Evidence,
    FactSource,
    Figure,
    FigureRevision,
    PinnedScheme,
    Step,
    TaskKey,
    TaskUnit,
)
from kaoji.apps.facts.models.rows import ListRow, ListRowRevision, TaskList
from kaoji.apps.facts.models.settings import Setting, SettingRevision

__all__ = [
    "LONGEST_TEXT",
    "CollectionTask",
    "Confirmation",
    "Dispute",
    "Draft",
    "EntryPost",
    "Evidence",
    "FactSource",
    "Figure",
    "FigureRevision",
    "ListRow",
    "ListRowRevision",
    "PinnedScheme",
    "Setting",
    "SettingRevision",
    "Step",
    "TaskKey",
    "TaskList",
    "TaskState",
    "TaskUnit",
]
