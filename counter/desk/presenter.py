"""What happens when a clerk commands something, and when the hall changes: intents in, one state out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter.desk.hall_reader import Gone, HallReader
from counter.desk.jobs import Job
from counter.desk.locking import Locking
from counter.desk.news import news_of
from counter.desk.own_pin import OwnPin
from counter.desk.sign_in import SignIn
from counter.desk.state import (
    ACTION_OF,
    ASKING,
    NOT_COME,
    OF_THE_DAY,
    Command,
    DeskNotice,
    DeskState,
    Intent,
    LinkState,
    Phase,
    Roster,
)
from counter.desk.state_keeper import StateKeeper
from counter.desk.texts import listed_ticket, notice_of, refusal_of, undone_code
from hall.access import By
from hall.clock import Clock
from hall.errors import Refused, StoreUnavailable
from hall.lifecycle import State
from hall.views import CounterView, TicketView
from hall.visit import Said
from qtkit.pending_command import PendingCommand
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import Store
    from hall.views import UserView

GIVE_UP_S = 30.0
"""A command whose answer was lost is repeated, with its own request id, this long."""
_REST_AFTER_CALL = timedelta(seconds=2)


_OF_A_CODE = frozenset({Intent.CALL_NUMBER, Intent.RELEASE, Intent.RETURN, Intent.SCAN, Intent.COME})
"""What names what it is about by a code."""


class DeskPresenter(QObject):
    """Turns intents into commands, and what the hall says into the state of its ``keeper``. ``supervisor_came`` carries
    the UserView of one who signed in at no counter. All of it runs on the GUI thread; the store is used in the serial
    worker only."""

    supervisor_came = Signal(object)

    def __init__(
        self,
        worker: SerialWorker,
        open_store: Callable[[], Store],
        clock: Clock,
        *,
        station: str = "",
        chosen: str = "",
        no_counter: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.keeper = StateKeeper(clock, chosen, self, no_counter=no_counter)
        self.keeper.watches.look_again.connect(self.refresh)
        self._settling, self._station = False, station
        self.link = StoreLink(worker, open_store, self)
        self._reader = HallReader(self.link, self._seated, self)
        self._reader.view_read.connect(self._on_read)
        for failed in (self._reader.failed, self.link.failed_to_open):
            failed.connect(self._on_read_failed)
        self.pending = PendingCommand(self.link, GIVE_UP_S, self)
        self.pending.reply_lost.connect(self.on_lost)
        self.locking = Locking(self.link, self.keeper, station, self.on_lost, self._leave)
        self.own_pin = OwnPin(self.link, self.keeper, station, self.on_lost)
        self.signing_in = SignIn(self.link, self.keeper, station, self.on_lost, self.supervisor_came.emit)

    @property
    def state(self) -> DeskState:
        """What the windows show now."""
        return self.keeper.state

    def now(self) -> datetime:
        """The hall's time."""
        return self.keeper.now()

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
        before = self.state.link
        cause = before.cause if error is None else None if error.passes else error.cause
        self.keeper.change(link=LinkState(False, self.now() if before.connected else before.since, cause))
        self._reader.retry()

    def close(self) -> None:
        """Stops every timer."""
        self.keeper.close()
        self.pending.close()
        self._reader.close()
        self.link.stop_trying()

    @Slot(str)
    def perform(self, intent: str) -> None:
        """Does what a button asks for, or says why not. While a command is under way, every other one is ignored."""
        wanted, view = Intent(intent), self.state.view
        if view is None or not self._ready:
            return
        refused = refusal_of(view, wanted)
        if refused is not None:
            self.keeper.change(notice=DeskNotice(refused=refused, tone="info"))
        elif self.state.assumed and wanted in NOT_COME:
            code = view.current.code if view.current is not None else ""
            self.keeper.change(notice=DeskNotice("notice_has_begun", (("code", code),), tone="info"))
        elif wanted is Intent.CALL_NEXT and view.current is not None and self._just_called(view.current):
            self.keeper.change(notice=DeskNotice("notice_just_called", (("code", view.current.code),), tone="info"))
        elif wanted not in ASKING and (wanted not in ACTION_OF or ACTION_OF[wanted] in view.allowed):
            self._begin(Command(wanted), view, view.current)

    @Slot(object)
    def give(self, command: Command) -> None:
        """Does what was chosen on the sheet or in a list; a number that has left its list since then is left alone."""
        view = self.state.view
        if view is None or not self._ready:
            return
        about = listed_ticket(view, command.ticket_id) if command.ticket_id else view.current
        if command.intent in _OF_A_CODE and not command.ticket_id:
            about = None
        refused = refusal_of(view, command.intent) if not command.event else None
        if command.intent in OF_THE_DAY and not self.state.day_steps:
            self.keeper.change(notice=DeskNotice("notice_moved_on_day", tone="info"))
        elif refused is not None:
            self.keeper.change(notice=DeskNotice(refused=refused, tone="info"))
        elif about is not None or not command.ticket_id:
            self._begin(command, view, about)
        else:
            self.keeper.change(notice=DeskNotice("notice_moved_on", tone="info"))

    def _just_called(self, ticket: TicketView) -> bool:
        """A second press within 2 s of a call is a mistake: it would end a visitor whom nobody served."""
        called_at = ticket.called_at if ticket.state is State.CALLED or self.state.assumed else None
        return called_at is not None and timedelta(0) <= self.now() - called_at < _REST_AFTER_CALL

    @property
    def _ready(self) -> bool:
        state = self.state
        return state.phase is Phase.DESK and state.busy is None and state.link.connected

    def _begin(self, command: Command, view: CounterView, ticket: TicketView | None) -> None:
        user = self.state.user
        assert user is not None
        by = By.staff(user.role, user.login, agency=user.agency, request_id=uuid.uuid4().hex)
        current = view.current
        # What the buttons say now: an answer that comes late, or a repeat of the command, ends the visit as they said.
        said = Said(current.id, self.state.begun) if current is not None else None
        job = Job(command, view.counter, ticket, by, self.now(), said)
        self.keeper.change(busy=command.intent, busy_ticket=command.ticket_id, notice=None)
        code = ticket.code if ticket is not None else command.code
        if command.intent is Intent.UNDO:
            code = undone_code(view, command.event)
        missed = current.code if current is not None and not self.state.begun else ""

        def answered(result: object) -> None:
            self._settling = True  # the buttons wait for the view that shows what the command did
            if command.intent is Intent.SIGN_OUT:
                self._leave(DeskNotice("notice_signed_out", (("label", self.state.chosen),), tone="info"))
            elif (news := news_of(command.intent, code, result, missed=missed)) is not None:
                self.keeper.change(notice=news)
            self.refresh()

        self.pending.send(job.run, answered, self._on_command_failed)

    def _on_command_failed(self, error: Exception) -> None:
        self.keeper.change(busy=None, busy_ticket=0, notice=notice_of(error, away="notice_unsure"))
        self.refresh()

    def _seated(self) -> tuple[str, UserView | None]:
        """Read in the serial worker: attributes of an immutable state."""
        state = self.state
        return (state.view.counter.id if state.view is not None else "", state.user)

    @Slot(object)
    def _on_read(self, result: Roster | CounterView | Gone) -> None:
        self._settle()
        link = LinkState()
        if isinstance(result, CounterView):
            self._on_view(result, link)
        elif isinstance(result, Gone):
            self._on_gone(result)
        else:
            notice = self.state.notice
            stale = notice is not None and notice.code == "notice_away"
            chosen = self.state.chosen or ("" if self.state.no_counter else result.counter_named(self._station))
            self.keeper.change(roster=result, chosen=chosen, link=link, notice=None if stale else notice)
        self.pending.resume()

    def _on_view(self, view: CounterView, link: LinkState) -> None:
        if self.state.user is None:
            return  # read before the clerk left
        self.keeper.show_view(view, link=link)
        self.keeper.watches.follow_call(view)

    def _on_gone(self, gone: Gone) -> None:
        if self.state.user != gone.user:
            return  # read before the clerk left
        self._leave(_notice_of(gone))
        self.refresh()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self._settle()
        if isinstance(error, StoreUnavailable):
            self.on_lost(error)
        elif isinstance(error, Refused) and self.state.phase is not Phase.SIGN_IN:
            self._leave(DeskNotice(refused=error))
            self.refresh()
        else:
            self.keeper.change(notice=notice_of(error, away="notice_away"))

    def _settle(self) -> None:
        if self._settling:
            self._settling = False
            self.keeper.change(busy=None, busy_ticket=0)

    def _leave(self, notice: DeskNotice) -> None:
        self._settling = False
        self.pending.close()
        self.keeper.change(phase=Phase.SIGN_IN, user=None, view=None, busy=None, busy_ticket=0, notice=notice)


def _notice_of(gone: Gone) -> DeskNotice:
    """Why somebody sits at their counter no more. Whoever reads it has no right PIN behind them any more: the name of
    whoever freed the counter is said, no clerk's."""
    label, left = ("label", gone.counter.label), gone.left
    if gone.elsewhere:
        return DeskNotice("notice_sits_elsewhere", (label, ("other", gone.elsewhere)))
    if gone.counter.clerk_id is not None:
        return DeskNotice("notice_taken", (label,))
    if left is not None and left.reason:
        return DeskNotice("notice_freed", (label, ("name", left.name), ("reason", left.reason)))
    return DeskNotice("notice_elsewhere", (label,))
