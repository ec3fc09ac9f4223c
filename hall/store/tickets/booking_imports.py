"""Bookings that were made elsewhere, such as in MPP Digital: taken in whole or not at all, as often as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select, update

from hall.access import By, Operation
from hall.bookings import LONGEST_REFERENCE, MOST_ROWS, Step, WantedBooking
from hall.errors import Refused
from hall.store import tables as t
from hall.store.database.aspect import Aspect, operation
from hall.store.database.transaction import Transaction
from hall.store.tickets import booking_rows

_B = t.booking.c
_AT_ONCE = 500


class BookingImports(Aspect):
    """Operations on files of bookings."""

    @operation(Operation.IMPORT_BOOKINGS)
    def take_in(self, wanted: Sequence[WantedBooking], by: By) -> dict[Step, int]:
        """Make, move and give back bookings as a file has them, by their names there; how many of each. A repeat finds
        everything as it is.

        Raises Refused("bookings_none"), ("bookings_many"), and for the first one that cannot be taken in as ``steps``
        says.
        """
        tx = self._tx
        if not wanted:
            raise Refused("bookings_none")
        if len(wanted) > MOST_ROWS:
            raise Refused("bookings_many", limit=MOST_ROWS)
        tx.lock_hall()
        found = steps(tx, wanted)
        for one, step in zip(wanted, found, strict=True):
            if isinstance(step, Refused):
                raise step
            _take(tx, one, step, by)
        counts = Counter(found)
        tx.must_notify = len(wanted) > counts[Step.UNCHANGED]
        return {step: counts[step] for step in Step}


def steps(tx: Transaction, wanted: Sequence[WantedBooking]) -> tuple[Step | Refused, ...]:
    """What each booking of a file does, or why it cannot be taken in: Refused("booking_reference"), ("booking_twice"),
    ("booking_past"), ("booking_closed"), ("unknown_service") or ("booking_settled")."""
    known, seen = _known(tx, [one.reference for one in wanted]), set[str]()
    return tuple(_tried(tx, one, known, seen) for one in wanted)


def _known(tx: Transaction, references: Sequence[str]) -> dict[str, Row[Any]]:
    found: dict[str, Row[Any]] = {}
    for at in range(0, len(references), _AT_ONCE):
        query = select(t.booking).where(t.is_named(), _B.reference.in_(references[at : at + _AT_ONCE]))
        found |= {row.reference: row for row in tx.connection.execute(query)}
    return found


def _tried(tx: Transaction, one: WantedBooking, known: Mapping[str, Row[Any]], seen: set[str]) -> Step | Refused:
    try:
        if not (one.reference.isascii() and one.reference.isprintable()) or " " in one.reference:
            raise Refused("booking_reference", text=one.reference, longest=LONGEST_REFERENCE)
        if not 0 < len(one.reference) <= LONGEST_REFERENCE:
            raise Refused("booking_reference", text=one.reference, longest=LONGEST_REFERENCE)
        if one.reference in seen:
            raise Refused("booking_twice", reference=one.reference)
        seen.add(one.reference)
        return _step(tx, one, known.get(one.reference))
    except Refused as refusal:
        return refusal


def _step(tx: Transaction, one: WantedBooking, row: Row[Any] | None) -> Step:
    if row is not None and one.cancelled:
        return Step.CANCELLED if row.state == "booked" else Step.UNCHANGED
    service = tx.structure.find_service(one.service)
    if row is not None and (row.service_id, row.slot, bool(row.priority)) == (service.id, one.slot, one.priority):
        return Step.UNCHANGED
    if row is not None and row.state != "booked":
        raise Refused("booking_settled", reference=one.reference)
    if one.cancelled:
        return Step.UNCHANGED
    booking_rows.refuse_slot(tx, service, one.slot, tx.now())
    return Step.NEW if row is None else Step.CHANGED


def _take(tx: Transaction, one: WantedBooking, step: Step, by: By) -> None:
    values = {"slot": one.slot, "priority": one.priority}
    row = update(t.booking).where(t.is_named(), _B.reference == one.reference, _B.state == "booked")
    if step is Step.CANCELLED:
        said = f"cancelled where it was made ({by.actor})"
        tx.connection.execute(row.values(state="cancelled", ended_reason=said))
        return
    if step is Step.UNCHANGED:
        return
    values |= {"service_id": tx.structure.find_service(one.service).id}
    if step is Step.CHANGED:
        tx.connection.execute(row.values(**values))
        return
    new = {"reference": one.reference, "state": "booked", "made_by": by.actor, "made_at": tx.now()}
    booking_rows.insert(tx, {**values, **new})
