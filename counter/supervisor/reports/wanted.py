"""What is asked for in the tab Laporan, and what the answer is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hall.figures import Period
from hall.report.rendering import Format
from hall.report.report import Level, Report, Table, Tile
from hall.translator import Translator


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report by its key, of a period, of all agencies or of one (id), in a language."""

    key: str
    period: Period
    agency: str
    language: str


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table as it is painted: ``texts`` are its cells, ``longest`` the longest text of each column."""

    table: Table
    texts: tuple[tuple[str, ...], ...]
    levels: tuple[Level, ...]
    longest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadyDays:
    """Days with numbers that are added up already: the first, the last and how many; and the one that is still open."""

    first: date | None = None
    last: date | None = None
    count: int = 0
    live: date | None = None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report that was read. ``headline`` is the figure that is read first, ``tables`` are the looks of its tables, in
    their order; ``over``: nothing of its period is to come, so it does not change by itself."""

    wanted: Wanted
    report: Report
    headline: Tile | None
    tables: tuple[TableLook, ...]
    days: ReadyDays
    over: bool


@dataclass(frozen=True, slots=True)
class FileWish:
    """A file that somebody wants of the report that is shown when they ask, called ``name`` (without its end): what is
    chosen or read while a dialog is open changes neither."""

    view: ReportView
    format: Format
    name: str

    def order(self, file: Path, translate: Translator) -> FileOrder:
        """Its making as ``file``, in the language of the report that was shown."""
        return FileOrder(self.view.report, self.format, file, translate.in_language(self.view.wanted.language))


@dataclass(frozen=True, slots=True)
class FileOrder:
    """A file that is to be made of a report that was read."""

    report: Report
    format: Format
    file: Path
    translate: Translator
