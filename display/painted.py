"""Which calls have really stood on the screen: told once for each, after the paint that showed it."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from hall.views import BoardCall
from qtkit.timers import single_shot

_REMEMBERED = 500  # far more than a board shows at once; older ones are not painted again


class PaintedCalls(QObject):
    """Takes what each paint has drawn and tells what is new among it, from the event loop right after that paint."""

    painted = Signal(tuple)
    """The numbers (``BoardCall.seq``) of calls that were painted for the first time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: OrderedDict[tuple[int, datetime], None] = OrderedDict()
        self._new: list[int] = []
        self._soon = single_shot(self, self._on_soon)

    @Slot(tuple)
    def note(self, calls: tuple[BoardCall, ...]) -> None:
        """Runs inside a paint: these numbers have just been drawn."""
        for call in calls:
            key = call.seq, call.at  # a database that was set up from scratch counts from 1 again
            if key not in self._known:
                self._known[key] = None
                self._new.append(call.seq)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        if self._new and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _on_soon(self) -> None:
        painted_now, self._new = tuple(sorted(self._new)), []
        self.painted.emit(painted_now)
