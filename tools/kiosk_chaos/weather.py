"""How store and printer are at one time: well, slow, failing, or away; the main thread decides, theirs obey."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TypeVar

from hall.access import By
from hall.errors import StoreUnavailable
from hall.printing.answers import Problem
from hall.printing.closing_strip import Printable
from hall.printing.outcome import PrinterStatus, PrintOutcome, PrintResult
from hall.printing.talk import Patience, no_patience
from hall.store import Reader, Store, UnitOfWork

T = TypeVar("T")

_SLOW_S = 0.06
_SLOW_SLIP_S = 0.25


class Mood(StrEnum):
    """How a part behaves; ``LOSES``: what is written is kept, and its answer does not come."""

    WELL = "well"
    SLOW = "slow"
    FAILS = "fails"
    AWAY = "away"
    LOSES = "loses"


STORE_MOODS = (Mood.WELL, Mood.WELL, Mood.WELL, Mood.SLOW, Mood.FAILS, Mood.AWAY, Mood.LOSES)
PRINTER_MOODS = (Mood.WELL, Mood.WELL, Mood.WELL, Mood.SLOW, Mood.FAILS, Mood.AWAY, Mood.LOSES)
_ONE_IN_FAILS = 3


class Weather:
    """The moods of ``store`` and ``printer``; chances are drawn with ``seed``. ``faults`` counts what was done."""

    def __init__(self, seed: int) -> None:
        self.store = self.printer = Mood.WELL
        self.faults: dict[str, int] = {}
        self._random = random.Random(seed)

    def clear(self) -> None:
        """Everything is well."""
        self.store = self.printer = Mood.WELL

    def count(self, what: str) -> None:
        """One more fault of that kind."""
        self.faults[what] = self.faults.get(what, 0) + 1

    def fails_now(self) -> bool:
        """Whether it is this time that a failing part fails."""
        return self._random.randrange(_ONE_IN_FAILS) == 0


class WeatherStore(Store):
    """A real store whose machine is slow, away, or loses answers as ``weather`` says."""

    def __init__(self, url: str, weather: Weather) -> None:
        super().__init__(url)
        self._weather = weather

    def act(self, operation: Callable[[UnitOfWork], T], permit: Callable[[], None] | None = None) -> T:
        self._before()
        done = super().act(operation, permit)
        return self._after(done)

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        self._before()
        return self._after(super().run(work))

    @contextmanager
    def read(self, by: By | None = None) -> Iterator[Reader]:
        self._before()
        with super().read(by) as reader:
            yield reader

    def _before(self) -> None:
        mood = self._weather.store
        if mood is Mood.SLOW:
            self._weather.count("store slow")
            time.sleep(_SLOW_S)
        elif mood is Mood.AWAY or (mood is Mood.FAILS and self._weather.fails_now()):
            self._weather.count("store away")
            raise StoreUnavailable("the database is away, as planned")

    def _after(self, done: T) -> T:
        if self._weather.store is Mood.LOSES and self._weather.fails_now():
            self._weather.count("answer lost")
            raise StoreUnavailable("the answer is lost, as planned")
        return done


class WeatherPrinter:
    """A printer that answers each slip as ``weather`` says; ``slips`` counts those that are out."""

    def __init__(self, weather: Weather) -> None:
        self._weather = weather
        self.slips = 0

    def print(self, slip: Printable, patience: Patience = no_patience) -> PrintResult:
        """As the printer is now."""
        mood, weather = self._weather.printer, self._weather
        if mood is Mood.SLOW:
            weather.count("printer slow")
            time.sleep(_SLOW_SLIP_S)
        elif mood is Mood.AWAY:
            weather.count("printer away")
            return PrintResult(PrintOutcome.NOT_SENT, "away, as planned", Problem.UNREACHABLE)
        elif mood is Mood.FAILS and weather.fails_now():
            weather.count("slip blocked")
            return PrintResult(PrintOutcome.BLOCKED, "blocked, as planned", Problem.PAPER_OUT)
        elif mood is Mood.LOSES and weather.fails_now():
            weather.count("slip unknown")
            return PrintResult(PrintOutcome.UNKNOWN, "nobody knows, as planned", Problem.NONE)
        self.slips += 1
        return PrintResult(PrintOutcome.PRINTED, "out")

    def poll(self) -> PrinterStatus:
        """How it is between two slips."""
        away = self._weather.printer is Mood.AWAY
        return PrinterStatus(Problem.UNREACHABLE if away else Problem.NONE, "as planned")

    def warm_up(self) -> None:
        """There is nothing to load."""
