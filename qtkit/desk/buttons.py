"""The desk's keys: an icon, a caption, and the cap of the function key that does the same."""

from __future__ import annotations

import math
from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qtkit.desk.label import SMALLEST_PX, draw_laid, lay_text
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, fill_rounded, rounded_path, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours, with_alpha
from qtkit.tips import set_tip

_RADIUS = 10.0
_NARROW = 130.0
FOCUS_ROOM = 4
"""Pixels around the key that the focus ring takes: 2 white, 2 teluk700."""


_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Select)
_SILENT = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Coming back to the window leaves the ring as it was."""


class Look(Enum):
    """How strongly a key calls: only one key of a window is FILLED at a time. ALERT is amber: behind this key something
    wants to be looked at."""

    PLAIN = "plain"
    STRONG = "strong"
    FILLED = "filled"
    BAR = "bar"
    ALERT = "alert"


class DeskButton(QAbstractButton):
    """A painted key. Its reason for being impossible is its tooltip; while its press is under way it shows dots.

    ``shortcut_text`` is what the key shows; the window binds the shortcut itself. ``space_presses``: whether the
    space bar presses it while it has the focus.
    """

    def __init__(
        self,
        name: str,
        icon: str,
        shortcut_text: str,
        *,
        parent: QWidget | None = None,
        look: Look = Look.PLAIN,
        height: int = 56,
        px: int = 15,
        icon_px: int = 22,
        stacked: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.shortcut_text = shortcut_text
        self._icon, self._look, self._px, self._icon_px, self._stacked = icon, look, px, icon_px, stacked
        self._detail = ""
        self._busy = False
        self._without_icon = not icon
        self._without_shortcut = not shortcut_text
        self._ringed = False
        self._key_height = height
        self.space_presses = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it rests
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_caption(self, caption: str, detail: str = "", *, spoken: str = "") -> None:
        """Shows the caption, with a smaller second line when ``detail`` is given; ``spoken`` replaces both for
        assistive technology."""
        if (caption, detail) != (self.text(), self._detail):
            self._detail = detail
            self.setText(caption)
            self.updateGeometry()
        name = spoken or (f"{caption}, {detail}" if detail else caption)
        self.setAccessibleName(f"{name} ({self.shortcut_text})" if self.shortcut_text else name)
        self.update()

    def show_look(self, look: Look) -> None:
        """Draws the key filled, strong or plain."""
        if look is not self._look:
            self._look = look
            self.update()

    def show_icon(self, icon: str) -> None:
        """Draws another icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def set_possible(self, possible: bool, reason: str = "") -> None:
        """Enables the key, or disables it with the reason as its tooltip."""
        if not possible and self.hasFocus():
            self.clearFocus()  # Qt would hand the focus to the next key, which a held space bar must not press
        self.setEnabled(possible)
        set_tip(self, "" if possible else reason)
        self.setAccessibleDescription("" if possible else reason)

    def set_busy(self, busy: bool) -> None:
        """Shows that the key's press is under way."""
        if busy != self._busy:
            self._busy = busy
            self.update()

    def set_size(self, height: int, px: int, icon_px: int) -> None:
        """Sets the painted height and the sizes of caption and icon; the room for the focus ring comes on top."""
        if (height, px, icon_px) != (self._key_height, self._px, self._icon_px):
            self._key_height, self._px, self._icon_px = height, px, icon_px
            self.updateGeometry()

    def set_icon_shown(self, shown: bool) -> None:
        """Leaves the icon out where room is short; the caption and the cap stay."""
        if shown is self._without_icon:
            self._without_icon = not shown
            self.updateGeometry()
            self.update()

    def set_shortcut_shown(self, shown: bool) -> None:
        """Leaves the printed cap out where even its room is needed for the caption."""
        if shown is self._without_shortcut:
            self._without_shortcut = not shown
            self.updateGeometry()
            self.update()

    @property
    def look(self) -> Look:
        """How the key is drawn."""
        return self._look

    @property
    def busy(self) -> bool:
        """True while the key's press is under way."""
        return self._busy

    @property
    def detail(self) -> str:
        """The second line of the caption."""
        return self._detail

    @property
    def body(self) -> QRectF:
        """The key itself, without the room for its focus ring."""
        return QRectF(self.rect()).adjusted(FOCUS_ROOM, FOCUS_ROOM, -FOCUS_ROOM, -FOCUS_ROOM)

    def sizeHint(self) -> QSize:
        width = self._content_width(self._px) + 2 * FOCUS_ROOM
        return QSize(math.ceil(width), self._key_height + 2 * FOCUS_ROOM)

    def minimumSizeHint(self) -> QSize:
        if self._stacked:
            return QSize(54, self._key_height + 2 * FOCUS_ROOM)
        width = self._content_width(SMALLEST_PX) + 2 * FOCUS_ROOM
        return QSize(math.ceil(width), self._key_height + 2 * FOCUS_ROOM)

    def _content_width(self, px: float) -> float:
        translate = max(text_width(self.text(), font(px, 700)), text_width(self._detail, font(min(px, 13), 600)))
        if self._stacked:
            return translate + 16
        icon = 0 if self._without_icon else self._icon_px + 10
        shortcut_text = 0 if self._without_shortcut else shortcut_width(self.shortcut_text) + 8
        return (13 if self._icon else 11) + icon + translate + shortcut_text + 11

    def hitButton(self, pos: QPoint) -> bool:
        return self.body.contains(QPointF(pos))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _SILENT:
            self._ringed = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ringed = True
        if event.isAutoRepeat() or (event.key() in _PRESSING and not self.space_presses):
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.space_presses:
            event.ignore()  # some desktops press with it too
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        ink = self._ink()
        self._paint_ground(painter)
        if self._busy:
            self._paint_dots(painter, ink)
        elif self._stacked:
            self._paint_stacked(painter, ink)
        else:
            self._paint_row(painter, ink)
        if self.hasFocus() and self._ringed:
            self._paint_focus(painter)

    def _ink(self) -> QColor:
        if self._look is Look.BAR:
            return Colours.WHITE if self.isEnabled() else with_alpha(Colours.WHITE, 0.55)
        if not self.isEnabled():
            return Colours.DESK_DISABLED
        if self._look is Look.FILLED:
            return Colours.WHITE
        return {Look.STRONG: Colours.TELUK700, Look.ALERT: Colours.AMBER_INK}.get(self._look, Colours.INK)

    def _paint_ground(self, painter: QPainter) -> None:
        fill, edge, edge_px = self._ground()
        fill_rounded(painter, self.body, _RADIUS, fill, edge=edge, edge_px=edge_px)

    def _ground(self) -> tuple[QColor, QColor, float]:
        hover = self.underMouse() and self.isEnabled()
        if self._look is Look.BAR:
            fill = Colours.TELUK900 if self.isDown() else Colours.TELUK700 if hover else Colours.TELUK800
            return fill, with_alpha(Colours.WHITE, 0.30 if self.isEnabled() else 0.16), 1
        if not self.isEnabled():
            return Colours.SURFACE, Colours.DESK_LINE, 1
        if self._look is Look.FILLED:
            fill = Colours.TELUK900 if self.isDown() else Colours.TELUK800 if hover else Colours.TELUK700
            return fill, fill, 0
        if self._look is Look.ALERT:
            return Colours.AMBER if self.isDown() else Colours.AMBER100, Colours.AMBER_EDGE, 2 if hover else 1
        fill = Colours.TELUK100 if self.isDown() else Colours.DESK_HOVER if hover else Colours.SURFACE
        if self._look is Look.STRONG:
            return fill, Colours.TELUK700, 2
        return fill, Colours.TELUK700 if self.isDown() else Colours.DESK_EDGE, 1

    def _paint_row(self, painter: QPainter, ink: QColor) -> None:
        body = self.body
        left, edge = self._padding
        x, right = body.left() + left, body.right() - edge
        if not self._without_shortcut:
            right -= shortcut_width(self.shortcut_text)
            paint_shortcut(painter, QPointF(right, body.center().y()), self.shortcut_text, self._shortcut_inks())
            right -= 8
        if not self._without_icon:
            side = self._icon_px
            colour = Colours.TELUK700 if self._look is Look.PLAIN and self.isEnabled() else ink
            paint_icon(painter, QRectF(x, body.center().y() - side / 2, side, side), self._icon, colour)
            x += side + 10
        self._paint_texts(painter, ink, x, right - x)

    @property
    def _padding(self) -> tuple[float, float]:
        """Pixels left of what is painted and right of it."""
        return (7.0, 6.0) if self.body.width() < _NARROW else (13.0 if self._icon else 11.0, 10.0)

    @property
    def cut(self) -> bool:
        """Whether the caption or its second line has no room."""
        body = self.body
        if self._stacked:
            return lay_text(self.text(), body.width() - 4, self._px, 700, lines=2, height=28).cut
        icon = 0 if self._without_icon else self._icon_px + 10
        shortcut_text = 0 if self._without_shortcut else shortcut_width(self.shortcut_text) + 8
        room = body.width() - sum(self._padding) - icon - shortcut_text
        if self._detail:
            return lay_text(self.text(), room, self._px, 700).cut or lay_text(self._detail, room, 13, 600).cut
        return lay_text(self.text(), room, self._px, 700, lines=2, height=body.height() - 8).cut

    def _paint_texts(self, painter: QPainter, ink: QColor, x: float, width: float) -> None:
        middle = self.body.center().y()
        painter.setPen(ink)
        if not self._detail:
            height = self.body.height() - 8
            draw_laid(painter, lay_text(self.text(), width, self._px, 700, lines=2, height=height), x, middle)
            return
        low = self.body.height() < 42
        draw_laid(painter, lay_text(self.text(), width, self._px, 700), x, middle - (8 if low else 9))
        if self.isEnabled() and self._look is not Look.FILLED:
            painter.setPen(Colours.DESK_TEXT2)
        draw_laid(painter, lay_text(self._detail, width, 12 if low else 13, 600), x, middle + (8 if low else 11))

    def _paint_stacked(self, painter: QPainter, ink: QColor) -> None:
        body = self.body
        caps = font(12, 700)
        wide = self._icon_px + 7 + text_width(self.shortcut_text, caps)
        x = body.center().x() - wide / 2
        y = body.top() + body.height() * (0.28 if self._detail else 0.35)
        side = self._icon_px
        colour = Colours.TELUK700 if self._look is Look.PLAIN and self.isEnabled() else ink
        paint_icon(painter, QRectF(x, y - side / 2, side, side), self._icon, colour)
        painter.setPen(ink if self._look in (Look.FILLED, Look.ALERT) or not self.isEnabled() else Colours.DESK_TEXT2)
        draw_capitals(painter, self.shortcut_text, caps, x + side + 7, y)
        painter.setPen(ink)
        middle, centre = body.center().x(), Qt.AlignmentFlag.AlignHCenter
        if self._detail:
            caption = lay_text(self.text(), body.width() - 4, self._px, 700, height=14)
            draw_laid(painter, caption, middle, body.top() + body.height() * 0.59, centre)
            if self.isEnabled() and self._look is not Look.FILLED:
                painter.setPen(Colours.DESK_TEXT2)
            detail = lay_text(self._detail, body.width() - 2, 12, 600, height=14)
            draw_laid(painter, detail, middle, body.top() + body.height() * 0.83, centre)
            return
        laid = lay_text(self.text(), body.width() - 4, self._px, 700, lines=2, height=28)
        draw_laid(painter, laid, middle, body.top() + body.height() * 0.71, centre)

    def _paint_dots(self, painter: QPainter, ink: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        middle = self.body.center()
        for place in (-1, 0, 1):
            painter.drawEllipse(QPointF(middle.x() + 14 * place, middle.y()), 3.5, 3.5)

    def _paint_focus(self, painter: QPainter) -> None:
        ring = Colours.AMBER if self._look is Look.BAR else Colours.TELUK700
        outer, inner = QRectF(self.rect()), QRectF(self.rect()).adjusted(2, 2, -2, -2)
        path = rounded_path(outer, _RADIUS + 4) - rounded_path(inner, _RADIUS + 2)
        painter.fillPath(path, ring)

    def _shortcut_inks(self) -> tuple[QColor, QColor, QColor]:
        """Fill, edge and letters of the key cap."""
        if self._look in (Look.FILLED, Look.BAR):
            alpha = 1.0 if self.isEnabled() else 0.55
            return (
                with_alpha(Colours.WHITE, 0.08),
                with_alpha(Colours.WHITE, 0.6 * alpha),
                with_alpha(Colours.WHITE, alpha),
            )
        if not self.isEnabled():
            return Colours.SURFACE, Colours.DESK_LINE, Colours.DESK_DISABLED
        return Colours.DESK_HOVER, Colours.DESK_FIELD, Colours.INK


def shortcut_width(shortcut_text: str) -> float:
    """Pixels that a key cap takes."""
    return max(30.0, math.ceil(text_width(shortcut_text, font(12, 700))) + 15)


def paint_shortcut(
    painter: QPainter, left_middle: QPointF, shortcut_text: str, inks: tuple[QColor, QColor, QColor]
) -> None:
    """Paints a key cap of 20 pixels with the heavier lower edge of a real key."""
    fill, edge, letters = inks
    rect = QRectF(left_middle.x(), left_middle.y() - 10, shortcut_width(shortcut_text), 20)
    ring = rounded_path(rect, 5) - rounded_path(rect.adjusted(1, 1, -1, -2), 4)
    painter.fillPath(rounded_path(rect, 5), fill)
    painter.fillPath(ring, edge)
    painter.setPen(letters)
    draw_capitals(
        painter,
        shortcut_text,
        font(12, 700),
        rect.center().x(),
        rect.center().y() - 0.5,
        align=Qt.AlignmentFlag.AlignHCenter,
    )
