"""Under which name a hall's aggregates stand among those of others."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, update

from hall.store import tables as t
from hall.structure import Hall

TABLES = tuple(table for name, table in t.metadata.tables.items() if name.startswith("aggregate_"))
"""Where each row names its hall."""


def hall_code(hall: Hall) -> str:
    """The name under which a hall's rows stand among those of others: its name and city in small letters."""
    return code_of(hall.name, hall.city)


def code_of(name: str, city: str) -> str:
    """The same of a name and a city."""
    plain = unicodedata.normalize("NFKD", f"{name} {city}").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def rename(connection: Connection, before: str, hall: Hall) -> None:
    """Let what was aggregated under one name (its code) stand under that of ``hall``: it could not be made again of
    days that were purged."""
    after, named = hall_code(hall), t.aggregate_hall
    if before != after:
        for table in TABLES:
            connection.execute(update(table).where(table.c.hall == before).values(hall=after))
    called = {"name": hall.name, "city": hall.city}
    connection.execute(update(named).where(named.c.hall == after).values(**called))
