"""A proof: incidents that the hall finds in days with outages, held against the truth that was written before.

    python -m benchmarks.incidents --days 50

The constants of ``hall.incidents`` were chosen on days 1001 to 1050 (``--first 1001``); days 51 to 81 were seen with an
earlier form of the rule, 82 to 100 by nobody before they were measured; nothing was chosen on days 101 to 150
(``docs/simulation.md``). Each day has its own visitors, none to three outages of agencies, of which some are noted by
nobody, and noise: documents that are missing, wrong keys, breaks, slow visits, clerks who note another obstacle. Exit
code 1 under 90 % of either.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from argon2 import PasswordHasher

from hall.assets import sample_config
from hall.settings import load_settings
from hall.store.staff import members
from hall.structure import HallStructure
from hallctl.simulate.outages import plan_outages, write_truth
from hallctl.simulate.plan import Plan, Shares, seeded
from hallctl.simulate.run import Played, Staging, simulate
from hallctl.simulate.synthetic import Demand, sample_plan

ENOUGH = 0.9
MONDAY = date(2026, 11, 23)
AGENCIES = 8
"""The first ones of the sample hall: a day of all of them takes four times as long."""
NOISE = {"berkas": 10, "data": 4, "alat": 2, "wewenang": 2, "bukan-di-sini": 2, "batal": 2, "sistem-pusat": 1}
"""How often clerks note each obstacle of visits that fail by themselves."""


@dataclass(frozen=True, slots=True)
class Result:
    """One day: what was found, missed and false, and the minutes from the first note to the incident."""

    seed: int
    found: int
    missed: int
    false: int
    notes: tuple[str, ...] = ()


def day_plan(seed: int) -> Plan:
    """The visitors, the noise and the outages of a day."""
    random = seeded(seed, "incidents")
    demand = Demand(seed, random.randint(140, 260), shares=Shares(not_served=0.04))
    day = MONDAY + timedelta(days=random.randrange(4))
    plan = sample_plan(_few(), day, day, demand)
    assert plan.structure is not None
    outages = plan_outages(plan.structure, plan.arrivals, random.choice((0, 1, 1, 2, 2, 3)), seed)
    return replace(plan, outages=outages, obstacles=tuple(one for one, count in NOISE.items() for _ in range(count)))


def _few() -> HallStructure:
    structure = load_settings(sample_config()).structure
    assert structure is not None
    kept = {one.id for one in structure.agencies[:AGENCIES]}
    return replace(
        structure,
        agencies=structure.agencies[:AGENCIES],
        services=tuple(one for one in structure.services if one.agency in kept),
        counters=tuple(one for one in structure.counters if one.agency in kept),
    )


def play(seed: int, truths: Path) -> Result:
    """Play a day as fast as it can, its truth written before."""
    logging.disable(logging.WARNING)
    members._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # nobody signs in with a PIN
    plan = day_plan(seed)
    write_truth(plan.outages, truths / f"{seed}.json")
    played = simulate(plan, Staging(speed=0.0, kiosks=1, workers=1), lambda _: None, lambda *_: None)
    return Result(seed, played.held.found, len(played.held.missed), len(played.held.false), _notes(played))


def _notes(played: Played) -> tuple[str, ...]:
    missed = [f"missed {one.agency} {one.obstacle or 'silent'} {one.begin:%H:%M}" for one in played.held.missed]
    false = [
        f"false {one.agency_id} {one.obstacle or 'stood still'} {one.since:%H:%M} {one.numbers}"
        for one in played.held.false
    ]
    return tuple(missed + false)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the days and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=50)
    parser.add_argument("--first", type=int, default=1, help="the seed of the first day")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="truths-") as folder, ProcessPoolExecutor(asked.processes) as pool:
        results = list(pool.map(partial(play, truths=Path(folder)), range(asked.first, asked.first + asked.days)))
    found, missed, false = (sum(getattr(one, name) for one in results) for name in ("found", "missed", "false"))
    precision, recall = found / max(1, found + false), found / max(1, found + missed)
    for one in results:
        if one.notes:
            print(f"day {one.seed}: {'; '.join(one.notes)}")
    print(json.dumps({"days": asked.days, "found": found, "missed": missed, "false": false}))
    print(f"precision {precision:.1%}, recall {recall:.1%}")
    return 0 if min(precision, recall) >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
