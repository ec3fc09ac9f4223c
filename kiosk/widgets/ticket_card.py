"""The ticket on the screen: the number as large as it goes, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hall.printing.slip import qr_text
from hall.structure import Zone
from hall.translator import Translator
from hall.views import TicketView
from kiosk.widgets.pen import SMALL, Block, PaintedWidget, Pen, StackRow, Type
from kiosk.widgets.ticket_texts import TicketTexts, ZoneText, spoken_ticket, ticket_texts, waiting_for
from kiosk.widgets.tile import bar_colour
from qtkit.icons import paint_icon
from qtkit.paint import Align, Fitted, Shadow, draw_capitals, fill_rounded, fit_font, rounded_path, shadow
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.pictograms import paint_pictogram

RADIUS = 36.0
_SERVICE = Type(46, 54, 700)
_AGENCY = Type(36, 44, 600)
_FACT = Type(64, 76, 800)
_NUMBER_LEAST = 0.5
"""So much of the room above the tear line is the number's, however long the service's name is."""
_WIDE_BELOW, _WIDE_VALUE = 500.0, Type(48, 56, 800)
"""A lower card, in reference pixels, has what it says in two columns."""
_FACT_CAPTION = Type(32, 40, 600)
_ZONE = Type(41, 47, 700)
_DIRECTIONS = Type(31, 38, 600)
_PHOTO_MAIN, _PHOTO_MORE = Type(38, 44, 700), Type(32, 38, 600)
_QUIET = 4  # modules of white around a QR code, ISO/IEC 18004


@lru_cache(maxsize=4)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules of the QR code of ``text``, without its quiet zone; error correction M."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


class TicketCard(PaintedWidget):
    """Paints a ``TicketView``. Its accessible name is the number with all that the card says."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(translate, parent)
        self._shown: tuple[TicketView, TicketTexts] | None = None
        self._language = ""

    def arrange(self, unit: float, place: QRect) -> None:
        """Puts the card at ``place``, with room around it for its shadow."""
        self.set_unit(unit)
        margin = self._margin()
        self.setGeometry(place.adjusted(-margin, -margin, margin, margin))

    def show_ticket(self, ticket: TicketView, taken: datetime) -> None:
        """Shows ``ticket``; ``taken`` is its issue time in the hall's zone."""
        shown = ticket, ticket_texts(ticket, taken, self._translate)
        if shown != self._shown or self._translate.language != self._language:
            self._shown, self._language = shown, self._translate.language
            self.setAccessibleName(spoken_ticket(*shown, self._translate))
            self.update()

    def body(self) -> QRectF:
        """The card without its shadow."""
        margin = self._margin()
        return QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)

    def _share(self, body: QRectF) -> float:
        """How much lower than on the reference picture the card is, 1 where it is as high."""
        return max(0.6, min(1.0, body.height() / (850 * self._unit)))

    def _margin(self) -> int:
        return round(Shadow.TICKET.margin(self._unit))

    def paint(self, pen: Pen) -> None:
        if self._shown is not None:
            self._paint_ticket(pen, self.body(), *self._shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        body, unit = self.body(), self._unit
        if self._shown is None or event.rect().intersects(body.toAlignedRect()):
            super().paintEvent(event)
        else:  # a neighbour that moves lies over the shadow: the rest of the card stays
            shadow(QPainter(self), body, RADIUS * unit, Shadow.TICKET, unit)

    def _paint_card(self, pen: Pen, body: QRectF, tear_y: float, colour: QColor) -> None:
        painter, unit = pen.painter, self._unit
        shadow(painter, body, RADIUS * unit, Shadow.TICKET, unit)
        fill_rounded(painter, body, RADIUS * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=2 * unit)
        painter.save()
        painter.setClipPath(rounded_path(body, RADIUS * unit))
        painter.fillRect(QRectF(body.left(), body.top(), body.width(), 20 * unit), colour)
        painter.setPen(QPen(Colours.LINE, 2 * unit))
        painter.setBrush(Colours.CANVAS)
        for x in (body.left(), body.right()):
            painter.drawEllipse(QPointF(x, tear_y), 24 * unit, 24 * unit)
        painter.restore()
        dashes = QPen(Colours.LINE, 4 * unit, Qt.PenStyle.CustomDashLine)
        dashes.setDashPattern([2.0, 1.4])
        painter.setPen(dashes)
        painter.drawLine(QPointF(body.left() + 42 * unit, tear_y), QPointF(body.right() - 42 * unit, tear_y))

    def _paint_number(self, pen: Pen, rect: QRectF, code: str, most_px: float) -> None:
        most = min(most_px * self._unit, rect.height() / 0.78)  # capitals are 0.745 of the size
        number = fit_font(code, rect.width() - 96 * self._unit, most, 800)
        draw_capitals(
            pen.painter, code, number, rect.center().x(), rect.center().y(), align=Align.AlignHCenter, ink=Colours.INK
        )

    def _paint_priority(self, pen: Pen, body: QRectF) -> None:
        """A chip in the upper right corner, with icon and word."""
        unit = self._unit
        found = pen.fitted(self._translate("kiosk.ticket.priority"), Type(30, 38, 700), body.width() * 0.5)
        width = pen.width(found) + 84 * unit
        chip = QRectF(
            body.right() - 26 * unit - width, body.top() + _chip_top(self._share(body)) * unit, width, 56 * unit
        )
        fill_rounded(pen.painter, chip, 28 * unit, Colours.AMBER)
        icon = QRectF(chip.left() + 18 * unit, chip.center().y() - 18 * unit, 36 * unit, 36 * unit)
        paint_icon(pen.painter, icon, "human-cane", Colours.ON_AMBER)
        pen.place(chip.adjusted(62 * unit, 0, 0, 0), found, Type(30, 38, 700), colour=Colours.ON_AMBER)

    def _paint_ticket(self, pen: Pen, body: QRectF, ticket: TicketView, texts: TicketTexts) -> None:
        unit, share = self._unit, self._share(body)
        if body.height() < _WIDE_BELOW * unit:
            self._paint_wide(pen, body, ticket, texts)
            return
        facts_height = 176 * unit * share
        zone_height = max(118 * unit * share, self._zone_room(pen, body, ticket.zone, texts.zone))
        low = zone_height + 28 * unit * share if texts.zone.whole else 24 * unit
        tear = body.bottom() - low - facts_height - 14 * unit * share
        width = body.width() - 96 * unit
        left = body.left() + 48 * unit
        top = body.top() + (_chip_top(share) + 64 if ticket.priority else 30 if share == 1.0 else 24) * unit
        below = 40 * unit * share**2
        room = tear - below - 14 * unit - top
        agency = pen.fitted(texts.agency, _AGENCY, width)
        least = room * (1 - _NUMBER_LEAST) - pen.height(agency, _AGENCY)
        service = pen.block(texts.service, _SERVICE, QSizeF(width, least), lines=2)
        if Typeface.least_px and (service.height > least or not self._facts_fit(pen, body, texts)):
            self._paint_wide(pen, body, ticket, texts)
            return
        self._paint_card(pen, body, tear, bar_colour(ticket.agency_colour))
        names_top = tear - below - service.height - pen.height(agency, _AGENCY)
        self._paint_number(pen, QRectF(body.left(), top, body.width(), names_top - 14 * unit - top), ticket.code, 340)
        _write_names(pen, QRectF(left, names_top, width, 0), service, agency)
        if ticket.priority:
            self._paint_priority(pen, body)
        self._paint_facts(pen, QRectF(body.left(), tear, body.width(), facts_height + 14 * unit * share), texts)
        if texts.zone.whole:
            box = QRectF(body.left() + 30 * unit, body.bottom() - low, body.width() - 60 * unit, zone_height)
            self._paint_zone(pen, box, ticket.zone, texts.zone)

    def _paint_wide(self, pen: Pen, body: QRectF, ticket: TicketView, texts: TicketTexts) -> None:
        """A low card: the number and its service at the left, how many are ahead and where to wait at the right."""
        unit = self._unit
        shadow(pen.painter, body, RADIUS * unit, Shadow.TICKET, unit)
        fill_rounded(pen.painter, body, RADIUS * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=2 * unit)
        half = body.width() * 0.52
        left = body.adjusted(20 * unit, 16 * unit, half - body.width(), -16 * unit)
        service = pen.block(texts.service, _SERVICE, QSizeF(left.width(), left.height() * 0.42), lines=3)
        number = QRectF(left.left(), left.top(), left.width(), left.height() - service.height - 12 * unit)
        code = fit_font(ticket.code, number.width(), number.height() / 0.78, 800)
        middle = number.center()
        draw_capitals(pen.painter, ticket.code, code, middle.x(), middle.y(), align=Align.AlignHCenter, ink=Colours.INK)
        below = QRectF(left.left(), number.bottom() + 12 * unit, left.width(), service.height)
        pen.place(below, service.found, service.type_, align=Align.AlignHCenter)
        line = QRectF(body.left() + half, body.top() + 28 * unit, 3 * unit, body.height() - 56 * unit)
        pen.painter.fillRect(line, Colours.LINE)
        right = QRectF(line.right() + 24 * unit, left.top(), body.right() - line.right() - 40 * unit, left.height())
        value, caption = texts.ahead
        rows = [StackRow(value, _WIDE_VALUE), StackRow(caption, _FACT_CAPTION, Colours.INK2, 2)]
        if wait := waiting_for(ticket, self._translate):
            rows += [StackRow(wait[0], _WIDE_VALUE), StackRow(wait[1], _FACT_CAPTION, Colours.INK2, 2)]
        if texts.files:
            rows.append(StackRow(texts.files, _FACT_CAPTION))
        if ticket.priority:
            rows.insert(0, StackRow(self._translate("kiosk.ticket.priority"), _FACT_CAPTION, Colours.AMBER_INK))
        if Typeface.least_px:
            zone = self._zone_rows(texts.zone) if texts.zone.whole else ()
            pen.fill(right, *(row._replace(lines=3) for row in (*rows, *zone)), gap=4 * unit)
            return
        for more in self._zone_rows(texts.zone) if texts.zone.whole else ():
            if pen.stack_height((*rows, more), right.width(), 4 * unit) <= right.height():
                rows.append(more)
        pen.stack(right, *rows, gap=4 * unit)

    def _facts_fit(self, pen: Pen, body: QRectF, texts: TicketTexts) -> bool:
        """Whether the captions of the facts keep letters of the least size beside one another."""
        width = body.width() / 2 - 48 * self._unit * self._share(body) ** 2
        captions = (pen.fitted(caption, _FACT_CAPTION, width) for _, caption in (texts.ahead, texts.beside))
        return all(caption.font.pixelSize() >= int(Typeface.least_px) for caption in captions)

    def _paint_facts(self, pen: Pen, rect: QRectF, texts: TicketTexts) -> None:
        unit, share = self._unit, self._share(self.body())
        value_type = Type(_FACT.px * share, _FACT.line * share, _FACT.weight)
        middle = rect.center().y() + 6 * unit * share
        pen.painter.fillRect(
            QRectF(rect.center().x() - 1.5 * unit, middle - 54 * unit * share, 3 * unit, 108 * unit * share),
            Colours.LINE,
        )
        half = rect.width() / 2
        for column, (value, caption) in enumerate((texts.ahead, texts.beside)):
            beside = 24 * unit * share**2
            cell = QRectF(rect.left() + column * half + beside, 0, half - 2 * beside, 0)
            pen.write(cell.translated(0, middle - 20 * unit * share), value, value_type, align=Align.AlignHCenter)
            small = cell.translated(0, middle + 38 * unit * share)
            pen.write(small, caption, _FACT_CAPTION, colour=Colours.INK2, align=Align.AlignHCenter)

    def _zone_room(self, pen: Pen, body: QRectF, zone: Zone | None, text: ZoneText) -> float:
        """Pixels of height that the texts of the zone need."""
        arrows = len(self._arrows(zone, body))
        width = body.width() - (60 + 30 + 86 + 24 + 74 * arrows) * self._unit
        return pen.stack_height(self._zone_rows(text), width) + 8 * self._unit

    def _arrows(self, zone: Zone | None, body: QRectF) -> tuple[str, ...]:
        """The arrows, where the card has room for them beside the words."""
        return zone.arrows if zone is not None and self._share(body) > 0.8 else ()

    def _zone_rows(self, text: ZoneText) -> tuple[StackRow, StackRow]:
        share = self._share(self.body())
        place = Type(_ZONE.px * share, _ZONE.line * share, _ZONE.weight)
        directions = Type(_DIRECTIONS.px * share, _DIRECTIONS.line * share, _DIRECTIONS.weight)
        return StackRow(text.whole, place, Colours.TELUK700, 3), StackRow(text.directions, directions, Colours.INK2, 3)

    def _paint_zone(self, pen: Pen, box: QRectF, zone: Zone | None, text: ZoneText) -> None:
        unit = self._unit
        fill_rounded(pen.painter, box, 24 * unit, Colours.TELUK50)
        left = box.left() + 30 * unit
        if zone is not None:
            pictogram = QRectF(left, box.center().y() - 30 * unit, 60 * unit, 60 * unit)
            paint_pictogram(pen.painter, pictogram, zone.pictogram, Colours.TELUK700)
            left = pictogram.right() + 26 * unit
        right = box.right() - 24 * unit
        for arrow in reversed(self._arrows(zone, self.body())):
            icon = QRectF(right - 52 * unit, box.center().y() - 26 * unit, 52 * unit, 52 * unit)
            paint_icon(pen.painter, icon, f"arrow-{arrow}", Colours.TELUK700)
            right = icon.left() - 22 * unit
        room = QRectF(left, box.top(), right - left, box.height())
        pen.stack(room, *self._zone_rows(text))


def _chip_top(share: float) -> float:
    """Where the chip of priority begins below the card's edge, in reference pixels."""
    return 46.0 if share == 1.0 else 26.0


def _write_names(pen: Pen, row: QRectF, service: Block, agency: Fitted) -> None:
    """The service, and its agency below it, from the top of ``row``."""
    middle = Align.AlignHCenter
    used = pen.place(row, service.found, service.type_, align=middle, top=True)
    pen.place(row.translated(0, used), agency, _AGENCY, colour=Colours.INK2, align=middle, top=True)


class PhotoCard(TicketCard):
    """A ticket with the number above a QR code, to be photographed."""

    def _paint_ticket(self, pen: Pen, body: QRectF, ticket: TicketView, texts: TicketTexts) -> None:
        unit = self._unit
        tear = body.top() + body.height() * (416 / 980 if body.height() > 900 * unit else 0.40)
        self._paint_card(pen, body, tear, bar_colour(ticket.agency_colour))
        share = self._share(body)
        photo = Type(50 * share, 58 * share, 800)
        text, row_y = self._translate("kiosk.trouble.photo"), body.top() + 76 * unit * share
        title, beside = pen.fitted(text, photo, body.width() - 160 * unit), 72 * unit
        if title.font.pixelSize() < int(Typeface.least_px):  # the words need the room of the icon
            title, beside = pen.fitted(text, photo, body.width() - 32 * unit), 0.0
        wide = pen.width(title) + beside
        x = body.center().x() - wide / 2
        if beside:
            icon = QRectF(x, row_y - 29 * unit, 58 * unit, 58 * unit)
            paint_icon(pen.painter, icon, "camera", Colours.TELUK700)
        row = QRectF(x + beside, row_y, wide, 0)
        pen.place(row, title, photo, colour=Colours.TELUK700)
        number_top = body.top() + 122 * unit * share
        number = QRectF(body.left(), number_top, body.width(), tear - 34 * unit * share - number_top)
        self._paint_number(pen, number, ticket.code, 266)
        rest = QRectF(body.left(), tear + 24 * unit, body.width(), body.bottom() - tear - 48 * unit)
        side = min(480 * unit, rest.height(), rest.width() * 0.5)
        square = QRectF(rest.left() + 30 * unit, rest.center().y() - side / 2, side, side)
        self._paint_qr(pen, square, ticket.token)
        left = square.right() + 14 * unit
        facts = QRectF(left, rest.top(), body.right() - 36 * unit - left, rest.height())
        self._paint_photo_facts(pen, facts, ticket, texts)

    def _paint_qr(self, pen: Pen, square: QRectF, token: str) -> None:
        """The code in whole pixels per module, black on white, with its quiet zone inside ``square``."""
        modules = qr_modules(qr_text(token))
        module = max(1, int(square.width() // (len(modules) + 2 * _QUIET)))
        painter = pen.painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(square, Colours.WHITE)  # in high contrast the card is black
        origin_x = round(square.center().x() - module * len(modules) / 2)
        origin_y = round(square.center().y() - module * len(modules) / 2)
        for y, row in enumerate(modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(origin_x + x * module, origin_y + y * module, module, module, Qt.GlobalColor.black)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_photo_facts(self, pen: Pen, rect: QRectF, ticket: TicketView, texts: TicketTexts) -> None:
        translate, zone = self._translate, texts.zone
        wait, pictogram = waiting_for(ticket, translate), ticket.zone.pictogram if ticket.zone else ""
        value, caption = (" · ".join(both) for both in zip(*filter(None, (texts.ahead, wait)), strict=True))
        blocks = [
            (translate("kiosk.trouble.service"), texts.service, texts.agency, ""),
            (translate("kiosk.trouble.queue"), value, caption, ""),
        ]
        if zone.whole:
            place, counters = (zone.place, zone.counters) if zone.place else (zone.counters, "")
            blocks.insert(1, (translate("kiosk.trouble.wait"), place, counters, pictogram))
        if Typeface.least_px:
            rows = [
                StackRow(text, _PHOTO_MAIN if first else _PHOTO_MORE, Colours.INK if first else Colours.INK2, lines=3)
                for _, main, more, _ in blocks
                for text, first in ((main, True), (more, False))
                if text and (first or more is not texts.agency)
            ]
            pen.fill(rect, *rows, gap=4 * self._unit)
        else:
            self._paint_blocks(pen, rect, blocks)

    def _paint_blocks(self, pen: Pen, rect: QRectF, blocks: Sequence[tuple[str, str, str, str]]) -> None:
        """Each block: its head, what it says, more of it and a pictogram."""
        y, unit_share = rect.top(), rect.height() / (len(blocks) + 0.4)
        heads, mores = unit_share >= 112 * self._unit, unit_share >= 84 * self._unit  # what is there matters most
        for index, (head, main, more, drawn) in enumerate(blocks):
            room = unit_share * (1.4 if index == 0 else 1.0)  # names are longer than figures
            self._paint_block(
                pen,
                QRectF(rect.left(), y, rect.width(), room),
                head if heads else "",
                main,
                more if mores else "",
                drawn,
            )
            y += room

    def _paint_block(self, pen: Pen, cell: QRectF, heading: str, main: str, beside: str, pictogram: str) -> None:
        unit = self._unit
        indent = 52 * unit if pictogram else 0.0
        big, small = Type(40, 46, 700), Type(34, 42, 600)
        for head, more in ((heading, beside), ("", beside), ("", "")):  # what is there matters most
            more_fit = pen.block(more, small, QSizeF(cell.width(), 64 * unit), lines=2)
            below = more_fit.height if more else 0.0
            above = SMALL.line * unit if head else 0.0
            room = cell.height() - 8 * unit - above - below
            main_fit = pen.block(main, big, QSizeF(cell.width() - indent, room), lines=3)
            if main_fit.height <= room:
                break
        heights = (above, main_fit.height, below)
        y = cell.center().y() - sum(heights) / 2
        if head:
            pen.write(QRectF(cell.left(), y, cell.width(), heights[0]), head, SMALL, colour=Colours.INK2)
        y += heights[0]
        if pictogram:
            icon = QRectF(cell.left(), y + heights[1] / 2 - 19 * unit, 38 * unit, 38 * unit)
            paint_pictogram(pen.painter, icon, pictogram, Colours.TELUK700)
        pen.place(QRectF(cell.left() + indent, y, cell.width() - indent, heights[1]), main_fit.found, main_fit.type_)
        if more:
            y += heights[1]
            pen.place(
                QRectF(cell.left(), y, cell.width(), heights[2]), more_fit.found, more_fit.type_, colour=Colours.INK2
            )
