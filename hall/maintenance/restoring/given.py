"""Which numbers may be out on paper though a restored backup does not know them: the rule, pure.

For each prefix, on the business day at the moment of the restore (codes begin again on every business day):

1. What is proven counts: the backup's own last number, the highest number in any kiosk's journal, and the newest slip
   that somebody has typed in. The highest of them is out.
2. It is the end of it when a person has typed the newest slip, or when the journal of every kiosk is there, tells
   numbers since before the backup, and was not itself in the backup; the latter where only kiosks gave numbers of the
   prefix lately, for those of a desk or of a command are in no journal. A typed slip that is older than what is proven
   is not the newest, and no end.
3. Otherwise nobody can prove where the numbers ended. They go on after the backup's last number and the most that the
   prefix was ever given within an hour for each hour since the backup, opening hours alone, rounded up; and where
   something is proven, at least one such hour behind that. Where more is proven of any prefix than this would have made
   of it, the day is that much busier than all before, and the hours of all count for so much more. A prefix without a
   history counts as the busiest one, and in a hall without any history as ``UNKNOWN_AN_HOUR``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import ceil

from hall.manual_numbers import LARGEST, Past
from hall.printing.journal_lines import ReadJournal
from hall.views.given import GivenView, PrefixGiven

UNKNOWN_AN_HOUR = 60
"""Numbers an hour where no history says how fast they come: one a minute."""
FEW_AN_HOUR = 5
"""A prefix with fewer at most says nothing of how busy the day is."""
MOST_TYPED = 2000
"""A typed slip that lies further ahead than this points to a slip of the finger."""


class Proof(StrEnum):
    """What says where the numbers of a prefix ended."""

    NOTHING_SINCE = "nothing_since"
    TYPED = "typed"
    JOURNALS = "journals"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Jump:
    """Where the numbers of a prefix go on: after ``last``, of which those up to ``proven`` are out, by ``proof``.
    ``before`` is the last number in the backup, ``sources`` what proved something, ``hourly`` and ``hours`` are what
    nobody could prove was reckoned with, ``too_old`` a slip that was typed as the newest and is not."""

    prefix: str
    service: str
    before: int
    proven: int
    last: int
    proof: Proof
    sources: tuple[str, ...] = ()
    hourly: int = 0
    hours: int = 0
    too_old: int | None = None

    @property
    def past(self) -> Past:
        """What the hall is told."""
        return Past(self.prefix, self.proven, self.last)

    @property
    def moves(self) -> bool:
        """Whether the numbers go on elsewhere than the backup says."""
        return self.last > self.before


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is there besides the database: ``journals`` that kiosks have now, those that were ``in_backup``, and the
    newest slips that somebody has ``typed``, by prefix. ``backup_at`` (aware) is when the backup was made."""

    backup_at: datetime
    journals: tuple[ReadJournal, ...] = ()
    in_backup: tuple[ReadJournal, ...] = ()
    typed: Mapping[str, int] | None = None

    def missing(self, kiosks: Iterable[str]) -> tuple[str, ...]:
        """The kiosks whose journal is not there, or does not tell every number since the backup."""
        telling = {one.station for one in self.journals if one.since is not None and one.since <= self.backup_at}
        return tuple(kiosk for kiosk in kiosks if kiosk not in telling)


def jumps(given: GivenView, evidence: Evidence) -> tuple[Jump, ...]:
    """Where the numbers of every prefix go on, in the order of the hall."""
    complete = bool(given.kiosks) and not evidence.missing(given.kiosks)
    busiest = max((one.busiest for one in given.prefixes), default=0) or UNKNOWN_AN_HOUR
    pace = _pace(given, evidence)
    rates = {one.prefix: ceil((one.busiest or busiest) * pace) for one in given.prefixes}
    return tuple(_jump(one, given, evidence, complete=complete, hourly=rates[one.prefix]) for one in given.prefixes)


def _jump(one: PrefixGiven, given: GivenView, evidence: Evidence, *, complete: bool, hourly: int) -> Jump:
    noted = _noted(one.prefix, given, evidence)
    proven, hours = _proven(one, given, evidence), _hours(one)
    sources = tuple(station for station, number in noted.items() if number == proven and number > one.last)
    made = (one.prefix, one.service, one.last, proven)
    typed = (evidence.typed or {}).get(one.prefix)
    if typed is not None and not is_too_old(typed, one.last, proven):
        return Jump(*made, proven, Proof.TYPED, sources)
    if (complete and not one.elsewhere) or not hours:
        return Jump(*made, proven, Proof.JOURNALS if proven > one.last else Proof.NOTHING_SINCE, sources)
    last = max(one.last + hourly * hours, proven + hourly if proven > one.last else 0)
    return Jump(*made, min(last, LARGEST), Proof.RATE, sources, hourly, hours, typed)


def is_too_old(typed: int, before: int, proven: int) -> bool:
    """Whether a slip that is said to be the newest cannot be it; 0, for none since, holds while none is proven."""
    return typed < proven and not (typed == 0 and proven == before)


def _noted(prefix: str, given: GivenView, evidence: Evidence) -> dict[str, int]:
    """The highest number of a prefix that is in the journal of each station."""
    noted: dict[str, int] = {}
    for journal in (*evidence.in_backup, *evidence.journals):
        number = journal.numbers.get((given.day, prefix), 0)
        noted[journal.station] = max(number, noted.get(journal.station, 0))
    return noted


def _proven(one: PrefixGiven, given: GivenView, evidence: Evidence) -> int:
    typed = (evidence.typed or {}).get(one.prefix, 0)
    return max([one.last, typed, *_noted(one.prefix, given, evidence).values()])


def _hours(one: PrefixGiven) -> int:
    """The opening hours since the backup, each that has begun."""
    return -(-one.open_for // timedelta(hours=1))


def _pace(given: GivenView, evidence: Evidence) -> float:
    """How much busier the day is than the busiest hours of the history, by what is proven; at least 1."""
    shares = (
        (_proven(one, given, evidence) - one.last) / (one.busiest * _hours(one))
        for one in given.prefixes
        if one.busiest >= FEW_AN_HOUR and _hours(one)
    )
    return max([1.0, *shares])


def newest(journals: Iterable[ReadJournal]) -> tuple[ReadJournal, ...]:
    """One journal of each station: where copies of one are given, what any of them tells, since the latest."""
    found: dict[str, ReadJournal] = {}
    for one in journals:
        other = found.get(one.station)
        if other is not None:
            numbers = {
                key: max(one.numbers.get(key, 0), other.numbers.get(key, 0)) for key in {**one.numbers, **other.numbers}
            }
            one = ReadJournal(one.station, _later(one.since, other.since), numbers)  # noqa: PLW2901
        found[one.station] = one
    return tuple(found.values())


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two beginnings; none where one of them tells no numbers."""
    return None if one is None or other is None else max(one, other, key=lambda at: at.astimezone(UTC))
