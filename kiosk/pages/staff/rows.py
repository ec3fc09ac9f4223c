"""Tabs that only tell: rows with a sign, a name and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from hall.language_files import LoadedLanguage
from hall.station_health import ATTENTION, GOOD, LOST
from hall.views import StationLine
from kiosk.geometry import mm
from kiosk.pages.staff.part import Line, StaffPart
from kiosk.widgets.pen import SUBTITLE, Pen, StackRow, Type
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours

_NAME, _SAID = Type(35, 42, 700), Type(30, 37, 500)
_ROW, _GAP, _SIGN, _EDGE = 112, 14, 46, 4
_SIGNS = {
    GOOD: ("check-circle", Colours.GREEN, Colours.GREEN100),
    ATTENTION: ("alert", Colours.AMBER_INK, Colours.AMBER100),
    LOST: ("close-circle", Colours.RED, Colours.RED100),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its ``state`` as ``hall.station_health`` has them."""

    name: str
    said: str
    state: str


class RowsPart(StaffPart):
    """Paints ``rows`` below one another; a part says which."""

    large_lines = 1

    def rows(self) -> tuple[Row, ...] | None:
        """None until they were read."""
        raise NotImplementedError

    def good(self) -> str:
        """The text of the catalogue for rows that are all well."""
        raise NotImplementedError

    def line(self) -> Line:
        rows, translate = self.rows(), self.translate
        if self.screen.machine.failed:
            return Line(translate("kiosk.staff.unread"), warns=True)
        if rows is None:
            return Line(translate("kiosk.staff.reading_tab"))
        bad = sum(row.state != GOOD for row in rows)
        return Line(translate("kiosk.staff.look_after", n=bad) if bad else translate(self.good()), warns=bool(bad))

    def said(self) -> tuple[str, ...]:
        return tuple(f"{row.name}: {row.said}" for row in self.rows() or ())

    def paint(self, pen: Pen, room: QRectF) -> None:
        rows, top = self.rows() or (), room.top()
        for row, height in zip(rows, self._heights(pen, rows, room), strict=True):
            self._paint_row(pen, self.page.px_rect(QRectF(room.left(), top, room.width(), height)), row)
            top += height + mm(_GAP)

    def _heights(self, pen: Pen, rows: tuple[Row, ...], room: QRectF) -> list[float]:
        """Millimetres of each row: all alike; in the large mode as its words need, and where these have no room, those
        that are well with their name alone."""
        spare, scale = room.height() - (len(rows) - 1) * mm(_GAP), self.page.layout_mm.scale.px_per_mm
        alike = [min(mm(_ROW), spare / max(1, len(rows)))] * len(rows)
        if not self.page.layout_mm.large:
            return alike
        width = _inner(self.page.px_rect(room), self.page.unit).width()
        for briefly in (False, True):
            shown = [_large_texts(row)[: 1 if briefly and row.state == GOOD else 2] for row in rows]
            needed = [(pen.stack_height(words, width) + 3 * _EDGE * pen.unit) / scale for words in shown]
            if sum(needed) <= spare:
                return needed
        return [spare * one / sum(needed) for one in needed]

    def _paint_row(self, pen: Pen, rect: QRectF, row: Row) -> None:
        unit = pen.unit
        icon, ink, ground = _SIGNS[row.state]
        fill_rounded(pen.painter, rect, 20 * unit, ground, edge=Colours.LINE, edge_px=2 * unit)
        side = min(_SIGN * unit, rect.height() * 0.6)
        paint_icon(pen.painter, QRectF(rect.left() + 22 * unit, rect.center().y() - side / 2, side, side), icon, ink)
        inner = _inner(rect, unit)
        if self.page.layout_mm.large:
            pen.fill(inner, *_large_texts(row))
        elif rect.height() >= 2 * _NAME.line * unit:
            pen.fill(inner, StackRow(row.name, _NAME), StackRow(row.said, _SAID, Colours.INK2))
        else:
            pen.write(inner, f"{row.name}: {row.said}", SUBTITLE)


def _inner(rect: QRectF, unit: float) -> QRectF:
    """Where the words of a row are, beside its sign; pixels."""
    return rect.adjusted((22 + _SIGN + 20) * unit, _EDGE * unit, -22 * unit, -_EDGE * unit)


def _large_texts(row: Row) -> tuple[StackRow, StackRow]:
    """In as many lines as the smallest letters of the large mode need."""
    return StackRow(row.name, _NAME, lines=4), StackRow(row.said, _SAID, Colours.INK2, lines=4)


class HealthPart(RowsPart):
    """How this machine is."""

    def rows(self) -> tuple[Row, ...] | None:
        lines = self.screen.machine.health
        return None if lines is None else (*map(self._row, lines), *self._speech())

    def good(self) -> str:
        return "kiosk.staff.health.good"

    def _speech(self) -> tuple[Row, ...]:
        """Whether this kiosk can speak, where the hall wants it to."""
        speech, translate = self.screen.speech, self.translate
        if not speech.ready and not speech.trouble:
            return ()
        said = translate(f"speech.trouble.{speech.trouble or 'ready'}")
        return (Row(translate("speech.name"), said, GOOD if speech.ready else ATTENTION),)

    def _row(self, line: StationLine) -> Row:
        name = line.name or self.translate(f"kiosk.staff.health.{line.kind}")
        return Row(name, line.said.message(self.translate), line.state)


class LanguagesPart(RowsPart):
    """Which languages are loaded, and what is wrong with their files."""

    def rows(self) -> tuple[Row, ...] | None:
        languages = self.screen.machine.languages
        return None if languages is None else tuple(map(self._row, languages))

    def good(self) -> str:
        return "kiosk.staff.languages.good"

    def _row(self, one: LoadedLanguage) -> Row:
        translate = self.translate
        if not one.usable:
            return Row(one.name, translate("kiosk.staff.languages.unusable"), LOST)
        if one.wrong:
            keys = ", ".join(one.wrong[:3])
            return Row(one.name, translate("kiosk.staff.languages.wrong", n=len(one.wrong), keys=keys), ATTENTION)
        if one.missing:
            return Row(one.name, translate("kiosk.staff.languages.missing", n=one.missing), ATTENTION)
        said = translate("kiosk.staff.languages.own", file=one.file) if one.file else ""
        return Row(one.name, said or translate("kiosk.staff.languages.program"), GOOD)
