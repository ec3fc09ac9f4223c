"""The real kiosk against printers that fail, through kill -9 and a start 30 s, 2 and 12 minutes later.

    python -m benchmarks.paper_faults                 every printer, calibration and pause: a table, about 40 minutes
    python -m benchmarks.paper_faults --quick         every pair of them once

Two visitors take a number at a kiosk whose printer fails; it is killed; the printer is replaced by one that is well;
the kiosk starts again (the pause is made by moving the numbers' times back). Then: is a number in the queue without
paper, is one lost, is a slip there twice without SALINAN? The exit code is 1 when one is.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import zxingcpp
from sqlalchemy import update

from benchmarks.bad_printers import BadPrinter
from hall.access import By
from hall.assets import sample_config
from hall.lifecycle import State
from hall.printing.outcome import UNVERIFIED, Calibration, Confirm, calibration_document
from hall.printing.slip import qr_text
from hall.settings import load_settings
from hall.spooling import COMES_BY_ITSELF, PrintJob
from hall.store import Store, prepare_store
from hall.store import tables as t
from hall.views import TicketView
from tests.fake_printer import FakePrinter, Printed

_ROOT = Path(__file__).resolve().parents[1]

STATION = "kiosk-9"
ALONE_S = 60
PROVES = Calibration(answers=True, confirm=Confirm.PROCESS_ID)
KNOWN: dict[str, Calibration | None] = {"never": None, "process-id": PROVES, "unverified": UNVERIFIED}
"""What the hall knows of the printer."""
PAUSES_S = (30, 120, 720)
QUIET_S = 20.0
DRAWS = "slips can be drawn after"
"""What the print thread says in the kiosk's log when it begins with its work (``kiosk.print_worker``)."""
_PREPARING = threading.Lock()


@contextmanager
def _off() -> Iterator[BadPrinter]:
    with BadPrinter() as printer:
        pass
    yield printer


@contextmanager
def _power_cut() -> Iterator[FakePrinter]:
    with FakePrinter(scale=5) as printer:
        printer.fail("power", at_byte=20_000)
        yield printer


PRINTERS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "off": _off,
    "never reads, small buffer": lambda: BadPrinter(buffer=2_048),
    "never reads, large buffer": lambda: BadPrinter(buffer=4 << 20),
    "reads 1 KB/s": lambda: FakePrinter(baud=10_240, scale=200),
    "resets after 100 bytes": lambda: BadPrinter(reads=True, reset_after=100),
    "power cut at 20,000 bytes": _power_cut,
    "nonsense": lambda: BadPrinter(reads=True, says=b"HTTP/1.1 400 Bad Request\r\n"),
    "answers after 1.2 s": lambda: FakePrinter(late_s=1.2, scale=20),
    "well, killed in the middle": lambda: FakePrinter(scale=1.5),
    "well, database away": lambda: FakePrinter(scale=20),
}


@dataclass(frozen=True)
class Case:
    """One run: the printer's fault, what the hall knows of the printer, and the seconds until the next start."""

    printer: str
    known: str
    pause_s: int


@dataclass
class Row:
    """What came of a case: what each visitor saw after how many seconds, and what was wrong."""

    case: Case
    saw: list[str] = field(default_factory=list)
    after: str = ""
    wrong: list[str] = field(default_factory=list)


def all_cases() -> list[Case]:
    """Every combination."""
    return [Case(printer, known, pause) for printer in PRINTERS for known in KNOWN for pause in PAUSES_S]


def pairs() -> list[Case]:
    """Every printer with every calibration, and with every pause, once."""
    known = list(KNOWN)
    return [
        Case(printer, known[(row + at) % 3], pause)
        for row, printer in enumerate(PRINTERS)
        for at, pause in enumerate(PAUSES_S)
    ]


class Kiosk:
    """A kiosk's process; a context manager that kills it."""

    def __init__(self, config: Path, log: Path) -> None:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_ROOT)}
        command = [sys.executable, "-m", "benchmarks.kiosk_process", "--config", str(config), "--still"]
        self._log = log.open("ab")
        self._process = subprocess.Popen(
            command, cwd=_ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log
        )
        self._screens: queue.Queue[dict[str, Any]] = queue.Queue()
        self._thread = threading.Thread(target=self._listen, name="kiosk-screens")
        self._thread.start()

    def __enter__(self) -> Kiosk:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._screens.put(json.loads(line))

    def touch(self, what: str) -> None:
        """A visitor's touch."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what}\n".encode())
        self._process.stdin.flush()

    def until(self, seconds: float, holds: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """The screens up to the first for which it holds, for so many seconds at most."""
        seen: list[dict[str, Any]] = []
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                seen.append(self._screens.get(timeout=left))
            except queue.Empty:
                break
            if holds(seen[-1]):
                break
        return seen

    def kill(self) -> None:
        """As a power cut does."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait(10)
        self._thread.join(10)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._log.close()


