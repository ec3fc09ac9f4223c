"""Whether a command that was sent may still be kept: it can be withdrawn until the moment of its commit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from hall.errors import Withdrawn

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork

T = TypeVar("T")
_SAID = "withdrawn before it was kept, nothing was written"


class Permit:
    """Of one command, for all its tries: used by the worker, which asks it, and by the GUI thread, which withdraws."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._withdrawn = self._used = False

    def act(self, store: Store, job: Callable[[UnitOfWork], T]) -> T:
        """Does ``job`` in a unit of work of ``store``. Raises Withdrawn when it was withdrawn before its commit."""
        if self._withdrawn:
            raise Withdrawn(_SAID)
        return store.act(job, self._use)

    def withdraw(self) -> bool:
        """Nothing is kept from here on; True when nothing was, False when a commit has begun, whose end only the
        database knows."""
        with self._lock:
            self._withdrawn = True
            return not self._used

    def _use(self) -> None:
        with self._lock:
            if self._withdrawn:
                raise Withdrawn(_SAID)
            self._used = True
