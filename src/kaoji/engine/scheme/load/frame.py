"""What stands around a node's value: periods, absences, requirements, the way of combining."""

from __future__ import annotations

from types import MappingProxyType

from kaoji.engine.plinth.periods import Grain
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import POINTS, formula_in, formula_of, is_open
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import (
    Fields,
    open_block,
    refuse_word,
    scalars_of,
    wrong_shape,
)
from kaoji.engine.scheme.model import (
    AbsenceRule,
    Combine,
    Effect,
    Formula,
    NotApplicablePolicy,
    Parts,
    Requirement,
)
from kaoji.engine.scheme.source import Block, Entry, Node, Scalar
from kaoji.engine.scheme.words import english_value


def parts_in(fields: Fields) -> Parts | None:
    """周期 of a node: named parts or every piece of a grain, with weights or a plain mean."""
    if not fields.has("periods"):
        _refuse_dates(fields)
        return None
    block = fields.block("periods")
    if block is None or not block.entries:
        return None
    grain = _only_grain(block)
    if grain is not None:
        weights = _weights(block.entries, fields=fields)
        return Parts(grain=grain, weights=weights, place=block.place)
    names = tuple(entry.key.text.strip() for entry in block.entries)
    return Parts(
        names=names,
        weights=_weights(block.entries, fields=fields),
        dates=MappingProxyType(_dates(fields)),
        place=block.place,
    )


def _refuse_dates(fields: Fields) -> None:
    if fields.has("dates"):
        fields.desk.refuse(
            "missing-key",
            message=speak("写了“期段”，没有写“周期”，不知道分成哪几期"),
            remedy=speak("写上 周期: {中期评估: 50%, 年终评估: 50%} 之类"),
            place=fields.at("dates"),
            spot=fields.spot,
        )


def _only_grain(block: Block) -> Grain | None:
    if len(block.entries) != 1:
        return None
    word = english_value(block.entries[0].key.text.strip(), kind="grain")
    return None if word is None else Grain(word)


def _weights(entries: tuple[Entry, ...], *, fields: Fields) -> tuple[Formula, ...]:
    """One weight for each part; no weights at all when every part says 均值."""
    spot = fields.below("periods")
    means = [_is_mean(entry.value) for entry in entries]
    if all(means):
        return ()
    weights: list[Formula] = []
    for entry, is_mean in zip(entries, means, strict=True):
        below = spot.down(entry.key.text.strip())
        if is_mean:
            wrong_shape(entry.value, wanted=speak("权重（各期要么都写权重，要么都写均值）"),
                        desk=fields.desk, spot=below)  # fmt: skip
            continue
        weight = formula_of(entry.value, desk=fields.desk, spot=below, unit=POINTS)
        if weight is not None:
            weights.append(weight)
    return tuple(weights)


def _is_mean(node: Node) -> bool:
    return isinstance(node, Scalar) and english_value(node.text.strip(), kind="gather") == "mean"


def _dates(fields: Fields) -> dict[str, tuple[str, str]]:
    block = fields.block("dates") if fields.has("dates") else None
    dates: dict[str, tuple[str, str]] = {}
    for entry in () if block is None else block.entries:
        spot = fields.below("dates").down(entry.key.text.strip())
        ends = scalars_of(entry.value, desk=fields.desk, spot=spot)
        if len(ends) == 2:
            dates[entry.key.text.strip()] = (ends[0].text.strip(), ends[1].text.strip())
        else:
            wrong_shape(
                entry.value,
                wanted=speak("两个日期的列表 [01-01, 06-30]"),
                desk=fields.desk,
                spot=spot,
            )
    return dates


def issuers_in(fields: Fields) -> tuple[str, ...]:
    """发文机关 of a bar or veto: whose rows count; a condition has no rows."""
    if fields.has("issuers") and fields.has("condition"):
        fields.desk.refuse(
            "idle-key",
            message=speak("写了“情形”，不看登记清单，“发文机关”不起作用"),
            remedy=speak("只写名称（同名的登记清单），或在情形里判断"),
            place=fields.at("issuers"),
            spot=fields.spot,
        )
    return fields.texts("issuers")


