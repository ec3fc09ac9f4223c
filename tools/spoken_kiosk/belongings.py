"""What somebody who comes to the kiosk has or knows already, as lines to read before the first key."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

from hall.access import By
from hall.lifecycle import State
from hall.store import open_store
from hallctl.demo.temporary import TemporaryHall

_BY = By.technician("spoken-kiosk")
_SOON = timedelta(minutes=10)
_BEGINS = {"keypad": "*", "five": "right", "keyboard": "f9"}


def brought(hall: TemporaryHall, keys: str) -> tuple[str, ...]:
    """How speech is begun with those ``keys``, a booking that is made here, and a number whose visit is over."""
    service = hall.stage.service
    with closing(open_store(hall.database)) as store:
        booking = store.run(lambda work: work.bookings.book(service.id, datetime.now(UTC) + _SOON, _BY))
        with store.read() as view:
            numbers = view.found.tickets(_BY, service.prefix).tickets
    served = [number.code for number in numbers if number.state is State.DONE]
    return (
        f"speech begins with: {_BEGINS[keys]}",
        f"a booking: {booking.code}, {service.name}",
        f"a number that was served: {', '.join(served[:1]) or 'none'}",
    )
