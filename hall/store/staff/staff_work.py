"""What is done about PINs beside those of the staff, and about pauses."""

from __future__ import annotations

from hall.store.database.transaction import Transaction
from hall.store.staff import members
from hall.store.staff.members import PinHash


class PeopleWork:
    """A part of one unit of work, ``UnitOfWork.people``. ``supervisor_id`` is the member of staff who decides; None is
    the technician at the database. Nothing here needs a request id: to do it again changes nothing that matters."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def unlock(self, login: str, *, supervisor_id: int | None = None, actor: str = "api") -> int:
        """End every pause of a login; returns how many counts of wrong tries ended."""
        return members.unlock(self._tx, login, supervisor_id=supervisor_id, actor=actor)

    def unlock_station(self, station: str, *, supervisor_id: int | None = None, actor: str = "api") -> int:
        """End the pauses of a station and of its staff page; returns how many counts of wrong tries ended."""
        key = members.station_key(station)
        return members.unlock_station(self._tx, key, supervisor_id=supervisor_id, actor=actor)

    def set_station_pin(self, station: str, pin: str | PinHash, *, actor: str = "api") -> None:
        """Give the staff page of a station its PIN, as ``UnitOfWork.add_user`` takes it."""
        pin_hash = members.hash_of(self._tx, pin, "")
        members.set_station_pin(self._tx, members.station_key(station), pin_hash, actor=actor)
