"""A notice over the whole window of a program that may not go on: what it is, and what the staff can do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qtkit.announce import announce, spoken
from qtkit.paint import Align, break_long_words, draw_lines, fit_lines
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.widgets.brand import paint_brand_mark


class Standstill(QWidget):
    """Covers ``window`` while it is shown, keys and touches too: nothing below is seen or painted. ``title`` and
    ``more`` are for everybody, ``note`` is set smaller, for the staff."""

    access_role = QAccessible.Role.AlertMessage

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("standstill")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that nothing below is painted
        self._texts = ("", "", "")
        self._covered: list[QWidget] = []
        self.hide()

    def say(self, title: str, more: str, note: str) -> None:
        """Shows the notice."""
        self._texts = (title, more, note)
        self.setAccessibleName(spoken(*self._texts))
        self._cover()
        self._window.installEventFilter(self)  # only now: it is asked at every frame of every motion
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.update()
        announce(self._window, self.accessibleName(), urgent=True)

    def leave(self) -> None:
        """Takes the notice away."""
        self._window.removeEventFilter(self)
        self.hide()
        while self._covered:
            self._covered.pop().setEnabled(True)

    def _cover(self) -> None:
        """What lies below is not reached by keys; the window itself stays as it is."""
        for below in self._window.children():
            if isinstance(below, QWidget) and below is not self and not below.isWindow() and below.isEnabled():
                below.setEnabled(False)
                self._covered.append(below)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # Touches end here: the window below would take them for its own.
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
        if event.type() in presses:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        painter.fillRect(box, Colours.TELUK900)
        unit = min(box.width() / 1080, box.height() / 720)
        room = box.width() * 0.84
        side = 110 * unit
        top = box.center().y() - 280 * unit
        paint_brand_mark(painter, QRectF(box.center().x() - side / 2, top, side, side))
        middle = box.center().x()
        title, more, note = self._texts
        for text, px, weight, y, lines in (
            (title, 56 * unit, 800, top + 210 * unit, 2),
            (more, 34 * unit, 500, top + 330 * unit, 3),
            (note, 24 * unit, 500, top + 470 * unit, 5),
        ):
            whole = break_long_words(text, font(px, weight), room)
            fitted = fit_lines(whole, room, (px,), weight, max_lines=lines)
            draw_lines(
                painter,
                fitted,
                middle,
                y,
                1.25 * fitted.font.pixelSize(),
                align=Align.AlignHCenter,
                ink=Colours.WHITE if weight == 800 else Colours.TELUK100,
            )
