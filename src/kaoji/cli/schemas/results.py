"""What the commands print that check, score and explain."""

from __future__ import annotations

from kaoji.cli.schemas.shapes import (
    ANY,
    COORDINATE,
    EXACT,
    FIXED,
    PATH,
    PROBLEMS,
    RANK,
    TEXT,
    TEXTS,
    TRUTH,
    UNIT,
    WHOLE,
    WORD,
    listed,
    mapped,
    maybe,
    one_of,
    record,
)

INTERVAL = record({"worst": EXACT, "best": EXACT, "tight": TRUTH})
STATES = one_of("computed", "given", "missing", "not_applicable", "undefined")
NODE = record(
    {
        "state": STATES,
        "exact": maybe(EXACT),
        "published": maybe(FIXED),
        "shown": maybe(TEXT),
        "value": WORD,
        "unit": maybe(UNIT),
        "interval": maybe(INTERVAL),
    },
    optional={"role": one_of("deduction", "bonus")},
)
FLAG = record({"code": TEXT, "text": TEXT, "clause": maybe(TEXT), "authority": maybe(TEXT)})
HONOUR = record(
    {
        "code": TEXT,
        "text": TEXT,
        "clause": maybe(TEXT),
        "authority": maybe(TEXT),
        "state": one_of("proposed", "tied", "barred"),
    }
)
CONSEQUENCE = record({
    "code": TEXT,
    "text": TEXT,
    "clause": maybe(TEXT),
    "authority": maybe(TEXT),
    "state": one_of("proposed", "not_executable", "awaiting_ruling", "awaiting_basis"),
    "amount": maybe(record({"exact": EXACT, "unit": maybe(UNIT)})),
    "persons": maybe(RANK),
})  # fmt: skip
TOTAL = record({"exact": EXACT, "published": FIXED}, optional={"shown": TEXT})
VERDICT = {
    "subject": TEXT,
    "name": TEXT,
    "group": maybe(TEXT),
    "status": one_of("final", "incomplete", "excluded", "refused"),
    "total": maybe(TOTAL),
    "interval": maybe(INTERVAL),
    "grade": maybe(TEXT),
    "grade_before": maybe(TEXT),
    "grades_possible": TEXTS,
    "rank": maybe(RANK),
    "rank_range": maybe(listed(RANK)),
    "ranks": mapped(maybe(RANK)),
    "flags": listed(FLAG),
    "honours": listed(HONOUR),
    "consequences": listed(CONSEQUENCE),
    "problems": PROBLEMS,
    "blocking": listed(COORDINATE),
}
SUBJECT = record({**VERDICT, "nodes": mapped(NODE, by=PATH)})
DECISION = record({
    "what": TEXT,
    "kind": one_of("grade", "honour"),
    "group": maybe(TEXT),
    "body": maybe(TEXT),
    "share": maybe(record({"exact": EXACT, "raw": maybe(EXACT)})),
    "seats": maybe(WHOLE),
    "proposed": TEXTS,
    "tied": TEXTS,
    "seats_open": maybe(WHOLE),
    "needs_decision": TRUTH,
    "warnings": TEXTS,
})  # fmt: skip
SCORE = record({
    "scheme": TEXT,
    "version": TEXT,
    "period": maybe(TEXT),
    "subjects": listed(SUBJECT),
    "decisions": listed(DECISION),
    "problems": PROBLEMS,
})  # fmt: skip

CHECK = record({"problems": PROBLEMS})
CASE = record({
    "scheme": TEXT,
    "id": TEXT,
    "passed": TRUTH,
    "expected": mapped(TEXT),
    "actual": mapped(TEXT),
    "missed": TEXTS,
})  # fmt: skip
TEST = record({"cases": listed(CASE), "problems": PROBLEMS})

