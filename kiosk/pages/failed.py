"""The page for a number that could not be made: what happened, what to do now, and the way back to the start."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.number_plans import failed_plan
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.pen import TITLE, Pen, StackRow, Type
from kiosk.widgets.tile import paint_notice_column
from qtkit.announce import spoken
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours

_MORE = Type(41, 54, 600)


class FailedPage(KioskPage):
    """Says that there is no number; its button leads to the start."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.plan = failed_plan(self.body_mm(), landscape=self.landscape)
        restart = self.intents.restart_wanted
        self._restart = self.buttons.add("restart-button", restart, "kiosk.failed.restart", "arrow-left", main=True)

    def texts(self) -> tuple[str, str, str]:
        """What happened, what it means, and what to do."""
        translate = self.translate
        return translate("kiosk.failed.title"), translate("kiosk.failed.what"), translate("kiosk.failed.more")

    def page_title(self) -> str:
        return spoken(*self.texts())

    def show_screen(self, screen: Screen) -> None:
        self.buttons.translate()
        self.update()

    def place(self) -> None:
        self.plan = failed_plan(self.body_mm(), landscape=self.landscape)
        self.put(self._restart, self.plan[1])

    def paint_page(self, pen: Pen) -> None:
        unit, card = self.unit, self.px_rect(self.plan[0])
        fill_rounded(pen.painter, card, 36 * unit, Colours.AMBER100, edge=Colours.AMBER_EDGE, edge_px=3 * unit)
        title, what, more = self.texts()
        rows = (
            StackRow(title, TITLE, lines=2),
            StackRow(what, _MORE, Colours.AMBER_INK, lines=3),
            StackRow(more, _MORE, lines=4),
        )
        inner = card.adjusted(56 * unit, 0, -56 * unit, 0)
        paint_notice_column(pen, inner, "alert-circle", 168 * unit, *rows, below_tile=36 * unit, gap=36 * unit)
