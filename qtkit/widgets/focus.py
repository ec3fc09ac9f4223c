"""The ring around the widget with the keyboard's focus, painted above everything so that no widget needs a margin for
it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from qtkit.paint import ring_rounded
from qtkit.theme.tokens import Colours
from qtkit.widgets.pressable import FOCUS_RADIUS

_FOLLOWED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


_WIDTH = 6.0  # pixels of the reference picture


class FocusRing(QWidget):
    """Follows the focus inside ``window`` to every widget that has the property ``focus_radius``.

    Lets all touches through. Build it last; ``unit`` is one reference pixel.
    """

    def __init__(self, window: QWidget, unit: float = 1.0) -> None:
        super().__init__(window)
        self._window = window
        self._unit = unit
        self.target: QWidget | None = None
        self._watched: list[QObject] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def set_unit(self, unit: float) -> None:
        """Scales the ring with the window."""
        self._unit = unit
        self._place()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for watched in self._watched:
            if isValid(watched):  # a page may be deleted together with the button that had the focus
                watched.removeEventFilter(self)
        self._watched = []
        self.target = None
        if now is not None and now.property(FOCUS_RADIUS) is not None and self._window.isAncestorOf(now):
            self.target = now
            self._watch(now)
        self._place()

    def _watch(self, target: QWidget) -> None:
        """Watches the target and all around it: a page that slides takes its buttons along."""
        widget: QWidget | None = target
        while widget is not None and widget is not self._window:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()

    def _place(self) -> None:
        target = self.target
        if target is None or not target.isVisibleTo(self._window):
            self.hide()
            return
        reach = self._reach()
        corner = target.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(
            corner.x() - reach, corner.y() - reach, target.width() + 2 * reach, target.height() + 2 * reach
        )
        self.show()
        self.raise_()
        self.update()

    def _reach(self) -> int:
        return round(_WIDTH * self._unit + 1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.target is None:
            return
        painter = QPainter(self)
        reach = self._reach()
        radius = float(self.target.property(FOCUS_RADIUS))
        body = QRectF(self.rect()).adjusted(reach, reach, -reach, -reach)
        ring_rounded(painter, body, radius, Colours.AMBER, _WIDTH * self._unit)
