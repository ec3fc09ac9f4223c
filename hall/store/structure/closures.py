"""Closings of a service, an agency, a counter or the hall: asked for and approved, or made at once, and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import insert, select, update

from hall.access import By, Operation, refuse
from hall.errors import Refused, or_refuse
from hall.overrides import Holders, in_force
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.structure.scopes import agency_of, lasting, scoped, structure_changed
from hall.store.structure.structure_rows import closure_of
from hall.store.tickets import holders
from hall.store.tickets.directed import back_to_service
from hall.structure import Closure, Service
from hall.text_rules import TITLE, one_line, reason_of
from hall.views import ClosedView
from hall.wording import BothNames


def find(tx: Transaction, closure_id: int) -> Closure:
    """The closing with this number. Raises Refused("unknown_closure")."""
    return closure_of(
        or_refuse(
            tx.connection.execute(select(t.closure).where(t.closure.c.id == closure_id)).one_or_none(),
            "unknown_closure",
            closure=closure_id,
        )
    )


def _closed_again(tx: Transaction, kept: Any) -> ClosedView:
    closure_id, chosen, moved, home, stay = kept
    return ClosedView(find(tx, closure_id), Holders(chosen), tuple(moved), tuple(home), stay)


_CLOSURE = Kept[Closure](attrgetter("id"), find)
_CLOSED = Kept[ClosedView](
    lambda made: [made.closure.id, made.holders.value, list(made.moved), list(made.sent_home), made.staying],
    _closed_again,
)


class ClosureWork(Aspect):
    """Operations on closings of the hall, an agency, a service or a counter."""

    @once(Operation.CLOSE, _CLOSED)
    def close(
        self,
        scope: str,
        by: By,
        target: str = "",
        *,
        reason: str,
        reason_en: str = "",
        ends_at: datetime | None = None,
        open_ended: bool = False,
        holders: str = Holders.SERVE.value,
        move_to: str = "",
        offer: str = "",
    ) -> ClosedView:
        """Close at once: until ``ends_at``, by default the end of the hall's day, or ``open_ended`` until taken back.

        ``holders`` says what becomes of those who hold a number (``hall.overrides.Holders``): ``move_to`` is the
        service that they go to, ``offer`` (an id) what who is sent home is offered. A counter's closing has none.
        Raises Refused as ``request``, and ("unknown_holders"), ("holders_of_counter"), ("move_needed"),
        ("move_into_closed"), ("other_agency"), ("unknown_offer").
        """
        tx = self._tx
        scope, target, _ = self._known(scope, target)
        tx.lock_hall()
        end = lasting(tx, ends_at, open_ended=open_ended)
        texts = {"reason": reason_of(reason, TITLE), "reason_en": one_line(reason_en, TITLE)}
        choice = self._choice(by, scope, target, holders, move_to, offer)
        now = tx.now()
        done = {"state": "approved", "requested_by": by.actor, "requested_at": now}
        done |= {"decided_by": by.actor, "decided_at": now}
        row = insert(t.closure).values(scope=scope, target=target, starts_at=now, ends_at=end, **texts, **done)
        made = closure_of(tx.connection.execute(row.returning(t.closure)).one())
        closed = choice.apply(tx, by, made)
        structure_changed(tx)
        return closed

    @once(Operation.REQUEST_CLOSURE, _CLOSURE)
    def request(
        self,
        scope: str,
        by: By,
        target: str = "",
        *,
        reason: str,
        reason_en: str = "",
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
    ) -> Closure:
        """Ask for a closing; it closes nothing until a supervisor approves it.

        ``starts_at`` None is now, ``ends_at`` None until somebody ends it. The kiosks show the reason, in English
        ``reason_en`` where it is given. Raises Refused("unknown_scope"), ("unknown_service"), ("unknown_counter") and
        ("closure_over"), and as ``hall.text_rules.reason_of`` does.
        """
        tx, now = self._tx, self._tx.now()
        scope, target, _ = self._known(scope, target)
        texts = {"reason": reason_of(reason, TITLE), "reason_en": one_line(reason_en, TITLE)}
        asked = {"state": "requested", "requested_by": by.actor, "requested_at": now}
        start = starts_at or now
        if ends_at is not None and ends_at <= max(start, now):
            raise Refused("closure_over")
        tx.must_notify = True
        row = insert(t.closure).values(scope=scope, target=target, starts_at=start, ends_at=ends_at, **texts, **asked)
        return closure_of(tx.connection.execute(row.returning(t.closure)).one())

    @once(Operation.DECIDE_CLOSURE, _CLOSURE)
    def decide(self, closure_id: int, by: By, *, approve: bool) -> Closure:
        """Approve or reject a closing; a counter's that has begun sends back what waits for that counter alone, one
        that begins later does so then (``hall.store.tickets.directed.send_back``). Raises Refused("unknown_closure")
        and ("closure_decided")."""
        tx, now = self._tx, self._tx.now()
        if _held(tx, closure_id).state != "requested":
            raise Refused("closure_decided", closure=closure_id)
        state = "approved" if approve else "rejected"
        closure = _change(tx, closure_id, state=state, decided_by=by.actor, decided_at=now)
        if approve and closure.scope == "counter" and in_force(now, (closure,)) is not None:
            tx.lock_counters(closure.target)
            back_to_service(tx, closure.target, by)
        return closure

    @once(Operation.END_CLOSURE, _CLOSURE)
    def end(self, closure_id: int, by: By) -> Closure:
        """End a closing that is approved, as whoever may approve one, or take back one that was only asked for.

        Raises Refused("unknown_closure") and ("closure_decided").
        """
        state = _held(self._tx, closure_id).state
        if state not in {"requested", "approved"}:
            raise Refused("closure_decided", closure=closure_id)
        if state == "approved":
            refuse(by, Operation.DECIDE_CLOSURE)
        return _change(self._tx, closure_id, state="ended", ended_by=by.actor)

    def _known(self, scope: str, target: str) -> tuple[str, str, str]:
        return scoped(self._tx, scope, target)

    def _choice(self, by: By, scope: str, target: str, holders: str, move_to: str, offer: str) -> _Choice:
        """What becomes of who holds a number. Raises Refused."""
        structure = self._tx.structure
        if holders not in set(Holders):
            raise Refused("unknown_holders", holders=holders, known=", ".join(Holders))
        chosen = Holders(holders)
        if scope == "counter" and chosen is not Holders.SERVE:
            raise Refused("holders_of_counter")
        services = frozenset(one.id for one in structure.structure.services if _is_of(one, scope, target))
        to = None
        if chosen is Holders.MOVE:
            if not move_to.strip():
                raise Refused("move_needed")
            to = structure.find_service(move_to)
            refuse(by, Operation.CLOSE, to.agency)
            if to.id in services:
                raise Refused("move_into_closed", service=BothNames.of(to))
        offered = ""
        if chosen is Holders.SEND_HOME and offer:
            known = {one.id: one.name for one in structure.structure.offers}
            offered = or_refuse(known.get(offer), "unknown_offer", offer=offer, known=", ".join(known))
        return _Choice(chosen, services, to, offered)

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        if "closure_id" in arguments:
            closure = find(self._tx, arguments["closure_id"])
            return agency_of(self._tx, closure.scope, closure.target)
        return self._known(arguments["scope"], arguments["target"])[2]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What becomes of those who hold a number of ``services`` (ids)."""

    holders: Holders
    services: frozenset[str]
    to: Service | None = None
    offered: str = ""

    def apply(self, tx: Transaction, by: By, closure: Closure) -> ClosedView:
        """Do it; a number that waits for a closed counter alone waits for its service again."""
        if closure.scope == "counter":
            tx.lock_counters(closure.target)
            back_to_service(tx, closure.target, by)
            return ClosedView(closure, self.holders)
        tx.open_day(share=True)
        moved: tuple[str, ...] = ()
        home: tuple[str, ...] = ()
        if self.to is not None:
            moved = holders.move_all(tx, self.services, self.to, by, closure.reason)
        elif self.holders is Holders.SEND_HOME:
            home = holders.send_home(tx, self.services, by, "; ".join(filter(None, (closure.reason, self.offered))))
        return ClosedView(closure, self.holders, moved, home, holders.staying(tx, self.services))


