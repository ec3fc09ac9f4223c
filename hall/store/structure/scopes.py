"""Of what something is closed, opened or changed, and until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from hall.errors import Refused
from hall.identifiers import key_of
from hall.overrides import SCOPES, end_of_day
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.structure.structure_cache import StructureCache


def scoped(tx: Transaction, scope: str, target: str) -> tuple[str, str, str]:
    """The scope, the id of its target and that one's agency, the last two empty for the hall.

    Raises Refused("unknown_scope"), ("unknown_agency"), ("unknown_service") and ("unknown_counter").
    """
    scope, structure = key_of(scope), tx.structure
    if scope not in SCOPES:
        raise Refused("unknown_scope", scope=scope, known=", ".join(SCOPES))
    if scope == "agency":
        agency = structure.find_agency(target).id
        return scope, agency, agency
    if scope == "service":
        service = structure.find_service(target)
        return scope, service.id, service.agency
    if scope == "counter":
        counter = structure.find_counter(target)
        return scope, counter.id, counter.agency
    return scope, "", ""


def agency_of(tx: Transaction, scope: str, target: str) -> str:
    """The agency of something by its id, though it may be archived; empty for the hall."""
    structure = tx.structure
    if scope == "agency":
        return target
    found = structure.services.get(target) if scope == "service" else structure.counters.get(target)
    return "" if scope == "hall" or found is None else found.agency


def lasting(tx: Transaction, ends_at: datetime | None, *, open_ended: bool) -> datetime | None:
    """Until when a change lasts: by default the end of the hall's day. Raises Refused("closure_over")."""
    now = tx.now()
    if ends_at is not None and ends_at <= now:
        raise Refused("closure_over")
    return ends_at if ends_at is not None or open_ended else end_of_day(now, tx.structure.zone)


def structure_changed(tx: Transaction) -> None:
    """Every program keeps closings and overrides with the structure, and reads it again when the revision has grown.

    What this transaction reads of it from here on may be rolled back: it must not stay in the store's memory.
    """
    tx.connection.execute(update(t.hall).values(revision=t.hall.c.revision + 1))
    tx.cache = StructureCache()
    tx.must_notify = True
