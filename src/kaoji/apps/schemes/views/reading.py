"""What pages of a scheme's text have in common: its parts, the tree, the lines, the cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.schemes.lines import lines_of, said_of
from kaoji.apps.schemes.models import Ruling
from kaoji.apps.schemes.study import Study
from kaoji.engine.score.examples import CaseResult
from kaoji.web.parts import Tab

TEXT, TREE, CASES = "", "tree", "cases"


def shown(
    study: Study, *, part: str, reference: str, rulings: Sequence[Ruling] = ()
) -> dict[str, Any]:
    """Names for templates that show a text which is not being written."""
    return {
        "study": study,
        "reference": reference,
        "rulings": tuple(rulings),
        "ruled": {one.clause for one in rulings},
        "part": part if part in (TREE, CASES) else TEXT,
        "tabs": tabs_of(study, part=part),
        "lines": lines_of(study) if part not in (TREE, CASES) else (),
        "said": said_of(study),
        "cases": cases_of(study),
    }


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A worked case and what it says of each thing: expected, computed, whether they differ."""

    result: CaseResult
    rows: tuple[tuple[str, str, str, bool], ...]


def cases_of(study: Study) -> tuple[CaseShown, ...]:
    """The worked cases, those that fail first."""
    found = [
        CaseShown(
            one,
            tuple(
                (key, expected, one.actual.get(key, ""), key in one.missed)
                for key, expected in one.expected.items()
            ),
        )
        for one in study.cases
    ]
    return tuple(sorted(found, key=lambda one: one.result.passed))


def tabs_of(study: Study, *, part: str) -> tuple[Tab, ...]:
    """正文, 结构, 算例."""
    told = ((TEXT, _("正文"), None), (TREE, _("结构"), study.leaf_count),
            (CASES, _("算例"), study.case_count))  # fmt: skip
    return tuple(
        Tab(word, f"?part={key}" if key else "?", count, is_here=key == part)
        for key, word, count in told
    )
