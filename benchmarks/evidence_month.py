"""How long the evidence of a month of 25,000 numbers takes, and how much memory; and its verify.py.

    python -m benchmarks.evidence_month --database postgres

The month is January of the known year (``benchmarks.known_year``). Packing runs in a process of its own, as the command
does. Targets: 60 s, 300 MB.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from benchmarks.floors import databases
from benchmarks.known_year.__main__ import make
from benchmarks.known_year.making import workdays
from hall.access import By
from hall.figures import Period, PeriodKind
from hall.report.evidence import write_pack
from hall.store import open_store
from hall.store.aggregates.adding_up import rebuilt
from hall.translator import INDONESIAN

SECONDS, MEGABYTES = 60, 300
_JANUARY = Period(PeriodKind.MONTH, date(2025, 1, 1), date(2025, 1, 31))


def pack(url: str, file: Path) -> None:
    """Write the pack of the month."""
    store = open_store(url)
    with store.read() as view:
        packed = write_pack(file, view.evidence.of(_JANUARY, By.system()), INDONESIAN)
    store.close()
    print(f"{packed.days} days, {packed.events} events, {file.stat().st_size / 1e6:.1f} MB as a file")


def _measured(command: list[str], where: Path) -> tuple[float, float, int]:
    """Seconds, megabytes at most, and the exit code of a process."""
    began = time.monotonic()
    child = subprocess.Popen([sys.executable, "-c", _AND_SAY_HOW_MUCH, *command], cwd=where)
    code = child.wait()
    return time.monotonic() - began, float((where / "rss").read_text()), code


_AND_SAY_HOW_MUCH = """
import resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    if sys.argv[0] == "-m":
        sys.argv = sys.argv[1:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    with open("rss", "w") as file:
        file.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000))
"""


def main() -> int:
    """Make the month, pack it, verify it; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--visits", type=int, default=31, help="of each counter and day")
    parser.add_argument("--pack", nargs=2, metavar=("URL", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.pack:
        pack(given.pack[0], Path(given.pack[1]))
        return 0
    days = sum(day.month == 1 for day in workdays(30))
    with databases(given.database) as database, tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), database.fresh()
        maker = make(url, days, given.visits)
        store = open_store(url)
        for _ in rebuilt(store, By.system()):
            pass
        store.close()
        print(f"{database.name}: {maker.ticket} numbers on {days} days")
        command = ["-m", "benchmarks.evidence_month", "--pack", url, str(folder / "pack.zip")]
        spent, memory, _ = _measured(command, folder)
        print(f"packed in {spent:.1f} s with {memory:.0f} MB")
        with ZipFile(folder / "pack.zip") as archive:
            archive.extractall(folder / "pack")
        (folder / "pack").rename(folder / "unpacked")
        checked, needed, code = _measured(["unpacked/verify.py", "unpacked"], folder)
        print(f"verified in {checked:.1f} s with {needed:.0f} MB: exit code {code}")
    return 0 if code == 0 and spent <= SECONDS and memory <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
