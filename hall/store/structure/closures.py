"""Closings of a service, a counter or the hall: asked for, approved, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import insert, select, update

from hall.access import By, Operation, refuse
from hall.errors import Refused, or_refuse
from hall.identifiers import key_of
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.readable import each
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.structure.loaded import LoadedStructure
from hall.store.structure.structure_rows import closure_of
from hall.structure import Closure, Counter, Service
from hall.text_rules import TITLE, one_line, reason_of

SCOPES = ("hall", "service", "counter")


def find(tx: Transaction, closure_id: int) -> Closure:
    """The closing with this number. Raises Refused("unknown_closure")."""
    return closure_of(
        or_refuse(
            tx.connection.execute(select(t.closure).where(t.closure.c.id == closure_id)).one_or_none(),
            "unknown_closure",
            closure=closure_id,
        )
    )


_CLOSURE = Kept[Closure](attrgetter("id"), find)


class ClosureWork(Aspect):
    """Operations on closings of the hall, a service or a counter."""

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
        tx, scope, now = self._tx, key_of(scope), self._tx.now()
        if scope not in SCOPES:
            raise Refused("unknown_scope", scope=scope, known=", ".join(SCOPES))
        texts = {"reason": reason_of(reason, TITLE), "reason_en": one_line(reason_en, TITLE)}
        asked = {"state": "requested", "requested_by": by.actor, "requested_at": now}
        start = starts_at or now
        if ends_at is not None and ends_at <= max(start, now):
            raise Refused("closure_over")
        target, _ = self._target(scope, target)
        tx.must_notify = True
        row = insert(t.closure).values(scope=scope, target=target, starts_at=start, ends_at=ends_at, **texts, **asked)
        return closure_of(tx.connection.execute(row.returning(t.closure)).one())

    @once(Operation.DECIDE_CLOSURE, _CLOSURE)
    def decide(self, closure_id: int, by: By, *, approve: bool) -> Closure:
        """Approve or reject a closing. Raises Refused("unknown_closure") and ("closure_decided")."""
        if _held(self._tx, closure_id).state != "requested":
            raise Refused("closure_decided", closure=closure_id)
        state = "approved" if approve else "rejected"
        return _change(self._tx, closure_id, state=state, decided_by=by.actor, decided_at=self._tx.now())

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

    def _target(self, scope: str, target: str) -> tuple[str, str]:
        """What is to be closed, by its id, and its agency; empty for the hall."""
        structure = self._tx.structure
        if scope == "service":
            service = structure.find_service(target)
            return service.id, service.agency
        counter = structure.find_counter(target) if scope == "counter" else None
        return ("", "") if counter is None else (counter.id, counter.agency)

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        if "closure_id" in arguments:
            closure = find(self._tx, arguments["closure_id"])
            return self._target(closure.scope, closure.target)[1]
        return self._target(key_of(arguments["scope"]), arguments["target"])[1]


class ClosureReads(Reads):
    """Closings of the hall, a service or a counter."""

    def listed(self) -> tuple[Closure, ...]:
        """The closings that are asked for or in force, by their start, of what is seen."""
        c = t.closure.c
        query = select(t.closure).where(c.state.in_(("requested", "approved"))).order_by(c.starts_at, c.id)
        found = each(closure_of, self._tx.connection.execute(query))
        return tuple(one for one in found if sight.sees(self._tx, _agency(self._tx.structure, one)))


def _agency(structure: LoadedStructure, closure: Closure) -> str:
    """The agency of what is closed, also when it is archived; empty for the hall."""
    known: Mapping[str, Service | Counter] = structure.services if closure.scope == "service" else structure.counters
    place = None if closure.scope == "hall" else known.get(closure.target)
    return "" if place is None else place.agency


def _held(tx: Transaction, closure_id: int) -> Closure:
    tx.lock_hall()
    return find(tx, closure_id)


def _change(tx: Transaction, closure_id: int, **values: object) -> Closure:
    changed = update(t.closure).where(t.closure.c.id == closure_id).values(**values).returning(t.closure)
    closure = closure_of(tx.connection.execute(changed).one())
    # Every program keeps the closings with the structure, and reads both again when the revision has grown.
    tx.connection.execute(update(t.hall).values(revision=t.hall.c.revision + 1))
    tx.must_notify = True
    return closure
