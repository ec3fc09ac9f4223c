"""Closing sheets on a slip printer: asked for by a person or by a day that closes, printed by a kiosk.

A sheet that a kiosk has begun stays until its end is known: a power cut prints it twice at worst, and never not at all.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Row, insert, select, update

from hall.access import By, Operation
from hall.errors import Refused
from hall.spooling import SHEET_TRIES, PrintJob, sheet_after
from hall.store import tables as t
from hall.store.database.aspect import Aspect, once, operation
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows
from hall.store.devices.printers import PrinterReads
from hall.text_rules import detail_line

_S = t.sheet_print.c
_KIOSK = Kept[str](str, lambda tx, text: str(text))


class SheetWork(Aspect):
    """Operations on closing sheets for slip printers."""

    @once(Operation.PRINT_SHEET, _KIOSK)
    def print(self, by: By, day: date | None = None, *, at: str = "") -> str:
        """The kiosk ``at``, by default that of the setting, prints the sheet of a business day, of the open or latest
        one when None; returns the kiosk's name. Raises Refused("no_sheet_kiosk"), ("unknown_printer"),
        ("unknown_day") and ("no_open_day")."""
        tx = self._tx
        row = day_rows.wanted(tx, day)
        named = at or kiosk_of(tx)
        if not named:
            raise Refused("no_sheet_kiosk")
        station = PrinterReads(tx).kiosk(named).name
        _ask(tx, row.id, station, by=by, at=tx.now())
        return station

    @operation(Operation.SHEET_BEGUN)
    def begin(self, sheet_id: int, by: By) -> bool:
        """Note, before its first strip goes out, that a sheet is being printed; False when it is printed already, or
        was begun so often that a person must see to it."""
        tx = self._tx
        row = _held(tx, sheet_id)
        if row is None:
            return False
        if row.tries >= SHEET_TRIES:
            _settle(tx, sheet_id, PrintJob.NEEDS_STAFF, row.tries, row.detail or "cut short again and again")
            return False
        _settle(tx, sheet_id, PrintJob.SENDING, row.tries + 1, row.detail)
        return True

    @operation(Operation.SHEET_ENDED)
    def end(self, sheet_id: int, by: By, *, outcome: str, detail: str) -> PrintJob | None:
        """How the last strip that was tried ended (``hall.printing.outcome.PrintOutcome``); returns the state of its
        sheet, None for one that is over already."""
        row = _held(self._tx, sheet_id)
        if row is None:
            return None
        state = sheet_after(outcome, row.tries)
        tries = row.tries - (outcome == "not_sent" and row.tries > 0)
        _settle(self._tx, sheet_id, state, tries, detail_line(f"{outcome}: {detail} ({by.actor})"))
        return state


def at_close(tx: Transaction, day_id: int, *, by: By, at: datetime) -> None:
    """A business day has closed: the kiosk of the setting, if there is one, prints its sheet."""
    station = kiosk_of(tx)
    if station:
        _ask(tx, day_id, station, by=by, at=at)


def kiosk_of(tx: Transaction) -> str:
    """The kiosk that prints closing sheets; empty for none."""
    return tx.structure.structure.hall.slip.closing_sheet


def _ask(tx: Transaction, day_id: int, station: str, *, by: By, at: datetime) -> None:
    """One more sheet, unless one is there that nobody has begun: its figures are read when it is."""
    waits = _S.day_id == day_id, _S.station == station, _S.state == PrintJob.QUEUED.value
    if tx.connection.execute(select(_S.id).where(*waits)).first() is None:
        row = {"day_id": day_id, "station": station, "state": PrintJob.QUEUED.value, "actor": by.actor}
        tx.connection.execute(insert(t.sheet_print).values(**row, at=at, updated_at=at))
    tx.must_notify = True


def _held(tx: Transaction, sheet_id: int) -> Row[tuple[object, ...]] | None:
    """A sheet that may still come, held."""
    coming = select(t.sheet_print).where(_S.id == sheet_id, t.sheet_comes())
    return tx.connection.execute(coming.with_for_update(key_share=True)).one_or_none()


def _settle(tx: Transaction, sheet_id: int, state: PrintJob, tries: int, detail: str) -> None:
    now = {"state": state.value, "tries": tries, "detail": detail, "updated_at": tx.now()}
    tx.connection.execute(update(t.sheet_print).where(_S.id == sheet_id).values(**now))
    tx.must_notify = True
