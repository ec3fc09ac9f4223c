"""Closings of a service, a counter or the hall: asked for, approved, ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from hall.errors import Refused
from hall.identifiers import key_of
from hall.store import tables as t
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.store.staff import members
from hall.store.structure.structure_rows import closure_of
from hall.structure import Closure
from hall.text_rules import TITLE, one_line, reason_of

SCOPES = ("hall", "service", "counter")


def request(
    tx: Transaction,
    scope: str,
    target: str,
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    reason: str,
    reason_en: str = "",
    actor: str,
) -> Closure:
    """Ask for a closing; it closes nothing until a supervisor approves it.

    ``starts_at`` None is now, ``ends_at`` None until somebody ends it. The kiosks show the reason, in English
    ``reason_en`` where it is given. Raises Refused("unknown_scope"), ("unknown_service"), ("unknown_counter") and
    ("closure_over"), and as ``hall.text_rules.reason_of`` does.
    """
    scope = key_of(scope)
    if scope not in SCOPES:
        raise Refused("unknown_scope", scope=scope, known=", ".join(SCOPES))
    reason, reason_en = reason_of(reason, TITLE), one_line(reason_en, TITLE)
    now = tx.now()
    start = starts_at or now
    if ends_at is not None and ends_at <= max(start, now):
        raise Refused("closure_over")
    values = {
        "scope": scope,
        "target": _target(tx, scope, target),
        "starts_at": start,
        "ends_at": ends_at,
        "reason": reason,
        "reason_en": reason_en,
        "state": "requested",
        "requested_by": actor,
        "requested_at": now,
    }
    tx.must_notify = True
    return closure_of(tx.connection.execute(insert(t.closure).values(**values).returning(t.closure)).one())


def decide(tx: Transaction, closure_id: int, *, approve: bool, supervisor_id: int | None, actor: str) -> Closure:
    """Approve or reject a closing that was asked for.

    ``supervisor_id`` is the member of staff who decides; None is the technician at the database, who may do
    everything. Raises Refused("unknown_closure"), ("closure_decided") and ("needs_supervisor").
    """
    members.refuse_no_supervisor(tx, supervisor_id)
    if _held(tx, closure_id).state != "requested":
        raise Refused("closure_decided", closure=closure_id)
    state = "approved" if approve else "rejected"
    return _change(tx, closure_id, state=state, decided_by=actor, decided_at=tx.now())


def end(tx: Transaction, closure_id: int, *, supervisor_id: int | None, actor: str) -> Closure:
    """End a closing that is approved, as whoever may approve one, or take back one that was only asked for.

    Raises Refused("unknown_closure"), ("closure_decided") and ("needs_supervisor").
    """
    state = _held(tx, closure_id).state
    if state not in {"requested", "approved"}:
        raise Refused("closure_decided", closure=closure_id)
    if state == "approved":
        members.refuse_no_supervisor(tx, supervisor_id)
    return _change(tx, closure_id, state="ended", ended_by=actor)


def listed(tx: Transaction) -> tuple[Closure, ...]:
    """The closings that are asked for or in force, by their start."""
    c = t.closure.c
    query = select(t.closure).where(c.state.in_(("requested", "approved"))).order_by(c.starts_at, c.id)
    return each(closure_of, tx.connection.execute(query))


def find(tx: Transaction, closure_id: int) -> Closure:
    """The closing with this number. Raises Refused("unknown_closure")."""
    row = tx.connection.execute(select(t.closure).where(t.closure.c.id == closure_id)).one_or_none()
    if row is None:
        raise Refused("unknown_closure", closure=closure_id)
    return closure_of(row)


def _target(tx: Transaction, scope: str, target: str) -> str:
    if scope == "service":
        return tx.structure.find_service(target).id
    return tx.structure.find_counter(target).id if scope == "counter" else ""


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