PARAMETER = record({"name": TEXT, "type": TEXT, "required": TRUTH, "clause": maybe(TEXT)})
PACKS = listed(record({
    "name": TEXT,
    "title": TEXT,
    "version": TEXT,
    "classes": TEXTS,
    "periods": TEXTS,
    "groups": TEXTS,
    "nodes": TEXTS,
    "grades": TEXTS,
    "honours": TEXTS,
    "parameters": listed(PARAMETER),
}))  # fmt: skip

COLUMN = record({"name": TEXT, "type": TEXT, "values": maybe(TEXTS), "unit": maybe(UNIT)})
INPUT = record({
    "key": PATH,
    "row_kind": one_of("quantity", "event", "ballot", "plan", "parameter"),
    "type": one_of("number", "truth", "choice", "date", "text", "subject", "table"),
    "unit": maybe(UNIT),
    "range": maybe(record({"low": maybe(EXACT), "high": maybe(EXACT)})),
    "periods": TEXTS,
    "columns": listed(COLUMN),
    "required": TRUTH,
    "supplier": maybe(TEXT),
    "clause": maybe(TEXT),
    "feed": maybe(TEXT),
})  # fmt: skip
SHEET = record({
    "scheme": TEXT,
    "version": TEXT,
    "period": maybe(TEXT),
    "inputs": listed(INPUT),
    "table": record({"columns": TEXTS, "rows": listed(TEXTS)}),
    "problems": PROBLEMS,
})  # fmt: skip

EDGE = record({"target": COORDINATE, "reach": TEXT})
PLAN_NODE = record({
    "path": PATH,
    "name": TEXT,
    "parent": maybe(PATH),
    "role": one_of("scored", "bonus", "deduction"),
    "way": one_of("formula", "fact", "rows", "ballots", "plan_items", "group", "feed"),
    "expression": TEXT,
    "full": maybe(TEXT),
    "periods": maybe(TEXT),
    "unit": maybe(UNIT),
    "clause": maybe(TEXT),
    "edges": listed(EDGE),
    "columnar": TRUTH,
    "why_plain": maybe(TEXT),
})  # fmt: skip
PLAN = record({
    "scheme": TEXT,
    "version": TEXT,
    "text": TEXT,
    "nodes": listed(PLAN_NODE),
    "problems": PROBLEMS,
})  # fmt: skip

DUE = record({
    "due": maybe(TEXT),
    "late_days": maybe(WHOLE),
    "provisional": maybe(TRUTH),
    "counted": maybe(one_of("workdays", "days", "months", "date")),
    "status": maybe(one_of("on_time", "late")),
    "moved_from": maybe(TEXT),
    "calendar": maybe(record({"name": TEXT, "revision": TEXT})),
    "problems": PROBLEMS,
})  # fmt: skip

