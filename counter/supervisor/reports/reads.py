"""Reads the report that is looked at: the newest wish only, again when the hall has changed, and after a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from counter.desk.texts import notice_of
from counter.supervisor.reports.wanted import ReportView, Wanted
from hall.access import By
from hall.errors import StoreUnavailable
from hall.translator import Translator
from qtkit.low_priority import give_way
from qtkit.poll import Retry
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink
from qtkit.timers import single_shot

if TYPE_CHECKING:
    from hall.store import Store

AGAIN_MS = 30_000
"""A report of the present day is read again this often at most, however much happens in the hall."""


class ReportReads(QObject):
    """Reads as ``by`` may see it, in a worker of its own, which may take long. ``read`` carries a ReportView of what is
    wanted now, ``failed`` a DeskNotice; what was read for an older wish is dropped."""

    read = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        worker: SerialWorker,
        open_store: Callable[[], Store],
        by: By,
        translate: Translator,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._by, self._translate = by, translate
        self._wanted: Wanted | None = None
        self._reading: Wanted | None = None
        self._over = self._changed = self._watched = self._closed = False
        self._since_read = QElapsedTimer()
        self._again = single_shot(self, self._read_again)
        self._retry = Retry(self._read_wanted, self)
        self._link = StoreLink(worker, open_store, self)
        self._link.opened.connect(self._read_wanted)
        self._link.failed_to_open.connect(self._on_failed)

    @Slot(object)
    def ask(self, wanted: Wanted) -> None:
        """Reads ``wanted``, and what is asked for later instead of it."""
        self._wanted = wanted
        self._again.stop()
        if self._link.is_open:
            self._read_wanted()
        else:
            self._link.open()

    @Slot(bool)
    def watch(self, watched: bool) -> None:
        """Whether somebody looks at it: nothing is read again for nobody."""
        self._watched = watched
        if watched and self._changed:
            self.on_hall_changed()

    @Slot()
    def on_hall_changed(self) -> None:
        """Something has happened in the hall."""
        self._changed = True
        if self._watched and not self._over and not self._again.isActive() and self._wanted is not None:
            passed = self._since_read.elapsed() if self._since_read.isValid() else AGAIN_MS
            self._again.start(max(0, AGAIN_MS - passed))

    def close(self) -> None:
        """Stops every timer; a read that is under way ends unheard."""
        self._closed, self._wanted = True, None
        self._again.stop()
        self._retry.succeeded()
        self._link.stop_trying()

    @Slot()
    def _read_again(self) -> None:
        if self._watched:
            self._read_wanted()

    @Slot()
    def _read_wanted(self) -> None:
        wanted = self._wanted
        if wanted is None or self._reading is not None:
            return
        self._reading, self._changed = wanted, False
        by, translate = self._by, self._translate.in_language(wanted.language)

        def read(store: Store) -> ReportView:
            from counter.supervisor.reports.reading import read_report

            give_way()
            return store.fetch(lambda reader: read_report(reader, by, wanted, translate))

        self._link.run(read, self._on_read, self._on_failed)

    def _on_read(self, view: ReportView) -> None:
        if self._closed:
            return
        self._reading = None
        self._retry.succeeded()
        if view.wanted != self._wanted:
            self._read_wanted()
            return
        self._over = view.over
        self._since_read.start()
        self.read.emit(view)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self._closed:
            return
        asked, self._reading = self._reading, None
        if isinstance(error, StoreUnavailable):
            self._retry.later()
        elif asked is not None and asked != self._wanted:
            self._read_wanted()
            return
        self.failed.emit(notice_of(error, away="supervisor.reports_away"))
