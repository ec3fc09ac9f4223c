"""The period that is asked for: by a step, by its kind, or typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from counter.supervisor.reports import periods
from counter.supervisor.reports.choice import ReportChoice
from counter.supervisor.reports.choosing_bar import ChoosingBar
from hall.figures import PeriodKind


class PeriodsWanted(QObject):
    """``chosen`` carries a Period; ``done`` follows it when one was typed, ``ends_missing`` when it is a range whose
    ends are to be typed. ``wrong`` carries what was typed and is no period."""

    chosen = Signal(object)
    done = Signal()
    ends_missing = Signal()
    wrong = Signal(str)

    def __init__(self, choice: ReportChoice, choosing: ChoosingBar) -> None:
        super().__init__(choosing)
        self._choice = choice
        choosing.stepped.connect(self.on_stepped)
        choosing.kind_chosen.connect(self.on_kind)
        choosing.period_typed.connect(self.on_typed)

    @Slot(int)
    def on_stepped(self, step: int) -> None:
        """The period before or after was asked for."""
        if self._choice.wanted is not None:
            self.chosen.emit(self._choice.stepped(step))

    @Slot(str)
    def on_kind(self, kind: str) -> None:
        """A period of another kind was asked for."""
        if self._choice.wanted is not None:
            self.chosen.emit(self._choice.of_kind(PeriodKind(kind)))
            if PeriodKind(kind) is PeriodKind.RANGE:
                self.ends_missing.emit()

    @Slot(str)
    def on_typed(self, text: str) -> None:
        """A period was typed."""
        if self._choice.floor is None:
            return
        try:
            period = periods.typed(text, self._choice.today)
        except ValueError:
            self.wrong.emit(text)
            return
        self.chosen.emit(period)
        self.done.emit()
