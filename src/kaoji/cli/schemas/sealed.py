"""What `seal`, `verify` and `diff` print."""

from __future__ import annotations

from kaoji.cli.schemas.shapes import (
    COORDINATE,
    EXACT,
    PATH,
    PROBLEMS,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
    listed,
    maybe,
    one_of,
    record,
)

SEAL = record({
    "file": maybe(TEXT),
    "digest": maybe(TEXT),
    "format": WHOLE,
    "kind": one_of("internal", "public"),
    "scheme": TEXT,
    "version": TEXT,
    "period": maybe(TEXT),
    "subjects": WHOLE,
    "withheld": TEXTS,
    "problems": PROBLEMS,
})  # fmt: skip
UNLIKE = record({
    "subject": maybe(TEXT),
    "what": PATH,
    "sealed": maybe(TEXT),
    "computed": maybe(TEXT),
})  # fmt: skip
VERIFY = record({
    "file": TEXT,
    "passed": TRUTH,
    "intact": TRUTH,
    "section": maybe(TEXT),
    "recomputed": maybe(TRUTH),
    "format": maybe(WHOLE),
    "kind": maybe(one_of("internal", "public")),
    "digest": maybe(TEXT),
    "scheme": maybe(TEXT),
    "title": maybe(TEXT),
    "version": maybe(TEXT),
    "period": maybe(TEXT),
    "engine": record({"sealed": maybe(TEXT), "current": TEXT}),
    "subjects": WHOLE,
    "differences": listed(UNLIKE),
    "problems": PROBLEMS,
})  # fmt: skip

SIDE = record({
    "file": TEXT,
    "kind": one_of("scheme", "internal", "public"),
    "scheme": TEXT,
    "title": TEXT,
    "version": TEXT,
    "period": maybe(TEXT),
    "engine": maybe(TEXT),
    "digest": maybe(TEXT),
})  # fmt: skip
PAIR = {"before": maybe(TEXT), "after": maybe(TEXT)}
FIELD_CHANGE = record({"field": TEXT, **PAIR})
FACT_CHANGE = record({
    "subject": TEXT,
    "key": PATH,
    "coordinate": COORDINATE,
    "kind": one_of("added", "removed", "changed"),
    "fields": listed(FIELD_CHANGE),
    "document": maybe(TEXT),
})  # fmt: skip
WHY = {
    "facts": listed(COORDINATE),
    **dict.fromkeys(("rules", "parameters", "subjects", "run"), TEXTS),
}
NODE_MOVE = record({
    "path": PATH,
    **PAIR,
    "change": maybe(EXACT),
    **WHY,
})  # fmt: skip
SUBJECT_MOVE = record({
    "subject": TEXT,
    "name": TEXT,
    **{key: record(PAIR) for key in ("status", "total", "rank", "grade")},
    "nodes": listed(NODE_MOVE),
    **WHY,
})  # fmt: skip
DIFF = record({
    "before": maybe(SIDE),
    "after": maybe(SIDE),
    "same": maybe(TRUTH),
    "run": listed(FIELD_CHANGE),
    "rules": listed(record({"scheme": TEXT, "path": PATH, **PAIR})),
    "parameters": listed(FIELD_CHANGE),
    "subjects": listed(record({"what": TEXT, "field": TEXT, **PAIR})),
    "facts": listed(FACT_CHANGE),
    "moves": listed(SUBJECT_MOVE),
    "problems": PROBLEMS,
})  # fmt: skip
