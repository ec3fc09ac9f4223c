"""The stations of the hall."""

from __future__ import annotations

from sqlalchemy import select

from hall.identifiers import same_named
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.staff.members import station_key, station_pin_hash
from hall.store.structure.structure_rows import station_of
from hall.structure import Station


class StationReads(Reads):
    """The stations that the hall lists, and the PINs of their staff pages."""

    def find(self, name: str) -> Station | None:
        """The station of this name, as ``hall.identifiers`` compares them; None when the hall has none."""
        rows = self._tx.connection.execute(select(t.station).where(~t.station.c.archived)).all()
        row = same_named(rows, name, of=lambda row: str(row.name))
        return None if row is None else station_of(row)

    def names(self) -> tuple[str, ...]:
        """The stations that the hall lists, by name."""
        query = select(t.station.c.name).where(~t.station.c.archived).order_by(t.station.c.name)
        return tuple(self._tx.connection.execute(query).scalars())

    def has_pin(self, station: str) -> bool:
        """Whether the staff page of a station has a PIN."""
        return station_pin_hash(self._tx, station_key(station)) is not None
