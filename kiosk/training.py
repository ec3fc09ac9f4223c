"""Training: the whole kiosk on a copy of the hall that nobody else reads. Its numbers never reach the queue, a board
or a figure, and its slips say that they are for practice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from hall.access import By
from hall.errors import StoreUnavailable
from hall.printing.spool import PrintRequest, SlipEnd
from hall.views import KioskView
from kiosk.hours import EVACUATION, waiting_notice
from kiosk.screen_state import ScreenState
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")

LONGEST_S = 15 * 60.0
"""Training that somebody forgot ends by itself: a visitor who comes needs a number that counts."""
Practice = Callable[["Store"], "Store"]
"""Opens a store for practice that knows the hall of another one."""


class VisitorLink(StoreLink):
    """The way of all that visitors do: to the hall's store, and while training goes on to the one for practice.

    Numbers of both have the same ids, so an answer is never acted on in the other store: one of the hall that comes
    during training waits for its end, one of the store for practice that comes later is nobody's business.
    """

    def __init__(self, hall: StoreLink, parent: QObject | None = None) -> None:
        super().__init__(hall.worker, hall.store, parent)
        self._hall = hall
        self._held: list[Callable[[], object]] = []
        self.practice: Store | None = None

    @property
    def is_open(self) -> bool:
        return self.practice is not None or self._hall.is_open

    def store(self) -> Store:
        return self.practice or self._hall.store()

    def run(
        self, job: Callable[[Store], T], done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        practice = self.practice
        self.worker.run(
            lambda: job(practice or self._hall.store()),
            lambda result: self._answer(practice, lambda: done(result)),
            lambda error: self._answer(practice, lambda: failed(error)),
        )

    def leave(self) -> Store | None:
        """The hall's store again; returns the one for practice that was in its place."""
        practice, self.practice = self.practice, None
        held, self._held = self._held, []
        for answer in held:
            answer()
        return practice

    def _answer(self, practice: Store | None, answer: Callable[[], object]) -> None:
        if practice is self.practice:
            answer()
        elif practice is None:
            self._held.append(answer)


class Training(QObject):
    """Puts the store for practice into ``link``, and takes it out again. ``ready`` and ``over`` follow; ``failed`` when
    it cannot be opened.

    What is to be printed goes through here: ``slip_wanted`` (a ``PrintRequest``) and ``unwanted`` (the id of a number
    that was made for nobody) carry what counts, ``practice_wanted`` a slip that nobody notes. ``slip_ended`` carries
    the ``SlipEnd`` of that one, once the number for practice knows it.
    """

    ready = Signal()
    failed = Signal()
    over = Signal()
    slip_wanted = Signal(object)
    unwanted = Signal(int)
    practice_wanted = Signal(object)
    slip_ended = Signal(object)

    def __init__(
        self,
        hall: StoreLink,
        state: ScreenState,
        open_practice: Practice | None,
        parent: QObject | None = None,
        *,
        station: str,
    ) -> None:
        super().__init__(parent)
        self.link = VisitorLink(hall, self)
        self._hall, self._state, self._open_practice, self._station = hall, state, open_practice, station
        self._since = 0.0
        self._overdue = False

    def start(self) -> None:
        """Makes the copy of the hall; may take seconds."""
        self._hall.run(self._open, self._on_open, self._on_failed)

    def stop(self) -> None:
        """Ends it; the first page of the hall follows."""
        practice = self.link.leave()
        self._overdue = False
        if practice is None:
            return
        log.info("training is over")
        self._hall.worker.run(practice.close, last_word=True)
        self._state.show(training=False)
        self._state.go_home()
        self.over.emit()

    def tick(self) -> None:
        """Once a second, while no touch waits for its answer: training that was forgotten ends."""
        over = self._overdue or self._state.now() - self._since >= LONGEST_S
        if self.link.practice is not None and over:
            self.stop()

    @Slot()
    def look(self) -> None:
        """The hall has changed: an evacuation ends training at once."""
        if self.link.practice is not None:
            self._hall.read(lambda reader: reader.kiosk(""), self._on_seen, lambda error: None)

    @Slot(object)
    def on_slip_wanted(self, order: PrintRequest) -> None:
        """A number was made, and its slip is to be printed."""
        if self.link.practice is None:
            self.slip_wanted.emit(order)
        else:  # the slip of a hall that is always open says that it is for practice
            self.practice_wanted.emit(replace(order, hall=replace(order.hall, always_open=True)))

    @Slot(int)
    def on_unwanted(self, ticket_id: int) -> None:
        """A number was made for nobody."""
        if self.link.practice is None:
            self.unwanted.emit(ticket_id)

    @Slot(object)
    def on_practised(self, end: SlipEnd) -> None:
        """The slip for practice came out, or not."""
        if self.link.practice is None:
            return
        by = By.kiosk(self._station)
        self.link.write(lambda work: _note(work, end, by), lambda _: self.slip_ended.emit(end), self._on_unnoted)

    def _open(self, hall: Store) -> Store:
        """In the serial worker."""
        if self._open_practice is None:
            raise StoreUnavailable("this program has no store for practice")
        return self._open_practice(hall)

    def _on_open(self, practice: Store) -> None:
        log.info("training begins")
        self.link.practice = practice
        self._since = self._state.now()
        self._state.show(training=True)
        self.ready.emit()

    def _on_failed(self, error: Exception) -> None:
        log.warning("training cannot begin: %s", error)
        self.failed.emit()

    def _on_seen(self, view: KioskView) -> None:
        self._overdue = self.link.practice is not None and waiting_notice(view) == EVACUATION

    def _on_unnoted(self, error: Exception) -> None:
        log.warning("a slip for practice cannot be noted: %s", error)


def _note(work: UnitOfWork, end: SlipEnd, by: By) -> None:
    """Writes down in the store for practice what became of a slip, as the print thread does in the hall's."""
    if end.joined:
        work.slips.out(end.ticket_id, by, verified=True)
    else:
        work.slips.failed(end.ticket_id, by, outcome=end.outcome, detail=end.detail, again=False)
