"""What `whatif` prints."""

from __future__ import annotations

from kaoji.cli.schemas.results import CONSEQUENCE, DECISION, VERDICT
from kaoji.cli.schemas.shapes import (
    COORDINATE,
    EXACT,
    PATH,
    PROBLEMS,
    RANK,
    TEXT,
    TEXTS,
    UNIT,
    WHOLE,
    listed,
    maybe,
    one_of,
    record,
)

CHANGED = {"before": maybe(EXACT), "after": maybe(EXACT), "difference": maybe(EXACT)}
SIDE = record({
    key: VERDICT[key]
    for key in VERDICT
    if key not in ("subject", "name", "group", "problems", "blocking")
})  # fmt: skip
FULL_MARKS = listed(record({"node": PATH, "name": TEXT, "subjects": WHOLE}))
WHATIF = record({
    "scheme": TEXT,
    "title": TEXT,
    "version": TEXT,
    "period": maybe(TEXT),
    "draft": maybe(record({"scheme": TEXT, "title": TEXT, "version": TEXT})),
    "changes": listed(record({
        "kind": one_of("fact", "scheme", "parameter"),
        "target": COORDINATE,
        "before": maybe(TEXT),
        "after": TEXT,
    })),
    "summary": record({
        "gains": TEXTS, "loses": TEXTS, "figures": TEXTS, "open": TEXTS, "same": WHOLE,
    }),
    "subjects": listed(record({
        "subject": TEXT,
        "name": TEXT,
        "group": maybe(TEXT),
        "fate": one_of("gains", "loses", "figures", "same", "open"),
        "difference": maybe(EXACT),
        "before": maybe(SIDE),
        "after": maybe(SIDE),
        "nodes": listed(record({"node": PATH, **CHANGED})),
    })),
    "decisions": listed(record({
        "what": TEXT,
        "kind": one_of("grade", "honour"),
        "group": maybe(TEXT),
        "before": maybe(DECISION),
        "after": maybe(DECISION),
        "entering": TEXTS,
        "leaving": TEXTS,
    })),
    "consequences": listed(record({
        "subject": TEXT,
        "code": TEXT,
        "before": maybe(CONSEQUENCE),
        "after": maybe(CONSEQUENCE),
    })),
    "sums": listed(record({
        "code": TEXT,
        "text": TEXT,
        "unit": maybe(UNIT),
        "before": EXACT,
        "after": EXACT,
        "difference": EXACT,
    })),
    "full_marks": record({"before": FULL_MARKS, "after": FULL_MARKS}),
    "panels": listed(record({
        "node": PATH,
        "name": TEXT,
        "ranked": WHOLE,
        "shifts": listed(record({
            "subject": TEXT, "rank": RANK, "without": RANK, "places": RANK,
        })),
    })),
    "problems": PROBLEMS,
})  # fmt: skip