class Run:
    """One case in a folder of its own; the second start is watched for ``quiet_s``."""

    def __init__(self, case: Case, folder: Path, quiet_s: float) -> None:
        self.case = case
        self._quiet_s = quiet_s
        self._starts = 0
        self._folder = folder
        self._config = folder / "config.toml"
        self._url = f"sqlite:///{folder / 'hall.db'}"
        self._row = Row(case)
        self._first: list[Printed] = []
        self._second: list[Printed] = []

    def row(self) -> Row:
        """Runs it and judges."""
        structure = load_settings(sample_config()).structure
        assert structure is not None
        service = structure.services[0]
        one = replace(
            structure,
            hall=replace(structure.hall, always_open=True),
            agencies=tuple(agency for agency in structure.agencies if agency.id == service.agency),
            services=(replace(service, quota=None),),
            counters=tuple(
                replace(counter, services=tuple(own for own in counter.services if own.service == service.id))
                for counter in structure.counters
                if any(own.service == service.id for own in counter.services)
            ),
            stations=(),
        )
        with _PREPARING:  # Alembic works for one at a time
            opened = prepare_store(self._url, one)
        with closing(opened) as store:
            self._live(store)
            self._judge(store)
        return self._row

    def _write(self, port: int, mode: str) -> None:
        self._config.write_text(
            f'[database]\nurl = "{self._url}"\n\n[station]\nname = "{STATION}"\n'
            f'printer = "tcp://127.0.0.1:{port}"\nprint_mode = "{mode}"\n',
            encoding="utf-8",
        )

    def _live(self, store: Store) -> None:
        with PRINTERS[self.case.printer]() as printer:
            port = printer.port
            known = KNOWN[self.case.known]
            if known is not None:
                document = calibration_document(known)
                store.run(
                    lambda work: work.printers.calibrate(STATION, f"tcp://127.0.0.1:{port}", document, By.system())
                )
            self._write(port, "raster")
            with self._started() as kiosk:
                self._visit(kiosk, printer)
                killed = time.monotonic()
            self._first = list(getattr(printer, "slips", []))
        with FakePrinter(port=port, scale=20) as well:
            self._write(port, "mix")
            self._age(store, self.case.pause_s - (time.monotonic() - killed))
            with self._started():
                time.sleep(self._quiet_s)
                _wait(20, lambda: not _by_itself(store))
            self._second = list(well.slips)

    def _started(self) -> Kiosk:
        kiosk = Kiosk(self._config, self._folder / "kiosk.log")
        if not any(
            screen["page"] == "agencies" for screen in kiosk.until(180, lambda said: said["page"] == "agencies")
        ):
            kiosk.kill()
            raise RuntimeError(f"the kiosk did not start: {self._log()[-2000:]}")
        self._starts += 1
        if not _wait(60, lambda: self._log().count(DRAWS) == self._starts):
            kiosk.kill()
            raise RuntimeError(f"the kiosk draws no slips: {self._log()[-2000:]}")
        return kiosk

    def _log(self) -> str:
        return (self._folder / "kiosk.log").read_text()

    def _visit(self, kiosk: Kiosk, printer: Any) -> None:
        if self.case.printer.endswith("away"):
            kiosk.touch("away")
        middle = self.case.printer.endswith("middle")
        for _ in range(1 if middle else 2):
            began = time.monotonic()
            kiosk.touch("take")
            if middle:
                _wait(10, lambda: printer.moved_mm > 20)
                self._row.saw.append(f"killed in the middle, {time.monotonic() - began:.0f} s")
                return
            patience = 100.0 if "KB/s" in self.case.printer else 15.0
            seen = kiosk.until(patience, lambda said: said["slip"] == "out" or said["page"] == "trouble")
            if seen and seen[-1]["page"] == "trouble" and "KB/s" in self.case.printer:
                seen += kiosk.until(patience, lambda said: said["slip"] == "out")
            shown = [f"{_said(screen)} {screen['at'] - began:.1f} s" for screen in seen if screen["code"]]
            self._row.saw.append(", ".join(shown))
            kiosk.touch("home")
            kiosk.until(5, lambda said: said["page"] in ("agencies", "notice"))

    def _age(self, store: Store, seconds: float) -> None:
        """Moves all times back, as if so much had passed; forward, when more has passed on a busy machine."""
        back = timedelta(seconds=seconds)

        def job(work: Any) -> None:
            connection = work._tx.connection
            for ticket in connection.execute(t.ticket.select()).all():
                moved = update(t.ticket).where(t.ticket.c.id == ticket.id)
                connection.execute(moved.values(issued_at=ticket.issued_at - back, queue_time=ticket.queue_time - back))

        store.run(job)

    def _judge(self, store: Store) -> None:
        with store.read() as reader:
            jobs = tuple(reversed(reader.slips.latest(STATION, 20)))
        first, second = _codes(self._first), _codes(self._second)
        unmarked = first + _codes([slip for slip in self._second if b"SALINAN" not in slip.text])
        found = []
        for job in jobs:
            code = qr_text(job.ticket.token)
            state = job.ticket.state
            found.append(f"{job.ticket.code} {state.value}/{job.state}")
            self._judge_one(job.ticket, job.state, first[code], second[code], unmarked[code])
        marked = sum(b"SALINAN" in slip.text for slip in self._second)
        self._row.after = f"{', '.join(found)}; {len(self._second)} slips, {marked} SALINAN"
        if len(jobs) != (1 if self.case.printer.endswith("middle") else 2):
            self._row.wrong.append(f"{len(jobs)} numbers")

    def _judge_one(self, ticket: TicketView, job: str, first: int, second: int, unmarked: int) -> None:
        wrong = self._row.wrong
        by_word = self.case.known == "unverified" and job == PrintJob.UNVERIFIED
        if ticket.state is State.WAITING and not first + second and not by_word:
            wrong.append(f"ghost {ticket.code}")
        if second and self.case.pause_s >= ALONE_S:
            wrong.append(f"late slip of {ticket.code}")
        if ticket.state is not State.WAITING and (ticket.state is not State.PRINTING or job != PrintJob.NEEDS_STAFF):
            wrong.append(f"lost {ticket.code}")
        if unmarked > 1:
            wrong.append(f"{ticket.code} twice without SALINAN")


