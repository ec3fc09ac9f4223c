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
from qtkit.permit import Permit
from qtkit.store_link import StoreLink
from qtkit.timers import repeating

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork

GIVE_UP_S = 30.0
"""An act whose answer was lost is repeated, with its own request id, this long."""
_PATIENCE_MS = 1_000
_WITHDRAWN, _NOT_DONE, _TOO_LATE = "supervisor.act_withdrawn", "supervisor.act_not_done", "supervisor.act_too_late"


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


@dataclass(frozen=True, slots=True)
class _Sent:
    act: Act
    by: By
    permit: Permit


class Acts(QObject):
    """Sends acts by ``by``. ``began`` when one is under way, ``done`` with its news (a DeskNotice or None), ``failed``
    with a DeskNotice that says why not; ``reply_lost`` while the database does not answer. ``withdrawn`` when one was
    taken back in time and ``unsure`` while it is asked whether it was, each with its DeskNotice; ``done`` or ``failed``
    follows the latter."""

    began = Signal()
    done = Signal(object)
    failed = Signal(object)
    reply_lost = Signal()
    withdrawn = Signal(object)
    unsure = Signal(object)

    def __init__(self, link: StoreLink, by: By, parent: QObject) -> None:
        super().__init__(parent)
        self._link, self._by = link, by
        self._prepared: Preparing | None = None
        self._sent: _Sent | None = None
        self._pending = PendingCommand(link, GIVE_UP_S, self)
        self._pending.reply_lost.connect(self.reply_lost)
        self._patience = repeating(self, self._pending.check_patience, _PATIENCE_MS)

    @property
    def busy(self) -> bool:
        """Whether an act is under way; another one is not taken."""
        return self._prepared is not None or self._pending.busy

    @Slot(object)
    def perform(self, act: Act | Preparing) -> None:
        """Does ``act``; not while ``busy``."""
        if self.busy:
            return
        self.began.emit()
        if isinstance(act, Preparing):
            self._prepared = act
            self._link.run(
                lambda store: act.make(store, self._by),
                lambda made: self._on_prepared(act, made),
                lambda error: self._on_unprepared(act, error),
            )
        else:
            self._send(act)

    @Slot()
    def withdraw(self) -> None:
        """Takes back the act under way: what is not kept by now is not done any more."""
        if self._prepared is not None:
            self._prepared = None
            self.withdrawn.emit(DeskNotice(_WITHDRAWN))
        elif self._sent is not None:
            sent = self._forget()
            if sent.permit.withdraw():
                self.withdrawn.emit(DeskNotice(_WITHDRAWN))
            else:
                self._find_out(sent)

    def resume(self) -> None:
        """The database is back."""
        self._pending.resume()

    def close(self) -> None:
        """Forgets the act under way, which is not done where it was not kept."""
        self._patience.stop()
        self._prepared = None
        if self._sent is not None:
            self._sent.permit.withdraw()
        self._pending.close()

    def _on_prepared(self, preparing: Preparing, act: Act) -> None:
        if self._prepared is preparing:
            self._prepared = None
            self._send(act)

    def _on_unprepared(self, preparing: Preparing, error: Exception) -> None:
        if self._prepared is preparing:
            self._prepared = None
            self._fail(error)

    def _send(self, act: Act) -> None:
        sent = _Sent(act, replace(self._by, request_id=uuid.uuid4().hex), Permit())
        self._sent = sent
        self._patience.start()
        self._pending.send(lambda work: act.run(work, sent.by), self._on_done, self._on_failed, permit=sent.permit)

    def _forget(self) -> _Sent:
        sent = self._sent
        assert sent is not None
        self._sent = None
        self._patience.stop()
        self._pending.close()
        return sent

    def _on_done(self, result: object) -> None:
        self.done.emit(self._forget().act.news(result))

    def _on_failed(self, error: Exception) -> None:
        sent = self._forget()
        if isinstance(error, StoreUnavailable) and not sent.permit.withdraw():
            self._find_out(sent)
        else:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(notice_of(error, away=_NOT_DONE))
        if isinstance(error, StoreUnavailable):
            self.reply_lost.emit()

    def _find_out(self, sent: _Sent) -> None:
        """A commit had begun: asks until the database says how it ended, and does nothing new."""

        def again(work: UnitOfWork) -> tuple[object] | None:
            done = work.has_done(sent.by.request_id or "")
            return (sent.act.run(work, sent.by),) if done else None

        def found(result: tuple[object] | None) -> None:
            if result is None:
                self.failed.emit(DeskNotice("supervisor.act_found_none"))
            else:
                news = sent.act.news(result[0])
                self.done.emit(DeskNotice(_TOO_LATE) if news is None else replace(news, lead=_TOO_LATE))

        def failed(error: Exception) -> None:
            if isinstance(error, StoreUnavailable):
                self._pending.send(again, found, failed)
            else:
                self.failed.emit(notice_of(error, away=_NOT_DONE))

        self.unsure.emit(DeskNotice("supervisor.act_unsure"))
        self._pending.send(again, found, failed)
