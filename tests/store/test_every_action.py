"""Every action in every state, on both databases: what the table says, or a sentence and nothing changed."""

from __future__ import annotations

import pytest

from hall.errors import Refused
from hall.lifecycle import AT_COUNTER, UNDOABLE, Action, State, after
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY
from tests.store.written_rows import written

COUNTER, OTHER = "1", "2"


def _reach(store, clock, state: State) -> int:
    """A ticket of service A in ``state``; where it has been at a counter, that is counter 1."""
    issued = store.run(lambda w: w.tickets.issue("A", BY, to_print=state is State.PRINTING)).id
    steps = {
        State.PRINTING: (),
        State.WAITING: (),
        State.CALLED: ("call_next",),
        State.SERVING: ("call_next", "serve"),
        State.HELD: ("call_next", "hold"),
        State.DONE: ("call_next", "serve", "finish"),
        State.NO_SHOW: ("call_next", "no_show"),
        State.CANCELLED: ("cancel",),
    }[state]
    for step in steps:
        clock.move(seconds=1)
        if step == "cancel":
            store.run(lambda w: w.tickets.cancel(issued, BY, reason="pergi"))
        elif step == "hold":
            store.run(lambda w: w.counter(COUNTER, BY).hold(reason="salat"))
        else:
            store.run(lambda w, step=step: getattr(w.counter(COUNTER, BY), step)())
    # Long enough ago that nothing of this can be taken back.
    clock.move(minutes=2)
    return issued


AT = {
    Action.RECALL: lambda w, t: w.counter(COUNTER, BY).recall(),
    Action.SERVE: lambda w, t: w.counter(COUNTER, BY).serve(),
    Action.FINISH: lambda w, t: w.counter(COUNTER, BY).finish(),
    Action.NO_SHOW: lambda w, t: w.counter(COUNTER, BY).no_show(),
}
"""What a clerk does with the number at the counter."""

ON = {
    Action.CONFIRM: lambda w, t: w.tickets.confirm(t, BY),
    Action.CANCEL: lambda w, t: w.tickets.cancel(t, BY, reason="pergi"),
    Action.RESTORE: lambda w, t: w.tickets.restore(t, BY),
    Action.CALL_NUMBER: lambda w, t: w.counter(OTHER, BY).call_number(t),
    Action.RETURN: lambda w, t: w.tickets.return_late(t, BY),
    Action.HOLD: lambda w, t: w.tickets.hold(t, BY, reason="salat"),
    Action.RELEASE: lambda w, t: w.tickets.release(t, BY),
    Action.TRANSFER: lambda w, t: w.tickets.transfer(t, BY, service="B"),
    Action.SET_PRIORITY: lambda w, t: w.tickets.set_priority(t, True, BY, reason="lansia"),
}
"""What is done to a number wherever it stands."""


def _picture(store):
    """Everything that a refusal must leave alone."""
    with store.read() as reader:
        places = [reader.counter(label) for label in (COUNTER, OTHER)]
    return written(store), [(p.current, p.next, p.figures) for p in places]


def _state(store, ticket_id: int) -> State:
    with store.read() as reader:
        return next(t for t in (reader.tickets.find(f"A-{n:03d}") for n in range(1, 2)) if t.id == ticket_id).state


def _leads_on(state: State, action: Action) -> bool:
    return after(state, action) is not None and (action in ON or state in AT_COUNTER)


LEADS = [(state, action) for state in State for action in (*AT, *ON) if _leads_on(state, action)]


@pytest.mark.parametrize(("state", "action"), LEADS)
def test_an_action_leads_where_the_table_says(store, clock, state, action):
    ticket_id = _reach(store, clock, state)
    store.run(lambda w: {**AT, **ON}[action](w, ticket_id))
    assert _state(store, ticket_id) is after(state, action)


@pytest.mark.parametrize("state", list(State))
def test_every_other_action_is_refused_with_a_sentence_and_changes_nothing(store, clock, state):
    ticket_id = _reach(store, clock, state)
    before = _picture(store)
    for action, job in {**AT, **ON}.items():
        if _leads_on(state, action):
            continue
        with pytest.raises(Refused) as refusal:
            store.run(lambda w, job=job: job(w, ticket_id))
        names = "loket 1" if refusal.value.code == "nobody_called" else "A-001"
        for said in (refusal.value.message(INDONESIAN), refusal.value.message(ENGLISH)):
            assert said.endswith("."), action
            assert names.casefold() in said.casefold() or "counter 1" in said, action
        assert _picture(store) == before, action


