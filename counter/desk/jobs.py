"""What the serial worker does for one command: each job is one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from counter.desk.state import Command, Intent
from hall.access import By
from hall.lifecycle import Outcome, Pause
from hall.views import CounterInfo, CounterView, TicketView, UserView
from hall.visit import Said

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork


def sign_in(store: Store, counter: str, login: str, pin: str, station: str) -> tuple[UserView, CounterView]:
    """Checks the PIN, seats the clerk at the counter and reads what is true there. Raises Refused, StoreUnavailable."""
    user = store.check_pin(login, pin, station=station)
    by = By.staff(user.role, user.login, station=station)
    info = store.run(lambda work: work.counter(counter, by).sign_in(user.id))
    with store.read() as reader:
        return user, reader.counter(info.id)


def job_of(
    order: Command,
    counter: CounterInfo,
    ticket: TicketView | None,
    by: By,
    *,
    now: datetime,
    said: Said | None = None,
) -> Callable[[UnitOfWork], object]:
    """The unit of work of ``order`` at ``counter``, given at ``now`` by ``by``; ``ticket`` is the number it is about,
    ``said`` what the buttons say of the visit at the counter.

    The same job may run many times: its request id makes the first one count.
    """
    place, unseen = counter.id, by
    by = by if ticket is None else replace(by, version=ticket.version)
    ticket_id = ticket.id if ticket is not None else 0
    reason = order.text or f"slip did not come out; cancelled at counter {counter.label}"
    outcome, obstacle, note = order.outcome or Outcome.SERVED, order.obstacle, order.text
    target: dict[str, str] = {"service": order.service, "to_counter": order.to_counter}
    kind = Pause.CLOSED if order.closed else Pause.BREAK
    until = now + timedelta(minutes=order.minutes) if order.minutes else None
    why = order.text or f"at counter {counter.label}"

    def call_number(work: UnitOfWork) -> object:
        wanted = ticket_id or work.tickets.find(order.code).id
        return work.counter(place, by).call_number(wanted, said=said)

    def open_day(work: UnitOfWork) -> object:
        return work.day.open(by, order.day, confirm=True, reason=why)

    jobs: dict[Intent, Callable[[UnitOfWork], object]] = {
        Intent.CALL_NEXT: lambda work: work.counter(place, by).call_next(said=said),
        Intent.RECALL: lambda work: work.counter(place, by).recall(),
        Intent.SERVE: lambda work: work.counter(place, by).serve(),
        Intent.FINISH: lambda work: work.counter(place, by).finish(),
        Intent.OBSTACLE: lambda work: work.counter(place, by).finish(outcome=outcome, obstacle=obstacle, note=note),
        Intent.NO_SHOW: lambda work: work.counter(place, by).no_show(),
        Intent.HOLD: lambda work: work.counter(place, by).hold(reason=order.text),
        Intent.TRANSFER: lambda work: work.counter(place, by).transfer(note=order.text, **target),
        Intent.UNDO: lambda work: work.counter(place, unseen).undo(),
        Intent.CALL_NUMBER: call_number,
        Intent.RELEASE: lambda work: work.tickets.release(ticket_id, by, counter=place),
        Intent.RETURN: lambda work: work.tickets.return_late(ticket_id, by, counter=place),
        Intent.PAUSE: lambda work: work.counter(place, by).pause(kind=kind, reason=order.text, until=until),
        Intent.RESUME: lambda work: work.counter(place, by).resume(),
        Intent.CONFIRM: lambda work: work.tickets.confirm(ticket_id, by),
        Intent.CANCEL: lambda work: work.tickets.cancel(ticket_id, unseen, reason=reason, counter=place),
        Intent.SIGN_OUT: lambda work: work.counter(place, by).sign_out(),
        Intent.CONFIRM_DAY: lambda work: work.day.confirm(by, reason=why),
        Intent.REOPEN_DAY: open_day,
        Intent.BRING_DAY: open_day,
    }
    return jobs[order.intent]
