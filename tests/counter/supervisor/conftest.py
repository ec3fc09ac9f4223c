"""The supervisor's window alone, and with its presenter on a hall in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.desk.state import LinkState
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import SupervisorState
from counter.supervisor.window import SupervisorWindow
from counter.supervisor.wiring import connect_window
from hall.access import By, Role
from hall.errors import Refused, StoreUnavailable
from hall.incidents import FollowUp
from hall.store import Store, open_store
from hall.structure import Obstacle
from hall.translator import Translator
from hall.views import BreaksView, FloorView, IncidentView, PlanView, UserView
from qtkit.serial_worker import SerialWorker
from tests.conftest import FixedClock
from tests.counter.counter_desk import StandingClock
from tests.counter.supervisor.hands import ANI, Hands
from tests.counter.supervisor.reports_tab import Reports
from tests.hall_samples import BY
from tools.supervisor import break_samples, samples

T = TypeVar("T")
RINA = By(Role.SUPERVISOR, "rina")


def in_hall(view: FloorView | None = None, **more: object) -> SupervisorState:
    return SupervisorState(user="Rina Marlina", view=view or samples.busy(), **more)  # type: ignore[arg-type]


AWAY = LinkState(False, samples.NOW)


@pytest.fixture
def show(qtbot: QtBot):
    """Makes a window of a size and language with a state."""

    def make(state: SupervisorState, language: str = "id", size: tuple[int, int] = (1280, 800)) -> SupervisorWindow:
        window = SupervisorWindow(Translator(language), lambda: samples.NOW)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        window.show_state(state)
        qtbot.waitExposed(window)
        qtbot.wait(1)
        return window

    return make


OBSTACLES = (
    Obstacle("berkas", "Berkas belum lengkap", "Documents missing", "visitor"),
    Obstacle("sistem-pusat", "Sistem pusat tidak bisa diakses", "Central system down", "ministry"),
)


@dataclass
class FakeStore:
    """What the presenter needs of a store; ``away`` and ``refusal`` make trouble."""

    view: FloorView = field(default_factory=samples.busy)
    away: bool = False
    trouble: Exception | None = None
    reads: list[By] = field(default_factory=list)
    staff: tuple[UserView, ...] = ()
    seats: tuple[SimpleNamespace, ...] = ()
    incidents: tuple[IncidentView, ...] = ()
    plans: tuple[PlanView, ...] = ()
    followed: FollowUp = field(default_factory=FollowUp)
    breaks: BreaksView = field(default_factory=break_samples.proposed)
    refusal: Exception | None = None
    over: bool = False
    hashed: int = 0
    breaks_at: str = ""
    free: Event = field(default_factory=Event)
    reached: Event = field(default_factory=Event)
    done: list[tuple[str, tuple[object, ...], By]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.free.set()

    def fetch(self, job: Callable[[SimpleNamespace], T]) -> T:
        if self.away:
            raise StoreUnavailable("the database does not answer")
        staff = SimpleNamespace(users=lambda: self.staff, refuse_pin=self._refuse_pin)
        incidents = SimpleNamespace(listed=self._incidents, find=self._incident, follow_up=self._follow_up)
        plans = SimpleNamespace(listed=lambda _by: self.plans)
        floor = SimpleNamespace(now=self._floor)
        breaks = SimpleNamespace(today=lambda _agency: self.breaks)
        found = SimpleNamespace(obstacles=lambda: OBSTACLES)
        parts = {
            "found": found,
            "breaks": breaks,
            "floor": floor,
            "staff": staff,
            "incidents": incidents,
            "plans": plans,
        }
        return job(SimpleNamespace(**parts, counters=lambda: self.seats))

    def _incidents(self, _by: By, *, closed: bool) -> tuple[IncidentView, ...]:
        return tuple(replace(one, notes=()) for one in self.incidents if closed or one.is_open)

    def _incident(self, number: int, _by: By) -> IncidentView:
        return next(one for one in self.incidents if one.id == number)

    def _follow_up(self, *, by: By) -> FollowUp:
        return self.followed if by == RINA else FollowUp()

    def act(self, job: Callable[[Recorder], T], permit: Callable[[], None] = lambda: None) -> T:
        """Writes down what a unit of work does; ``refusal`` is raised instead, ``away`` makes it lost. It
        commits once it is ``free``; the connection breaks at the commit, which is lost (``before``) or not (``after``),
        where ``breaks_at`` says so."""
        if self.away:
            raise StoreUnavailable("the database does not answer")
        if self.refusal is not None:
            raise self.refusal
        before = len(self.done)
        result = job(Recorder(self))
        if len(self.done) > before:
            self._commit(before, permit)
        return result

    def _commit(self, before: int, permit: Callable[[], None]) -> None:
        written = self.done[before:]
        del self.done[before:]
        self.reached.set()
        assert self.free.wait(20)
        permit()
        breaks, self.breaks_at = self.breaks_at, ""
        if breaks != "before":
            self.done += written
        if breaks:
            self.away = True
            raise StoreUnavailable("the connection broke at the commit")

    def _refuse_pin(self, _login: str, by: By) -> None:
        assert by.login == RINA.login
        if self.over:
            raise Refused("technician_over")

    def new_pin(self, pin: str, login: str = "") -> str:
        """The PIN as it is kept."""
        self.hashed += 1
        if len(pin) < 6:
            raise Refused("pin_short", digits=6)
        return f"hash of {pin} for {login}"

    def close(self) -> None:
        """Nothing is held."""

    def _floor(self, by: By) -> FloorView:
        self.reads.append(by)
        if self.trouble is not None:
            raise self.trouble
        return self.view


class Recorder:
    """Stands for a unit of work: every operation of every aspect is written down with its arguments and who acts;
    those at a counter with its label first."""

    def __init__(self, store: FakeStore, path: str = "", at: tuple[object, ...] = ()) -> None:
        self._store, self._path, self._at = store, path, at

    def __getattr__(self, name: str) -> Recorder:
        return Recorder(self._store, f"{self._path}.{name}".removeprefix("."), self._at)

    def __call__(self, *arguments: object, **named: object) -> object:
        if self._path == "counter":
            return Recorder(self._store, self._path, arguments)
        if self._path == "has_done":
            return any(by.request_id == arguments[0] for _, _, by in self._store.done)
        given = (*self._at, *arguments)
        by = next(one for one in given if isinstance(one, By))
        rest = (*(one for one in given if one is not by), *named.values())
        if any(by.request_id == earlier.request_id for _, _, earlier in self._store.done):
            return None
        self._store.done.append((self._path, rest, by))
        return None


@dataclass
class Watch:
    """A supervisor's hands and eyes."""

    qtbot: QtBot
    window: SupervisorWindow
    presenter: SupervisorPresenter
    store: FakeStore

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def read(self) -> None:
        """Reads the hall again and waits until it is shown."""
        count = len(self.store.reads)
        self.presenter.refresh()
        self.qtbot.waitUntil(lambda: len(self.store.reads) > count)
        self.qtbot.waitUntil(lambda: self.presenter.state.view == self.store.view)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def watch(qtbot: QtBot, store: FakeStore) -> Iterator[Watch]:
    """The window and its presenter, wired as in the program; the store is not open yet."""
    worker = SerialWorker()
    presenter = SupervisorPresenter(worker, lambda: cast("Store", store), StandingClock(), RINA, "Rina Marlina")
    window = SupervisorWindow(Translator("id"), presenter.now)
    connect_window(presenter, window)
    window.show_state(presenter.state)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Watch(qtbot, window, presenter, store)
    presenter.close()
    assert worker.close()
    window.close()


