"""What is known of the hall's printers: their health, their paper, and what they answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Row, select, update

from hall.access import By, Operation
from hall.errors import or_refuse
from hall.identifiers import key_of, same_named
from hall.spooling import LOW_SLIPS, slips_left
from hall.store import tables as t
from hall.store.database.aspect import Aspect, Reads, operation
from hall.store.database.clocks import AHEAD
from hall.store.database.prepared import Prepared
from hall.store.database.readable import is_whole, whole_rows
from hall.store.database.transaction import Transaction
from hall.store.devices import program_lives
from hall.store.structure.structure_rows import station_of
from hall.structure import Station
from hall.text_rules import detail_line
from hall.views import PrinterView, PrintingKiosk

N = TypeVar("N", PrinterView, PrintingKiosk)

HEARTBEAT = timedelta(seconds=60)
"""A printer that is as before is written down this often; each write wakes the programs of a SQLite hall."""


REMEMBERED = timedelta(days=3)
"""What a machine said of a printer that the hall does not list is believed so long."""


class PrinterWork(Aspect):
    """Operations on the printer of the station ``name``."""

    @operation(Operation.PRINTER_REPORT)
    def report(
        self,
        name: str,
        by: By,
        *,
        problem: str,
        detail: str,
        near_end: bool | None = None,
        paper_mm: float = 0.0,
        station: Station | None = None,
        watched: bool = False,
    ) -> None:
        """How the printer is: ``near_end`` None when it did not tell, ``paper_mm`` the paper of a slip. ``station`` is
        what its own machine says of it, which goes before what the hall says; ``watched`` by a kiosk, whose silence is
        reported. A change wakes the screens."""
        tx, name = self._tx, _spelled(self._tx, name)
        row, now, listed = _held(tx, name), tx.now(), _station(tx, name)
        near = row.near_end if near_end is None else near_end
        machine = row.machine if station is None else _machine(station, listed)
        changed = (row.problem, row.near_end, row.machine) != (problem, near, machine)
        heard = row.watched_at if watched else row.seen_at
        if not changed and not paper_mm and heard is not None and -AHEAD <= now - heard < HEARTBEAT:
            return
        used, slips = row.used_mm + paper_mm, row.slips + (paper_mm > 0)
        values = {
            "problem": problem,
            "detail": detail_line(detail),
            "near_end": near,
            "seen_at": now,
            "machine": machine,
        }
        since = {"since": now} if row.problem != problem else {}
        seen = {"watched_at": now} if watched else {}
        _write(tx, name, {**values, "used_mm": used, "slips": slips, **since, **seen})
        roll = float(machine.get("roll_m", 0)) if machine else listed.roll_m if listed else 0.0
        tx.must_notify |= changed or _is_low(roll, row.used_mm, row.slips) != _is_low(roll, used, slips)

    @operation(Operation.NEW_ROLL)
    def new_roll(self, name: str, by: By) -> None:
        """A new roll was put in: its slips count from here."""
        tx, name = self._tx, _spelled(self._tx, name)
        _held(tx, name)
        _write(tx, name, {"roll_at": tx.now(), "used_mm": 0.0, "slips": 0, "near_end": False})
        tx.must_notify = True

    @operation(Operation.CALIBRATE)
    def calibrate(self, name: str, url: str, found: dict[str, Any], by: By) -> None:
        """Keep what the printer at ``url`` was found to answer."""
        name = _spelled(self._tx, name)
        _held(self._tx, name)
        _write(
            self._tx, name, {"url": url, "calibration": {key: _delivery_value(value) for key, value in found.items()}}
        )


def _is_low(roll_m: float, used_mm: float, slips: int) -> bool:
    left = slips_left(roll_m, used_mm, slips)
    return left is not None and left <= LOW_SLIPS


class PrinterReads(Reads):
    """The printers of the hall."""

    def all(self) -> tuple[PrinterView, ...]:
        """The printer of every station that has one, and of every machine that reported its own lately."""
        return views(self._tx)

    def kiosks(self) -> tuple[PrintingKiosk, ...]:
        """The stations with a printer, and the kiosks that run with one of their own, those that run first."""
        tx = self._tx
        running = {key_of(name): name for name in program_lives.stations(tx, tx.now(), "kiosk")}
        listed = {key_of(printer.name): printer.name for printer in views(tx)}
        found = [PrintingKiosk(name, key in running) for key, name in {**running, **listed}.items()]
        return tuple(sorted(found, key=lambda kiosk: (not kiosk.on, kiosk.name)))

    def kiosk(self, name: str) -> PrintingKiosk:
        """The one of ``kiosks`` with this name, in any case. Raises Refused("unknown_printer")."""
        return _named(self.kiosks(), name)

    def find(self, name: str) -> PrinterView:
        """The printer of this name, in any case. Raises Refused("unknown_printer")."""
        return _named(views(self._tx), name)

    def of(self, station: Station) -> PrinterView:
        """The printer of a station, which may be written in a machine's own configuration only."""
        query = select(t.printer).where(t.printer.c.name == _spelled(self._tx, station.name))
        return view_of(station, self._tx.connection.execute(query).one_or_none())


