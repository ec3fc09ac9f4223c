"""What the serial worker does for one command: each job is one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from counter.desk.state import Command, Intent
from hall.access import By
from hall.errors import Refused
from hall.lifecycle import Outcome, Pause, State
from hall.scanned import Scanned, meaning
from hall.views import CounterInfo, CounterView, TicketView, UserView
from hall.visit import Said

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork


def sign_in(store: Store, counter: str, login: str, pin: str, station: str) -> tuple[UserView, CounterView | None]:
    """Checks the PIN, seats the clerk at the counter and reads what is true there; without a ``counter`` nobody is
    seated. Raises Refused, StoreUnavailable."""
    user = store.check_pin(login, pin, station=station)
    if not counter:
        return user, None
    by = By.staff(user.role, user.login, agency=user.agency, station=station)
    info = store.run(lambda work: work.counter(counter, by).sign_in(user.id))
    # A role that was changed before they sat down; later changes take them from the counter.
    return store.fetch(lambda reader: (reader.staff.find(user.login), reader.counter(info.id)))


@dataclass(frozen=True, slots=True)
class Job:
    """The unit of work of ``command`` at ``counter``, given at ``now`` by ``by``; ``ticket`` is the number it is about,
    ``said`` what the buttons say of the visit at the counter.

    It may run many times: its request id makes the first one count.
    """

    command: Command
    counter: CounterInfo
    ticket: TicketView | None
    by: By
    now: datetime
    said: Said | None = None

    def run(self, work: UnitOfWork) -> object:
        """Does it. Raises Refused."""
        return _JOBS[self.command.intent](work, self)

    @property
    def seen(self) -> By:
        """Who commands it, with the version of the number that was seen."""
        return self.by if self.ticket is None else replace(self.by, version=self.ticket.version)

    @property
    def ticket_id(self) -> int:
        """The number that it is about, 0 for none."""
        return self.ticket.id if self.ticket is not None else 0

    @property
    def why(self) -> str:
        """The reason for the history of the business day."""
        return self.command.text or f"at counter {self.counter.label}"


def _finish(work: UnitOfWork, job: Job) -> object:
    outcome, obstacle, note = job.command.outcome or Outcome.SERVED, job.command.obstacle, job.command.text
    return work.counter(job.counter.id, job.seen).finish(outcome=outcome, obstacle=obstacle, note=note)


def _transfer(work: UnitOfWork, job: Job) -> object:
    to, at = job.command, work.counter(job.counter.id, job.seen)
    return at.transfer(service=to.service, to_counter=to.to_counter, note=to.text)


def _call_number(work: UnitOfWork, job: Job) -> object:
    wanted = job.ticket_id or work.tickets.find(job.command.code).id
    return work.counter(job.counter.id, job.seen).call_number(wanted, said=job.said)


def _pause(work: UnitOfWork, job: Job) -> object:
    command = job.command
    kind = Pause.CLOSED if command.closed else Pause.BREAK
    until = job.now + timedelta(minutes=command.minutes) if command.minutes else None
    return work.counter(job.counter.id, job.seen).pause(kind=kind, reason=command.text, until=until)


def _open_day(work: UnitOfWork, job: Job) -> object:
    return work.day.open(job.seen, job.command.day, confirm=True, reason=job.why)


def _sign_out(work: UnitOfWork, job: Job) -> object:
    at = work.counter(job.counter.id, job.seen)
    return at.sign_out(note=job.command.text) if job.command.text else at.sign_out()


def _cancel(work: UnitOfWork, job: Job) -> object:
    return work.tickets.cancel(job.ticket_id, job.by, reason=job.command.text, counter=job.counter.id)


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a scan did with a number, or how it stands where nothing was done."""

    ticket: TicketView
    what: Scanned


def _scan(work: UnitOfWork, job: Job) -> ScanResult:
    """The code of a slip, else that of a booking whose holder is here. Raises Refused."""
    try:
        ticket = work.tickets.find(job.command.code)
    except Refused as unknown:
        if unknown.code != "unknown_ticket":
            raise
        return ScanResult(work.bookings.check_in(job.command.code, job.by), Scanned.CHECK_IN)
    label, at = job.counter.label, work.counter(job.counter.id, job.by)
    served = job.said == Said(ticket.id, begun=True) and ticket.state is State.CALLED  # it began by itself
    what = meaning(
        State.SERVING if served else ticket.state,
        here=ticket.counter_label == label,
        own=label in ticket.counters,
        directed=ticket.directed_label == label,
        free=job.said is None,
    )
    do: dict[Scanned, Callable[[], object]] = {
        Scanned.RETURN: lambda: work.tickets.return_late(ticket.id, job.by, counter=job.counter.id),
        Scanned.RELEASE: lambda: work.tickets.release(ticket.id, job.by, counter=job.counter.id),
        Scanned.CONFIRM: lambda: work.tickets.confirm(ticket.id, job.by),
        Scanned.SERVE: at.serve,
        Scanned.CALL: lambda: at.call_number(ticket.id),
    }
    if what in do:
        do[what]()
    return ScanResult(ticket, what)


_JOBS: dict[Intent, Callable[[UnitOfWork, Job], object]] = {
    Intent.CALL_NEXT: lambda work, job: work.counter(job.counter.id, job.seen).call_next(said=job.said),
    Intent.RECALL: lambda work, job: work.counter(job.counter.id, job.seen).recall(),
    Intent.NOT_BEGUN: lambda work, job: work.counter(job.counter.id, job.seen).keep_waiting(),
    Intent.SERVE: lambda work, job: work.counter(job.counter.id, job.seen).serve(),
    Intent.FINISH: lambda work, job: work.counter(job.counter.id, job.seen).finish(),
    Intent.OBSTACLE: _finish,
    Intent.OFFER: lambda work, job: work.counter(job.counter.id, job.seen).offer(offer=job.command.offer),
    Intent.NO_SHOW: lambda work, job: work.counter(job.counter.id, job.seen).no_show(),
    Intent.HOLD: lambda work, job: work.counter(job.counter.id, job.seen).hold(reason=job.command.text),
    Intent.TRANSFER: _transfer,
    Intent.UNDO: lambda work, job: work.counter(job.counter.id, job.by).undo(event=job.command.event),
    Intent.CALL_NUMBER: _call_number,
    Intent.SCAN: _scan,
    Intent.RELEASE: lambda work, job: work.tickets.release(job.ticket_id, job.seen, counter=job.counter.id),
    Intent.RETURN: lambda work, job: work.tickets.return_late(job.ticket_id, job.seen, counter=job.counter.id),
    Intent.PAUSE: _pause,
    Intent.RESUME: lambda work, job: work.counter(job.counter.id, job.seen).resume(),
    Intent.CONFIRM: lambda work, job: work.tickets.confirm(job.ticket_id, job.seen),
    Intent.CANCEL: _cancel,
    Intent.SIGN_OUT: _sign_out,
    Intent.READ_NOTES: lambda work, job: work.counter(job.counter.id, job.by).read_notes(),
    Intent.COME: lambda work, job: work.help.answer(job.command.code, job.by),
    Intent.CONFIRM_DAY: lambda work, job: work.day.confirm(job.seen, reason=job.why),
    Intent.REOPEN_DAY: _open_day,
    Intent.BRING_DAY: _open_day,
}
