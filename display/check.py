"""``mpp-display --check``: tells a technician from how far this board can be read, without starting it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from display.board_texts import board_texts, services_of
from display.readability import Reading, readability
from hall.settings import Settings
from hall.structure import HallStructure, Station
from qtkit.screens import screen_named
from qtkit.sound.outputs import multimedia_trouble

_FULL_HD = QSize(1920, 1080)
_TEXT_WIDTH = 30
_WORTH_TELLING = 0.5  # metres beyond the farthest seat


def run_check(settings: Settings, size: QSize | None = None) -> int:
    """Prints the table for the station of ``settings`` on a board of ``size`` pixels (None: the screen's, or Full HD).

    Returns 0 when number, counter and lists are high enough for the farthest seat, and 1 when they are not or when the
    station does not tell its screen and its farthest seat.
    """
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    station, structure = settings.station, settings.structure
    if station is None or structure is None:
        _say(f'station "{settings.station_name}": its screen is not in the file; name it with --station')
        return 1
    trouble = _unmeasured(station) or _without_calls(structure, station)
    if trouble:
        _say(f'station "{station.name}": {trouble}')
        return 1
    # Full HD where nothing is plugged in, as over a remote shell.
    size = size or (screen_named(station.screen).size() if QGuiApplication.screens() else _FULL_HD)
    texts = board_texts(structure, station.zone, station.board.agencies, settings.translate.language)
    found = readability(size, station.board, station.diagonal_inch, station.distance_m, texts, settings.translate)
    _say(*_table(found, station, size), *_without_multimedia(station))
    del application
    return 0 if all(one.ok for one in found) else 1


def _unmeasured(station: Station) -> str:
    """Which of the two measures the station lacks, and what to do about it; empty when it has both."""
    missing = [
        (key, what)
        for key, what, value in (
            ("diagonal_inch", "the screen", station.diagonal_inch),
            ("distance_m", "the way to the farthest seat", station.distance_m),
        )
        if value <= 0
    ]
    keys, whats = (" and ".join(texts) for texts in zip(*missing, strict=True)) if missing else ("", "")
    if len(missing) == 2:
        return f"{keys} are not set; measure {whats} and write both into the file"
    return f"{keys} is not set; measure {whats} and write it into the file" if missing else ""


def _without_calls(structure: HallStructure, station: Station) -> str:
    """Why this board could never show a call; empty when it can."""
    if services_of(structure, station.zone, station.board.agencies):
        return ""
    agencies = ", ".join(station.board.agencies) or "any agency"
    place = f'zone "{station.zone}"' if station.zone else "the hall"
    return f"it can never show a call: no counter of {place} serves {agencies}; change zone or agencies"


def _without_multimedia(station: Station) -> tuple[str, ...]:
    """What this machine lacks for the voice and the videos of its board; nothing when it asks for none."""
    trouble = multimedia_trouble() if station.board.voice or station.board.media else ""
    return ("", f"This board will be silent and show pictures only: {trouble}") if trouble else ()


def _table(found: Sequence[Reading], station: Station, size: QSize) -> list[str]:
    lines = [
        f"{station.name}: {station.diagonal_inch:g} inch, {size.width()} x {size.height()}, "
        f"layout {station.board.layout}, farthest seat {station.distance_m:g} m",
        "",
        f"{'what':<18}{'text':<{_TEXT_WIDTH}}{'size px':>8}{'capitals mm':>13}{'needed mm':>11}{'read from m':>13}",
    ]
    for one in found:
        needed, verdict = (f"{one.needed_mm:.0f}", "ok" if one.ok else "TOO SMALL") if one.needed_mm else ("-", "")
        lines.append(
            f"{one.what:<18}{_short(one.text):<{_TEXT_WIDTH}}{one.px:>8}{one.capitals_mm:>13.0f}{needed:>11}"
            f"{one.readable_m:>13.1f}  {verdict}".rstrip()
        )
    lines += [
        "",
        "needed: 11 mm of capitals for each metre for number and counter (ADA 703.5.5: 110 mm at 10 m), 4 mm in lists.",
        "read from: by the same; for all other texts by 4 mm for each metre. They are for who stands nearer.",
    ]
    nearest = min((one.readable_m for one in found if one.needed_mm), default=0.0)
    if all(one.ok for one in found):
        farther = f" and up to {nearest:.1f} m" if nearest - station.distance_m >= _WORTH_TELLING else ""
        lines.append(f"This board is read from {station.distance_m:g} m{farther}.")
    else:
        lines.append(
            f"This board is read from {nearest:.1f} m, not from {station.distance_m:g} m: "
            "a larger screen, a second one, or another layout."
        )
    return lines


def _short(text: str) -> str:
    return text if len(text) < _TEXT_WIDTH else f"{text[: _TEXT_WIDTH - 3]}…"


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
