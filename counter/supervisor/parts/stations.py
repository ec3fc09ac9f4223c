"""How the machines of the hall are: in words, not only as dots."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from counter.supervisor.texts import station_name
from hall.translator import Translator
from hall.views import FloorView, StationLine
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.look_list import LookList
from qtkit.desk.panel import Divider, Panel
from qtkit.icons import paint_icon
from qtkit.paint import LINE_STEP, Fitted, draw_capitals, draw_lines, fit_or_cut, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

_SIDE = 18
_ROW, _LINES = 35, 6
_ICON, _GAP = 18.0, 10.0
_SIGN = 22.0
_TWO_COLUMNS = 190.0
"""Pixels from which on name and what is known stand next to each other."""
_KINDS = {
    "kiosk": "printer-pos",
    "board": "television",
    "voice": "volume-high",
    "counters": "desktop-classic",
    "database": "content-save",
    "disk": "harddisk",
    "versions": "package-variant",
    "clock": "clock-outline",
}
_STATES = {
    "good": ("check-circle", Colours.GREEN),
    "attention": ("alert", Colours.AMBER_INK),
    "lost": ("close", Colours.RED),
}


@dataclass(frozen=True, slots=True)
class StationLook:
    """A machine as it is painted."""

    key: str
    icon: str
    name: str
    said: str
    state: str
    word: str
    spoken: str


def station_look(line: StationLine, translate: Translator) -> StationLook:
    """How a machine is painted."""
    name, said = station_name(line, translate), line.said.message(translate)
    word = translate(f"supervisor.health_{line.state}")
    spoken = f"{name}: {word}, {said}" if said else f"{name}: {word}"
    return StationLook(f"{line.kind} {line.name}", _KINDS[line.kind], name, said, line.state, word, spoken)


class StationList(LookList[StationLook]):
    """The machines: what they are called, what is known of them, and how they are."""

    def __init__(self) -> None:
        super().__init__("stations")

    def _laid(self, look: StationLook) -> tuple[Fitted, Fitted, float]:
        """Name and what is known in their columns, and where the second one begins; 0 where it stands below the name,
        as there is no room for two columns."""
        width = self.viewport().width() - 2 * _SIDE + 4
        word = max(text_width(one.word, font(14, 700)) for one in self.rows.looks) + _SIGN
        names = max(text_width(one.name, font(14, 700)) for one in self.rows.looks)
        room = width - _ICON - _GAP - word - 2 * _GAP
        if room < _TWO_COLUMNS:
            name = fit_or_cut(look.name, room + _GAP, 14, 700, min_px=13, lines=_LINES)
            return name, fit_or_cut(look.said, room + _GAP, 13, 500, lines=_LINES), 0
        left = min(max(names, room * 0.38), room * 0.48)
        name = fit_or_cut(look.name, left, 14, 700, min_px=13, lines=_LINES)
        said = fit_or_cut(look.said, room - left, 13, 500, lines=_LINES)
        return name, said, _SIDE + _ICON + _GAP + left + _GAP

    def height_of(self, look: StationLook) -> int:
        name, said, left = self._laid(look)
        name_height, said_height = _height(name), _height(said)
        return max(_ROW, 10 + (max(name_height, said_height) if left else name_height + said_height + 2))

    def paint_look(self, painter: QPainter, rect: QRectF, look: StationLook, *, first: bool) -> None:
        if not first:
            painter.fillRect(QRectF(_SIDE, rect.top(), rect.width() - 2 * _SIDE + 4, 1), Colours.DESK_TRACK)
        y = rect.center().y()
        name, said, left = self._laid(look)
        paint_icon(painter, QRectF(_SIDE, y - _ICON / 2, _ICON, _ICON), look.icon, Colours.DESK_TEXT2)
        begin, name_y, said_y = _SIDE + _ICON + _GAP, y, y
        if not left:
            over = (_height(name) + _height(said) + 2) / 2
            name_y, said_y = y - over + _height(name) / 2, y + over - _height(said) / 2
        draw_lines(painter, name, begin, name_y, ink=Colours.INK)
        draw_lines(painter, said, left or begin, said_y, ink=Colours.DESK_TEXT2)
        sign, ink = _STATES[look.state]
        right = rect.width() - _SIDE + 4
        word = draw_capitals(painter, look.word, font(14, 700), right, y, align=Qt.AlignmentFlag.AlignRight, ink=ink)
        paint_icon(painter, QRectF(right - word - _SIGN, y - 8, 16, 16), sign, ink)


def _height(laid: Fitted) -> int:
    return math.ceil(len(laid.lines) * laid.font.pixelSize() * LINE_STEP)


class StationPanel(Panel):
    """The list with its title."""

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._title = Label(12.5, 600, Colours.DESK_TEXT2)
        self.list = StationList()
        head = pack(QHBoxLayout(), (self._title, 1), margins=(_SIDE, 0, _SIDE, 0))
        rule = pack(QHBoxLayout(), Divider(Colours.DESK_TRACK), margins=(_SIDE, 0, _SIDE, 0))
        self._column = pack(
            QVBoxLayout(self),
            head,
            11,
            rule,
            (pack(QHBoxLayout(), self.list, margins=(0, 0, 4, 0)), 1),
            margins=(0, 18, 0, 14),
            spacing=0,
        )

    def set_small(self, small: bool) -> None:
        """Gives up air on a small screen."""
        self._column.setContentsMargins(0, 6 if small else 18, 0, 4 if small else 14)

    def show_view(self, view: FloorView) -> None:
        """Shows the machines of ``view``."""
        self._title.show_text(self._translate("supervisor.stations"))
        self.list.setAccessibleName(self._translate("supervisor.stations"))
        self.list.show_looks([station_look(line, self._translate) for line in view.stations])

    @property
    def wanted(self) -> int:
        """Pixels of height that all of it needs."""
        margins = self._column.contentsMargins()
        return margins.top() + margins.bottom() + self._title.sizeHint().height() + 12 + self.list.content_height

    def sizeHint(self) -> QSize:
        return QSize(380, self.wanted)
