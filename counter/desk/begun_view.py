"""A visit that began by itself, as every part of the desk shows it before any line of history says so."""

from __future__ import annotations

from dataclasses import replace

from hall.lifecycle import Action, State
from hall.views import CounterView, EventView


def is_called(view: CounterView) -> bool:
    """Whether somebody is called to the counter whose visit nobody has begun."""
    return view.current is not None and view.current.state is State.CALLED


def as_begun(view: CounterView) -> CounterView:
    """The view with the called number being served since ``begin_after`` was over: its state and times, the counter's
    last action, and the key that would begin the visit. It keeps the version that the store knows."""
    ticket = view.current
    if ticket is None or ticket.called_at is None:
        return view
    since = ticket.called_at + view.begin_after
    last = view.last_event
    if last is None or last.at <= since:
        last = EventView(since, Action.SERVE, ticket.code, last.actor if last is not None else "", view.counter.label)
    refusals = dict(view.refusals)
    if Action.SERVE in view.allowed:
        refusals[Action.SERVE] = "wrong_state"
    return replace(
        view,
        current=replace(ticket, state=State.SERVING, serving_at=since),
        allowed=view.allowed - {Action.SERVE},
        refusals=tuple(refusals.items()),
        last_event=last,
    )
