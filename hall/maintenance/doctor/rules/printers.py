"""The printers by their own word: what the kiosks report of them, and what this station's says when it is asked."""

from __future__ import annotations

from collections.abc import Iterator

from hall.maintenance.doctor.facts import Facts, HallFacts, Missed, PrinterFacts
from hall.maintenance.doctor.findings import Finding, Group
from hall.maintenance.doctor.rules.saying import Says
from hall.station_health import GOOD, LOST, kiosk_line
from hall.translator import ENGLISH

_SAYS = Says(Group.PRINTERS)
_REMEDIES = {
    "paper_out": "put a roll in, then `hall printer roll {name}`",
    "cover_open": "close its cover",
    "cutter": "open the cover, free the cutter, switch it off and on",
    "untried": "`hall printer calibrate {name}`",
    "setup": "`hall printer test {name}` says what its address lacks (docs/printing.md)",
}
_ASK = "see its cable and power; `hall printer status {name}` asks it again"


def printers(facts: Facts) -> Iterator[Finding]:
    """Every printer of the hall, and this station's own."""
    hall, own = facts.hall, facts.printer
    of_hall = [_SAYS.missed(hall)] if isinstance(hall, Missed) else list(_of_hall(hall))
    asked = own is not None and not (isinstance(own, PrinterFacts) and own.watched)
    name = facts.station.name if facts.station is not None else ""
    yield from (one for one in of_hall if not (asked and one.where == name))
    if isinstance(own, Missed):
        yield _SAYS.missed(own)
    elif own is not None and asked:
        yield _own(own, name)
    if isinstance(hall, Missed) or hall.health.printers or own is not None:
        return
    yield _SAYS.well("no station has a printer", "none")


def _of_hall(hall: HallFacts) -> Iterator[Finding]:
    health, well, never = hall.health, [], []
    for printer in health.printers:
        line = kiosk_line(printer, health.last_slips.get(printer.name), health.now, health.zone)
        said, name = line.said.message(ENGLISH), printer.name
        if line.state == GOOD:
            well.append(f"{name} ({said})")
        elif printer.watched_at is None:
            never.append(name)
        elif line.said.code.startswith("health_silent"):
            say = _SAYS.warning if hall.open else _SAYS.note
            yield say("silent", f"its kiosk says nothing of it: {said}", "start the kiosk there", where=name)
        elif line.state == LOST:
            yield _SAYS.fault(
                printer.problem, _detailed(said, printer.detail), _remedy(printer.problem, name), where=name
            )
        else:
            yield _SAYS.warning(
                "paper_low", said, f"have a new roll ready; then `hall printer roll {name}`", where=name
            )
    if well:
        yield _SAYS.well(", ".join(well))
    if never:
        yield _SAYS.note("never", "no kiosk has told of its printer yet", where=", ".join(never))


def _own(own: PrinterFacts, name: str) -> Finding:
    said = f"asked now: {own.detail.rstrip('.')}"
    if not own.problem:
        return _SAYS.well(f"{name}, {said}", "own")
    return _SAYS.fault(own.problem, said, _remedy(own.problem, name), where=name)


def _remedy(problem: str, name: str) -> str:
    return _REMEDIES.get(problem, _ASK).format(name=name)


def _detailed(said: str, detail: str) -> str:
    return f"{said} ({detail.rstrip('.')})" if detail else said
