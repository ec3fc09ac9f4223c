"""The heads of the table: each is a button that sorts by its column."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from counter.supervisor.columns import CHEVRON, HEAD_PX, HEAD_SIGN, Columns, head_width
from counter.supervisor.listing import Column, Order
from hall.translator import Translator
from qtkit.desk.look_list import BY_KEYBOARD, paint_focus_row
from qtkit.icons import paint_icon
from qtkit.paint import draw_lines, fit_or_cut, text_width
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip
from qtkit.widgets.entering import enters

HEIGHT = 33
_RIGHT = frozenset({Column.WAITING, Column.DONE, Column.PROMISE, Column.STATE})
"""Columns that stand at their right end."""


class Head(QAbstractButton):
    """The head of one column; shows in which order it is sorted."""

    access_role = QAccessible.Role.ColumnHeader

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setObjectName(f"head-{column.name.lower()}")
        self.order = Order()
        self._ringed, self.signed = False, True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_head(self, text: str, spoken: str, order: Order) -> None:
        """Shows the text and the order of the table."""
        if (text, order) != (self.text(), self.order):
            self.order = order
            self.setText(text)
            self.update()
        self.setAccessibleName(spoken)
        set_tip(self, spoken)

    @property
    def sorted_by(self) -> bool:
        """Whether the table is sorted by this column."""
        return self.order.column is self.column

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(head_width(self.text(), signed=self.signed)), HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD or event.reason() is Qt.FocusReason.OtherFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the row of heads moves; Qt would go to whatever stands left or right of it
        elif enters(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        room = self.width() - (HEAD_SIGN if self.signed else 0.0)
        laid = fit_or_cut(self.text(), room + 1, HEAD_PX, 700 if self.sorted_by else 600, lines=2, height=HEIGHT - 3)
        ink = Colours.TELUK700 if self.sorted_by or self.underMouse() else Colours.DESK_TEXT2
        y, right = self.height() / 2, self.column in _RIGHT
        x, side = (float(self.width()), Qt.AlignmentFlag.AlignRight) if right else (0.0, Qt.AlignmentFlag.AlignLeft)
        draw_lines(painter, laid, x, y, align=side, ink=ink)
        if self.sorted_by and self.signed:
            width = max(text_width(line, laid.font) for line in laid.lines)
            at = x - width - HEAD_SIGN if right else width
            sign = "menu-down" if self.order.falling else "menu-up"
            paint_icon(painter, QRectF(at, y - HEAD_SIGN / 2, HEAD_SIGN, HEAD_SIGN), sign, ink)
        if self.hasFocus() and self._ringed:
            paint_focus_row(painter, QRectF(self.rect()))


class HeadRow(QWidget):
    """The heads above their columns. One of them is in the order of the Tab key; arrows move between them."""

    sorted_by = Signal(int)

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self.setFixedHeight(HEIGHT)
        self.heads = {column: Head(column, self) for column in Column}
        for head in self.heads.values():
            head.clicked.connect(lambda _checked=False, column=head.column: self.sorted_by.emit(int(column)))
        self._rest(Column.NAME)

    def show_order(self, order: Order) -> None:
        """Shows the names of the columns and the order of the table."""
        for column, head in self.heads.items():
            text = self._translate(f"supervisor.head_{column.name.lower()}")
            key = "sort" if order.column is not column else "sorted_falling" if order.falling else "sorted_rising"
            head.show_head(text, self._translate(f"supervisor.{key}", head=text), order)

    def place(self, columns: Columns, left: int) -> None:
        """Puts the heads above ``columns``, which begin at ``left``."""
        for column, head in self.heads.items():
            head.signed = columns.signed
            head.setVisible(columns.shown(column) and (column is not Column.ZONE or columns.zone_named))
            x, width = columns.left[column], columns.width[column]
            if column is Column.NAME:
                x, width = x + CHEVRON, width - CHEVRON
            if column in _RIGHT:
                x, width = min(x, x + width - head.sizeHint().width()), max(width, head.sizeHint().width())
            head.setGeometry(round(left + x), 0, round(max(width, head.sizeHint().width())), HEIGHT)

    def _rest(self, column: Column) -> None:
        for one, head in self.heads.items():
            head.setFocusPolicy(Qt.FocusPolicy.TabFocus if one is column else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        shown = [column for column in Column if self.heads[column].isVisible()]
        at = next((place for place, column in enumerate(shown) if self.heads[column].hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if at is None or step is None:
            super().keyPressEvent(event)
            return
        column = shown[max(0, min(len(shown) - 1, at + step))]
        self._rest(column)
        self.heads[column].setFocus(Qt.FocusReason.TabFocusReason)
