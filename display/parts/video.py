"""The place of videos and pictures: what plays there gets the board's round corners; without it the house's mark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from display.palette import BoardColours
from display.parts.part import PANEL_RADIUS, BoardPart, one_line_or_two
from hall.translator import Translator
from qtkit.paint import Align, draw_lines, rounded_path
from qtkit.widgets.brand import paint_arcs, paint_brand_mark


class VideoPlace(BoardPart):
    """A rectangle of 16:9 for a widget that belongs to somebody else; it fills it and is shown and hidden with it.

    The house's mark stands below: it is seen where the widget paints nothing, and costs nothing while that is opaque.
    """

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__("video", translate, parent)
        self._media: QWidget | None = None
        self._hall_name = ""
        self._corners = tuple(_Corner(self, place) for place in range(4))
        self.setAccessibleName(translate("display.media"))

    def hold(self, media: QWidget | None) -> None:
        """Shows ``media`` here, or the house's mark; a widget that is given up is hidden and has no parent."""
        if media is self._media:
            return
        if self._media is not None:
            self._media.hide()
            self._media.setParent(None)
        self._media = media
        if media is not None:
            media.setParent(self)
            media.setGeometry(self.rect())
            media.show()
        for corner in self._corners:
            corner.setVisible(media is not None)
            corner.raise_()
        self.update()

    def show_hall(self, name: str) -> None:
        """Whose hall it is."""
        if name != self._hall_name:
            self._hall_name = name
            self.update()

    def set_colours(self, colours: BoardColours) -> None:
        """Draws in another theme from now on."""
        super().set_colours(colours)
        for corner in self._corners:
            corner.update()

    def _paint(self, painter: QPainter) -> None:
        box, unit, colours = QRectF(self.rect()), self.unit, self.colours
        self.fill_panel(painter, box, PANEL_RADIUS, colours.panel)
        if colours.arcs is not None:
            clip = rounded_path(box, PANEL_RADIUS * unit)
            for corner in (box.topRight(), box.bottomLeft()):
                paint_arcs(
                    painter, clip, corner, colours.arcs, first=65 * unit, step=60 * unit, count=2, width=3 * unit
                )
        side = 0.3 * box.height()
        paint_brand_mark(
            painter, QRectF(box.center().x() - side / 2, box.top() + 0.2 * box.height(), side, side), colours.mark
        )
        room = 0.8 * box.width()
        sizes, smaller = (48 * unit, 44 * unit, 40 * unit), (44 * unit, 40 * unit)
        name = one_line_or_two(self._hall_name, room, sizes, smaller, 700, least=int(40 * unit))
        painter.setPen(colours.text)
        y = box.top() + 0.68 * box.height()
        draw_lines(painter, name, box.center().x(), y, 1.25 * name.font.pixelSize(), align=Align.AlignHCenter)

    def _lay_out(self) -> None:
        radius = round(PANEL_RADIUS * self.unit)
        places = ((0, 0), (self.width() - radius, 0), (self.width() - radius, self.height() - radius))
        for corner, (x, y) in zip(self._corners, (*places, (0, self.height() - radius)), strict=True):
            corner.setGeometry(x, y, radius, radius)
        if self._media is not None:
            self._media.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


class _Corner(QWidget):
    """What lies outside one round corner, in the board's ground colour, on top of the media.

    Four small widgets and no mask: a mask has no smooth edge, and one large cover would be painted at every frame.
    """

    def __init__(self, parent: VideoPlace, place: int) -> None:
        super().__init__(parent)
        self._host, self._place = parent, place
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(parent.translate("display.media"))
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        size: QSize = self.size()
        square, disc = QPainterPath(), QPainterPath()
        square.addRect(QRectF(self.rect()))
        centre = QPointF(size.width() if self._place in (0, 3) else 0, size.height() if self._place in (0, 1) else 0)
        disc.addEllipse(centre, float(size.width()), float(size.height()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(square.subtracted(disc), self._host.colours.ground)
