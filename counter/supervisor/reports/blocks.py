"""The parts of a report on the screen: charts, figures and texts; each says how high it is in a width."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.supervisor.reports.grid import Grid
from counter.supervisor.reports.plots import HEAT_HEAD, HEAT_ROW, SERIES, Plot, paint_plot
from counter.supervisor.reports.wanted import TableLook
from hall.report.cells import cell_text
from hall.report.report import Chart, ChartKind, Prose, Table, Tile, Tiles
from hall.translator import Translator
from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.layout import pack
from qtkit.desk.look_list import BY_KEYBOARD, paint_focus_row
from qtkit.paint import Fitted, draw_capitals, draw_lines, fill_rounded, fit_or_cut, text_width, wrapped
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

_TITLE_PX, _TEXT_PX, _STEP = 15, 14, 1.45
_TITLE_ROOM = 30.0
_PLOT, _LEGEND = 190.0, 22.0
_TILE, _TILE_GAP, _LEAST_TILE = 84, 10, 168
_LEAST_TABLE = 220


class TextPart(QWidget):
    """A heading and its paragraphs; plain text, whatever is in it."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, title: str, paragraphs: tuple[str, ...] = (), *, quiet: bool = False) -> None:
        super().__init__()
        self._ink = Colours.DESK_TEXT2 if quiet else Colours.INK
        self.show_texts(title, paragraphs)

    def show_texts(self, title: str, paragraphs: tuple[str, ...]) -> None:
        """Shows other texts."""
        self.title, self.paragraphs = title, paragraphs
        self.setAccessibleName(" ".join(filter(None, (title, *paragraphs))))
        self.update()

    def height_for(self, width: int, room: int) -> int:
        """Pixels of all lines."""
        return math.ceil(sum(high for _, high in self._laid(width)))

    def _laid(self, width: int) -> list[tuple[Fitted, float]]:
        """Each text in lines, and the pixels that it takes with the air below it."""
        found = []
        if self.title:
            lines = wrapped(self.title, width, _TITLE_PX, 700)
            found.append((lines, len(lines.lines) * _TITLE_PX * _STEP + 8))
        for paragraph in self.paragraphs:
            lines = wrapped(paragraph, width, _TEXT_PX, 500)
            found.append((lines, len(lines.lines) * _TEXT_PX * _STEP + 8))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, top = QPainter(self), 0.0
        for lines, high in self._laid(self.width()):
            step = lines.font.pixelSize() * _STEP
            draw_lines(painter, lines, 0, top + (high - 8) / 2, step, ink=self._ink)
            top += high


