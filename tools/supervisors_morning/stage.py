"""The hall as the supervisor finds it in the morning."""

from __future__ import annotations

from hall.access import By
from hall.lifecycle import Outcome
from hall.store import Store, UnitOfWork

RINA, PIN = "rina", "407163"
SEATS = {
    "siti": ("Siti Rahma", "5"),
    "budi": ("Budi Santoso", "4"),
    "dewi": ("Dewi Lestari", "10"),
    "umar": ("Umar", "15"),
}
"""Clerks by their logins: how they are called, and where they sit."""
ASKS = "dewi"
CODES = {"done": "A-001", "serving": "W-001"}
"""Numbers by what has become of them."""
_BY = By.system()
_WAITING = {"A": 5, "B": 2, "C": 3, "H": 4, "W": 2, "M": 2, "2A": 5}


def set_stage(store: Store) -> None:
    """The sample hall, always open, with five people and twenty-three numbers: nobody is there for passports (H), Umar
    could not serve three visitors for the same reason, and Dewi asks to close a service."""
    store.run(lambda work: work.staff.add(RINA, "Rina Marlina", PIN, _BY, role="supervisor"))
    for login in SEATS:
        _seat(store, login)
    store.run(_issue)
    for label, obstacle in (("5", ""), *[("15", "sistem-pusat")] * 3):
        with store.begin() as work:
            _visit(work, label, obstacle)
    with store.begin() as work:
        counter = work.counter("4", By.clerk("budi"))
        counter.call_next()
        counter.serve()
        work.closures.request("service", By.clerk(ASKS), "M", reason="Pejabat tidak ada")
    store.find_incidents()


def _seat(store: Store, login: str) -> None:
    """Adds a clerk, who signs in."""
    name, label = SEATS[login]
    with store.begin() as work:
        user = work.staff.add(login, name, PIN, _BY)
        work.counter(label, By.clerk(login)).sign_in(user.id)


def _issue(work: UnitOfWork) -> None:
    for prefix, count in _WAITING.items():
        for _ in range(count):
            work.tickets.issue(prefix, _BY)


def _visit(work: UnitOfWork, label: str, obstacle: str) -> None:
    """A visit, served or stopped by an obstacle."""
    counter = work.counter(label, By.clerk(next(login for login, seat in SEATS.items() if seat[1] == label)))
    counter.call_next()
    counter.serve()
    if obstacle:
        counter.finish(outcome=Outcome.NOT_SERVED, obstacle=obstacle)
    else:
        counter.finish()
