"""Every column of every table with a value that does not belong there: does the hall go on, and is the row named?

    python -m benchmarks.wrong_rows            all of it, with the commands, about half an hour on two cores
    python -m benchmarks.wrong_rows --only ticket.queue_time

A small lively hall on SQLite is copied for each case, one value is changed by hand, and everything that programs and
commands ask of the store is asked. An answer, a refusal or a sentence about the row is right; an error that names
nothing is a fault. `hall audit` must end, and name the row whenever its column cannot hold the value. Exit code 1 when
there is a fault.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
import os
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.wrong_values import Case, cases, change, must_be_named
from hall.access import By
from hall.call_delivery import Voiced
from hall.errors import HallError
from hall.overview import Period
from hall.store import Store, open_store
from hall.store.database.column_types import Unreadable
from hall.store.views.reader import Reader
from hall.store.work import UnitOfWork
from hall.survey.forms import PaperForm
from hall.translator import ENGLISH, Translator

TIME = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, 10.00 in Kendari: the hall is open."""


class StillClock:
    """Ten past ten, for ever."""

    def now(self) -> datetime:
        """The time of all cases."""
        return TIME + timedelta(minutes=10)


def fill(store: Store) -> None:
    """Put rows into every table of a small hall (``tests/hall_samples.py``), as a morning does."""
    with store.begin() as work:
        users = [work.staff.add(f"user{n}", f"Petugas {n}", "739146", By.system()) for n in (1, 2, 3)]
        for number, user in zip("123", users, strict=True):
            work.counter(number, By.system(station=f"counter-{number}")).sign_in(user.id)
        tickets = [
            work.tickets.issue("A", By.system(station="kiosk-1", request_id=f"issue-{n}"), to_print=n == 5)
            for n in range(6)
        ]
        paper = work.tickets.import_manual("B", 3, By.system(), waiting_from=3, reason="listrik padam")
        work.tickets.set_priority(tickets[4].id, True, By.system(), reason="lansia")
        call = work.counter("1", By.system(request_id="call-1")).call_next()
        assert call is not None
        work.boards.report(By.board("board-1"), zone="podium", sound="ok", warnings=("media",))
        work.boards.received(By.board("board-1"), [call.seq])
        work.boards.shown(By.board("board-1"), [(call.seq, TIME)])
        work.boards.claim_voice(By.board("board-1"), call.seq, seconds=3)
        work.boards.voice_ended(By.board("board-1"), call.seq, Voiced.SPOKEN)
        work.counter("1", By.system()).serve()
        work.counter("1", By.system()).finish(outcome="not_served", obstacle="berkas", note="kurang")
        work.counter("1", By.system()).call_next()
        work.counter("2", By.system()).call_next()
        work.tickets.transfer(tickets[3].id, By.system(), to_counter="2", note="tolong")
        work.tickets.hold(paper[0].id, By.system(), reason="fotokopi") if paper[0].state == "waiting" else None
        work.bookings.book("2G", TIME + timedelta(hours=1), By.system(request_id="book-1"))
        closure = work.closures.request("counter", By.system(), target="3", reason="rapat")
        work.closures.decide(closure.id, By.system(), approve=True)
        work.boards.announce("info", "Selamat datang", By.system(), lines=["di hall"])
        work.printers.report("kiosk-1", By.system(), problem="", detail="", near_end=True, paper_mm=100.0)
        work.counter("3", By.system()).pause(kind="break", reason="makan", until=TIME + timedelta(hours=1))
        fill_rooms(work)
    store.each_minute()
    key = store.fetch(lambda view: view.alarms())[0].key
    store.run(lambda work: work.alarms.take(key, By.system()))


