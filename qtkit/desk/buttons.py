"""The desk's button: an icon, a caption, and the shortcut that does the same."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qtkit.desk.keyed_button import KeyedButton
from qtkit.icons import paint_icon
from qtkit.paint import (
    SMALLEST_PX,
    Fitted,
    draw_capitals,
    draw_lines,
    fill_rounded,
    fit_or_cut,
    rounded_path,
    text_width,
)
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours, with_alpha
from qtkit.tips import set_tip
from qtkit.widgets.painted_button import ButtonColours, Variant, paint_dots
from qtkit.widgets.ring import paint_ring

_RADIUS = 10.0
_NARROW = 130.0
FOCUS_ROOM = 4
"""Pixels around the button that the focus ring takes: 2 white, 2 teluk700."""


_C = Colours
_SECONDARY = ButtonColours(
    _C.SURFACE, _C.DESK_HOVER, _C.TELUK100, _C.TELUK700, _C.TELUK700, _C.TELUK700,
    off_fill=_C.SURFACE, off_edge=_C.DESK_LINE, off_text=_C.DESK_DISABLED, edge_px=2,
)  # fmt: skip
_PRIMARY = replace(
    _SECONDARY, fill=_C.ACCENT_FILL, hover=_C.ACCENT_HOVER, pressed=_C.ACCENT_PRESSED, text=_C.WHITE, edge_px=0
)  # fmt: skip
_COLOURS = {
    Variant.PRIMARY: _PRIMARY,
    Variant.SECONDARY: _SECONDARY,
    Variant.QUIET: replace(_SECONDARY, text=_C.INK, edge=_C.DESK_EDGE, edge_px=1),
    Variant.DARK: replace(
        _PRIMARY, fill=_C.TELUK800, hover=_C.ACCENT_FILL, off_fill=_C.TELUK800, off_text=with_alpha(_C.WHITE, 0.55),
        edge=with_alpha(_C.WHITE, 0.30), pressed_edge=with_alpha(_C.WHITE, 0.30), off_edge=with_alpha(_C.WHITE, 0.16),
        edge_px=1,
    ),
    Variant.ALERT: replace(
        _SECONDARY, fill=_C.AMBER100, hover=_C.AMBER100, pressed=_C.AMBER, text=_C.AMBER_INK,
        edge=_C.AMBER_EDGE, pressed_edge=_C.AMBER_EDGE, edge_px=1,
    ),
}  # fmt: skip
_FILLED = (Variant.PRIMARY, Variant.DARK)


@dataclass(frozen=True, slots=True)
class _Inks:
    """The colours of caption, second line, icon, shortcut, and of a shortcut above the caption."""

    text: QColor
    detail: QColor
    icon: QColor
    shortcut: tuple[QColor, QColor, QColor]
    stacked_shortcut: QColor


class _Content:
    """What is painted on a desk button, and how much room it needs."""

    def __init__(self, icon: str, shortcut_text: str, px: int, icon_px: int, *, stacked: bool) -> None:
        self.text, self.detail = "", ""
        self.icon, self.shortcut_text, self.px, self.icon_px, self.stacked = icon, shortcut_text, px, icon_px, stacked
        self.ring: tuple[int, int] | None = None
        self.without_icon = not icon
        self.without_shortcut = not shortcut_text

    def cut(self, body: QRectF) -> bool:
        """Whether the caption or its second line has no room in ``body``."""
        if self.stacked:
            return fit_or_cut(self.text, body.width() - 4, self.px, 700, lines=2, height=28).cut
        return self._laid(body)[0]

    def width(self, px: float) -> float:
        """Pixels that it takes with the caption in ``px`` pixels."""
        texts = max(text_width(self.text, font(px, 700)), text_width(self.detail, font(min(px, 13), 600)))
        beside = self._beside(icon=not self.without_icon, shortcut=not self.without_shortcut)
        return texts + 16 if self.stacked else (13 if self.icon else 11) + texts + beside + 11

    def _beside(self, *, icon: bool, shortcut: bool) -> float:
        """Pixels of icon and shortcut with their distance from the caption."""
        return (self.icon_px + 10) * icon + (shortcut_width(self.shortcut_text) + 8) * shortcut

    def _padding(self, body: QRectF) -> tuple[float, float]:
        """Pixels left of what is painted and right of it."""
        return (7.0, 6.0) if body.width() < _NARROW else (13.0 if self.icon else 11.0, 10.0)

    def _laid(self, body: QRectF) -> tuple[bool, Fitted, Fitted | None, bool, bool]:
        """Whether a row is cut, its caption and second line, and whether icon and shortcut stand next to them: the icon
        goes first, then the shortcut, where a caption needs their room in its smallest type."""
        key = not self.without_shortcut
        for icon, shortcut in ((not self.without_icon, key), (False, key), (False, False)):
            room = body.width() - sum(self._padding(body)) - self._beside(icon=icon, shortcut=shortcut)
            caption, detail = self._fitted(room, body.height())
            cut = caption.cut or (detail is not None and detail.cut)
            if not cut:
                break
        return cut, caption, detail, icon, shortcut

    def _fitted(self, width: float, height: float) -> tuple[Fitted, Fitted | None]:
        """The caption and its second line in a row of that size."""
        if not self.detail:
            return fit_or_cut(self.text, width, self.px, 700, lines=2, height=height - 8), None
        detail = fit_or_cut(self.detail, width, 12 if height < 42 else 13, 600)
        return fit_or_cut(self.text, width, self.px, 700), detail

    def _paint_icon(self, painter: QPainter, x: float, y: float, inks: _Inks) -> None:
        square = QRectF(x, y - self.icon_px / 2, self.icon_px, self.icon_px)
        if self.ring is None:
            paint_icon(painter, square, self.icon, inks.icon)
            return
        left, whole = self.ring
        painter.save()
        paint_ring(painter, square.adjusted(-1, -1, 1, 1), left / whole, 3)
        painter.restore()
        centre = Qt.AlignmentFlag.AlignHCenter
        seconds = font(11 if self.icon_px >= 24 else 10, 800, tabular=True)
        draw_capitals(painter, str(left), seconds, square.center().x(), y, align=centre, ink=inks.text)

    def paint_row(self, painter: QPainter, body: QRectF, inks: _Inks) -> None:
        """Icon, caption and shortcut next to each other."""
        middle = body.center().y()
        left, edge = self._padding(body)
        x, right = body.left() + left, body.right() - edge
        _, caption, detail, icon, shortcut = self._laid(body)
        if shortcut:
            right -= shortcut_width(self.shortcut_text)
            paint_shortcut(painter, QPointF(right, middle), self.shortcut_text, inks.shortcut)
        if icon:
            self._paint_icon(painter, x, middle, inks)
            x += self.icon_px + 10
        low = body.height() < 42
        top = middle if detail is None else middle - (8 if low else 9)
        draw_lines(painter, caption, x, top, ink=inks.text)
        if detail is not None:
            draw_lines(painter, detail, x, middle + (8 if low else 11), ink=inks.detail)

    def paint_stacked(self, painter: QPainter, body: QRectF, inks: _Inks) -> None:
        """Icon and shortcut above the caption."""
        letters, centre = font(12, 700), Qt.AlignmentFlag.AlignHCenter
        middle, top, height = body.center().x(), body.top(), body.height()
        x = middle - (self.icon_px + 7 + text_width(self.shortcut_text, letters)) / 2
        y = top + height * (0.28 if self.detail else 0.35)
        self._paint_icon(painter, x, y, inks)
        draw_capitals(painter, self.shortcut_text, letters, x + self.icon_px + 7, y, ink=inks.stacked_shortcut)
        lines, room, place = (1, 14, 0.59) if self.detail else (2, 28, 0.71)
        caption = fit_or_cut(self.text, body.width() - 4, self.px, 700, lines=lines, height=room)
        draw_lines(painter, caption, middle, top + height * place, align=centre, ink=inks.text)
        if self.detail:
            detail = fit_or_cut(self.detail, body.width() - 2, 12, 600, height=14)
            draw_lines(painter, detail, middle, top + height * 0.83, align=centre, ink=inks.detail)


class DeskButton(KeyedButton):
    """A painted button. Why it is not possible now is its tooltip; only one button of a window is PRIMARY at a time.

    ``shortcut_text`` is what the button shows; the window binds the shortcut itself.
    """

    def __init__(
        self,
        name: str,
        icon: str,
        shortcut_text: str,
        *,
        parent: QWidget | None = None,
        variant: Variant = Variant.QUIET,
        height: int = 56,
        px: int = 15,
        icon_px: int = 22,
        stacked: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.shortcut_text = shortcut_text
        self._content = _Content(icon, shortcut_text, px, icon_px, stacked=stacked)
        self.variant = variant
        self._body_height = height
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def detail(self) -> str:
        """The second line of the caption."""
        return self._content.detail

    @property
    def body(self) -> QRectF:
        """The button itself, without the room for its focus ring."""
        return QRectF(self.rect()).adjusted(FOCUS_ROOM, FOCUS_ROOM, -FOCUS_ROOM, -FOCUS_ROOM)

    def show_caption(self, caption: str, detail: str = "", *, spoken: str = "") -> None:
        """Shows the caption, with a smaller second line when ``detail`` is given; ``spoken`` replaces both for
        assistive technology."""
        if (caption, detail) != (self._content.text, self._content.detail):
            self._content.text, self._content.detail = caption, detail
            self.setText(caption)
            self.updateGeometry()
            self.update()
        name = spoken or (f"{caption}, {detail}" if detail else caption)
        self.setAccessibleName(f"{name} ({self.shortcut_text})" if self.shortcut_text else name)

    def show_shortcut(self, shortcut_text: str) -> None:
        """Shows another shortcut, or none; the next caption names it."""
        if shortcut_text != self.shortcut_text:
            self.shortcut_text = self._content.shortcut_text = shortcut_text
            self.updateGeometry()
            self.update()

    def show_variant(self, variant: Variant) -> None:
        """Draws the button as another variant."""
        if variant is not self.variant:
            self.variant = variant
            self.update()

    def show_icon(self, icon: str) -> None:
        """Draws another icon."""
        if icon != self._content.icon:
            self._content.icon = icon
            self.update()

    def show_ring(self, left: int, whole: int) -> None:
        """Shows a ring of ``left`` of ``whole`` seconds in place of the icon; with nothing left the icon."""
        ring = (min(left, whole), whole) if left > 0 else None
        if ring != self._content.ring:
            self._content.ring = ring
            self.update()

    @property
    def seconds_left(self) -> int:
        """The seconds that its ring shows, 0 without one."""
        return self._content.ring[0] if self._content.ring is not None else 0

    def set_possible(self, possible: bool, reason: str = "") -> None:
        """Enables the button, or disables it with the reason as its tooltip."""
        if not possible and self.hasFocus():
            self.clearFocus()  # Qt would move the focus to the next button, which a held space bar must not press
        self.setEnabled(possible)
        set_tip(self, "" if possible else reason)
        self.setAccessibleDescription("" if possible else reason)

    def set_size(self, height: int, px: int, icon_px: int) -> None:
        """Sets the painted height and the sizes of caption and icon; the room for the focus ring comes on top."""
        content = self._content
        if (height, px, icon_px) != (self._body_height, content.px, content.icon_px):
            self._body_height, content.px, content.icon_px = height, px, icon_px
            self.updateGeometry()
            self.update()

    def set_icon_shown(self, shown: bool) -> None:
        """Leaves the icon out where room is short; the caption and the shortcut stay."""
        self._set_shown(not shown, self._content.without_shortcut)

    def set_shortcut_shown(self, shown: bool) -> None:
        """Leaves the shortcut out where even its room is needed for the caption."""
        self._set_shown(self._content.without_icon, not shown)

    def _set_shown(self, without_icon: bool, without_shortcut: bool) -> None:
        content = self._content
        if (without_icon, without_shortcut) != (content.without_icon, content.without_shortcut):
            content.without_icon, content.without_shortcut = without_icon, without_shortcut
            self.updateGeometry()
            self.update()

    @property
    def cut(self) -> bool:
        """Whether the caption or its second line has no room."""
        return self._content.cut(self.body)

    def _size_of(self, px: float) -> QSize:
        return QSize(math.ceil(self._content.width(px) + 2 * FOCUS_ROOM), self._body_height + 2 * FOCUS_ROOM)

    def sizeHint(self) -> QSize:
        return self._size_of(self._content.px)

    def minimumSizeHint(self) -> QSize:
        return QSize(54, self.sizeHint().height()) if self._content.stacked else self._size_of(SMALLEST_PX)

    def hitButton(self, pos: QPoint) -> bool:
        return self.body.contains(QPointF(pos))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        colours = _COLOURS[self.variant]
        inks = _inks_of(self.variant, colours, enabled=self.isEnabled())
        _paint_ground(painter, self, colours)
        if self.busy:
            paint_dots(painter, self.body.center(), 14, 3.5, inks.text)
        elif self._content.stacked:
            self._content.paint_stacked(painter, self.body, inks)
        else:
            self._content.paint_row(painter, self.body, inks)
        if self.is_ringed:
            _paint_focus(painter, self)


def _paint_ground(painter: QPainter, button: DeskButton, colours: ButtonColours) -> None:
    hover = button.underMouse()
    fill, edge, edge_px = colours.hover if hover else colours.fill, colours.edge, colours.edge_px
    if not button.isEnabled():
        fill, edge, edge_px = colours.off_fill, colours.off_edge, 1
    elif button.isDown():
        fill, edge = colours.pressed, colours.pressed_edge
    if button.isEnabled() and hover and button.variant is Variant.ALERT:
        edge_px = 2
    fill_rounded(painter, button.body, _RADIUS, fill, edge=edge, edge_px=edge_px)


def _paint_focus(painter: QPainter, button: DeskButton) -> None:
    ring = Colours.AMBER if button.variant is Variant.DARK else Colours.TELUK700
    outer = QRectF(button.rect())
    inner = rounded_path(outer.adjusted(2, 2, -2, -2), _RADIUS + 2)
    painter.fillPath(rounded_path(outer, _RADIUS + 4) - inner, ring)


def _inks_of(variant: Variant, colours: ButtonColours, *, enabled: bool) -> _Inks:
    text = colours.text if enabled else colours.off_text
    loud = variant in (Variant.PRIMARY, Variant.ALERT) or not enabled
    return _Inks(
        text,
        Colours.DESK_TEXT2 if enabled and variant is not Variant.PRIMARY else text,
        Colours.TELUK700 if enabled and variant is Variant.QUIET else text,
        _shortcut_inks(variant, enabled=enabled),
        text if loud else Colours.DESK_TEXT2,
    )


def _shortcut_inks(variant: Variant, *, enabled: bool) -> tuple[QColor, QColor, QColor]:
    """Fill, edge and letters of a shortcut on a button."""
    if variant in _FILLED:
        alpha = 1.0 if enabled else 0.55
        white = Colours.WHITE
        return with_alpha(white, 0.08), with_alpha(white, 0.6 * alpha), with_alpha(white, alpha)
    if not enabled:
        return Colours.SURFACE, Colours.DESK_LINE, Colours.DESK_DISABLED
    return Colours.DESK_HOVER, Colours.DESK_FIELD, Colours.INK


def shortcut_width(shortcut_text: str) -> float:
    """Pixels that a shortcut takes."""
    return max(30.0, math.ceil(text_width(shortcut_text, font(12, 700))) + 15)


def paint_shortcut(
    painter: QPainter, left_middle: QPointF, shortcut_text: str, inks: tuple[QColor, QColor, QColor]
) -> None:
    """Paints a shortcut as a key of 20 pixels with the heavier lower edge of a real one."""
    fill, edge, letters = inks
    rect = QRectF(left_middle.x(), left_middle.y() - 10, shortcut_width(shortcut_text), 20)
    ring = rounded_path(rect, 5) - rounded_path(rect.adjusted(1, 1, -1, -2), 4)
    painter.fillPath(rounded_path(rect, 5), fill)
    painter.fillPath(ring, edge)
    middle, centre = rect.center(), Qt.AlignmentFlag.AlignHCenter
    draw_capitals(painter, shortcut_text, font(12, 700), middle.x(), middle.y() - 0.5, align=centre, ink=letters)
