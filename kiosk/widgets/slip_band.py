"""The dark band that says where the slip is: being printed, out, or replaced by the visitor's photograph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QVariantAnimation, Slot
from PySide6.QtGui import QAccessible, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.screen import PaperState
from kiosk.widgets.pen import PaintedWidget, Pen, StackRow, Type
from qtkit.announce import spoken
from qtkit.icons import paint_icon
from qtkit.paint import Align, fill_rounded, rounded_path, square
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import DURATIONS, Colours
from qtkit.widgets.brand import paint_arcs

_TITLE = Type(52, 60, 800)
_MORE = Type(34, 44, 600)
_OUT = 112.0  # how far the paper hangs out, in reference pixels
_HALF = 44.0


class SlipBand(PaintedWidget):
    """Shows a ``PaperState`` with a title and a line; the painted paper comes out in 240 ms when it is printed."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(translate, parent)
        self._slip: PaperState | None = None
        self._title, self._more = "", ""
        self._paper = QVariantAnimation(
            self,
            duration=DURATIONS.ticket * 2,
            easingCurve=QEasingCurve(QEasingCurve.Type.OutCubic),
            startValue=_HALF,
            endValue=_OUT,
        )
        self._paper.valueChanged.connect(self._on_moved)

    def show_slip(self, slip: PaperState, *, title: str, more: str, still: bool) -> None:
        """Shows where the slip is, ``still`` without motion; texts come in the language of the screen."""
        if slip is PaperState.OUT and self._slip is PaperState.PRINTING and not still:
            self._paper.start()
        if (slip, title, more) != (self._slip, self._title, self._more):
            self._slip, self._title, self._more = slip, title, more
            self.setAccessibleName(spoken(title, more))
            self.update()

    @Slot()
    def _on_moved(self) -> None:
        self.update()

    def _hanging(self) -> float:
        if self._slip is PaperState.PRINTING:
            return _HALF
        if self._paper.state() == QVariantAnimation.State.Running:
            return float(self._paper.currentValue())
        return _OUT

    def _paint_slot(self, pen: Pen, centre: QPointF) -> None:
        """A slot with the slip hanging out of it, its lower edge torn."""
        painter, unit = pen.painter, self._unit
        slot = QRectF(centre.x() - 65 * unit, centre.y() - 68 * unit, 130 * unit, 34 * unit)
        painter.setPen(QPen(Colours.WHITE, 4 * unit))
        painter.setBrush(Colours.TELUK900)
        painter.drawPath(rounded_path(slot, 17 * unit))
        top = slot.center().y()
        bottom = top + self._hanging() * unit
        left, right = centre.x() - 40 * unit, centre.x() + 40 * unit
        paper = QPainterPath(QPointF(left, top))
        paper.lineTo(right, top)
        paper.lineTo(right, bottom)
        teeth, tooth = 5, 12 * unit
        for index in range(teeth):
            paper.lineTo(right - (index + 0.5) * (right - left) / teeth, bottom - tooth)
            paper.lineTo(right - (index + 1) * (right - left) / teeth, bottom)
        paper.closeSubpath()
        painter.fillPath(paper, Colours.WHITE)
        if self._slip is PaperState.PRINTING:
            return  # its print is still inside
        painter.save()
        painter.setClipPath(paper)
        fill_rounded(
            painter, QRectF(left + 13 * unit, top + 28 * unit, 54 * unit, 19 * unit), 6 * unit, Colours.TELUK900
        )
        for y, width in ((58, 54), (76, 36)):
            line = QRectF(left + 13 * unit, top + y * unit, width * unit, 8 * unit)
            fill_rounded(painter, line, 4 * unit, Colours.LINE2)
        painter.restore()

    def _paint_pictogram(self, pen: Pen, centre: QPointF) -> None:
        if self._slip is PaperState.PHOTO:
            paint_icon(pen.painter, square(centre, 120 * self._unit), "check-circle", Colours.WHITE)
        else:
            self._paint_slot(pen, centre)

    def _paint_large(self, pen: Pen, rows: Sequence[StackRow], align: Align) -> None:
        """The words alone, where large letters leave no room for the paper."""
        inset = 20 * self._unit
        pen.fill(QRectF(self.rect()).adjusted(inset, 8, -inset, -8), *rows, gap=6 * self._unit, align=align)

    def _paint_beside(self, pen: Pen) -> None:
        unit, height = self._unit, float(self.height())
        share = min(1.0, height / (200 * unit))
        left = 216 * unit * share
        width = self.width() - left - 40 * unit * share
        title = StackRow(self._title, Type(_TITLE.px * share, _TITLE.line * share, 800), Colours.WHITE, lines=2)
        more = StackRow(self._more, _MORE, Colours.BAND_TEXT, lines=3, share=0.82 if share == 1.0 else 1.0)
        rows = [title, more]
        if Typeface.least_px:
            if not pen.holds(rows, QRectF(0, 0, width, height)):
                self._paint_large(pen, rows, Align.AlignHCenter)
                return
        elif pen.stack_height(rows, width) > height:
            rows = [title._replace(lines=1), more._replace(lines=2, share=1.0)]
            if pen.stack_height(rows, width) > height:
                rows = [title._replace(lines=1), more._replace(lines=1)]
        pen.painter.save()
        pen.painter.translate(110 * unit * share, height / 2)
        pen.painter.scale(share, share)
        self._paint_pictogram(pen, QPointF())
        pen.painter.restore()
        pen.stack(QRectF(left, 0, width, height), *rows)

    def _paint_stacked(self, pen: Pen) -> None:
        unit = self._unit
        width, height = self.width() - 56 * unit, float(self.height())
        rows = (
            StackRow(self._title, _TITLE, Colours.WHITE, lines=2),
            StackRow(self._more, _MORE, Colours.BAND_TEXT, lines=3),
        )
        if Typeface.least_px and not pen.holds(rows, QRectF(0, 0, width, height * 0.7)):
            self._paint_large(pen, rows, Align.AlignHCenter)
            return
        texts = pen.stack_height(rows, width) + 6 * unit
        share = max(0.0, min(1.0, (height - texts - 24 * unit) / (180 * unit)))
        y = (height - 180 * unit * share - texts) / 2
        if share > 0.4:
            pen.painter.save()
            pen.painter.translate(self.width() / 2, y + 72 * unit * share)
            pen.painter.scale(share, share)
            self._paint_pictogram(pen, QPointF())
            pen.painter.restore()
        else:
            y = (height - texts) / 2 - 180 * unit * share
        below = QRectF(28 * unit, y + 180 * unit * share, width, 0)
        pen.stack(below, *rows, gap=6 * unit, align=Align.AlignHCenter, top=True)

    def paint(self, pen: Pen) -> None:
        painter, unit = pen.painter, self._unit
        body = QRectF(self.rect())
        fill_rounded(painter, body, 32 * unit, Colours.TELUK800)
        stacked = self.width() < 2 * self.height()
        clip = rounded_path(body, 32 * unit)
        centre = QPointF(body.right() - 20 * unit, body.bottom() + (40 if stacked else 14) * unit)
        paint_arcs(
            painter, clip, centre, Colours.TELUK600,
            first=50 * unit, step=46 * unit, count=2 if stacked else 3, width=2 * unit,
        )  # fmt: skip
        if stacked:
            self._paint_stacked(pen)
        else:
            self._paint_beside(pen)
