"""Works out what the hall says of waits, in a thread of its own that gives way to everybody; one program of the hall
does it, the others ask now and then whether they are to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from qtkit.low_priority import give_way
from qtkit.poll import PeriodicTask
from qtkit.serial_worker import SerialWorker

EVERY_MS = 3_000
"""How old what is said gets at most while numbers are called and given."""


class Keeper(Protocol):
    """What works the estimates out: ``hall.store.WaitsKeeper``."""

    def step(self) -> bool:
        """Work them out, where no other program does."""
        ...

    def close(self) -> None:
        """Let another program do it."""
        ...


class WaitsTask(QObject):
    """``start`` it when the store was opened; ``make`` runs in its own thread, because it imports SQLAlchemy."""

    def __init__(self, make: Callable[[], Keeper], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._keeper: Keeper | None = None
        self._worker = SerialWorker()
        self._task = PeriodicTask(self._worker, self._step, self, every_ms=EVERY_MS)

    @Slot()
    def start(self) -> None:
        """Begins."""
        self._task.start()

    def close(self) -> None:
        """Runs no more, and lets another program do it at once."""
        self._task.close()
        if self._keeper is not None:
            self._worker.run(self._keeper.close, last_word=True)
        self._worker.close()

    def _step(self) -> None:
        if self._keeper is None:
            give_way()
            self._keeper = self._make()
        self._keeper.step()
