"""How long the estimates of a full hall take: ``python -m benchmarks.estimates.speed``.

A hall of 40 counters and 66 services, of which each counter takes six; 368 wait, and 132 would come: one of each
service without priority and one with. The best and the median of repeated runs, in milliseconds: of a machine that
others share the best says more.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median

from benchmarks.estimates.table import print_table
from hall.assets import asset
from hall.calling import Candidate
from hall.estimating import Estimator, Forest
from hall.estimating.answering import Asked, Picture, answered
from hall.estimating.roll_forward import Desk, Standing, rolled
from hall.structure import Rules

COUNTERS, SERVICES, WAITING, OF_A_COUNTER = 40, 66, 368, 6
_MIDNIGHT = datetime(2026, 1, 5, tzinfo=UTC)
_OPENED, _NOW = 8 * 60.0, 11 * 60.0
_CALLED_BEFORE = 12


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=30)
    given = parser.parse_args()
    estimator, picture = full_hall(Forest.read(asset("estimating/forest.json")))
    places = [(one.service, place) for place, one in enumerate(picture.standing)]
    places += [(asked.service, place) for place, asked in enumerate(picture.asked)] * 2

    def estimates() -> None:
        for service, place in places:
            estimator.estimate(service, _NOW, place % 9, 10.0 + place % 40)

    def roll() -> None:
        rolled(picture.desks, picture.standing, lambda _: timedelta(minutes=9), picture.rules, picture.now)

    rows = [("", "best ms", "median ms")]
    rows.append(_row(f"{len(places)} estimates", estimates, given.runs))
    rows.append(_row("rolling the queue forward", roll, given.runs))
    rows.append(_row("all that is said at one moment", lambda: answered(estimator, picture), given.runs))
    print_table(rows)
    return 0


def full_hall(forest: Forest) -> tuple[Estimator, Picture]:
    """A hall late in the morning, with an estimator that has seen it."""
    names = [f"S{place:02d}" for place in range(SERVICES)]
    estimator = Estimator(forest, opened=_OPENED)
    for place, service in enumerate(names):
        for number in range(_CALLED_BEFORE):
            ticket, came = 10_000 + place * _CALLED_BEFORE + number, _OPENED + 12 * number
            estimator.arrived(service, ticket, came, 0)
            estimator.called(service, ticket, came + 9)
    standing = [_standing(number, names[number % SERVICES]) for number in range(WAITING)]
    for one in standing:
        since = (one.candidate.queue_time - _MIDNIGHT) / timedelta(minutes=1)
        estimator.arrived(one.service, one.candidate.id, since, estimator.ahead(one.service))
    now = _at(_NOW)
    spans = ((now, _at(12 * 60)), (_at(13 * 60), _at(16 * 60)))
    desks = [Desk(str(place), _ranks(names, place), _at(_NOW + place % 9), spans) for place in range(COUNTERS)]
    asked = [Asked(service, sum(service in desk.ranks for desk in desks), True, _at(16 * 60)) for service in names]
    return estimator, Picture(now, _MIDNIGHT, Rules(), desks, standing, asked)


def _standing(number: int, service: str) -> Standing:
    came = _at(_NOW - 20 + 20 * number / WAITING)
    return Standing(Candidate(number + 1, came, came, 1, number % 10 == 0), service)


def _ranks(names: list[str], place: int) -> dict[str, int]:
    return {names[(5 * place + step) % SERVICES]: step + 1 for step in range(OF_A_COUNTER)}


def _at(minute: float) -> datetime:
    return _MIDNIGHT + timedelta(minutes=minute)


def _row(name: str, run: Callable[[], object], runs: int) -> tuple[str, str, str]:
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        run()
        took.append(1000 * (time.perf_counter() - begun))
    return name, f"{min(took):.1f}", f"{median(took):.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
