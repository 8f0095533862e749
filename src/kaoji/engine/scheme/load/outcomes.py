"""否决 and 结果运用: what moves grades and honours, and what is proposed in the end."""

from __future__ import annotations

import re

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import formula_in, unit_in
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.frame import demand, demanded, issuers_in
from kaoji.engine.scheme.load.shapes import (
    Fields,
    open_block,
    refuse_word,
    wrong_shape,
)
from kaoji.engine.scheme.model import Act, Consequence, EffectStep, Standing, Veto
from kaoji.engine.scheme.source import Block, Listing, Node
from kaoji.engine.scheme.words import chinese_value

_STEPS = re.compile(r"(\d{1,2}|[一二两三])\s*(?:等|个等次|级|steps?|grades?)?")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3}


def veto_of(node: Node, *, name: str, desk: Desk, spot: Spot) -> Veto:
    """One veto with its effects in the order written."""
    fields = open_block(node, kind="veto", desk=desk, spot=spot)
    return Veto(
        name=name,
        condition=formula_in(fields, key="condition"),
        effects=_effects(fields),
        at_lowest=fields.text("at_lowest"),
        authority=fields.text("authority"),
        domain=fields.text("domain"),
        clause=fields.text("clause"),
        valid_from=fields.date("from"),
        valid_to=fields.date("to"),
        note=fields.text("note"),
        issuers=issuers_in(fields),
        place=fields.place,
    )


def _effects(fields: Fields) -> tuple[EffectStep, ...]:
    """Effects as a list of one-key blocks, or as one block."""
    node = fields.node("effects")
    if node is None:
        return ()
    spot = fields.below("effects")
    steps: list[EffectStep] = []
    for item in node.items if isinstance(node, Listing) else (node,):
        if not isinstance(item, Block):
            wrong_shape(
                item, wanted=speak("一个键（封顶、降、定为 ……）"), desk=fields.desk, spot=spot
            )
            continue
        inner = open_block(item, kind="effect", desk=fields.desk, spot=spot)
        steps += [step for key in inner.found if (step := _effect(inner, key=key)) is not None]
    return tuple(steps)


def _effect(fields: Fields, *, key: str) -> EffectStep | None:
    act, place = Act(key), fields.found[key].key.place
    if act is Act.BAR:
        return EffectStep(act, whom=_whom(fields), place=place)
    scalar = fields.scalar(key)
    if scalar is None:
        return None
    if act is not Act.DOWN:
        return EffectStep(act, grade=scalar.text.strip(), place=place)
    found = _STEPS.fullmatch(scalar.text.strip())
    if found is None:
        wrong_shape(
            scalar, wanted=speak("降几等（如 1等）"), desk=fields.desk, spot=fields.below(key)
        )
        return None
    return EffectStep(act, steps=_DIGITS.get(found[1]) or int(found[1]), place=place)


def _whom(fields: Fields) -> tuple[str, ...]:
    whom = []
    for scalar in fields.scalars("bar"):
        word = chinese_value(scalar.text.strip(), kind="whom")
        if word is None:
            refuse_word(scalar, kind="whom", desk=fields.desk, spot=fields.below("bar"))
        else:
            whom.append(word)
    return tuple(whom)


def consequences_of(scheme: Fields) -> tuple[Consequence, ...]:
    """结果运用 of the scheme."""
    spot = scheme.below("consequences") if scheme.has("consequences") else scheme.spot
    seen: set[str] = set()
    found: list[Consequence] = []
    for number, node in enumerate(scheme.items("consequences"), start=1):
        fields = open_block(node, kind="consequence", desk=scheme.desk, spot=spot.down(str(number)))
        consequence = _consequence(fields)
        if consequence is None:
            continue
        if consequence.code in seen:
            _code_twice(fields, code=consequence.code)
        seen.add(consequence.code)
        found.append(consequence)
    return tuple(found)


def _code_twice(fields: Fields, *, code: str) -> None:
    fields.desk.refuse(
        "duplicate-name",
        message=speak("编号“{code}”用了两次", code=code),
        remedy=speak("换一个编号"),
        place=fields.at("id"),
        spot=fields.spot,
    )


def _consequence(fields: Fields) -> Consequence | None:
    demand(fields, key="id")
    demand(fields, key="text")
    condition = demanded(fields, key="condition")
    code, text = fields.text("id"), fields.text("text")
    standing = fields.word("standing", kind="standing")
    if condition is None or code is None or text is None:
        return None
    return Consequence(
        code=code,
        text=text,
        condition=condition,
        standing=Standing.PROPOSED if standing is None else Standing(standing),
        ruling=fields.text("ruling"),
        amount=formula_in(fields, key="amount", unit=unit_in(fields)),
        unit=unit_in(fields),
        persons=formula_in(fields, key="persons", unit="人"),
        authority=fields.text("authority"),
        clause=fields.text("clause"),
        place=fields.place,
    )
