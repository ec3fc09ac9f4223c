"""Which version each machine of the hall reports, and which machines still need the new one. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.identifiers import key_of
from hall.lives import KnownLife
from hall.maintenance.updating.errors import UpdateRefused
from hall.versions import parts

KNOWN_FOR = timedelta(days=30)
"""A machine that was silent for longer is none of the hall's any more: nobody waits for its update."""


@dataclass(frozen=True, slots=True)
class StationVersion:
    """A program of a machine: the ``version`` that it reported (empty for one that did not say it), its last sign of
    life, whether it ``runs``, needs the new version, and whether it is ``stopped``, too old for the database."""

    station: str
    program: str
    version: str
    last: datetime
    runs: bool
    needs_update: bool
    stopped: bool

    def name(self) -> str:
        """As lists say it: ``kiosk-1 (kiosk, 1.2.2)``."""
        return f"{self.station} ({self.program}, {self.version or 'no version'})"


def versions(lives: Iterable[KnownLife], now: datetime, wanted: str, oldest: str) -> tuple[StationVersion, ...]:
    """The machines that reported in the last ``KNOWN_FOR``; all should have the version ``wanted``, and the database
    asks for the ``oldest``."""
    return tuple(
        StationVersion(
            station=known.life.station,
            program=known.life.program,
            version=known.life.version,
            last=known.beat_at,
            runs=known.beats(now),
            needs_update=parts(known.life.version) < parts(wanted),
            stopped=parts(known.life.version) < parts(oldest),
        )
        for known in lives
        if now - known.beat_at <= KNOWN_FOR
    )


def waited_for(stations: Iterable[StationVersion], excepted: Collection[str]) -> tuple[StationVersion, ...]:
    """The machines without which an update cannot be finished; ``excepted`` are names of machines that nobody will
    update. Raises UpdateRefused when one of those is no machine of the hall."""
    known = tuple(stations)
    names = {key_of(one.station) for one in known}
    strange = [name for name in excepted if key_of(name) not in names]
    if strange:
        listed = ", ".join(sorted({one.station for one in known})) or "none"
        raise UpdateRefused("unknown_station", f"No station {strange[0]} has reported; those that have: {listed}.")
    left_out = {key_of(name) for name in excepted}
    return tuple(one for one in known if one.needs_update and key_of(one.station) not in left_out)
