"""The first line of a program's log after its start: what a technician asks for first."""

from __future__ import annotations

import logging
import platform
import time
from collections.abc import Sequence

from PySide6.QtCore import qVersion
from PySide6.QtGui import QScreen

from hall import __version__

log = logging.getLogger(__name__)


def report_start(
    name: str,
    station: str,
    screen: QScreen,
    *,
    database: str,
    zone: str = "",
    printer: str = "",
    warnings: Sequence[str] = (),
) -> None:
    """Log version, station, screen, time zones, database (a URL without secrets) and printer, and what the start warned
    of. ``zone`` is the hall's, as far as it is known."""
    size, real = screen.size(), screen.physicalSize()
    log.info(
        "%s %s, station %s, database %s, printer %s; screen %s: %d x %d pixels of %.1f, %.0f x %.0f mm",
        name,
        __version__,
        station,
        database,
        printer or "none",
        screen.name() or "-",
        size.width(),
        size.height(),
        screen.devicePixelRatio(),
        real.width(),
        real.height(),
    )
    log.info(
        "time zone of this machine %s, of the hall %s; Python %s, Qt %s on %s",
        time.strftime("%Z %z"),
        zone or "not known yet",
        platform.python_version(),
        qVersion(),
        platform.platform(),
    )
    for warning in warnings:
        log.warning("%s", warning)
