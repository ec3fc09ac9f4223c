"""A guesser at the PINs of a hall: what of many tries is looked at, and how long a tenth of all four digits takes.

Run it as ``python -m benchmarks.pins [--tries 1000] [--processes 8] [URL]`` (``make pins``); without a URL it uses a
SQLite file and a Postgres server of its own. The tries of the first part are made at once by several processes, then
one after the other, with real hashes and the real clock; the month of the second part has a clock that is set.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from unittest.mock import patch

from argon2 import PasswordHasher

from benchmarks.storm import _databases
from hall.access import By
from hall.assets import sample_config
from hall.errors import Refused
from hall.guessing import ELSEWHERE, OWN, OWN_STATIONS, TryLimit
from hall.settings import load_settings
from hall.store import Store, open_store, prepare_store
from hall.store.staff import members

LOGINS = ("siti", "budi", "wati")
STATIONS = ("pc-1", "pc-2", "pc-3", "pc-4")
OWN_DESK = ("siti", "pc-1")
"""One of the stations that guess is the own desk of one of the logins."""
RIGHT, WRONG = "407163", "518274"
TENTH = 1000
"""A tenth of all PINs of four digits."""
MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Attack:
    """What came of tries at wrong PINs: how many were looked at by login and station, how many were not, in how many
    seconds, and how long each owner took to sign in at the own desk in between (seconds)."""

    looked_at: Counter[tuple[str, str]]
    refused: int
    seconds: float
    owners: tuple[float, ...]

    def findings(self) -> list[str]:
        """Everything that must not be: more guesses than the pauses allow in this time, an owner kept out."""
        found = []
        for login in LOGINS:
            own = self.looked_at[login, OWN_DESK[1]] if login == OWN_DESK[0] else 0
            elsewhere = sum(self.looked_at[login, station] for station in STATIONS) - own
            for guesses, pace in ((elsewhere, ELSEWHERE), (own, OWN)):
                if guesses > allowed(pace, timedelta(seconds=self.seconds)):
                    found.append(f"{guesses} guesses at {login} were looked at in {self.seconds:.0f} s")
        if len(self.owners) != len(LOGINS) or max(self.owners, default=0.0) > 60:
            found.append(f"owners signed in after {[round(one, 1) for one in self.owners]} s")
        return found


def allowed(pace: TryLimit, span: timedelta) -> int:
    """How many guesses the pauses of ``pace`` let through in ``span``, by the rule alone."""
    times = accumulate(pace.pause_after(tries) for tries in range(1, 10_000))
    return 1 + sum(one <= span for one in times)


def staff_hall(url: str) -> None:
    """Three members of staff, each with a desk of their own where they have signed in once."""
    with closing(prepare_store(url, load_settings(sample_config()).structure)) as store:
        for login in LOGINS:
            pin = store.new_pin(RIGHT, login)
            store.run(lambda work, login=login, pin=pin: work.staff.add(login, login, pin, By.system()))
            for station in own_desks(login):
                store.check_pin(login, RIGHT, station=station)


def own_desks(login: str) -> tuple[str, ...]:
    """The stations of a login: a desk that nobody else uses, and for one of them a station of the guesser."""
    return (f"desk-{login}", *([OWN_DESK[1]] if login == OWN_DESK[0] else []))


def guess(url: str, tries: Sequence[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    """Try a wrong PIN at each login and station; whether it was looked at."""
    answers = []
    with closing(open_store(url)) as store:
        for login, station in tries:
            answers.append((login, station, looked_at(store, login, station)))
    return answers


def looked_at(store: Store, login: str, station: str) -> bool:
    """Whether a wrong PIN was looked at; False while there is a pause."""
    try:
        store.check_pin(login, WRONG, station=station)
    except Refused as refused:
        return refused.code == "wrong_pin"
    raise AssertionError("a wrong PIN was right")


def attack(url: str, tries: int, workers: int, executor: Executor) -> Attack:
    """So many tries by ``workers`` at once, round about all logins and stations, while the owners sign in."""
    plan = [(LOGINS[n % len(LOGINS)], STATIONS[n // len(LOGINS) % len(STATIONS)]) for n in range(tries)]
    begun = time.monotonic()
    running = [executor.submit(guess, url, plan[worker::workers]) for worker in range(workers)]
    owners = _owners(url)
    answers = [answer for job in running for answer in job.result()]
    seconds = time.monotonic() - begun
    counted = Counter((login, station) for login, station, was in answers if was)
    return Attack(counted, sum(not was for _, _, was in answers), seconds, owners)


def _owners(url: str) -> tuple[float, ...]:
    with closing(open_store(url)) as store:
        return tuple(_seconds(store, login) for login in LOGINS)


def _seconds(store: Store, login: str) -> float:
    begun = time.monotonic()
    store.check_pin(login, RIGHT, station=own_desks(login)[0])
    return time.monotonic() - begun


class SetClock:
    """Stands until it is moved."""

    def __init__(self, time: datetime) -> None:
        self.time = time

    def now(self) -> datetime:
        """Where it stands."""
        return self.time


def siege(
    url: str, clock: SetClock, stations: Sequence[str], guesses: int, *, owner_at: str = ""
) -> tuple[timedelta, int]:
    """A guesser who tries one login at ``stations`` at every time at which a pause ends, until so many guesses were
    looked at, and the owner, who signs in every 24 h at ``owner_at``. Returns how long it took and how often the owner
    came in."""
    begun, count, mornings = clock.time, 0, 0
    due = dict.fromkeys(stations, begun)
    with closing(open_store(url, clock)) as store:
        while count < guesses:
            clock.time = max(clock.time, min(due.values()))
            for station in [station for station in stations if due[station] <= clock.time]:
                code, seconds = _guess(store, station)
                count += code == "wrong_pin"
                due[station] = clock.time + timedelta(seconds=seconds)
            while owner_at and clock.time - begun >= timedelta(days=mornings):
                store.check_pin(LOGINS[0], RIGHT, station=owner_at)
                mornings += 1
    return clock.time - begun, mornings


def _guess(store: Store, station: str) -> tuple[str, int]:
    """Whether a wrong PIN was looked at, and the seconds of the pause."""
    try:
        store.check_pin(LOGINS[0], WRONG, station=station)
    except Refused as refused:
        return refused.code, int(str(refused.params["seconds"]))
    raise AssertionError("a wrong PIN was right")


@contextmanager
def cheap_hashes() -> Iterator[None]:
    """PINs hashed with the least effort, for a month in some seconds."""
    with patch.object(members, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)):
        yield


def _tell(name: str, result: Attack) -> bool:
    total = sum(result.looked_at.values())
    print(
        f"  {name}: {total + result.refused} tries in {result.seconds:.1f} s, {total} looked at, {result.refused} not"
    )
    for login in LOGINS:
        places = ", ".join(f"{station} {result.looked_at[login, station]}" for station in STATIONS)
        print(f"    {login}: {sum(result.looked_at[login, station] for station in STATIONS)} looked at ({places})")
    print(f"    owners signed in at their own desks meanwhile, within {max(result.owners):.1f} s")
    for finding in result.findings():
        print(f"    NOT AS IT SHOULD BE: {finding}")
    return bool(result.findings())


def _month(url: str, guesses: int) -> bool:
    """The two sieges, told; whether one of them took no more than a month."""
    clock = SetClock(datetime.now(UTC) + timedelta(hours=1))
    others = [f"lobby-{n}" for n in range(1, 3)]
    own = [f"own-{n}" for n in range(1, OWN_STATIONS + 1)]
    with closing(open_store(url, clock)) as store:
        pin = store.new_pin(RIGHT)
        store.run(lambda work: work.staff.set_pin(LOGINS[0], pin, By.system()))
        store.check_pin(LOGINS[0], RIGHT, station=own_desks(LOGINS[0])[0])
        taken, mornings = siege(url, clock, others, guesses, owner_at=own_desks(LOGINS[0])[0])
        store.run(lambda work: work.staff.unlock(LOGINS[0], By.system()))
        for station in own:
            store.check_pin(LOGINS[0], RIGHT, station=station)
    everywhere, _ = siege(url, clock, [*others, *own], guesses)
    print(
        f"  {guesses} guesses at one login at two other stations: {taken.days} days; its owner came once a day, "
        f"{mornings} times, and was let in at the own desk at once"
    )
    print(f"  the same with a guesser at all three own stations too, day and night: {everywhere.days} days")
    return min(taken, everywhere) <= MONTH


def main() -> int:
    """Guess from the command line; exit code 1 when more got through than should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--guesses", type=int, default=TENTH)
    options = parser.parse_args()
    bad = False
    with _databases(options.url) as urls:
        for url in urls:
            print(url.split(":")[0])
            staff_hall(url)
            for name, workers in (("at once", options.processes), ("in turn", 1)):
                _end_pauses(url)
                context = multiprocessing.get_context("spawn")
                with ProcessPoolExecutor(workers, mp_context=context) as executor:
                    bad = _tell(name, attack(url, options.tries, workers, executor)) or bad
            with cheap_hashes():
                bad = _month(url, options.guesses) or bad
    return int(bad)


def _end_pauses(url: str) -> None:
    with closing(open_store(url)) as store, store.begin() as work:
        for login in LOGINS:
            work.staff.unlock(login, By.system())
        for station in STATIONS:
            work.staff.unlock_station(station, By.system())


if __name__ == "__main__":
    sys.exit(main())