VALUE = {
    "exact": maybe(EXACT),
    "value": {"anyOf": [WORD, listed(ANY)]},
    "interval": maybe(INTERVAL),
}
EVIDENCE = record({
    **{
        key: maybe(TEXT)
        for key in (
            "id", "document", "issuer", "date", "evidence", "source", "note", "scope", "file",
            "sheet",
        )
    },
    "row": maybe(WHOLE),
})  # fmt: skip
FIGURE = record({
    "name": TEXT,
    "kind": one_of("own", "node", "fact", "derived", "parameter", "row", "form", "group", "past",
                   "table"),
    **VALUE,
    "unit": maybe(UNIT),
    "coordinate": maybe(COORDINATE),
    "clause": maybe(TEXT),
    "evidence": maybe(EVIDENCE),
    "members": listed(record({
        "subject": TEXT,
        **VALUE,
        "coordinate": COORDINATE,
        "evidence": maybe(EVIDENCE),
        "remark": maybe(TEXT),
    })),
})  # fmt: skip
STEP = record({
    "kind": TEXT,
    "label": PATH,
    **VALUE,
    "figures": listed(FIGURE),
    "text": TEXT,
    "evidence": maybe(EVIDENCE),
    "sentence": TEXT,
})  # fmt: skip
RULE = record({"kind": TEXT, "wording": TEXT, "formula": TEXT, "written": maybe(TEXT)})
TABLE = record({"name": TEXT, "clause": maybe(TEXT), "reading": maybe(TEXT)})
DERIVATION = record({
    "coordinate": COORDINATE,
    "scheme": maybe(TEXT),
    "version": maybe(TEXT),
    "path": PATH,
    "name": TEXT,
    "period": TEXT,
    "relation": one_of("whole", "child", "part", "bonus", "deduction", "reads", "below", "feed",
                       "past"),
    "way": TEXT,
    "state": one_of("computed", "given", "missing", "not_applicable", "undefined", "refused"),
    "refused": TEXTS,
    **VALUE,
    "published": maybe(FIXED),
    "unit": maybe(UNIT),
    "role": one_of("scored", "bonus", "deduction"),
    "full": maybe(EXACT),
    "points": maybe(EXACT),
    "weight": maybe(EXACT),
    "brings": maybe(EXACT),
    "share_evidence": maybe(EVIDENCE),
    "lost": maybe(EXACT),
    "out": maybe(EXACT),
    "in_total": maybe(record({"worth": EXACT, "earned": EXACT, "lost": EXACT, "open": EXACT})),
    "limit": maybe(EXACT),
    "see": maybe(one_of("above", "below")),
    "clause": maybe(TEXT),
    "reading": maybe(TEXT),
    "rule": maybe(RULE),
    "tables": listed(TABLE),
    "steps": listed(STEP),
    "sentences": TEXTS,
    "children": listed({"$ref": "#/$defs/derivation"}),
})  # fmt: skip
MOVE = record({
    "cause": TEXT,
    "name": TEXT,
    "text": TEXT,
    "before": maybe(TEXT),
    "after": maybe(TEXT),
    "clause": maybe(TEXT),
    "authority": maybe(TEXT),
})  # fmt: skip
MISSING = record({
    "coordinate": COORDINATE,
    "name": maybe(TEXT),
    "range": record({"low": maybe(EXACT), "high": maybe(EXACT)}),
    "unit": maybe(UNIT),
    "supplier": maybe(TEXT),
    "clause": maybe(TEXT),
})  # fmt: skip
GROUND = record({
    "kind": one_of("veto", "bar", "grade", "condition", "value"),
    "name": TEXT,
    "holds": maybe(TRUTH),
    "condition": maybe(TEXT),
    "figures": listed(FIGURE),
    "derivations": listed({"$ref": "#/$defs/derivation"}),
    "note": maybe(TEXT),
    "sentence": TEXT,
})  # fmt: skip
EDGE = record({"grade": TEXT, "line": EXACT, "strict": TRUTH, "distance": EXACT})
DISTANCE = record({
    "figure": EXACT,
    "up": maybe(EDGE),
    "down": maybe(EDGE),
    "seat": maybe(record({"grade": TEXT, "holder": TEXT, "key": PATH, "held": EXACT,
                          "own": EXACT})),
    "without_vetoes": maybe(TEXT),
    "levers": listed(record({
        "path": PATH,
        "period": TEXT,
        "before": EXACT,
        "after": EXACT,
        "fact": maybe(record({"before": EXACT, "after": EXACT})),
    })),
    "sentences": TEXTS,
})  # fmt: skip
EXPLAIN = record({
    "scheme": TEXT,
    "title": TEXT,
    "version": TEXT,
    "period": maybe(TEXT),
    **VERDICT,
    "status": maybe(VERDICT["status"]),
    "node": maybe(PATH),
    "node_period": maybe(TEXT),
    "derivation": maybe({"$ref": "#/$defs/derivation"}),
    "moves": listed(MOVE),
    "decisions": listed(DECISION),
    "missing": listed(MISSING),
    "grounds": listed(GROUND),
    "distance": maybe(DISTANCE),
    "verdict": TEXTS,
}) | {"$defs": {"derivation": DERIVATION}}  # fmt: skip
