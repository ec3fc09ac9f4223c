"""What a run comes to: its counts, and the lines that must not be there."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from pathlib import Path

from hall.lifecycle import State
from hall.spooling import PrintJob
from hall.store import open_store
from hall.views import PrintJobView
from tools.kiosk_chaos.stage import STATION, ChaosKiosk
from tools.kiosk_chaos.watcher import Watcher

MOST_GROWTH_MB = 8.0
"""So much may the second half of a run add to the memory: caches of texts in sizes and languages not seen before."""
_SETTLING_S = 90.0


@dataclass(slots=True)
class Verdict:
    """The ``counts`` of a run, and its ``faults``."""

    counts: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing happened that must not."""
        return not self.faults


def memory_mb() -> float:
    """Memory of this process that is in use, in megabytes; 0 where the system does not tell it."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * 4096 / 1e6


def settle(kiosk: ChaosKiosk) -> None:
    """Waits in fair weather until every slip is out, or waits for a person."""
    kiosk.weather.clear()
    begun = time.monotonic()
    while time.monotonic() - begun < _SETTLING_S:
        kiosk.quiet()
        if all(job.state == PrintJob.NEEDS_STAFF for job in _unfinished(kiosk)):
            return
        time.sleep(0.2)


def _unfinished(kiosk: ChaosKiosk) -> tuple[PrintJobView, ...]:
    """Slips that may still come."""
    store = open_store(kiosk.url)
    try:
        return store.fetch(lambda reader: reader.slips.unfinished(STATION))
    finally:
        store.close()


def judge(kiosk: ChaosKiosk, watcher: Watcher, memory: tuple[float, float]) -> Verdict:
    """Compares what was asked for, what the store has, and what came out, after the kiosk has ended."""
    faults = list(watcher.faults)
    store = open_store(kiosk.url)
    try:
        report = store.fetch(lambda reader: reader.days.audit())
    finally:
        store.close()
    if not report.good:
        faults += [f"audit: {finding}" for finding in report.findings]
    states = dict(report.states)
    given = report.tickets
    if given > len(watcher.wanted):
        faults.append(f"{given} numbers, but {len(watcher.wanted)} were asked for")
    faults += [f"not meant: {one}" for one in watcher.wanted if not one.deliberate]
    unfinished = states.get(State.PRINTING, 0)
    known = sum(job.state == PrintJob.NEEDS_STAFF for job in _unfinished(kiosk))
    if unfinished != known:
        faults.append(f"{unfinished} numbers wait for a slip, and of {known} the staff are told")
    grown = memory[1] - memory[0]
    if grown > MOST_GROWTH_MB:
        faults.append(f"memory grew by {grown:.1f} MB in the second half")
    counts = {
        "numbers asked for": len(watcher.wanted),
        "numbers in the store": given,
        **{f"numbers {state}": count for state, count in states.items() if count},
        "commands given up": watcher.given_up,
        "slips out": kiosk.printer.slips,
        "states left by walking away": len(watcher.kinds),
        "memory, half and whole": f"{memory[0]:.1f} and {memory[1]:.1f} MB",
        **dict(sorted(kiosk.weather.faults.items())),
    }
    return Verdict(counts, faults)
