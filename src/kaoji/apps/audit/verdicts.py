"""Verifying the chain: every digest worked out anew, every link, the head, the anchors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256

from kaoji.apps.audit.anchors import Anchor
from kaoji.apps.audit.chain import BEGINNING, SEPARATOR, digest_of_bytes
from kaoji.apps.audit.models import Gap

#: An entry: its number, the text that is sealed, in bytes, and the two digests that stand in it.
Row = tuple[int, bytes, str, str]
_SEPARATOR = SEPARATOR.encode()


class Fault(Enum):
    """What is wrong with the log."""

    ALTERED = "altered"
    MISSING = "missing"
    SURPLUS = "surplus"
    UNLINKED = "unlinked"
    GAP = "gap"
    CUT = "cut"
    HEAD = "head"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True)
class Finding:
    """The first fault: the entry where it shows, and how far before it may have begun."""

    fault: Fault
    number: int
    not_before: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification came to."""

    entry_count: int
    last: int
    digest: str
    finding: Finding | None = None
    #: Anchors that agree with the log, and those whose entries have been purged.
    met: tuple[Anchor, ...] = ()
    purged: tuple[Anchor, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.finding is None


class _FoundError(Exception):
    def __init__(self, fault: Fault, *, number: int, not_before: int | None = None) -> None:
        super().__init__(fault)
        self.finding = Finding(fault, number, number if not_before is None else not_before)


@dataclass(slots=True)
class _Walk:
    """How far along the chain we are."""

    gaps: Mapping[int, Gap]
    awaited: dict[int, list[Anchor]]
    next: int = 1
    previous: str = BEGINNING
    count: int = 0
    met: list[Anchor] = field(default_factory=list)

    def cross_gaps(self, *, until: int | None) -> None:
        """Step over what was purged, as far as signed gaps reach."""
        while (until is None or self.next < until) and self.next in self.gaps:
            gap = self.gaps[self.next]
            if gap.previous != self.previous:
                raise _FoundError(Fault.GAP, number=gap.first, not_before=gap.first - 1)
            self.next, self.previous = gap.last + 1, gap.digest
            self.meet(gap.last)

    def take_all(self, rows: Iterable[Row]) -> None:
        """Hold each entry against the one before. Most are sound and have no anchor: these are seen
        to here, in the fewest steps, and whatever is otherwise is looked at by `take`.
        """
        awaited, hashed = self.awaited, sha256
        for row in rows:
            number, told, previous, digest = row
            if (
                number == self.next
                and previous == self.previous
                and hashed(told).hexdigest() == digest
                and number not in awaited
            ):
                self.next, self.previous = number + 1, digest
                self.count += 1
            else:
                self.take(row)

    def take(self, row: Row) -> None:
        """Hold one entry against the one before."""
        number, told, previous, digest = row
        if number != self.next:
            self._skip_to(number)
        is_sealed = digest_of_bytes(told) == digest
        if previous != self.previous:
            raise self._unlinked(row, is_sealed=is_sealed)
        if not is_sealed:
            raise _FoundError(Fault.ALTERED, number=number)
        self.next, self.previous = number + 1, digest
        self.count += 1
        if number in self.awaited:
            self.meet(number)

    def _skip_to(self, number: int) -> None:
        """Only what was purged may be missing, and nothing may come twice."""
        self.cross_gaps(until=number)
        if number > self.next:
            raise _FoundError(Fault.MISSING, number=self.next)
        if number < self.next:
            raise _FoundError(Fault.SURPLUS, number=number)

    def meet(self, number: int) -> None:
        """Hold the anchors of this place against what stands there."""
        for anchor in self.awaited.pop(number, ()):
            if not self.previous.startswith(anchor.digest):
                sound = max((one.number for one in self.met), default=0)
                raise _FoundError(Fault.ANCHOR, number=number, not_before=sound + 1)
            self.met.append(anchor)

    def _unlinked(self, row: Row, *, is_sealed: bool) -> _FoundError:
        """An entry does not seal the one before: which of the two is not what it was?"""
        number, told, _previous, digest = row
        rest = told.partition(_SEPARATOR)[2]
        # Sealed under the number before: another entry was pushed in front of it.
        was_pushed = digest_of_bytes(b"%d%b%b" % (number - 1, _SEPARATOR, rest)) == digest
        if was_pushed:
            return _FoundError(Fault.SURPLUS, number=number - 1)
        if is_sealed:
            return _FoundError(Fault.UNLINKED, number=number, not_before=number - 1)
        return _FoundError(Fault.ALTERED, number=number)


def examine(
    rows: Iterable[Row],
    *,
    gaps: Iterable[Gap],
    head: Callable[[], Anchor],
    anchors: Iterable[Anchor] = (),
) -> Verdict:
    """Verify entries in the order of their numbers; stops at the first fault.

    `gaps`: only those whose signature holds. `head` is asked before the first row and after the
    last one, because others may write in between.
    """
    awaited: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        awaited.setdefault(anchor.number, []).append(anchor)
    walk = _Walk(gaps={gap.first: gap for gap in gaps}, awaited=awaited)
    least = head().number
    try:
        walk.take_all(rows)
        walk.cross_gaps(until=None)
        _look_at_the_end(walk, least=least, head=head())
    except _FoundError as found:
        return Verdict(walk.count, walk.next - 1, walk.previous, found.finding, tuple(walk.met))
    purged = tuple(one for some in walk.awaited.values() for one in some)
    return Verdict(walk.count, walk.next - 1, walk.previous, None, tuple(walk.met), purged)


def _look_at_the_end(walk: _Walk, *, least: int, head: Anchor) -> None:
    last = walk.next - 1
    if least > last or any(number > last for number in walk.awaited):
        raise _FoundError(Fault.CUT, number=last + 1)
    is_behind = head.number < last
    if is_behind or (head.number == last and head.digest != walk.previous):
        raise _FoundError(Fault.HEAD, number=last)
