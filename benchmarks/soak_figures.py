"""After a soak its day is closed, and its figures are computed three times: added up as in any hall, again from the
history, and by the evidence pack's verify.py, which shares no code with either."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from hall.access import By
from hall.figures import Period, PeriodKind
from hall.store import Store


def figures(store: Store, issued: Iterable[str], folder: Path) -> tuple[str, list[str]]:
    """What was compared, in one line, and every figure that differs; ``issued`` are the codes ("S1-001") that were
    given, and joined the queue. Closes the open day."""
    from hall.store.aggregates.adding_up import add_days_up, rebuilt

    by = By.system()
    store.run(lambda work: work.day.close(by, reason="soak"))
    add_days_up(store)
    again = list(rebuilt(store, by))
    findings = [f"{one.day}: {one.differs} came to something else" for one in again if one.differs or not one.was_kept]
    counted = sum(one.issued for day in again for one in day.counted.made.services)
    if counted != len(set(issued)):
        findings.append(f"{len(set(issued))} numbers were given, the figures have {counted}")
    said, wrong = _verified(store, (again[0].day, again[-1].day), folder)
    return f"{len(again)} days added up; verify.py: {said}", findings + wrong


def _verified(store: Store, days: tuple[date, date], folder: Path) -> tuple[str, list[str]]:
    from hall.report.evidence import write_pack
    from hall.translator import INDONESIAN

    first, last = days
    period = Period(PeriodKind.RANGE, first, last)
    with store.read() as view:
        write_pack(folder / "pack.zip", view.evidence.of(period, By.system()), INDONESIAN)
    with ZipFile(folder / "pack.zip") as archive:
        archive.extractall(folder / "pack")
    command = [sys.executable, str(folder / "pack" / "verify.py"), str(folder / "pack")]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = told.stdout.splitlines()
    return lines[-1] if lines else "", [] if told.returncode == 0 else lines[:20] + told.stderr.splitlines()[-3:]
