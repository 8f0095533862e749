"""Cases that are no rows: a parameter, a condition that fails, a value without a truth."""

from __future__ import annotations

from kaoji.engine.explain.account import account_of
from tests.engine.explain.telling import row, scored

TEXT = """\
指标: {{一: {{分值: 100}}}}
等次: {{优秀: {{不低于: 90}}, 一般: 其余}}
{more}
否决: {{事故: {{机关: 安委会, 依据: 十, 效果: [{{封顶: 一般}}]{case}}}}}
"""


def grounds(more, *rows, case=""):
    """The grounds of 甲, by name."""
    made = scored(TEXT.format(more=more, case=case), row("甲", "一", "95"), *rows)
    (subject,) = made.result.subjects
    account = account_of(made, subject=subject, node="总分", period=made.run.period)
    return {one.name: one for one in account.grounds}


class TestParameters:
    TRUTH = "参数: {事故: {类型: 是否, 依据: 二}}"

    def test_a_case_that_a_parameter_decides_names_the_row_that_sets_it(self):
        found = grounds(self.TRUTH, row("", "事故", "是", 文号="一号"))["事故"]
        assert found.holds is True
        (figure,) = found.figures
        assert (figure.kind, figure.coordinate, figure.value) == ("parameter", "参数:事故", True)
        assert figure.evidence.document == "一号"
        assert found.derivations == ()

    def test_what_the_parameter_denies_is_not_told(self):
        assert "事故" not in grounds(self.TRUTH, row("", "事故", "否"))

    def test_an_open_parameter_leaves_the_case_open(self):
        found = grounds(self.TRUTH)["事故"]
        assert (found.holds, found.figures) == (None, ())


class TestConditions:
    def test_a_condition_that_reads_an_open_parameter_is_open(self):
        found = grounds("参数: {线: {单位: 分}}", case=", 情形: 一 >= 线")["事故"]
        assert found.holds is None
        assert found.sentence.startswith("「事故」尚不能确定：情形 一 ≥ 线")

    def test_of_a_parameter_only_the_figure_is_told(self):
        found = grounds("参数: {线: {默认: 80, 单位: 分}}", case=", 情形: 一 >= 线")["事故"]
        assert found.sentence == "「事故」成立：情形 一 ≥ 线，其中 一 95 分，线 80 分。"
        assert [one.path for one in found.derivations] == ["一"]

    def test_what_is_undefined_does_not_hold(self):
        more = "事实: {量: {}}"
        assert "事故" not in grounds(more, row("甲", "量", "0"), case=", 情形: 10 / 量 > 1")
