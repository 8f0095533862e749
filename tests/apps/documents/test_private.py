"""Personal data: found however they are written; what only looks like them is left alone. Numbers
here are invented and have right check digits.
"""

from __future__ import annotations

import pytest

from kaoji.apps.documents.private import traces_in


def identity(first="110101199003070", order="00"):
    """An identity number with the check digit of GB 11643, worked out by its formula."""
    digits = first + order
    weighed = zip(range(17, 0, -1), digits, strict=True)
    total = sum(int(digit) * (2**place % 11) for place, digit in weighed)
    return digits + "10X98765432"[total % 11]


ID = identity()


PHONES = ("13912345678", "139-1234-5678", "+86 139 1234 5678", "电话13912345678转")


def found(text):
    return [(one.what, one.must_go) for one in traces_in(text)]


@pytest.mark.parametrize(
    "text",
    [ID, f"证号{ID}。", " ".join([ID[:6], ID[6:14], ID[14:]]),
     ID.translate(str.maketrans("0123456789", "０１２３４５６７８９")), "110101900307001"],
)  # fmt: skip
def test_identity_numbers(text):
    assert found(text) == [("身份证号", True)]


@pytest.mark.parametrize("text", PHONES)
def test_mobile_phones(text):
    assert found(text) == [("手机号", True)]


def test_bank_cards():
    assert found("账号 6222 0212 3456 7890 128") == [("银行卡号", True)]


@pytest.mark.parametrize("text", ["住谷雨镇桐荫村3组", "禾安路锦绣花园5栋", "澄湾小区12幢"])
def test_where_somebody_lives(text):
    assert found(text) == [("家庭住址", True)]


@pytest.mark.parametrize(
    ("text", "what"), [("0123-4567890", "电话号码"), ("禾安县人民路18号", "地址")]
)
def test_of_an_office_they_are_pointed_out_only(text, what):
    assert found(text) == [(what, False)]


@pytest.mark.parametrize(
    "text",
    ["禾考发〔2026〕13号", "2026年6月12日", "13912345678900",
     ID[:-1] + ("1" if ID[-1] != "1" else "2"), "统一社会信用代码 91110101MA0000000X",
     "合计 1391234567.80 元", "共 3 组 12 户", "第一组3人"],
)  # fmt: skip
def test_what_is_none_of_these(text):
    assert found(text) == []


def test_the_finding_does_not_tell_it_again():
    (trace,) = traces_in(f"张某 {ID}")
    assert ID not in trace.text
    assert trace.text == f"{ID[:4]}＊＊{ID[-2:]}"
