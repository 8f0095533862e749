"""直接评分: a rater enters the points, between nothing and full."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.rules.base import RuleKind

RULE = RuleKind(
    kind="judged",
    words=("直接评分", "judged"),
    summary_zh="由评分者直接给分，0 到满分",
    summary_en="points entered directly, from 0 to full",
    wording=marked("由评分者直接给分"),
    lower=lambda _item, _call: "数值",
    bounds=lambda _call: ("0", "满分"),
    takes_rows=False,
)
