"""A button that opens a list of which one is chosen; its width is that of the longest, whichever that is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QWidget

from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.look_list import BY_KEYBOARD
from qtkit.icons import paint_icon
from qtkit.paint import draw_lines, fill_rounded, fit_or_cut, rounded_path, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

_PX, _SIDE, _SIGN, _HEIGHT = 15, 14, 18, 40
_MOST = 240
_MOST_ROWS = 12


class Chooser(QComboBox):
    """``chose`` carries the key of what the person has chosen; arrows choose without opening it."""

    chose = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._ringed = self._narrowed = False
        self._body_height = _HEIGHT
        self._options: tuple[tuple[str, str], ...] = ()
        self.setFont(font(_PX, 700))
        self.view().setFont(font(_PX, 600))
        self.setMaxVisibleItems(_MOST_ROWS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.activated.connect(self._on_activated)

    def show_options(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offers ``options``, keys with their captions; ``chosen`` is the key of the one that is shown."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self.clear()
            self.addItems([caption for _, caption in options])
        at = next((at for at, (key, _) in enumerate(options) if key == chosen), 0)
        if at != self.currentIndex():
            self.setCurrentIndex(at)
        self.setEnabled(len(self._options) > 1)
        set_tip(self, self.currentText())
        self.updateGeometry()

    def show_narrowed(self, narrowed: bool) -> None:
        """Shows on a tint that not everything is seen by what is chosen."""
        self._narrowed = narrowed
        self.update()

    def set_height(self, height: int) -> None:
        """Sets the painted height; the room for the focus ring comes on top."""
        self._body_height = height
        self.updateGeometry()

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        self.chose.emit(self._options[place][0])

    def sizeHint(self) -> QSize:
        longest = max((text_width(caption, self.font()) for _, caption in self._options), default=0.0)
        wide = min(_MOST, longest + 2 * _SIDE + _SIGN + 8)
        return QSize(math.ceil(wide) + 2 * FOCUS_ROOM, self._body_height + 2 * FOCUS_ROOM)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(130, self.sizeHint().width()), self.sizeHint().height())

    def showPopup(self) -> None:  # noqa: N802
        widest = max((text_width(caption, self.view().font()) for _, caption in self._options), default=0.0)
        self.view().setMinimumWidth(max(self.width(), math.ceil(widest) + 48))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # whoever scrolls over it wants something else

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) and self.isEnabled()
        body = QRectF(self.rect()).adjusted(FOCUS_ROOM, FOCUS_ROOM, -FOCUS_ROOM, -FOCUS_ROOM)
        plain = Colours.AMBER100 if self._narrowed else Colours.SURFACE
        fill = Colours.DESK_HOVER if over else plain
        edge = Colours.DESK_EDGE if self.isEnabled() else Colours.DESK_LINE
        fill_rounded(painter, body, 10, fill, edge=edge, edge_px=1)
        right = body.right() - _SIDE + 4
        if self.isEnabled():
            square = QRectF(right - _SIGN, body.center().y() - _SIGN / 2, _SIGN, _SIGN)
            paint_icon(painter, square, "menu-down", Colours.INK)
            right -= _SIGN + 4
        room = right - body.left() - _SIDE
        text = fit_or_cut(self.currentText(), room, _PX, 700, lines=2, height=body.height() - 6)
        draw_lines(painter, text, body.left() + _SIDE, body.center().y(), ink=Colours.INK)
        if self.hasFocus() and self._ringed:
            outer = QRectF(self.rect())
            ring = rounded_path(outer, 14) - rounded_path(outer.adjusted(2, 2, -2, -2), 12)
            painter.fillPath(ring, Colours.TELUK700)
