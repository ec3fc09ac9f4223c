"""The closing sheet of a business day: what became of its numbers, by the service that gave them. Pure.

A line follows the prefix of its numbers: what was transferred or corrected to another service stays in the line of the
slip that the visitor holds, so that every line adds up: ``issued`` is the sum of all that is next to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import NamedTuple

from hall.lifecycle import OPEN_STATES, Outcome, State
from hall.numbering import code_of


@dataclass(frozen=True, slots=True)
class TicketGroup:
    """Tickets of one ``prefix`` that ended alike: their ``state`` and ``outcome``, whether the closing of the day ended
    them (``by_closing``), how many they are, and their first and last number."""

    prefix: str
    state: State
    outcome: str
    by_closing: bool
    count: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SheetGap:
    """Numbers without a ticket of that day: given on paper, or taken along to another day; why, and by whom.
    ``withdrawn``: their import was taken back, so nobody holds them; ``reason`` is that of the import."""

    prefix: str
    first: int
    last: int
    reason: str
    by: str
    withdrawn: bool = False

    @property
    def codes(self) -> str:
        """``A-052`` or ``A-052–A-057``."""
        first, last = code_of(self.prefix, self.first), code_of(self.prefix, self.last)
        return first if first == last else f"{first}\u2013{last}"


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """What became of numbers. ``waiting`` had not ended: when the day closed, or until now while it is open."""

    issued: int = 0
    served: int = 0
    not_served: int = 0
    no_show: int = 0
    cancelled: int = 0
    waiting: int = 0

    def __add__(self, other: SheetCounts) -> SheetCounts:
        return SheetCounts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class SheetLine:
    """The numbers of one service; ``first`` and ``last`` are codes, empty when all of them were given on paper."""

    prefix: str
    service: str
    agency: str
    counts: SheetCounts
    first: str
    last: str
    gaps: tuple[SheetGap, ...] = ()

    @property
    def last_number(self) -> int:
        """The last number that was given, on paper too; 0 for none."""
        ticket = int(self.last.rpartition("-")[2]) if self.last else 0
        return max([ticket, *(gap.last for gap in self.gaps)])


class SheetMove(NamedTuple):
    """So many numbers of ``prefix`` are of the service of another prefix (``to``) in the end: transferred, moved from a
    service that closed, or corrected. Reports count them there."""

    prefix: str
    to: str
    numbers: int


@dataclass(frozen=True, slots=True)
class ClosingSheet:
    """A business day and its numbers. ``closed_at`` is None while it is open, ``expired`` when it ended by itself;
    ``opened_by`` and ``closed_by`` are names of people, or who else acted. Times are in the hall's zone."""

    hall: str
    city: str
    day: date
    opened_at: datetime
    opened_by: str
    made_at: datetime
    closed_at: datetime | None = None
    closed_by: str = ""
    reason: str = ""
    expired: bool = False
    lines: tuple[SheetLine, ...] = ()
    moved: tuple[SheetMove, ...] = ()

    @property
    def total(self) -> SheetCounts:
        """All lines together."""
        return sum((line.counts for line in self.lines), SheetCounts())

    @property
    def gaps(self) -> tuple[SheetGap, ...]:
        """The gaps of all lines."""
        return tuple(gap for line in self.lines for gap in line.gaps)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An import of the numbers from ``first`` to ``last`` that was taken back: when, by whom, why it was made, and
    which of its numbers went with it (``gone``)."""

    prefix: str
    first: int
    last: int
    at: datetime
    by: str
    reason: str
    gone: tuple[int, ...]


def gaps_of(gaps: Iterable[tuple[SheetGap, datetime]], taken_back: Iterable[TakenBack]) -> tuple[SheetGap, ...]:
    """The gaps, each given with its time, and what went with imports: neighbours of one import are one gap. An import
    that was taken back before a gap was written did not make it."""
    wrong = tuple(taken_back)
    left: list[SheetGap] = []
    of: dict[TakenBack, list[tuple[int, int]]] = {one: [(number, number) for number in one.gone] for one in wrong}
    for gap, at in gaps:
        made = (
            one for one in wrong if one.prefix == gap.prefix and one.first <= gap.first <= one.last and at <= one.at
        )
        one = next(made, None)
        if one is None:
            left.append(gap)
        else:
            of[one].append((gap.first, gap.last))
    return (*left, *(gap for one, spans in of.items() for gap in _joined(one, sorted(spans))))


def _joined(one: TakenBack, spans: list[tuple[int, int]]) -> list[SheetGap]:
    runs: list[tuple[int, int]] = []
    for first, last in spans:
        if runs and first == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], last
        else:
            runs.append((first, last))
    return [SheetGap(one.prefix, first, last, one.reason, one.by, withdrawn=True) for first, last in runs]


class SheetService(NamedTuple):
    """The names of the service of a prefix and of its agency."""

    service: str
    agency: str


def lines_of(
    services: Mapping[str, SheetService], groups: Iterable[TicketGroup], gaps: Iterable[SheetGap]
) -> tuple[SheetLine, ...]:
    """A line for each prefix that has numbers or gaps: in the order of ``services``, others after them."""
    of: dict[str, list[TicketGroup]] = {}
    missing: dict[str, list[SheetGap]] = {}
    for group in groups:
        of.setdefault(group.prefix, []).append(group)
    for gap in gaps:
        missing.setdefault(gap.prefix, []).append(gap)
    used = {*of, *missing}
    order = [*(prefix for prefix in services if prefix in used), *sorted(used - set(services))]
    return tuple(_line(prefix, services.get(prefix), of.get(prefix, []), missing.get(prefix, [])) for prefix in order)


def _line(prefix: str, names: SheetService | None, groups: list[TicketGroup], gaps: list[SheetGap]) -> SheetLine:
    counts = sum(map(_counts, groups), SheetCounts())
    first = code_of(prefix, min(group.first for group in groups)) if groups else ""
    last = code_of(prefix, max(group.last for group in groups)) if groups else ""
    service, agency = names or (prefix, "")
    ordered = tuple(sorted(gaps, key=lambda gap: gap.first))
    return SheetLine(prefix, service, agency, counts, first, last, ordered)


def _counts(group: TicketGroup) -> SheetCounts:
    number = group.count
    if group.state in OPEN_STATES or (group.state is State.CANCELLED and group.by_closing):
        return SheetCounts(issued=number, waiting=number)
    if group.state is State.CANCELLED:
        return SheetCounts(issued=number, cancelled=number)
    if group.state is State.NO_SHOW:
        return SheetCounts(issued=number, no_show=number)
    if group.outcome == Outcome.NOT_SERVED:
        return SheetCounts(issued=number, not_served=number)
    return SheetCounts(issued=number, served=number)
