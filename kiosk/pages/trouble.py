"""The page for a slip that did not come out: nothing is hidden, the number is large and can be photographed, and
nothing is cancelled without a second, quiet question."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.number_plans import TroublePlan, trouble_plan
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.pen import NOTICE, Pen, StackRow, Type
from kiosk.widgets.ticket_card import PhotoCard
from kiosk.widgets.tile import paint_icon_tile, paint_notice_column
from qtkit.announce import spoken
from qtkit.icons import paint_icon
from qtkit.paint import Align, fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours

_MORE = Type(35, 44, 600)
_FURTHER = Type(35, 44, 600)
_LOW_TITLE, _LOW_MORE = Type(38, 43, 800), Type(31, 35, 600)
"""Where a lower notice has the same to say."""


class TroublePage(KioskPage):
    """Shows ``screen.ticket`` with a QR code; its buttons say that it was photographed, or that it is not wanted, and
    then, asked again, that it is kept or surely not wanted."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.plan: TroublePlan = trouble_plan(self.body_mm(), landscape=self.landscape)
        self._outcome = ""
        self._asking = self._training = False
        self._code = ""
        self._card = PhotoCard(self.translate, self)
        self._card.setObjectName("trouble-number")
        wants = self.intents
        self._confirm = self.buttons.add(
            "trouble-confirm", wants.photo_taken, "kiosk.trouble.confirm", "check", main=True
        )
        self._cancel = self.buttons.add("trouble-cancel", wants.cancel_wanted, "kiosk.trouble.cancel", "close")
        self._keep = self.buttons.add("trouble-keep", wants.keep_wanted, "kiosk.trouble.keep", "check", main=True)
        self._surely = self.buttons.add("trouble-surely", wants.cancel_confirmed, "kiosk.trouble.surely", "close")

    def page_title(self) -> str:
        return spoken(self._title(), self._more())

    def first_text(self) -> str:
        return self._card.accessibleName()

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def _title(self) -> str:
        if self._asking:
            return self.translate("kiosk.trouble.ask", number=self._code)
        missing = ".missing" if self._outcome in ("missing", "told") else ""
        return self.translate(f"kiosk.trouble.title{missing}")

    def _more(self) -> str:
        if self._asking:
            return self.translate("kiosk.trouble.ask.more")
        if self._training and self._outcome in ("missing", "told"):
            return self.translate("kiosk.training.number")
        kind = f".{self._outcome}" if self._outcome in ("missing", "told") else ""
        return self.translate(f"kiosk.trouble.more{kind}")

    def show_screen(self, screen: Screen) -> None:
        if screen.ticket is None or screen.view is None:
            return  # while it slides away, the page keeps what it showed
        self._outcome, self._asking, self._code = screen.outcome, screen.asking, screen.ticket.code
        self._training = screen.training
        taken = screen.ticket.issued_at.astimezone(ZoneInfo(screen.view.hall.timezone))
        self._card.show_ticket(screen.ticket, taken)
        self.buttons.translate()
        self._confirm.set_busy(screen.busy == "confirm")
        self._surely.set_busy(screen.busy == "cancel")
        for button in (self._confirm, self._cancel):
            button.setVisible(not self._asking)
        for button in (self._keep, self._surely):
            button.setVisible(self._asking)
        self.update()

    def place(self) -> None:
        self.plan = trouble_plan(self.body_mm(), landscape=self.landscape, large=self.layout_mm.large)
        self._card.arrange(self.unit, self.card_rect(self.plan.ticket))
        for button, rect in (
            (self._confirm, self.plan.confirm),
            (self._cancel, self.plan.cancel),
            (self._keep, self.plan.keep),
            (self._surely, self.plan.surely),
        ):
            self.put(button, rect)

    def paint_page(self, pen: Pen) -> None:
        if not self._asking:
            self._paint_further(pen, self.px_rect(self.plan.further))
        self._paint_notice(pen)

    def _paint_further(self, pen: Pen, rect: QRectF) -> None:
        """What to do when it stays like this; no button, for a finger may still be there."""
        text = self.translate("kiosk.trouble.further")
        side, gap = 60 * self.unit, 22 * self.unit
        if Typeface.least_px:
            pen.fill(rect, StackRow(text, _FURTHER, Colours.INK2, lines=4))
            return
        found = pen.fitted(text, _FURTHER, rect.width() - side - gap, lines=3 if self.landscape else 2)
        wide = side + gap + pen.width(found)
        left = rect.left() if self.landscape else rect.center().x() - wide / 2
        icon = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_icon(pen.painter, icon, "account-tie", Colours.INK2)
        height = pen.height(found, _FURTHER)
        row = QRectF(icon.right() + gap, rect.center().y() - height / 2, rect.right() - icon.right() - gap, height)
        pen.place(row, found, _FURTHER, colour=Colours.INK2)

    def _paint_notice(self, pen: Pen) -> None:
        unit, rect = self.unit, self.px_rect(self.plan.notice)
        fill_rounded(pen.painter, rect, 26 * unit, Colours.AMBER100, edge=Colours.AMBER_EDGE, edge_px=3 * unit)
        if rect.height() > rect.width() * 0.5:
            self._paint_stacked(pen, rect)
            return
        rows = StackRow(self._title(), NOTICE), StackRow(self._more(), _MORE, Colours.AMBER_INK, lines=2)
        if Typeface.least_px:
            rows = rows[0]._replace(type_=_LOW_TITLE, lines=2), rows[1]._replace(type_=_LOW_MORE, lines=4)
        side = min(104 * unit, rect.height() - 32 * unit)
        tile = QRectF(rect.left() + 34 * unit, rect.center().y() - side / 2, side, side)
        beside = rect.adjusted(tile.right() + 28 * unit - rect.left(), 0, -24 * unit, 0)
        if rect.width() <= 560 * unit:  # the texts need the room
            beside, tile = rect.adjusted(20 * unit, 0, -24 * unit, 0), QRectF()
        if Typeface.least_px and not pen.holds(rows, beside):  # what only adorns goes first
            pen.fill(rect.adjusted(16 * unit, 4 * unit, -16 * unit, -4 * unit), *rows)
            return
        if not tile.isEmpty():
            paint_icon_tile(pen, tile, "printer-alert", Colours.AMBER_TILE, Colours.AMBER)
        pen.stack(beside, *rows)

    def _paint_stacked(self, pen: Pen, rect: QRectF) -> None:
        """The notice as a column: tile, title, sentence."""
        unit = self.unit
        rows = StackRow(self._title(), NOTICE, lines=3), StackRow(self._more(), _MORE, Colours.AMBER_INK, lines=4)
        inner = rect.adjusted(32 * unit, 0, -32 * unit, 0)
        if pen.stack_height(rows, inner.width(), 12 * unit) > rect.height():
            inner = rect.adjusted(16 * unit, 0, -16 * unit, 0)
            rows = rows[0]._replace(type_=_LOW_TITLE), rows[1]._replace(type_=_LOW_MORE)
            if Typeface.least_px:
                pen.fill(inner, *rows, align=Align.AlignHCenter)
                return
        paint_notice_column(pen, inner, "printer-alert", 132 * unit, *rows, below_tile=36 * unit, gap=12 * unit)
