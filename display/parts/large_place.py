"""The large place of the board: one call alone, or in a burst several below one another."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from display.call_queue import MOST_LARGE, BoardCalls
from display.current_call_geometry import shared_rects
from display.parts.current_call import CurrentCall
from hall.translator import Translator
from hall.views import BoardCall


class LargePlace:
    """Hands each large call to a ``CurrentCall`` of its own, kept as long as it is large: another one that joins or
    leaves moves it, and never begins its motion again. The first one also says what stands there without a call."""

    def __init__(self, translate: Translator, parent: QWidget, *, still: bool = False) -> None:
        names = ("current_call", *(f"current_call-{number}" for number in range(2, MOST_LARGE + 1)))
        self.places = tuple(CurrentCall(translate, parent, still=still, name=name) for name in names)
        self._shown: dict[int, CurrentCall] = {}  # by call, the latest first
        self._calls: tuple[BoardCall, ...] = ()
        self._rect = QRect()
        self._unit = 1.0
        self._column = self._zones = False
        self._arrange()

    @property
    def first(self) -> CurrentCall:
        """That of the latest large call, or the one that says how the hall works."""
        return next(iter(self._shown.values()), self.places[0])

    def set_arrows(self, arrows: tuple[tuple[str, str], ...]) -> None:
        """Where the zones lie for who stands before this board."""
        for current_call in self.places:
            current_call.set_arrows(arrows)

    def set_place(self, rect: QRect, unit: float, *, column: bool, zones: bool) -> None:
        """Stands at ``rect``; the rest is as ``CurrentCall.set_place`` has it."""
        if (rect, unit, column, zones) != (self._rect, self._unit, self._column, self._zones):
            self._rect, self._unit, self._column, self._zones = rect, unit, column, zones
            self._arrange()

    def show_nothing(self, hall_name: str, *, known: bool) -> None:
        """No call is large."""
        if self._shown:
            self._shown, self._calls = {}, ()
            self._arrange()
        self.places[0].show_nothing(hall_name, known=known)

    def show_calls(self, stage: BoardCalls) -> tuple[tuple[BoardCall, Exception], ...]:
        """Shows the large calls of ``stage``; those that cannot even be measured are left out, and returned with why.
        What stood before stays when none can be shown."""
        large = {call.seq for call in stage.large}
        kept = [current_call for seq, current_call in self._shown.items() if seq in large]
        free = [current_call for current_call in self.places if current_call not in kept]
        shown, failed = dict[int, CurrentCall](), []
        for call in stage.large:
            current_call = self._shown.get(call.seq) or free.pop(0)
            try:
                current_call.show_call(call, announced=stage.announced)
            except Exception as error:  # one call that cannot be shown must not stop the others
                failed.append((call, error))
            else:
                shown[call.seq] = current_call
        calls = tuple(current_call.call for current_call in shown.values() if current_call.call is not None)
        if shown and (list(shown.items()), calls) != (list(self._shown.items()), self._calls):
            self._shown, self._calls = shown, calls
            self._arrange()
        return tuple(failed)

    def _arrange(self) -> None:
        shown = list(self._shown.values()) or [self.places[0]]
        for current_call in self.places:
            if current_call not in shown:
                current_call.hide()
        rows = shared_rects(self._rect, len(shown), self._unit)
        calls = self._calls if len(shown) > 1 else ()
        for current_call, rect in zip(shown, rows, strict=True):
            current_call.set_unit(self._unit)
            current_call.set_place(column=self._column, zones=self._zones, shared=calls)
            current_call.setGeometry(rect)
            current_call.show()
