"""A report as a workbook: each table, chart and the definitions on a sheet of its own, written row by row."""

from __future__ import annotations

from hall.report.xlsx.workbook import xlsx_of

__all__ = ["xlsx_of"]