def _is_of(service: Service, scope: str, target: str) -> bool:
    return scope == "hall" or target == {"agency": service.agency, "service": service.id}.get(scope)


class ClosureReads(Reads):
    """Closings of the hall, an agency, a service or a counter."""

    def listed(self) -> tuple[Closure, ...]:
        """The closings that are asked for or in force, by their start, of what is seen."""
        c = t.closure.c
        query = select(t.closure).where(c.state.in_(("requested", "approved"))).order_by(c.starts_at, c.id)
        found = each(closure_of, self._tx.connection.execute(query))
        return tuple(one for one in found if sight.sees(self._tx, agency_of(self._tx, one.scope, one.target)))

    def staying(self, closure_id: int) -> int:
        """How many numbers of what a closing closes are not finished: they are served all the same. None are of a
        counter. Raises Refused("unknown_closure")."""
        closure = find(self._tx, closure_id)
        services = self._tx.structure.structure.services
        closed = {one.id for one in services if _is_of(one, closure.scope, closure.target)}
        return holders.staying(self._tx, closed)


def undecided(tx: Transaction) -> tuple[Closure, ...]:
    """The closings that are asked for and that nobody has decided, by their start."""
    return tx.kept(_read_undecided)


def _read_undecided(tx: Transaction) -> tuple[Closure, ...]:
    return each(closure_of, tx.run(_UNDECIDED))


_UNDECIDED = Prepared(
    select(t.closure).where(t.closure.c.state == "requested").order_by(t.closure.c.starts_at, t.closure.c.id)
)


def _held(tx: Transaction, closure_id: int) -> Closure:
    tx.lock_hall()
    return find(tx, closure_id)


def _change(tx: Transaction, closure_id: int, **values: object) -> Closure:
    changed = update(t.closure).where(t.closure.c.id == closure_id).values(**values).returning(t.closure)
    closure = closure_of(tx.connection.execute(changed).one())
    structure_changed(tx)
    return closure
