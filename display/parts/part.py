"""What all parts of the board have in common: an opaque ground, a unit, and a paint that cannot fail as a whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEasingCurve, QObject, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from display.palette import DARK, BoardColours
from hall.structure import Zone
from hall.translator import Translator
from hall.views import BoardCall
from qtkit.paint import Fitted, fill_rounded, fit_lines
from qtkit.theme.fonts import font
from qtkit.widgets.pictograms import paint_pictogram

_log = logging.getLogger(__name__)

PANEL_RADIUS = 32.0
CELL_RADIUS = 20.0
CHIP_RADIUS = 16.0


class BoardPart(QWidget):
    """One rectangle of the board; ``unit`` is one pixel of the reference picture on this screen."""

    numbers_painted = Signal(tuple)
    """The calls whose numbers a paint has just drawn; emitted inside the paint, so what it starts must be small."""

    def __init__(self, name: str, translate: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.translate = translate
        self.unit = 1.0
        self.colours = DARK
        self._numbers: set[BoardCall] = set()
        self._complained: set[str] = set()

    def set_unit(self, unit: float) -> None:
        """Draws at another scale from now on."""
        if unit != self.unit:
            self.unit = unit
            self._lay_out()
            self.update()

    def set_colours(self, colours: BoardColours) -> None:
        """Draws in another theme from now on."""
        if colours != self.colours:
            self.colours = colours
            self._lay_out()
            self.update()

    def fill_panel(self, painter: QPainter, rect: QRectF, radius: float, fill: QColor) -> None:
        """A panel of ``radius`` reference pixels, with the theme's edge when it has one."""
        colours = self.colours
        fill_rounded(painter, rect, radius * self.unit, fill, edge=colours.edge, edge_px=colours.edge_px * self.unit)

    def note_number(self, call: BoardCall) -> None:
        """Called inside a paint that has drawn this call's number."""
        self._numbers.add(call)

    def guarded(self, painter: QPainter, what: str, paint: Callable[[QPainter], None]) -> bool:
        """Paints one piece; a piece that cannot be painted is left out and logged once, the others stay.

        The one place where any exception is caught: a single bad row must never black out a hall's board.
        """
        painter.save()
        try:
            paint(painter)
        except Exception:
            if what not in self._complained:
                self._complained.add(what)
                _log.exception("the board leaves out what it cannot show: %s", what)
            return False
        finally:
            painter.restore()
        return True

    def paint_sign(self, painter: QPainter, zone: Zone, square: QRectF, colour: QColor) -> None:
        """The pictogram of ``zone``; one that cannot be painted is left out."""
        self.guarded(painter, f"sign {zone.pictogram}", lambda p: paint_pictogram(p, square, zone.pictogram, colour))

    def _lay_out(self) -> None:
        """Measures again after a change of size; parts that keep measures override it."""

    def _paint(self, painter: QPainter) -> None:
        """Draws the part; overridden by each."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        self._numbers.clear()
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.colours.ground)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.guarded(painter, self.objectName(), self._paint)
        painter.end()  # a logged traceback may keep the painter alive, and Qt wants it gone before its device
        if self._numbers and self.isVisible():
            self.numbers_painted.emit(tuple(self._numbers))


def ink_left(text: str, px: float, weight: int = 800) -> float:
    """How far the ink of ``text`` begins right of its origin, to set numbers exactly on a left edge."""
    return QFontMetricsF(font(px, weight, tabular=True)).tightBoundingRect(text).left()


def fit_px(text: str, width: float, max_px: float, weight: int = 800, *, tabular: bool = True) -> int:
    """The largest whole pixel size up to ``max_px`` in which the ink of ``text`` is at most ``width`` wide."""
    px = max(1, int(max_px))
    ink = QFontMetricsF(font(px, weight, tabular=tabular)).tightBoundingRect(text).width()
    return max(1, int(px * width / ink)) if ink > width > 0 else px


def one_line_or_two(
    text: str, width: float, steps: Sequence[float], smaller: Sequence[float], weight: int, *, least: float
) -> Fitted:
    """``text`` on one line in one of ``steps``; where that is below ``least`` pixels, on two in one of ``smaller``."""
    one = fit_lines(text, width, steps, weight, max_lines=1)
    return one if one.font.pixelSize() >= least else fit_lines(text, width, smaller, weight, max_lines=2)


def motion(
    parent: QObject, duration_ms: int, easing: QEasingCurve.Type = QEasingCurve.Type.OutCubic
) -> QVariantAnimation:
    """A motion from 0 to 1; it stands at its end until it is started."""
    return QVariantAnimation(
        parent, duration=duration_ms, startValue=0.0, endValue=1.0, easingCurve=QEasingCurve(easing)
    )


def zone_text(translate: Translator, zone: Zone) -> str:
    """``Zona Podium``, whether the hall calls it "Podium" or "Zona Podium"."""
    named = not {"zona", "zone"}.isdisjoint(zone.name.casefold().split())
    return zone.name if named else translate("display.zone", name=zone.name)
