"""名额 that a parameter gives: whether it is a share or a count, once every parameter is read.

A parameter in % is a share, and so is one whose own amounts are written in %. The spelling 比例
has said so already; a share is then taken out of a hundred where the parameter counts in %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from kaoji.engine.feel.ast import Binary, Name, Number
from kaoji.engine.scheme.model import Formula, Parameter, Quota, Scheme

_PERCENT = "%"


def with_rations(scheme: Scheme) -> Scheme:
    """The scheme with every 名额 that names a parameter read as the share or count that it is."""
    known = {one.name: one for one in scheme.parameters}
    honours = tuple(replace(one, quota=_settled(one.quota, known)) for one in scheme.honours)
    scheme = replace(scheme, honours=honours)
    if scheme.grading is None:
        return scheme
    grades = tuple(
        one if one.quota is None else replace(one, quota=_settled(one.quota, known))
        for one in scheme.grading.grades
    )
    return replace(scheme, grading=replace(scheme.grading, grades=grades))


def named_parameter(formula: Formula | None, *, known: Mapping[str, Parameter]) -> Parameter | None:
    """The parameter that a formula is nothing but the name of."""
    if formula is None or not isinstance(formula.expression, Name):
        return None
    return known.get(".".join(formula.expression.parts))


def _settled(quota: Quota, known: Mapping[str, Parameter]) -> Quota:
    parameter = named_parameter(quota.share or quota.count, known=known)
    if parameter is None:
        return quota
    if quota.count is not None and is_share(parameter):
        quota = replace(quota, share=quota.count, count=None)
    if quota.share is not None and parameter.unit == _PERCENT:
        quota = replace(quota, share=_hundredth(quota.share))
    return quota


def is_share(parameter: Parameter) -> bool:
    """A parameter in %, or one whose value or range is written in %."""
    if parameter.unit is not None:
        return parameter.unit == _PERCENT
    return any(one.text.strip().endswith(_PERCENT) for one in amounts_of(parameter))


def amounts_of(parameter: Parameter) -> Iterator[Formula]:
    """Everything that the parameter says of its own size."""
    yield from filter(None, (parameter.default, parameter.low, parameter.high))
    yield from parameter.by_class.values()
    yield from (amount for _day, amount in parameter.dated)


def _hundredth(share: Formula) -> Formula:
    hundred = Number(Fraction(100))
    return replace(
        share, text=f"{share.text} / 100", expression=Binary("/", share.expression, hundred)
    )
