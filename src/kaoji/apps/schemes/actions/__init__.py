"""The acts of this room: the only writers of its tables."""

from kaoji.apps.schemes.actions.drafts import (
    discard,
    restore,
    save_draft,
    start_draft,
    take_back,
)
from kaoji.apps.schemes.actions.intakes import (
    MappingShape,
    answer_table,
    bind_clauses,
    draft_table,
    map_table,
    read_table,
)
from kaoji.apps.schemes.actions.regulations import keep_regulation, mark_passage
from kaoji.apps.schemes.actions.releases import ask_release, decline, release
from kaoji.apps.schemes.actions.rulings import RulingShape, add_ruling

__all__ = [
    "MappingShape",
    "RulingShape",
    "add_ruling",
    "answer_table",
    "ask_release",
    "bind_clauses",
    "decline",
    "discard",
    "draft_table",
    "keep_regulation",
    "map_table",
    "mark_passage",
    "read_table",
    "release",
    "restore",
    "save_draft",
    "start_draft",
    "take_back",
]
