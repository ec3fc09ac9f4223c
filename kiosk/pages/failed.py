"""The page for a number that could not be made: what happened, what to do now, and the way back to the start."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QWidget

from kiosk.geometry import failed_plan
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.pen import TITLE, Pen, Type
from kiosk.widgets.tile import paint_icon_tile
from qtkit.announce import spoken
from qtkit.paint import Align, fill_rounded
from qtkit.theme.tokens import Colours
from qtkit.translator import Translator
from qtkit.widgets.pressable import TouchGuard
from qtkit.widgets.touch_button import KIOSK_BIG_KEY, TouchButton, Variant

_MORE = Type(41, 54, 600)


class FailedPage(KioskPage):
    """Says that there is no number; emits that the visitor wants to begin again."""

    restart_wanted = Signal()

    def __init__(self, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(translate, guard, parent)
        self.plan = failed_plan(self.body_mm(), landscape=self.landscape)
        self._restart = TouchButton(
            "", name="-", variant=Variant.PRIMARY, icon="arrow-left", sizes=KIOSK_BIG_KEY, guard=guard, parent=self
        )
        self._restart.setObjectName("restart-key")
        self._restart.clicked.connect(self.restart_wanted)

    def texts(self) -> tuple[str, str, str]:
        """What happened, what it means, and what to do."""
        translate = self.translate
        return translate("kiosk.failed.title"), translate("kiosk.failed.what"), translate("kiosk.failed.more")

    def page_title(self) -> str:
        return spoken(*self.texts())

    def show_screen(self, screen: Screen) -> None:
        self._restart.set_translator(
            self.translate("kiosk.failed.restart"), name=self.translate("kiosk.failed.restart")
        )
        self.update()

    def place(self) -> None:
        self.plan = failed_plan(self.body_mm(), landscape=self.landscape)
        self._restart.set_sizes(KIOSK_BIG_KEY, self.unit)
        self._restart.setGeometry(self.card_rect(self.plan[1]))

    def paint_page(self, pen: Pen) -> None:
        unit, card = self.unit, self.px_rect(self.plan[0])
        fill_rounded(pen.painter, card, 36 * unit, Colours.AMBER100, edge=Colours.AMBER_EDGE, edge_px=3 * unit)
        width, side, gap = card.width() - 112 * unit, 168 * unit, 36 * unit
        title, what, more = self.texts()
        rows = [
            (pen.fitted(title, TITLE, width, lines=2), TITLE, Colours.INK),
            (pen.fitted(what, _MORE, width, lines=3), _MORE, Colours.AMBER_INK),
            (pen.fitted(more, _MORE, width, lines=4), _MORE, Colours.INK),
        ]
        heights = [pen.height(found, type_) for found, type_, _ in rows]
        y = card.center().y() - (side + sum(heights) + gap * len(rows)) / 2
        paint_icon_tile(
            pen, QRectF(card.center().x() - side / 2, y, side, side), "alert-circle", Colours.INK, Colours.AMBER
        )
        y += side
        for (found, type_, colour), height in zip(rows, heights, strict=True):
            row = QRectF(card.center().x() - width / 2, y + gap, width, height)
            pen.place(row, found, type_, colour=colour, align=Align.AlignHCenter)
            y += gap + height
