"""Gives one process the hall's clock, which runs faster than the machine's.

What counts hours and minutes of the hall goes by that clock, and the look of each minute comes each minute of it. What
is waited for in real time stays real: signs of life, boards' reports, the paper; the rules about their silence, which
the hall measures by its clock, are stretched by the same factor.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any

from hall.clock import ScaledClock, SystemClock

_OF_REAL_TIME = {
    "hall.lives": ("DEAD_AFTER",),
    "hall.call_delivery": (
        *("UNSEEN_AFTER", "BOARD_HEARTBEAT", "BOARD_ALIVE", "BOARD_LOST"),
        *("VOICE_MARGIN", "VOICE_REST", "BEHIND"),
    ),
    "hall.station_health": ("KIOSK_SILENT",),
    "hall.spooling": ("ALONE",),
    "hall.store.estimates.estimate_work": ("LEASE",),
    "hall.store.database.clocks": ("AHEAD",),
    "hall.store.day.day_alarms": ("_TOLERANCE",),
}
"""Rules about what happens in real time, and how far two looks at one clock may lie apart."""
_DATED = ("hallctl.commands.backups", "hallctl.commands.drills", "hallctl.doctor_looks", "hallctl.doctor_meeting")
"""Commands that ask the machine for the time, past the hall's clock."""
_MINUTE_MS = 60_000


def clock_of(words: list[str]) -> ScaledClock:
    """The clock that three words tell: start, speed, and the machine's time at which it began."""
    start, speed, began = words
    return ScaledClock(datetime.fromisoformat(start), float(speed), float(began))


def words_of(clock: ScaledClock) -> list[str]:
    """The three words of a clock."""
    return [clock.start.isoformat(), str(clock.speed), str(clock.began)]


def live_on(clock: ScaledClock) -> None:
    """All that this process does from now on is done by ``clock``."""
    importlib.import_module("hall.store")
    spool = importlib.import_module("hall.printing.spool")
    patience = spool.ALONE
    for name, rules in _OF_REAL_TIME.items():
        module = importlib.import_module(name)
        for rule in rules:
            _stretch(rule, getattr(module, rule), clock.speed)
    setattr(spool, "ALONE", patience)  # noqa: B010 - held against real seconds
    _tell_the_time(clock)
    poll = importlib.import_module("qtkit.poll")
    poll.PeriodicTask.__init__.__defaults__ = (None, round(_MINUTE_MS / clock.speed))


def _stretch(rule: str, value: timedelta, speed: float) -> None:
    """Wherever a rule was taken to; another one of the same name is left alone."""
    for module in [one for name, one in sys.modules.items() if name.startswith("hall.")]:
        if getattr(module, rule, None) is value:
            setattr(module, rule, value * speed)


def _tell_the_time(clock: ScaledClock) -> None:
    def now(_self: object) -> datetime:
        return clock.now()

    SystemClock.now = now  # type: ignore[method-assign, assignment]
    from hall.store.store import Store

    made: Callable[..., None] = Store.__init__

    def on_the_clock(self: Store, url: str, given: Any = None, caller: Any = None) -> None:
        made(self, url, given or clock, caller)

    Store.__init__ = on_the_clock  # type: ignore[method-assign, assignment]


def date_commands(clock: ScaledClock) -> None:
    """The commands of this process go by ``clock``, too."""

    class HallTime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> HallTime:
            at = clock.now().astimezone(tz)
            return cls.fromtimestamp(at.timestamp(), tz)

    for name in _DATED:
        importlib.import_module(name).datetime = HallTime  # type: ignore[attr-defined]


def hours(clock: ScaledClock) -> float:
    """How many hours of the hall have passed."""
    return (clock.now() - clock.start) / timedelta(hours=1)
