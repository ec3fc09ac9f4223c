"""The rows of the alarms: how each looks, with the button that answers it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter

from counter.desk.texts import hall_clock
from counter.supervisor.answering.acts import button_of
from counter.supervisor.texts import alarm_parts
from hall.alarming import is_grave
from hall.translator import Translator
from hall.views import AlarmView, FloorView
from qtkit.desk.look_list import LookList
from qtkit.icons import paint_icon
from qtkit.paint import LINE_STEP, Fitted, draw_lines, fill_circle, fill_rounded, square, wrapped
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

SIDE = 18
_TILE, _GAP = 34.0, 12.0
_LEAST = 62
_BUTTON, _PAD = 34.0, 13.0
_ICONS = (
    ("alarm_help_call", "hand-wave"),
    ("alarm_unattended", "account-off"),
    ("alarm_longest_wait", "timer-sand"),
    ("alarm_promise", "timer-sand"),
    ("alarm_late_break", "coffee"),
    ("alarm_obstacles", "alert-circle"),
    ("alarm_disk", "database-alert"),
    ("alarm_slip_missing", "receipt-text"),
    ("alarm_paper", "receipt-text"),
    ("alarm_pin", "lock-alert"),
    ("alarm_writer", "database-alert"),
    ("row_wrong", "database-alert"),
    ("alarm_same_name", "lan-disconnect"),
    ("same_name", "lan-disconnect"),
    ("alarm_station", "lan-disconnect"),
    ("printer_paper_out", "receipt-text"),
    ("printer_", "printer-alert"),
    ("board_silent", "monitor-off"),
    ("board_mute", "volume-off"),
    ("board_", "monitor"),
    ("alarm_calendar", "calendar-alert"),
    ("alarm_estimates", "timer-sand"),
    ("alarm_backup", "database-alert"),
    ("alarm_", "clock-alert"),
    ("", "alert"),
)
"""How an alarm's code begins, and its sign. The first one counts."""


@dataclass(frozen=True, slots=True)
class AlarmLook:
    """An alarm as it is painted: ``taken`` says who sees to it, ``button`` what Enter and a click on the button do."""

    key: str
    what: str
    more: str
    taken: str
    button: str
    icon: str
    grave: bool
    new: bool
    spoken: str


def alarm_look(alarm: AlarmView, view: FloorView, translate: Translator, *, new: bool) -> AlarmLook:
    """How an alarm of ``view`` is painted; ``new``: nobody has looked at it yet."""
    what, more = alarm_parts(alarm, translate)
    icon = next(icon for code, icon in _ICONS if alarm.code.startswith(code))
    taken = ""
    if alarm.taken_by and alarm.taken_at is not None:
        at = hall_clock(alarm.taken_at, view.hall.timezone, translate)
        taken = translate("supervisor.alarm_taken", name=alarm.taken_by, time=at)
    button = translate(f"supervisor.alarm_do_{button_of(alarm, view)}")
    spoken = alarm.message(translate)
    if new:
        spoken = translate("supervisor.alarm_new_spoken", text=spoken)
    handle = translate("supervisor.alarm_do_give_back" if alarm.taken_by else "supervisor.alarm_do_see_to")
    keys = translate("supervisor.alarm_keys", do=button, take=handle)
    spoken = " ".join(part for part in (spoken, f"{taken}." if taken else "", keys) if part)
    return AlarmLook(alarm.key, what, more, taken, button, icon, is_grave(alarm.code), new, spoken)


def button_width(look: AlarmLook) -> float:
    """Pixels of its button."""
    return QFontMetricsF(font(13, 700)).horizontalAdvance(look.button) + 2 * _PAD


@lru_cache(maxsize=256)
def _laid(look: AlarmLook, width: float) -> tuple[tuple[Fitted, float], ...]:
    """The texts of a row of that width, each with the pixels from the top of the first one to its middle."""
    room = width - _TILE - 2 * _GAP - button_width(look)
    found, top = [], 0.0
    for text, px, weight in ((look.what, 15, 700), (look.more, 13, 500), (look.taken, 13, 600)):
        if text:
            fitted = wrapped(text, room, px, weight)
            height = len(fitted.lines) * px * LINE_STEP
            found.append((fitted, top + height / 2))
            top += height + 4
    return tuple(found)


