"""What may stand for a unit on a ballot: a word of the scheme, or a number on its scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from kaoji.engine.facts.clean import clean
from kaoji.engine.plinth.exact import exact_text, parse_exact
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Scale:
    """Words, or a number from `low` to `high` in steps of `step`."""

    options: tuple[str, ...] = ()
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(100)
    step: Fraction = Fraction(1)

    @classmethod
    def kept(cls, *, options: Sequence[str], low: str, high: str, step: str) -> Scale:
        """As a rating keeps it."""
        if options:
            return cls(tuple(options))
        return cls((), *(parse_exact(text) or Fraction(0) for text in (low, high, step)))

    @property
    def told(self) -> str:
        """What may be given, in a few words."""
        if self.options:
            return "、".join(self.options)
        return _("{low}～{high} 分，{step} 分一格").format(
            low=exact_text(self.low), high=exact_text(self.high), step=exact_text(self.step)
        )

    def fault(self, text: str) -> str:
        """Why a mark cannot stand; nothing where it can. The mark itself is not in the words: a
        refusal is remembered in the log, and the log never says what somebody gave.
        """
        if self.options:
            return "" if text in self.options else _("可选 {told}").format(told=self.told)
        value = parse_exact(text)
        if value is None:
            return _("填的不是数，请填 {told}").format(told=self.told)
        if not self.low <= value <= self.high or ((value - self.low) / self.step).denominator != 1:
            return _("不在分值内，请填 {told}").format(told=self.told)
        return ""

    def exact(self, text: str) -> str:
        """A mark that may stand, as it is kept."""
        value = None if self.options else parse_exact(text)
        return text if value is None else exact_text(value)


def checked_scale(*, low: str, high: str, step: str, bounds: tuple[str, str]) -> Scale:
    """A scale that the office sets, within what the scheme allows; or a refusal at its field."""
    read: dict[str, Fraction] = {}
    for name, text in (("low", low), ("high", high), ("step", step)):
        value = parse_exact(clean(text))
        if value is None:
            raise Refused("not-a-number", reason=_("请填一个数"), field=name)
        read[name] = value
    least, most = (parse_exact(text) if text else None for text in bounds)
    if least is not None and read["low"] < least:
        told = _("方案规定最低 {least}").format(least=exact_text(least))
        raise Refused("beyond-scheme", reason=told, field="low")
    if most is not None and read["high"] > most:
        told = _("方案规定最高 {most}").format(most=exact_text(most))
        raise Refused("beyond-scheme", reason=told, field="high")
    if read["high"] <= read["low"]:
        raise Refused("scale-empty", reason=_("最高要大于最低"), field="high")
    if read["step"] <= 0 or ((read["high"] - read["low"]) / read["step"]).denominator != 1:
        raise Refused("step-wrong", reason=_("一格要大于 0，并且从最低正好走到最高"), field="step")
    return Scale((), read["low"], read["high"], read["step"])


@dataclass(frozen=True, slots=True)
class Filled:
    """A ballot as it is filled in: marks and reasons of abstention by the unit's key, as text."""

    marks: Mapping[str, str] = field(default_factory=dict)
    abstained: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, dict[str, str]]:
        """As it is kept until it is signed."""
        return {"marks": dict(self.marks), "abstained": dict(self.abstained)}

    @classmethod
    def kept(cls, told: Mapping[str, Mapping[str, str]]) -> Filled:
        """As it was kept."""
        return cls(dict(told.get("marks", {})), dict(told.get("abstained", {})))
