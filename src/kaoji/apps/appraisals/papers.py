"""The engine's own papers of a run: the sheet of all, a unit's account, a workbook of formulas.

They are made from the run's seal, as it was sealed, so that a newer scheme changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Run
from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.pages.sheet_page import sheet_page
from kaoji.engine.explain.pages.unit_page import unit_page
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.score.result import SubjectResult
from kaoji.engine.score.session import Scored
from kaoji.engine.seal.inputs import rescored
from kaoji.engine.seal.restore import Sealed, open_seal
from kaoji.engine.seal.results import differences, results_of
from kaoji.web.refusals import Refused


def sealed_of(run: Run) -> Sealed:
    """The run as it was sealed."""
    found = open_seal(bytes(run.seal), file=str(run))
    if isinstance(found, tuple):
        raise Refused("seal-unreadable", reason=found[0].message, remedy=found[0].remedy or "")
    return found


def scored_of(run: Run) -> tuple[Scored, Sealed]:
    """The run scored again from its seal; refused where anything comes out otherwise."""
    sealed = sealed_of(run)
    inputs = replace(sealed.inputs, tables=replace(sealed.inputs.tables, tracing=True))
    with speaking(inputs.scheme.language):
        scored = rescored(inputs)
        found = tuple(differences(sealed.results, computed=results_of(scored.result)))
    if found:
        raise Refused(
            "seal-differs",
            reason=_("按现在的程序重算，与封存的结果不同"),
            remedy=_("请用封存时的版本打印，或下载封存文件用 kaoji verify 核验"),
        )
    return scored, sealed


def sheet_of(run: Run) -> str:
    """The sheet of all units, A3, as HTML."""
    scored, sealed = scored_of(run)
    with speaking(sealed.inputs.scheme.language):
        return sheet_page(scored, digest=run.digest, as_of=sealed.inputs.tables.as_of)


def account_page(run: Run, *, subject: str) -> str:
    """The account of a unit, A4, as HTML, to be signed."""
    scored, sealed = scored_of(run)
    with speaking(sealed.inputs.scheme.language):
        plan = scored.run
        account = account_of(
            scored, subject=_of(scored, subject), node=plan.plan.root, period=plan.period
        )
        return unit_page(account)


def formulas_of(run: Run, *, subject: str) -> bytes:
    """A workbook in which the unit's points are formulas over the facts."""
    from kaoji.engine.explain.formulas.workbook import write_formulas

    scored, _sealed = scored_of(run)
    with TemporaryDirectory(prefix="kaoji-book-") as folder:
        path = Path(folder) / "account.xlsx"
        written = write_formulas(path, scored=scored, subjects=(_of(scored, subject),))
        if written.problems:
            first = written.problems[0]
            raise Refused("workbook-failed", reason=first.message, remedy=first.remedy or "")
        return path.read_bytes()


def _of(scored: Scored, subject: str) -> SubjectResult:
    return next(one for one in scored.result.subjects if one.subject == subject)
