"""One real program of the hall, or one `hall` command, on the hall's clock, with somebody who uses it.

    python -m benchmarks.three_days.program kiosk JOURNAL SEED START SPEED BEGAN OPTIONS…

``JOURNAL`` gets a line of JSON for whatever the person in front of the program sees.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.three_days.living import clock_of, date_commands, live_on
from hall.clock import ScaledClock


def _kiosk(clock: ScaledClock, journal: Path, dice: random.Random, options: list[str]) -> int:
    from benchmarks.three_days.visitors import Visitors
    from kiosk.app import KioskApp

    app = KioskApp(options)
    visitors = Visitors(app.presenter, clock, journal, dice)
    code = app.run()
    visitors.close()
    return code


def _counter(clock: ScaledClock, journal: Path, dice: random.Random, options: list[str]) -> int:
    from benchmarks.three_days.clerk import Clerk
    from counter.app import CounterApp

    app = CounterApp(options)
    clerk = Clerk(app.presenter, clock, journal, dice)
    code = app.run()
    clerk.close()
    return code


def _display(_clock: ScaledClock, journal: Path, _dice: random.Random, options: list[str]) -> int:
    from benchmarks.board_process import Journal, give_voice
    from display.app import DisplayApp

    app = DisplayApp(options)
    give_voice(app, 10.0)
    seen = Journal(journal, app, watch=False)
    code = app.run()
    del seen
    return code


def _hall(clock: ScaledClock, _journal: Path, _dice: random.Random, options: list[str]) -> int:
    from hallctl.main import main as hall

    date_commands(clock)
    return hall(options)


_PROGRAMS: dict[str, Callable[[ScaledClock, Path, random.Random, list[str]], int]] = {
    "kiosk": _kiosk,
    "counter": _counter,
    "display": _display,
    "hall": _hall,
}


def main(words: list[str]) -> int:
    """Run it until it is ended."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program, journal, seed, *rest = words
    clock = clock_of(rest[:3])
    live_on(clock)
    return _PROGRAMS[program](clock, Path(journal), random.Random(seed), rest[3:])  # noqa: S311


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
