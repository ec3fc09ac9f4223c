"""The list of alarms: what is wrong, and what to do about it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.supervisor.state import SupervisorState, alarm_key
from counter.supervisor.texts import alarm_parts
from hall.translator import Translator
from hall.views import AlarmView
from qtkit.announce import announce
from qtkit.desk.label import Label, Tag
from qtkit.desk.layout import Stretch, pack, stacked
from qtkit.desk.look_list import LookList
from qtkit.desk.panel import Divider, Icon, Panel
from qtkit.icons import paint_icon
from qtkit.paint import LINE_STEP, draw_lines, fill_circle, fill_rounded, square, wrapped
from qtkit.theme.tokens import Colours

_TILE, _GAP = 34.0, 12.0
_LEAST = 62
_SIDE = 18
_ICONS = (
    ("alarm_unattended", "account-off", True),
    ("alarm_slip_missing", "receipt-text", False),
    ("alarm_paper", "receipt-text", False),
    ("alarm_pin", "lock-alert", False),
    ("alarm_writer", "database-alert", True),
    ("row_wrong", "database-alert", True),
    ("alarm_same_name", "lan-disconnect", True),
    ("same_name", "lan-disconnect", True),
    ("alarm_station", "lan-disconnect", True),
    ("printer_paper_out", "receipt-text", True),
    ("printer_", "printer-alert", True),
    ("board_silent", "monitor-off", True),
    ("board_mute", "volume-off", True),
    ("board_", "monitor", False),
    ("alarm_calendar", "calendar-alert", False),
    ("alarm_", "clock-alert", False),
)
"""How an alarm's code begins, its sign, and whether it keeps visitors from being served. The first one counts."""


@dataclass(frozen=True, slots=True)
class AlarmLook:
    """An alarm as it is painted."""

    key: str
    what: str
    more: str
    icon: str
    grave: bool
    new: bool
    spoken: str


def alarm_look(alarm: AlarmView, translate: Translator, *, new: bool) -> AlarmLook:
    """How an alarm is painted; ``new``: nobody has looked at it yet."""
    what, more = alarm_parts(alarm, translate)
    icon, grave = next(
        (icon, grave) for code, icon, grave in (*_ICONS, ("", "alert", False)) if alarm.code.startswith(code)
    )
    spoken = alarm.message(translate)
    if new:
        spoken = translate("supervisor.alarm_new_spoken", text=spoken)
    return AlarmLook(repr(alarm_key(alarm)), what, more, icon, grave, new, spoken)


@lru_cache(maxsize=256)
def _laid(look: AlarmLook, width: float) -> tuple[float, float]:
    """Pixels of height of both texts."""
    room = width - _TILE - _GAP
    what, more = wrapped(look.what, room, 15, 700), wrapped(look.more, room, 13, 500)
    return len(what.lines) * 15 * LINE_STEP, len(more.lines) * 13 * LINE_STEP