def fill_rooms(work: UnitOfWork) -> None:
    """What supervisors leave: changes over the configuration, incidents, plans, breaks, offers, an evacuation."""
    by = By.system()
    work.overrides.open("service", by, "B", reason="ramai", ends_at=TIME + timedelta(hours=8))
    work.overrides.assign("2", by, ["A"], reason="ramai")
    incident = work.incidents.open("disdukcapil", by, obstacle="berkas", text="banyak berkas")
    work.incidents.note(incident.id, by, text="ditanyakan")
    work.incidents.assign(incident.id, by, owner="Rina", due=TIME.date())
    work.plans.add("Loket kedua", TIME.date(), by, element="waktu", owner="Rina")
    form = PaperForm(TIME.date(), "", "A", {"waktu": 3}, {"sex": "female"}, "Kursi kurang")
    work.survey.import_forms([form], "abc", by)
    work.breaks.plan(by, everybody=True)
    work.counter("1", by).offer(offer="maaf")
    work.counter("2", by).sign_out(note="mesin cetak rusak")
    work.hall.evacuate(by, reason="latihan")
    work.hall.evacuation_over(by)
    work.sheets.print(by, at="kiosk-1")


READS: dict[str, Callable[[Reader], object]] = {
    "kiosk": lambda view: view.kiosk(),
    "survey": lambda view: (view.survey.of(TIME.date(), TIME.date()), view.survey.comments(TIME.date(), TIME.date())),
    "survey forms": lambda view: view.survey.imports(),
    "kiosk of a zone": lambda view: view.kiosk("podium"),
    "services": lambda view: view.services(),
    "counter 1": lambda view: view.counter("1"),
    "counter 2": lambda view: view.counter("2"),
    "counter 3": lambda view: view.counter("3"),
    "counters": lambda view: view.counters(),
    "board": lambda view: view.board(board="board-1"),
    "board of a zone": lambda view: view.board("podium", board="board-2", agencies=("disdukcapil",)),
    "boards": lambda view: view.boards.health(),
    "announcements": lambda view: view.boards.announcements(),
    "ticket": lambda view: view.tickets.find("A-001"),
    "history": lambda view: view.tickets.history("A-002"),
    "specimen": lambda view: view.tickets.specimen("A"),
    "users": lambda view: view.staff.users(),
    "station": lambda view: view.stations.find("kiosk-1"),
    "unfinished slips": lambda view: view.slips.unfinished("kiosk-1"),
    "latest slips": lambda view: view.slips.latest("kiosk-1", 5),
    "missing slips": lambda view: view.slips.missing(),
    "printers": lambda view: view.printers.all(),
    "alarms": lambda view: [
        alarm.message(Translator(language)) for alarm in view.alarms() for language in ("id", "en")
    ],
    "closures": lambda view: view.closures.listed(),
    "opening": lambda view: [found.opening.message(ENGLISH) for found in view.opening("1")],
    "bookings": lambda view: view.bookings.on(),
    "status": lambda view: view.status(),
    "floor": lambda view: view.floor.now(By.system()),
    "details of a service": lambda view: view.floor.details(By.system(), "service", "A"),
    "overview": lambda view: [view.overview.of(period, By.system()) for period in Period],
    "alarm log": lambda view: view.alarm_log.latest(),
    "closing sheet": lambda view: view.sheets.of(By.system()),
    "closing sheet to print": lambda view: [
        view.sheets.of_print(asked.id) for asked in [view.sheets.to_print("kiosk-1")] if asked is not None
    ],
    "prints of a closing sheet": lambda view: view.sheets.prints(TIME.date()),
    "found": lambda view: view.found.tickets(By.system(), "A-00"),
    "imports": lambda view: view.imports.today(By.system()),
    "overrides": lambda view: view.overrides.listed(),
    "incidents": lambda view: view.incidents.listed(By.system(), closed=True),
    "follow-up": lambda view: view.incidents.follow_up(TIME - timedelta(days=30), TIME, By.system()),
    "plans": lambda view: view.plans.listed(By.system(), ended=True),
    "breaks": lambda view: view.breaks.today(everybody=True),
    "evacuations": lambda view: view.evacuations.latest(),
    "promise": lambda view: view.tickets.promise("A-001"),
    "visits": lambda view: view.days.visits(view.days.latest() or TIME.date()),
}
SCREENS = ("kiosk", "counter 1", "counter 3", "board", "printers", "history", "bookings", "status", "floor")
"""Reads that take in most tables."""
WRITES: dict[str, Callable[[UnitOfWork], object]] = {
    "issue A": lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True),
    "issue 2G": lambda work: work.tickets.issue("2G", By.system()),
    "call at 1": lambda work: work.counter("1", By.system()).call_next(),
    "call at 2": lambda work: work.counter("2", By.system()).call_next(),
    "recall": lambda work: work.counter("1", By.system()).recall(),
    "undo": lambda work: work.counter("1", By.system()).undo(),
    "finish": lambda work: work.counter("2", By.system()).finish(),
    "hold": lambda work: work.tickets.hold(5, By.system(), reason="x"),
    "cancel": lambda work: work.tickets.cancel(2, By.system(), reason="x"),
    "sign in": lambda work: work.counter("3", By.system(station="counter-3")).sign_in(1),
    "resume": lambda work: work.counter("3", By.system()).resume(),
    "board": lambda work: work.boards.report(By.board("board-1"), zone="podium"),
    "voice": lambda work: work.boards.claim_voice(By.board("board-1"), 2, seconds=2),
    "printer": lambda work: work.printers.report("kiosk-1", By.system(), problem="", detail="", paper_mm=100.0),
    "repeat": lambda work: work.tickets.issue("A", By.system(request_id="issue-1"), to_print=False),
    "close": lambda work: work.day.close(By.system(), reason="test"),
}
COMMANDS = (
    "status", "alarms", "services", "counters", "boards", "opening A", "user list", "day show", "closure list",
    "booking list", "announce list", "printer list", "slip missing", "ticket show A-001", "ticket history A-002",
    "counter show 1", "change list", "incident list", "plan list", "breaks list", "evacuation list", "alarm history",
    "numbers imports", "ticket promise A-001", "day sheet", "audit", "ticket issue A", "counter next 1",
    "apply config.toml",
)  # fmt: skip


