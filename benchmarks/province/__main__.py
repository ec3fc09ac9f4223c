"""How long the page of a province takes: 500 halls, a year of aggregates.

    python -m benchmarks.province --database postgres [--halls 500] [--days 250] [--rounds 5]

The page is the command itself, from its start to its end, over a year, a month, a week and a range that begins and ends
within months; each figure of each hall is held against what it was made of. Seconds are of the clock, and of the
processor, which others who use the machine do not lengthen. Then, on Postgres: so many halls with a database each
(``--separate``), the size of all that a hall keeps of a day (``--full`` halls, 66 services at 40 counters), and the
largest of these tables whole and in partitions by month. Target: the year's page 2 s.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, text

from benchmarks.floors import Database, databases
from benchmarks.province.making import KnownHall, in_full, sums, workdays, write
from benchmarks.province.partitions import partitions
from hall.figures import MEDIAN, percentile
from hall.store import prepare_store

SECONDS, YEAR = 2.0, 2025
_PERIODS = ("2025", "2025-11", "2025-W40", "2025-01-20..2025-11-10")
_SERVICES, _COUNTERS = 66, 40
_TABLES = ("total", "month", "service", "counter", "presence", "day")


def main() -> int:
    """Make the province, read it; exit code 1 when a figure differs or the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="postgres")
    parser.add_argument("--halls", type=int, default=500)
    parser.add_argument("--days", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--separate", type=int, default=24, help="halls with a database each, or 0")
    parser.add_argument("--full", type=int, default=8, help="halls of which every row is made, or 0")
    given = parser.parse_args()
    with databases(given.database) as database, TemporaryDirectory() as name:
        folder = Path(name)
        url, known = province(database, given.halls, given.days)
        wrong = _pages(folder, [("Provinsi", url)], known, given.rounds)
        if given.database == "postgres" and given.separate:
            _separate(folder, database, given.separate, given.days, given.rounds)
        if given.database == "postgres" and given.full:
            _full(url, given.full, given.days)
    return wrong


def province(database: Database, halls: int, days: int) -> tuple[str, list[KnownHall]]:
    """A database with the sums of so many halls."""
    url, began = database.fresh(), time.monotonic()
    prepare_store(url, None).close()
    engine = create_engine(make_url(url))
    known = [_made(engine, number, days) for number in range(halls)]
    _tidied(engine)
    print(f"{database.name}: {halls} halls, {days} days each, made in {time.monotonic() - began:.0f} s")
    return url, known


def _made(engine: Engine, number: int, days: int) -> KnownHall:
    known = KnownHall(f"hall-{number:04}", f"MPP {number:04}")
    with engine.begin() as connection:
        write(connection, sums(known, workdays(YEAR, days), Random(number)))  # noqa: S311
    return known


def _tidied(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _pages(folder: Path, lines: Sequence[tuple[str, str]], known: Sequence[KnownHall], rounds: int) -> int:
    """Make the page of each period; returns 1 when the year's is wrong or late."""
    file = halls_file(folder, lines)
    failed = False
    _say("the command alone", [run(folder, ["report", "halls", "--help"]) for _ in range(rounds)])
    for period in _PERIODS:
        page = ["report", "halls", "--period", period, "--halls", str(file)]
        spent = _say(f"page of {period}", [run(folder, page) for _ in range(rounds)])
        failed |= period == str(YEAR) and spent > SECONDS
    year = ["report", "halls", "--period", str(YEAR), "--halls", str(file)]
    _say(f"page of {YEAR} as .xlsx", [run(folder, [*year, "-o", str(folder / "page.xlsx")]) for _ in range(rounds)])
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    wrong = differing(json.loads(run(folder, ["--json", *year]).out), known)
    print(f"at most {memory:.0f} MB; {len(wrong)} of {len(known)} halls differ from what they were made of")
    return int(failed or bool(wrong))


def differing(page: dict[str, Any], known: Sequence[KnownHall]) -> list[str]:
    """The halls whose row is not what they were made of."""
    (table,) = (block for block in page["blocks"] if block["type"] == "table")
    rows = {row["cells"]["hall"]: row["cells"] for row in table["rows"]}
    return [one.name for one in known if not _is_right(rows.get(one.name, {}), one)]


def _is_right(cells: dict[str, Any], known: KnownHall) -> bool:
    total = known.total
    counts = ("issued", "served", "not_served", "no_show", "cancelled", "left")
    return (
        all(cells.get(name) == getattr(total, name) for name in counts)
        and cells.get("days") == known.days
        and cells.get("last_day") == str(known.last)
        and cells.get("wait_median") == percentile(total.waits, MEDIAN)
        and cells.get("wait_longest") == max(total.waits)
    )


def halls_file(folder: Path, lines: Sequence[tuple[str, str]]) -> Path:
    """The file that names them."""
    file = folder / "halls.txt"
    file.write_text("".join(f"{name} {url}\n" for name, url in lines), encoding="utf-8")
    file.chmod(0o600)
    return file


@dataclass(frozen=True)
class Ran:
    """A command that ran: seconds of the clock and of the processor, and what it answered."""

    spent: float
    cpu: float
    out: str


def run(folder: Path, words: Sequence[str]) -> Ran:
    """Run `hall` with these words."""
    config = folder / "province.toml"
    config.write_text(f'[database]\nurl = "sqlite:///{folder}/none.db"\n', encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "hallctl", "--config", str(config), *words]
    began, before = time.monotonic(), _cpu()
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder, env=environment, text=True)
    return Ran(time.monotonic() - began, _cpu() - before, done.stdout)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _say(what: str, runs: Sequence[Ran]) -> float:
    """Print how long it took; returns the median of the clock's seconds."""
    spent, cpu = median(run.spent for run in runs), median(run.cpu for run in runs)
    print(f"{what}: {spent:.2f} s, longest {max(run.spent for run in runs):.2f} s; processor {cpu:.2f} s")
    return spent


def _separate(folder: Path, database: Database, halls: int, days: int, rounds: int) -> None:
    """The page of halls with a database each."""
    lines, known = [], []
    for number in range(halls):
        url = database.fresh()
        prepare_store(url, None).close()
        engine = create_engine(make_url(url))
        known.append(_made(engine, number, days))
        _tidied(engine)
        lines.append((f"MPP {number:04}", url))
    print(f"{halls} halls with a database each:")
    _pages(folder, lines, known, rounds)


def _full(url: str, halls: int, days: int) -> None:
    """What a hall keeps of a day: rows and bytes, and partitions by month."""
    engine = create_engine(make_url(url))
    rows = 0
    for number in range(halls):
        rng = Random(number)  # noqa: S311
        with engine.begin() as connection:
            for at, day in enumerate(workdays(YEAR, days), 1):
                rows += write(connection, in_full(f"hall-{number:04}", at, day, _SERVICES, _COUNTERS, rng))
    _tidied(engine)
    print(f"rows of a hall's day: {rows / halls / days:.0f}, besides one of sums and a twentieth of a month's")
    with engine.connect() as connection:
        for name in _TABLES:
            query = text(f"SELECT pg_total_relation_size(:name), (SELECT count(*) FROM aggregate_{name})")  # noqa: S608
            size, count = connection.execute(query, {"name": f"aggregate_{name}"}).one()
            print(f"aggregate_{name}: {count} rows, {size / count:.0f} bytes each with indexes, {size / 1e6:.0f} MB")
    partitions(engine, YEAR)
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
