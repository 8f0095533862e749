"""The first sheet: what the workbook promises, and how many cells it keeps out of the promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kaoji.engine.explain.formulas.ledger import MADE
from kaoji.engine.explain.formulas.terms import Why
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.score.result import Result

SHEET = marked("说明")
#: What stands beside every cell that holds its exact text.
NOTE = marked("此格以精确值为准")
NOTE_WAY = marked("此格以精确值为准（没有对应的公式）")


@dataclass(slots=True)
class Tally:
    """How many cells are formulas, and how many hold their exact text, by reason."""

    live: int = 0
    made: int = 0  # parts of formulas for which the figure stands that they came to
    exact: Counter[Why] = field(default_factory=Counter)

    def count(self, why: Why | None) -> None:
        """One more cell."""
        if why is None:
            self.live += 1
        else:
            self.exact[why] += 1

    def add(self, other: Tally) -> None:
        """Those of another workbook too."""
        self.live += other.live
        self.made += other.made
        self.exact.update(other.exact)


def note_of(why: Why) -> str:
    """The note on a cell that holds its exact text."""
    return speak(NOTE if why is Why.CLOSE else NOTE_WAY)


def legend(result: Result, *, tally: Tally) -> Iterator[str]:
    """The sentences of the first sheet, its title first."""
    yield speak(
        "{title} · {version} 版 · {period} · 计算过程（公式）",
        title=result.title, version=result.version, period=result.period,
    )  # fmt: skip
    yield speak(
        "本表的公布分、等次、名次与考绩引擎的结果一致。引擎用精确的分数计算，电子表格用近似的小数"
        "（二进制双精度）计算：每个公式的误差都算过上界。"
    )
    yield speak(
        "取整或比较离界限不足 {share} 的，不写公式，写精确的文字，并注明「{note}」。"
        "每个结果旁边都有精确值。",
        share="1/10⁹", note=speak(NOTE),
    )  # fmt: skip
    yield speak(
        "可以改的是浅黄的格：「数据」表的数值和件数，「计算」表的满分、分值和权重。灰色的格是文字，"
        "不随改动变化；与它相关的公式用的是它原来的数。"
    )
    yield speak(
        "改动只在本表里试算；正式结果以重新计分为准。显示 #N/A：改动后要用到这里没有的数据。"
    )
    yield speak("公式 {count} 格。", count=tally.live)
    yield speak("因离界限太近而写精确值的 {count} 格。", count=tally.exact[Why.CLOSE])
    yield speak(
        "因没有对应的公式而写精确值的 {count} 格"
        "（名额、并列、否决等由规定和有权机关决定的也在内）。",
        count=tally.exact[Why.WAY],
    )
    yield speak(
        "公式里没有对应写法的 {count} 处，代入引擎算出的数，在「数据」表里注明「{note}」。",
        count=tally.made, note=speak(MADE),
    )  # fmt: skip
    yield speak("以上承诺以 LibreOffice 重新计算为准。")