class ChartPart(QWidget):
    """A chart under its name, with a legend; its values are read in words."""

    access_role = QAccessible.Role.Chart

    def __init__(self, chart: Chart, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._ringed = False
        self.setObjectName(f"report-chart-{chart.key}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Shows another version of the chart."""
        self.chart = chart
        self.setAccessibleName(chart.title or chart.key)
        said = [
            f"{one.name}: "
            + ", ".join(
                f"{name} {cell_text(value, chart.kind, self._translate)}"
                for name, value in zip(chart.categories, one.values, strict=True)
            )
            for one in chart.series
        ]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    @property
    def _plot(self) -> float:
        heat = self.chart.chart is ChartKind.HEAT
        return HEAT_HEAD + len(self.chart.series) * HEAT_ROW + 4 if heat else _PLOT

    def _legend(self, width: float) -> list[list[tuple[int, str]]]:
        """Lines of series that are named below the plot; a heat map names them at its rows."""
        if self.chart.chart is ChartKind.HEAT or len(self.chart.series) <= 1:
            return []
        lines: list[list[tuple[int, str]]] = [[]]
        used = 0.0
        for at, series in enumerate(self.chart.series):
            wide = text_width(series.name, font(13, 600)) + 40
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0.0
            lines[-1].append((at, series.name))
            used += wide
        return lines

    def height_for(self, width: int, room: int) -> int:
        """Pixels of name, plot and legend."""
        title = _TITLE_ROOM if self.chart.title else 0.0
        return math.ceil(title + self._plot + len(self._legend(width - 2 * FOCUS_ROOM)) * _LEGEND + 2 * FOCUS_ROOM)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        inside = QRectF(self.rect()).adjusted(FOCUS_ROOM, FOCUS_ROOM, -FOCUS_ROOM, -FOCUS_ROOM)
        if self.chart.title:
            title = fit_or_cut(self.chart.title, inside.width(), _TITLE_PX, 700)
            draw_lines(painter, title, inside.left(), inside.top() + _TITLE_ROOM / 2 - 2, ink=Colours.INK)
            inside.setTop(inside.top() + _TITLE_ROOM)
        place = QRectF(inside.left(), inside.top(), inside.width(), self._plot)
        paint_plot(Plot(painter, self.chart, self._translate, place))
        self._paint_legend(painter, inside.left(), place.bottom() + _LEGEND / 2, inside.width())
        if self.hasFocus() and self._ringed:
            paint_focus_row(painter, QRectF(self.rect()))

    def _paint_legend(self, painter: QPainter, left: float, y: float, width: float) -> None:
        for line in self._legend(width):
            x = left
            for at, name in line:
                painter.fillRect(QRectF(x, y - 5, 12, 10), SERIES[at % len(SERIES)])
                x += 18 + draw_capitals(painter, name, font(13, 600), x + 18, y, ink=Colours.DESK_TEXT2) + 22
            y += _LEGEND


class TilesPart(QWidget):
    """Figures side by side, on more rows where they have no room."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, tiles: Tiles, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self.show_tiles(tiles)

    def show_tiles(self, tiles: Tiles) -> None:
        """Shows other figures."""
        self.tiles = tiles.tiles
        self.setAccessibleName("; ".join(f"{one.title}: {self._value(one)} {one.note}".strip() for one in self.tiles))
        self.update()

    def _value(self, tile: Tile) -> str:
        return cell_text(tile.value, tile.kind, self._translate)

    def _across(self, width: int) -> int:
        return max(1, min(len(self.tiles), (width + _TILE_GAP) // (_LEAST_TILE + _TILE_GAP)))

    def height_for(self, width: int, room: int) -> int:
        """Pixels of all rows."""
        rows = -(-len(self.tiles) // self._across(width))
        return rows * (_TILE + _TILE_GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        across = self._across(self.width())
        wide = (self.width() + _TILE_GAP) / across - _TILE_GAP
        for at, tile in enumerate(self.tiles):
            row, column = divmod(at, across)
            box = QRectF(column * (wide + _TILE_GAP), row * (_TILE + _TILE_GAP), wide, _TILE)
            fill_rounded(painter, box, 10, Colours.SURFACE, edge=Colours.DESK_LINE, edge_px=1)
            x, room = box.left() + 14, wide - 28
            for text, px, weight, y, ink in (
                (tile.title, 13, 600, 18, Colours.DESK_TEXT2),
                (self._value(tile), 24, 800, 44, Colours.INK),
                (tile.note, 13, 500, 68, Colours.DESK_TEXT2),
            ):
                draw_lines(painter, fit_or_cut(text, room, px, weight, tabular=True), x, box.top() + y, ink=ink)


class TablePart(QWidget):
    """A table under its name, or what is said where it has no row; a long one scrolls under its head."""

    def __init__(self, look: TableLook) -> None:
        super().__init__()
        self.title, self.note = TextPart(""), TextPart("", quiet=True)
        self.grid = Grid(look)
        pack(QVBoxLayout(self), self.title, (self.grid, 1), self.note, margins=(0, 0, 0, 0), spacing=0)
        self.show_table(look)

    def show_table(self, look: TableLook) -> None:
        """Shows another version of the table, where it stands."""
        table = look.table
        self.title.show_texts(table.title, ())
        self.note.show_texts("", tuple(filter(None, (table.note if table.rows else table.empty,))))
        self.grid.follow(look)
        self.grid.setAccessibleName(table.title or table.columns[self.grid.cells.name_column].title)
        self.grid.setVisible(bool(table.rows))

    def height_for(self, width: int, room: int) -> int:
        """As high as its rows, and at most as the document."""
        texts = 0
        for part in (self.title, self.note):
            high = part.height_for(width, room)
            part.setFixedHeight(high)
            texts += high
        if self.grid.isHidden():
            return texts
        self.grid.fit(width)
        return texts + min(self.grid.whole_height, max(min(_LEAST_TABLE, room), room - texts))


def part_of(block: Table | Chart | Tiles | Prose, look: TableLook | None, translate: Translator) -> QWidget:
    """The part that shows a block."""
    if isinstance(block, Table):
        assert look is not None
        return TablePart(look)
    if isinstance(block, Chart):
        return ChartPart(block, translate)
    if isinstance(block, Tiles):
        return TilesPart(block, translate)
    return TextPart(block.title, block.paragraphs)
