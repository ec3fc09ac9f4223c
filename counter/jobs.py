"""What the lane does for one press of a key: each job is one unit of work."""

from __future__ import annotations

from collections.abc import Callable

from counter.ports import DeskStore, DeskWork
from counter.state import Intent
from hall.views import CounterInfo, CounterView, TicketView, UserView


def sign_in(store: DeskStore, counter: str, login: str, pin: str, station: str) -> tuple[UserView, CounterView]:
    """Checks the PIN, seats the clerk at the counter and reads what is true there. Raises Refused, StoreUnavailable."""
    user = store.check_pin(login, pin)
    actor = f"clerk:{user.login}"
    info = store.run(lambda work: work.sign_in(counter, user.id, station=station, actor=actor))
    with store.read() as reader:
        return user, reader.counter(info.id)


def job_of(
    intent: Intent, counter: CounterInfo, ticket: TicketView | None, *, actor: str, request_id: str
) -> Callable[[DeskWork], object]:
    """The unit of work of ``intent`` at ``counter``; ``ticket`` is the number it is about.

    The same job may run many times: its request id makes the first one count.
    """
    place = counter.id
    version = ticket.version if ticket is not None else None
    ticket_id = ticket.id if ticket is not None else 0
    reason = f"slip did not come out; cancelled at counter {counter.label}"
    jobs: dict[Intent, Callable[[DeskWork], object]] = {
        Intent.CALL_NEXT: lambda work: work.call_next(place, actor=actor, request_id=request_id),
        Intent.RECALL: lambda work: work.recall(place, actor=actor, request_id=request_id, version=version),
        Intent.SERVE: lambda work: work.serve(place, actor=actor, request_id=request_id, version=version),
        Intent.FINISH: lambda work: work.finish(place, actor=actor, request_id=request_id, version=version),
        Intent.NO_SHOW: lambda work: work.no_show(place, actor=actor, request_id=request_id, version=version),
        Intent.CONFIRM: lambda work: work.confirm(ticket_id, actor=actor, request_id=request_id),
        Intent.CANCEL: lambda work: work.cancel(ticket_id, reason=reason, actor=actor, request_id=request_id),
        Intent.SIGN_OUT: lambda work: work.sign_out(place, actor=actor),
    }
    return jobs[intent]
