"""A hall burns at noon and comes back from last night's backup: is any number of that day given twice?

    python -m benchmarks.restore_noon [--seeds 10] [--database postgres]

For each seed a hall lives some days, is backed up at night, and three kiosks print a morning. Then it burns, and is
restored once with every kind of proof: the journals of all kiosks, those of some, the newest slips typed in, some
typed, and nothing. Each goes on for an hour. Every code that was printed on that day is compared. The morning is as
busy as the days before; ``--busier 3`` makes it three times as busy, and counts what the rule misses without proof.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.floors import Database, databases, server_programs
from hall.access import By
from hall.assets import sample_config
from hall.clock import Clock
from hall.maintenance.backups import Source, make
from hall.maintenance.restoring.restore import Order, Restore, own_journals
from hall.printing.journal import SlipJournal
from hall.printing.journal_lines import ReadJournal
from hall.settings import load_settings
from hall.store import Store, open_store, prepare_store
from hall.structure import Calendar, CounterService, HallStructure, TimeRange, WeeklyHours

KIOSKS = ("kiosk-1", "kiosk-2", "kiosk-3")
DAYS = 3
MONDAY = date(2026, 11, 23)
ZONE = ZoneInfo("Asia/Makassar")
OPEN, NOON, CLOSE = time(8), time(12), time(16)
_SYSTEM = By.system()
_HOURS = WeeklyHours(((TimeRange(OPEN, CLOSE),),) * 7)
PROOFS = ("all journals", "journal missing", "typed", "some typed", "nothing")


@dataclass
class _Clock:
    """Stands until it is told to move."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass
class Tally:
    """Of one kind of proof: restores, codes printed on the day, those given twice, and numbers passed over."""

    restores: int = 0
    printed: int = 0
    twice: list[str] = field(default_factory=list)
    passed: int = 0


class Kiosks:
    """Three machines with a journal each; whoever comes goes to one of them."""

    def __init__(self, folder: Path, dice: random.Random, clock: _Clock) -> None:
        self.folder, self._dice, self._clock = folder, dice, clock
        self._journals = {name: SlipJournal.of(name, folder / name / "logs", "life") for name in KIOSKS}
        for journal in self._journals.values():
            journal._seconds = lambda: self._clock.now().timestamp()
            journal.begin()

    def print(self, store: Store, prefix: str) -> str:
        """The code of a slip that is out."""
        name = self._dice.choice(KIOSKS)
        by = By.kiosk(name)
        ticket = store.run(lambda work: work.tickets.issue(prefix, by, to_print=True))
        code = ticket.prefix, ticket.number
        self._journals[name].sent(ticket.token, 0, ticket.business_day, code)
        store.run(lambda work: work.slips.out(ticket.id, by, verified=True))
        self._journals[name].done(ticket.token)
        return ticket.code

    def proofs(self, names: tuple[str, ...]) -> tuple[ReadJournal, ...]:
        """The journals of these kiosks as they are now."""
        return tuple(one for name in names for one in own_journals(self.folder / name))

    def close(self) -> None:
        """They are off."""
        for journal in self._journals.values():
            journal.close()


def hall_by_hours() -> HallStructure:
    """Six services of the sample hall, open from 8 to 16."""
    made = load_settings(sample_config()).structure
    assert made is not None
    services = tuple(replace(one, quota=None) for one in made.services[:6])
    agencies = tuple(one for one in made.agencies if one.id in {service.agency for service in services})
    first = services[0]
    counter = replace(made.counters[0], agency=first.agency, services=(CounterService(first.id, 1),))
    hall = replace(made.hall, always_open=False, hours=_HOURS, timezone=ZONE.key, calendar=Calendar(), cutoff_minutes=0)
    return replace(
        made, hall=hall, services=services, agencies=agencies, counters=(counter,), offers=(), needs=(), obstacles=()
    )


def arrivals(
    dice: random.Random, day: date, span: tuple[time, time], rates: Mapping[str, float]
) -> list[tuple[datetime, str]]:
    """Who comes between two times, by prefix, at so many an hour each, more or less from hour to hour."""
    found = []
    for prefix, rate in rates.items():
        at = datetime.combine(day, span[0], ZONE)
        end = datetime.combine(day, span[1], ZONE)
        while True:
            at += timedelta(hours=dice.expovariate(max(rate, 0.1)))
            if at >= end:
                break
            found.append((at, prefix))
    return sorted(found)


def _play(store: Store, kiosks: Kiosks, clock: _Clock, plan: list[tuple[datetime, str]]) -> list[str]:
    codes = []
    for at, prefix in plan:
        clock.moment = at
        codes.append(kiosks.print(store, prefix))
    return codes


