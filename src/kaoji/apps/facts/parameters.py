"""What a scheme leaves to the office: read from the scheme, judged by the engine, given to a run.

A value is kept as the paper has it (60%, 1/3, 同类). Whether it will do is asked of the engine
itself, by the same way on which `kaoji score --given` takes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from kaoji.apps.facts.models import PinnedScheme, Setting, SettingRevision
from kaoji.apps.facts.sheets import check_pinned, period_of, plan_of_pack
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plan.owed import Owed, inputs_of
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.problem import Place
from kaoji.engine.plinth.units import unit_word
from kaoji.engine.scheme.load.overlay import Overlay, with_overlay
from kaoji.engine.scheme.model import Formula, Scheme, ValueType
from kaoji.engine.scheme.source import Block, Entry, Node, Scalar
from kaoji.engine.scheme.source.dump import dump_document
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

_HERE = Place(file="参数")
#: Keys of a table that goes by bands begin so.
_BANDS = (">", "<", "=", "≥", "≤", "[", "(")
_OTHERWISE = "其余"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a scheme as its page shows it."""

    order: int
    name: str
    type: str
    measure: str
    options: tuple[str, ...]
    keys: tuple[str, ...]
    low: str
    high: str
    clause: str
    is_required: bool
    classes: tuple[str, ...]

    @property
    def is_table(self) -> bool:
        """Whether its value has a line for each cell."""
        return self.type == ValueType.TABLE.value

    @property
    def limits(self) -> str:
        """What may be written, in a few words."""
        if self.options:
            return _("可写 ") + "、".join(self.options)
        if self.low and self.high:
            return _("范围 {low} 至 {high}").format(low=self.low, high=self.high)
        if self.low:
            return _("不小于 {low}").format(low=self.low)
        return _("不大于 {high}").format(high=self.high) if self.high else ""


def parameters_of(scheme: PinnedScheme) -> tuple[Parameter, ...]:
    """Every parameter of a chosen scheme, in its order."""
    check_pinned(scheme.pack, digest=scheme.digest, owner=scheme.organisation_id)
    plan = plan_of_pack(scheme.pack, scheme.digest, scheme.organisation_id)
    period = period_of(str(scheme.begins_on.year))
    found = (one for one in inputs_of(plan, period=period) if one.row_kind == "parameter")
    return tuple(_parameter(order, owed=one, plan=plan) for order, one in enumerate(found, start=1))


def _parameter(order: int, *, owed: Owed, plan: Plan) -> Parameter:
    is_table = owed.type == ValueType.TABLE.value
    low, high = owed.bounds.low, owed.bounds.high
    return Parameter(
        order,
        owed.key,
        type=owed.type,
        measure=unit_word(owed.unit),
        options=() if is_table else owed.columns[0].values,
        keys=tuple(one.name for one in owed.columns) if is_table else (),
        low="" if low is None else exact_text(low),
        high="" if high is None else exact_text(high),
        clause=owed.clause or "",
        is_required=owed.required,
        classes=() if is_table else tuple(plan.scheme.subjects.kinds),
    )


# --- from a text to what the engine takes ---------------------------------------------------------


def check_value(scheme: PinnedScheme, *, parameter: Parameter, word: str, text: str) -> None:
    """Refuse a value that the engine would not take, in its words."""
    plan = plan_of_pack(scheme.pack, scheme.digest, scheme.organisation_id)
    if parameter.options and text not in parameter.options:
        raise Refused(
            "no-such-word",
            reason=_("“{text}”不在可选项内").format(text=text),
            remedy=parameter.limits,
            field="value",
        )
    node = _node(text, parameter=parameter)
    overlay = Overlay((_entry(parameter.name, value=_for_class(node, word=word)),))
    changed, problems = with_overlay(plan.scheme, overlay=overlay)
    wrong = next((one for one in problems if one.severity == "error"), None)
    if wrong is not None:
        raise Refused("value-wrong", reason=wrong.message, remedy=wrong.remedy, field="value")
    if not parameter.is_table:
        _check_number(changed, plan=plan, parameter=parameter, word=word)


def _check_number(scheme: Scheme, *, plan: Plan, parameter: Parameter, word: str) -> None:
    """A parameter is a constant within its range, no formula over figures."""
    if parameter.type != ValueType.NUMBER.value:
        return
    one = next(one for one in scheme.parameters if one.name == parameter.name)
    formula = one.by_class.get(word) if word else one.default
    value = _constant(plan, formula=formula)
    low, high = (_constant(plan, formula=end) for end in (one.low, one.high))
    if value is None:
        raise Refused(
            "no-number",
            reason=_("“{name}”要填一个数").format(name=parameter.name),
            remedy=_("可写 60%、0.6 或 3/5"),
            field="value",
        )
    if (low is not None and value < low) or (high is not None and value > high):
        raise Refused(
            "out-of-range",
            reason=_("{value} 不在范围内").format(value=exact_text(value)),
            remedy=parameter.limits,
            field="value",
        )


