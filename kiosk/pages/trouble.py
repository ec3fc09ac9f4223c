"""The page for a slip that did not come out: nothing is hidden, the number is large and can be photographed, and
nothing is cancelled without a second, quiet question."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QMargins, QRectF, Signal
from PySide6.QtWidgets import QWidget

from kiosk.geometry import TroublePlan, trouble_plan
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.pen import NOTICE, Pen, Type
from kiosk.widgets.ticket_card import TicketCard
from kiosk.widgets.tile import paint_icon_tile
from qtkit.announce import spoken
from qtkit.icons import paint_icon
from qtkit.paint import Align, fill_rounded
from qtkit.theme.tokens import Colours
from qtkit.translator import Translator
from qtkit.widgets.pressable import TouchGuard
from qtkit.widgets.touch_button import KIOSK_BIG_KEY, KIOSK_KEY, TouchButton, Variant

_MORE = Type(35, 44, 600)
_FURTHER = Type(35, 44, 600)


class TroublePage(KioskPage):
    """Shows ``screen.ticket`` with a QR code; emits that it was photographed, or that it is not wanted, and then, asked
    again, whether it is kept or surely not wanted."""

    photo_taken = Signal()
    cancel_wanted = Signal()
    keep_wanted = Signal()
    cancel_confirmed = Signal()

    def __init__(self, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(translate, guard, parent)
        self.plan: TroublePlan = trouble_plan(self.body_mm(), landscape=self.landscape)
        self._outcome = ""
        self._asking = False
        self._code = ""
        self._card = TicketCard(translate, self, photo=True)
        self._card.setObjectName("trouble-number")
        self._confirm = TouchButton(
            "", name="-", variant=Variant.PRIMARY, icon="check", sizes=KIOSK_BIG_KEY, guard=guard, parent=self
        )
        self._confirm.setObjectName("trouble-confirm")
        self._confirm.clicked.connect(self.photo_taken)
        self._cancel = TouchButton("", name="-", icon="close", guard=guard, parent=self)
        self._cancel.setObjectName("trouble-cancel")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._keep = TouchButton(
            "", name="-", variant=Variant.PRIMARY, icon="check", sizes=KIOSK_BIG_KEY, guard=guard, parent=self
        )
        self._keep.setObjectName("trouble-keep")
        self._keep.clicked.connect(self.keep_wanted)
        self._surely = TouchButton("", name="-", icon="close", guard=guard, parent=self)
        self._surely.setObjectName("trouble-surely")
        self._surely.clicked.connect(self.cancel_confirmed)

    def page_title(self) -> str:
        return spoken(self._title(), self._more())

    def first_words(self) -> str:
        return self._card.accessibleName()

    def strip_mm(self) -> QRectF:
        return self.plan.strip

    def _title(self) -> str:
        if self._asking:
            return self.translate("kiosk.trouble.ask", number=self._code)
        missing = ".missing" if self._outcome in ("missing", "told") else ""
        return self.translate(f"kiosk.trouble.title{missing}")

    def _more(self) -> str:
        if self._asking:
            return self.translate("kiosk.trouble.ask.more")
        kind = f".{self._outcome}" if self._outcome in ("missing", "told") else ""
        return self.translate(f"kiosk.trouble.more{kind}")

    def show_screen(self, screen: Screen) -> None:
        if screen.ticket is None or screen.view is None:
            return  # while it slides away, the page keeps what it showed
        self._outcome, self._asking, self._code = screen.outcome, screen.asking, screen.ticket.code
        taken = screen.ticket.issued_at.astimezone(ZoneInfo(screen.view.hall.timezone))
        self._card.show_ticket(screen.ticket, taken)
        self._confirm.set_translator(
            self.translate("kiosk.trouble.confirm"), name=self.translate("kiosk.trouble.confirm")
        )
        self._confirm.set_busy(screen.busy == "confirm")
        self._cancel.set_translator(self.translate("kiosk.trouble.cancel"), name=self.translate("kiosk.trouble.cancel"))
        self._keep.set_translator(self.translate("kiosk.trouble.keep"), name=self.translate("kiosk.trouble.keep"))
        self._surely.set_translator(self.translate("kiosk.trouble.surely"), name=self.translate("kiosk.trouble.surely"))
        self._surely.set_busy(screen.busy == "cancel")
        for key in (self._confirm, self._cancel):
            key.setVisible(not self._asking)
        for key in (self._keep, self._surely):
            key.setVisible(self._asking)
        self.update()

    def place(self) -> None:
        self.plan = trouble_plan(self.body_mm(), landscape=self.landscape)
        self._card.set_unit(self.unit)
        margin = self._card.margin()
        self._card.setGeometry(self.card_rect(self.plan.ticket).marginsAdded(QMargins(margin, margin, margin, margin)))
        self._confirm.set_sizes(KIOSK_BIG_KEY, self.unit)
        self._confirm.setGeometry(self.card_rect(self.plan.confirm))
        self._cancel.set_sizes(KIOSK_KEY, self.unit)
        self._cancel.setGeometry(self.card_rect(self.plan.cancel))
        self._keep.set_sizes(KIOSK_BIG_KEY, self.unit)
        self._keep.setGeometry(self.card_rect(self.plan.keep))
        self._surely.set_sizes(KIOSK_KEY, self.unit)
        self._surely.setGeometry(self.card_rect(self.plan.surely))

    def paint_page(self, pen: Pen) -> None:
        if not self._asking:
            self._paint_further(pen, self.px_rect(self.plan.further))
        self._paint_notice(pen)

    def _paint_further(self, pen: Pen, rect: QRectF) -> None:
        """What to do when it stays like this; no key, for a finger may still be there."""
        text = self.translate("kiosk.trouble.further")
        side, gap = 60 * self.unit, 22 * self.unit
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
        side = min(104 * unit, rect.height() - 32 * unit)
        tile = QRectF(rect.left() + 34 * unit, rect.center().y() - side / 2, side, side)
        paint_icon_tile(pen, tile, "printer-alert", Colours.INK, Colours.AMBER)
        left = tile.right() + 28 * unit
        width = rect.right() - 24 * unit - left
        title = pen.fitted(self._title(), NOTICE, width)
        more = pen.fitted(self._more(), _MORE, width, lines=2)
        title_height, more_height = pen.height(title, NOTICE), pen.height(more, _MORE)
        y = rect.center().y() - (title_height + more_height) / 2
        pen.place(QRectF(left, y, width, title_height), title, NOTICE)
        row = QRectF(left, y + title_height, width, more_height)
        pen.place(row, more, _MORE, colour=Colours.AMBER_INK)

    def _paint_stacked(self, pen: Pen, rect: QRectF) -> None:
        """The notice as a column: tile, title, sentence."""
        unit = self.unit
        side, width = 132 * unit, rect.width() - 64 * unit
        title = pen.fitted(self._title(), NOTICE, width, lines=3)
        more = pen.fitted(self._more(), _MORE, width, lines=4)
        title_height, more_height = pen.height(title, NOTICE), pen.height(more, _MORE)
        y = rect.center().y() - (side + 36 * unit + title_height + 12 * unit + more_height) / 2
        tile = QRectF(rect.center().x() - side / 2, y, side, side)
        paint_icon_tile(pen, tile, "printer-alert", Colours.INK, Colours.AMBER)
        y = tile.bottom() + 36 * unit
        row = QRectF(rect.left() + 32 * unit, y, width, title_height)
        pen.place(row, title, NOTICE, align=Align.AlignHCenter)
        row = QRectF(row.left(), y + title_height + 12 * unit, width, more_height)
        pen.place(row, more, _MORE, colour=Colours.AMBER_INK, align=Align.AlignHCenter)