def absence_in(fields: Fields, *, key: str, may_be_value: bool) -> AbsenceRule | None:
    """不适用 or 无定义: a policy, a stated value, or a block that names who takes it up."""
    node = fields.node(key)
    if node is None:
        return None
    if isinstance(node, Block):
        return _absence_block(fields, node=node, key=key, may_be_value=may_be_value)
    scalar = fields.scalar(key)
    if scalar is None:
        return None
    return _absence_word(fields, scalar=scalar, key=key, may_be_value=may_be_value)


def _absence_word(
    fields: Fields, *, scalar: Scalar, key: str, may_be_value: bool
) -> AbsenceRule | None:
    text = scalar.text.strip()
    policy = english_value(text, kind="absence")
    if policy is not None:
        return AbsenceRule(NotApplicablePolicy(policy), place=scalar.place)
    if not may_be_value or is_unknown_word(text, desk=fields.desk):
        refuse_word(scalar, kind="absence", desk=fields.desk, spot=fields.below(key))
        return None
    value = formula_in(fields, key=key, unit=POINTS)
    return None if value is None else AbsenceRule(value=value, place=scalar.place)


def _absence_block(
    fields: Fields, *, node: Block, key: str, may_be_value: bool
) -> AbsenceRule | None:
    inner = open_block(node, kind="absence", desk=fields.desk, spot=fields.below(key))
    policy = inner.word("policy", kind="absence")
    value = formula_in(inner, key="value", unit=POINTS)
    if value is not None and not may_be_value:
        wrong_shape(node, wanted=speak("办法（不适用不能写值）"), desk=fields.desk, spot=inner.spot)
        value = None
    if policy is None and value is None:
        return None
    return AbsenceRule(
        None if policy is None else NotApplicablePolicy(policy),
        inner.text("to"),
        value,
        node.place,
    )


def is_unknown_word(text: str, *, desk: Desk) -> bool:
    """Tell whether a text is a bare word that nothing in the scheme is called."""
    return text.isidentifier() and not is_open(text) and text not in desk.names | desk.keys


def combine_in(fields: Fields) -> tuple[Combine | None, Formula | None]:
    """合成: one of the words, or an expression over the children."""
    scalar = fields.scalar("combine")
    if scalar is None:
        return None, None
    text = scalar.text.strip()
    word = english_value(text, kind="combine")
    if word is not None:
        return Combine(word), None
    if is_unknown_word(text, desk=fields.desk):
        refuse_word(scalar, kind="combine", desk=fields.desk, spot=fields.below("combine"))
        return None, None
    formula = formula_in(fields, key="combine")
    return (None, None) if formula is None else (Combine.FORMULA, formula)


def requirements_in(fields: Fields) -> tuple[Requirement, ...]:
    """校验 of a node or of the scheme."""
    spot = fields.below("requirements")
    read = (
        _requirement(node, desk=fields.desk, spot=spot.down(str(number)))
        for number, node in enumerate(fields.items("requirements"), start=1)
    )
    return tuple(one for one in read if one is not None)


def _requirement(node: Node, *, desk: Desk, spot: Spot) -> Requirement | None:
    fields = open_block(node, kind="requirement", desk=desk, spot=spot)
    condition = demanded(fields, key="condition")
    effect = fields.word("otherwise", kind="effect")
    if condition is None:
        return None
    return Requirement(
        condition=condition,
        text=fields.text("text") or condition.text,
        effect=Effect.ERROR if effect is None else Effect(effect),
        clause=fields.text("clause"),
        per_row=fields.truth("per_row"),
        place=fields.place,
    )


def demanded(fields: Fields, *, key: str, unit: str | None = None) -> Formula | None:
    """The formula under a key that must be there."""
    demand(fields, key=key)
    return formula_in(fields, key=key, unit=unit)


def demand(fields: Fields, *, key: str) -> bool:
    """Refuse a block without a key; tell whether the key is there."""
    if not fields.has(key):
        fields.desk.refuse(
            "missing-key",
            message=speak("没有写“{key}”", key=fields.title(key)),
            remedy=speak("写上 {key}: …", key=fields.title(key)),
            place=fields.place,
            spot=fields.spot,
        )
    return fields.has(key)