def faults(store: Store, case: Case, *, reads: Iterable[str] = tuple(READS), writes: bool = True) -> list[str]:
    """What the hall of ``store``, which holds the case, does wrong; the store is closed, and may be used again."""
    found: list[str] = []

    def ask(name: str, question: Callable[[], object]) -> None:
        try:
            if _leaves_unread(question()):
                found.append(f"{name}: an answer with a value that could not be read")
        except HallError:
            pass
        except Exception as error:
            line = traceback.extract_tb(error.__traceback__)[-1]
            found.append(f"{name}: {type(error).__name__}: {error} ({Path(line.filename).name}:{line.lineno})"[:300])

    def reading(question: Callable[[Reader], object]) -> object:
        with store.read() as view:
            return question(view)

    for name in reads:
        ask(name, lambda question=READS[name]: reading(question))
    for login in ("user1", "nobody") if case.table == "staff" else ():
        ask("PIN", lambda login=login: store.check_pin(login, "739146"))
    ask("audit", lambda: _audited(store, case, found))
    if writes:
        ask("settle", store.settle_day)
        for name, work in WRITES.items():
            ask(name, lambda work=work: store.run(work))
    store.close()
    return found


def _leaves_unread(answer: object) -> bool:
    """Whether an unreadable value is in what a program gets: it would stop where the program uses it."""
    if isinstance(answer, Mapping):
        return any(map(_leaves_unread, (*answer, *answer.values())))
    if isinstance(answer, (tuple, list, set, frozenset)):
        return any(map(_leaves_unread, answer))
    if is_dataclass(answer) and not isinstance(answer, type):
        return answer.__class__ is Unreadable or any(
            _leaves_unread(getattr(answer, part.name)) for part in fields(answer)
        )
    return answer.__class__ is Unreadable


def _audited(store: Store, case: Case, found: list[str]) -> None:
    with store.read() as view:
        report = view.days.audit()
    said = [finding for finding in report.findings if finding.code.startswith("row_wrong")]
    for finding in said:
        if not all(finding.message(Translator(language)).isprintable() for language in ("id", "en")):
            found.append("audit: a sentence that cannot be printed")
    named = any(dict(f.params).items() >= {"table": case.table, "column": case.column}.items() for f in said)
    if must_be_named(case) and not named:
        found.append("audit: the row is not named")


def command_faults(folder: Path) -> list[str]:
    """What the commands do wrong with the hall in ``folder``, where config.toml is."""
    from hallctl.main import main

    found = []
    for words in COMMANDS:
        said, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(errors), contextlib.chdir(folder):
            code = main(words.split())
        if code not in (0, 1, 2, 3, 4) or (code == 1 and words != "audit") or "Traceback" in errors.getvalue():
            found.append(f"hall {words}: exit code {code}: {errors.getvalue().strip()[-200:]}")
    return found


