"""A list of texts over the page: what the band above it only counts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from qtkit.desk.label import Label
from qtkit.desk.layout import pack, scrolling
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours

_MOST_PX = 760
_LINES = 4


class TextList(QFrame):
    """Opens below a band and closes with Esc, with its button, or when the focus goes elsewhere. Takes the width of
    the band up to 760 pixels, and scrolls where the window is too low for all sentences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()
        self._parent = parent
        self._before: QWidget | None = None
        self.texts: tuple[str, ...] = ()
        self._labels: list[Label] = []
        content = QWidget()
        self._column = pack(QVBoxLayout(content), margins=(14, 10, 14, 10), spacing=8)
        area = scrolling(content, QScrollArea())
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        pack(QVBoxLayout(self), area, margins=(2, 2, 2, 2))

    def show_texts(self, texts: tuple[str, ...], name: str) -> None:
        """Lists ``sentences``; ``name`` is the list's for assistive technology. Closes when none is left."""
        if texts == self.texts:
            return
        self.texts = texts
        self.setAccessibleName("; ".join((name, *texts)))
        for label in self._labels:
            self._column.removeWidget(label)
            label.deleteLater()
        self._labels = [Label(14, 600, Colours.AMBER_INK, lines=_LINES) for _ in texts]
        for label, text in zip(self._labels, texts, strict=True):
            label.show_text(text)
            self._column.addWidget(label)
        if not texts:
            self.hide()
        elif self.isVisible():
            self._fit(self.width())

    def open_below(self, band: QWidget) -> None:
        """Opens at the lower edge of ``band``, or closes when it is open."""
        if self.isVisible():
            self.hide()
            return
        if self.texts:
            window = self._parent.window()
            self._before = window.focusWidget()
            self.setParent(window)
            self._fit(min(_MOST_PX, band.width() - 16))
            self.move(band.mapTo(window, QPoint(8, band.height())))
            self.show()
            self.raise_()
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self, width: int) -> None:
        """As high as its sentences, as far as the window goes."""
        for label in self._labels:
            label.fit_lines(width - 34)
        wanted = sum(label.minimumSizeHint().height() + 8 for label in self._labels) + 18
        self.setFixedSize(width, max(60, min(wanted, self._parent.window().height() - 110)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        focus = QApplication.focusWidget()
        if focus is None or not self._parent.isAncestorOf(focus):  # its own button closes it
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Colours.AMBER100)
        fill_rounded(painter, QRectF(self.rect()), 4, Colours.AMBER100, edge=Colours.AMBER_EDGE, edge_px=1)
