"""The sheet over the page that lists every key of the window and of the tab that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.supervisor.keys import HELP_SHORTCUT, KeyLook
from qtkit.desk.buttons import paint_shortcut, shortcut_width
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.look_list import LookList
from qtkit.desk.panel import Panel
from qtkit.paint import draw_lines, fit_or_cut
from qtkit.theme.tokens import Colours, with_alpha

_ROW, _HEAD_ROW, _SIDE = 34, 38, 18
_KEYS = 128.0
"""Pixels that the keys have left of what they do."""
_WIDEST, _EDGE = 560, 20
_INKS = (Colours.SURFACE, Colours.DESK_EDGE, Colours.INK)


class KeyList(LookList[KeyLook]):
    """The keys."""

    def __init__(self) -> None:
        super().__init__("keys")

    def height_of(self, look: KeyLook) -> int:
        return _ROW if look.keys else _HEAD_ROW

    def paint_look(self, painter: QPainter, rect: QRectF, look: KeyLook, *, first: bool) -> None:
        y, left, right = rect.center().y(), rect.left() + _SIDE, rect.right() - _SIDE
        if not look.keys:
            head = fit_or_cut(look.text, right - left, 12.5, 700)
            draw_lines(painter, head, left, y + 4, ink=Colours.DESK_TEXT2)
            return
        paint_shortcut(painter, QPointF(left, y), look.keys, _INKS)
        begin = left + max(_KEYS, shortcut_width(look.keys) + 12)
        text = fit_or_cut(look.text, right - begin, 15, 600, lines=2, height=_ROW - 2)
        draw_lines(painter, text, begin, y, ink=Colours.INK)


class KeySheet(QWidget):
    """Lies over its parent while it is shown; Esc, Enter and a click leave it."""

    access_role = QAccessible.Role.Dialog

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key-sheet")
        self._before: QWidget | None = None
        self._panel = Panel(self)
        self._title = Label(20, 800, height_px=30, min_px=14, name="key-sheet-title")
        self.list = KeyList()
        head = pack(QVBoxLayout(), self._title, margins=(_SIDE, 0, _SIDE, 0))
        pack(QVBoxLayout(self._panel), head, (self.list, 1), margins=(0, 14, 4, 12), spacing=4)
        self.hide()

    def open(self, title: str, looks: Sequence[KeyLook]) -> None:
        """Shows ``looks`` over the parent."""
        self._before = self.window().focusWidget()
        self._title.show_text(f"{title} ({HELP_SHORTCUT})")
        self.setAccessibleName(title)
        self.list.setAccessibleName(title)
        self.list.show_looks(looks)
        self.place()
        self.show()
        self.raise_()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def leave(self) -> None:
        """Goes; whoever had the focus gets it back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def place(self) -> None:
        """In the middle of the parent, as high as it needs."""
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        width = min(_WIDEST, self.width() - 2 * _EDGE)
        height = min(self.height() - 2 * _EDGE, 14 + 30 + 4 + self.list.content_height + 14)
        self._panel.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave()
        event.accept()  # nothing of the page below answers to a key

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), with_alpha(Colours.TELUK900, 0.55))
