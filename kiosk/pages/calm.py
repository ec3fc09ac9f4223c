"""Full pages without a button: the machine is getting ready, or cannot give numbers and says where to go."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

from kiosk.geometry import SMALL, mm
from kiosk.hours import EVACUATION
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.screen import Page, Screen
from kiosk.widgets.pen import TITLE, Pen, StackRow, Type
from kiosk.widgets.tile import paint_icon_tile
from qtkit.announce import spoken
from qtkit.paint import Align, Shadow, fill_rounded, rounded_path, shadow, square
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.brand import paint_arcs, paint_brand_mark

_MORE = Type(41, 54, 600)
_OTHER_TITLE, _OTHER = Type(41, 50, 800), Type(32, 42, 600)


class CalmPage(KioskPage):
    """Paints one message on a card in the middle of the page; it goes away by itself."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._loading = True
        self._code = "unavailable"

    def page_title(self) -> str:
        return spoken(*self.texts(), *self._other_texts())

    def texts(self) -> tuple[str, str]:
        """Title and sentence as shown."""
        base = "kiosk.loading" if self._loading else f"kiosk.notice.{self._code}"
        return self.translate(f"{base}.title"), self.translate(f"{base}.more")

    def _other_texts(self) -> tuple[str, ...]:
        """The same in the other language, where nobody may have to look for it: in an evacuation."""
        if self._loading or self._code != EVACUATION:
            return ()
        other = self.translate.in_language("id" if self.translate.language == "en" else "en")
        return tuple(other(f"kiosk.notice.{EVACUATION}.{part}") for part in ("title", "more"))

    def show_screen(self, screen: Screen) -> None:
        self._loading = screen.page is Page.LOADING
        self._code = screen.notice
        self.setAccessibleName(self.page_title())
        self.update()

    def paint_page(self, pen: Pen) -> None:
        unit, size = self.unit, self.body_mm()
        width = min(mm(984), size.width() - mm(96))
        height = min(mm(860 if self._other_texts() else 660), size.height() - mm(48))
        top = max(mm(24), size.height() * 0.44 - height / 2)
        card = self.px_rect(QRectF((size.width() - width) / 2, top, width, height))
        shadow(pen.painter, card, 36 * unit, Shadow.TICKET, unit)
        fill_rounded(pen.painter, card, 36 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=2 * unit)
        band = min(230 * unit, card.height() * 0.35)
        title, more = self.texts()
        inner = card.adjusted(72 * unit, band + 40 * unit, -72 * unit, -24 * unit)
        rows = StackRow(title, TITLE, lines=2), StackRow(more, _MORE, Colours.INK2, lines=4)
        other = [
            StackRow(text, kind, Colours.INK2, lines=3)
            for text, kind in zip(self._other_texts(), (_OTHER_TITLE, _OTHER), strict=False)
        ]
        if not Typeface.least_px or pen.holds([*rows, *other], inner, 20 * unit):
            self._paint_band(pen, card, band)
        else:  # large letters need all the room
            inner = card.adjusted(24 * unit, 12 * unit, -24 * unit, -12 * unit)
        pen.fill(inner, *rows, *other, gap=20 * unit, align=Align.AlignHCenter)

    def _paint_band(self, pen: Pen, card: QRectF, height: float) -> None:
        """The dark upper part with arcs, and the mark or the icon in it."""
        unit = self.unit
        band = QRectF(card.left(), card.top(), card.width(), height)
        path = rounded_path(band, (36 * unit, 36 * unit, 0.0, 0.0))
        pen.painter.fillPath(path, Colours.TELUK800)
        for x in (band.left() - 10 * unit, band.right() + 10 * unit):
            clip = QPainterPath(path)
            centre = QPointF(x, band.bottom() + 20 * unit)
            paint_arcs(
                pen.painter, clip, centre, Colours.TELUK600, first=70 * unit, step=60 * unit, count=4, width=2 * unit
            )
        place = square(band.center(), min(132 * unit, height * 0.8))
        if self._loading:
            paint_brand_mark(pen.painter, place)
        else:
            icon = "exit-run" if self._code == EVACUATION else "account"
            paint_icon_tile(pen, place, icon, Colours.AMBER, Colours.ON_AMBER)