def _constant(plan: Plan, *, formula: Formula | None) -> Fraction | None:
    if formula is None:
        return None
    try:
        value = plan.compile(formula).constant
    except FeelFailure:
        return None
    return value if isinstance(value, Fraction) else None


def _node(text: str, *, parameter: Parameter) -> Node:
    return _table(text, parameter=parameter) if parameter.is_table else _scalar(text.strip())


def _scalar(text: str) -> Scalar:
    return Scalar(text, quoted=False, place=_HERE)


def _entry(key: str, *, value: Node) -> Entry:
    return Entry(_scalar(key), value)


def _for_class(node: Node, *, word: str) -> Node:
    return Block((_entry(word, value=node),), _HERE) if word else node


def _table(text: str, *, parameter: Parameter) -> Node:
    """Lines such as 企业法人代表: 10%; with several keys 甲/乙: 1; with bands >=90: 5."""
    cells: dict[tuple[str, ...], str] = {}
    for number, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        key, sign, value = line.replace("：", ":").rpartition(":")
        path = tuple(one.strip() for one in key.split("/"))
        if not sign or not value.strip() or not all(path) or len(path) != len(parameter.keys):
            raise Refused(
                "line-wrong",
                reason=_("第 {number} 行“{line}”看不懂").format(number=number, line=line[:40]),
                remedy=_("一行一格，写成 {keys}: 值").format(keys="/".join(parameter.keys)),
                field="value",
            )
        if path in cells:
            raise Refused(
                "line-twice",
                reason=_("“{key}”写了两行").format(key="/".join(path)),
                remedy=_("一格只留一行"),
                field="value",
            )
        cells[path] = value.strip()
    is_banded = any(path[0].startswith(_BANDS) for path in cells)
    content = "档" if is_banded else "值"
    return Block((_entry(content, value=_nested(cells)),), _HERE)


def _nested(cells: Mapping[tuple[str, ...], str]) -> Block:
    heads = dict.fromkeys(path[0] for path in cells)
    return Block(tuple(_entry(head, value=_below(head, cells=cells)) for head in heads), _HERE)


def _below(head: str, *, cells: Mapping[tuple[str, ...], str]) -> Node:
    if (head,) in cells:
        return _scalar(cells[head,])
    return _nested({path[1:]: value for path, value in cells.items() if path[0] == head})


# --- what a run is given --------------------------------------------------------------------------


def in_force(revisions: Iterable[SettingRevision], *, on: date) -> SettingRevision | None:
    """The value of the latest beginning that has come; of two that begin alike, the later said."""
    begun = [one for one in revisions if one.begins_on <= on]
    return max(begun, key=lambda one: (one.begins_on, one.number), default=None)


def values_on(
    actor: Actor, *, scheme: PinnedScheme, on: date
) -> dict[tuple[str, str], SettingRevision]:
    """What holds on a day, by name and class; two queries."""
    settings = Setting.objects.of(actor).filter(scheme=scheme).prefetch_related("revisions")
    found = {(one.name, one.word): in_force(one.revisions.all(), on=on) for one in settings}
    return {key: value for key, value in found.items() if value is not None}


def given_text(actor: Actor, *, scheme: PinnedScheme, year: int) -> str:
    """The parameters in force at the end of a year, as `kaoji score --given` reads them."""
    held = values_on(actor, scheme=scheme, on=date(year, 12, 31))
    entries = []
    for one in parameters_of(scheme):
        words = {word: told.value for (name, word), told in held.items() if name == one.name}
        if words:
            entries.append(_entry(one.name, value=_given(one, words=words)))
    inside = Block(tuple(entries), _HERE)
    head = _("# {scheme} {year}：本单位设定的参数，用 kaoji score --given 读入。").format(
        scheme=scheme, year=year
    )
    return f"{head}\n{dump_document(Block((_entry('参数', value=inside),), _HERE))}"


def _given(parameter: Parameter, *, words: Mapping[str, str]) -> Node:
    """A value for all; or by class, where what is for all stands at the classes without one."""
    nodes = {word: _node(text, parameter=parameter) for word, text in words.items()}
    if set(nodes) == {""}:
        return nodes[""]
    everybody = nodes.pop("", None)
    if everybody is not None:
        nodes = {**dict.fromkeys(parameter.classes, everybody), **nodes}
    return Block(tuple(_entry(word, value=node) for word, node in nodes.items()), _HERE)
