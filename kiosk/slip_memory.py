"""What the print thread knows of slips: which it was given, how they ended, and which are tried once more."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from hall.printing.spool import PrintRequest, SlipEnd
from hall.spooling import pause_s

_REMEMBERED = 1000


@dataclass(slots=True)
class Again:
    """A slip to try once more, and when; ``shown`` is what the screen said last."""

    order: PrintRequest
    due: float
    tries: int
    shown: tuple[str, str]


class Retries:
    """Slips that are tried again by themselves, each after a pause that grows."""

    def __init__(self) -> None:
        self._waiting: list[Again] = []

    @property
    def due(self) -> float | None:
        """When the next one is to be tried (``time.monotonic``), None without one."""
        return min((again.due for again in self._waiting), default=None)

    def add(self, order: PrintRequest, end: SlipEnd, tries: int) -> None:
        """A slip has ended so after so many ``tries``: it is tried again if that may help."""
        if not end.again:
            return
        # Something of a blocked or an unknown slip may be out already: the next one says that it is a copy.
        copy = end.copy + (end.outcome != "not_sent")
        due = time.monotonic() + pause_s(tries)
        self._waiting.append(Again(replace(order, copy=copy), due, tries, (end.outcome, end.problem)))

    def take(self) -> Again:
        """The next one, which waits no more; there must be one."""
        again = min(self._waiting, key=lambda waiting: waiting.due)
        self._waiting.remove(again)
        return again

    def hurry(self) -> None:
        """All are due now."""
        for again in self._waiting:
            again.due = 0.0


class SlipMemory:
    """The numbers whose slips were ordered, and how the last thousand of them ended."""

    def __init__(self) -> None:
        self._ends: OrderedDict[int, SlipEnd] = OrderedDict()
        self._ordered: set[int] = set()

    def order(self, ticket_id: int) -> None:
        """That slip is no leftover."""
        self._ordered.add(ticket_id)

    def is_ordered(self, ticket_id: int) -> bool:
        """Whether that slip is no leftover."""
        return ticket_id in self._ordered

    def end_of(self, ticket_id: int) -> SlipEnd | None:
        """How it ended, None when it did not yet."""
        return self._ends.get(ticket_id)

    def remember(self, end: SlipEnd) -> None:
        """A slip has ended so."""
        self._ends[end.ticket_id] = end
        if len(self._ends) > _REMEMBERED:
            oldest, _ = self._ends.popitem(last=False)
            self._ordered.discard(oldest)
