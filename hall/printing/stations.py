"""A station's printers, opened with what the hall knows of them: calibration, and who takes over."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hall.errors import DeviceError, HallError
from hall.printing.opening import open_printer
from hall.printing.outcome import calibration_of
from hall.printing.printer import UnusablePrinter
from hall.printing.spool import NamedPrinter
from hall.structure import Station
from hall.views import PrinterView

if TYPE_CHECKING:
    from hall.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Printers:
    """The station's own printer and the one that takes over, None without one."""

    own: NamedPrinter
    fallback: NamedPrinter | None = None


def printers_of(station: Station, store: Store | None, folder: Path, *, torn: bool = True) -> Printers:
    """The printers of ``station``; without the ``store`` its own alone, and nothing known of it. ``folder`` is where
    a paper printer's folder stands; ``torn``: its own may still wait for the rest of a picture. Raises DeviceError when
    its own address is none."""
    known, fallback = _looked_up(station, store)
    own = open_printer(
        station.printer, station.paper_mm, folder, mode=station.print_mode, calibration=calibration_of(known), torn=torn
    )
    return Printers(NamedPrinter(station.name, own, station), _fallback(fallback, folder))


def _looked_up(station: Station, store: Store | None) -> tuple[PrinterView | None, PrinterView | None]:
    if store is None:
        return None, None
    try:
        with store.read() as reader:
            other = reader.stations.find(station.fallback) if station.fallback else None
            if station.fallback and other is None:
                log.error("the fallback printer %s of %s is not in the hall", station.fallback, station.name)
            return reader.printers.of(station), reader.printers.of(other) if other else None
    except HallError as error:
        log.warning("what the hall knows of its printers cannot be read: %s", error)
        return None, None


def _fallback(view: PrinterView | None, folder: Path) -> NamedPrinter | None:
    if view is None:
        return None
    known = calibration_of(view)
    try:
        printer = open_printer(view.url, view.paper_mm, folder, mode=view.print_mode, calibration=known)
    except DeviceError as error:
        log.error("the fallback printer %s cannot be used: %s", view.name, error)
        return NamedPrinter(view.name, UnusablePrinter(str(error)))
    return NamedPrinter(view.name, printer)
