"""Calling: take the turn of the counter's queues, read their heads, choose by the rule, claim only that ticket."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import select

from hall.calling import CallChoice, choose
from hall.errors import Refused
from hall.lifecycle import AT_COUNTER, Action, Pause, State, after
from hall.numbering import code_of
from hall.opening import closing_now
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.engine import TryAgain
from hall.store.database.transaction import Transaction
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
from hall.store.tickets.claim import Claim, claim_postgres, claim_sqlite, end_current, take_to_counter
from hall.store.tickets.queue_locks import take_counter_and_turn
from hall.store.tickets.queue_snapshot import QueueSnapshot, read_snapshot
from hall.structure import Counter
from hall.views import CallView, Reason
from hall.visit import Said

T = TypeVar("T")


def call_next(
    tx: Transaction, counter: str, *, actor: str, request_id: str | None, station: str, said: Said | None = None
) -> CallView | None:
    """Call the next ticket at ``counter`` (label or id) by the rule of ``hall.calling``; None when nobody waits.

    The counter's called or serving ticket ends first, as ``hall.visit`` says; ``said`` is what the key said of it.
    Calls that share a queue take turns, and a ticket that somebody else changes at this moment is waited for and the
    queues read anew: what is chosen is next by the rule when it is called. "Nobody" is the answer of a moment: it is
    not kept under the request id, and a repeat calls whoever has come since. Raises Refused for an unknown counter.
    """

    def perform() -> CallView | None:
        return _call_next(tx, counter, actor=actor, request_id=request_id, station=station, said=said)

    asked = requests.named("call_next", "", counter)
    return requests.or_first_answer(tx, request_id, asked, perform, partial(call_view, tx))


def _call_next(
    tx: Transaction, counter: str, *, actor: str, request_id: str | None, station: str, said: Said | None
) -> CallView | None:
    place = _known_counter(tx, counter)
    if tx.postgres:  # SQLite has one writer
        take_counter_and_turn(tx, place)
    request = request_id or requests.new_request_id()
    claim = Claim(request, requests.named("call_next", place.id, counter), place.id, actor, station, said)
    passed: set[tuple[int, int]] = set()
    while True:
        scene = read_snapshot(tx, place.id, request)
        if scene.structure.find_counter(counter) != place:
            raise TryAgain(f"counter {counter} was changed a moment ago")
        if scene.request is not None:
            return call_view(tx, requests.result_of(scene.request, request, claim.asked))
        refuse_paused(scene.structure, place, scene.pause, scene.now)
        if not scene.candidates:
            return None
        choice = _best(scene, passed)
        call = _take(tx, place, scene, claim, choice)
        if call is not None:
            return call
        if not tx.patient:
            passed.add((choice.ticket.id, scene.versions[choice.ticket.id]))


def _known_counter(tx: Transaction, key: str) -> Counter:
    """The counter with this label or id, from memory when it is known there. Raises Refused("unknown_counter")."""
    known = tx.cache.latest()
    if known is not None and known.knows_counter(key):
        return known.find_counter(key)
    return tx.structure.find_counter(key)


def locked_counter(tx: Transaction, key: str, *, beside: str = "") -> Counter:
    """The counter with this label or id as it stands now, its row held, and that of the counter ``beside`` with it when
    there is one. Raises Refused("unknown_counter")."""
    places = _places(tx.structure, key, beside)
    tx.lock_counters(*(place.id for place in places))
    if _places(tx.structure, key, beside) != places:
        raise TryAgain(f"counter {key} was changed a moment ago")
    return places[0]


def _places(structure: LoadedStructure, key: str, beside: str) -> list[Counter]:
    others = [structure.find_counter(beside)] if structure.knows_counter(beside) else []
    return [structure.find_counter(key), *others]


def _best(scene: QueueSnapshot, passed: Set[tuple[int, int]]) -> CallChoice:
    """The choice of the rule among the scene's candidates, without those (id and version) that a hanging program holds.

    Raises TryAgain when nobody else is left, or a queue of which only the head was read has nobody left: what stands
    behind it must be read before anybody of less right is called.
    """
    left = [c for c in scene.candidates if (c.id, scene.versions[c.id]) not in passed]
    if scene.cut_short(left) or not left:
        raise TryAgain("another program holds the numbers that are next")
    choice = choose(left, scene.streak, scene.structure.structure.hall.rules, scene.now)
    assert choice is not None
    return choice


def _take(tx: Transaction, place: Counter, scene: QueueSnapshot, claim: Claim, choice: CallChoice) -> CallView | None:
    """Claim the choice; None when its ticket has changed since the scene was read, so that a new one must be read."""
    taken = (claim_postgres if tx.postgres else claim_sqlite)(tx, claim, scene, choice)
    if taken is None:
        return None
    seq, row = taken
    ticket = ticket_rows.view_of(row, scene.structure, day=scene.date)
    return CallView(seq, ticket, place.id, place.label, "next", choice.reason, scene.now)


def at_counter(
    tx: Transaction,
    request_id: str | None,
    operation: str,
    counter: str,
    perform: Callable[[Counter], tuple[T, Any]],
    replay: Callable[[Any], T],
    *arguments: object,
    beside: str = "",
) -> T:
    """Do ``perform`` with the counter (label or id), its row held, once per request id (``requests.once``); a repeat
    is answered though the counter was archived or renamed since. ``beside`` as for ``locked_counter``."""

    def once() -> T:
        place = locked_counter(tx, counter, beside=beside)
        asked = requests.named(operation, place.id, counter, *arguments)
        return requests.once(tx, request_id, asked, lambda: perform(place), replay)

    return requests.or_first_answer(tx, request_id, requests.named(operation, "", counter, *arguments), once, replay)


def call_number(
    tx: Transaction,
    counter: str,
    ticket_id: int,
    *,
    actor: str,
    request_id: str | None,
    station: str,
    version: int | None,
    said: Said | None = None,
) -> CallView:
    """Call this ticket, out of its turn; the counter's present one ends first, as with ``call_next``.

    It must wait or be held, and be of the counter's services or directed to it. The priority streak stays. Raises
    Refused("wrong_state"), ("not_served_here"), ("changed_meanwhile") and as ``call_next``.
    """

    def perform(place: Counter) -> tuple[CallView, int]:
        claim = Claim("", "", place.id, actor, station, said)
        scene = read_snapshot(tx, place.id, "")
        refuse_paused(scene.structure, place, scene.pause, scene.now)
        row = ticket_rows.by_id(tx, ticket_id, lock=True)
        before = _callable_here(row, place, tx.now(), version)
        end_current(tx, claim, scene)
        seq, _ = take_to_counter(
            tx,
            claim,
            ticket_id,
            Action.CALL_NUMBER,
            before,
            Reason("by_number"),
            streak_before=scene.streak,
            at=scene.now,
        )
        return call_view(tx, seq), seq

    replay = partial(call_view, tx)
    return at_counter(tx, request_id, "call_number", counter, perform, replay, ticket_id)


def _callable_here(row: Mapping[Any, Any], place: Counter, now: datetime, version: int | None) -> State:
    state, code = State(row["state"]), code_of(row["prefix"], row["number"])
    if after(state, Action.CALL_NUMBER) is None:
        raise Refused("wrong_state", number=code, state=state, action=Action.CALL_NUMBER)
    directed = row["directed_to"] == place.id and row["directed_until"] > now
    if not directed and row["service_id"] not in {served.service for served in place.services}:
        raise Refused("not_served_here", number=code, counter=place.label)
    if version is not None and version != row["version"]:
        raise Refused("changed_meanwhile", number=code)
    return state


def refuse_paused(structure: LoadedStructure, place: Counter, pause: str, now: datetime) -> None:
    """Refuse a call at a counter that has a break, is closed by its clerk, or by an approved closing.

    Raises Refused("counter_paused").
    """
    if pause:
        raise Refused("counter_paused", counter=place.label, why=Pause(pause))
    closure = closing_now(now, structure.closures_of_counter(place.id))
    if closure is not None:
        raise Refused("counter_closed", counter=place.label, why=closure.reason)


def call_view(tx: Transaction, seq: int) -> CallView:
    """An earlier call with its ticket as it stands now."""
    row = tx.connection.execute(select(t.call).where(t.call.c.seq == seq)).one()
    structure = tx.structure
    ticket = ticket_rows.view_of(ticket_rows.by_id(tx, row.ticket_id), structure)
    label = structure.label_of(row.counter_id)
    return CallView(seq, ticket, row.counter_id, label, row.kind, reason_of(row), row.at)


def reason_of(row: Any) -> Reason:
    """The stored reason of a call row."""
    return Reason(row.reason_code, tuple((name, value) for name, value in row.reason_params))


def current_ticket(tx: Transaction, counter_id: str) -> Mapping[Any, Any] | None:
    """The row of the ticket that is called or being served at the counter, locked; None when there is none."""
    c = t.ticket.c
    query = ticket_rows.with_date().where(c.counter_id == counter_id, t.state_is(*AT_COUNTER))
    row = tx.connection.execute(query.with_for_update(of=t.ticket, key_share=True)).one_or_none()
    return None if row is None else row._mapping
