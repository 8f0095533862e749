"""催报: the text to copy into a work group, with names; and the list of telephones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.web.todo import Debt, Task


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """Whom to ring up, and about what."""

    unit: str
    name: str
    post: str
    phone: str
    what: str


def chase_text(tasks: Iterable[Task]) -> str:
    """What is owed, task by task and unit by unit; nothing where nobody owes anything."""
    paragraphs = [_paragraph(task) for task in _by_day(tuple(tasks)) if task.debts]
    return "\n\n".join(paragraphs)


def _paragraph(task: Task) -> str:
    if task.due_on is None:
        head = _("【催报】{title}。").format(title=task.title)
    else:
        day = f"{task.due_on.month}月{task.due_on.day}日"
        head = _("【催报】{title}，应于 {day} 前办结。").format(title=task.title, day=day)
    return "\n".join((head, *(_owed(debt) for debt in task.debts)))


def _owed(debt: Debt) -> str:
    names = "、".join(dict.fromkeys(person.name for person in debt.people))
    return _("{unit}（{names}）：{what}").format(
        unit=debt.unit, names=names or _("没有登记经办人"), what=debt.what
    )


def phone_list(tasks: Iterable[Task]) -> tuple[PhoneLine, ...]:
    """Each person once, with everything to be asked of them; a unit without anybody stays in."""
    owed: dict[tuple[str, str, str, str], list[str]] = {}
    for task in _by_day(tuple(tasks)):
        for debt in task.debts:
            people = [(one.name, one.post, one.phone) for one in debt.people] or [("", "", "")]
            for name, post, phone in people:
                what = owed.setdefault((debt.unit, name, post, phone), [])
                what.append(f"{task.title}：{debt.what}")
    return tuple(
        PhoneLine(unit, name=name, post=post, phone=phone, what="；".join(what))
        for (unit, name, post, phone), what in owed.items()
    )


def _by_day(tasks: tuple[Task, ...]) -> list[Task]:
    """Those due first on top; those without a day at the end."""
    dated = [task for task in tasks if task.due_on is not None]
    rest = [task for task in tasks if task.due_on is None]
    return [*sorted(dated, key=lambda one: (str(one.due_on), one.title)), *rest]
