"""Lives of programs: each start of a program is one, with an id of its own next to the name of its station. Pure.

A cloned disk has the name of its original. The name is lent to one life at a time: it says every few seconds that it
lives, and when it has been silent for long the next one may have the name. A start on the same machine need not wait:
there can be seen whether the process of the life before still runs.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hall import __version__
from hall.errors import Refused
from hall.processes import Machine, Process, this_machine, this_process

BEAT = timedelta(seconds=15)
"""How often a life says that it goes on; on SQLite each word wakes the programs of the machine."""
ASK_AGAIN = timedelta(seconds=5)
"""How often a life that was refused asks again."""
DEAD_AFTER = timedelta(seconds=45)
"""A life that was silent for so long has lost the name of its station."""

ONE_EACH = frozenset({"kiosk", "display"})
"""Programs whose rows in the database go by the station alone: another machine of the name would write into them. A
counter's machine may have the name of another one as long as they stand at different counters."""


@dataclass(frozen=True, slots=True)
class Life:
    """One start of ``program`` at a station; ``place`` is what else tells it from others there, such as its zone."""

    program: str
    station: str
    place: str = ""
    machine: Machine = field(default_factory=this_machine)
    process: Process = field(default_factory=this_process)
    version: str = __version__
    id: str = field(default_factory=lambda: uuid.uuid4().hex)


@dataclass(frozen=True, slots=True)
class KnownLife:
    """A life as the database knows it: when it began and last said that it lives, whether it has the name
    (``admitted``), whether it is known to be over, from where it came, if that is known, and how far its machine's
    clock was ahead of the database's."""

    life: Life
    since: datetime
    beat_at: datetime
    admitted: bool
    ended: bool
    address: str = ""
    clock_apart: timedelta = timedelta(0)

    def goes_on(self, now: datetime) -> bool:
        """Whether it has not been silent for long. A last word that lies ahead, written before the clock went back,
        counts until somebody has put it right (``hall.store.devices.program_lives``)."""
        return not self.ended and now - self.beat_at <= DEAD_AFTER

    def beats(self, now: datetime) -> bool:
        """Whether it reported just now: for readers, who can put nothing right."""
        return not self.ended and abs(now - self.beat_at) <= DEAD_AFTER


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a life has the name of its station; ``refusal`` says who has it."""

    admitted: bool
    refusal: Refused | None = None


def last_of_each(known: Iterable[KnownLife]) -> tuple[KnownLife, ...]:
    """The life that reported last, of each program of each machine: by the station, and for counters, whose machines
    may share a name, by the machine too. In the order of stations."""
    last: dict[tuple[str, str, str], KnownLife] = {}
    for one in known:
        life = one.life
        whose = (life.station, life.program, "" if life.program in ONE_EACH else life.machine.hardware)
        if whose not in last or last[whose].beat_at < one.beat_at:
            last[whose] = one
    return tuple(last[whose] for whose in sorted(last))


def same_machine(one: Life, other: Life) -> bool:
    """Whether two lives can see each other's processes."""
    return bool(one.machine.boot) and (one.machine.boot, one.machine.space) == (other.machine.boot, other.machine.space)


def is_over(known: KnownLife, asks: Life, runs: Callable[[Process], bool | None]) -> bool:
    """Whether the life that ``asks`` can see that another one is over: its process does not run, or their machine was
    started again since."""
    theirs, mine = known.life.machine, asks.machine
    if same_machine(known.life, asks):
        return runs(known.life.process) is False
    return bool(theirs.hardware and theirs.boot and mine.boot) and (
        theirs.hardware == mine.hardware and theirs.boot != mine.boot
    )


def excludes(one: Life, other: Life) -> bool:
    """Whether two lives cannot both have the name: the same place, or two machines with what goes by the name alone."""
    if one.id == other.id or (one.program, one.station) != (other.program, other.station):
        return False
    return one.place == other.place or (one.program in ONE_EACH and not same_machine(one, other))


def refusal_of(holder: KnownLife, asks: Life) -> Refused:
    """Why the life that ``asks`` does not get the name that ``holder`` has."""
    if same_machine(holder.life, asks):
        return Refused("same_name_here", station=asks.station, pid=holder.life.process.pid)
    return Refused("same_name_elsewhere", station=asks.station, where=where(holder))


def where(known: KnownLife) -> str:
    """How a technician finds the machine of a life."""
    card = known.life.machine.hardware
    address = ":".join(card[at : at + 2] for at in range(0, len(card), 2))
    found = [text for text in (known.address, address) if text]
    return f"{' / '.join(found) or '?'}, {known.life.process.pid}"