def prepare(folder: Path) -> Path:
    """A filled hall's file in ``folder``."""
    from hall.store import prepare_store
    from tests.hall_samples import small_hall

    file = folder / "prepared.db"
    store = prepare_store(f"sqlite:///{file}", lively(small_hall()), StillClock())
    fill(store)
    store.close()
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def lively(structure: Any) -> Any:
    """The structure with an obstacle, and a board among the stations."""
    from dataclasses import replace

    from hall.structure import Obstacle, Offer, Station

    stations = (*structure.stations, Station("board-1", "podium", "", 80, "", 43.0, 8.0))
    berkas, sorry = Obstacle("berkas", "Berkas kurang", "Papers missing"), Offer("maaf", "Permintaan maaf", "Apology")
    return replace(structure, stations=stations, obstacles=(berkas,), offers=(sorry,))


def copy_of(prepared: Path, folder: Path) -> Path:
    """A fresh copy of the prepared hall, ``hall.db`` in ``folder``."""
    for old in folder.glob("hall.db-*"):
        old.unlink()
    # Put in its place, not removed and made: a new file may get the number of the old one, and would be taken for it.
    return Path(shutil.copy(prepared, folder / "next.db")).replace(folder / "hall.db")


class Bench:
    """A hall in ``folder`` that has one case at a time, for a store that follows its file.

    A file that no case has changed is used again: of three files in a row that nobody looked at meanwhile, the third
    may have the first one's number, and the store would take it for that.
    """

    def __init__(self, prepared: Path, folder: Path) -> None:
        self._prepared = prepared
        self.file = copy_of(prepared, folder)
        self._is_fresh = True

    def has(self, case: Case) -> bool:
        """Whether the database let the case in; then somebody has to look at the file before the next one."""
        if not self._is_fresh:
            copy_of(self._prepared, self.file.parent)
        self._is_fresh = not change(self.file, case)
        return not self._is_fresh


@dataclass
class Asker:
    """What one process needs to put cases: a folder of its own, and one store for all of them.

    To build the store's statements again for each case would take most of the time.
    """

    bench: Bench
    store: Store
    commands: bool

    def told(self, case: Case) -> list[str] | None:
        """What is wrong with the case; None where the database does not let it in."""
        if not self.bench.has(case):
            return None
        told = faults(self.store, case)
        if self.commands and case.row == 0 and self.bench.has(case):
            told += command_faults(self.bench.file.parent)
        return told


_asker: list[Asker] = []


def _begin(prepared: Path, commands: bool) -> None:
    folder = Path(tempfile.mkdtemp(dir=prepared.parent))
    _write_configuration(folder)
    bench = Bench(prepared, folder)
    _asker.append(Asker(bench, open_store(f"sqlite:///{bench.file}", StillClock()), commands))


def _told(case: Case) -> list[str] | None:
    return _asker[0].told(case)


def main() -> int:
    """Run the grid, in as many processes as the machine has cores, and print what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="table.column, or the beginning of it")
    parser.add_argument("--no-commands", action="store_true")
    chosen = parser.parse_args()
    total = wrong = 0
    asked = [case for case in cases() if f"{case.table}.{case.column}".startswith(chosen.only)]
    with tempfile.TemporaryDirectory(prefix="hall-rows-") as name:
        prepared = prepare(Path(name))
        spawn = multiprocessing.get_context("spawn")
        arguments = (prepared, not chosen.no_commands)
        with ProcessPoolExecutor(os.cpu_count(), spawn, initializer=_begin, initargs=arguments) as processes:
            for case, told in zip(asked, processes.map(_told, asked), strict=True):
                total += told is not None
                wrong += bool(told)
                for line in told or ():
                    print(f"{case.name} {str(case.value)[:30]!r}: {line}", flush=True)
    print(f"{total} changed values, {wrong} with a fault")
    return 1 if wrong else 0


def _write_configuration(folder: Path) -> None:
    from hall.assets import sample_config

    text = sample_config().read_text(encoding="utf-8")
    (folder / "config.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
