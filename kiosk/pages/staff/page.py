"""The staff's page: a keypad for the PIN; then one tab at a time, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.machine_screen import StaffTab
from kiosk.pages.base import KioskPage
from kiosk.pages.staff.part import StaffPart
from kiosk.pages.staff.pin import PinPart
from kiosk.pages.staff.plan import StaffPlan, large_staff_plan, staff_plan
from kiosk.pages.staff.printer import PrinterPart
from kiosk.pages.staff.program import ProgramPart
from kiosk.pages.staff.rows import HealthPart, LanguagesPart
from kiosk.screen import Screen
from kiosk.widgets.pen import SUBTITLE, TITLE, Pen, StackRow
from qtkit.announce import spoken
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import KIOSK_BUTTON

_ICONS = {
    StaffTab.PRINTER: "printer-outline",
    StaffTab.HEALTH: "heart-pulse",
    StaffTab.LANGUAGES: "translate",
    StaffTab.PROGRAM: "cog-outline",
}

_TAB = replace(KIOSK_BUTTON, text_px=33, line_px=40, icon_px=40, padding=10, gap=12)


class StaffPage(KioskPage):
    """Shows ``screen.staff`` and ``screen.machine``."""

    secret = True
    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._screen = Screen()
        self._pin = PinPart(kit, self)
        self._tabs = {tab: self.buttons.add(f"staff-tab-{tab}", self._on_tab(tab)) for tab in StaffTab}
        for tab in self._tabs.values():
            tab.setCheckable(True)
            tab.set_sizes(_TAB, 1.0)
        self._parts: dict[StaffTab, StaffPart] = {
            StaffTab.PRINTER: PrinterPart(kit, self),
            StaffTab.HEALTH: HealthPart(kit, self),
            StaffTab.LANGUAGES: LanguagesPart(kit, self),
            StaffTab.PROGRAM: ProgramPart(kit, self),
        }
        self._leave = self.buttons.add("staff-leave", self.intents.staff_left, "kiosk.staff.leave", "arrow-left")

    @property
    def _part(self) -> StaffPart:
        return self._parts[self._screen.machine.tab] if self._screen.staff.unlocked else self._pin

    def page_title(self) -> str:
        return spoken(self.translate("kiosk.staff.title"), self._part.line().text, *self._part.said())

    def show_screen(self, screen: Screen) -> None:
        self._screen = screen
        self.buttons.translate()
        for tab, key in self._tabs.items():
            chosen = tab is screen.machine.tab
            key.setVisible(screen.staff.unlocked)
            key.show_text(self.translate(f"kiosk.staff.tab.{tab}"))
            key.set_look(Variant.PRIMARY if chosen else Variant.SECONDARY, _ICONS[tab])
            key.setChecked(chosen)
        for part in (self._pin, *self._parts.values()):
            part.show(screen, up=part is self._part)
        self.setAccessibleName(self.page_title())
        self.update()

    def last_buttons(self) -> tuple[QWidget, ...]:
        return (self._leave,)

    def _plan(self, part: StaffPart) -> StaffPlan:
        """The places while that part is up."""
        if self.layout_mm.large:
            return large_staff_plan(self.low_body(), part.large_lines)
        return staff_plan(self.body_mm(), landscape=self.landscape, above=self.above)

    def place(self) -> None:
        plan = self._plan(self._pin)
        for key, place in zip(self._tabs.values(), plan.tabs, strict=True):
            self.put(key, place)
        self._pin.place(plan.pad)
        for part in self._parts.values():
            part.place(self._plan(part).room)
        self.put(self._leave, plan.leave)

    def paint_page(self, pen: Pen) -> None:
        plan, line = self._plan(self._part), self._part.line()
        pen.fill(self.px_rect(plan.title), StackRow(self.translate("kiosk.staff.title"), TITLE))
        place = plan.line if self._screen.staff.unlocked else plan.pad_line
        colour = Colours.AMBER_INK if line.warns else Colours.INK2
        pen.fill(self.px_rect(place), StackRow(line.text, SUBTITLE, colour, lines=2))
        self._part.paint(pen, plan.room if self._screen.staff.unlocked else plan.pad)

    def takes(self, event: QKeyEvent) -> bool:
        return not self._screen.staff.unlocked and self._pin.takes(event)

    def _on_tab(self, tab: StaffTab) -> Callable[[], None]:
        return lambda: self.intents.staff_tab_wanted.emit(tab.value)
