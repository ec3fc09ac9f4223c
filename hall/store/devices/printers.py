"""What is known of the hall's printers: their health, their paper, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select, update

from hall.errors import Refused
from hall.identifiers import same
from hall.spooling import LOW_SLIPS, slips_left
from hall.store import tables as t
from hall.store.database.clocks import AHEAD
from hall.store.database.readable import is_whole, whole_rows
from hall.store.database.transaction import Transaction
from hall.store.structure.structure_rows import station_of
from hall.structure import Station
from hall.text_rules import told_line
from hall.views import PrinterView

HEARTBEAT = timedelta(seconds=60)
"""A printer that is as before is written down this often; each write wakes the programs of a SQLite hall."""


REMEMBERED = timedelta(days=3)
"""What a machine said of a printer that the hall does not list is believed so long."""


@dataclass(frozen=True, slots=True)
class PrinterHealth:
    """What a printer was found to be: ``near_end`` None when it did not tell, ``paper_mm`` the paper of a slip."""

    problem: str
    detail: str
    near_end: bool | None = None
    paper_mm: float = 0.0


def report(tx: Transaction, name: str, health: PrinterHealth, *, station: Station | None, watched: bool) -> None:
    """Note how the printer of station ``name`` is, and the paper that a slip took. A change wakes the screens.

    ``station`` is what its own machine says of it, which stands before what the hall says; None leaves that as it was.
    ``watched``: by a kiosk, whose silence would be told.
    """
    health, name = replace(health, detail=told_line(health.detail)), _spelled(tx, name)
    row = _held(tx, name)
    now = tx.now()
    near = row.near_end if health.near_end is None else health.near_end
    listed = _station(tx, name)
    machine = row.machine if station is None else _machine(station, listed)
    changed = (row.problem, row.near_end, row.machine) != (health.problem, near, machine)
    heard = row.watched_at if watched else row.seen_at
    if not changed and not health.paper_mm and heard is not None and -AHEAD <= now - heard < HEARTBEAT:
        return
    before, after = row.slips, row.slips + (health.paper_mm > 0)
    used = row.used_mm + health.paper_mm
    values = {"problem": health.problem, "detail": health.detail, "near_end": near, "seen_at": now}
    values |= {"used_mm": used, "slips": after, "machine": machine}
    if watched:
        values["watched_at"] = now
    if row.problem != health.problem:
        values["since"] = now
    _write(tx, name, values)
    roll = float(machine.get("roll_m", 0)) if machine else listed.roll_m if listed else 0.0
    left = slips_left(roll, row.used_mm, before), slips_left(roll, used, after)
    low = [count is not None and count <= LOW_SLIPS for count in left]
    if changed or low[0] != low[1]:
        tx.must_notify = True


def new_roll(tx: Transaction, name: str) -> None:
    """A new roll was put into the printer of station ``name``: its slips count from here."""
    name = _spelled(tx, name)
    _held(tx, name)
    _write(tx, name, {"roll_at": tx.now(), "used_mm": 0.0, "slips": 0, "near_end": False})
    tx.must_notify = True


def calibrate(tx: Transaction, name: str, url: str, found: dict[str, Any]) -> None:
    """Keep what the printer at ``url`` was found to answer."""
    name = _spelled(tx, name)
    _held(tx, name)
    _write(tx, name, {"url": url, "calibration": {key: _delivery_value(value) for key, value in found.items()}})


def _spelled(tx: Transaction, name: str) -> str:
    """A station's name as the hall lists it, whatever form of it its own machine has."""
    return next((one.name for one in tx.structure.structure.stations if same(one.name, name)), name)


def _delivery_value(value: Any) -> Any:
    """What a printer answered, or a technician typed of it, as it can be kept and read."""
    return told_line(value) if isinstance(value, str) else value


def views(tx: Transaction) -> tuple[PrinterView, ...]:
    """Every station with a printer in the order of the hall, then printers that only their own machines know and that
    were heard of in the last days."""
    rows = {row.name: row for row in whole_rows(tx.connection.execute(select(t.printer).order_by(t.printer.c.name)))}
    listed = {station.name: station for station in tx.structure.structure.stations if station.printer}
    fresh = {name: row for name, row in rows.items() if row.seen_at and tx.now() - row.seen_at < REMEMBERED}
    stations = [_as_told(station, fresh.get(name)) for name, station in listed.items()]
    stations += [_as_told(Station(name), row) for name, row in fresh.items() if name not in listed]
    # A machine that says it has no printer has none.
    told = [station for station in stations if station.printer or not _told(fresh.get(station.name))]
    return tuple(view_of(station, rows.get(station.name)) for station in told)


def view(tx: Transaction, station: Station) -> PrinterView:
    """The printer of a station, which may be written in a machine's own configuration only."""
    query = select(t.printer).where(t.printer.c.name == _spelled(tx, station.name))
    return view_of(station, tx.connection.execute(query).one_or_none())


def find(tx: Transaction, name: str) -> PrinterView:
    """The printer of this name, of ``views``, in any case. Raises Refused("unknown_printer")."""
    known = views(tx)
    found = next((printer for printer in known if same(printer.name, name)), None)
    if found is None:
        raise Refused("unknown_printer", printer=name, known=", ".join(printer.name for printer in known) or "-")
    return found


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
        watched_at=row.watched_at,
        near_end=row.near_end,
        slips_left=slips_left(station.roll_m, row.used_mm, row.slips),
        calibration=tuple(sorted(calibration.items())),
    )


_TOLD = ("printer", "paper_mm", "print_mode", "roll_m", "fallback")
"""What a machine says of its printer."""


def _machine(station: Station, listed: Station | None) -> dict[str, Any] | None:
    """What the machine says of its printer, None where the hall says the same."""
    said = {name: getattr(station, name) for name in _TOLD}
    return None if listed is not None and said == {name: getattr(listed, name) for name in _TOLD} else said


def _told(row: Row[tuple[object, ...]] | None) -> dict[str, Any]:
    return (row.machine or {}) if row is not None else {}


def _as_told(station: Station, row: Row[tuple[object, ...]] | None) -> Station:
    """A station as its own machine describes it, which a program on that machine goes by."""
    return replace(station, **{name: value for name, value in _told(row).items() if name in _TOLD})


def _station(tx: Transaction, name: str) -> Station | None:
    query = select(t.station).where(t.station.c.name == name, ~t.station.c.archived)
    row = tx.connection.execute(query).one_or_none()
    return None if row is None or not is_whole(row) else station_of(row)


def _held(tx: Transaction, name: str) -> Row[tuple[object, ...]]:
    """The row of a printer, made at its first word, until this transaction ends."""
    held = select(t.printer).where(t.printer.c.name == name).with_for_update(key_share=True)
    row = tx.connection.execute(held).one_or_none()
    if row is None:
        tx.connection.execute(tx.insert(t.printer).values(name=name).on_conflict_do_nothing())
        row = tx.connection.execute(held).one()
    return row


def _write(tx: Transaction, name: str, values: dict[str, Any]) -> None:
    tx.connection.execute(update(t.printer).where(t.printer.c.name == name).values(**values))
