"""Measure the hall against its targets and against bare commits, on SQLite and on Postgres.

    python -m benchmarks                                  everything, about half an hour; writes benchmarks/results.json
    python -m benchmarks --quick --database sqlite        a look in a minute; figures are rough
    python -m benchmarks --only history --history 100000

A run that leaves something out writes no result file unless --output names one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.floors import Database, databases
from benchmarks.history import old_and_new
from benchmarks.idle import idle
from benchmarks.many import offered, saturated
from benchmarks.painted import painted
from benchmarks.printing import kiosk, links
from benchmarks.raw import against_raw, share_of_raw
from benchmarks.said import said_beside_unsaid
from benchmarks.single import against_floor, heard
from benchmarks.table import HEAD, Row, line, machine, with_figures, write_results
from benchmarks.words import words

RESULTS = Path(__file__).with_name("results.json")
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
ONCE: dict[str, Callable[[argparse.Namespace], Iterator[Row]]] = {
    "links": lambda options: links(3 if options.quick else 20),
    "words": lambda options: words(20 if options.quick else 200),
    "kiosk": lambda options: kiosk(10 if options.quick else 200),
    "idle": lambda options: idle(5 if options.quick else 20),
}
"""Parts without a database to choose."""
PARTS: dict[str, Callable[[Database, argparse.Namespace], Iterator[Row]]] = {
    "offered": lambda database, options: offered(database, 1.0 if options.quick else 10.0),
    "feed": lambda database, options: heard(database, 10 if options.quick else 300),
    "painted": lambda database, options: painted(database, 10 if options.quick else 100),
    "saturated": lambda database, options: saturated(database, 1.0 if options.quick else 8.0),
    "single": lambda database, options: against_floor(database, 2 if options.quick else 15),
    "raw": lambda database, options: against_raw(database, 100 if options.quick else 500),
    "share": lambda database, options: share_of_raw(database, 1.0 if options.quick else 2.5),
    "said": lambda database, options: said_beside_unsaid(database, 2 if options.quick else 20),
    "history": lambda database, options: old_and_new(database, options.history, 2 if options.quick else 20),
}
_LONGEST = "history"
"""Comes last, for both databases: what it takes turns with is not hurt by others who use the machine again."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=(*PARTS, *ONCE), action="append", help="this part; may be given again")
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    parser.add_argument("--quick", action="store_true", help="short: shows that it runs; figures are rough")
    parser.add_argument("--history", type=int, default=None, help="tickets of history (4,000,000; quick: 20,000)")
    parser.add_argument("--output", type=Path, help="where the results go as JSON")
    options = parser.parse_args()
    whole = not (options.only or options.database or options.quick or options.history)
    if options.output is None and whole:
        options.output = RESULTS
    if options.history is None:
        options.history = 20_000 if options.quick else 4_000_000
    if options.history < 1:
        parser.error("--history needs at least one ticket")
    return options


def _rows(options: argparse.Namespace, versions: dict[str, str]) -> Iterator[Row]:
    """The rows of the chosen parts, what is most easily disturbed first; ``versions`` gets those of the databases."""
    for part in [part for part in options.only or (() if options.database else ONCE) if part in ONCE]:
        yield from ONCE[part](options)
    chosen = [part for part in options.only or PARTS if part in PARTS]
    for parts in ([part for part in chosen if part != _LONGEST], [part for part in chosen if part == _LONGEST]):
        for kind in options.database or ("sqlite", "postgres") if parts else ():
            with databases(kind) as database:
                versions[kind] = database.version
                for part in parts:
                    yield from PARTS[part](database, options)


def main() -> int:
    """Run the chosen parts on each database; the exit code does not depend on the figures."""
    options = _options()
    rows: list[Row] = []
    versions: dict[str, str] = {}
    print(HEAD)
    for row in _rows(options, versions):
        rows.append(row)
        print(line(row), flush=True)
    missed = sum(not row.met for row in rows)
    print(f"{len(rows) - missed} of {len(rows)} targets met")
    if options.output is not None:
        write_results(options.output, machine(versions), rows)
    if options.output == RESULTS:
        results = json.loads(RESULTS.read_text(encoding="utf-8"))
        PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
