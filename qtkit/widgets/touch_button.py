"""The touched button of the house: an icon and a text, in the colours of its variant."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qtkit.icons import icon_path, paint_icon
from qtkit.paint import Align, Fitted, draw_lines, fill_rounded, first_fit, fit_lines, text_width
from qtkit.theme.fonts import Typeface, font
from qtkit.theme.tokens import Colours, blend
from qtkit.widgets.painted_button import ButtonColours, Variant, paint_dots
from qtkit.widgets.pressable import Pressable, TouchGuard

_C = Colours
_SECONDARY = ButtonColours(
    _C.SURFACE, _C.SURFACE, _C.TELUK100, _C.ACCENT_INK, _C.ACCENT_INK, _C.ACCENT_INK,
    off_fill=_C.CANVAS, off_edge=_C.OFF_EDGE, off_text=_C.INK2,
)  # fmt: skip
_PRIMARY = replace(
    _SECONDARY, fill=_C.ACCENT_FILL, pressed=_C.ACCENT_PRESSED, text=_C.ON_ACCENT, pressed_edge=_C.ACCENT_PRESSED
)
_DARK = replace(
    _PRIMARY, fill=_C.BAND_KEY, pressed=_C.BAND_PRESSED, text=_C.WHITE, edge=_C.TELUK_EDGE, pressed_edge=_C.TELUK_EDGE,
    off_fill=_C.TELUK800, off_edge=_C.BAND_KEY, off_text=_C.BAND_TEXT,
)  # fmt: skip
_COLOURS = {
    Variant.PRIMARY: _PRIMARY,
    Variant.SECONDARY: _SECONDARY,
    Variant.QUIET: replace(_SECONDARY, text=_C.INK, edge=_C.LINE2),
    Variant.DARK: _DARK,
    Variant.ALERT: replace(
        _SECONDARY,
        fill=_C.AMBER100,
        pressed=_C.AMBER_PRESSED,
        text=_C.AMBER_INK,
        edge=_C.AMBER_EDGE,
        pressed_edge=_C.AMBER_EDGE,
    ),
}


@dataclass(frozen=True, slots=True)
class ButtonSizes:
    """The lengths of a button in reference pixels; ``Scale.unit()`` turns them into this screen's. With
    ``icon_gives_way`` a text that has no room beside its icon in one line stands alone; in the large mode one that has
    none in several."""

    text_px: float = 41
    line_px: float = 47
    icon_px: float = 46
    radius: float = 24
    edge: float = 3
    padding: float = 22
    gap: float = 20
    height: float = 100
    down: float = 2
    weight: int = 700
    icon_gives_way: bool = False


KIOSK_BUTTON = ButtonSizes()
KIOSK_BIG_BUTTON = ButtonSizes(text_px=48, line_px=58, icon_px=54, height=140)
_LARGE_PADDING = 8.0
_CLOSE = 0.86
"""Two lines under an icon are so much closer than lines of a text."""
HEADER_BUTTON = ButtonSizes(text_px=27, line_px=34, icon_px=46, edge=2, padding=8, gap=6, height=108)


@dataclass(frozen=True, slots=True)
class _Content:
    """Icon and text in a button of ``width`` and ``height`` pixels, ``unit`` of them one reference pixel."""

    text: str
    icon: str
    sizes: ButtonSizes
    unit: float
    width: int
    height: int
    stacked: bool
    icon_last: bool

    def px(self, reference: float) -> float:
        """Pixels of so many reference pixels."""
        return reference * self.unit

    def _padding(self) -> float:
        """Pixels left and right of what is in it: large words need the room."""
        return self.px(min(_LARGE_PADDING, self.sizes.padding) if Typeface.least_px else self.sizes.padding)

    def _fitted(self, width: float) -> Fitted:
        """The text as it fits into ``width`` pixels."""
        whole = max(self.px(self.sizes.text_px), Typeface.least_px)
        steps = (whole, max(whole * 0.88, Typeface.least_px), *range(max(1, round(whole * 0.88) - 1), 0, -1))
        tries = [(px, self._most_lines(px)) for px in steps]
        if self.stacked:  # two lines of readable letters before one of small ones
            tries[2:2] = [(px, 2) for px in steps[:2]]
        return first_fit(self.text, width, tries, self.sizes.weight) or fit_lines(self.text, width, (1,))

    def _most_lines(self, px: float) -> int:
        """As many lines of that size as fit into the button, three at most; one under an icon."""
        if self.stacked:
            return 1
        line = px * self.sizes.line_px / self.sizes.text_px
        return min(3, max(1, int(self.height * 0.86 / (line * 0.9))))

    def _icon_ink(self) -> tuple[float, float]:
        """Where the ink of the icon begins in its square, and how wide it is; (0, 0) without an icon.

        Distances count from the ink: a chevron is much narrower than its square, a tick is not.
        """
        if not self._has_icon() or self.stacked:
            return 0.0, 0.0
        ink = icon_path(self.icon).boundingRect()
        return ink.left() * self.px(self.sizes.icon_px), ink.width() * self.px(self.sizes.icon_px)

    def _has_icon(self) -> bool:
        """Whether there is an icon, and room for it: in large text the words come first."""
        sizes, least = self.sizes, Typeface.least_px
        gives_way = sizes.icon_gives_way or (least and not self.stacked)
        if not (self.icon and self.text and gives_way):
            return bool(self.icon)
        room = self.width - self.px(sizes.icon_px + sizes.gap) - 2 * self._padding()
        smallest = max(self.px(sizes.text_px * 0.88), least)
        most = 1 if sizes.icon_gives_way else self._most_lines(smallest)
        return first_fit(self.text, room, [(smallest, most)], sizes.weight) is not None

    def _icon_room(self) -> float:
        _, ink = self._icon_ink()
        return ink + self.px(self.sizes.gap) if ink and self.text else ink

    def size(self) -> QSize:
        """The pixels that it takes in one line."""
        sizes = self.sizes
        wide = text_width(self.text, font(max(self.px(sizes.text_px), Typeface.least_px), sizes.weight))
        wide += self._icon_room() + 2 * self._padding()
        return QSize(round(wide + 1), round(self.px(sizes.height)))

    def paint_stacked(self, painter: QPainter, colour: QColor) -> None:
        """The icon above the text."""
        sizes = self.sizes
        text = self._fitted(self.width - 2 * self._padding())
        icon, gap, line = self.px(sizes.icon_px), self.px(sizes.gap), self.px(sizes.line_px)
        if len(text.lines) > 1:
            line *= _CLOSE * text.font.pixelSize() / self.px(sizes.text_px)
            icon = min(icon, self.height - 2 * line - gap - self.px(2 * gap))
        words = line * len(text.lines)
        top = (self.height - icon - gap - words) / 2
        paint_icon(painter, QRectF((self.width - icon) / 2, top, icon, icon), self.icon, colour)
        middle = top + icon + gap + words / 2
        draw_lines(painter, text, self.width / 2, middle, line, align=Align.AlignHCenter, ink=colour)

    def paint_row(self, painter: QPainter, colour: QColor) -> None:
        """Icon and text beside each other."""
        room = self.width - 2 * self._padding()
        text = self._fitted(room - self._icon_room())
        wide = max((text_width(line, text.font) for line in text.lines), default=0.0)
        left = (self.width - wide - self._icon_room()) / 2
        if self._has_icon():
            side = self.px(self.sizes.icon_px)
            start, ink = self._icon_ink()
            at = (left + wide + self._icon_room() - ink if self.icon_last else left) - start
            paint_icon(painter, QRectF(at, (self.height - side) / 2, side, side), self.icon, colour)
        line = self.px(self.sizes.line_px) * text.font.pixelSize() / self.px(self.sizes.text_px)
        x = left if self.icon_last else left + self._icon_room()
        draw_lines(painter, text, x, self.height / 2, line, ink=colour)


class TouchButton(Pressable):
    """A button with an icon and a text.

    ``stacked`` puts the icon above the text, ``icon_last`` after it. ``name`` is what a screen reader says.
    A text that is too long takes more lines where they fit, then shrinks; it is never cut.
    """

    def __init__(
        self,
        text: str,
        *,
        name: str,
        variant: Variant = Variant.SECONDARY,
        icon: str = "",
        icon_last: bool = False,
        stacked: bool = False,
        sizes: ButtonSizes = KIOSK_BUTTON,
        unit: float = 1.0,
        guard: TouchGuard | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, guard=guard, parent=parent)
        self.setText(text)
        self._variant = variant
        self._icon = icon
        self._icon_last = icon_last
        self._stacked = stacked
        self._sizes = sizes
        self._unit = unit
        self.set_focus_radius(sizes.radius * unit)

    @property
    def variant(self) -> Variant:
        """What the button is for."""
        return self._variant

    def show_text(self, text: str, *, name: str = "") -> None:
        """Shows another text; ``name`` is what a screen reader says where that is not the text."""
        if (text, name or text) != (self.text(), self.accessibleName()):
            self.setText(text)
            self.setAccessibleName(name or text)
            self._changed()

    def set_look(self, variant: Variant, icon: str = "") -> None:
        """Shows it in another variant, with another icon."""
        if (variant, icon) != (self._variant, self._icon):
            self._variant, self._icon = variant, icon
            self._changed()

    @property
    def stacked(self) -> bool:
        """Whether the icon is above the text."""
        return self._stacked

    def set_stacked(self, stacked: bool) -> None:
        """Puts the icon above the text, or beside it."""
        if stacked != self._stacked:
            self._stacked = stacked
            self._changed()

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        self.set_sizes(self._sizes, unit)

    def set_sizes(self, sizes: ButtonSizes, unit: float) -> None:
        """Draws the button in other sizes: after the window has changed its scale."""
        if (sizes, unit) != (self._sizes, self._unit):
            self._sizes, self._unit = sizes, unit
            self.set_focus_radius(sizes.radius * unit)
            self._changed()

    def admits(self, at: QPointF | None = None) -> bool:
        return not self.busy and super().admits(at)

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _content(self) -> _Content:
        return _Content(
            self.text(), self._icon, self._sizes, self._unit, self.width(), self.height(),
            stacked=self._stacked, icon_last=self._icon_last,
        )  # fmt: skip

    def _paint_ground(self, painter: QPainter, look: ButtonColours) -> None:
        share = self.pressed_share()
        fill, edge = blend(look.fill, look.pressed, share), blend(look.edge, look.pressed_edge, share)
        radius, width = self._sizes.radius * self._unit, self._sizes.edge * self._unit
        if not self.isEnabled():
            fill, edge = look.off_fill, look.off_edge
        if self.hasFocus():
            edge = Colours.WHITE if self._variant is Variant.DARK else Colours.INK
        fill_rounded(painter, QRectF(self.rect()), radius, fill, edge=edge, edge_px=width)

    def sizeHint(self) -> QSize:
        return self._content().size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, content = QPainter(self), self._content()
        look = _COLOURS[self._variant]
        self._paint_ground(painter, look)
        colour = look.text if self.isEnabled() else look.off_text
        painter.translate(0, content.px(self._sizes.down) * self.pressed_share())
        if self.busy:
            radius = content.px(self._sizes.text_px) * 0.12
            paint_dots(painter, QRectF(self.rect()).center(), 4 * radius, radius, colour)
        elif self._stacked:
            content.paint_stacked(painter, colour)
        else:
            content.paint_row(painter, colour)
