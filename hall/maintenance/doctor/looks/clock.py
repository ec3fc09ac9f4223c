"""Whether this machine's time comes from the network, and its time zone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hall.maintenance.doctor.facts import ClockFacts
from hall.maintenance.doctor.looks.asking import asked, properties

_LOCALTIME = Path("/etc/localtime")
_ZONES = "zoneinfo/"


def look_at_clock() -> ClockFacts:
    """By what the system's own service says: timedatectl or chronyc, on Windows w32tm."""
    zone = time_zone()
    if sys.platform == "win32":
        return of_w32tm(asked("w32tm", "/query", "/status", any_code=True), zone)
    told = asked("timedatectl", "show")
    if told:
        return of_timedatectl(told, zone)
    chrony = asked("chronyc", "-n", "tracking", any_code=True)
    return ClockFacts(timezone=zone) if chrony is None else of_chronyc(chrony, zone)


def of_timedatectl(text: str, zone: str) -> ClockFacts:
    """What ``timedatectl show`` says."""
    said = properties(text)
    synchronized = {"yes": True, "no": False}.get(said.get("NTPSynchronized", ""))
    service = {"yes": True, "no": False}.get(said.get("NTP", ""))
    return ClockFacts(synchronized, service, "timedatectl", said.get("Timezone") or zone)


def of_chronyc(text: str, zone: str) -> ClockFacts:
    """What ``chronyc tracking`` says; ``Leap status`` is ``Normal`` once it follows a server."""
    leap = next((line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("Leap status")), "")
    return ClockFacts(bool(leap) and leap != "Not synchronised", bool(leap), "chronyc", zone)


def of_w32tm(text: str | None, zone: str) -> ClockFacts:
    """What ``w32tm /query /status`` says: its words are in the system's language, the stratum's number is not; 0 is not
    synchronized. An empty answer means that the service does not run."""
    if text is None:
        return ClockFacts(timezone=zone)
    numbers = [line.partition(":")[2].split() for line in text.splitlines() if ":" in line]
    stratum = next((words[0] for words in numbers[1:2] if words), "")
    if not stratum.isdecimal():
        return ClockFacts(False, False, "w32tm", zone)
    return ClockFacts(0 < int(stratum) < 16, True, "w32tm", zone)


def time_zone() -> str:
    """This machine's time zone by its IANA name; empty where that is not known, as on Windows."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and not named.startswith("/"):
        return named
    try:
        target = str(_LOCALTIME.resolve())
    except OSError:
        return ""
    return target.partition(_ZONES)[2]
