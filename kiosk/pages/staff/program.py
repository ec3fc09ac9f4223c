"""The program's tab: training, starting again, leaving; each is asked once before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRectF

from kiosk.geometry import mm
from kiosk.kit import KioskKit
from kiosk.machine_screen import Step
from kiosk.pages.base import KioskPage
from kiosk.pages.staff.part import Line, StaffPart
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import TouchButton

_ICONS = {Step.TRAIN: "school-outline", Step.RESTART: "restart", Step.LEAVE: "exit-to-app"}


def key_place(room: QRectF, at: int) -> QRectF:
    """Where the key number ``at``, from 0, is in the room of the tab; millimetres."""
    gap = mm(20)
    line = min(mm(140), (room.height() - 2 * gap) / 3)
    return QRectF(room.left(), room.top() + at * (line + gap), room.width(), line)


class ProgramPart(StaffPart):
    """Three keys, or the question whether one of them was meant."""

    large_lines = 5

    def __init__(self, kit: KioskKit, page: KioskPage) -> None:
        super().__init__(kit, page)
        add = self.buttons.add
        self._steps = {step: add(f"staff-step-{step}", self._on_step(step)) for step in Step}
        self._no = add("staff-no", self.intents.step_withdrawn, "kiosk.staff.no", "close", main=True)
        self._yes = add("staff-yes", self.intents.step_confirmed)

    def keys(self) -> Iterator[tuple[TouchButton, bool]]:
        asks = self.screen.machine.asks is not None
        yield from ((key, not asks) for key in self._steps.values())
        yield self._no, asks
        yield self._yes, asks

    def show_keys(self) -> None:
        machine, translate = self.screen.machine, self.translate
        for step, key in self._steps.items():
            ends = step is Step.TRAIN and self.screen.training
            key.show_text(translate("kiosk.staff.step.train_end" if ends else f"kiosk.staff.step.{step}"))
            key.set_look(Variant.PRIMARY if ends else Variant.SECONDARY, _ICONS[step])
            key.set_busy(step is Step.TRAIN and machine.busy)
        if machine.asks is not None:
            self._yes.show_text(translate(f"kiosk.staff.yes.{machine.asks}"))
            self._yes.set_look(Variant.ALERT, _ICONS[machine.asks])

    def line(self) -> Line:
        machine, translate = self.screen.machine, self.translate
        if machine.failed:
            return Line(translate("kiosk.staff.train_failed"), warns=True)
        if machine.busy:
            return Line(translate("kiosk.staff.train_begins"))
        if machine.asks is not None:
            return Line(translate(f"kiosk.staff.ask.{machine.asks}"), warns=True)
        return Line(translate("kiosk.staff.training" if self.screen.training else "kiosk.staff.program"))

    def place(self, room: QRectF) -> None:
        for keys in (self._steps.values(), (self._no, self._yes)):
            for at, key in enumerate(keys):
                self.page.put(key, key_place(room, at))

    def _on_step(self, step: Step) -> Callable[[], None]:
        return lambda: self.intents.step_wanted.emit(step.value)
