"""The files that can be made of the report that is shown, and the wish for one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from counter.supervisor.reports.choice import ReportChoice
from counter.supervisor.reports.choosing_bar import MORE, PRIMARY, ChoosingBar
from counter.supervisor.reports.making import offered
from counter.supervisor.reports.making_bar import MakingBar
from counter.supervisor.reports.texts import file_name
from counter.supervisor.reports.wanted import FileWish, ReportView
from hall.report.rendering import Format
from hall.translator import Translator


class FilesWanted(QObject):
    """Offers the formats of the ``view``, except while another report is ``reading`` or a file is made.
    ``file_wanted`` and ``print_wanted`` carry a FileWish."""

    file_wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, choice: ReportChoice, choosing: ChoosingBar, making: MakingBar, translate: Translator) -> None:
        super().__init__(choosing)
        self._choice, self._choosing, self._making, self._translate = choice, choosing, making, translate
        self.view: ReportView | None = None
        self.reading = False
        choosing.format_chosen.connect(self.on_format)
        choosing.print_chosen.connect(self.on_print)
        making.changed.connect(self.offer)

    @Slot()
    def offer(self) -> None:
        """Offers what can be made now."""
        view, making = self.view, self._making.making
        formats = offered(view.report, (*PRIMARY, *MORE)) if view is not None and not (self.reading or making) else ()
        why = "reports_is_making" if making else "reports_not_read"
        self._choosing.show_formats(formats, self._translate(f"supervisor.{why}"))

    @Slot(str)
    def on_format(self, chosen: str) -> None:
        """A format was chosen."""
        if self.view is not None and not self.reading:
            self.file_wanted.emit(self._wish(self.view, Format(chosen)))

    @Slot(bool)
    def on_print(self, with_meanings: bool) -> None:
        """It is to be printed, with what its figures mean or without."""
        view = self.view
        if view is not None and not self.reading:
            meanings = view.report.definitions if with_meanings else ()
            shown = replace(view, report=replace(view.report, definitions=meanings))
            self.print_wanted.emit(self._wish(shown, Format.PDF))

    def _wish(self, view: ReportView, wanted: Format) -> FileWish:
        return FileWish(view, wanted, file_name(view, self._choice.floor, self._translate))
