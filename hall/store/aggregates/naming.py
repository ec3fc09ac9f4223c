"""Under which name a hall's aggregates stand among those of others."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, update

from hall.store import tables as t
from hall.structure import Hall

TABLES = (t.aggregate_day, t.aggregate_service, t.aggregate_counter, t.aggregate_presence, t.aggregate_booking)


def hall_code(hall: Hall) -> str:
    """The name under which a hall's rows stand among those of others: its name and city in small letters."""
    return code_of(hall.name, hall.city)


def code_of(name: str, city: str) -> str:
    """The same of a name and a city."""
    plain = unicodedata.normalize("NFKD", f"{name} {city}").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def rename(connection: Connection, before: str, after: str) -> None:
    """Let what was aggregated under one name stand under another: it could not be made again of days that were
    purged."""
    if before != after:
        for table in TABLES:
            connection.execute(update(table).where(table.c.hall == before).values(hall=after))
