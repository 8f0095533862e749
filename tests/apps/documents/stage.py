"""What tests of this room start from: the county with a series, papers on their way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kaoji.apps.documents import actions
from kaoji.apps.documents.models import Paper, Series
from kaoji.engine.paper.elements import Column, Heading, Paragraph, Table
from tests import cast

MARK, ISSUER = "禾考发", "禾安县绩效考核办公室文件"
TITLE = "关于二季度考核结果的通报"
SCORES = Table(
    (Column("单位", 4), Column("得分", 2, is_number=True)),
    (("鹤汀镇", "91.5"), ("澄湾镇", "90")),
    "乡镇得分",
)
BLOCKS = (Heading("一、总体情况"), Paragraph("全县十四个乡镇按期完成。"), SCORES)


@dataclass
class Stage:
    """The county, its series, and who acts."""

    cast: cast.Cast
    series: Series

    def actor(self, key: str) -> Any:
        return self.cast.actor(key)

    def shape(self, **changed: Any) -> actions.PaperShape:
        told = {
            "kind": "results",
            "title": TITLE,
            "blocks": BLOCKS,
            "addressee": "各乡镇人民政府",
            "signed_by": "禾安县绩效考核办公室",
            "copies": (self.cast.units["鹤汀镇"], self.cast.units["澄湾镇"]),
            "series": self.series,
        } | changed
        return actions.PaperShape(**told)

    def drafted(self, **changed: Any) -> Paper:
        by = self.actor(changed.pop("by", "clerk"))
        return actions.draft_paper(by=by, shape=self.shape(**changed))

    def sent(self, **changed: Any) -> Paper:
        paper = self.drafted(**changed)
        actions.send(by=self.actor("clerk"), paper=paper, version=paper.version)
        return fresh(paper)

    def approved(self, **changed: Any) -> Paper:
        paper = self.sent(**changed)
        actions.approve(by=self.actor("director"), paper=paper, version=paper.version)
        return fresh(paper)

    def issued(self, **changed: Any) -> Paper:
        paper = self.approved(**changed)
        actions.issue(by=self.actor("clerk"), paper=paper, version=paper.version)
        return fresh(paper)

    def withdrawn(self, **changed: Any) -> Paper:
        paper = self.issued(**changed)
        actions.withdraw(
            by=self.actor("director"), paper=paper, version=paper.version, reason="数有误"
        )
        return fresh(paper)


def fresh(paper: Paper) -> Paper:
    """The paper as it is stored."""
    return Paper.objects.get(pk=paper.pk)


def made() -> Stage:
    """The county at noon with its series."""
    return of(cast.county())


def of(county: cast.Cast) -> Stage:
    """A county with a series."""
    series = Series.objects.filter(organisation=county.organisation, mark=MARK).first()
    if series is None:
        by = county.actor("clerk")
        series = actions.declare_series(by=by, mark=MARK, issuer=ISSUER)
    return Stage(county, series)