class AlarmList(LookList[AlarmLook]):
    """The alarms, each as high as its texts; ``seen`` when the person has come to it."""

    seen = Signal()

    def __init__(self) -> None:
        super().__init__("alarms")

    def _width(self) -> float:
        return float(self.viewport().width() - 2 * _SIDE + 4)

    def height_of(self, look: AlarmLook) -> int:
        what, more = _laid(look, self._width())
        return max(_LEAST, math.ceil(what + (more + 4 if more else 0) + 22))

    def paint_look(self, painter: QPainter, rect: QRectF, look: AlarmLook, *, first: bool) -> None:
        if not first:
            painter.fillRect(QRectF(_SIDE, rect.top(), rect.width() - 2 * _SIDE + 4, 1), Colours.DESK_TRACK)
        what, more = _laid(look, self._width())
        fill, ink = (Colours.RED100, Colours.RED) if look.grave else (Colours.AMBER100, Colours.AMBER_INK)
        tile = QRectF(_SIDE, rect.top() + 12, _TILE, _TILE)
        fill_rounded(painter, tile, 8, fill)
        paint_icon(painter, square(tile.center(), 20), look.icon, ink)
        if look.new:
            fill_circle(painter, tile.topRight() + QPointF(-1, 1), 4.5, Colours.RED)
        x, room = _SIDE + _TILE + _GAP, self._width() - _TILE - _GAP
        top = rect.top() + 11 + max(0.0, (_LEAST - 22 - what - (more + 4 if more else 0)) / 2)
        draw_lines(painter, wrapped(look.what, room, 15, 700), x, top + what / 2, ink=Colours.INK)
        if look.more:
            y = top + what + 4 + more / 2
            draw_lines(painter, wrapped(look.more, room, 13, 500), x, y, ink=Colours.DESK_TEXT2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.seen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.seen.emit()


class AlarmPanel(Panel):
    """The list with its title and how many are new. ``seen`` when the person has looked at them."""

    seen = Signal()

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._said: frozenset[str] = frozenset()
        self._title = Label(12.5, 600, Colours.DESK_TEXT2)
        self.badge = Tag()
        self.badge.setObjectName("new-alarms")
        self.list = AlarmList()
        self._none = _Calm()
        self._lay_out()
        self.list.seen.connect(self._on_seen)

    def _lay_out(self) -> None:
        head = pack(QHBoxLayout(), (self._title, 1), self.badge, margins=(_SIDE, 0, _SIDE, 0))
        head.addStrut(22)  # as high with the badge as without it
        rule = pack(QHBoxLayout(), Divider(Colours.DESK_TRACK), margins=(_SIDE, 0, _SIDE, 0))
        self._body = stacked(self.list, self._none)
        body = pack(QHBoxLayout(), self._body, margins=(0, 0, 4, 0))
        self._column = pack(QVBoxLayout(self), head, 4, rule, (body, 1), margins=(0, 18, 0, 6), spacing=0)

    def set_small(self, small: bool) -> None:
        """Gives up air on a small screen."""
        self._column.setContentsMargins(0, 6 if small else 18, 0, 2 if small else 6)

    def show_state(self, state: SupervisorState) -> None:
        """Shows the alarms of the state's view; needs it."""
        view = state.view
        assert view is not None
        looks = [alarm_look(alarm, self._translate, new=alarm_key(alarm) not in state.seen) for alarm in view.alarms]
        self._title.show_text(self._translate("supervisor.alarms"))
        new = sum(look.new for look in looks)
        self.badge.show_text(self._translate("supervisor.alarms_new", n=new) if new else "", "late")
        self.list.setAccessibleName(self._translate("supervisor.alarms"))
        self.list.show_looks(list({look.key: look for look in looks}.values()))
        self._body.setCurrentIndex(0 if looks else 1)
        self._none.show_text(self._translate("supervisor.alarms_none"))
        self._announce(looks)

    def _announce(self, looks: list[AlarmLook]) -> None:
        """Lets a screen reader say what has come since the last view."""
        fresh = [look for look in looks if look.key not in self._said and look.new]
        self._said = frozenset(look.key for look in looks)
        for look in fresh:
            announce(self.list, look.spoken, urgent=look.grave)

    @property
    def wanted(self) -> int:
        """Pixels of height that all of it needs."""
        margins = self._column.contentsMargins()
        body = self.list.content_height if self.list.rows.looks else self._none.sizeHint().height()
        return margins.top() + margins.bottom() + 22 + 5 + body

    def sizeHint(self) -> QSize:
        return QSize(380, self.wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._on_seen()

    @Slot()
    def _on_seen(self) -> None:
        self.seen.emit()


class _Calm(QWidget):
    """What stands in the place of the list while there is no alarm."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Label(14, 600, lines=2, height_px=36)
        icon = Icon("check-circle", 18, Colours.GREEN)
        row = pack(QHBoxLayout(), icon, (self.text, 1), spacing=10)
        pack(QVBoxLayout(self), row, Stretch(), margins=(_SIDE, 8, _SIDE, 8), spacing=0)

    def show_text(self, text: str) -> None:
        """Shows ``text``."""
        self.text.show_text(text)
