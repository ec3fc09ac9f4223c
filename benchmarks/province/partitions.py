"""The rows by service as one table and in partitions by month: reading a month, and taking it out."""

from __future__ import annotations

import time

from sqlalchemy import Engine, text

_NAME = "aggregate_service_by_month"
_READ = "SELECT hall, sum(issued), sum(served) FROM {} WHERE date BETWEEN '{}-10-01' AND '{}-10-31' GROUP BY hall"


def partitions(engine: Engine, year: int) -> None:
    """Copy the table into partitions, and say what both take."""
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {_NAME} (LIKE aggregate_service) PARTITION BY RANGE (date)"))
        for month in range(1, 13):
            first, after = f"{year}-{month:02}-01", f"{year + month // 12}-{month % 12 + 1:02}-01"
            part = f"{_NAME}_{month:02}"
            bounds = f"FROM ('{first}') TO ('{after}')"
            connection.execute(text(f"CREATE TABLE {part} PARTITION OF {_NAME} FOR VALUES {bounds}"))
        connection.execute(text(f"INSERT INTO {_NAME} SELECT * FROM aggregate_service"))  # noqa: S608
        connection.execute(text(f"ALTER TABLE {_NAME} ADD PRIMARY KEY (hall, day_id, service, priority, date)"))
        connection.execute(text(f"CREATE INDEX ON {_NAME} (date)"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"ANALYZE {_NAME}"))
    for name in ("aggregate_service", _NAME):
        spent = min(_timed(engine, _READ.format(name, year, year)) for _ in range(5))
        print(f"{name}: a month's sums of all halls in {spent * 1000:.0f} ms")
    march = f"date BETWEEN '{year}-03-01' AND '{year}-03-31'"
    deleted = _timed(engine, f"DELETE FROM aggregate_service WHERE {march}")  # noqa: S608
    dropped = _timed(engine, f"DROP TABLE {_NAME}_03")
    print(f"taking a month out: {deleted * 1000:.0f} ms by its rows, {dropped * 1000:.0f} ms by its partition")


def _timed(engine: Engine, statement: str) -> float:
    with engine.begin() as connection:
        began = time.monotonic()
        connection.execute(text(statement))
        return time.monotonic() - began