@pytest.mark.parametrize("state", list(State))
def test_the_next_call_takes_only_who_waits(store, clock, state):
    ticket_id = _reach(store, clock, state)
    call = store.run(lambda w: w.counter(OTHER, BY).call_next())
    assert (call is not None and call.ticket.id == ticket_id) == (after(state, Action.CALL_NEXT) is not None)


@pytest.mark.parametrize("state", list(State))
def test_a_slip_that_comes_late_only_settles_its_job(store, clock, state):
    ticket_id = _reach(store, clock, state)
    store.run(lambda w: w.slips.out(ticket_id, BY, verified=True))
    assert _state(store, ticket_id) is (after(state, Action.SLIP_OUT) or state)


def _start(action: Action) -> State:
    """The state from which ``action`` is pressed."""
    starts = {
        Action.CALL_NEXT: State.WAITING,
        Action.CANCEL: State.WAITING,
        Action.CALL_NUMBER: State.HELD,
        Action.RELEASE: State.HELD,
        Action.RETURN: State.DONE,
    }
    return starts.get(action, State.CALLED)


def _press(store, clock, action: Action) -> int:
    """Do ``action`` at counter 1 as its last action; the ticket's id."""
    ticket_id = _reach(store, clock, _start(action))
    jobs = {
        Action.CALL_NEXT: lambda w: w.counter(COUNTER, BY).call_next(),
        Action.CALL_NUMBER: lambda w: w.counter(COUNTER, BY).call_number(ticket_id),
        Action.SERVE: lambda w: w.counter(COUNTER, BY).serve(),
        Action.FINISH: lambda w: w.counter(COUNTER, BY).finish(),
        Action.NO_SHOW: lambda w: w.counter(COUNTER, BY).no_show(),
        Action.HOLD: lambda w: w.counter(COUNTER, BY).hold(reason="salat"),
        Action.TRANSFER: lambda w: w.counter(COUNTER, BY).transfer(service="B"),
        Action.CANCEL: lambda w: w.tickets.cancel(ticket_id, BY, reason="slip hilang", counter=COUNTER),
        Action.RELEASE: lambda w: w.tickets.release(ticket_id, BY, counter=COUNTER),
        Action.RETURN: lambda w: w.tickets.return_late(ticket_id, BY, counter=COUNTER),
    }
    before = _state(store, ticket_id)
    store.run(jobs[action])
    assert _state(store, ticket_id) is not before
    return ticket_id


@pytest.mark.parametrize("action", sorted(UNDOABLE))
def test_an_undo_leads_back_to_the_state_before(store, clock, action):
    ticket_id = _press(store, clock, action)
    clock.move(seconds=59)
    store.run(lambda w: w.counter(COUNTER, BY).undo())
    assert _state(store, ticket_id) is _start(action)
    with pytest.raises(Refused, match="no action to take back"):
        store.run(lambda w: w.counter(COUNTER, BY).undo())
    with store.read() as reader:
        assert reader.days.audit().findings == ()


@pytest.mark.parametrize("action", sorted(UNDOABLE))
def test_an_undo_is_too_late_after_a_minute(store, clock, action):
    _press(store, clock, action)
    clock.move(seconds=61)
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.counter(COUNTER, BY).undo())
    assert refusal.value.code == "undo_too_late"


def test_an_undo_is_refused_when_somebody_else_acted_since(store, clock):
    ticket_id = _press(store, clock, Action.HOLD)
    store.run(lambda w: w.tickets.release(ticket_id, BY))
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.counter(COUNTER, BY).undo())
    assert refusal.value.code == "changed_meanwhile"


def test_the_undo_of_a_call_gives_the_finished_number_back_too(store, clock):
    first = store.run(lambda w: w.tickets.issue("A", BY))
    second = store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.counter(COUNTER, BY).call_next())
    store.run(lambda w: w.counter(COUNTER, BY).serve())
    clock.move(minutes=5)
    store.run(lambda w: w.counter(COUNTER, BY).call_next())
    store.run(lambda w: w.counter(COUNTER, BY).recall())
    back = store.run(lambda w: w.counter(COUNTER, BY).undo())
    assert (back.id, back.state, back.calls, back.counter_label) == (second.id, State.WAITING, 0, "")
    with store.read() as reader:
        assert reader.counter(COUNTER).current.id == first.id
        assert reader.counter(COUNTER).current.state is State.SERVING
        assert [call.ticket_id for call in reader.board().calls] == [first.id]
