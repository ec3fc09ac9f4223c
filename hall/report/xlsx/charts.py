"""Charts on sheets: their values as cells, and a chart of the spreadsheet's own that shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter

from hall.report.palette import BAND, HAIR, INK2, SERIES
from hall.report.report import Chart, ChartKind, Report
from hall.report.xlsx.cells import HEADING, Pens, Style
from hall.report.xlsx.paper import set_paper
from hall.report.xlsx.sheets import Sheet, head_rows, write_head

_WIDE_CM, _HIGH_CM = 15.5, 9.0
_DARKEST = "6FAAB7"
"""Of a heat map: figures are read on it in ink."""
_MOST_LABELS = 31
_ROWS_BELOW = 21
"""What a chart covers."""


def write_chart(workbook: Any, name: str, pens: Pens, report: Report, chart: Chart) -> None:
    """A sheet with the values of a chart, and the chart; a heat map is its values themselves, shaded."""
    if chart.chart is ChartKind.HEAT:
        _write_heat(workbook, name, pens, report, chart)
        return
    names = max((len(one) for one in chart.categories), default=0)
    wide = [max(len(one.name) * 1.1 + 2, 9.0) for one in chart.series]
    # The chart is wider than few columns are.
    fill = max(0.0, 84.0 - sum(wide) - max(names * 1.1 + 2, 12))
    sheet = _begun(workbook, name, pens, report, chart, [max(names * 1.1 + 2, 12), *wide, fill])
    _line(sheet, ["", *(one.name for one in chart.series)], Style(bold=True, colour=INK2, line=True))
    first = sheet.rows
    for at, category in enumerate(chart.categories):
        _line(
            sheet, [category, *(one.values[at] for one in chart.series)], Style(line=True, number=_number(pens, chart))
        )
    if chart.categories and chart.series:
        sheet.raw.add_chart(_native(sheet.raw, chart, first, pens), f"A{sheet.rows + 2}")
        for _ in range(_ROWS_BELOW):
            sheet.write()
    sheet.end()


def _write_heat(workbook: Any, name: str, pens: Pens, report: Report, chart: Chart) -> None:
    names = max((len(one.name) for one in chart.series), default=0)
    each = max((len(one) for one in chart.categories), default=0)
    widths = [max(names * 1.1 + 2, 12), *(max(each * 1.1 + 1.5, 6.0) for _ in chart.categories)]
    sheet = _begun(workbook, name, pens, report, chart, widths)
    _line(sheet, ["", *chart.categories], Style(bold=True, colour=INK2, line=True))
    first = sheet.rows + 1
    for one in chart.series:
        _line(sheet, [one.name, *one.values], Style(number=_number(pens, chart)))
    if chart.series and chart.categories:
        shaded = f"B{first}:{get_column_letter(len(chart.categories) + 1)}{sheet.rows}"
        rule = ColorScaleRule(start_type="min", start_color=BAND, end_type="max", end_color=_DARKEST)
        sheet.raw.conditional_formatting.add(shaded, rule)
    sheet.end()


def _begun(workbook: Any, name: str, pens: Pens, report: Report, chart: Chart, widths: list[float]) -> Sheet:
    sheet = Sheet(workbook, name, pens, widths)
    head = head_rows(report, whole=False, title=chart.title) + 1
    sheet.raw.freeze_panes = f"B{head + 1}"
    set_paper(sheet.raw, report, widths, wide=len(chart.categories) > 12 and chart.chart is ChartKind.HEAT)
    write_head(sheet, report, whole=False)
    if chart.title:
        sheet.merged(chart.title, HEADING)
    sheet.write()
    return sheet


def _line(sheet: Sheet, values: list[Any], style: Style) -> None:
    """A name, and values at the right."""
    sheet.write(
        [(values[0], replace(style, number="General")), *((one, replace(style, align="right")) for one in values[1:])]
    )


def _number(pens: Pens, chart: Chart) -> str:
    return pens.number_format(chart.kind)


def _native(raw: Any, chart: Chart, head: int, pens: Pens) -> Any:
    made = BarChart(gapWidth=50) if chart.chart is ChartKind.BARS else LineChart()
    last, columns = head + len(chart.categories), len(chart.series) + 1
    made.add_data(Reference(raw, min_col=2, max_col=columns, min_row=head, max_row=last), titles_from_data=True)
    made.set_categories(Reference(raw, min_col=1, min_row=head + 1, max_row=last))
    made.width, made.height = _WIDE_CM, _HIGH_CM
    # Without this LibreOffice and newer versions of Excel leave the axes out.
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.number_format = _number(pens, chart)
    made.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=HAIR))
    made.y_axis.scaling.min = 0
    made.dispBlanksAs = "gap"
    if len(chart.series) == 1:
        made.legend = None
    else:
        made.legend.position = "b"
    for at, series in enumerate(made.series):
        _coloured(series, SERIES[at % len(SERIES)], bars=chart.chart is ChartKind.BARS)
    if len(chart.series) == 1 and len(chart.categories) <= _MOST_LABELS:
        made.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    return made


def _coloured(series: Any, colour: str, *, bars: bool) -> None:
    if bars:
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
        return
    series.smooth = False
    series.graphicalProperties.line.solidFill = colour
    series.graphicalProperties.line.width = 28575
    series.marker.symbol, series.marker.size = "circle", 6
    series.marker.graphicalProperties.solidFill = colour
    series.marker.graphicalProperties.line.solidFill = colour
