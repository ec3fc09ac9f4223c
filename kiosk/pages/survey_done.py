"""The last page of the survey: thanks, and that the answers are kept."""

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


class SurveyDonePage(KioskPage):
    """Says thanks; its button leads to the start."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.plan = failed_plan(self.body_mm(), landscape=self.landscape)
        self._complete = False
        done = self.intents.survey_left
        self._done = self.buttons.add("survey-done", done, "kiosk.ticket.done", "check", main=True)

    def texts(self) -> tuple[str, str]:
        """Thanks, and what became of the answers."""
        kind = "complete" if self._complete else "stopped"
        return self.translate("kiosk.survey.thanks"), self.translate(f"kiosk.survey.thanks.{kind}")

    def page_title(self) -> str:
        return spoken(*self.texts())

    def show_screen(self, screen: Screen) -> None:
        if screen.survey.sheet is not None:
            self._complete = screen.survey.sheet.complete
        self.buttons.translate()
        self.update()

    def place(self) -> None:
        self.plan = failed_plan(self.body_mm(), landscape=self.landscape)
        self.put(self._done, self.plan[1])

    def paint_page(self, pen: Pen) -> None:
        unit, card = self.unit, self.px_rect(self.plan[0])
        fill_rounded(pen.painter, card, 36 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=3 * unit)
        title, more = self.texts()
        rows = StackRow(title, TITLE, lines=2), StackRow(more, _MORE, Colours.INK2, lines=5)
        inner = card.adjusted(56 * unit, 0, -56 * unit, 0)
        paint_notice_column(pen, inner, "check-circle", 168 * unit, *rows, below_tile=36 * unit, gap=36 * unit)
