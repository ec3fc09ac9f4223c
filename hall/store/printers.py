"""What is known of the hall's printers: their health, their paper, and what they answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from hall.errors import Refused
from hall.spooling import LOW_SLIPS, slips_left
from hall.store import tables as t
from hall.store.structure import station_of
from hall.store.transaction import Transaction
from hall.structure import Station
from hall.views import PrinterView

HEARTBEAT = timedelta(seconds=60)
"""A printer that is as before is written down this often; each write wakes the programs of a SQLite hall."""


def report(
    tx: Transaction, name: str, *, problem: str, detail: str, near_end: bool | None, paper_mm: float = 0.0
) -> None:
    """Note how the printer of station ``name`` is, and the paper that a slip took. A change wakes the screens."""
    row = _held(tx, name)
    now = tx.now()
    near = row.near_end if near_end is None else near_end
    changed = (row.problem, row.near_end) != (problem, near)
    if not changed and not paper_mm and row.seen_at is not None and now - row.seen_at < HEARTBEAT:
        return
    before, after = row.slips, row.slips + (paper_mm > 0)
    values = {"problem": problem, "detail": detail, "near_end": near, "seen_at": now}
    values |= {"used_mm": row.used_mm + paper_mm, "slips": after}
    if row.problem != problem:
        values["since"] = now
    _write(tx, name, values)
    station = _station(tx, name)
    roll = station.roll_m if station else 0.0
    left = slips_left(roll, row.used_mm, before), slips_left(roll, row.used_mm + paper_mm, after)
    low = [count is not None and count <= LOW_SLIPS for count in left]
    if changed or low[0] != low[1]:
        tx.must_notify = True


def new_roll(tx: Transaction, name: str) -> None:
    """A new roll was put into the printer of station ``name``: its slips count from here."""
    _held(tx, name)
    _write(tx, name, {"roll_at": tx.now(), "used_mm": 0.0, "slips": 0, "near_end": False})
    tx.must_notify = True


def calibrate(tx: Transaction, name: str, url: str, found: dict[str, Any]) -> None:
    """Keep what the printer at ``url`` was found to answer."""
    _held(tx, name)
    _write(tx, name, {"url": url, "calibration": found})


def views(tx: Transaction) -> tuple[PrinterView, ...]:
    """Every station with a printer, by name."""
    rows = {row.name: row for row in tx.connection.execute(select(t.printer))}
    return tuple(
        view_of(station, rows.get(station.name)) for station in tx.structure.structure.stations if station.printer
    )


def view(tx: Transaction, station: Station) -> PrinterView:
    """The printer of a station, which may be written in a machine's own configuration only."""
    query = select(t.printer).where(t.printer.c.name == station.name)
    return view_of(station, tx.connection.execute(query).one_or_none())


def find(tx: Transaction, name: str) -> PrinterView:
    """The printer of the station of this name, in any case. Raises Refused("unknown_printer")."""
    known = [station for station in tx.structure.structure.stations if station.printer]
    station = next((station for station in known if station.name.casefold() == name.strip().casefold()), None)
    if station is None:
        raise Refused("unknown_printer", printer=name, known=", ".join(s.name for s in known) or "-")
    return view(tx, station)


def view_of(station: Station, row: Row[tuple[object, ...]] | None) -> PrinterView:
    """A printer from its station and its row, which a printer that was never heard of does not have."""
    fixed = (station.name, station.printer, station.paper_mm, station.print_mode, station.roll_m, station.fallback)
    if row is None:
        return PrinterView(*fixed, slips_left=slips_left(station.roll_m, 0.0, 0))
    calibration = row.calibration if row.calibration and row.url == station.printer else {}
    return PrinterView(
        *fixed,
        problem=row.problem,
        detail=row.detail,
        since=row.since,
        seen_at=row.seen_at,
        near_end=row.near_end,
        slips_left=slips_left(station.roll_m, row.used_mm, row.slips),
        calibration=tuple(sorted(calibration.items())),
    )


def _station(tx: Transaction, name: str) -> Station | None:
    query = select(t.station).where(t.station.c.name == name)
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else station_of(row)


def _held(tx: Transaction, name: str) -> Row[tuple[object, ...]]:
    """The row of a printer, made at its first word, until this transaction ends."""
    held = select(t.printer).where(t.printer.c.name == name).with_for_update(key_share=True)
    row = tx.connection.execute(held).one_or_none()
    if row is None:
        make = postgres_insert if tx.postgres else sqlite_insert
        tx.connection.execute(make(t.printer).values(name=name).on_conflict_do_nothing())
        row = tx.connection.execute(held).one()
    return row


def _write(tx: Transaction, name: str, values: dict[str, Any]) -> None:
    tx.connection.execute(update(t.printer).where(t.printer.c.name == name).values(**values))