def _said(screen: dict[str, Any]) -> str:
    return "trouble page" if screen["page"] == "trouble" else f"ticket page ({screen['slip']})"


def _codes(slips: list[Printed]) -> Tally[str]:
    found: Tally[str] = Tally()
    for slip in slips:
        codes = {code.decode() for code in slip.codes}
        if slip.pictures:
            codes |= {code.text for code in zxingcpp.read_barcodes(slip.picture().convert("L"))}
        found.update(codes if slip.whole else ())
    return found


def _by_itself(store: Store) -> bool:
    with store.read() as reader:
        return any(job.state in COMES_BY_ITSELF for job in reader.slips.unfinished(STATION))


def _wait(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether it came to hold in time."""
    end = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


def run_case(case: Case, quiet_s: float = QUIET_S) -> Row:
    """One case in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="paper-faults-") as folder:
        try:
            return Run(case, Path(folder), quiet_s).row()
        except RuntimeError as error:  # one kiosk that does not start must not cost the table
            return Row(case, wrong=[str(error).splitlines()[0]])


def _line(row: Row) -> str:
    verdict = "; ".join(row.wrong) or "good"
    saw = " | ".join(row.saw)
    return f"| {row.case.printer} | {row.case.known} | {row.case.pause_s} s | {saw} | {row.after} | {verdict} |"


def main() -> int:
    """Runs the table; the exit code is 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paper_faults", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="every pair once")
    parser.add_argument("--only", help="printers whose name contains this")
    parser.add_argument("--jobs", type=int, default=2, help="so many at once")
    options = parser.parse_args()
    cases = [case for case in (pairs() if options.quick else all_cases()) if (options.only or "") in case.printer]
    print("| printer | calibrated | next start after | visitors 1 and 2 saw | after the start | verdict |")
    print("|---|---|---|---|---|---|", flush=True)
    bad = 0
    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for row in pool.map(run_case, cases):
            bad += bool(row.wrong)
            print(_line(row), flush=True)
    print(f"\n{len(cases)} cases, {bad} bad")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