def burn(database: Database, seed: int, tallies: Mapping[str, Tally], *, busier: float = 1.0) -> None:
    """One hall: its days, its night, its morning, and a restore with each kind of proof."""
    dice = random.Random(seed)  # noqa: S311
    clock = _Clock(datetime.combine(MONDAY, OPEN, ZONE))
    with tempfile.TemporaryDirectory(prefix="hall-noon-") as name, server_programs():
        folder = Path(name)
        url = database.fresh()
        structure = hall_by_hours()
        rates = {service.prefix: dice.choice((3.0, 8.0, 20.0)) for service in structure.services}
        with (
            closing(prepare_store(url, structure, clock)) as store,
            closing(Kiosks(folder, dice, clock)) as kiosks,
        ):
            for number in range(DAYS):
                day = MONDAY + timedelta(days=number)
                _play(store, kiosks, clock, arrivals(dice, day, (OPEN, CLOSE), rates))
                clock.moment = datetime.combine(day, time(17), ZONE)
                store.run(lambda work: work.day.close(_SYSTEM, reason="selesai"))
            clock.moment = datetime.combine(day, time(22), ZONE)
            backup = make(Source(url, folder / "config.toml"), folder / "backups", clock.now()).path
            today = MONDAY + timedelta(days=DAYS)
            morning = arrivals(dice, today, (OPEN, NOON), {prefix: rate * busier for prefix, rate in rates.items()})
            printed = _play(store, kiosks, clock, morning)
            clock.moment = datetime.combine(today, NOON, ZONE)
            evening = arrivals(dice, today, (NOON, time(13)), rates)
            for proof in PROOFS:
                order = _proven(Order(database.fresh(), backup), proof, dice, kiosks, printed)
                codes = [*printed, *_go_on(order, clock, kiosks, evening, tallies[proof])]
                tallies[proof].twice += [code for code, count in Counter(codes).items() if count > 1]
                tallies[proof].printed += len(codes)
                clock.moment = datetime.combine(today, NOON, ZONE)


def _proven(order: Order, kind: str, dice: random.Random, kiosks: Kiosks, printed: list[str]) -> Order:
    """The order with what there is as a proof."""
    last = {one.prefix: 0 for one in hall_by_hours().services}
    last |= {code.partition("-")[0]: int(code.partition("-")[2]) for code in printed}
    if kind == "all journals":
        return replace(order, journals=kiosks.proofs(KIOSKS))
    if kind == "journal missing":
        return replace(order, journals=kiosks.proofs(tuple(dice.sample(KIOSKS, 2))))
    if kind == "typed":
        return replace(order, typed=last)
    if kind == "some typed":
        return replace(order, typed=dict(dice.sample(sorted(last.items()), len(last) // 2)))
    return order


def _go_on(order: Order, clock: _Clock, kiosks: Kiosks, plan: list[tuple[datetime, str]], tally: Tally) -> list[str]:
    used: Clock = clock
    with Restore(order, _SYSTEM, used) as restore:
        seen = restore.finish()
    tally.restores += 1
    tally.passed += sum(one.last - one.before for one in seen.ahead.moved)
    with closing(open_store(order.url, clock)) as store:
        # What is printed now is in no journal that another restore reads.
        dice = random.Random(1)  # noqa: S311
        with (
            tempfile.TemporaryDirectory(prefix="hall-noon-") as name,
            closing(Kiosks(Path(name), dice, clock)) as others,
        ):
            codes = _play(store, others, clock, plan)
        report = store.fetch(lambda reader: reader.days.audit())
        if report.found:
            tally.twice += [f"audit: {one}" for one in report.findings]
    return codes


def main() -> int:
    """Burn halls; ends with 1 when a number was given twice that a proof, or the rule, should have kept."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.restore_noon",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--busier", type=float, default=1.0)
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    options = parser.parse_args()
    wrong = False
    for kind in options.database or ("sqlite", "postgres"):
        with databases(kind) as database:
            tallies = {proof: Tally() for proof in PROOFS}
            for seed in range(options.first, options.first + options.seeds):
                burn(database, seed, tallies, busier=options.busier)
            print(f"\n{database.name}: {options.seeds} halls, a morning {options.busier:g} times as busy as before")
            print("| proof | restores | printed | given twice | numbers passed over |\n|---|---|---|---|---|")
            for proof, tally in tallies.items():
                print(f"| {proof} | {tally.restores} | {tally.printed} | {len(tally.twice)} | {tally.passed} |")
                for what in tally.twice[:5]:
                    print("  twice:", what)
            proven = ("all journals", "typed") if options.busier > 1 else PROOFS
            wrong = wrong or any(tallies[proof].twice for proof in proven)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