@pytest.fixture
def hands(qtbot: QtBot, sqlite_store: Store, sqlite_hall_url: str, clock: FixedClock) -> Iterator[Hands]:
    for login, role in (("siti", "clerk"), ("ani", "supervisor")):
        sqlite_store.run(lambda w, login=login, role=role: w.staff.add(login, login.title(), "407163", BY, role=role))
    sqlite_store.run(lambda work: work.counter("1", BY).sign_in(1))
    worker = SerialWorker()
    presenter = SupervisorPresenter(worker, lambda: open_store(sqlite_hall_url, clock), clock, ANI, "Ani")
    window = SupervisorWindow(Translator("id"), presenter.now)
    connect_window(presenter, window)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    presenter.start()
    made = Hands(qtbot, sqlite_store, window, presenter)
    made.wait(lambda: presenter.state.view is not None and window.page.agencies.tree.hasFocus())
    yield made
    presenter.close()
    assert worker.close()
    window.close()


@pytest.fixture
def staffed(sqlite_store: Store, clock: FixedClock) -> Store:
    """Three numbers for A and one for 2G, today, and two supervisors."""
    with sqlite_store.begin() as work:
        work.staff.add("rina", "Rina Marlina", "407163", BY, role="supervisor")
        work.staff.add("agus", "Agus Salim", "407163", BY, role="agency_supervisor", agency="imigrasi")
    for prefix in ("A", "A", "A", "2G"):
        sqlite_store.run(lambda work, prefix=prefix: work.tickets.issue(prefix, BY))
        clock.move(seconds=20)
    return sqlite_store


@pytest.fixture
def make(qtbot: QtBot, staffed: Store, sqlite_hall_url: str, clock: FixedClock, tmp_path: Path) -> Iterator[object]:
    """Opens the window for somebody."""
    opened: list[Reports] = []
    folder = tmp_path / "files"
    folder.mkdir()

    def begin(by: By = RINA) -> Reports:
        opened.append(Reports(qtbot, staffed, by, sqlite_hall_url, clock, folder))
        return opened[-1]

    yield begin
    for one in opened:
        one.end()


@pytest.fixture
def tab(make) -> Reports:
    return make()
