"""The overview on the screen: from the key that asks for it to the one that leaves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from counter.overview.presenter import OverviewPresenter
from counter.overview.window import OverviewWindow
from hall.access import By
from hall.translator import Translator
from qtkit.screens import show_on
from qtkit.serial_worker import SerialWorker

if TYPE_CHECKING:
    from hall.store import Store


class OverviewShow(QObject):
    """Shows the hall as ``by`` may see it on the whole screen of another window, which stays as it is."""

    def __init__(
        self,
        worker: SerialWorker,
        open_store: Callable[[], Store],
        translate: Translator,
        by: By,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker, self._open_store, self._translate, self._by = worker, open_store, translate, by
        self._presenter: OverviewPresenter | None = None
        self.window: OverviewWindow | None = None
        self._beside: QWidget | None = None

    def begin(self, beside: QWidget) -> None:
        """Shows the page on the screen of ``beside``; the one that is there already comes forward."""
        if self.window is not None:
            self.window.activateWindow()
            return
        presenter = OverviewPresenter(self._worker, self._open_store, self._by, self)
        window = OverviewWindow(self._translate)
        self._presenter, self.window, self._beside = presenter, window, beside
        presenter.changed.connect(window.show_state)
        presenter.refused.connect(self.end)
        window.period_chosen.connect(presenter.choose)
        window.left.connect(self.end)
        presenter.start()
        show_on(window, beside.screen())
        window.activateWindow()

    @Slot()
    def end(self) -> None:
        """Takes the page away."""
        presenter, window = self._presenter, self.window
        if presenter is None or window is None:
            return
        if self._beside is not None and self._beside.isVisible():
            self._beside.activateWindow()
        self._presenter = self.window = self._beside = None
        presenter.close()
        window.hide()
        window.deleteLater()
        presenter.deleteLater()
