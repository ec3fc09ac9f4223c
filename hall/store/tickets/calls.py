"""Calling: take the turn of the counter's queues, read their heads, choose by the rule, claim only that ticket."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, select

from hall.access import Operation
from hall.calling import CallChoice, choose
from hall.errors import Refused
from hall.lifecycle import Action, Pause, State, after
from hall.numbering import code_of
from hall.overrides import in_force
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.aspect import operation
from hall.store.database.engine import TryAgain
from hall.store.database.prepared import Prepared
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
from hall.store.tickets.at_counter import CounterAspect, at_counter, refuse_evacuated
from hall.store.tickets.claim import Claim, claim_postgres, claim_sqlite, end_current, take_to_counter
from hall.store.tickets.queue_locks import take_counter_and_turn
from hall.store.tickets.queue_snapshot import QueueSnapshot, read_snapshot
from hall.structure import Counter
from hall.views import CallView, Reason
from hall.visit import Said


def call_view(tx: Transaction, seq: int) -> CallView:
    """An earlier call with its ticket as it stands now."""
    row = tx.run(_CALL, {"p_seq": seq}).one()
    structure = tx.structure
    ticket = ticket_rows.view_of(ticket_rows.by_id(tx, row.ticket_id), structure)
    return CallView(seq, ticket, row.counter_id, structure.label_of(row.counter_id), row.kind, reason_of(row), row.at)


def reason_of(row: Any) -> Reason:
    """The stored reason of a call row."""
    return Reason(row.reason_code, tuple((name, value) for name, value in row.reason_params))


_CALL = Prepared(select(t.call).where(t.call.c.seq == bindparam("p_seq", type_=t.call.c.seq.type)))
CALL = Kept[CallView](attrgetter("seq"), call_view)
"""What a request of a call leaves."""


class Calls(CounterAspect):
    """Calling to the counter. Its present number ends first, as ``hall.visit`` says; ``said`` is what the pressed
    button said of it."""

    @operation(Operation.CALL_NEXT, prepares=True)
    def call_next(self, *, said: Said | None = None) -> CallView | None:
        """Call the next ticket by the rule of ``hall.calling``; None when nobody waits.

        Calls that share a queue take turns, and a ticket that somebody else changes at this time is waited for and the
        queues are read again: what is chosen is next by the rule when it is called. "Nobody" is the answer of a moment:
        it is not kept under the request id, and a repeat calls whoever has come since. Raises
        Refused("unknown_counter") and ("counter_paused").
        """
        return requests.or_first_answer(
            self._tx,
            self._by.request_id,
            lambda found: requests.named(Operation.CALL_NEXT, found, self._key),
            lambda: self._call_next(said),
            call_view,
        )

    @at_counter(Operation.CALL_NUMBER, CALL, apart=("said",))
    def call_number(self, place: Counter, ticket_id: int, *, said: Said | None = None) -> CallView:
        """Call this ticket, out of its turn.

        It must wait or be held, and be of the counter's services or directed to it. The priority streak stays. Raises
        Refused("wrong_state"), ("not_served_here"), ("changed_meanwhile") and as ``call_next``.
        """
        tx, claim = self._tx, Claim("", "", place.id, self._by, said)
        snapshot = read_snapshot(tx, place.id, "")
        refuse_paused(snapshot.structure, place, snapshot.pause, snapshot.now)
        before = _callable_here(ticket_rows.by_id(tx, ticket_id, lock=True), place, tx.now(), self._by.version)
        end_current(tx, claim, snapshot)
        seq, _ = take_to_counter(tx, claim, snapshot, ticket_id, Action.CALL_NUMBER, before, Reason("by_number"))
        return call_view(tx, seq)

    def _call_next(self, said: Said | None) -> CallView | None:
        tx, key = self._tx, self._key
        place = _known_counter(tx, key)
        request = self._by.request_id or requests.new_request_id()
        claim = Claim(request, requests.named(Operation.CALL_NEXT, place.id, key), place.id, self._by, said)
        tx.begin()
        if tx.postgres:  # SQLite has one writer
            take_counter_and_turn(tx, place)
        passed: set[tuple[int, int]] = set()
        while True:
            snapshot = read_snapshot(tx, place.id, request)
            if snapshot.structure.find_counter(key) != place:
                raise TryAgain(f"counter {key} was changed a moment ago")
            if snapshot.request is not None:
                return call_view(tx, requests.result_of(snapshot.request, request, claim.asked))
            refuse_evacuated(snapshot.structure, Operation.CALL_NEXT)
            refuse_paused(snapshot.structure, place, snapshot.pause, snapshot.now)
            if not snapshot.candidates:
                return None
            choice = _best(snapshot, passed)
            call = _take(tx, place, snapshot, claim, choice)
            if call is not None:
                return call
            if not tx.patient:
                passed.add((choice.ticket.id, snapshot.versions[choice.ticket.id]))


def _known_counter(tx: Transaction, key: str) -> Counter:
    """The counter with this label or id, from memory when it is known there. Raises Refused("unknown_counter")."""
    known = tx.cache.latest()
    if known is not None and known.knows_counter(key):
        return known.find_counter(key)
    return tx.structure.find_counter(key)


def _best(snapshot: QueueSnapshot, passed: Set[tuple[int, int]]) -> CallChoice:
    """The choice of the rule among the candidates, without those (id and version) that a hanging program holds.

    Raises TryAgain when nobody else is left, or a queue of which only the head was read has nobody left: what stands
    behind it must be read before anybody of less right is called.
    """
    left = [c for c in snapshot.candidates if (c.id, snapshot.versions[c.id]) not in passed]
    if snapshot.cut_short(left) or not left:
        raise TryAgain("another program holds the numbers that are next")
    choice = choose(
        left, snapshot.streak, snapshot.structure.structure.hall.rules, snapshot.now, snapshot.structure.stood
    )
    assert choice is not None
    return choice


def _take(
    tx: Transaction, place: Counter, snapshot: QueueSnapshot, claim: Claim, choice: CallChoice
) -> CallView | None:
    """Claim the choice; None when its ticket has changed since the snapshot was read: then a new one is read."""
    taken = (claim_postgres if tx.postgres else claim_sqlite)(tx, claim, snapshot, choice)
    if taken is None:
        return None
    tx.applied()
    seq, row = taken
    ticket = ticket_rows.view_of(row, snapshot.structure, day=snapshot.date)
    return CallView(seq, ticket, place.id, place.label, "next", choice.reason, snapshot.now)


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
    closure = in_force(now, structure.closures_of_counter(place.id))
    if closure is not None:
        raise Refused("counter_closed", counter=place.label, why=closure.reason)
