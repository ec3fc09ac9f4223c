"""What a store keeps of the hall between two transactions: its structure, and what numbers were given on."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Connection

from hall.errors import or_refuse
from hall.store.database import wrong_rows
from hall.store.database.schema import checked_schema
from hall.store.estimates.kept_forecast import KeptForecast
from hall.store.estimates.kept_quality import KeptQuality
from hall.store.estimates.kept_waits import KeptWaits
from hall.store.structure.loaded import LoadedStructure, load_structure
from hall.translator import ENGLISH
from hall.wrong_rows import BadRow


@dataclass(frozen=True, slots=True)
class Ground:
    """What a number of a service was given on: the open business day, the structure, and from when until when
    (exclusive) the service gives numbers on that day."""

    day_id: int
    date: date
    structure: LoadedStructure
    since: datetime
    until: datetime


_LOOK_AGAIN = timedelta(seconds=30)
_log = logging.getLogger(__name__)


class StructureCache:
    """Keeps the structure that was read last; one per store, replaced as a whole, so threads may share it."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything: another database is read from now on."""
        self._loaded: LoadedStructure | None = None
        self._looked: tuple[int | None, datetime, tuple[BadRow, ...]] | None = None
        self.day_end: datetime | None = None
        """When the business day that was last issued on ends; None when it must be looked at again."""
        self.grounds: dict[str, Ground] = {}
        """By service (id), on what its last number was given."""
        self.waits = KeptWaits()
        """What the hall says of waits."""
        self.quality = KeptQuality()
        """How good that was."""
        self.forecast = KeptForecast()
        """What would be said to those who come later."""

    def at(self, connection: Connection, revision: int) -> LoadedStructure:
        """The structure of a revision that was read in this transaction.

        Raises StoreUnavailable when a migration since then has ended the use of this program.
        """
        loaded = self._loaded
        if loaded is None or loaded.revision != revision:
            checked_schema(connection)
            loaded = or_refuse(load_structure(connection), "no_hall")
            self._loaded = loaded
        return loaded

    def wrong_rows(self, connection: Connection, now: datetime) -> tuple[BadRow, ...]:
        """What of the running hall cannot be read; looked for again every half minute, and when the structure has
        changed."""
        revision = None if self._loaded is None else self._loaded.revision
        looked = self._looked
        if looked is None or looked[0] != revision or not timedelta() <= now - looked[1] < _LOOK_AGAIN:
            before = () if looked is None else looked[2]
            looked = self._looked = revision, now, wrong_rows.living(connection, now)
            for row in looked[2]:
                if row not in before:
                    _log.warning("%s", row.message(ENGLISH))
        return looked[2]

    def latest(self) -> LoadedStructure | None:
        """The structure that was read last, which may be out of date."""
        return self._loaded
