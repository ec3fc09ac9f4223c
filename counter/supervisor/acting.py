"""What a supervisor does: one act at a time, sent until it is answered, with what it says afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from counter.desk.state import DeskNotice
from counter.desk.texts import notice_of
from hall.access import By
from hall.errors import StoreUnavailable
from qtkit.pending_command import PendingCommand
from qtkit.store_link import StoreLink
from qtkit.timers import repeating

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork

GIVE_UP_S = 30.0
"""An act whose answer was lost is repeated, with its own request id, this long."""
_PATIENCE_MS = 1_000


class Act(Protocol):
    """One operation that a supervisor asks for: a frozen dataclass with its arguments. ``run`` does it in a unit of
    work, maybe many times: the request id of ``by`` makes the first one count. ``news`` is what the window says when it
    is done, None for nothing."""

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""

    def news(self, result: object) -> DeskNotice | None:
        """What is said of ``result``."""


@dataclass(frozen=True, slots=True)
class Preparing:
    """An act that needs the store before its unit of work begins, such as a PIN that is hashed; ``make`` runs in the
    serial worker and is told who acts. It asks first what the act would be refused for, then does what is slow."""

    make: Callable[[Store, By], Act]


class Acts(QObject):
    """Sends acts by ``by``. ``began`` when one is under way, ``done`` with its news (a DeskNotice or None), ``failed``
    with a DeskNotice that says why not; ``reply_lost`` while the database does not answer."""

    began = Signal()
    done = Signal(object)
    failed = Signal(object)
    reply_lost = Signal()

    def __init__(self, link: StoreLink, by: By, parent: QObject) -> None:
        super().__init__(parent)
        self._link, self._by = link, by
        self._preparing = False
        self._pending = PendingCommand(link, GIVE_UP_S, self)
        self._pending.reply_lost.connect(self.reply_lost)
        self._patience = repeating(self, self._pending.check_patience, _PATIENCE_MS)

    @property
    def busy(self) -> bool:
        """Whether an act is under way; another one is not taken."""
        return self._preparing or self._pending.busy

    @Slot(object)
    def perform(self, act: Act | Preparing) -> None:
        """Does ``act``; not while ``busy``."""
        if self.busy:
            return
        self.began.emit()
        if isinstance(act, Preparing):
            self._preparing = True
            self._link.run(lambda store: act.make(store, self._by), self._on_prepared, self._on_failed)
        else:
            self._send(act)

    def resume(self) -> None:
        """The database is back."""
        self._pending.resume()

    def close(self) -> None:
        """Forgets the act under way."""
        self._patience.stop()
        self._pending.close()

    def _on_prepared(self, act: Act) -> None:
        self._preparing = False
        self._send(act)

    def _send(self, act: Act) -> None:
        by = replace(self._by, request_id=uuid.uuid4().hex)
        self._patience.start()
        self._pending.send(lambda work: act.run(work, by), lambda result: self._on_done(act, result), self._on_failed)

    def _on_done(self, act: Act, result: object) -> None:
        self._patience.stop()
        self.done.emit(act.news(result))

    def _on_failed(self, error: Exception) -> None:
        self._preparing = False
        self._patience.stop()
        self.failed.emit(notice_of(error, away="notice_unsure"))
        if isinstance(error, StoreUnavailable):
            self.reply_lost.emit()
