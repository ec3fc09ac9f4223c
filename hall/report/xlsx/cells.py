"""Cells of a workbook: real numbers and dates with the format of their kind, and texts that are never a formula."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from hall.report.palette import HAIR, INK, INK2
from hall.report.report import Cell, Kind
from hall.report.xlsx.sums import Formula
from hall.translator import Translator

FONT, SIZE = "Arial", 10
"""Every office has it, or one of the same widths (Liberation Sans); a workbook cannot bring a font along, and how wide
a column is depends on it."""
_WINDOWS_LANGUAGES = {"id": "421", "en": "409"}
"""Of the names of months, whatever the language of the program that opens the file (MS-LCID)."""


@dataclass(frozen=True)
class Style:
    """How a cell looks; ``over``: a heavy line above it."""

    bold: bool = False
    size: float = SIZE
    colour: str = INK
    fill: str = ""
    align: str = ""
    wrap: bool = False
    line: bool = False
    over: bool = False
    indent: int = 0
    number: str = "General"


QUIET = Style(colour=INK2)
TITLE, SUBTITLE = Style(bold=True, size=15), Style(size=11, colour=INK2)
HEADING = Style(bold=True, size=12)
PLAIN_WRAPPED = Style(wrap=True)


class Pens:
    """Makes cells; a style is made once for the whole workbook."""

    def __init__(self, workbook: Any, translate: Translator) -> None:
        normal = workbook._named_styles["Normal"]
        normal.font = Font(name=FONT, sz=SIZE)
        normal.bind(workbook)
        workbook._fonts[0] = normal.font
        self._months = f"[$-{known}]" if (known := _WINDOWS_LANGUAGES.get(translate.language)) else ""
        self._made: dict[Style, Any] = {}
        self.sums: dict[Any, list[int]] = {}
        """The values of the formulas of each sheet, in their order."""
        self.number_formats = tuple((kind, self.number_format(kind)) for kind in Kind)

    def cell(self, sheet: Any, value: Cell | Formula, style: Style) -> Any:
        """A cell of ``sheet`` with a value as it is: a moment without its zone, which a workbook does not know, a text
        without the control characters that it may not hold."""
        if isinstance(value, Formula):
            self.sums.setdefault(sheet, []).append(value.value)
            made = WriteOnlyCell(sheet, value.text)
            made._style = copy(self._style(sheet, style))
            return made
        if isinstance(value, datetime):
            value = value.replace(tzinfo=None)
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("", value)
        made = WriteOnlyCell(sheet, value)
        made._style = copy(self._style(sheet, style))
        if isinstance(value, str):
            # Not what openpyxl makes of "=1+1" or "#N/A"; and it stays a text when somebody edits it.
            made.data_type = "s"
            made.quotePrefix = value.startswith(("=", "+", "-", "@"))
        return made

    def _style(self, sheet: Any, style: Style) -> Any:
        if style not in self._made:
            self._made[style] = _styled(sheet, style)
        return self._made[style]

    def number_format(self, kind: Kind) -> str:
        """The format of a kind of values."""
        return {
            Kind.COUNT: "#,##0",
            Kind.MINUTES: "#,##0",
            Kind.SHARE: "0%",
            Kind.SCORE: "#,##0.00",
            Kind.PART: "#,##0.000",
            Kind.DATE: f"{self._months}d mmm yyyy",
            Kind.MOMENT: f"{self._months}d mmm yyyy hh:mm",
        }.get(kind, "General")


def _styled(sheet: Any, style: Style) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, sz=style.size, b=style.bold, color=f"FF{style.colour}")
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=f"FF{style.fill}")
    thin = Side("thin", color=f"FF{HAIR}") if style.line else Side()
    heavy = Side("medium", color=f"FF{INK}") if style.over else Side()
    cell.border = Border(top=heavy, bottom=thin)
    cell.alignment = Alignment(
        horizontal=style.align or None, vertical="top", wrap_text=style.wrap or None, indent=style.indent
    )
    cell.number_format = style.number
    return cell._style
