"""Who acts: a person of an organisation, with the roles that the day gives, from somewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from kaoji.web.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, or a command, or the clock.

    `unit_keys`: units in which the person holds a post today; `posts`: with which role in which of
    them. `name` and `username` are kept in
    the audit log as text, so that nobody's leaving changes what was written.
    """

    username: str
    name: str
    organisation_key: int | None
    person_key: int | None = None
    roles: frozenset[Role] = frozenset()
    unit_keys: frozenset[int] = frozenset()
    posts: frozenset[tuple[int, Role]] = frozenset()
    post: str = ""
    address: str = ""
    stands_in_for: str = ""
    extra: frozenset[str] = field(default=frozenset())

    def units_with(self, roles: frozenset[Role]) -> frozenset[int]:
        """The units in which the person holds one of some roles today."""
        return frozenset(unit for unit, role in self.posts if role in roles)

    @property
    def shown(self) -> str:
        """The person as pages and papers name it."""
        return f"{self.post} · {self.name}" if self.post else self.name


#: The program itself: the daily clock, a command on the machine.
THE_SYSTEM = Actor(username="", name="系统", organisation_key=None)
