"""Three days and nights of a hall at sixty times their speed: is anything lost, does anything grow?

    python -m benchmarks.three_days                          72 hours in 72 minutes, on SQLite
    python -m benchmarks.three_days --minutes 20 --database postgres
    python -m benchmarks.three_days --minutes 12 --first-hour 15    an afternoon and its night

Real programs, offscreen, on one scaled clock: a kiosk that prints pictures of slips, two counters with clerks, a board.
They open and close their days by themselves; each hour `hall doctor` looks, each night `hall backup` runs, one night it
is killed in the middle and a `hall drill` follows; programs are killed now and then. Exit code 1 on any finding.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.floors import databases, server_programs
from benchmarks.three_days.living import live_on
from benchmarks.three_days.place import MONDAY, SPEED, furnish, made
from hall.clock import ScaledClock
from hallctl.demo.processes import ended_by_signals

_ALL_WELL = "Nothing was lost, nothing grew."


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.three_days")
    parser.add_argument("--minutes", type=float, default=72.0, help="of the machine, each an hour of the hall")
    parser.add_argument("--first-hour", type=float, default=6.0, help="of Monday, at which the run begins")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the hall's folder")
    return parser.parse_args()


def main() -> int:
    """Run it; 1 on any finding."""
    options = _options()
    with (
        ended_by_signals(),
        databases(options.database) as database,
        server_programs(),
        _folder(keep=options.keep) as work,
    ):
        print(f"{database.name} {database.version}, {work}")
        place = made(database.fresh(), work)
        clock = ScaledClock(MONDAY + timedelta(hours=options.first_hour), SPEED)
        live_on(clock)
        furnish(place, clock)
        from benchmarks.three_days.run import Run

        run = Run(place, clock, options.minutes, options.seed)
        run.live()
        for line in run.judge():
            print(f"  {line}")
    for finding in run.findings[:40]:
        print(f"WRONG: {finding}")
    print(f"{len(run.findings)} findings." if run.findings else _ALL_WELL)
    return 1 if run.findings else 0


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="mpp-three-days-"))
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