def _named(known: tuple[N, ...], name: str) -> N:
    listed = ", ".join(one.name for one in known) or "-"
    return or_refuse(same_named(known, name, of=attrgetter("name")), "unknown_printer", printer=name, known=listed)


def _spelled(tx: Transaction, name: str) -> str:
    """A station's name as the hall lists it, whatever form of it its own machine has."""
    return same_named([station.name for station in tx.structure.structure.stations], name) or name


def _delivery_value(value: Any) -> Any:
    """What a printer answered, or a technician typed of it, as it can be kept and read."""
    return detail_line(value) if isinstance(value, str) else value


def views(tx: Transaction) -> tuple[PrinterView, ...]:
    """Every station with a printer in the order of the hall, then printers that only their own machines know and that
    reported in the last days."""
    rows = {row.name: row for row in whole_rows(tx.run(_PRINTERS))}
    listed = {station.name: station for station in tx.structure.structure.stations if station.printer}
    fresh = {name: row for name, row in rows.items() if row.seen_at and tx.now() - row.seen_at < REMEMBERED}
    stations = [_as_reported(station, fresh.get(name)) for name, station in listed.items()]
    stations += [_as_reported(Station(name), row) for name, row in fresh.items() if name not in listed]
    # A machine that says it has no printer has none.
    stated = [station for station in stations if station.printer or not _stated(fresh.get(station.name))]
    return tuple(view_of(station, rows.get(station.name)) for station in stated)


_PRINTERS = Prepared(select(t.printer).order_by(t.printer.c.name))


def view_of(station: Station, row: Row[tuple[object, ...]] | None) -> PrinterView:
    """A printer from its station and its row, which a printer that never reported does not have."""
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


_STATED = ("printer", "paper_mm", "print_mode", "roll_m", "fallback")
"""What a machine says of its printer."""


def _machine(station: Station, listed: Station | None) -> dict[str, Any] | None:
    """What the machine says of its printer, None where the hall says the same."""
    said = {name: getattr(station, name) for name in _STATED}
    return None if listed is not None and said == {name: getattr(listed, name) for name in _STATED} else said


def _stated(row: Row[tuple[object, ...]] | None) -> dict[str, Any]:
    return (row.machine or {}) if row is not None else {}


def _as_reported(station: Station, row: Row[tuple[object, ...]] | None) -> Station:
    """A station as its own machine describes it, which a program on that machine goes by."""
    return replace(station, **{name: value for name, value in _stated(row).items() if name in _STATED})


def _station(tx: Transaction, name: str) -> Station | None:
    row = tx.connection.execute(select(t.station).where(t.station.c.name == name, ~t.station.c.archived)).one_or_none()
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
