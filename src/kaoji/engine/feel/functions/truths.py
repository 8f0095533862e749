"""Built-ins over truths and absences."""

from __future__ import annotations

from collections.abc import Callable

from kaoji.engine.feel.comparison import is_of
from kaoji.engine.feel.functions.model import Arguments, Builtin, Kind, Parameter, always, items
from kaoji.engine.feel.kinds import TRUTH
from kaoji.engine.feel.logic import logical_and, logical_or
from kaoji.engine.plinth.values import Null, Reason, Value

TRUTHS = Parameter("列表", "list", Kind.TRUTHS)
VALUE = Parameter("值", "value", Kind.ANY)


def _is_null(*reasons: Reason) -> Callable[[Arguments], Value]:
    def test(value: Value) -> bool:
        return isinstance(value, Null) and value.reason in reasons

    return lambda given: is_of(given[0], test=test)


BUILTINS = (
    Builtin(
        "是否全部", ("all",), (TRUTHS,), always(TRUTH),
        lambda given: logical_and(*items(given[0])),
        "各项都为真；空列表为真",
        "All are true; true of an empty list",
        {"是否全部([1 < 2, 2 < 3])": "是"},
        is_variadic=True,
    ),
    Builtin(
        "是否任一", ("any",), (TRUTHS,), always(TRUTH),
        lambda given: logical_or(*items(given[0])),
        "至少一项为真；空列表为假",
        "At least one is true; false of an empty list",
        {"是否任一([1 > 2, 2 < 3])": "是"},
        is_variadic=True,
    ),
    Builtin(
        "是不适用", ("is not applicable",), (VALUE,), always(TRUTH),
        _is_null(Reason.NOT_APPLICABLE),
        "是空值，且原因是不适用",
        "It is null because it does not apply",
        {"是不适用(1)": "否"},
    ),
    Builtin(
        "是无定义", ("is undefined",), (VALUE,), always(TRUTH),
        _is_null(Reason.UNDEFINED),
        "是空值，且原因是无定义(如分母为零)",
        "It is null because it is undefined (such as 1/0)",
        {"是无定义(1 / 0)": "是"},
    ),
)  # fmt: skip
