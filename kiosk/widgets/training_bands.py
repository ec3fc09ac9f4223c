"""The marks of training: a band down each edge of the window, on every page, in the margin that no page uses."""

from __future__ import annotations

from math import inf

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.geometry import Layout
from kiosk.widgets.pen import PaintedWidget, Pen, Type
from qtkit.announce import spoken
from qtkit.paint import Align
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours

_WIDTH, _STEP = 24, 560
"""Reference pixels: of a band, and from one text to the next."""
_TEXT = Type(21, 24, 800)
_FOOT = 144
"""Reference pixels: what the row of keys takes with the room around it."""
_LARGE_WIDTH, _LARGE_STEP = 1.06, 1.2
"""Of a band, in letters of the least size of the large mode, which still leaves the pages their room; and from one
text to the next, in texts."""


class TrainingBands:
    """Two bands in ``window``; touches go through them."""

    def __init__(self, translate: Translator, window: QWidget) -> None:
        self._translate, self._window = translate, window
        self._bands = [_Band(translate, window) for _ in range(2)]

    def arrange(self, layout: Layout) -> None:
        """Places them for a window of that layout. Where the keys lie in a row at the foot of a lying screen, the
        countdown begins at its edge, and the bands end above it."""
        unit, whole = layout.scale.unit(), self._window.rect()
        height = whole.height()
        if layout.lowered and layout.landscape:
            height = round(layout.scale.mm(layout.hands_bottom - layout.real(_FOOT)))
        width = round(max(_WIDTH * unit, _LARGE_WIDTH * Typeface.least_px))
        for band, left in zip(self._bands, (0, whole.width() - width), strict=True):
            band.set_unit(unit)
            band.setGeometry(QRect(left, 0, width, height))

    def show_state(self, *, on: bool) -> None:
        """Shows them while training goes on."""
        for band in self._bands:
            band.setVisible(on)
            if on:
                band.setAccessibleName(self._text())
                band.raise_()
                band.update()

    def marked(self, title: str, *, on: bool) -> str:
        """What a screen reader says of a page with that title: first of all that its numbers do not count."""
        return spoken(self._text(), title) if on else title

    def raise_(self) -> None:
        """Lets them cover a page that slides in."""
        for band in self._bands:
            band.raise_()

    def _text(self) -> str:
        return f"{self._translate('kiosk.training')}, {self._translate('kiosk.training.more')}"


class _Band(PaintedWidget):
    access_role = QAccessible.Role.StaticText

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(translate, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paint(self, pen: Pen) -> None:
        painter, step = pen.painter, _STEP * self._unit
        painter.fillRect(self.rect(), Colours.AMBER)
        text = f"{self._translate('kiosk.training')} \N{MIDDLE DOT} {self._translate('kiosk.training.more')}"
        if Typeface.least_px:
            whole = pen.width(pen.fitted(text, _TEXT, inf))
            if whole > self.height():  # its first word is what matters
                text = self._translate("kiosk.training")
                whole = pen.width(pen.fitted(text, _TEXT, inf))
            step = min(max(step, _LARGE_STEP * whole), float(self.height()))
        texts = self.height() / step
        count = max(1, int(texts) if Typeface.least_px else round(texts))
        for at in range(count):
            painter.save()
            painter.translate(self.width() / 2, (at + 0.5) * self.height() / count)
            painter.rotate(-90)
            place = QRectF(-step / 2, -self.width() / 2, step, self.width())
            pen.write(place, text, _TEXT, colour=Colours.ON_AMBER, align=Align.AlignHCenter)
            painter.restore()
