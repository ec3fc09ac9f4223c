"""What happens when a clerk presses something, and when the hall changes: intents in, one state out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from counter.desk.hall_reader import HallReader
from counter.desk.jobs import job_of, sign_in
from counter.desk.state import ACTION_OF, ASKING, OF_THE_DAY, Command, DeskState, Intent, Link, Notice, Phase, Roster
from counter.desk.texts import listed_ticket, news_of, refusal_of
from counter.desk.watching import Watches, begun
from hall.access import By
from hall.clock import Clock
from hall.errors import Refused, StoreUnavailable
from hall.lifecycle import State
from hall.views import CounterView, TicketView, UserView
from hall.visit import Said
from qtkit.pending_command import PendingCommand
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import Store

GIVE_UP_S = 30.0
"""A command whose answer was lost is repeated, with its own request id, this long."""
_NOTICE_MS = 10_000
_REST_AFTER_CALL = timedelta(seconds=2)


class DeskPresenter(QObject):
    """Owns the state of the windows. All of it runs on the GUI thread; the store is used in the lane only."""

    state_changed = Signal(object)

    def __init__(
        self,
        worker: SerialWorker,
        open_store: Callable[[], Store],
        clock: Clock,
        *,
        station: str = "",
        chosen: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._station = clock, station
        self._state = DeskState(chosen=chosen)
        self._settling = False
        self._since_view = QElapsedTimer()
        self.link = StoreLink(worker, open_store, self)
        self._reader = HallReader(self.link, self._counter_id, self)
        self._reader.view_read.connect(self._on_read)
        for failed in (self._reader.failed, self.link.failed_to_open):
            failed.connect(self._on_read_failed)
        self.pending = PendingCommand(self.link, GIVE_UP_S, self)
        self.pending.reply_lost.connect(self.on_lost)
        self._hush = QTimer(self)
        self._hush.setSingleShot(True)
        self._hush.setInterval(_NOTICE_MS)
        self._hush.timeout.connect(self._on_hush)
        self.watches = Watches(self)
        self.watches.look_again.connect(self.refresh)
        self.watches.moved.connect(self._on_moved)

    @property
    def state(self) -> DeskState:
        """What the windows show now."""
        return self._state

    def now(self) -> datetime:
        """The hall's time: the last view's, moved on by this machine's steady clock."""
        if self._state.view is None:
            return self._clock.now()
        return self._state.view.now + timedelta(milliseconds=self._since_view.elapsed())

    @Slot()
    def start(self) -> None:
        """Opens the store and begins to read."""
        self.link.open()

    @Slot()
    def refresh(self) -> None:
        """Reads the state again."""
        self._reader.refresh()

    @Slot()
    def on_lost(self, error: StoreUnavailable | None = None) -> None:
        """The database does not answer: keep what is shown, try again soon."""
        before = self._state.link
        cause = before.cause if error is None else None if error.passes else error.cause
        self._change(link=Link(False, self.now() if before.connected else before.since, cause))
        self._reader.retry()

    def close(self) -> None:
        """Stops every timer."""
        self._hush.stop()
        self.watches.close()
        self.pending.close()
        self._reader.close()
        self.link.stop_trying()

    @Slot(str)
    def choose(self, label: str) -> None:
        """Chooses the counter to sign in at."""
        if label != self._state.chosen:
            self._change(chosen=label, notice=None)

    @Slot(str)
    def say(self, code: str) -> None:
        """Shows a sentence of the catalogue, ``counter.<code>``."""
        self._change(notice=Notice(code))

    @Slot(str, str)
    def sign_in(self, login: str, pin: str) -> None:
        """Signs in at the chosen counter."""
        state = self._state
        signed_out = state.phase is Phase.SIGN_IN and state.busy is None
        if not self.link.is_open or not signed_out or not state.chosen:
            return
        self._change(busy=Intent.SIGN_IN, notice=None)
        chosen, station = state.chosen, self._station
        self.link.run(
            lambda store: sign_in(store, chosen, login, pin, station), self._on_signed_in, self._on_sign_in_failed
        )

    @Slot(str)
    def perform(self, intent: str) -> None:
        """Does what a key asks for, or says why not. While a press is under way, every other one is swallowed."""
        wanted, view = Intent(intent), self._state.view
        if view is None or not self._ready:
            return
        refused = refusal_of(view, wanted)
        if refused is not None:
            self._change(notice=Notice(refused=refused, tone="info"))
        elif wanted is Intent.CALL_NEXT and view.current is not None and self._just_called(view.current):
            self._change(notice=Notice("notice_just_called", (("code", view.current.code),), tone="info"))
        elif wanted not in ASKING and (wanted not in ACTION_OF or ACTION_OF[wanted] in view.allowed):
            self._begin(Command(wanted), view, view.current)

    @Slot(object)
    def give(self, order: Command) -> None:
        """Does what was chosen on the sheet or in a list; a number that has left its list meanwhile is left alone."""
        view = self._state.view
        if view is None or not self._ready:
            return
        about = listed_ticket(view, order.ticket_id) if order.ticket_id else view.current
        if order.intent in (Intent.CALL_NUMBER, Intent.RELEASE, Intent.RETURN) and not order.ticket_id:
            about = None
        refused = refusal_of(view, order.intent)
        if order.intent in OF_THE_DAY and not self._state.day_steps:
            self._change(notice=Notice("notice_moved_on_day", tone="info"))
        elif refused is not None:
            self._change(notice=Notice(refused=refused, tone="info"))
        elif about is not None or not order.ticket_id:
            self._begin(order, view, about)
        else:
            self._change(notice=Notice("notice_moved_on", tone="info"))

    def _just_called(self, ticket: TicketView) -> bool:
        """A second press within 2 s of a call is a slip of the hand: it would end a visitor whom nobody served."""
        if ticket.state is not State.CALLED or ticket.called_at is None:
            return False
        return timedelta(0) <= self.now() - ticket.called_at < _REST_AFTER_CALL

    @property
    def _ready(self) -> bool:
        state = self._state
        return state.phase is Phase.DESK and state.busy is None and state.link.connected

    def _begin(self, order: Command, view: CounterView, ticket: TicketView | None) -> None:
        user = self._state.user
        assert user is not None
        by = By.staff(user.role, user.login, request_id=uuid.uuid4().hex)
        current = view.current
        # What the keys say now: an answer that comes late, or a repeat of the press, ends the visit as they said.
        said = Said(current.id, self._state.begun) if current is not None else None
        job = job_of(order, view.counter, ticket, by, now=self.now(), said=said)
        self._change(busy=order.intent, busy_ticket=order.ticket_id, notice=None)
        code = ticket.code if ticket is not None else order.code
        if order.intent is Intent.UNDO and view.undo is not None:
            code = view.undo.code
        missed = current.code if current is not None and not self._state.begun else ""

        def answered(result: object) -> None:
            self._settling = True  # the buttons wait for the view that shows what the command did
            if order.intent is Intent.SIGN_OUT:
                self._leave(Notice("notice_signed_out", (("label", self._state.chosen),), tone="info"))
            elif (news := news_of(order.intent, code, result, missed=missed)) is not None:
                self._change(notice=news)
            self.refresh()

        self.pending.send(job, answered, self._on_command_failed)

    def _on_command_failed(self, error: Exception) -> None:
        self._change(busy=None, busy_ticket=0, notice=_notice_of(error, away="notice_unsure"))
        self.refresh()

    def _counter_id(self) -> str:
        """Read in the lane: one attribute of an immutable state."""
        view = self._state.view
        return view.counter.id if view is not None else ""

    @Slot(object)
    def _on_read(self, result: Roster | CounterView) -> None:
        self._settle()
        link = Link()
        if isinstance(result, CounterView):
            self._on_view(result, link)
        else:
            notice = self._state.notice
            stale = notice is not None and notice.code == "notice_away"
            self._change(roster=result, link=link, notice=None if stale else notice)
        self.pending.resume()

    def _on_view(self, view: CounterView, link: Link) -> None:
        user = self._state.user
        if user is None:
            return  # read before the clerk left
        if view.counter.clerk_id == user.id:
            self._since_view.start()
            self._change(view=view, link=link)
            self.watches.follow_call(view)
            return
        label = (("label", view.counter.label),)
        if view.counter.clerk_id is None:
            self._leave(Notice("notice_elsewhere", label))
        else:  # whoever reads this has no right PIN behind them any more: no name
            self._leave(Notice("notice_taken", label))
        self.refresh()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self._settle()
        if isinstance(error, StoreUnavailable):
            self.on_lost(error)
        elif isinstance(error, Refused) and self._state.phase is Phase.DESK:
            self._leave(Notice(refused=error))
        else:
            self._change(notice=_notice_of(error, away="notice_away"))

    def _settle(self) -> None:
        if self._settling:
            self._settling = False
            self._change(busy=None, busy_ticket=0)

    def _on_signed_in(self, result: tuple[UserView, CounterView]) -> None:
        user, view = result
        self._since_view.start()
        self._change(phase=Phase.DESK, user=user, view=view, busy=None, notice=None, chosen=view.counter.label)

    def _on_sign_in_failed(self, error: Exception) -> None:
        if isinstance(error, StoreUnavailable):
            self.on_lost(error)
        # It stays until the next try: that the hall can be read again does not say that somebody can write.
        notice = _notice_of(error, away="notice_not_signed_in")
        tone = "error" if isinstance(error, Refused) else notice.tone
        self._change(busy=None, notice=replace(notice, tone=tone))

    def _leave(self, notice: Notice) -> None:
        self._settling = False
        self.pending.close()
        self._change(phase=Phase.SIGN_IN, user=None, view=None, busy=None, busy_ticket=0, notice=notice)

    @Slot()
    def _on_hush(self) -> None:
        if self._state.phase is Phase.DESK:
            self._change(notice=None)

    @Slot()
    def _on_moved(self) -> None:
        self._change()

    def _change(self, **changes: object) -> None:
        before = self._state
        self._state = replace(before, **changes)  # type: ignore[arg-type]
        now = self.now()
        self._state = replace(self._state, begun=begun(self._state.view, now))
        self.watches.follow(self._state, now)
        self._state = replace(self._state, slow=self.watches.is_slow)
        if self._state.notice is not before.notice and self._state.notice is not None:
            self._hush.start()
        if self._state != before:
            self.state_changed.emit(self._state)


def _notice_of(error: Exception, *, away: str) -> Notice:
    """The sentence for a failure; ``away`` is the one for a database that does not answer."""
    if isinstance(error, Refused):
        return Notice(refused=error)
    if isinstance(error, StoreUnavailable):
        return Notice(away)
    return Notice("notice_unexpected", tone="error")
