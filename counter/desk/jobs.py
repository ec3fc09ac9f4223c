"""What the serial worker does for one command: each job is one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from counter.desk.state import Command, Intent
from counter.ports import DeskStore, DeskWork
from hall.lifecycle import Outcome, Pause
from hall.views import CounterInfo, CounterView, TicketView, UserView
from hall.visit import Said


def sign_in(store: DeskStore, counter: str, login: str, pin: str, station: str) -> tuple[UserView, CounterView]:
    """Checks the PIN, seats the clerk at the counter and reads what is true there. Raises Refused, StoreUnavailable."""
    user = store.check_pin(login, pin, station=station)
    actor = f"clerk:{user.login}"
    info = store.run(lambda work: work.sign_in(counter, user.id, station=station, actor=actor))
    with store.read() as reader:
        return user, reader.counter(info.id)


def job_of(
    order: Command,
    counter: CounterInfo,
    ticket: TicketView | None,
    *,
    now: datetime,
    actor: str,
    request_id: str,
    said: Said | None = None,
) -> Callable[[DeskWork], object]:
    """The unit of work of ``order`` at ``counter``, given at ``now``; ``ticket`` is the number it is about, ``said``
    what the buttons say of the visit at the counter.

    The same job may run many times: its request id makes the first one count.
    """
    place = counter.id
    version = ticket.version if ticket is not None else None
    ticket_id = ticket.id if ticket is not None else 0
    reason = order.text or f"slip did not come out; cancelled at counter {counter.label}"
    once: dict[str, str] = {"actor": actor, "request_id": request_id}
    outcome, obstacle, note = order.outcome or Outcome.SERVED, order.obstacle, order.text
    target: dict[str, str] = {"service": order.service, "to_counter": order.to_counter}
    kind = Pause.CLOSED if order.closed else Pause.BREAK
    until = now + timedelta(minutes=order.minutes) if order.minutes else None
    why = order.text or f"at counter {counter.label}"

    def call_number(work: DeskWork) -> object:
        wanted = ticket_id or work.ticket(order.code).id
        return work.call_number(place, wanted, version=version, said=said, **once)

    def finish(work: DeskWork) -> object:
        return work.finish(place, outcome=outcome, obstacle=obstacle, note=note, version=version, **once)

    jobs: dict[Intent, Callable[[DeskWork], object]] = {
        Intent.CALL_NEXT: lambda work: work.call_next(place, said=said, **once),
        Intent.RECALL: lambda work: work.recall(place, version=version, **once),
        Intent.SERVE: lambda work: work.serve(place, version=version, **once),
        Intent.FINISH: lambda work: work.finish(place, version=version, **once),
        Intent.OBSTACLE: finish,
        Intent.NO_SHOW: lambda work: work.no_show(place, version=version, **once),
        Intent.HOLD: lambda work: work.hold(place, reason=order.text, version=version, **once),
        Intent.TRANSFER: lambda work: work.transfer(place, note=order.text, version=version, **target, **once),
        Intent.UNDO: lambda work: work.undo(place, version=None, **once),
        Intent.CALL_NUMBER: call_number,
        Intent.RELEASE: lambda work: work.release(ticket_id, counter=place, version=version, **once),
        Intent.RETURN: lambda work: work.return_late(ticket_id, counter=place, version=version, **once),
        Intent.PAUSE: lambda work: work.pause(place, kind=kind, reason=order.text, until=until, **once),
        Intent.RESUME: lambda work: work.resume(place, **once),
        Intent.CONFIRM: lambda work: work.confirm(ticket_id, **once),
        Intent.CANCEL: lambda work: work.cancel(ticket_id, reason=reason, counter=place, **once),
        Intent.SIGN_OUT: lambda work: work.sign_out(place, actor=actor),
        Intent.CONFIRM_DAY: lambda work: work.day.confirm(reason=why, **once),
        Intent.REOPEN_DAY: lambda work: work.open_day(order.day, confirm=True, reason=why, **once),
        Intent.BRING_DAY: lambda work: work.open_day(order.day, confirm=True, reason=why, **once),
    }
    return jobs[order.intent]