def _height(look: AlarmLook, width: float) -> float:
    fitted, middle = _laid(look, width)[-1]
    return middle + len(fitted.lines) * fitted.font.pixelSize() * LINE_STEP / 2


class AlarmList(LookList[AlarmLook]):
    """The alarms, each as high as its texts. ``seen`` when the person has come to it; ``answered`` carries the key of
    the alarm whose button was pressed, by a click or Enter, ``handled`` that of the one that is taken or given back by
    the space bar."""

    seen = Signal()
    answered = Signal(str)
    handled = Signal(str)

    def __init__(self) -> None:
        super().__init__("alarms")
        self._pressed = ""

    def _width(self) -> float:
        return float(self.viewport().width() - 2 * SIDE + 4)

    def height_of(self, look: AlarmLook) -> int:
        return max(_LEAST, math.ceil(_height(look, self._width()) + 22))

    def button_rect(self, rect: QRectF, look: AlarmLook) -> QRectF:
        """Where the button of a row lies that lies in ``rect``."""
        width = button_width(look)
        return QRectF(SIDE + self._width() - width, rect.top() + 12, width, _BUTTON)

    def paint_look(self, painter: QPainter, rect: QRectF, look: AlarmLook, *, first: bool) -> None:
        if not first:
            painter.fillRect(QRectF(SIDE, rect.top(), rect.width() - 2 * SIDE + 4, 1), Colours.DESK_TRACK)
        fill, ink = (Colours.RED100, Colours.RED) if look.grave else (Colours.AMBER100, Colours.AMBER_INK)
        tile = QRectF(SIDE, rect.top() + 12, _TILE, _TILE)
        fill_rounded(painter, tile, 8, fill)
        paint_icon(painter, square(tile.center(), 20), look.icon, ink)
        if look.new:
            fill_circle(painter, tile.topRight() + QPointF(-1, 1), 4.5, Colours.RED)
        top = rect.top() + 11 + max(0.0, (_LEAST - 22 - _height(look, self._width())) / 2)
        inks = [Colours.INK, Colours.DESK_TEXT2, Colours.GREEN] if look.more else [Colours.INK, Colours.GREEN]
        for (fitted, middle), colour in zip(_laid(look, self._width()), inks, strict=False):
            draw_lines(painter, fitted, SIDE + _TILE + _GAP, top + middle, ink=colour)
        self._paint_button(painter, self.button_rect(rect, look), look)

    def _paint_button(self, painter: QPainter, rect: QRectF, look: AlarmLook) -> None:
        fill = Colours.TELUK100 if self._pressed == look.key else Colours.SURFACE
        fill_rounded(painter, rect, 10, fill, edge=Colours.DESK_EDGE, edge_px=1)
        caption = wrapped(look.button, rect.width(), 13, 700)
        draw_lines(painter, caption, rect.left() + _PAD, rect.center().y(), ink=Colours.TELUK700)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.seen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        keys = {Qt.Key.Key_Return: self.answered, Qt.Key.Key_Enter: self.answered, Qt.Key.Key_Space: self.handled}
        said = keys.get(Qt.Key(event.key()))
        if said is None or not index.isValid():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            said.emit(self.rows.looks[index.row()].key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._press(self._button_at(event.position().toPoint()))
        self.seen.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, key = self._pressed, self._button_at(event.position().toPoint())
        self._press("")
        if key and key == pressed:
            self.answered.emit(key)

    def _press(self, key: str) -> None:
        self._pressed = key
        self.viewport().update()

    def _button_at(self, point: QPoint) -> str:
        """The key of the alarm whose button lies at ``point``, empty for none."""
        index = self.indexAt(point)
        if not index.isValid():
            return ""
        look = self.rows.looks[index.row()]
        return look.key if self.button_rect(QRectF(self.visualRect(index)), look).contains(QPointF(point)) else ""
