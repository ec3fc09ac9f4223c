"""Somebody in front of a program: looks ten times a second, does what a person would, writes down what is seen."""

from __future__ import annotations

import json
import random
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Slot

from hall.clock import ScaledClock

ZONE = ZoneInfo("Asia/Makassar")
_LOOK_MS = 100


class Person(QObject):
    """``look`` is done ten times a second; one that meets a bug ends the program, which is a finding."""

    def __init__(self, clock: ScaledClock, journal: Path, dice: random.Random) -> None:
        super().__init__()
        self.clock, self.dice = clock, dice
        self._file = journal.open("a", encoding="utf-8", buffering=1)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.on_time)
        self._timer.start()

    @Slot()
    def on_time(self) -> None:
        """Looks."""
        self.look()

    def look(self) -> None:
        """Do what is to be done now."""
        raise NotImplementedError

    def now(self) -> datetime:
        """The hall's local time."""
        return self.clock.now().astimezone(ZONE)

    def write(self, **what: Any) -> None:
        """One line."""
        self._file.write(json.dumps({"at": self.now().isoformat(), **what}) + "\n")

    def close(self) -> None:
        """Goes home."""
        self._timer.stop()
        self._file.close()


def minutes(dice: random.Random, mean: float, least: float = 0.0) -> timedelta:
    """A span of so many minutes in the mean, at least ``least``."""
    return timedelta(minutes=max(least, dice.expovariate(1 / mean)))


def between(now: datetime, first: time, last: time) -> bool:
    """Whether it is a weekday, and the time of day from ``first`` to before ``last``."""
    return now.weekday() < 5 and first <= now.time() < last
