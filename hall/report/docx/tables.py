"""Tables and figures as tables of a text."""

from __future__ import annotations

from typing import Any

from hall.report.cells import row_texts, tile_text
from hall.report.docx.markup import Cell, Line, Paragraph, table_of
from hall.report.palette import BAND, CLOSED, INK2
from hall.report.pdf.columns import Columns, columns_of
from hall.report.report import Column, Level, Row, Table, Tiles
from hall.translator import Translator

_ACROSS = 5
_TILE_PAD = 7.0
_MANY = 20


def table_element(table: Table, width: float, translate: Translator) -> Any:
    """A table of ``width`` points: its head on each page, and no sum parted from its first row."""
    texts = [row_texts(row, table.columns, translate) for row in table.rows]
    columns = columns_of(table, texts, width)
    # In half points; another font than that of the PDF file needs a little more.
    size = (int(columns.size * 2) - (len(columns.widths) >= _MANY)) / 2
    head = Line(
        tuple(
            Cell(
                tuple(
                    Paragraph(text, size, bold=True, colour=INK2, align=_side(one), keeps=True)
                    for text in (one.title, *([one.mark] if one.mark else []))
                ),
                fill=CLOSED if one.is_shaded else "",
            )
            for one in table.columns
        ),
        is_head=True,
    )
    lines = [head]
    for at, (row, cells) in enumerate(zip(table.rows, texts, strict=True)):
        before_total = at + 1 < len(table.rows) and table.rows[at + 1].level is Level.TOTAL
        lines.append(_line(table, columns, size, row, cells, keeps=row.level is Level.GROUP or before_total))
    return table_of(lines, list(columns.widths), columns.pad)


def _line(table: Table, columns: Columns, size: float, row: Row, cells: list[str], *, keeps: bool) -> Line:
    detail = row.level is Level.DETAIL
    return Line(
        tuple(
            Cell(
                (
                    Paragraph(
                        text,
                        size,
                        bold=not detail,
                        align=_side(column),
                        indent=columns.indent if detail and at == columns.names else 0.0,
                        keeps=keeps,
                    ),
                ),
                fill=CLOSED if column.is_shaded else BAND if row.level is Level.GROUP else "",
                over=row.level is Level.TOTAL,
            )
            for at, (column, text) in enumerate(zip(table.columns, cells, strict=True))
        )
    )


def _side(column: Column) -> str:
    return "right" if column.kind.is_number else "left"


def tile_element(tiles: Tiles, width: float, translate: Translator) -> Any:
    """Figures in boxes, up to five beside each other."""
    boxes = [
        Cell(
            (
                Paragraph(tile.title, 8, colour=INK2, space=1),
                Paragraph(tile_text(tile, translate), 15, bold=True, space=0),
                Paragraph(tile.note, 7.5, colour=INK2, space=1),
            ),
            boxed=True,
        )
        for tile in tiles.tiles
    ]
    across = min(_ACROSS, len(boxes)) or 1
    boxes += [Cell((Paragraph("", 8),), line=False)] * (-len(boxes) % across)
    lines = [Line(tuple(boxes[at : at + across])) for at in range(0, len(boxes), across)]
    return table_of(lines, [width / across] * across, _TILE_PAD, inset=_TILE_PAD)
