"""The scheme as frozen records: what the regulation says, before anything is compiled.

The loader fills these records from the positioned YAML tree; the linter checks them; `plan`
lowers them. Numbers, weights, edges, caps and amounts are all *formulas*: a literal is a formula
without names, an open parameter (待定) one that names its parameter. So one mechanism serves
constants, parameters, per-unit weights (`K.权重`) and tables by class.
"""

from kaoji.engine.scheme.model.amounts import (
    Formula,
    RoundingRule,
)
from kaoji.engine.scheme.model.inputs import (
    Carry,
    FieldSpec,
    InputSpec,
    RowKind,
    ValueType,
)
from kaoji.engine.scheme.model.nodes import (
    AbsenceRule,
    Combine,
    Derived,
    Effect,
    Item,
    MissingPolicy,
    NotApplicablePolicy,
    Parameter,
    Parts,
    Requirement,
    Role,
)
from kaoji.engine.scheme.model.sources import (
    Argument,
    Band,
    Events,
    Feed,
    Panel,
    PlanItems,
    RaterClass,
    RuleCall,
    Source,
    Table,
)
from kaoji.engine.scheme.model.standing import (
    Act,
    Bar,
    Consequence,
    EffectStep,
    Grade,
    GradeCondition,
    Grading,
    Honour,
    Quota,
    Ranking,
    RankMethod,
    SeatRounding,
    SortKey,
    Standing,
    TieRule,
    Veto,
)
from kaoji.engine.scheme.model.whole import (
    ROOT,
    Example,
    Scheme,
    Subjects,
)

__all__ = [
    "ROOT",
    "AbsenceRule",
    "Act",
    "Argument",
    "Band",
    "Bar",
    "Carry",
    "Combine",
    "Consequence",
    "Derived",
    "Effect",
    "EffectStep",
    "Events",
    "Example",
    "Feed",
    "FieldSpec",
    "Formula",
    "Grade",
    "GradeCondition",
    "Grading",
    "Honour",
    "InputSpec",
    "Item",
    "MissingPolicy",
    "NotApplicablePolicy",
    "Panel",
    "Parameter",
    "Parts",
    "PlanItems",
    "Quota",
    "RankMethod",
    "Ranking",
    "RaterClass",
    "Requirement",
    "Role",
    "RoundingRule",
    "RowKind",
    "RuleCall",
    "Scheme",
    "SeatRounding",
    "SortKey",
    "Source",
    "Standing",
    "Subjects",
    "Table",
    "TieRule",
    "ValueType",
    "Veto",
]
