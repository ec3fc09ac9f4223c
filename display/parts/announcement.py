"""An announcement to the hall, large below the current call: calm, whole and without red."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from display.parts.part import CELL_RADIUS, PANEL_RADIUS, BoardPart
from hall.translator import Translator
from hall.views import AnnouncementView
from qtkit.icons import paint_icon
from qtkit.paint import Fitted, break_long_words, draw_lines, fill_rounded, fit_lines
from qtkit.theme.fonts import font

OUTAGE_ICON, INFO_ICON = "lan-disconnect", "bullhorn"

_LINE_ICONS = (
    (re.compile(r"\b\d{1,2}[.:]\d{2}\b|\bpukul\b|\bjam\b|o'clock|\bminutes?\b|\bmenit\b"), "clock-outline"),
    (re.compile(r"\bberlaku\b|\bsah\b|\bvalid\b|\baman\b"), "check-circle"),
    (re.compile(r"\binstansi\b|\bpetugas\b|\bagenc|\bstaff\b|\blayanan lain\b"), "account-group"),
    (re.compile(r"\bloket\b|\bzona\b|\bcounters?\b|\bzone\b"), "arrow-right"),
)
_SHARES = tuple(1.0 - 0.04 * step for step in range(20))
_CLOSER = (1.0, 0.95, 0.9, 0.85)
_PADDING = 48.0
_WHOM_PX = 36.0
_SMALLEST_LONG_WORD = 0.85
"""A word that does not fit in so much of its size, as a long address, is broken: it alone would make all small."""


def line_icon(line: str) -> str:
    """The icon next to a line, by what it speaks of: a time, what stays valid, people, a place, or anything else."""
    text = line.casefold()
    return next((icon for pattern, icon in _LINE_ICONS if pattern.search(text)), "information")


@dataclass(frozen=True, slots=True)
class AnnouncementTexts:
    """An announcement in the sizes in which all of it fits: ``…_step`` is the height of a line, ``gap`` that between
    title and lines, ``line_gap`` that between two of the staff's lines. ``whom`` stands above: the zone or agency that
    it is for."""

    whom: Fitted
    whom_step: float
    tile: float
    title: Fitted
    title_step: float
    lines: tuple[Fitted, ...]
    line_step: float
    gap: float
    line_gap: float
    icon: float

    @property
    def above(self) -> float:
        """The height of whom it is for, with the gap below; 0 when it is for all."""
        return (len(self.whom.lines) + 0.5) * self.whom_step if self.whom.lines else 0.0

    @property
    def head(self) -> float:
        """The height of tile and title, and of whom they are for."""
        return self.above + max(self.tile, len(self.title.lines) * self.title_step)

    @property
    def height(self) -> float:
        """The height of everything."""
        lines = sum(len(line.lines) * self.line_step for line in self.lines)
        return self.head + (self.gap if self.lines else 0.0) + lines + self.line_gap * max(0, len(self.lines) - 1)


def announcement_texts(
    title: str, lines: tuple[str, ...], width: float, height: float, unit: float, *, whom: str = ""
) -> AnnouncementTexts:
    """``whom``, ``title`` and ``lines`` wrapped and as large as ``width`` and ``height`` pixels allow; nothing is ever
    cut."""
    for share in _SHARES:
        found = _texts_at(share, whom, title, lines, width, unit)
        if found.height <= height:
            break
    return found


def _texts_at(
    share: float, whom: str, title: str, lines: tuple[str, ...], width: float, unit: float
) -> AnnouncementTexts:
    title_px, tile = 70 * unit * share, 148 * unit * max(share, 0.6)
    line_px = _whole_lines_px(lines, width, 48 * unit * share, unit)
    icon = 1.12 * line_px
    whom_px = max(_WHOM_PX * unit * share, 0.7 * _WHOM_PX * unit)
    return AnnouncementTexts(
        whom=fit_lines(whom, width, (whom_px,), 600, max_lines=2),
        whom_step=1.2 * whom_px,
        tile=tile,
        title=_fitted(title, width - tile - 32 * unit, title_px, 800),
        title_step=1.16 * title_px,
        lines=_wrapped(lines, width, line_px, unit),
        line_step=1.26 * line_px,
        gap=46 * unit * share,
        line_gap=18 * unit * share,
        icon=icon,
    )


def _wrapped(lines: tuple[str, ...], width: float, px: float, unit: float) -> tuple[Fitted, ...]:
    room = width - 1.12 * px - 30 * unit
    return tuple(_fitted(line, room, px, 600) for line in lines if line)


def _fitted(text: str, width: float, px: float, weight: int) -> Fitted:
    text = break_long_words(text, font(_SMALLEST_LONG_WORD * px, weight), width)
    return fit_lines(text, width, (px,), weight, max_lines=8)


def _whole_lines_px(lines: tuple[str, ...], width: float, px: float, unit: float) -> float:
    """A little smaller where that leaves no line with one last word."""
    counts = {share: sum(len(one.lines) for one in _wrapped(lines, width, share * px, unit)) for share in _CLOSER}
    return px * next(share for share in _CLOSER if counts[share] == min(counts.values()))


class Announcement(BoardPart):
    """Shows what the staff tell the hall; an outage of a service and plain information differ in icon and
    words."""

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__("announcement", translate, parent)
        self._view: AnnouncementView | None = None
        self._whom = ""
        self.setAccessibleName(translate("display.announcement"))

    def show_announcement(self, view: AnnouncementView | None, whom: str = "") -> None:
        """Another word, or None for none; ``whom`` names the zone or agency that it is for, empty for all."""
        if (view, whom) != (self._view, self._whom):
            self._view, self._whom = view, whom
            said = [whom, view.title, *view.lines] if view is not None else [self.translate("display.announcement")]
            self.setAccessibleName("; ".join(piece for piece in said if piece))
            self.update()

    def texts(self) -> AnnouncementTexts | None:
        """The announcement as it is measured for the present size."""
        if self._view is None:
            return None
        room = self._room()
        return announcement_texts(
            self._view.title, self._view.lines[:3], room.width(), room.height(), self.unit, whom=self._whom
        )

    def _room(self) -> QRectF:
        side, top = _PADDING * self.unit, 40 * self.unit
        return QRectF(self.rect()).adjusted(side, top, -side, -top)

    def _paint(self, painter: QPainter) -> None:
        self.fill_panel(painter, QRectF(self.rect()), PANEL_RADIUS, self.colours.raised)
        texts = self.texts()
        if texts is None or self._view is None:
            return
        room, unit, colours = self._room(), self.unit, self.colours
        # What is left is shared: more of it below, so that the title does not sink.
        top = room.top() + max(0.0, room.height() - texts.height) * 0.42
        painter.setPen(colours.raised_text)
        draw_lines(
            painter, texts.whom, room.left(), top + 0.5 * len(texts.whom.lines) * texts.whom_step, texts.whom_step
        )
        below = top + texts.above
        tile = QRectF(room.left(), below, texts.tile, texts.tile)
        fill_rounded(painter, tile, 1.6 * CELL_RADIUS * unit, colours.deep)
        edge = 0.21 * texts.tile
        icon = OUTAGE_ICON if self._view.kind == "outage" else INFO_ICON
        paint_icon(painter, tile.adjusted(edge, edge, -edge, -edge), icon, colours.deep_text)
        painter.setPen(colours.raised_text)
        left, middle = tile.right() + 32 * unit, below + (texts.head - texts.above) / 2
        if len(texts.title.lines) * texts.title_step > texts.tile:
            middle = below + len(texts.title.lines) * texts.title_step / 2
        draw_lines(painter, texts.title, left, middle, texts.title_step)
        self._paint_lines(painter, texts, room.left(), top + texts.head + texts.gap)

    def _paint_lines(self, painter: QPainter, texts: AnnouncementTexts, left: float, top: float) -> None:
        y = top
        for line in texts.lines:
            icon = QRectF(left, y + texts.line_step / 2 - texts.icon / 2, texts.icon, texts.icon)
            paint_icon(painter, icon, line_icon(" ".join(line.lines)), self.colours.raised_text)
            painter.setPen(self.colours.raised_text)
            tall = len(line.lines) * texts.line_step
            draw_lines(painter, line, icon.right() + 30 * self.unit, y + tall / 2, texts.line_step)
            y += tall + texts.line_gap
